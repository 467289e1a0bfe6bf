"""A sheet of single values behind the recap: a row a candidate, a column a panelist and criterion.

Where a panelist was recused the cells stay empty and count for nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from exam.config import WHOLE, ExamConfig, Stage
from exam.standings import Standing
from exam.weighing import ScoreSheet
from server.documents import recap_look as look
from server.documents.recap_cells import write_text
from server.ranking import Result
from server.result_words import Translate

_RATER_ROW: Final = 4
_CRITERION_ROW: Final = 5
_WEIGHT_ROW: Final = 6
_FIRST_COLUMN: Final = 3
_LEADING_WIDTH: Final = 11
_NAME_WIDTH: Final = 32
_VALUE_WIDTH: Final = 6
_SCORE_WIDTH: Final = 8
_LONGEST_TITLE: Final = 31
"""So many characters has the name of a sheet at most."""
_NOT_IN_TITLES: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


@dataclass(frozen=True, slots=True)
class Where:
    """Where a candidate's score stands, and the values of each criterion, as formulas name them."""

    score: str
    criteria: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ValuesSheet:
    """A sheet to be filled with every value that a panelist gave in a stage."""

    sheet: Worksheet
    config: ExamConfig
    stage: Stage
    translate: Translate

    def write(self, result: Result) -> dict[str, Where]:
        """Fill the sheet; return for each scored application where its figures are."""
        self.sheet.title = self.stage.name.translate(_NOT_IN_TITLES)[:_LONGEST_TITLE].strip()
        write_text(self.sheet, 1, 1, self.stage.name).font = look.TITLE
        write_text(self.sheet, 2, 1, self.config.exam.name).font = look.SUBTITLE
        self._write_leading_heads()
        for first, _, name in self._raters():
            self._write_rater(first, name)
        self._write_mean_head()
        everybody = [one for post in result.ranking.posts for one in post.standings]
        scored = [one for one in everybody if one.step(self.stage.id).score is not None]
        where = {
            one.application_id: self._write_candidate(row, one, result)
            for row, one in enumerate(scored, start=_WEIGHT_ROW + 1)
        }
        pages = self.translate("Page &P of &N")
        look.lay_out(self.sheet, (_RATER_ROW, _WEIGHT_ROW), pages, self.config)
        return where

    def _raters(self) -> Iterator[tuple[int, str, str]]:
        """Each panelist's first column, account and name."""
        width = len(self.stage.rubric) + 1
        for index, member in enumerate(self.config.panel.members):
            yield _FIRST_COLUMN + index * width, member.id, member.name

    @property
    def _mean(self) -> int:
        width = len(self.stage.rubric) + 1
        return _FIRST_COLUMN + len(self.config.panel.members) * width

    def _write_leading_heads(self) -> None:
        _ = self.translate
        heads = ((_("Candidate number"), _LEADING_WIDTH), (_("Name"), _NAME_WIDTH))
        if self.config.has_paper:
            heads = ((_("Paper code"), _LEADING_WIDTH), (_("Candidate number"), _LEADING_WIDTH))
        for column, (name, width) in enumerate(heads, start=1):
            self._head(column, name, width)
        look.head(write_text(self.sheet, _WEIGHT_ROW, 1, _("Weight")))
        self._merge((_WEIGHT_ROW, _WEIGHT_ROW), (1, _FIRST_COLUMN - 1))
        self.sheet.row_dimensions[_RATER_ROW].height = 48
        self.sheet.row_dimensions[_CRITERION_ROW].height = 120

    def _write_mean_head(self) -> None:
        self._head(self._mean, self.translate("Mean"), _SCORE_WIDTH + 2)

    def _head(self, column: int, name: str, width: int) -> None:
        look.head(write_text(self.sheet, _RATER_ROW, column, name))
        for row in (_CRITERION_ROW, _WEIGHT_ROW):
            look.head(write_text(self.sheet, row, column, ""))
        self._merge((_RATER_ROW, _CRITERION_ROW), (column, column))
        self.sheet.column_dimensions[get_column_letter(column)].width = width

    def _write_rater(self, first: int, name: str) -> None:
        last = first + len(self.stage.rubric)
        for column, criterion in enumerate(self.stage.rubric, start=first):
            look.head(write_text(self.sheet, _RATER_ROW, column, name if column == first else ""))
            look.head(write_text(self.sheet, _CRITERION_ROW, column, criterion.name), turned=True)
            look.head(self.sheet.cell(_WEIGHT_ROW, column, criterion.weight))
            self.sheet.column_dimensions[get_column_letter(column)].width = _VALUE_WIDTH
        look.head(write_text(self.sheet, _RATER_ROW, last, ""))
        score = self.translate("Score")
        look.head(write_text(self.sheet, _CRITERION_ROW, last, score), turned=True)
        look.head(write_text(self.sheet, _WEIGHT_ROW, last, ""))
        self.sheet.column_dimensions[get_column_letter(last)].width = _SCORE_WIDTH
        self._merge((_RATER_ROW, _RATER_ROW), (first, last))

    def _write_candidate(self, row: int, one: Standing, result: Result) -> Where:
        self._write_leading(row, one, result)
        score = one.step(self.stage.id).score
        given = {sheet.panelist_id: sheet for sheet in score.sheets} if score is not None else {}
        scores = []
        values: dict[str, list[str]] = {criterion.id: [] for criterion in self.stage.rubric}
        for first, panelist_id, _ in self._raters():
            self._write_sheet(row, first, given.get(panelist_id))
            if panelist_id in given:
                last = first + len(self.stage.rubric)
                scores.append(f"{get_column_letter(last)}{row}")
                for column, criterion in enumerate(self.stage.rubric, start=first):
                    values[criterion.id].append(self._named(column, row))
        mean = self.sheet.cell(row, self._mean, f"=AVERAGE({','.join(scores)})")
        look.body(mean, number=look.SCORE, strong=True)
        criteria = {criterion_id: ",".join(cells) for criterion_id, cells in values.items()}
        return Where(self._named(self._mean, row), criteria)

    def _write_leading(self, row: int, one: Standing, result: Result) -> None:
        """Write whose row it is: the paper's code and the number, or number and name."""
        who = result.candidates[one.application_id]
        if self.config.has_paper:
            code = result.codes.get(one.application_id, "–")
            look.body(write_text(self.sheet, row, 1, code), centred=True)
            look.body(write_text(self.sheet, row, 2, who.number), centred=True)
        else:
            look.body(write_text(self.sheet, row, 1, who.number), centred=True)
            look.body(write_text(self.sheet, row, 2, who.name))

    def _write_sheet(self, row: int, first: int, sheet: ScoreSheet | None) -> None:
        last = first + len(self.stage.rubric)
        for column, criterion in enumerate(self.stage.rubric, start=first):
            value = None if sheet is None else sheet.values[criterion.id]
            look.body(self.sheet.cell(row, column, value), centred=True)
        formula = None if sheet is None else self._weighed(row, first, last - 1)
        look.body(self.sheet.cell(row, last, formula), number=look.SCORE)

    @staticmethod
    def _weighed(row: int, first: int, last: int) -> str:
        start, end = get_column_letter(first), get_column_letter(last)
        weights = f"{start}${_WEIGHT_ROW}:{end}${_WEIGHT_ROW}"
        return f"=SUMPRODUCT({weights},{start}{row}:{end}{row})/{WHOLE}"

    def _named(self, column: int, row: int) -> str:
        return f"'{self.sheet.title}'!{get_column_letter(column)}{row}"

    def _merge(self, rows: tuple[int, int], columns: tuple[int, int]) -> None:
        self.sheet.merge_cells(
            start_row=rows[0], end_row=rows[1], start_column=columns[0], end_column=columns[1]
        )
