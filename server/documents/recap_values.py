"""The sheet of single values behind the recap: a row a paper, a column a rater and criterion."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from exam.config import WHOLE, ExamConfig
from server.documents import recap_look as look
from server.documents.recap_cells import write_text
from server.ranking import PostResult, RankedPaper

_RATER_ROW: Final = 4
_CRITERION_ROW: Final = 5
_WEIGHT_ROW: Final = 6
_FIRST_COLUMN: Final = 3
_LEADING_WIDTH: Final = 11
_VALUE_WIDTH: Final = 6


@dataclass(frozen=True, slots=True)
class ValuesSheet:
    """A sheet to be filled with every value that a panelist gave."""

    sheet: Worksheet
    config: ExamConfig
    translate: Callable[[str], str]

    def write(self, results: Sequence[PostResult]) -> dict[str, list[str]]:
        """Fill the sheet; return for each paper code the formulas of the panelists' scores."""
        _ = self.translate
        self.sheet.title = _("Scores by criterion")
        write_text(self.sheet, 1, 1, _("Scores by criterion")).font = look.TITLE
        write_text(self.sheet, 2, 1, self.config.exam.name).font = look.SUBTITLE
        self._write_leading_heads()
        for first, name in self._raters():
            self._write_rater(first, name)
        papers = [paper for result in results for paper in result.papers]
        formulas = {
            paper.code: self._write_paper(row, paper)
            for row, paper in enumerate(papers, start=_WEIGHT_ROW + 1)
        }
        look.lay_out(self.sheet, (_RATER_ROW, _WEIGHT_ROW), _("Page &P of &N"), self.config)
        return formulas

    def _raters(self) -> Iterator[tuple[int, str]]:
        """Each panelist's first column, and name."""
        for index, member in enumerate(self.config.panel.members):
            yield _FIRST_COLUMN + index * len(self.config.writing.rubric), member.name

    def _write_leading_heads(self) -> None:
        _ = self.translate
        for column, name in ((1, _("Paper code")), (2, _("Candidate number"))):
            look.head(write_text(self.sheet, _RATER_ROW, column, name))
            look.head(write_text(self.sheet, _CRITERION_ROW, column, ""))
            look.head(write_text(self.sheet, _WEIGHT_ROW, column, ""))
            self._merge((_RATER_ROW, _CRITERION_ROW), (column, column))
            self.sheet.column_dimensions[get_column_letter(column)].width = _LEADING_WIDTH
        look.head(write_text(self.sheet, _WEIGHT_ROW, 1, _("Weight")))
        self._merge((_WEIGHT_ROW, _WEIGHT_ROW), (1, _FIRST_COLUMN - 1))
        self.sheet.row_dimensions[_RATER_ROW].height = 48
        self.sheet.row_dimensions[_CRITERION_ROW].height = 120

    def _write_rater(self, first: int, name: str) -> None:
        for column, criterion in enumerate(self.config.writing.rubric, start=first):
            look.head(write_text(self.sheet, _RATER_ROW, column, name if column == first else ""))
            look.head(write_text(self.sheet, _CRITERION_ROW, column, criterion.name), turned=True)
            look.head(self.sheet.cell(_WEIGHT_ROW, column, criterion.weight))
            self.sheet.column_dimensions[get_column_letter(column)].width = _VALUE_WIDTH
        self._merge((_RATER_ROW, _RATER_ROW), (first, first + len(self.config.writing.rubric) - 1))

    def _write_paper(self, row: int, paper: RankedPaper) -> list[str]:
        look.body(write_text(self.sheet, row, 1, paper.code), centred=True)
        look.body(write_text(self.sheet, row, 2, paper.candidate.number), centred=True)
        formulas = []
        for (first, _name), sheet in zip(self._raters(), paper.sheets, strict=True):
            for column, criterion in enumerate(self.config.writing.rubric, start=first):
                look.body(self.sheet.cell(row, column, sheet.values[criterion.id]), centred=True)
            formulas.append(self._weighed(row, first))
        return formulas

    def _weighed(self, row: int, first: int) -> str:
        start = get_column_letter(first)
        end = get_column_letter(first + len(self.config.writing.rubric) - 1)
        name = self.sheet.title
        weights = f"'{name}'!{start}${_WEIGHT_ROW}:{end}${_WEIGHT_ROW}"
        return f"=SUMPRODUCT({weights},'{name}'!{start}{row}:{end}{row})/{WHOLE}"

    def _merge(self, rows: tuple[int, int], columns: tuple[int, int]) -> None:
        self.sheet.merge_cells(
            start_row=rows[0], end_row=rows[1], start_column=columns[0], end_column=columns[1]
        )
