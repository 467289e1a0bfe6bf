"""How a line of the proctor's page is judged: how silent a PC is, and what needs a proctor.

Whatever is well says nothing, or little; what is not is said in words.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from exam.sitting import Phase
from server.seat_line import SeatLine

SIGNED_IN: Final = (Phase.SIGNED_IN, Phase.IDENTITY_CONFIRMED)
AT_WORK: Final = (Phase.WRITING, Phase.PAUSED, Phase.LOCKED)
HANDED_IN: Final = (Phase.SEALED, Phase.SUBMITTED)
DRIFT_MILLISECONDS: Final = 1000
DISK_MILLISECONDS: Final = 3000
SERVER_MILLISECONDS: Final = 10_000


class Alarm(StrEnum):
    """How long a seat has been silent; the page says each in words and colour."""

    NONE = "none"
    UNHEARD = "unheard"
    OFF = "off"
    LATE = "late"
    TROUBLED = "troubled"
    LOST = "lost"


def _(text: str) -> str:
    """Mark a sentence for the catalogs."""
    return text


_UNUSABLE: Final = _("its folder cannot be used")
_UNREADABLE: Final = _("a file there cannot be read; it is kept")
_TROUBLES: Final[Mapping[str, str]] = {
    "spool.disk": _("the disk does not save"),
    "spool.silent": _("the disk does not answer"),
    "spool.second": _("saves in the second folder only"),
    "spool.empty": _UNREADABLE,
    "spool.damaged": _UNREADABLE,
    "spool.unreadable": _UNREADABLE,
    "spool.version": _UNREADABLE,
    "spool.other-exam": _("keeps work of another exam"),
    "spool.other-candidate": _("keeps work of another candidate"),
    "spool.permission": _UNUSABLE,
    "spool.folder": _UNUSABLE,
    "spool.not-folder": _UNUSABLE,
    "journal.record": _("a part of the text on the disk is damaged"),
    "journal.locked": _("the text under the old card stays closed until the opening"),
}
_OTHER_TROUBLE: Final = _("trouble “{code}”")
ALARM_AFTER_SECONDS: Final = ((15, Alarm.LOST), (10, Alarm.TROUBLED), (5, Alarm.LATE))


@dataclass(frozen=True, slots=True)
class Seat:
    """A line of the table with its alarm; `is_awaited` if a restored server waits for the PC."""

    line: SeatLine
    alarm: Alarm
    is_awaited: bool = False

    @property
    def worries(self) -> bool:
        """Whether somebody who has not handed in sits at a silent PC."""
        return self._is_at_work and self.alarm in (Alarm.TROUBLED, Alarm.LOST)

    @property
    def drifts(self) -> bool:
        """Whether the PC's time is a second or more from the server's."""
        return self.line.drift is not None and abs(self.line.drift) >= DRIFT_MILLISECONDS

    @property
    def time_is_unconfirmed(self) -> bool:
        """Whether somebody writes by a time that no server has confirmed to this PC."""
        return self._is_at_work and not self.line.is_time_confirmed

    @property
    def has_copies(self) -> bool:
        """Whether there is work of which copies have to be."""
        return self.line.copies is not None and self.line.phase in AT_WORK

    @property
    def disk_is_behind(self) -> bool:
        """Whether the copy on the PC's disk is missing or old."""
        copies = self.line.copies
        return copies is not None and _is_behind(copies.disk, DISK_MILLISECONDS)

    @property
    def server_is_behind(self) -> bool:
        """Whether the copy at the server is missing or old."""
        copies = self.line.copies
        return copies is not None and _is_behind(copies.server, SERVER_MILLISECONDS)

    @property
    def _is_at_work(self) -> bool:
        return self.line.number is not None and self.line.phase not in HANDED_IN


@dataclass(frozen=True, slots=True)
class Summary:
    """How many candidates stand where, and how many PCs are heard."""

    candidates: int
    away: int
    signed_in: int
    ready: int
    writing: int
    paused: int
    locked: int
    handed_in: int
    seats: int
    seats_heard: int


def alarm_of(line: SeatLine) -> Alarm:
    """Say how worrying a seat's silence is: from 5, 10 and 15 seconds on.

    A PC at which nobody sits may be switched off, so its silence alarms nobody.
    """
    if line.seat_name is None:
        return Alarm.NONE
    if line.last_beat_age is None:
        return Alarm.UNHEARD
    age = line.last_beat_age // 1000
    alarm = next((one for after, one in ALARM_AFTER_SECONDS if age >= after), Alarm.NONE)
    if line.number is None:
        return Alarm.OFF if alarm in (Alarm.TROUBLED, Alarm.LOST) else Alarm.NONE
    return alarm


def summarise(lines: Sequence[SeatLine]) -> Summary:
    """Count candidates by phase and PCs by whether they are heard."""
    people = [line for line in lines if line.number is not None and not line.barred_at]
    seats = [line for line in lines if line.seat_name is not None]
    phases = Counter(line.phase for line in people)
    return Summary(
        candidates=len(people),
        away=phases[None],
        signed_in=sum(phases[phase] for phase in SIGNED_IN),
        ready=phases[Phase.READY],
        writing=phases[Phase.WRITING],
        paused=phases[Phase.PAUSED],
        locked=phases[Phase.LOCKED],
        handed_in=sum(phases[phase] for phase in HANDED_IN),
        seats=len(seats),
        seats_heard=sum(alarm_of(line) in (Alarm.NONE, Alarm.LATE) for line in seats),
    )


def trouble_at_a_pc(code: str, translate: Callable[[str], str]) -> str:
    """Say what a PC reports of itself, in a few words; an unknown code by its name."""
    return translate(_TROUBLES.get(code, _OTHER_TROUBLE)).format(code=code)


def slug_of(number: str) -> str:
    """Write a candidate number as one part of an address; no number has an underscore."""
    return number.replace("/", "_")


def number_of(slug: str) -> str:
    """Read a candidate number that is written as one part of an address."""
    return slug.replace("_", "/")


def _is_behind(age: int | None, limit: int) -> bool:
    return age is None or age > limit
