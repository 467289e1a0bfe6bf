"""The score recap as a spreadsheet: ranks with names, every panelist's score, how they add up.

Scores, means, contributions and ranks are live formulas over the sheet of single values, so that
whoever receives the file can recompute them; names and codes are text and never formulas.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from exam.config import WHOLE, ExamConfig
from server.documents import recap_look as look
from server.documents.recap_cells import write_text
from server.documents.recap_values import ValuesSheet
from server.language import load_catalog
from server.ranking import Candidate, PostResult, RankedPaper

_FIXED_COLUMNS: Final = 5
_TITLE_ROWS: Final = 4
_HEAD_ROW: Final = _TITLE_ROWS + 2
_SAME: Final = 6
"""Decimals to which means are compared, beyond what integer scores can differ by."""


def recap_xlsx(results: Sequence[PostResult], config: ExamConfig) -> bytes:
    """Write the recap of all posts."""
    book = Workbook()
    book.properties.creator = config.exam.agency
    translate = load_catalog(config.exam.language).gettext
    recap = book.worksheets[0]
    values = book.create_sheet()
    places = ValuesSheet(values, config, translate).write(results)
    _Recap(recap, config, translate, places).write(results)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@dataclass(frozen=True, slots=True)
class _Recap:
    """The sheet that is signed: by post, best first."""

    sheet: Worksheet
    config: ExamConfig
    translate: Callable[[str], str]
    formulas: dict[str, list[str]]

    def write(self, results: Sequence[PostResult]) -> None:
        """Fill the sheet."""
        _ = self.translate
        self.sheet.title = _("Recap")
        self._write_titles()
        self._write_head()
        row = _HEAD_ROW + 1
        for result in results:
            row = self._write_post(row, result)
        self._write_signatures(row + 1)
        look.lay_out(self.sheet, (_HEAD_ROW, _HEAD_ROW), _("Page &P of &N"), self.config)

    @property
    def _columns(self) -> int:
        return _FIXED_COLUMNS + len(self.config.panel.members) + 3

    def _write_titles(self) -> None:
        _ = self.translate
        exam, sitting = self.config.exam, self.config.writing.sitting
        where = _("{date}, {room}").format(
            date=look.show_date(sitting.date, exam.language), room=sitting.room
        )
        stage = self.config.writing.stage.name
        titles = (exam.agency, _("SCORE RECAP"), f"{exam.name} – {stage}", where)
        for row, text in enumerate(titles, start=1):
            cell = write_text(self.sheet, row, 1, text)
            cell.font = look.TITLE if row == 2 else look.SUBTITLE  # noqa: PLR2004
            cell.alignment = look.CENTRED
            self.sheet.merge_cells(
                start_row=row, end_row=row, start_column=1, end_column=self._columns
            )

    def _write_head(self) -> None:
        for column, (text, width) in enumerate(self._heads(), start=1):
            look.head(write_text(self.sheet, _HEAD_ROW, column, text))
            self.sheet.column_dimensions[get_column_letter(column)].width = width
        self.sheet.row_dimensions[_HEAD_ROW].height = 78

    def _heads(self) -> Iterator[tuple[str, int]]:
        _ = self.translate
        yield _("Rank"), 10
        yield _("Candidate number"), 10
        yield _("Name"), 36
        yield _("NIP"), 20
        yield _("Paper code"), 9
        for member in self.config.panel.members:
            yield member.name, 13
        yield _("Mean"), 10
        yield _("Stage weight"), 9
        yield _("Contribution"), 12

    def _write_post(self, row: int, result: PostResult) -> int:
        band = write_text(self.sheet, row, 1, result.post.name)
        for column in range(1, self._columns + 1):
            look.band(self.sheet.cell(row, column))
        self.sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=self._columns)
        band.font = look.BAND
        first = row + 1
        last = row + len(result.papers)
        for at, paper in enumerate(result.papers, start=first):
            self._write_paper(at, paper, first, last)
        for at, candidate in enumerate(result.without_paper, start=last + 1):
            self._write_absent(at, candidate)
        return last + len(result.without_paper) + 1

    def _write_paper(self, row: int, paper: RankedPaper, first: int, last: int) -> None:
        self._write_candidate(row, paper.candidate)
        look.body(write_text(self.sheet, row, _FIXED_COLUMNS, paper.code), centred=True)
        for column, formula in enumerate(self.formulas[paper.code], start=_FIXED_COLUMNS + 1):
            look.body(self.sheet.cell(row, column, formula), number=look.SCORE)
        scores = f"{self._letter(1)}{row}:{self._letter(len(paper.sheets))}{row}"
        mean, weight, part = (self._letter(len(paper.sheets) + at) for at in (1, 2, 3))
        cells: dict[str, tuple[str | float, str]] = {
            f"A{row}": (
                f"=1+SUMPRODUCT(--(ROUND({mean}${first}:{mean}${last},{_SAME})"
                f">ROUND({mean}{row},{_SAME})))",
                look.WHOLE_NUMBER,
            ),
            f"{mean}{row}": (f"=AVERAGE({scores})", look.SCORE),
            f"{weight}{row}": (self.config.writing.stage.weight / WHOLE, look.PERCENT),
            f"{part}{row}": (f"={mean}{row}*{weight}{row}", look.SCORE),
        }
        for place, (value, number) in cells.items():
            self.sheet[place] = value
            look.body(self.sheet[place], number=number, strong=place[0] in ("A", mean))

    def _letter(self, after_fixed: int) -> str:
        return get_column_letter(_FIXED_COLUMNS + after_fixed)

    def _write_absent(self, row: int, candidate: Candidate) -> None:
        self._write_candidate(row, candidate)
        look.body(write_text(self.sheet, row, 1, "–"), centred=True)
        for column in range(_FIXED_COLUMNS, self._columns + 1):
            look.body(self.sheet.cell(row, column))
        _ = self.translate
        text = _("no paper was opened")
        look.body(write_text(self.sheet, row, _FIXED_COLUMNS, text), faint=True)
        self.sheet.merge_cells(
            start_row=row, end_row=row, start_column=_FIXED_COLUMNS, end_column=self._columns
        )

    def _write_candidate(self, row: int, candidate: Candidate) -> None:
        look.body(write_text(self.sheet, row, 2, candidate.number), centred=True)
        look.body(write_text(self.sheet, row, 3, candidate.name))
        look.body(write_text(self.sheet, row, 4, candidate.nip), centred=True)
        self.sheet.row_dimensions[row].height = look.row_height(candidate.name)

    def _write_signatures(self, row: int) -> None:
        _ = self.translate
        text = _("Set in plenary meeting on ........................................")
        write_text(self.sheet, row, 2, text).font = look.PLAIN
        for index, member in enumerate(self.config.panel.members, start=1):
            at = row + index
            for column, text in ((2, f"{index}."), (3, member.name), (5, "." * 60)):
                look.sign(write_text(self.sheet, at, column, text))
            self.sheet.row_dimensions[at].height = 30
