"""The sitting that a page is about, where an exam has several: chosen, or the one that is on.

Whoever chooses one looks at it until they choose another or log out. A form says for itself which
sitting its page showed, so that a choice in another window changes nothing of what it does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from litestar.di import NamedDependency
from sqlite_utils import Database

from exam.config import Writing
from exam.errors import RefusedError
from server.documents.dates import full_date, hour
from server.language import load_catalog
from server.office import OpenExam
from server.sittings import ONLY, common_sitting
from server.today import usual_sitting
from server.web.session import Exam, PeopleRequest, person_of

CHOICE: Final = "pilih-sesi"
"""In an address: from now on this sitting is looked at."""
LOOK: Final = "sesi"
"""In an address: this sitting is looked at once."""
FIELD: Final = "sitting"
"""In a form: the sitting that its page showed."""

TheSitting = NamedDependency[str]


@dataclass(frozen=True, slots=True)
class SittingShown:
    """A sitting as it can be chosen."""

    id: str
    name: str
    is_closed: bool


async def give_sitting(request: PeopleRequest, exam: Exam) -> str:
    """Return the id of the sitting that a page is about, empty in an exam that has one or none.

    Raises:
        RefusedError: there is no such sitting, or a form does not say which one it is about.

    """
    if not exam.config.has_paper or not exam.config.writing.has_several:
        return ONLY
    writing = exam.config.writing
    sitting_id = _named(request, await _form_of(request)) or exam.store.read(
        lambda db: usual_sitting(db, writing, datetime.now().astimezone().date())
    )
    writing.sitting_of(sitting_id)
    shown = exam.store.read(lambda db: sittings_shown(db, exam))
    request.state.sitting, request.state.sittings = sitting_id, shown
    return sitting_id


def sittings_shown(db: Database, exam: OpenExam) -> tuple[SittingShown, ...]:
    """Return every sitting with day, hour and room, in the order of the config."""
    writing, language = exam.config.writing, exam.config.exam.language
    return tuple(
        SittingShown(one, _said(writing, one, language), _is_closed(db, one))
        for one in writing.sitting_ids
    )


def _said(writing: Writing, sitting_id: str, language: str) -> str:
    sitting = writing.sitting_of(sitting_id)
    day: date = sitting.date
    said = full_date(day, load_catalog(language).gettext)
    return f"{sitting_id} – {said}, {hour(sitting.start)}, {sitting.room}"


def _is_closed(db: Database, sitting_id: str) -> bool:
    return common_sitting(db, 0, sitting_id).closed_at is not None


async def _form_of(request: PeopleRequest) -> Mapping[str, Any] | None:
    """Return what was typed into a form; None where nothing was sent."""
    return await request.form() if request.method == "POST" else None


def _named(request: PeopleRequest, form: Mapping[str, Any] | None) -> str:
    """Return the sitting that a request names, or else the one that was chosen before."""
    if form is not None:
        named = form.get(FIELD, "")
        if not isinstance(named, str) or not named:
            raise RefusedError("page.stale-form")
        return named
    asked: str = request.query_params.get(LOOK, "")
    if asked or person_of(request) is None:
        return asked
    chosen: dict[str, str] = request.app.state.chosen
    session_id = request.get_session_id() or ""
    if CHOICE in request.query_params:
        chosen[session_id] = request.query_params[CHOICE]
    return chosen.get(session_id, "")
