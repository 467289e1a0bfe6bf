"""What a rehearsal came to, and the table that is printed of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from scripts.practice.table import drawn

_YES: Final = "yes"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that went wrong on purpose, to whom, and how long until all was well again."""

    what: str
    whom: str
    seconds: float | None = None
    note: str = ""


@dataclass(slots=True)
class SittingReport:
    """One sitting: who was awaited and came, how many PCs, what happened."""

    name: str
    expected: int
    pcs: int
    screens: int = 0
    wrote: int = 0
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class StageReport:
    """One stage: how it was scored, for how many, and what came of it."""

    name: str
    source: str
    scored: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class PostReport:
    """One post at the end: who applied, who is ranked, who stands on the shortlist."""

    name: str
    applications: int
    ranked: int
    chosen: tuple[str, ...]


@dataclass(slots=True)
class Report:
    """A whole rehearsal; `different` says in words whatever is not as it has to be."""

    selection: str
    changes: str
    sittings: list[SittingReport] = field(default_factory=list)
    stages: list[StageReport] = field(default_factory=list)
    posts: list[PostReport] = field(default_factory=list)
    papers: int = 0
    equal: int = 0
    receipts: int = 0
    receipts_in_ledger: int = 0
    files: int = 0
    announced: int = 0
    is_verified: bool = False
    different: list[str] = field(default_factory=list)
    seconds: float = 0.0
    cpu_seconds: float = 0.0

    @property
    def exit_code(self) -> int:
        """0 if everything is as it has to be, else 1."""
        is_complete = (self.equal, self.receipts_in_ledger) == (self.papers, self.receipts)
        is_told = self.announced == len(self.stages) > 0 and self.files > 0
        return 0 if self.is_verified and is_complete and is_told and not self.different else 1


def table(report: Report) -> str:
    """Draw the whole report as plain tables."""
    parts = [f"{report.selection}: {report.changes}"]
    if report.sittings:
        parts.append(drawn(_SITTING_HEAD, map(_sitting_row, report.sittings)))
    if any(one.faults for one in report.sittings):
        parts.append(drawn(_FAULT_HEAD, _fault_rows(report.sittings)))
    parts.append(drawn(_STAGE_HEAD, map(_stage_row, report.stages)))
    parts.append(drawn(_POST_HEAD, map(_post_row, report.posts)))
    parts.append(drawn(("what", "how many", "as it has to be"), _sums(report)))
    parts += [f"DIFFERENT: {line}" for line in report.different]
    parts.append(f"{report.seconds:.0f} s, {report.cpu_seconds:.0f} s of processor time")
    return "\n\n".join(parts)


_SITTING_HEAD: Final = ("sitting", "people", "wrote", "PCs", "real screens", "faults")
_FAULT_HEAD: Final = ("sitting", "fault", "whom", "well again after", "")
_STAGE_HEAD: Final = ("stage", "source", "scored", "")
_POST_HEAD: Final = ("post", "applications", "ranked", "result")


def _sitting_row(one: SittingReport) -> tuple[str, ...]:
    numbers = (one.expected, one.wrote, one.pcs, one.screens, len(one.faults))
    return (one.name, *map(str, numbers))


def _fault_rows(sittings: Sequence[SittingReport]) -> list[tuple[str, ...]]:
    return [
        (
            sitting.name,
            fault.what,
            fault.whom,
            "–" if fault.seconds is None else f"{fault.seconds:.1f} s",
            fault.note,
        )
        for sitting in sittings
        for fault in sitting.faults
    ]


def _stage_row(one: StageReport) -> tuple[str, ...]:
    return (one.name, one.source, str(one.scored), one.note)


def _post_row(one: PostReport) -> tuple[str, ...]:
    return (one.name, str(one.applications), str(one.ranked), ", ".join(one.chosen) or "nobody")


def _sums(report: Report) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    if report.sittings:
        rows += [
            ("papers as typed", str(report.papers), _judged(report.equal, report.papers)),
            (
                "receipts in the ledger",
                str(report.receipts),
                _judged(report.receipts_in_ledger, report.receipts),
            ),
        ]
    announced, stages = report.announced, len(report.stages)
    rows.append(("stages announced", str(stages), _judged(announced, stages)))
    rows.append(("files saved", str(report.files), _YES if report.files else "NO"))
    rows.append(("evidence verified", "1", _YES if report.is_verified else "NO"))
    return rows


def _judged(good: int, of: int) -> str:
    return _YES if good == of else f"NO: {good}"
