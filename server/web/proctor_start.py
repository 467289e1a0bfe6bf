"""The order to start: who is ready, for whom it is meant, and when it comes."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from litestar import get, post
from litestar.params import FromQuery
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.clock import ExamTime
from exam.events import StartOrdered
from server.authorship import issued_order
from server.office import OpenExam
from server.sittings import common_sitting
from server.starting import (
    StartWish,
    earliest_start,
    instant_of,
    is_from_wrong_time,
    order_wished_start,
    starts_of,
)
from server.topics import are_unlocked
from server.web.chosen import TheSitting
from server.web.forms import typed_clock
from server.web.hall_view import WallClock, hall_now, staff_names
from server.web.pages import page
from server.web.picking import pickable, picked
from server.web.proctor_press import do_once, new_press, press_of
from server.web.proctor_topics import UNLOCKING
from server.web.session import Exam, Form, PeopleRequest, TheHall


@get("/mulai", sync_to_thread=True)
def confirm_start(
    request: PeopleRequest,
    exam: Exam,
    hall: TheHall,
    sitting: TheSitting,
    peserta: FromQuery[str] = "",
) -> Template | Redirect:
    """Ask once more before the start, and say who is not ready; a slug names one candidate."""
    now = exam.timeline.now()
    if exam.store.read(lambda db: _is_past(db, exam, now, sitting)):
        return Redirect("/pengawas", status_code=303)
    if not exam.store.read(lambda db: are_unlocked(db, exam, sitting)):
        return Redirect(UNLOCKING, status_code=303)
    asking = exam.store.read(lambda db: _asking(db, peserta, now, sitting))
    return page(request, "proctor/start.html", **hall_now(exam, hall, sitting), **asking)


@post("/mulai", sync_to_thread=True)
def do_start(
    request: PeopleRequest, data: Form, exam: Exam, sitting: TheSitting
) -> Template | Redirect:
    """Order the start once, however often and by however many it is pressed."""
    press, people = replace(press_of(request, data), sitting_id=sitting), picked(data)
    clock = typed_clock(data) if data.get("when") == "at" else None

    def act(db: Database, now: ExamTime) -> None:
        at = None if clock is None else instant_of(clock, now, datetime.now().astimezone())
        order_wished_start(db, exam, StartWish(press, people, at), now)

    return do_once(request, exam, "/pengawas", act)


def _is_past(db: Database, exam: OpenExam, now: ExamTime, sitting_id: str) -> bool:
    """Whether the start of all has come, or comes so soon that it cannot be ordered anew."""
    common = common_sitting(db, 0, sitting_id)
    if common.start is None or is_from_wrong_time(common, now):
        return False
    return common.start < earliest_start(exam, now)


def _asking(db: Database, ticked: str, now: ExamTime, sitting_id: str) -> dict[str, Any]:
    starts, people = starts_of(db, sitting_id), pickable(db, ticked, sitting_id)
    return {
        "people": people,
        "one": next((one for one in people if one.is_ticked), None),
        "coming": [_coming(db, one, now) for one in starts if one.issued_at <= now < one.at],
        "hidden": new_press(len(starts)),
    }


def _coming(db: Database, start: StartOrdered, now: ExamTime) -> dict[str, str]:
    """Say when a start comes that is ordered, and who ordered it."""
    given, names = issued_order(db, start.id), staff_names(db)
    staff_id = "" if given is None else given.staff_id
    return {"clock": WallClock(now).show(start.at), "who": names.get(staff_id, staff_id)}


start_routes: Final[list[ControllerRouterHandler]] = [confirm_start, do_start]
