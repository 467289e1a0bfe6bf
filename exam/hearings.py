"""Who is heard when: hours of rooms without breaks, shared out by lot or by number, and changes.

Candidates of a post follow each other, in the order of the posts; so as far as rooms allow they are
heard one after another by the same people. The same seed, sessions and candidates give the same
schedule, whatever the order in which they are named (`docs/interviews.md`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import combinations
from types import MappingProxyType
from typing import Final

from exam.errors import RefusedError
from exam.hearing_record import (
    Appointment,
    HearingEntry,
    HearingMissed,
    HearingMoved,
    HearingsScheduled,
    Session,
)
from exam.lot import Lot

_LABEL: Final = b"makalah hearings v1"
_EACH_ALONE: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody to be heard for one post; `person` is the same for all posts of somebody."""

    application_id: str
    number: str
    post_id: str
    group: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Hour:
    """A time in a room at which somebody can be heard, and by whom; minutes after midnight."""

    date: str
    room: str
    begins: int
    interviewers: tuple[str, ...]

    def appointment(self, application_id: str) -> Appointment:
        """Give this hour to somebody."""
        return Appointment(application_id, self.date, self.room, self.begins, self.interviewers)


@dataclass(frozen=True, slots=True)
class Schedule:
    """The schedule as it stands; `absent` did not come at their hour."""

    minutes: int
    seed: str
    sessions: tuple[Session, ...]
    appointments: Mapping[str, Appointment]
    absent: frozenset[str] = frozenset()

    @property
    def digest(self) -> str:
        """What names this schedule, in hexadecimal: SHA-256 over a line for each appointment."""
        lines = (
            f"{one.date}\t{one.begins}\t{one.room}\t{one.application_id}\t"
            f"{','.join(one.interviewers)}\n"
            for one in self.in_order()
        )
        return sha256("".join(lines).encode()).hexdigest()

    def in_order(self) -> tuple[Appointment, ...]:
        """Return all appointments by date, room and hour."""
        return tuple(sorted(self.appointments.values(), key=_order))

    def free(self) -> tuple[Hour, ...]:
        """Return the hours of the sessions at which nobody is heard, nor would be disturbed."""
        hours = (hour for session in self.sessions for hour in hours_of(session, self.minutes))
        taken = self.appointments.values()
        return tuple(
            hour for hour in hours if not any(clash(hour, one, self.minutes) for one in taken)
        )


def hours_of(session: Session, minutes: int) -> tuple[Hour, ...]:
    """Return the hours of a session: one after the other, each break as soon as it begins."""
    found, begins = [], session.begins
    while begins + minutes <= session.ends:
        ends = begins + minutes
        pause = next((p.ends for p in session.breaks if p.begins < ends and begins < p.ends), None)
        if pause is None:
            found.append(Hour(session.date, session.room, begins, session.interviewers))
            begins = ends
        else:
            begins = pause
    return tuple(found)


def draw_hearings(
    sessions: Sequence[Session],
    minutes: int,
    candidates: Iterable[Candidate],
    posts: Sequence[str],
    seed: bytes | None,
) -> tuple[Appointment, ...]:
    """Give everybody the first hour that is open to them: within a post by lot, or by number.

    `posts` are in their order; without a seed candidates go by number. Who applied for several
    posts is never asked to be in two rooms at once.

    Raises:
        RefusedError: sessions disturb each other or have no hour, or hours do not suffice.

    """
    check_sessions(sessions, minutes)
    hours = [(session, hour) for session in sessions for hour in hours_of(session, minutes)]
    drawn: list[Appointment] = []
    without: list[str] = []
    own: defaultdict[str, list[Hour]] = defaultdict(list)
    for one in _in_turn(candidates, posts, seed):
        busy = own[one.person or one.number]
        fits = (
            at
            for at, (session, hour) in enumerate(hours)
            if admits(session, one) and not any(_overlap(hour, each, minutes) for each in busy)
        )
        place = next(fits, None)
        if place is None:
            without.append(one.number)
            continue
        hour = hours.pop(place)[1]
        busy.append(hour)
        drawn.append(hour.appointment(one.application_id))
    if without:
        raise RefusedError("hearing.few-hours", people=len(without), numbers=_some(without))
    return tuple(drawn)


def check_sessions(sessions: Sequence[Session], minutes: int) -> None:
    """Check that every session has an hour, and that none takes another's room or people.

    Raises:
        RefusedError: names the sessions, counted from one.

    """
    for number, session in enumerate(sessions, 1):
        if not hours_of(session, minutes):
            raise RefusedError("hearing.no-hour", session=number, minutes=minutes)
        if any(pause.begins >= pause.ends for pause in session.breaks):
            raise RefusedError("hearing.break", session=number)
    for (first, one), (second, other) in combinations(enumerate(sessions, 1), 2):
        if one.date != other.date or one.begins >= other.ends or other.begins >= one.ends:
            continue
        if one.room.casefold() == other.room.casefold():
            raise RefusedError("hearing.same-room", first=first, second=second)
        if set(one.interviewers) & set(other.interviewers):
            raise RefusedError("hearing.same-people", first=first, second=second)


