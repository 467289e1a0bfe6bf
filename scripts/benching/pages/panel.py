"""`scripts/bench panel`: a panel that reads at once, beside nginx that gives the very same bytes.

What a list costs may grow with the number of papers; the page of one paper, its slides and its
sheet cost the same however many there are.
"""

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, NamedTuple

from scripts.benching.crowd.rivals import nginx
from scripts.benching.crowd.stages import Stage
from scripts.benching.entry import Answer, Entry
from scripts.benching.growth import CONSTANT, LINEAR, Points, growth_targets
from scripts.benching.pages.browser import static_callers
from scripts.benching.pages.opened import WORDS, Opened, opened_exam
from scripts.benching.pages.panel_steps import AT_ONCE, PanelSteps, steps_among
from scripts.benching.pages.reading import (
    KINDS,
    LIST,
    LOG_IN,
    PAPER,
    SAVE,
    SHEETS,
    SLIDES,
    readers_of,
)
from scripts.benching.report import table
from scripts.benching.steps import growth_of_steps
from scripts.benching.targets import Target

READERS: Final = 20
_TIMES: Final = (1, 2, 4, 8)
_PAPERS, _QUICK_PAPERS = 1000, 64
_SECONDS, _QUICK_SECONDS = 4.0, 0.5
"""So often each of the panel opens a page: far quicker than anybody reads."""
_TURNS, _QUICK_TURNS = 4, 2
_OF_ONE: Final = (LOG_IN, PAPER, SLIDES, SAVE)
_OF_ALL: Final = (LIST, SHEETS)
_MOST_MS: Final = 250
_MOST_LIST_MS: Final = 1000


class Pace(NamedTuple):
    """So often everybody asks for each kind of page, each time after so many seconds."""

    turns: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Read:
    """What each kind of page cost when the whole panel read, and how long pages are."""

    papers: int
    stages: Mapping[str, Stage]
    sizes: Mapping[str, int]

    def cpu_ms(self, kind: str) -> float:
        """CPU time of the server for one request."""
        stage = self.stages[kind]
        return 1000 * stage.server_cpu / max(1, stage.calls.count)


@dataclass(frozen=True, slots=True)
class Panel:
    """All that was measured: steps with ever more papers, then the whole panel at once.

    `static` is what nginx took for the same bytes, asked for likewise, by turns.
    """

    pace: Pace
    counted: tuple[PanelSteps, ...]
    whole: Read
    static: Mapping[str, Stage]


def answer_panel(quick: bool) -> Answer:
    """Let the panel read a thousand papers; a few dozen if it has to be quick."""
    most = _QUICK_PAPERS if quick else _PAPERS
    pace = Pace(_QUICK_TURNS, _QUICK_SECONDS) if quick else Pace(_TURNS, _SECONDS)
    panel = measure_panel([most * each // _TIMES[-1] for each in _TIMES], pace)
    return Answer(
        tables=panel_tables(panel),
        times=panel_times(panel),
        counts=panel_counts(panel),
        data=asdict(panel),
    )


ENTRY: Final = Entry("panel", "twenty of the panel read, and save scores", answer_panel, ("nginx",))


def measure_panel(sizes: Sequence[int], pace: Pace) -> Panel:
    """Count in exams with ever more papers, and let the whole panel read in the last of them."""
    *smaller, most = sizes
    counted = []
    for papers in smaller:
        with opened_exam(papers) as opened:
            counted.append(steps_among(opened))
    with opened_exam(most) as opened:
        counted.append(steps_among(opened, AT_ONCE))
        whole, static = _read_by_all(opened, pace)
    return Panel(pace, tuple(counted), whole, static)


def _read_by_all(opened: Opened, pace: Pace) -> tuple[Read, Mapping[str, Stage]]:
    """Let the whole panel read, and by turns ask nginx for the same bytes."""
    turns, seconds = pace
    stages, static = dict[str, Stage](), dict[str, Stage]()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="makalah-rival-")))
        readers = stack.enter_context(readers_of(opened, READERS, turns, seconds))
        pages = readers.pages
        rival = stack.enter_context(
            nginx(
                folder / "nginx",
                lambda root: static_callers(root, pages, READERS, turns, seconds),
            )
        )
        for kind in KINDS:
            stages[kind] = readers.read(kind)
            if kind in pages:
                static[kind] = rival.stage(list(pages).index(kind))
    sizes = {kind: len(body) for kind, body in pages.items()}
    return Read(opened.papers, stages, sizes), static


