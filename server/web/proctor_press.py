"""The last step of every act of a proctor: done once, or told who did it first.

Each form carries a fresh id and what its page knew, so nothing is done twice: neither by two
presses of one person nor by two people at once.
"""

import os
import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Final, TypeVar

from litestar.response import Redirect, Template
from sqlite_utils import Database

from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.protocol import make_order_id
from server.authorship import OVERTAKEN, Press
from server.office import OpenExam
from server.web.forms import hidden_whole
from server.web.hall_view import WallClock, staff_names
from server.web.pages import page
from server.web.session import PeopleRequest, require_person

_T = TypeVar("_T")
_PRESS: Final = re.compile(r"[0-9a-f]{32}")


def new_press(seen: int = 0) -> dict[str, str | int]:
    """Return what a form carries, so that it counts once: an id, and how many orders there were."""
    return {"press": make_order_id(os.urandom), "seen": seen}


def press_of(request: PeopleRequest, data: Mapping[str, str]) -> Press:
    """Read who presses, and by which form.

    Raises:
        RefusedError: this form did not come from such a page.

    """
    press = data.get("press", "")
    if not _PRESS.fullmatch(press):
        raise RefusedError("page.request")
    seen, sitting_id = hidden_whole(data, "seen"), data.get("sitting", "")
    return Press(require_person(request).staff_id, press, seen, sitting_id)


def do_once(
    request: PeopleRequest,
    exam: OpenExam,
    back: str,
    act: Callable[[Database, ExamTime], _T],
) -> Redirect | Template:
    """Do it and go back, or show who did it first; any other refusal is raised."""
    try:
        exam.act_now(act)
    except RefusedError as refused:
        if refused.code != OVERTAKEN:
            raise
        return _overtaken(request, exam, back, refused)
    return Redirect(back, status_code=303)


def _overtaken(
    request: PeopleRequest, exam: OpenExam, back: str, refused: RefusedError
) -> Template:
    staff_id = str(refused.details["staff"])
    names = exam.store.read(staff_names)
    clock = WallClock(exam.timeline.now())
    return page(
        request,
        "proctor/overtaken.html",
        status_code=HTTPStatus.CONFLICT,
        what=refused.details["what"],
        who=names.get(staff_id, staff_id),
        is_own=staff_id == require_person(request).staff_id,
        clock=clock.show(int(refused.details["at"])),
        back=back,
    )
