"""`scripts/bench time-up`: everybody hands in at the same instant, until the last receipt.

nginx takes the same papers by PUT, but never brings them to the disk itself. So it is measured in
two ways: all papers flushed once all are there, and each flushed before it counts as taken. Ours is
held against the quicker of them, and against what the disk alone takes.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

from exam.seal import PADDED_BYTES
from scripts.benching.crowd.among import Among, all_among, steps_growth
from scripts.benching.crowd.measuring import Crowd, Measured, crowds_of, measured
from scripts.benching.crowd.tables import load_note, of_full_size
from scripts.benching.entry import Answer, Entry
from scripts.benching.growth import growth_targets
from scripts.benching.report import table
from scripts.benching.targets import Target

PAPER_BYTES: Final = round(1.05 * PADDED_BYTES)
"""What a paper of ordinary length may take in the database, with its receipt and ledger entry."""


def answer(quick: bool) -> Answer:
    """Measure crowds that hand in at once."""
    found = measured(quick=quick)
    crowds = crowds_of(found)
    return Answer(
        tables=time_up_tables(found),
        times=time_up_times(found),
        counts=time_up_counts(crowds, all_among()),
        data={"crowds": [asdict(each) for each in found]},
    )


def time_up_counts(crowds: Sequence[Crowd], steps: Sequence[Among]) -> list[Target]:
    """Hold what does not depend on the machine against its limits."""
    each_paper = max(crowd.paper_bytes / crowd.kiosks for crowd in crowds)
    return [
        Target("hand-ins that failed", "", 0, float(sum(each.hand_in.failed for each in crowds))),
        Target("bytes of a paper in the database", "B", PAPER_BYTES, round(each_paper)),
        *growth_targets(
            {
                "memory for hand-ins": [
                    (each.kiosks, each.full_mb - each.busy_mb) for each in crowds
                ],
            }
        ),
        *steps_growth("a hand-in among more kiosks", steps, lambda each: each.hand_in),
    ]


def time_up_times(found: Sequence[Measured]) -> list[Target]:
    """Hold the run with a thousand kiosks against what was promised, and CPU against the work."""
    crowds = crowds_of(found)
    full, cpu = of_full_size(crowds), [(each.kiosks, each.hand_in.server_cpu) for each in crowds]
    promised = [target for each in found if each.crowd in full for target in _times(each)]
    return [*promised, *growth_targets({"server's CPU for hand-ins": cpu})]


def _times(one: Measured) -> list[Target]:
    crowd, rivals = one.crowd, one.rivals
    note = f"{crowd.kiosks:,} papers of {crowd.size.scenes.paper_characters:,} characters"
    ours = crowd.hand_in.seconds
    theirs = None if rivals is None else round(ours / rivals.papers_seconds, 2)
    return [
        Target("time-up: until the last receipt", "s", 10, round(ours, 2), note),
        Target("time-up: time against nginx, flushed", "×", 2, theirs, note),
    ]


def time_up_tables(found: Sequence[Measured]) -> str:
    """Return all of it for people."""
    crowds = crowds_of(found)
    parts = [
        _ours(crowds),
        load_note((each.kiosks, each.hand_in) for each in crowds),
        "### The same papers elsewhere\n\n" + _elsewhere(found),
    ]
    return "\n\n".join(filter(None, parts))


def _ours(crowds: Sequence[Crowd]) -> str:
    head = ("Papers", "Last receipt", "Receipts: p50 / p99", "CPU", "Memory after", "On the disk")
    rows = (
        (
            f"{crowd.kiosks:,}",
            f"{crowd.hand_in.seconds:.2f} s",
            f"{crowd.hand_in.calls.p50:.0f} / {crowd.hand_in.calls.p99:.0f} ms",
            f"{crowd.hand_in.server_cpu:.2f} s",
            f"{crowd.full_mb:.0f} MB",
            f"{crowd.paper_bytes / crowd.kiosks / 1000:,.0f} kB each",
        )
        for crowd in crowds
    )
    return table(head, rows)


def _elsewhere(found: Sequence[Measured]) -> str:
    head = (
        "Papers",
        "nginx, not flushed",
        "nginx, flushed at the end",
        "nginx, each flushed when taken",
        "Files flushed one by one",
        "One file flushed once",
        "Ours against nginx / the disk",
    )
    rows = (
        (
            f"{crowd.kiosks:,}",
            f"{rivals.papers.seconds:.2f} s",
            f"{rivals.papers.seconds + rivals.flush_seconds:.2f} s",
            f"{rivals.flushed.seconds:.2f} s",
            f"{rivals.files_seconds:.2f} s",
            f"{rivals.one_file_seconds:.2f} s",
            f"{crowd.hand_in.seconds / rivals.papers_seconds:.2f} × / "
            f"{crowd.hand_in.seconds / rivals.files_seconds:.2f} ×",
        )
        for crowd, rivals in ((each.crowd, each.rivals) for each in found)
        if rivals is not None
    )
    return table(head, rows)


ENTRY: Final = Entry("time-up", "everybody hands in at the same instant", answer, ("nginx",))
