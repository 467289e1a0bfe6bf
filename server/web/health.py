"""Whether the server is well, for whoever watches machines: no log-in, and nothing secret.

It is well while the time is settled, the disk has room for the rest of the day by forecast, and
something can be written down. Each is told as true or false, and nothing more.
"""

import asyncio
import sqlite3
from typing import Final

from litestar import Response, get
from litestar.types import ControllerRouterHandler

from exam.errors import ExamError
from server.disk_watch import disk_state
from server.forecast import Room
from server.office import OpenExam
from server.web.session import Exam

_PATIENCE_SECONDS: Final = 2
_WELL: Final = 200
_UNWELL: Final = 503


@get("/healthz", include_in_schema=False)
async def show_health(exam: Exam) -> Response[dict[str, str | bool]]:
    """Say whether the server is well."""
    found = {
        "time_settled": exam.timeline.is_settled,
        "disk_has_room": await asyncio.to_thread(_has_room, exam),
        "can_write": await _can_write(exam),
    }
    is_well = all(found.values())
    told: dict[str, str | bool] = {"status": "ok" if is_well else "trouble", **found}
    return Response(told, status_code=_WELL if is_well else _UNWELL)


def _has_room(exam: OpenExam) -> bool:
    try:
        return disk_state(exam).room is not Room.SHORT
    except (ExamError, OSError, sqlite3.Error):
        return False


async def _can_write(exam: OpenExam) -> bool:
    """Whether the writer answers an act that changes nothing before patience ends."""
    try:
        await asyncio.wait_for(exam.store.write(lambda _db: None), _PATIENCE_SECONDS)
    except (TimeoutError, sqlite3.Error):
        return False
    return True


health_routes: Final[list[ControllerRouterHandler]] = [show_health]