def panel_times(panel: Panel) -> list[Target]:
    """Hold how long the panel waited against what is bearable."""
    note = f"{READERS} readers, {panel.whole.papers:,} papers"
    limits = {kind: _MOST_LIST_MS if kind in _OF_ALL else _MOST_MS for kind in KINDS}
    return [
        Target(f"{kind}: p99", "ms", limits[kind], panel.whole.stages[kind].calls.p99, note)
        for kind in KINDS
    ]


def panel_counts(panel: Panel) -> list[Target]:
    """Hold what does not depend on the machine against its limits."""
    stages = (*panel.whole.stages.values(), *panel.static.values())
    return [
        Target("requests that failed", "", 0, float(sum(stage.failed for stage in stages))),
        *steps_counts(panel.counted),
    ]


def steps_counts(counted: Sequence[PanelSteps]) -> list[Target]:
    """Hold against their limits how steps and bytes grow with the papers."""
    limits = {**dict.fromkeys(_OF_ALL, LINEAR), **dict.fromkeys(_OF_ONE, CONSTANT)}
    at_once: Points = [pair for each in counted for pair in each.at_once]
    return [
        *(
            target
            for kind, limit in limits.items()
            for target in growth_of_steps(
                f"“{kind}” by papers", [(each.papers, each.kinds[kind]) for each in counted], limit
            )
        ),
        *growth_targets({"bytes of a paper's page by papers": _bytes(counted, PAPER)}, CONSTANT),
        *growth_targets({"bytes of the list by papers": _bytes(counted, LIST)}),
        *growth_targets({"calls in Python of papers opened at once": at_once}),
    ]


def _bytes(counted: Sequence[PanelSteps], kind: str) -> Points:
    return [(each.papers, each.sizes[kind]) for each in counted]


def panel_tables(panel: Panel) -> str:
    """Return all of it for people."""
    whole = panel.whole
    said = (
        f"{READERS} browsers are logged in and each opens a page every {panel.pace.seconds:g} s; "
        f"{whole.papers:,} papers of {WORDS:,} words, all of which each reader has marked. "
        "Passphrases are stretched by the profile for tests."
    )
    grown = "Calls in Python / steps of SQLite for a request, by the number of papers."
    return "\n\n".join((said, _whole_table(panel), grown, _growth_table(panel)))


def _whole_table(panel: Panel) -> str:
    head = (
        "Page",
        "Bytes",
        "p50 / p99 / longest",
        "CPU each",
        "nginx, the same bytes: p50 / p99",
        "CPU each",
        "Ours against it: p50, CPU",
    )
    return table(head, (_whole_row(panel, kind) for kind in KINDS))


def _whole_row(panel: Panel, kind: str) -> tuple[str, ...]:
    read, static = panel.whole, panel.static.get(kind)
    calls, ours = read.stages[kind].calls, read.cpu_ms(kind)
    own = (
        kind,
        f"{read.sizes[kind]:,}" if kind in read.sizes else "–",
        f"{calls.p50:.1f} / {calls.p99:.1f} / {calls.longest:.0f} ms",
        f"{ours:.2f} ms",
    )
    if static is None:
        return (*own, "–", "–", "–")
    theirs = 1000 * static.server_cpu / max(1, static.calls.count)
    ratio = f"{calls.p50 / static.calls.p50:.0f} ×, {ours / theirs:.0f} ×"
    spread = f"{static.calls.p50:.1f} / {static.calls.p99:.1f} ms"
    return (*own, spread, f"{theirs:.2f} ms", ratio)


def _growth_table(panel: Panel) -> str:
    head = ("Page", *(f"{each.papers:,}" for each in panel.counted))
    rows = (
        (
            kind,
            *(
                f"{each.kinds[kind].calls:,} / {each.kinds[kind].instructions:,}"
                for each in panel.counted
            ),
        )
        for kind in KINDS
    )
    return table(head, rows)
