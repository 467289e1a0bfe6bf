"""What a verifier says: for each thing that it checked, how many there were and what is wrong.

A problem is an error with a code and details, so it is told in a person's language like any other.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from exam.errors import ExamError


class Subject(StrEnum):
    """What can be checked, in the order in which it is told."""

    FILES = "files"
    MANIFEST = "manifest"
    LEDGER = "ledger"
    CHECKPOINTS = "checkpoints"
    ORDERS = "orders"
    RECEIPTS = "receipts"
    ENVELOPES = "envelopes"
    OPENING = "opening"
    SHEETS = "sheets"
    ROUNDS = "rounds"
    IDENTITIES = "identities"
    SCORES = "scores"
    OUTSIDE = "outside"
    RANKING = "ranking"
    DISCLOSED = "disclosed"


OF_PAPERS: Final = (
    Subject.ORDERS,
    Subject.RECEIPTS,
    Subject.ENVELOPES,
    Subject.OPENING,
    Subject.IDENTITIES,
    Subject.DISCLOSED,
)
"""What there is to check only where a paper is written."""


class Verdict(StrEnum):
    """What became of one check."""

    HOLDS = "holds"
    BROKEN = "broken"
    NOT_YET = "not-yet"


@dataclass(slots=True)
class Check:
    """One thing that was checked: how many of it there were, and every problem."""

    subject: Subject
    count: int = 0
    problems: list[ExamError] = field(default_factory=list)
    is_due: bool = True

    @property
    def verdict(self) -> Verdict:
        """Whether all of it is as it must be; what is not due yet is no problem."""
        if self.problems:
            return Verdict.BROKEN
        return Verdict.HOLDS if self.is_due else Verdict.NOT_YET

    def add(self, problems: Iterable[ExamError]) -> None:
        """Note what is wrong."""
        self.problems.extend(problems)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was checked; `exam_id` and the two roots are for comparing with paper.

    `language` is the one in which the exam was held; all are empty where not even that is known.
    `withheld` is how many entries of the ledger are not shown in full, because they name somebody.
    Where nothing is written (`has_paper`) nothing is awaited of papers.
    """

    checks: tuple[Check, ...]
    exam_id: bytes = b""
    root: bytes = b""
    root_at_close: bytes = b""
    language: str = ""
    withheld: int = 0
    has_paper: bool = True

    @property
    def problems(self) -> Iterator[ExamError]:
        """Everything that is wrong, in the order of the checks."""
        return (problem for check in self.checks for problem in check.problems)

    @property
    def told(self) -> tuple[Check, ...]:
        """What is worth telling: all, but nothing of papers that nobody wrote."""
        return tuple(
            check
            for check in self.checks
            if self.has_paper or check.subject not in OF_PAPERS or check.count or check.problems
        )

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not any(check.problems for check in self.checks)
