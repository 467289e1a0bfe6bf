"""After a restart: how long the server was off, and the PCs that a restored one waits for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.clock import MILLISECONDS_PER_MINUTE
from exam.errors import RefusedError
from server.office import OpenExam
from server.recovering import Recovering, awaited
from server.today import sittings_over
from server.web.forms import typed_minutes
from server.web.pages import page
from server.web.session import Exam, Form, PeopleRequest, require_person

_SEATED: Final = """
    select seat_id, sitting_id, number, name from applications
    where seat_id is not null order by number
"""
TheRecovering = NamedDependency[Recovering]


@dataclass(frozen=True, slots=True)
class Awaited:
    """A seat that is waited for, and who was last signed in there."""

    seat_id: str
    name: str
    people: tuple[str, ...]


@get("/waktu", sync_to_thread=True)
def ask_minutes(request: PeopleRequest, exam: Exam) -> Template | Redirect:
    """Ask how long the server was off, while nobody else can say it."""
    if exam.timeline.is_settled:
        return Redirect("/pengawas", status_code=303)
    return page(request, "proctor/settle.html", minutes=exam.timeline.proposed_minutes)


@post("/waktu", sync_to_thread=True)
def confirm_minutes(request: PeopleRequest, data: Form, exam: Exam) -> Redirect:
    """Set the time by a person's word, unless it is set or a PC has just told it."""
    staff_id = require_person(request).staff_id
    minutes = typed_minutes(data, least=0) // MILLISECONDS_PER_MINUTE
    exam.timeline.confirm(minutes, staff_id)
    return Redirect("/pengawas", status_code=303)


@get("/pemulihan", sync_to_thread=True)
def show_awaited(request: PeopleRequest, exam: Exam) -> Template:
    """Show which PCs are waited for."""
    return page(
        request, "proctor/recovery.html", awaited=exam.store.read(lambda db: _awaited(db, exam))
    )


@get("/pemulihan/{seat_id:str}", sync_to_thread=True)
def ask_waiver(request: PeopleRequest, seat_id: FromPath[str], exam: Exam) -> Template | Redirect:
    """Say what it means not to wait for a PC."""
    for seat in exam.store.read(lambda db: _awaited(db, exam)):
        if seat.seat_id == seat_id:
            return page(request, "proctor/waive.html", seat=seat)
    return Redirect("/pengawas/pemulihan", status_code=303)


@post("/pemulihan/{seat_id:str}", sync_to_thread=True)
def waive_seat(
    request: PeopleRequest,
    seat_id: FromPath[str],
    data: Form,
    exam: Exam,
    recovering: TheRecovering,
) -> Redirect:
    """Do not wait for a PC any more; one that was heard meanwhile stays heard."""
    if data.get("sure") != "1":
        raise RefusedError("form.sure")
    staff_id = require_person(request).staff_id
    exam.act_now(lambda db, now: recovering.waive(db, seat_id, staff_id, now))
    return Redirect("/pengawas/pemulihan", status_code=303)


def _awaited(db: Database, exam: OpenExam) -> Sequence[Awaited]:
    people: dict[str, list[str]] = {}
    over = sittings_over(db, exam.config.writing)
    for row in db.query(_SEATED):
        if row["sitting_id"] in over:
            continue
        people.setdefault(row["seat_id"], []).append(f"{row['number']} – {row['name']}")
    return [Awaited(seat.id, seat.name, tuple(people.get(seat.id, ()))) for seat in awaited(db)]


recovery_routes: Final[list[ControllerRouterHandler]] = [
    ask_minutes,
    confirm_minutes,
    show_awaited,
    ask_waiver,
    waive_seat,
]
