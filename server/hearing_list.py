"""The schedule of interviews as lists show it: for each room of each day, who is heard when.

Codes of papers stand beside candidates only once names are open.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby

from sqlite_utils import Database

from exam.config import ExamConfig
from exam.hearing_record import Appointment, Session
from exam.hearings import Schedule


@dataclass(frozen=True, slots=True)
class HearingLine:
    """One candidate in the list; `code` is of the paper, empty if there is none."""

    application_id: str
    number: str
    name: str
    post_name: str
    begins: time
    ends: time
    is_absent: bool
    code: str


@dataclass(frozen=True, slots=True)
class HearingRoom:
    """One room on one day with the same interviewers; ids and names in their order."""

    date: date
    room: str
    interviewers: tuple[str, ...]
    names: tuple[str, ...]
    breaks: tuple[tuple[time, time], ...]
    lines: tuple[HearingLine, ...]


def hearing_rooms(db: Database, config: ExamConfig, schedule: Schedule) -> tuple[HearingRoom, ...]:
    """Return the whole schedule by date, room and hour."""
    return tuple(_Lister(db, config, schedule).rooms())


class _Lister:
    """Knows what ids stand for."""

    def __init__(self, db: Database, config: ExamConfig, schedule: Schedule) -> None:
        self._schedule = schedule
        self._members = {one.id: one.name for one in config.panel.members}
        self._posts = {post.id: post.name for post in config.posts}
        self._people = {row["id"]: row for row in db.table("applications").rows}
        self._codes: Mapping[str, str] = {
            row["application_id"]: row["paper_code"] for row in db.table("identities").rows
        }

    def rooms(self) -> Iterator[HearingRoom]:
        for (day, room, by), group in groupby(self._schedule.in_order(), key=_place):
            yield HearingRoom(
                date.fromisoformat(day),
                room,
                by,
                tuple(self._members.get(one, one) for one in by),
                tuple(self._breaks(day, room)),
                tuple(map(self._line, group)),
            )

    def _line(self, one: Appointment) -> HearingLine:
        who = self._people[one.application_id]
        return HearingLine(
            application_id=one.application_id,
            number=who["number"],
            name=who["name"],
            post_name=self._posts[who["post_id"]],
            begins=clock(one.begins),
            ends=clock(one.begins + self._schedule.minutes),
            is_absent=one.application_id in self._schedule.absent,
            code=self._codes.get(one.application_id, ""),
        )

    def _breaks(self, day: str, room: str) -> Iterator[tuple[time, time]]:
        for session in self._schedule.sessions:
            for pause in session.breaks if _is_there(session, day, room) else ():
                if session.begins < pause.ends and pause.begins < session.ends:
                    yield clock(pause.begins), clock(pause.ends)


def clock(minutes: int) -> time:
    """Return minutes after midnight as a time of day; the end of a day is midnight again."""
    return time(minutes // 60 % 24, minutes % 60)


def _place(one: Appointment) -> tuple[str, str, tuple[str, ...]]:
    return one.date, one.room, one.interviewers


def _is_there(session: Session, day: str, room: str) -> bool:
    return session.date == day and session.room == room
