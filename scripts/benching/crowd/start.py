"""`scripts/bench start`: everybody signs in within a minute, and then has the order to start.

A kiosk learns of an order by its next beat, so the last one has it a beat after the first: that is
the limit against which the spread is held.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

from scripts.benching.crowd.among import Among, all_among, steps_growth
from scripts.benching.crowd.measuring import Crowd, crowds_of, measured
from scripts.benching.crowd.tables import load_note, of_full_size, shown
from scripts.benching.entry import Answer, Entry
from scripts.benching.growth import growth_targets
from scripts.benching.report import table
from scripts.benching.targets import Target

_SPREAD: Final = 1.25
"""So many beats may lie between the first and the last kiosk that has the order."""


def answer(quick: bool) -> Answer:
    """Measure crowds that come in and wait for the start."""
    crowds = crowds_of(measured(quick=quick))
    return Answer(
        tables=start_tables(crowds),
        times=start_times(crowds),
        counts=start_counts(crowds, all_among()),
        data={"crowds": [asdict(each) for each in crowds]},
    )


def start_times(crowds: Sequence[Crowd]) -> list[Target]:
    """Hold the run with a thousand kiosks against a beat, and CPU against the work."""
    spreads = [
        Target(
            "start: first to last kiosk that has the order",
            "beats",
            _SPREAD,
            round(_beats(crowd), 2),
            f"{crowd.kiosks:,} kiosks",
        )
        for crowd in of_full_size(crowds)
    ]
    costs = {
        "server's CPU for sign-ins": [(each.kiosks, each.sign_in.server_cpu) for each in crowds],
        "server's CPU while all wait": [(each.kiosks, each.waiting.server_cpu) for each in crowds],
    }
    return [*spreads, *growth_targets(costs)]


def start_counts(crowds: Sequence[Crowd], steps: Sequence[Among]) -> list[Target]:
    """Hold what does not depend on the machine against its limits."""
    return [
        Target("sign-ins that failed", "", 0, float(sum(each.sign_in.failed for each in crowds))),
        Target(
            "kiosks without the order", "", 0, float(sum(each.reach.missing for each in crowds))
        ),
        *steps_growth("a sign-in among more kiosks", steps, lambda each: each.sign_in),
    ]


def start_tables(crowds: Sequence[Crowd]) -> str:
    """Return all of it for people."""
    head = (
        "Kiosks",
        "Within",
        "Sign-in with TLS: p50 / p99 / longest",
        "CPU per sign-in",
        "Failed",
        "First / last has the order",
        "Spread against a beat",
    )
    rows = (
        (
            f"{crowd.kiosks:,}",
            f"{crowd.sign_in.seconds:.0f} s",
            shown(crowd.sign_in),
            f"{1000 * crowd.sign_in.server_cpu / crowd.kiosks:.1f} ms",
            str(crowd.sign_in.failed),
            f"{crowd.reach.first:.2f} / {crowd.reach.last:.2f} s",
            f"{_beats(crowd):.2f} ×",
        )
        for crowd in crowds
    )
    note = load_note((each.kiosks, each.sign_in) for each in crowds)
    return "\n\n".join(filter(None, (table(head, rows), note)))


def _beats(crowd: Crowd) -> float:
    return crowd.reach.spread / crowd.size.scenes.beat


ENTRY: Final = Entry("start", "everybody signs in, and has the order to start", answer, ("nginx",))
