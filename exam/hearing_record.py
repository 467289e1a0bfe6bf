"""Who is heard when and where, and by whom, as entries of the ledger.

Hours are those of the clock on the wall, in minutes after midnight at the place of the interview.
"""

from typing import Annotated

import msgspec

from exam.entry import Entry
from exam.limits import Name, Ordinal, Reason

DayDate = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
DayMinute = Annotated[int, msgspec.Meta(ge=0, le=24 * 60)]
_Seed = Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{64})?\Z")]
_Names = Annotated[tuple[Name, ...], msgspec.Meta(max_length=1000)]
_Interviewers = Annotated[tuple[Name, ...], msgspec.Meta(min_length=1, max_length=16)]


class Pause(msgspec.Struct, frozen=True):
    """A time in which nobody is heard."""

    begins: DayMinute
    ends: DayMinute


class Session(msgspec.Struct, frozen=True):
    """One room on one day: from when to when, without its breaks, and who hears there.

    Only candidates of these posts and groups are heard there; of none named it is open to all.
    """

    date: DayDate
    room: Name
    begins: DayMinute
    ends: DayMinute
    interviewers: _Interviewers
    breaks: Annotated[tuple[Pause, ...], msgspec.Meta(max_length=10)] = ()
    posts: _Names = ()
    groups: _Names = ()


class Appointment(msgspec.Struct, frozen=True):
    """When somebody is heard, where, and by whom."""

    application_id: Name
    date: DayDate
    room: Name
    begins: DayMinute
    interviewers: _Interviewers


class HearingsScheduled(Entry, frozen=True, tag=True):
    """Hours were given to all who are heard; the seed, if there is one, gives the same order again.

    Without a seed they go by candidate number. `reason` is why an earlier schedule was given up.
    """

    seed: _Seed
    minutes: Ordinal
    sessions: Annotated[tuple[Session, ...], msgspec.Meta(min_length=1, max_length=60)]
    appointments: Annotated[tuple[Appointment, ...], msgspec.Meta(max_length=10_000)]
    staff_id: Name
    reason: Reason = ""


class HearingMoved(Entry, frozen=True, tag=True):
    """A candidate was given another hour."""

    appointment: Appointment
    staff_id: Name
    reason: Reason


class HearingMissed(Entry, frozen=True, tag=True):
    """A candidate did not come at their hour, or, taken back, is awaited after all."""

    application_id: Name
    is_absent: bool
    staff_id: Name
    reason: Reason


HearingEntry = HearingsScheduled | HearingMoved | HearingMissed
