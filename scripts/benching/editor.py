"""One run of the benchmark of the editor, from the first document to the last target."""

import gc
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Final

from scripts.benching.actions import measure_actions
from scripts.benching.figures import Slowed, Typing
from scripts.benching.keystrokes import measure_typing, type_by_turns
from scripts.benching.noise import Listener, echo_milliseconds
from scripts.benching.plan import GROWTH_WORDS, WORDS_OF_A_LARGE_PAPER, Plan
from scripts.benching.priority import going_first
from scripts.benching.programs import OURS, PROGRAMS
from scripts.benching.results import Results
from scripts.benching.running import all_started, started
from scripts.benching.sitting import measure_sitting
from scripts.benching.slowed import PERIODS_MICROSECONDS, measure_slowed
from scripts.benching.texts import Paper, Place, paper_of
from scripts.benching.undo import measure_undo
from scripts.benching.upkeep import measure_upkeep, start_milliseconds

_ECHOES: Final = 50
_BEGAN: Final = time.monotonic()


def measure_editor(results: Results, plan: Plan) -> None:
    """Measure everything; says on stderr how far it is.

    Nothing is collected meanwhile: a pause of this program would look like one of theirs.

    Raises:
        NothingShownError: a program did not do what a key has to do.
        ProgramEndedError: a program ended.

    """
    gc.collect()
    gc.disable()
    with going_first() as goes_first:
        results.goes_first = goes_first
        _measure(results, plan)


def _measure(results: Results, plan: Plan) -> None:
    listener = Listener()
    for paper in _papers(plan):
        listener.echoes += echo_milliseconds(_ECHOES)
        _measure_paper(results, paper, plan)
    results.growth = _growth(plan)
    large = paper_of(WORDS_OF_A_LARGE_PAPER)
    _say("start, rest, memory")
    starts = _starts(large, plan)
    with all_started(PROGRAMS, large) as running:
        for one in running:
            one.session.press(b"k")
        results.upkeep = measure_upkeep(running, starts, plan.idle_seconds)
    _say("a quarter of the CPU")
    results.slowed = _slowed(large, plan)
    _say("undo")
    results.undo_mb = measure_undo()
    _say(f"{plan.soak_edits:,} edits")
    with started(OURS, paper_of(1_000)) as one:
        results.soak = measure_sitting(one, plan.soak_edits, plan.soak_keys)
    listener.echoes += echo_milliseconds(_ECHOES)
    results.noise = listener.noise()


def _papers(plan: Plan) -> Iterator[Paper]:
    for words in plan.ordinary:
        yield paper_of(words)
    for words in plan.long:
        yield paper_of(words, is_long=True)


def _measure_paper(results: Results, paper: Paper, plan: Plan) -> None:
    with all_started(PROGRAMS, paper) as running:
        for place in plan.places_of(paper.words, is_long=paper.is_long):
            _say(f"{paper.name}: typing at the {place.value}")
            results.typing += measure_typing(running, place, plan)
        if plan.acts_on(paper.words, is_long=paper.is_long):
            _say(f"{paper.name}: other keys")
            results.actions += measure_actions(running, plan.actions)


def _growth(plan: Plan) -> list[Typing]:
    """Type in a short and in a long paper of ours by turns: only so can they be compared."""
    short, large = (paper_of(words) for words in GROWTH_WORDS)
    found: list[Typing] = []
    with started(OURS, short) as one, started(OURS, large) as other:
        for place in Place:
            _say(f"{short.name} and {large.name} by turns: typing at the {place.value}")
            found += type_by_turns((one, other), place, (plan.keys, plan.keys))
    return found


def _starts(paper: Paper, plan: Plan) -> Sequence[Sequence[float]]:
    times: list[list[float]] = [[] for _ in PROGRAMS]
    for _ in range(plan.starts):
        for program, each in zip(PROGRAMS, times, strict=True):
            each.append(start_milliseconds(program, paper))
    return times


def _slowed(paper: Paper, plan: Plan) -> list[Slowed] | None:
    found = []
    for period in PERIODS_MICROSECONDS:
        slowed = measure_slowed(paper, period, plan.slowed_keys, plan.backlogs)
        if slowed is None:
            return None
        found.append(slowed)
    return found


def _say(what: str) -> None:
    minutes, seconds = divmod(round(time.monotonic() - _BEGAN), 60)
    print(f"· {minutes}:{seconds:02} {what}", file=sys.stderr, flush=True)
