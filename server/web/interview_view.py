"""The interviews as pages show them: the schedule, the form that plans it, one candidate's hour."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from litestar import Response
from sqlite_utils import Database

from exam.codes import show_code
from exam.errors import RefusedError
from exam.hearings import Hour, Schedule, parted_posts
from exam.pairing import fingerprint_of
from server.documents.dates import full_date
from server.hearing_list import HearingRoom, clock, hearing_rooms
from server.interviews import Interviews, interviews_of, invitable, schedule_now
from server.language import load_catalog
from server.office import OpenExam
from server.web.interview_forms import TypedSession, name_of

_WORD_FILE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def schedule_file(exam: OpenExam) -> Response[bytes]:
    """Return the schedule as a file to save.

    Raises:
        RefusedError: there is no schedule yet.

    """
    from server.documents.hearing_schedule import hearing_schedule
    from server.documents.sheet import Occasion

    schedule, rooms = exam.store.read(lambda db: rooms_now(db, exam))
    if schedule is None:
        raise RefusedError("page.not-found")
    translate = load_catalog(exam.config.exam.language).gettext
    occasion = Occasion(exam.config, show_code(fingerprint_of(exam.exam_id)), translate)
    headers = {"content-disposition": 'attachment; filename="jadwal-wawancara.docx"'}
    content = hearing_schedule(rooms, schedule.minutes, occasion)
    return Response(content, media_type=_WORD_FILE, headers=headers)


def rooms_now(db: Database, exam: OpenExam) -> tuple[Schedule | None, tuple[HearingRoom, ...]]:
    """Return the schedule and its rooms in order; neither before it is drawn."""
    schedule = schedule_now(db)
    return schedule, () if schedule is None else hearing_rooms(db, exam.config, schedule)


def shown_days(exam: OpenExam) -> Mapping[str, Any]:
    """Return what templates write dates and hours with."""
    translate = load_catalog(exam.config.exam.language).gettext
    return {
        "day": lambda on: full_date(on, translate),
        "day_of": lambda on: full_date(date.fromisoformat(on), translate),
        "hour": lambda minutes: clock(minutes).strftime("%H.%M"),
    }


def interviews_now(db: Database, exam: OpenExam) -> dict[str, Any]:
    """Return the schedule as it stands, and what of it is worth a look."""
    schedule, rooms = rooms_now(db, exam)
    posts = {row["id"]: row["post_id"] for row in db.query("select id, post_id from applications")}
    parted = {} if schedule is None else parted_posts(schedule, posts)
    return {
        "schedule": schedule,
        "rooms": rooms,
        "parted": [exam.config.post(post).name for post in parted],
        "can_plan": _can_plan(db, interviews_of(exam.exam_id, exam.config)),
        **shown_days(exam),
    }


def _can_plan(db: Database, interviews: Interviews) -> bool:
    try:
        return bool(invitable(db, interviews))
    except RefusedError:
        return False


def plan_asked(
    db: Database, exam: OpenExam, sessions: Sequence[TypedSession], invited: frozenset[str] | None
) -> dict[str, Any]:
    """Return the form that plans, with what stands in it; nobody chosen yet are those expected."""
    interviews, schedule = interviews_of(exam.exam_id, exam.config), schedule_now(db)
    people = invitable(db, interviews)
    if invited is None:
        known = None if schedule is None else schedule.appointments.keys()
        invited = frozenset(
            one.application_id
            for one in people
            if (one.is_expected if known is None else one.application_id in known)
        )
    return {
        "sessions": sessions,
        "days": {one.id: one for one in interviews.section.days},
        "people": people,
        "invited": invited,
        "minutes": interviews.minutes,
        "asked": interviews.section.interviewers,
        "plan": "" if schedule is None else schedule.digest,
        "by_number": schedule is not None and not schedule.seed,
        "error": None,
    }


def hearing_asked(db: Database, exam: OpenExam, application_id: str) -> dict[str, Any]:
    """Return one candidate's hour, and the hours that they could have instead."""
    schedule, rooms = rooms_now(db, exam)
    schedule, own = own_hour(schedule, application_id)
    lines = {line.application_id: (room, line) for room in rooms for line in room.lines}
    room, who = lines[application_id]
    others = [one for one in schedule.in_order() if one.application_id != application_id]
    return {
        "who": who,
        "room": room,
        "own": own,
        "free": [(name_of(hour), hour) for hour in schedule.free()],
        "taken": [
            (name_of(Hour(one.date, one.room, one.begins, one.interviewers)), one, line)
            for one in others
            for line in [lines[one.application_id][1]]
        ],
        **shown_days(exam),
    }


def own_hour(schedule: Schedule | None, application_id: str) -> tuple[Schedule, Hour]:
    """Return the schedule and the hour that a candidate has in it.

    Raises:
        RefusedError: they have none.

    """
    one = None if schedule is None else schedule.appointments.get(application_id)
    if schedule is None or one is None:
        raise RefusedError("hearing.nobody")
    return schedule, Hour(one.date, one.room, one.begins, one.interviewers)