def schedule_of(entries: Iterable[HearingEntry]) -> Schedule | None:
    """Return the schedule that these entries, in their order, come to."""
    schedule: Schedule | None = None
    for entry in entries:
        if isinstance(entry, HearingsScheduled):
            appointments = {one.application_id: one for one in entry.appointments}
            schedule = Schedule(entry.minutes, entry.seed, entry.sessions, appointments)
        elif schedule is not None:
            schedule = _changed(schedule, entry)
    return schedule


def move(
    schedule: Schedule, application_id: str, target: Hour, persons: Mapping[str, str] = _EACH_ALONE
) -> tuple[Appointment, ...]:
    """Return the appointments that change if somebody is heard at another hour.

    Whoever has exactly that hour takes theirs instead; nothing changes if it is their own.
    `persons` are by application, those that are the only one of somebody left out.

    Raises:
        RefusedError: they are not in the schedule, the hour disturbs somebody else's, or somebody
            who applied for several posts would be in two rooms at once.

    """
    changes = _moved(schedule, application_id, target)
    _require_apart(schedule, changes, persons)
    return changes


def _moved(schedule: Schedule, application_id: str, target: Hour) -> tuple[Appointment, ...]:
    own = schedule.appointments.get(application_id)
    if own is None:
        raise RefusedError("hearing.nobody")
    wanted = target.appointment(application_id)
    if _order(wanted) == _order(own):
        return ()
    others = [one for one in schedule.appointments.values() if one is not own]
    partner = next((one for one in others if _order(one) == _order(wanted)), None)
    if partner is not None:
        back = Hour(own.date, own.room, own.begins, own.interviewers)
        there = Hour(partner.date, partner.room, partner.begins, partner.interviewers)
        return there.appointment(application_id), back.appointment(partner.application_id)
    if any(clash(target, one, schedule.minutes) for one in others):
        raise RefusedError("hearing.taken")
    return (wanted,)


def _require_apart(
    schedule: Schedule, changes: Sequence[Appointment], persons: Mapping[str, str]
) -> None:
    after = {**schedule.appointments, **{one.application_id: one for one in changes}}
    for one in changes:
        person = persons.get(one.application_id)
        theirs = [
            other
            for other in after.values()
            if other is not one and person and persons.get(other.application_id) == person
        ]
        hour = Hour(one.date, one.room, one.begins, one.interviewers)
        if any(_overlap(hour, other, schedule.minutes) for other in theirs):
            raise RefusedError("hearing.same-person")


def clash(hour: Hour, other: Appointment, minutes: int) -> bool:
    """Whether an hour needs the room or the people of an appointment while it lasts."""
    if not _overlap(hour, other, minutes):
        return False
    same_room = hour.room.casefold() == other.room.casefold()
    return same_room or bool(set(hour.interviewers) & set(other.interviewers))


def parted_posts(
    schedule: Schedule, post_of: Mapping[str, str]
) -> Mapping[str, Collection[tuple[str, ...]]]:
    """Return the posts whose candidates are not all heard by the same people, with those people."""
    heard: dict[str, set[tuple[str, ...]]] = {}
    for one in schedule.appointments.values():
        heard.setdefault(post_of[one.application_id], set()).add(tuple(sorted(one.interviewers)))
    return {post: people for post, people in heard.items() if len(people) > 1}


def _changed(schedule: Schedule, entry: HearingMoved | HearingMissed) -> Schedule:
    if isinstance(entry, HearingMissed):
        one = frozenset((entry.application_id,))
        absent = schedule.absent | one if entry.is_absent else schedule.absent - one
        return replace(schedule, absent=absent)
    moved = entry.appointment
    return replace(
        schedule,
        appointments={**schedule.appointments, moved.application_id: moved},
        absent=schedule.absent - {moved.application_id},
    )


def _in_turn(
    candidates: Iterable[Candidate], posts: Sequence[str], seed: bytes | None
) -> list[Candidate]:
    by_number = sorted(candidates, key=lambda one: (one.number, one.application_id))
    if seed is not None:
        by_number = Lot(_LABEL, seed).shuffle(by_number)
    return sorted(by_number, key=lambda one: posts.index(one.post_id))


def _overlap(one: Hour, other: Hour | Appointment, minutes: int) -> bool:
    return one.date == other.date and abs(one.begins - other.begins) < minutes


def admits(session: Session, one: Candidate) -> bool:
    """Whether somebody may be heard in a session: by its posts, else by its groups."""
    if session.posts:
        return one.post_id in session.posts
    if session.groups:
        return one.group.casefold() in [group.casefold() for group in session.groups]
    return True


def _order(one: Appointment) -> tuple[str, str, int]:
    return one.date, one.room.casefold(), one.begins


def _some(numbers: Sequence[str]) -> str:
    """Name the first few of many."""
    most = 10
    return ", ".join(numbers[:most]) + (", …" if len(numbers) > most else "")
