"""Giving time back from the proctor's page: what was measured, what is typed, and who agrees.

Each form says how much had been given when the page was made, so what is sent twice counts once.
"""

from typing import Final

from litestar import post
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.clock import ExamTime
from exam.errors import RefusedError
from server.credits import agree, ask_for_time, decline, given_to, loss_of
from server.language import load_catalog
from server.orders import terms_of
from server.proposals import Proposal, Shown
from server.sittings import application_row, sitting_of
from server.web.forms import hidden_whole, typed_minutes, typed_reason
from server.web.proctor_people import back_to
from server.web.proctor_press import do_once
from server.web.session import Exam, Form, PeopleRequest, require_person


@post("/kembalikan", sync_to_thread=True)
def give_back(request: PeopleRequest, data: Form, exam: Exam) -> Template | Redirect:
    """Give back what was measured and shown, by one press."""
    _ = load_catalog(exam.config.exam.language).gettext
    asked = Proposal(
        application_id=data.get("application", ""),
        milliseconds=hidden_whole(data, "milliseconds"),
        given=hidden_whole(data, "given"),
        staff_id=require_person(request).staff_id,
        reason=_("Writing time that a fault took, as measured"),
    )

    def act(db: Database, now: ExamTime) -> None:
        sitting = sitting_of(db, application_row(db, asked.application_id))
        measured = loss_of(sitting, terms_of(exam), now).proposed
        if given_to(sitting) == asked.given and not 0 < asked.milliseconds <= measured:
            raise RefusedError("page.request")
        ask_for_time(db, exam, asked, now)

    return do_once(request, exam, back_to(data), act)


@post("/tambahan", sync_to_thread=True)
def give_typed(request: PeopleRequest, data: Form, exam: Exam) -> Template | Redirect:
    """Give a candidate minutes for a reason; who has handed in may then write on."""
    revision = hidden_whole(data, "revision")
    asked = Proposal(
        application_id=data.get("application", ""),
        milliseconds=typed_minutes(data, least=0 if revision else 1),
        given=hidden_whole(data, "given"),
        staff_id=require_person(request).staff_id,
        reason=typed_reason(data),
        revision=revision,
    )
    return do_once(request, exam, back_to(data), lambda db, now: ask_for_time(db, exam, asked, now))


@post("/setujui", sync_to_thread=True)
def agree_to_time(request: PeopleRequest, data: Form, exam: Exam) -> Template | Redirect:
    """Agree to what another proctor proposed, as it was shown."""
    seen, staff_id = _seen(data), require_person(request).staff_id
    return do_once(
        request, exam, back_to(data), lambda db, now: agree(db, exam, seen, staff_id, now)
    )


@post("/tarik", sync_to_thread=True)
def withdraw_time(request: PeopleRequest, data: Form, exam: Exam) -> Template | Redirect:
    """Take a proposal back, or say no to it: either of both may."""
    seen, staff_id = _seen(data), require_person(request).staff_id
    return do_once(request, exam, back_to(data), lambda db, now: decline(db, seen, staff_id, now))


def _seen(data: Form) -> Shown:
    milliseconds, given = hidden_whole(data, "milliseconds"), hidden_whole(data, "given")
    return Shown(data.get("application", ""), milliseconds, given)


credit_routes: Final[list[ControllerRouterHandler]] = [
    give_back,
    give_typed,
    agree_to_time,
    withdraw_time,
]
