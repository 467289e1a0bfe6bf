"""The secretariat's page of the rehearsal: begin it, watch it, read and print what it found.

The verdict is read from the record, so it stands there as long as the exam does.
"""

import math
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.errors import RefusedError
from server.documents.dates import full_date, hour
from server.language import load_catalog
from server.office import OpenExam
from server.rehearsal_verdict import (
    LIMITS,
    SIGNS,
    as_found,
    last_rehearsal,
    must_mend,
    say_end,
    say_found,
    say_to_do,
)
from server.rehearsing import (
    LONGEST_MINUTES,
    MOST_SEATS,
    Rehearsals,
    Scene,
    Wish,
    is_sitting_under_way,
)
from server.web.pages import page, status_of
from server.web.session import Exam, Form, PeopleRequest, require_person

_PAGE: Final = "/sekretariat/gladi"
_MINUTES: Final = 5
_LARGEST: Final = "select count(*) as count from applications group by sitting_id order by 1 desc"

TheRehearsals = NamedDependency[Rehearsals]


@get("/", sync_to_thread=True)
def show_rehearsal(request: PeopleRequest, exam: Exam, rehearsals: TheRehearsals) -> Template:
    """Show the rehearsal that runs, or how to begin one; and what the last one found."""
    return _page(request, exam, rehearsals, minutes=_MINUTES)


@post("/", sync_to_thread=True)
def begin(
    request: PeopleRequest, data: Form, exam: Exam, rehearsals: TheRehearsals
) -> Redirect | Template:
    """Begin a rehearsal at the address at which this page was opened."""
    server = request.scope.get("server")
    seats, minutes = data.get("seats", ""), data.get("minutes", "")
    try:
        wish = Wish(
            directory=str(exam.directory.root),
            host="127.0.0.1" if server is None else server[0],
            seats=int(_number(seats)),
            minutes=_number(minutes),
        )
        rehearsals.begin(wish, require_person(request).staff_id)
    except RefusedError as error:
        if error.code != "rehearsal.size":
            raise
        return _page(request, exam, rehearsals, error, seats=seats, minutes=minutes)
    return Redirect(_PAGE, status_code=303)


@post("/akhiri", sync_to_thread=True)
def end(rehearsals: TheRehearsals) -> Redirect:
    """End the rehearsal that runs."""
    rehearsals.end()
    return Redirect(_PAGE, status_code=303)


def _page(
    request: PeopleRequest,
    exam: OpenExam,
    rehearsals: Rehearsals,
    error: RefusedError | None = None,
    **typed: str | int,
) -> Template:
    return page(
        request,
        "secretariat/rehearsal.html",
        status_code=200 if error is None else status_of(error),
        running=rehearsals.running,
        fault=error or rehearsals.fault,
        scenes=list(Scene),
        most_seats=MOST_SEATS,
        longest=LONGEST_MINUTES,
        **{**exam.store.read(lambda db: _now(db, exam)), **typed},
    )


def _number(text: str) -> float:
    """Read a number as people type it; anything else is too small for a rehearsal.

    Raises:
        RefusedError: it is no number.

    """
    try:
        number = float(text.strip().replace(",", "."))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise RefusedError("rehearsal.size", seats=MOST_SEATS, minutes=LONGEST_MINUTES)
    return number


def _now(db: Database, exam: OpenExam) -> dict[str, Any]:
    language = exam.config.exam.language
    translate = load_catalog(language).gettext
    held = last_rehearsal(db)
    findings = () if held is None else as_found(held.findings)
    return {
        "held": held,
        "lines": [
            (
                one,
                SIGNS[one.judgement],
                say_found(one, translate, language),
                say_to_do(one, translate),
            )
            for one in findings
        ],
        "must_mend": must_mend(findings),
        "end": say_end(findings, translate),
        "limits": translate(LIMITS),
        "held_on": "" if held is None else _moment(exam, held.at, translate),
        "is_under_way": is_sitting_under_way(db),
        "seats": next((row["count"] for row in db.query(_LARGEST)), 1),
    }


def _moment(exam: OpenExam, at: int, translate: Callable[[str], str]) -> str:
    """Write an instant of exam time with its date, as it stands on a sheet that is kept."""
    moment = datetime.now().astimezone() + timedelta(milliseconds=at - exam.timeline.now())
    return f"{full_date(moment.date(), translate)}, {hour(moment)}"


rehearsal_routes: Final[list[ControllerRouterHandler]] = [
    Router(path=_PAGE, route_handlers=[show_rehearsal, begin, end], include_in_schema=False)
]
