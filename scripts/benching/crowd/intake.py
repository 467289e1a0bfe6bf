"""`scripts/bench intake`: what kiosks cost that type and beat, until each beat is on the disk.

Beside it stand bare commits of the same bytes, and nginx that is given the whole text every ten
seconds; and what four hours leave on the disk, against what was foretold.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

from scripts.benching.crowd.among import Among, all_among, steps_growth
from scripts.benching.crowd.capacity import MOST_MILLISECONDS, Probe, search_capacity
from scripts.benching.crowd.four_hours import Sitting, simulated
from scripts.benching.crowd.measuring import Crowd, Measured, crowds_of, measured
from scripts.benching.crowd.tables import FULL_KIOSKS, load_note, of_full_size, shown
from scripts.benching.entry import Answer, Entry
from scripts.benching.growth import CONSTANT, growth_targets
from scripts.benching.report import table
from scripts.benching.targets import Target

RECORD_BYTES: Final = 40
"""What the record of a key press may take; a journal on a PC holds that and nothing else."""
DISK_BYTES: Final = 65
"""What a key press may take in the server's database, with rows, indexes and the ledger."""
FORETOLD: Final = 0.15
"""By what part the forecast of the disk may miss."""
_CANDIDATES, _QUICK_CANDIDATES = 8, 2


def answer(quick: bool) -> Answer:
    """Measure crowds that type, four hours of a few, and how many one core serves."""
    found, sitting = measured(quick=quick), simulated(_QUICK_CANDIDATES if quick else _CANDIDATES)
    probes = () if quick else search_capacity()
    crowds = crowds_of(found)
    return Answer(
        tables=intake_tables(found, sitting, probes),
        times=intake_times(crowds),
        counts=intake_counts(crowds, sitting, all_among()),
        data={
            "crowds": [asdict(each) for each in found],
            "four_hours": asdict(sitting),
            "one_core": [asdict(each) for each in probes],
        },
    )


def intake_counts(
    crowds: Sequence[Crowd], sitting: Sitting, steps: Sequence[Among]
) -> list[Target]:
    """Hold what does not depend on the machine against its limits."""
    return [
        Target("calls that failed", "", 0, float(sum(each.failed for each in crowds))),
        Target("memory", "MB", 250, _memory(crowds), f"{FULL_KIOSKS:,} kiosks, all handed in"),
        *_bytes(sitting),
        *growth_targets(
            {
                "memory beyond an idle server": [
                    (each.kiosks, each.busy_mb - each.idle_mb) for each in crowds
                ],
                "disk with the number of kiosks": [
                    (each.kiosks, each.written_bytes) for each in crowds
                ],
                "disk with the time that is typed": sitting.grown(),
            }
        ),
        *growth_targets(
            {
                "calls in Python of a beat with the time that is typed": sitting.calls(),
                "SQLite's steps of a beat with the time that is typed": sitting.instructions(),
            },
            CONSTANT,
        ),
        *steps_growth("a beat among more kiosks", steps, lambda each: each.beat),
    ]


def _bytes(sitting: Sitting) -> list[Target]:
    keys, records = sitting.typed, sum(each.record_bytes for each in sitting.minutes)
    on_disk, missed = sitting.journal_bytes / keys, abs(sitting.foretold - 1)
    note = f"{sitting.candidates} candidates, {len(sitting.minutes) / 60:g} hours of typing"
    return [
        Target("bytes of a record", "B per key", RECORD_BYTES, round(records / keys, 1), note),
        Target("bytes on the disk", "B per key", DISK_BYTES, round(on_disk, 1), note),
        Target("forecast of the disk: missed by", "", FORETOLD, round(missed, 3), note),
    ]


def _memory(crowds: Sequence[Crowd]) -> float | None:
    return max((each.full_mb for each in of_full_size(crowds)), default=None)


def intake_times(crowds: Sequence[Crowd]) -> list[Target]:
    """Hold the run with a thousand kiosks against what was promised, and CPU against the work."""
    cpu = [(each.kiosks, each.writing.server_cpu) for each in crowds]
    targets = growth_targets({"server's CPU while all type": cpu})
    for crowd in of_full_size(crowds):
        percent, note = round(crowd.writing.cpu_percent, 1), f"{crowd.kiosks:,} kiosks"
        p99 = crowd.writing.calls.p99
        targets += [
            Target("beat, acknowledged on the disk: p99", "ms", 100, p99, note),
            Target("beats: server's part of one core", "%", 60, percent, note),
        ]
    return targets


