"""Days of interviews as the secretariat types them, read forgivingly or refused with their line.

What was typed is kept as it was, so that a refused form comes back whole.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import msgspec

from exam.config import ExamConfig, InterviewDay, InterviewSection
from exam.errors import RefusedError
from exam.hearing_record import Pause, Session
from exam.hearings import Candidate, Hour, Schedule, admits, hours_of

_CLOCK: Final = re.compile(r"([01]?[0-9]|2[0-4])[.:]([0-5][0-9])")
_BREAK: Final = re.compile(r"\s*([0-9.:]+)\s*[-–]\s*([0-9.:]+)\s*")
_LONGEST_ROOM: Final = 200
_MOST_BREAKS: Final = 10
_DAY_MINUTES: Final = 24 * 60
_USUAL_MINUTES: Final = 8 * 60
_NOON: Final = Pause(12 * 60, 13 * 60)


@dataclass(frozen=True, slots=True)
class TypedSession:
    """One line of the form as it stands on the page; `day` is one of the config's, or none."""

    date: str = ""
    room: str = ""
    begins: str = ""
    ends: str = ""
    breaks: str = ""
    by: tuple[str, ...] = ()
    day: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nobody wrote anything into it."""
        return not (self.date or self.room or self.begins or self.ends)


def first_sessions(
    config: ExamConfig, schedule: Schedule | None, expected: Sequence[Candidate] = ()
) -> Iterator[TypedSession]:
    """Yield the lines that stand in the form before anybody has typed: as they are, or planned.

    A planned day is as long as is usual, or until those who are expected have all been heard.
    """
    days = () if config.interview is None else config.interview.days
    if schedule is not None:
        yield from (_as_typed(session, days) for session in schedule.sessions)
    elif config.interview is not None:
        sessions = _planned(config.interview, everybody(config), expected)
        for day, session in zip(days, sessions, strict=True):
            yield replace(_as_typed(session, days), day=day.id)


def everybody(config: ExamConfig) -> tuple[str, ...]:
    """Return whose boxes are ticked at first: all members, unless fewer are asked for."""
    members = tuple(one.id for one in config.panel.members)
    asked = None if config.interview is None else config.interview.interviewers
    return members if asked in (None, len(members)) else ()


def typed_sessions(data: Mapping[str, str], config: ExamConfig, lines: int) -> list[TypedSession]:
    """Return what was typed into so many lines."""
    return [_typed(data, config, at) for at in range(lines)]


def _typed(data: Mapping[str, str], config: ExamConfig, at: int) -> TypedSession:
    def field(name: str) -> str:
        return data.get(f"{name}-{at}", "").strip()

    members = (one.id for one in config.panel.members)
    return TypedSession(
        date=field("date"),
        room=field("room"),
        begins=field("begins"),
        ends=field("ends"),
        breaks=field("breaks"),
        by=tuple(one for one in members if field(f"by-{one}")),
        day=field("day"),
    )


def read_sessions(typed: Sequence[TypedSession], config: ExamConfig) -> tuple[Session, ...]:
    """Read all lines that are not blank; lines are counted from one.

    Raises:
        RefusedError: a line is not whole or cannot be read, or all are blank.

    """
    days = {} if config.interview is None else {day.id: day for day in config.interview.days}
    sessions = tuple(
        _session(number, one, days.get(one.day))
        for number, one in enumerate(typed, 1)
        if not one.is_blank
    )
    if not sessions:
        raise RefusedError("hearing.no-session")
    return sessions


def typed_hour(data: Mapping[str, str], schedule: Schedule, own: Hour) -> Hour:
    """Read the hour that somebody shall have: one of the list, or another with own interviewers.

    Raises:
        RefusedError: neither.

    """
    chosen = data.get("hour", "")
    taken = (
        Hour(one.date, one.room, one.begins, one.interviewers)
        for one in schedule.appointments.values()
    )
    for hour in (*schedule.free(), *taken):
        if chosen == name_of(hour):
            return hour
    day, begins = _date(data.get("date", "")), _minutes(data.get("begins", ""))
    room = _room(data.get("room", ""))
    if chosen or day is None or begins is None or not room:
        raise RefusedError("hearing.hour")
    return Hour(day.isoformat(), room, begins, own.interviewers)


def name_of(hour: Hour) -> str:
    """Return what an hour is called in a form."""
    return f"{hour.date} {hour.begins} {hour.room}"


def _session(number: int, one: TypedSession, day: InterviewDay | None) -> Session:
    on, room = _date(one.date), _room(one.room)
    begins, ends = _minutes(one.begins), _minutes(one.ends)
    if on is None or begins is None or ends is None or not room or not one.by:
        raise RefusedError("hearing.session", session=number)
    return Session(
        on.isoformat(),
        room,
        begins,
        ends,
        one.by,
        tuple(_breaks(number, one.breaks)),
        () if day is None else day.posts,
        () if day is None else day.groups,
    )


def _breaks(number: int, text: str) -> Iterator[Pause]:
    parts = [part for part in re.split(r"[,;]", text) if part.strip()]
    for part in parts:
        found = _BREAK.fullmatch(part)
        hours = [] if found is None else [_minutes(found[1]), _minutes(found[2])]
        match hours:
            case [int(begins), int(ends)] if begins < ends and len(parts) <= _MOST_BREAKS:
                yield Pause(begins, ends)
            case _:
                raise RefusedError("hearing.break", session=number)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _minutes(text: str) -> int | None:
    found = _CLOCK.fullmatch(text.strip())
    minutes = None if found is None else int(found[1]) * 60 + int(found[2])
    return minutes if minutes is not None and minutes <= _DAY_MINUTES else None


def _room(text: str) -> str:
    room = " ".join(text.split())
    return room if room.isprintable() and len(room) <= _LONGEST_ROOM else ""


def _as_typed(session: Session, days: Sequence[InterviewDay]) -> TypedSession:
    alike = (day.id for day in days if (day.posts, day.groups) == (session.posts, session.groups))
    return TypedSession(
        session.date,
        session.room,
        _show(session.begins),
        _show(session.ends),
        ", ".join(f"{_show(one.begins)}-{_show(one.ends)}" for one in session.breaks),
        session.interviewers,
        next(alike, ""),
    )


def _planned(
    section: InterviewSection, by: tuple[str, ...], expected: Sequence[Candidate]
) -> Iterator[Session]:
    """Yield the planned days; whoever no usual day has an hour for makes their last day longer."""
    minutes, usual = round(section.minutes), [_usual(day, by) for day in section.days]
    heard = Counter[int]()
    for one in expected:
        own = [at for at, session in enumerate(usual) if admits(session, one)]
        free = (at for at in own if heard[at] < len(hours_of(usual[at], minutes)))
        heard.update([next(free, own[-1])] if own else ())
    for at, session in enumerate(usual):
        hours = hours_of(msgspec.structs.replace(session, ends=_DAY_MINUTES), minutes)
        last = max((hour.begins + minutes for hour in hours[: heard[at]]), default=0)
        yield msgspec.structs.replace(session, ends=max(session.ends, last))


def _usual(day: InterviewDay, by: tuple[str, ...]) -> Session:
    begins = day.start.hour * 60 + day.start.minute
    ends = min(begins + _USUAL_MINUTES, _DAY_MINUTES)
    breaks = (_NOON,) if begins < _NOON.begins and ends > _NOON.ends else ()
    return Session(day.date.isoformat(), day.room, begins, ends, by, breaks, day.posts, day.groups)


def _show(minutes: int) -> str:
    return f"{minutes // 60:02}.{minutes % 60:02}"
