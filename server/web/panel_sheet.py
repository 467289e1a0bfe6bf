"""A score sheet as it stands on a page, and what is sent from one.

It is the panelist's own: in round two the others are there as a range, without names. What was
typed wrongly stays on the screen and replaces nothing that is saved.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Final

from litestar.response import Redirect, Template
from sqlite_utils import Database

from exam.config import Criterion
from exam.errors import ExamError, InputError, RefusedError
from exam.scoring import ROUND_ONE, ROUND_TWO
from exam.weighing import weigh
from server.assignments import assigned_to, lost_panelists
from server.drafts import Marks, read_marks
from server.office import OpenExam
from server.recusal import recused_from
from server.score_desk import ScoreDesk
from server.scores import scores_of, scores_of_round
from server.web.forms import hidden_whole
from server.web.pages import is_fragment, page, status_of
from server.web.session import PeopleRequest

_SCORE_FIELD: Final = "score-"


class SheetState(StrEnum):
    """What can be done with a sheet now."""

    OPEN = "open"
    COMMITTED = "committed"
    SETTLED = "settled"
    RECUSED = "recused"
    EXCUSED = "excused"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class FirstRound:
    """How round one went: the own values and total, and the range of all who scored."""

    values: Mapping[str, int]
    own: Fraction
    lowest: Fraction
    highest: Fraction


@dataclass(frozen=True, slots=True)
class SheetShown:
    """A score sheet: texts as typed, what they come to, and `action` as where it is sent."""

    subject: str
    action: str
    rubric: tuple[Criterion, ...]
    number: int
    state: SheetState
    typed: Mapping[str, str]
    note: str
    reason: str
    score: Fraction | None
    first: FirstRound | None = None
    recusal: str = ""
    error: ExamError | None = None

    @property
    def locked(self) -> bool:
        """Whether nothing on it can be changed."""
        return self.state is not SheetState.OPEN

    @property
    def filled(self) -> int:
        """How many criteria have a value."""
        return sum(bool(text.strip()) for text in self.typed.values())

    @property
    def is_changed(self) -> bool:
        """Whether round two has other values than round one."""
        return self.first is not None and self.typed != _as_typed(self.first.values)


class OwnSheets:
    """Sheets of one panelist at one stage as they are saved, read at once.

    Asked for one subject, nothing of others is read: its page costs the same however many there
    are.
    """

    def __init__(self, db: Database, scoring: ScoreDesk, one: str | None = None) -> None:
        stage_id, who = scoring.scored.stage_id, scoring.panelist_id
        self._scoring = scoring
        self.work = scoring.work(db, one)
        self._asked = frozenset(self.work.subjects)
        self._recusals = recused_from(db, stage_id, who, one)
        self._assigned = assigned_to(db, stage_id, who, one)
        self._has_committed = scoring.has_committed(db, self.work.number)
        self._is_excused = who in lost_panelists(db, stage_id)
        self._first = scores_of_round(db, stage_id, ROUND_ONE, one)
        self._counting = scores_of(db, stage_id, one)

    @property
    def all_subjects(self) -> tuple[str, ...]:
        """Everything that this panelist was given, asked now or not."""
        return tuple(sorted(self._assigned))

    @property
    def recusals(self) -> int:
        """From how many subjects this panelist stepped back."""
        return len(self._recusals)

    def of(self, subject: str, action: str) -> SheetShown:
        """Return the sheet of one subject."""
        rubric = self._scoring.scored.rubric
        marks, state = self.work.marks.get(subject, Marks()), self._state(subject)
        values: Mapping[str, int] = marks.scores
        if state is SheetState.SETTLED:
            values = self._counting.get(subject, {}).get(self._scoring.panelist_id, values)
        lacks = any(criterion.id not in values for criterion in rubric)
        return SheetShown(
            subject,
            action,
            rubric,
            self.work.number,
            state,
            _as_typed(values),
            marks.note,
            marks.reason,
            None if lacks else weigh(values, rubric),
            self._first_round(subject),
            self._recusals.get(subject, ""),
        )

    def _state(self, subject: str) -> SheetState:
        if subject in self._recusals:
            return SheetState.RECUSED
        if subject not in self._assigned:
            return SheetState.NONE
        if subject not in self._asked:
            return SheetState.SETTLED if self.work.number == ROUND_TWO else SheetState.NONE
        if self._has_committed:
            return SheetState.COMMITTED
        return SheetState.EXCUSED if self._is_excused else SheetState.OPEN

    def _first_round(self, subject: str) -> FirstRound | None:
        rubric = self._scoring.scored.rubric
        given = self._first.get(subject, {})
        own = given.get(self._scoring.panelist_id)
        if own is None:
            return None
        totals = [weigh(values, rubric) for values in given.values()]
        return FirstRound(own, weigh(own, rubric), min(totals), max(totals))


def saved_sheet(db: Database, scoring: ScoreDesk, subject: str, action: str) -> SheetShown:
    """Return one sheet as it is saved."""
    return OwnSheets(db, scoring, subject).of(subject, action)


def keep_sheet(
    exam: OpenExam, scoring: ScoreDesk, subject: str, action: str, data: Mapping[str, str]
) -> SheetShown:
    """Save what was typed and return the sheet; what cannot be saved is on it with its error.

    Raises:
        RefusedError: it is no score sheet, of another round, or cannot be changed.

    """
    fields = _typed_scores(data, scoring.scored.rubric)
    number = hidden_whole(data, "round")
    note, reason = (data.get(name, "").replace("\r\n", "\n") for name in ("note", "reason"))

    def act(db: Database) -> None:
        if number != scoring.round_now(db):
            raise RefusedError("marking.other-round")
        scoring.save(db, subject, marks, os.urandom)

    try:
        marks = read_marks(fields, note, scoring.scored.rubric, reason)
        exam.store.write_now(act)
    except InputError as error:
        saved = exam.store.read(lambda db: saved_sheet(db, scoring, subject, action))
        typed = replace(saved, typed=fields, note=note, reason=reason, score=None)
        return replace(typed, error=error)
    return exam.store.read(lambda db: saved_sheet(db, scoring, subject, action))


def answer_sheet(request: PeopleRequest, sheet: SheetShown, back: str) -> Template | Redirect:
    """Answer a sheet that was sent: to htmx with its sum or error, else with the page again."""
    if is_fragment(request):
        status = 200 if sheet.error is None else status_of(sheet.error)
        saved = sheet.error is None
        template = "panel/sheet_state.html"
        return page(request, template, status_code=status, sheet=sheet, saved=saved)
    return Redirect(f"{back}?saved=true", status_code=303)


def _typed_scores(data: Mapping[str, str], rubric: tuple[Criterion, ...]) -> dict[str, str]:
    """Return the score fields of a form; one without any is not a score sheet, but unreadable."""
    names = {criterion.id: _SCORE_FIELD + criterion.id for criterion in rubric}
    if data.keys().isdisjoint(names.values()):
        raise RefusedError("page.request")
    return {criterion_id: data.get(name, "") for criterion_id, name in names.items()}


def _as_typed(values: Mapping[str, int]) -> dict[str, str]:
    return {criterion_id: str(value) for criterion_id, value in values.items()}
