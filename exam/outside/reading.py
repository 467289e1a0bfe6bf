"""From the bytes of a file to the scores of a stage, and who has none.

No score is left out silently: a row is passed over only if it has no score or is a sum, and then
it is reported.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from exam.config import ExamConfig, Stage
from exam.errors import RosterError
from exam.outside.columns import SCORE, Columns, find_columns
from exam.outside.marks import is_nothing, read_mark
from exam.outside.people import People
from exam.roster.applications import Application, ApplicationId, SetAside
from exam.roster.choices import terms_of
from exam.roster.findings import Findings, Repair
from exam.roster.headings import NIP, NUMBER, folded
from exam.roster.reading import read_sheets
from exam.roster.tables import Row
from exam.roster.values import Place

_SUMS: Final = frozenset(
    {"jumlah", "total", "rata", "rerata", "nilai", "tertinggi", "terendah", "minimum", "maksimum"}
)
_COLUMNS: Final = 3
"""So many columns are numbered at least; two numbers may be a candidate and a score."""
_SMALL: Final = 10
"""If no score is higher, they may be of another scale."""


@dataclass(frozen=True, slots=True)
class OutsideScore:
    """One score from outside, as a decimal number, and the row that it stands in."""

    application_id: ApplicationId
    score: str
    row: int


@dataclass(frozen=True, slots=True)
class OutsideScores:
    """What a file says of a stage: scores, and those for whom it says none."""

    scores: tuple[OutsideScore, ...]
    without: tuple[ApplicationId, ...]
    repairs: tuple[Repair, ...]


def parse_outside(
    raw: bytes,
    file: str,
    stage: Stage,
    config: ExamConfig,
    people: Sequence[Application],
    set_aside: Sequence[SetAside] = (),
) -> OutsideScores:
    """Read the scores of a stage from CSV or XLSX; `people` are all who take part.

    Of those who applied for posts that are not held alone, rows are set aside.

    Raises:
        RosterError: names the file and, where there is one, the row and column; its `problems`
            are all that were found.

    """
    findings = Findings(file)
    columns = find_columns(read_sheets(raw, findings), stage, findings)
    known = People(people, set_aside, terms_of(config), columns, findings)
    scores = _Reader(columns, known, findings).read()
    findings.conclude()
    if not scores:
        raise RosterError("outside.empty", file=file)
    if all(Decimal(one.score) <= _SMALL for one in scores):
        highest = max(scores, key=lambda one: Decimal(one.score))
        findings.repair("outside.small", found=highest.score)
    given = {one.application_id for one in scores}
    without = tuple(one.id for one in people if one.id not in given)
    return OutsideScores(tuple(scores), without, tuple(findings.repairs))


class _Reader:
    """Reads the rows below a header."""

    def __init__(self, columns: Columns, people: People, findings: Findings) -> None:
        self._columns = columns
        self._people = people
        self._findings = findings
        self._found: dict[ApplicationId, OutsideScore] = {}

    def read(self) -> list[OutsideScore]:
        """Return the scores in the order of the rows."""
        for row in self._rows():
            if row.hidden:
                self._findings.refuse("roster.hidden", rows=str(row.number), count=1)
                continue
            cell = row.cells[self._columns.at(SCORE)]
            mark = read_mark(cell, self._place(row))
            for one in self._people.find(row):
                if mark is not None:
                    self._keep(OutsideScore(one.id, f"{mark:f}", row.number), one)
        return list(self._found.values())

    def _rows(self) -> Iterator[Row]:
        """Give the rows that have a score; what stands in the others is nobody's."""
        for row in self._columns.rows:
            if is_nothing(row.cells.get(self._columns.at(SCORE))):
                if self._says_who(row):
                    self._findings.repair("outside.without", row.number, found=_text(row))
            elif _numbers_columns(row) and row.number == self._columns.last_row + 1:
                self._findings.repair("repair.numbering", row.number, found=_text(row))
            elif folded(row.cells[self._columns.at(SCORE)].text) == folded(self._heading):
                self._findings.repair("repair.header", row.number, found=_text(row))
            elif self._says_who(row):
                yield row
            elif _is_sum(row):
                self._findings.repair("repair.footer", row.number, found=_text(row))
            else:
                self._findings.refuse("outside.whose", row=row.number, value=_text(row))

    def _keep(self, score: OutsideScore, one: Application) -> None:
        """Keep a score, unless another row says something else of the same application."""
        first = self._found.setdefault(score.application_id, score)
        if first is score:
            return
        if Decimal(first.score) == Decimal(score.score):
            self._findings.repair("outside.twice", score.row, found=one.number)
            return
        self._findings.refuse(
            "outside.two-scores", row=score.row, first=first.row, number=one.number
        )

    def _says_who(self, row: Row) -> bool:
        """Whether a row names somebody: a number or a NIP, and not the word for a sum."""
        cells = [row.cells.get(self._columns.at(name)) for name in (NUMBER, NIP)]
        return any(cell is not None and any(sign.isdigit() for sign in cell.text) for cell in cells)

    @property
    def _heading(self) -> str:
        return self._columns.heading(SCORE)

    def _place(self, row: Row) -> Place:
        return Place(row.number, SCORE, self._heading, self._findings)


def _numbers_columns(row: Row) -> bool:
    """Whether a row only numbers the columns, as official tables have it below the header."""
    texts = [cell.text.strip().strip("()") for _, cell in sorted(row.cells.items())]
    return len(texts) >= _COLUMNS and texts == [str(at) for at in range(1, len(texts) + 1)]


def _is_sum(row: Row) -> bool:
    """Whether a row begins with a word for what is worked out over the others."""
    words = folded(row.cells[min(row.cells)].text).split()
    return bool(words) and words[0] in _SUMS


def _text(row: Row) -> str:
    return " ".join(cell.text for _, cell in sorted(row.cells.items()))
