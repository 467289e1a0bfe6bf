"""Messages to candidates, who has read them, and the answer to who calls for a proctor."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from litestar import get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.events import LONGEST_MESSAGE, MessageSent
from server.authorship import givers_of
from server.conversing import Notice, answer_call, notices_in, send_message
from server.hall import Hall
from server.office import OpenExam
from server.web.chosen import TheSitting
from server.web.forms import typed_message
from server.web.hall_view import WallClock, staff_names
from server.web.pages import page
from server.web.picking import Pickable, pickable, picked
from server.web.proctor_people import back_to
from server.web.proctor_press import do_once, new_press, press_of
from server.web.session import Exam, Form, PeopleRequest, TheHall

_MESSAGES: Final = "/pengawas/pesan"


@dataclass(frozen=True, slots=True)
class NoticeShown:
    """Something that was said, as the page shows it; times by the clock on the wall.

    Who is `away` has not signed in and reads it later.
    """

    order_id: str
    clock: str
    who: str
    text: str
    read: tuple[tuple[Pickable, str], ...]
    unread: tuple[Pickable, ...]
    away: tuple[Pickable, ...]

    @property
    def people(self) -> int:
        """How many of those for whom it is meant are here."""
        return len(self.read) + len(self.unread)


@get("/pesan", sync_to_thread=True)
def show_messages(
    request: PeopleRequest,
    exam: Exam,
    hall: TheHall,
    sitting: TheSitting,
    peserta: FromQuery[str] = "",
) -> Template:
    """Show what was said so far, and ask for something to say; a slug names one candidate."""
    context = exam.store.read(lambda db: _said(db, exam, hall, sitting))
    people = exam.store.read(lambda db: pickable(db, peserta, sitting))
    return page(
        request,
        "proctor/messages.html",
        people=people,
        one=next((one for one in people if one.is_ticked), None),
        longest=LONGEST_MESSAGE,
        hidden=new_press(),
        **context,
    )


@get("/pesan/terbaca", sync_to_thread=True)
def show_reading(
    request: PeopleRequest, exam: Exam, hall: TheHall, sitting: TheSitting
) -> Template:
    """Show the part of the page that changes: how many have read what."""
    context = exam.store.read(lambda db: _said(db, exam, hall, sitting))
    return page(request, "proctor/messages_read.html", **context)


@get("/pesan/{order_id:str}", sync_to_thread=True)
def show_message(
    request: PeopleRequest,
    order_id: FromPath[str],
    exam: Exam,
    hall: TheHall,
    sitting: TheSitting,
) -> Template:
    """Show who has read one message and who has not."""
    context = exam.store.read(lambda db: _said(db, exam, hall, sitting))
    for notice in context["notices"]:
        if notice.order_id == order_id:
            return page(request, "proctor/message.html", notice=notice)
    raise RefusedError("page.not-found")


@post("/pesan", sync_to_thread=True)
def do_send(
    request: PeopleRequest, data: Form, exam: Exam, sitting: TheSitting
) -> Template | Redirect:
    """Say it once, however often it is pressed."""
    press = replace(press_of(request, data), sitting_id=sitting)
    people, text = picked(data), typed_message(data)
    return do_once(
        request,
        exam,
        _MESSAGES,
        lambda db, now: send_message(db, exam, press, people, text, now),
    )


@post("/panggilan", sync_to_thread=True)
def do_answer(request: PeopleRequest, data: Form, exam: Exam) -> Template | Redirect:
    """Tell a candidate who called that a proctor comes."""
    press = press_of(request, data)
    application_id, call_id = data.get("application", ""), data.get("call", "")
    return do_once(
        request,
        exam,
        back_to(data),
        lambda db, now: answer_call(db, exam, press, application_id, call_id, now),
    )


def _said(db: Database, exam: OpenExam, hall: Hall, sitting_id: str) -> dict[str, Any]:
    people = {one.application_id: one for one in pickable(db)}
    clock, names, givers = (
        WallClock(exam.timeline.now()),
        staff_names(db),
        givers_of(db, MessageSent),
    )
    who = {order_id: names.get(staff_id, staff_id) for order_id, staff_id in givers.items()}
    found = notices_in(hall.register(db, sitting_id).sittings)
    return {"notices": [_shown(one, people, clock, who.get(one.order_id, "")) for one in found]}


def _shown(
    notice: Notice, people: Mapping[str, Pickable], clock: WallClock, who: str
) -> NoticeShown:
    read = sorted(notice.read.items(), key=_by_instant)
    unread = [people[one] for one in notice.unread]
    return NoticeShown(
        order_id=notice.order_id,
        clock=clock.show(notice.at),
        who=who,
        text=notice.text,
        read=tuple((people[one], clock.show(at)) for one, at in read),
        unread=tuple(one for one in unread if one.seat),
        away=tuple(one for one in unread if not one.seat),
    )


def _by_instant(read: tuple[str, ExamTime]) -> tuple[ExamTime, str]:
    return read[1], read[0]


message_routes: Final[list[ControllerRouterHandler]] = [
    show_messages,
    show_reading,
    show_message,
    do_send,
    do_answer,
]
