"""A PC that is to be listened to no more: asked once more, with whoever writes there."""

from typing import Final

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.errors import RefusedError
from server.office import OpenExam
from server.revoking import revoke_seat
from server.sittings import Row, first_row
from server.today import sittings_over
from server.web.forms import typed_reason
from server.web.pages import page
from server.web.session import Exam, Form, PeopleRequest, require_person

_THERE: Final = """
    select number, name, sitting_id from applications where seat_id = ? order by number
"""


@get("/cabut/{seat_id:str}", sync_to_thread=True)
def ask_revoke(request: PeopleRequest, seat_id: FromPath[str], exam: Exam) -> Template:
    """Say what it means, and who sits there."""
    seat, people = exam.store.read(lambda db: _seat_now(db, exam, seat_id))
    return page(request, "proctor/revoke.html", seat=seat, people=people)


@post("/cabut/{seat_id:str}", sync_to_thread=True)
def do_revoke(request: PeopleRequest, seat_id: FromPath[str], data: Form, exam: Exam) -> Redirect:
    """Listen to the PC no more; pressed again it changes nothing."""
    staff_id, reason = require_person(request).staff_id, typed_reason(data)
    if data.get("sure") != "1":
        raise RefusedError("form.sure")
    exam.act_now(lambda db, now: revoke_seat(db, seat_id, staff_id, reason, now))
    return Redirect("/pengawas/catatan", status_code=303)


def _seat_now(db: Database, exam: OpenExam, seat_id: str) -> tuple[Row, list[Row]]:
    seat = first_row(db, "select id, name, revoked from seats where id = ?", seat_id)
    if seat is None:
        raise RefusedError("page.not-found")
    over = sittings_over(db, exam.config.writing)
    there = db.query(_THERE, [seat_id])
    return seat, [row for row in there if row["sitting_id"] not in over]


revoking_routes: Final[list[ControllerRouterHandler]] = [ask_revoke, do_revoke]
