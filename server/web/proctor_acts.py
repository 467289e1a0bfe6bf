"""What a proctor orders for one candidate or for all: each asked once more on a page of its own.

The page says what follows from it and how it is undone, or what stands in its way.
"""

from dataclasses import replace
from typing import Any, Final

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.clock import ExamTime
from exam.events import AnyOrder
from exam.sitting import Phase, Sitting
from server.hall import Hall
from server.office import OpenExam
from server.orders import require_fitting
from server.sittings import EVERYBODY, ONLY, Row
from server.stopping import concerned, standing
from server.web.acts import Act, Asked, act_named
from server.web.chosen import TheSitting
from server.web.pages import page
from server.web.proctor_people import application_of, candidate_page
from server.web.proctor_press import do_once, new_press, press_of
from server.web.session import Exam, Form, PeopleRequest, TheHall

_AT_WORK: Final = (Phase.WRITING, Phase.PAUSED, Phase.LOCKED)


@get("/semua/{name:str}", sync_to_thread=True)
def ask_for_all(
    request: PeopleRequest, name: FromPath[str], exam: Exam, hall: TheHall, sitting: TheSitting
) -> Template:
    """Say what an act for all means, and ask once more."""
    act = act_named(name, EVERYBODY)
    context = exam.store.read(lambda db: _asking(db, exam, hall, act, None, sitting))
    return page(request, f"proctor/{act.template}.html", **context)


@post("/semua/{name:str}", sync_to_thread=True)
def do_for_all(
    request: PeopleRequest, name: FromPath[str], data: Form, exam: Exam, sitting: TheSitting
) -> Template | Redirect:
    """Do it for all, once."""
    act = act_named(name, EVERYBODY)
    press = replace(press_of(request, data), sitting_id=sitting)
    asked = Asked(press, EVERYBODY, data)
    return do_once(request, exam, "/pengawas", lambda db, now: act.perform(db, exam, asked, now))


@get("/peserta/{slug:str}/{name:str}", sync_to_thread=True)
def ask_for_one(
    request: PeopleRequest, slug: FromPath[str], name: FromPath[str], exam: Exam, hall: TheHall
) -> Template:
    """Say what an act for one candidate means, and ask once more."""
    act = act_named(name, slug)
    context = exam.store.read(lambda db: _asking(db, exam, hall, act, application_of(db, slug)))
    return page(request, f"proctor/{act.template}.html", **context)


@post("/peserta/{slug:str}/{name:str}", sync_to_thread=True)
def do_for_one(
    request: PeopleRequest, slug: FromPath[str], name: FromPath[str], data: Form, exam: Exam
) -> Template | Redirect:
    """Do it for one candidate, once."""
    act = act_named(name, slug)
    application = exam.store.read(lambda db: application_of(db, slug))
    asked, back = Asked(press_of(request, data), application["id"], data), candidate_page(slug)
    return do_once(request, exam, back, lambda db, now: act.perform(db, exam, asked, now))


def _asking(
    db: Database,
    exam: OpenExam,
    hall: Hall,
    act: Act,
    application: Row | None,
    sitting_id: str = ONLY,
) -> dict[str, Any]:
    application_id = EVERYBODY if application is None else application["id"]
    sitting, now = concerned(db, exam, application_id, sitting_id), exam.timeline.now()

    def require(order: AnyOrder) -> None:
        require_fitting(db, exam, application_id, order, sitting_id)

    return {
        "application": application,
        "obstacle": act.obstacle(exam, sitting, now, require),
        "act": act.name,
        "sitting": sitting,
        "remaining": sitting.remaining_at(now),
        "lead_seconds": exam.config.writing.sitting_rules.start_lead_seconds,
        "at_work": sum(
            _is_at_work(one, now) for one in hall.register(db, sitting_id).sittings.values()
        ),
        "hidden": new_press(len(standing(sitting, act.kinds))),
    }


def _is_at_work(sitting: Sitting, now: ExamTime) -> bool:
    """Whether it is the sitting of somebody who has a seat, has begun and has not handed in."""
    return sitting.admission is not None and sitting.phase_at(now) in _AT_WORK


act_routes: Final[list[ControllerRouterHandler]] = [
    ask_for_all,
    do_for_all,
    ask_for_one,
    do_for_one,
]
