"""Finds the columns of a list of scores: the sheet, the row of the header, and what stands where.

A list needs a column that says who (the candidate number or the NIP) and exactly one with scores.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from exam.config import Stage
from exam.errors import RosterError
from exam.roster.findings import Findings, quoted
from exam.roster.header import SEARCHED_ROWS
from exam.roster.headings import NAME, NIP, NUMBER, POST, folded, is_running_number, meaning_of
from exam.roster.tables import Row, Sheet

SCORE: Final = "nilai"
_WHO: Final = (NUMBER, NIP)
_KNOWN: Final = (NUMBER, NIP, NAME, POST)
_SPELLINGS: Final = (
    "nilai|skor|score|nilai akhir|skor akhir|nilai total|total nilai|total skor|skor total|"
    "nilai rata rata|rata rata nilai|nilai tes|nilai ujian|hasil penilaian|hasil akhir|"
    "nilai asesmen|nilai assessment|nilai kompetensi|nilai uji kompetensi|nilai rekam jejak|"
    "nilai 0 100|skor 0 100|nilai skala 100|nilai konversi|jumlah nilai|total|"
    "nilai administrasi|nilai akhir asesmen|nilai akhir kompetensi"
)
"""How offices head the column of scores; only whole headings count."""
_HEADINGS: Final = frozenset(_SPELLINGS.split("|"))


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the header is, how the file calls its columns, and which could be meant by each."""

    sheet: Sheet
    last_row: int
    headings: Mapping[int, str]
    meant: Mapping[str, tuple[int, ...]]

    @property
    def is_whole(self) -> bool:
        """Whether it says who and how much."""
        return SCORE in self.meant and any(name in self.meant for name in _WHO)

    @property
    def likeness(self) -> int:
        """How much it looks like a header."""
        return len(self.meant)

    @property
    def rows(self) -> tuple[Row, ...]:
        """What stands below."""
        return tuple(row for row in self.sheet.rows if row.number > self.last_row)

    def at(self, name: str) -> int:
        """Return the column that holds something; -1 for none."""
        return self.meant[name][0] if name in self.meant else -1

    def heading(self, name: str) -> str:
        """Return how the file itself calls a column."""
        return self.headings[self.meant[name][0]]


def find_columns(sheets: Sequence[Sheet], stage: Stage, findings: Findings) -> Columns:
    """Return the columns of the one sheet that holds scores of a stage.

    Raises:
        RosterError: no sheet does, or several do, or two columns could be meant.

    """
    own = {folded(stage.name), folded(f"nilai {stage.name}"), folded(f"skor {stage.name}")}
    found = [_best(sheet, own) for sheet in sheets if not sheet.hidden]
    whole = [one for one in found if one.is_whole]
    if not whole:
        raise _refusal(found, findings.file)
    if len(whole) > 1:
        names = ", ".join(quoted(one.sheet.name) for one in whole)
        raise RosterError("outside.sheets", file=findings.file, sheets=names)
    (columns,) = whole
    _report(columns, sheets, findings)
    return columns


def _best(sheet: Sheet, own: set[str]) -> Columns:
    none = Columns(sheet, 0, {}, {})
    candidates = list(_candidates(sheet, own))
    return max(candidates, key=lambda one: (one.is_whole, one.likeness), default=none)


def _candidates(sheet: Sheet, own: set[str]) -> Iterator[Columns]:
    rows = sheet.rows[:SEARCHED_ROWS]
    above: dict[int, str] = {}
    last = 0
    for row in rows:
        texts = {column: " ".join(cell.text.split()) for column, cell in row.cells.items()}
        yield _columns(sheet, row.number, texts, own)
        if last == row.number - 1:
            yield _columns(sheet, row.number, {**above, **texts}, own)
        above, last = texts, row.number


def _columns(sheet: Sheet, last_row: int, headings: Mapping[int, str], own: set[str]) -> Columns:
    meant: dict[str, tuple[int, ...]] = {}
    for column, text in sorted(headings.items()):
        meaning = meaning_of(text)
        if folded(text) in _HEADINGS or folded(text) in own:
            meaning = SCORE
        if meaning == SCORE or meaning in _KNOWN:
            meant[str(meaning)] = (*meant.get(str(meaning), ()), column)
    return Columns(sheet, last_row, headings, meant)


def _refusal(found: Sequence[Columns], file: str) -> RosterError:
    best = max(found, key=lambda one: one.likeness, default=None)
    if best is None or best.likeness == 0:
        return RosterError("outside.header", file=file)
    row = best.last_row
    if SCORE not in best.meant:
        return RosterError("outside.no-scores", file=file, row=row)
    return RosterError("outside.nobody", file=file, row=row)


def _report(columns: Columns, sheets: Sequence[Sheet], findings: Findings) -> None:
    """Report what is not read; refuse two columns that could be the same."""
    for sheet in sheets:
        if sheet is not columns.sheet and sheet.rows:
            findings.repair("repair.sheet", found=sheet.name)
    known = {place for places in columns.meant.values() for place in places}
    for column, text in columns.headings.items():
        if text and column not in known and not is_running_number(text):
            findings.repair("repair.column", found=text)
        elif text and columns.sheet.hides(column):
            findings.repair("repair.hidden-column", column=text)
    for first, *others in columns.meant.values():
        for other in others:
            findings.refuse(
                "outside.columns-alike",
                row=columns.last_row,
                first=columns.headings[first],
                second=columns.headings[other],
            )
    findings.conclude()