def intake_tables(found: Sequence[Measured], sitting: Sitting, probes: Sequence[Probe]) -> str:
    """Return all of it for people."""
    crowds = crowds_of(found)
    parts = [
        "### Every kiosk types, and beats every two seconds\n\n" + _beats(crowds),
        load_note((each.kiosks, each.writing) for each in crowds),
        "### The same texts elsewhere\n\n" + _elsewhere(found),
        "### One core for the server, the other for the load program\n\n" + _one_core(probes),
        "### Four hours on the disk\n\n" + _four_hours(sitting),
    ]
    return "\n\n".join(filter(None, parts))


def _beats(crowds: Sequence[Crowd]) -> str:
    head = (
        "Kiosks",
        "p50 / p99 / longest",
        "CPU of one core",
        "CPU per kiosk and beat",
        "Memory",
        "Failed",
        "Load program: late p99, CPU",
    )
    rows = (
        (
            f"{crowd.kiosks:,}",
            shown(crowd.writing),
            f"{crowd.writing.cpu_percent:.0f} %",
            f"{1000 * crowd.writing.server_cpu / max(1, crowd.writing.calls.count):.2f} ms",
            f"{crowd.busy_mb:.0f} MB ({_each(crowd):.0f} kB per kiosk)",
            str(crowd.writing.failed),
            f"{crowd.writing.late:.1f} ms, "
            f"{100 * crowd.writing.load_cpu / crowd.writing.seconds:.0f} %",
        )
        for crowd in crowds
    )
    return table(head, rows)


def _each(crowd: Crowd) -> float:
    return 1000 * (crowd.busy_mb - crowd.idle_mb) / crowd.kiosks


def _elsewhere(found: Sequence[Measured]) -> str:
    head = (
        "Kiosks",
        "nginx, whole text each 10 s: p50 / p99 / longest",
        "Ours against it: p99",
        "CPU of one core, ours / nginx",
        "Bytes sent per key, ours / nginx",
        "Bare commit of a beat's bytes: p50 / p99",
        "Ours against it: p50",
    )
    rows = (
        (
            f"{crowd.kiosks:,}",
            shown(rivals.texts),
            f"{crowd.writing.calls.p99 / rivals.texts.calls.p99:.2f} ×",
            f"{crowd.writing.cpu_percent:.0f} % / {rivals.texts.cpu_percent:.0f} %",
            f"{crowd.record_bytes / crowd.typed:.0f} / {rivals.text_bytes / crowd.typed:,.0f}",
            f"{rivals.commits.p50:.2f} / {rivals.commits.p99:.2f} ms",
            f"{crowd.writing.calls.p50 / rivals.commits.p50:.1f} ×",
        )
        for crowd, rivals in ((each.crowd, each.rivals) for each in found)
        if rivals is not None
    )
    return table(head, rows)


def _one_core(probes: Sequence[Probe]) -> str:
    if not probes:
        return "Not searched in a quick run."
    served = max((each.kiosks for each in probes if each.is_served), default=0)
    rows = (
        (
            f"{each.kiosks:,}",
            shown(each.writing),
            f"{each.writing.cpu_percent:.0f} %",
            str(each.writing.failed),
        )
        for each in probes
    )
    tried = table(("Kiosks", "p50 / p99 / longest", "CPU of that core", "Failed"), rows)
    note = load_note((each.kiosks, each.writing) for each in probes)
    said = f"Served with a p99 of at most {MOST_MILLISECONDS} ms: **{served:,} kiosks**."
    return "\n\n".join(filter(None, (tried, note, said)))


def _four_hours(sitting: Sitting) -> str:
    forecast, people = sitting.forecast, sitting.candidates
    envelopes = sitting.used_bytes - sitting.journal_bytes
    rows = (
        ("Key presses", f"{sitting.typed / people:,.0f}", "–"),
        (
            "Journal",
            _kilobytes(sitting.journal_bytes, people),
            _kilobytes(forecast.journals, people),
        ),
        ("Hand-in", _kilobytes(envelopes, people), _kilobytes(forecast.envelopes, people)),
        ("Together, foretold against used", f"{sitting.foretold:.2f} ×", ""),
    )
    return table(("Of each candidate", "Used", "Foretold"), rows)


def _kilobytes(size: int, people: int) -> str:
    return f"{size / people / 1000:,.0f} kB"


ENTRY: Final = Entry("intake", "kiosks that type and beat: latency, CPU, disk", answer, ("nginx",))
