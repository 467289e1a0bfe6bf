"""Deliberate bugs, one in each part that could lose something; each could be a mistake."""

from collections.abc import Callable, Iterable

import msgspec
import pytest
from sqlite_utils import Database

from exam.protocol import Held, SegmentPart
from kiosk.clock import ClockMark, ExamClock
from kiosk.outbox import Outbox
from kiosk.segment_file import SegmentFile, WriteJob
from server import intake
from server.segments import store_part

Plant = Callable[[pytest.MonkeyPatch], None]


def believe_what_was_sent(patch: pytest.MonkeyPatch) -> None:
    """Sync: an answer of any kind is taken for a receipt of everything."""

    def note_held(self: Outbox, held: Iterable[Held]) -> bool:
        for one in held:
            segment = self._segments.get(one.segment_id)
            if segment is not None:
                segment.held = segment.source.count
        return False

    patch.setattr(Outbox, "note_held", note_held)


def forget_a_write(patch: pytest.MonkeyPatch) -> None:
    """Spool: now and then records are called saved that were never written."""
    write = SegmentFile.write

    def sometimes(self: SegmentFile, job: WriteJob) -> None:
        if job.offset == 0 or job.count % 3 == 0:
            write(self, job)

    patch.setattr(SegmentFile, "write", sometimes)


def trust_any_boot(patch: pytest.MonkeyPatch) -> None:
    """Clock: the boot clock of another boot is taken for that of this one."""
    resume = ExamClock.resume

    def trusting(self: ExamClock, mark: ClockMark) -> None:
        resume(self, msgspec.structs.replace(mark, boot_id=self._boot_id, boottime=0))

    patch.setattr(ExamClock, "resume", trusting)


def drop_the_last_of_three(patch: pytest.MonkeyPatch) -> None:
    """Intake: a record is acknowledged that was not stored."""

    def careless(db: Database, part: SegmentPart, seat_id: str) -> Held:
        few = part.records if len(part.records) < 3 else part.records[:-1]
        held = store_part(db, msgspec.structs.replace(part, records=few), seat_id)
        lost = len(part.records) - len(few)
        return Held(held.segment_id, held.count + lost)

    patch.setattr(intake, "store_part", careless)


def never_look_back(patch: pytest.MonkeyPatch) -> None:
    """Restore: a server that holds less than it did is not believed, so it is never refilled."""
    note_held = Outbox.note_held

    def proud(self: Outbox, held: Iterable[Held]) -> bool:
        more = (
            one
            for one in held
            if one.segment_id not in self._segments
            or one.count >= self._segments[one.segment_id].held
        )
        return note_held(self, tuple(more))

    patch.setattr(Outbox, "note_held", proud)


BUGS: dict[str, Plant] = {
    "sync": believe_what_was_sent,
    "spool": forget_a_write,
    "clock": trust_any_boot,
    "intake": drop_the_last_of_three,
    "restore": never_look_back,
}
