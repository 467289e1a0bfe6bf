"""The score recap as a spreadsheet: ranks with names, every stage's score, how they add up.

Stage scores, totals and ranks are live formulas over the single values, so that whoever receives
the file can recompute them; names and codes are text and never formulas.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from exam.config import WHOLE, ExamConfig, Stage
from exam.standings import PostRanking, Standing
from server.documents import recap_look as look
from server.documents.recap_cells import write_text
from server.documents.recap_values import ValuesSheet, Where
from server.language import load_catalog
from server.ranking import Result
from server.result_words import Translate, come_out_words, not_held_word, tie_key_word

_SIGNATURE_COLUMN: Final = 5
_HEAD_ROW: Final = 6
_WEIGHT_ROW: Final = 7
_TITLES: Final = 4
_SAME: Final = 9
"""Decimals to which totals are compared: finer than scores differ, coarser than a machine errs."""


def recap_xlsx(result: Result, config: ExamConfig) -> bytes:
    """Write the recap of all posts, and a sheet of single values for each stage scored here."""
    book = Workbook()
    book.properties.creator = config.exam.agency
    translate = load_catalog(config.exam.language).gettext
    recap = book.worksheets[0]
    where: dict[str, Mapping[str, Where]] = {}
    for stage in config.stages:
        if stage.is_scored_here and stage.id not in result.ranking.awaited:
            sheet = book.create_sheet()
            where[stage.id] = ValuesSheet(sheet, config, stage, translate).write(result)
    _Recap(recap, config, translate, result, where).write()
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@dataclass(frozen=True, slots=True)
class _Recap:
    """The sheet with the ranks: by post, best first."""

    sheet: Worksheet
    config: ExamConfig
    translate: Translate
    result: Result
    where: Mapping[str, Mapping[str, Where]]

    def write(self) -> None:
        """Fill the sheet."""
        _ = self.translate
        self.sheet.title = _("Recap")
        self._write_titles()
        self._write_head()
        row = _WEIGHT_ROW + 1
        for post in self.result.ranking.posts:
            row = self._write_post(row, post)
        for post_id, count in self.result.not_held.items():
            self._write_band(row, self.config.post(post_id).name)
            said = write_text(self.sheet, row + 1, 1, not_held_word(count, self.translate))
            said.font = look.PLAIN
            row += 2
        self._write_signatures(row + 1)
        look.lay_out(self.sheet, (_HEAD_ROW, _WEIGHT_ROW), _("Page &P of &N"), self.config)

    @property
    def _stages(self) -> Sequence[Stage]:
        return [stage for stage in self.config.stages if stage.source != "unscored"]

    @property
    def _keys(self) -> Sequence[str]:
        """What equal totals are parted by, as far as it is in."""
        awaited = self.result.ranking.awaited
        keys = self.config.result.tie_break
        return [key for key in keys if key.partition(".")[0] not in awaited]

    @property
    def _fixed(self) -> int:
        """How many columns stand before the scores: rank, number, name, NIP, the paper's code."""
        return 5 if self.config.has_paper else 4

    @property
    def _total(self) -> int:
        return self._fixed + len(self._stages) + 1

    @property
    def _columns(self) -> int:
        return self._total + len(self._keys) + 1

    def _write_titles(self) -> None:
        _ = self.translate
        exam, awaited = self.config.exam, set(self.result.ranking.awaited)
        names = ", ".join(stage.name for stage in self._stages if stage.id in awaited)
        state = _("Provisional, still awaited: {stages}").format(stages=names) if names else ""
        titles = (exam.agency, _("SCORE RECAP"), exam.name, state)
        for row, text in enumerate(titles, start=1):
            cell = write_text(self.sheet, row, 1, text)
            cell.font = look.TITLE if row == 2 else look.SUBTITLE  # noqa: PLR2004
            cell.alignment = look.CENTRED
            self._merge(row, 1, self._columns)

    def _write_head(self) -> None:
        for column, (text, width, weight) in enumerate(self._heads(), start=1):
            look.head(write_text(self.sheet, _HEAD_ROW, column, text))
            below = self.sheet.cell(_WEIGHT_ROW, column, weight)
            look.head(below)
            below.number_format = look.PERCENT
            self.sheet.column_dimensions[get_column_letter(column)].width = width
        self.sheet.row_dimensions[_HEAD_ROW].height = 62

    def _heads(self) -> Iterator[tuple[str, int, float | None]]:
        _ = self.translate
        yield _("Rank"), 10, None
        yield _("Candidate number"), 10, None
        yield _("Name"), 36, None
        yield _("NIP"), 20, None
        if self.config.has_paper:
            yield _("Paper code"), 9, None
        for stage in self._stages:
            yield stage.name, 14, stage.weight / WHOLE
        yield _("Total"), 11, None
        for at, key in enumerate(self._keys, start=1):
            name = tie_key_word(key, self.config)
            yield _("If equal, {at}: {name}").format(at=at, name=name), 14, None
        yield _("What comes out"), 26, None

    def _write_post(self, row: int, post: PostRanking) -> int:
        self._write_band(row, self.config.post(post.post_id).name)
        last = row + sum(one.rank is not None for one in post.standings)
        for at, one in enumerate(post.standings, start=row + 1):
            self._write_candidate(at, one)
            self._write_scores(at, one)
            if one.rank is not None:
                self._write_rank(at, row + 1, last)
        return row + len(post.standings) + 1

    def _write_band(self, row: int, name: str) -> None:
        band = write_text(self.sheet, row, 1, name)
        for column in range(1, self._columns + 1):
            look.band(self.sheet.cell(row, column))
        self._merge(row, 1, self._columns)
        band.font = look.BAND

    def _write_candidate(self, row: int, one: Standing) -> None:
        who = self.result.candidates[one.application_id]
        look.body(write_text(self.sheet, row, 1, "–"), centred=True)
        look.body(write_text(self.sheet, row, 2, who.number), centred=True)
        look.body(write_text(self.sheet, row, 3, who.name))
        look.body(write_text(self.sheet, row, 4, who.nip), centred=True)
        if self.config.has_paper:
            code = self.result.codes.get(one.application_id, "–")
            look.body(write_text(self.sheet, row, self._fixed, code), centred=True)
        is_final = self.result.ranking.is_final
        others = self.result.other_applications(one.application_id)
        text = come_out_words(one, others, self.config, self.translate, is_final=is_final)
        faint = one.end is not None
        look.body(write_text(self.sheet, row, self._columns, text), faint=faint)
        self.sheet.row_dimensions[row].height = look.row_height(who.name, text)

    def _write_scores(self, row: int, one: Standing) -> None:
        """Write each stage's score, the total of those that are in, and what parts equal ones."""
        for column, stage in enumerate(self._stages, start=self._fixed + 1):
            cell = self.sheet.cell(row, column, self._score(one, stage))
            look.body(cell, number=look.SCORE)
        scores = f"{_letter(self._fixed + 1)}{row}:{_letter(self._total - 1)}{row}"
        first, last = _letter(self._fixed + 1), _letter(self._total - 1)
        weights = f"${first}${_WEIGHT_ROW}:${last}${_WEIGHT_ROW}"
        formula = None if one.rank is None else f"=SUMPRODUCT({weights},{scores})"
        total = self.sheet.cell(row, self._total, formula)
        look.body(total, number=look.SCORE, strong=True)
        for column, key in enumerate(self._keys, start=self._total + 1):
            value = None if one.rank is None else self._key_formula(row, one, key)
            look.body(self.sheet.cell(row, column, value), number=look.SCORE)

    def _score(self, one: Standing, stage: Stage) -> str | float | None:
        score = one.step(stage.id).score
        if score is None:
            return None
        if stage.id in self.where:
            return f"={self.where[stage.id][one.application_id].score}"
        return float(score.score)

    def _key_formula(self, row: int, one: Standing, key: str) -> str:
        stage_id, _dot, criterion_id = key.partition(".")
        if criterion_id:
            return f"=AVERAGE({self.where[stage_id][one.application_id].criteria[criterion_id]})"
        at = next(at for at, stage in enumerate(self._stages) if stage.id == stage_id)
        return f"={_letter(self._fixed + 1 + at)}{row}"

    def _write_rank(self, row: int, first: int, last: int) -> None:
        """Count who is before: a higher total, or an equal one and more in what is looked at."""
        compared = [self._total, *range(self._total + 1, self._columns)]
        before, equal = [], ""
        for column in compared:
            letter = _letter(column)
            others = f"ROUND({letter}${first}:{letter}${last},{_SAME})"
            mine = f"ROUND({letter}{row},{_SAME})"
            before.append(f"{equal}({others}>{mine})")
            equal += f"({others}={mine})*"
        cell = self.sheet.cell(row, 1, f"=1+SUMPRODUCT({'+'.join(before)}+0)")
        cell.data_type = "f"
        look.body(cell, number=look.WHOLE_NUMBER, strong=True)

    def _write_signatures(self, row: int) -> None:
        _ = self.translate
        text = _("Set in plenary meeting on ........................................")
        write_text(self.sheet, row, 2, text).font = look.PLAIN
        for index, member in enumerate(self.config.panel.members, start=1):
            at = row + index
            for column, text in ((2, f"{index}."), (3, member.name), (_SIGNATURE_COLUMN, "." * 60)):
                look.sign(write_text(self.sheet, at, column, text))
            self.sheet.row_dimensions[at].height = 30

    def _merge(self, row: int, first: int, last: int) -> None:
        self.sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)


def _letter(column: int) -> str:
    return get_column_letter(column)
