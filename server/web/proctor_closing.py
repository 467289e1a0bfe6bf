"""The close of the sitting: who has not handed in, what lies beside, which PCs are silent."""

from typing import Any, Final

from litestar import get, post
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from exam.sitting import Phase
from server.closing import close_sitting, refusal_to_close
from server.hall import Hall
from server.office import OpenExam
from server.sittings import ONLY
from server.starting import starts_of
from server.web.chosen import TheSitting
from server.web.hall_view import WallClock, common_of, hall_now
from server.web.pages import page
from server.web.seat_view import HANDED_IN, Alarm, Seat
from server.web.session import Exam, PeopleRequest, TheHall, require_person

_SILENT: Final = (Alarm.UNHEARD, Alarm.TROUBLED, Alarm.LOST)


@get("/tutup", sync_to_thread=True)
def ask_close(
    request: PeopleRequest, exam: Exam, hall: TheHall, sitting: TheSitting
) -> Template | Redirect:
    """Ask once more before the close, and say whose work is missing; then say how it ended."""
    if not exam.store.read(lambda db: starts_of(db, sitting)):
        return Redirect("/pengawas", status_code=303)
    person, now = require_person(request), exam.timeline.now()
    closed_at = exam.store.read(lambda db: common_of(db, exam, sitting)).closed_at
    if closed_at is None:
        return page(request, "proctor/close.html", **before_close(exam, hall, sitting))
    staff_id = person.staff_id
    closing = exam.store.read(lambda db: close_sitting(db, exam, staff_id, now, sitting))
    clock = WallClock(now).show(closed_at)
    return page(request, "proctor/closed.html", closing=closing, closed_at=clock)


@post("/tutup", sync_to_thread=True)
def do_close(request: PeopleRequest, exam: Exam, sitting: TheSitting) -> Redirect:
    """Close; closing again changes nothing."""
    staff_id = require_person(request).staff_id
    exam.act_now(lambda db, now: close_sitting(db, exam, staff_id, now, sitting))
    return Redirect("/pengawas/tutup", status_code=303)


def before_close(exam: OpenExam, hall: Hall, sitting_id: str = ONLY) -> dict[str, Any]:
    """Return the hall as it is now, whose work is missing, and why it cannot be closed yet."""
    context, now = hall_now(exam, hall, sitting_id), exam.timeline.now()
    context["refusal"] = exam.store.read(lambda db: refusal_to_close(db, exam, now, sitting_id))
    seats: list[Seat] = context["seats"]
    lines = [seat.line for seat in seats]
    absent = [line for line in lines if line.phase is not None and line.phase not in HANDED_IN]
    context["writing"] = [line for line in absent if line.remaining]
    context["without"] = [line for line in absent if not line.remaining]
    context["forked"] = [line for line in lines if line.forks]
    context["silent"] = [
        seat.line
        for seat in seats
        if seat.alarm in _SILENT and seat.line.phase is not Phase.SUBMITTED
    ]
    return context


closing_routes: Final[list[ControllerRouterHandler]] = [ask_close, do_close]
