"""Exam time at this PC: the server's timeline mapped to the machine's boot clock.

The wall clock has no part in it. What a server says is weighed by `exam.clock.Anchor`. So that a
program that starts again goes on where it was, a mark of the time is kept on disk; after a reboot
it says no more than that this time had come.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import msgspec

from exam.clock import Anchor, ExamTime, Reading, anchor_of
from exam.limits import Instant, Name
from exam.protocol import ServerTime

MARK_SECONDS: Final = 1.0
"""So often exam time is written down."""
_SILENT_MILLISECONDS: Final = 60_000
"""A program that was killed is back long before; one that marked nothing for so long could not."""


class ClockMark(msgspec.Struct, frozen=True, array_like=True):
    """Exam time and anchor at a moment of the boot clock, and whose sitting it was.

    `edited_at` is when the text was last changed, by the journal's own time; 0 if it never was.
    """

    boot_id: Name
    boottime: Instant
    exam_time: Instant
    run: int
    offset: int
    doubt: int
    taken_at: int
    application_id: Name
    edited_at: Instant = 0


@dataclass(frozen=True, slots=True)
class LastLife:
    """What the program before this one left: its last mark, and how long it marked nothing.

    `silence` is in milliseconds, 0 if this PC was off meanwhile: then nobody knows.
    """

    mark: ClockMark | None = None
    silence: int = 0

    @property
    def is_silent(self) -> bool:
        """Whether no mark was kept for longer than a program takes that starts again."""
        return self.silence > _SILENT_MILLISECONDS

    def mark_of(self, application_id: str) -> ClockMark | None:
        """Return the mark if it is of this sitting."""
        mark = self.mark
        return mark if mark is not None and mark.application_id == application_id else None


class ExamClock:
    """Tells exam time once a server has told it; goes on without one."""

    def __init__(self, boottime: Callable[[], int], boot_id: str = "") -> None:
        self._boottime = boottime
        self._boot_id = boot_id
        self._anchor: Anchor | None = None
        self._was_off = False
        self._missed = 0
        self.last_life = LastLife()
        self._marked: ClockMark | None = None

    @property
    def run(self) -> int:
        """The run of the server whose time this is, 0 while it was never heard."""
        return 0 if self._anchor is None else self._anchor.run

    @property
    def is_confirmed(self) -> bool:
        """Whether a server has said this time since this PC was switched on."""
        return self._anchor is not None and self._anchor.is_confirmed

    def now(self) -> ExamTime | None:
        """Exam time at this moment, None while it was never heard."""
        return None if self._anchor is None else self._anchor.now(self._boottime())

    def hear(self, time: ServerTime, sent: int, received: int) -> None:
        """Take what a server says; `sent` and `received` are boot times of the round trip.

        A server that has not settled its time tells nothing to a clock that goes, and one that was
        set by it gives way to whoever knows.
        """
        reading = Reading(time.run, ExamTime(time.exam_time), sent, received)
        before = self._anchor
        if before is None:
            unsettled = Anchor.resumed(reading.run, reading.exam_time, received)
            self._anchor = anchor_of(reading) if time.is_settled else unsettled
        elif time.is_settled and before.is_confirmed:
            self._anchor = before.after(reading)
        elif time.is_settled:
            self._anchor = anchor_of(reading)
            if self._was_off:
                self._was_off, self._missed = False, self._anchor.offset - before.offset

    def is_surprised_by(self, time: ServerTime) -> bool:
        """Whether a server speaks in a later run than the one by which this clock goes surely."""
        return self.is_confirmed and time.run > self.run

    def take_missed(self) -> int:
        """Return once how long this PC was off, as the server's time told after a reboot."""
        missed, self._missed = max(0, self._missed), 0
        return missed

    def told(self) -> tuple[int, int]:
        """Return run and exam time as the server is told them: zeros if they are not sure."""
        if self._anchor is None or not self._anchor.is_confirmed:
            return (0, 0)
        return (self.run, self._anchor.now(self._boottime()))

    @property
    def doubt(self) -> int:
        """By how many milliseconds this time may be wrong; 0 if the server is told none."""
        return 0 if self._anchor is None or not self._anchor.is_confirmed else self._anchor.doubt

    def mark(self, application_id: str, edited_at: int = 0) -> bytes | None:
        """Write down where exam time and the text stand, None while it was never heard."""
        anchor, boottime = self._anchor, self._boottime()
        if anchor is None:
            return None
        mark = ClockMark(
            self._boot_id,
            boottime,
            max(0, anchor.now(boottime)),
            anchor.run,
            anchor.offset,
            anchor.doubt,
            anchor.taken_at,
            application_id,
            edited_at,
        )
        self._marked = mark
        return msgspec.msgpack.encode(mark)

    def mark_of_nobody(self) -> bytes | None:
        """Return the last mark as one of now, while nobody sits here; None if none may be renewed.

        One that shows how long nothing could be marked is kept as it is, for whoever comes back.
        """
        mark = self._marked
        if mark is None or not self._boot_id or mark.boot_id != self._boot_id:
            return None
        if mark is self.last_life.mark and self.last_life.is_silent:
            return None
        self._marked = msgspec.structs.replace(mark, boottime=self._boottime())
        return msgspec.msgpack.encode(self._marked)

    def resume(self, mark: ClockMark) -> None:
        """Go on from a mark: exactly in the same boot, else from the time that it names."""
        boottime, self._marked = self._boottime(), mark
        if mark.boot_id and mark.boot_id == self._boot_id and boottime >= mark.boottime:
            self._anchor = Anchor(mark.run, mark.offset, mark.doubt, mark.taken_at)
            self.last_life = LastLife(mark, boottime - mark.boottime)
        else:
            self._anchor = Anchor.resumed(mark.run, ExamTime(mark.exam_time), boottime)
            self._was_off = True
            self.last_life = LastLife(mark)

    def resume_from(self, exam_time: ExamTime) -> None:
        """Go on from a time that had come at least, unless this clock is further or is sure."""
        now = self.now()
        if now is None or (not self.is_confirmed and now < exam_time):
            self._anchor = Anchor.resumed(self.run, exam_time, self._boottime())
            self._was_off = True


def read_mark(raw: bytes | None) -> ClockMark | None:
    """Read a mark that was kept; one that cannot be read is none."""
    try:
        return None if raw is None else msgspec.msgpack.decode(raw, type=ClockMark)
    except msgspec.MsgspecError:
        return None
