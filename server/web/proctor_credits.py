"""Giving time back from the proctor's page: what was measured, what is typed, and who agrees.

Each form says how much had been given when the page was made, so what is sent twice counts once.
"""

from typing import Final

from litestar import post
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.clock import ExamTime
from exam.errors import RefusedError
from server.credits import agree, application_row, ask_for_time, given_to, loss_of
from server.hall import Hall, Proposal
from server.language import load_catalog
from server.office import OpenExam
from server.orders import terms_of
from server.sittings import sitting_of
from server.web.forms import hidden_whole, typed_minutes, typed_reason
from server.web.seat_view import slug_of
from server.web.session import Exam, Form, PeopleRequest, TheHall, require_person


@post("/kembalikan", sync_to_thread=True)
def give_back(request: PeopleRequest, data: Form, exam: Exam, hall: TheHall) -> Redirect:
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
        ask_for_time(db, exam, hall, asked, now)

    exam.act_now(act)
    return Redirect("/pengawas", status_code=303)


@post("/tambahan", sync_to_thread=True)
def give_typed(request: PeopleRequest, data: Form, exam: Exam, hall: TheHall) -> Redirect:
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
    return _ask(exam, hall, asked)


def _ask(exam: OpenExam, hall: Hall, asked: Proposal) -> Redirect:
    def act(db: Database, now: ExamTime) -> str:
        ask_for_time(db, exam, hall, asked, now)
        return slug_of(application_row(db, asked.application_id)["number"])

    return Redirect(f"/pengawas/peserta/{exam.act_now(act)}", status_code=303)


@post("/setujui", sync_to_thread=True)
def agree_to_time(request: PeopleRequest, data: Form, exam: Exam, hall: TheHall) -> Redirect:
    """Agree to what another proctor proposed, as it was shown."""
    staff_id = require_person(request).staff_id
    proposal = hall.proposals().get(data.get("application", ""))
    if proposal is not None:
        if _seen(data) != (proposal.milliseconds, proposal.given):
            raise RefusedError("credit.changed")
        exam.act_now(lambda db, now: agree(db, exam, proposal, staff_id, now))
        hall.withdraw(proposal.application_id)
    return Redirect("/pengawas", status_code=303)


@post("/tarik", sync_to_thread=True)
def withdraw_time(data: Form, hall: TheHall) -> Redirect:
    """Forget what waits for a second proctor: either of both may."""
    hall.withdraw(data.get("application", ""))
    return Redirect("/pengawas", status_code=303)


def _seen(data: Form) -> tuple[int, int]:
    return hidden_whole(data, "milliseconds"), hidden_whole(data, "given")


credit_routes: Final[list[ControllerRouterHandler]] = [
    give_back,
    give_typed,
    agree_to_time,
    withdraw_time,
]
