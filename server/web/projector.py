"""The page on the wall: how much time is left, what time it is, and what everybody should know.

No log-in and no word about anybody. It asks for the state again and again and counts on in between;
whatever it does not know it does not show as if it did.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from litestar import get
from litestar.response import Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.clock import ExamTime
from exam.sitting import Sitting
from server.announcements import standing_announcements
from server.hall import Hall
from server.language import load_catalog
from server.office import OpenExam
from server.sittings import ONLY
from server.web.chosen import TheSitting
from server.web.hall_view import common_of
from server.web.pages import page
from server.web.session import Exam, PeopleRequest, TheHall

_MILLISECONDS: Final = 1000


@get("/layar", sync_to_thread=True, include_in_schema=False)
def show_projector(
    request: PeopleRequest, exam: Exam, hall: TheHall, sitting: TheSitting
) -> Template:
    """Show the clock for the whole room."""
    phrases = _phrases(load_catalog(exam.config.exam.language).gettext)
    return page(request, "projector.html", wall=wall_now(exam, hall, sitting), phrases=phrases)


@get("/layar/keadaan", sync_to_thread=True, include_in_schema=False)
def tell_projector(exam: Exam, hall: TheHall, sitting: TheSitting) -> dict[str, Any]:
    """Say what the page on the wall shows now."""
    return wall_now(exam, hall, sitting)


def _phrases(translate: Callable[[str], str]) -> dict[str, Any]:
    """Return what the page's script says by itself, each under the name that it knows."""
    _ = translate
    return {
        "before": _("The exam begins in"),
        "remaining": _("Remaining time"),
        "over": _("Time is up"),
        "states": {"waiting": _("Not started yet"), "paused": _("time stopped")},
        "heard": _("last from the server {clock}"),
        "group": _("of those who began last"),
        "unsure": _("This clock may be wrong."),
        "unsettled": _("The server is finding out the time."),
    }


def wall_now(exam: OpenExam, hall: Hall, sitting_id: str = ONLY) -> dict[str, Any]:
    """Return how a sitting stands (milliseconds), the time of day, and announcements.

    While only some have begun, or were told when, it `is_of_group`: theirs who begin last.
    """
    now, wall = exam.timeline.now(), datetime.now().astimezone()
    offset = wall.utcoffset()
    return {
        **exam.store.read(lambda db: _standing(db, exam, hall, now, sitting_id)),
        "day": round((wall.timestamp() + (offset.total_seconds() if offset else 0)) * _MILLISECONDS)
        % (24 * 3600 * _MILLISECONDS),
        "is_settled": exam.timeline.is_settled,
    }


def _standing(
    db: Database, exam: OpenExam, hall: Hall, now: ExamTime, sitting_id: str
) -> dict[str, Any]:
    common = common_of(db, exam, sitting_id)
    sittings = hall.register(db, sitting_id).sittings
    shown = common if common.start is not None else _latest_group(sittings) or common
    return {
        "phase": "over" if common.closed_at is not None else _phase_of(shown, now),
        "until_start": 0 if shown.start is None else max(0, shown.start - now),
        "remaining": shown.remaining_at(now),
        "is_of_group": shown is not common,
        "announcements": [(one.id, one.text) for one in standing_announcements(db, sitting_id)],
    }


def _latest_group(sittings: Mapping[str, Sitting]) -> Sitting | None:
    """Return how those stand who begin last, without what one of them alone has more."""
    begun = [
        (one.start, -one.accommodation, -sum(credit.milliseconds for credit in one.credits), key)
        for key, one in sittings.items()
        if one.start is not None
    ]
    return sittings[max(begun)[-1]] if begun else None


def _phase_of(sitting: Sitting, now: ExamTime) -> str:
    if sitting.start is None:
        return "waiting"
    if not sitting.has_begun_at(now):
        return "before"
    if not sitting.remaining_at(now):
        return "over"
    return "paused" if sitting.is_paused_at(now) else "running"


projector_routes: Final[list[ControllerRouterHandler]] = [show_projector, tell_projector]
