"""The hand that writes one sitting's journal: draft in memory, records to disk and to the outbox.

What is typed is a record, encrypted and appended, before anything else can happen to it; quick
single characters that follow each other may share one, which is held back until the next save.
"""

import re
from dataclasses import dataclass
from typing import Final

from exam.clock import ExamTime
from exam.draft import Draft, Edited, Event, Noted, Opened, Snapshot
from exam.events import Deed
from exam.journal import Owner, SegmentWriter
from exam.journal import Place as SegmentPlace
from exam.manuscript import Part, count_words, marks
from kiosk.machine import Machine
from kiosk.outbox import Outbox
from kiosk.recovery import Recovery
from kiosk.spool import ApplicationSpool

_PARTING: Final = re.compile(f"[{marks.CELL}{marks.NOTE_START}]")
"""Marks that part words, or do not, by what stands elsewhere in their line."""

JOIN_MILLISECONDS: Final = 200
"""Characters typed within so long of each other may share a record."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a pen writes: whose journal, at which seat, from which exam time on."""

    owner: Owner
    seat_id: str
    admission: int
    run: int
    exam_time: ExamTime


class Pen:
    """Writes a new segment that continues what was recovered."""

    def __init__(
        self,
        place: Place,
        recovery: Recovery,
        spool: ApplicationSpool,
        outbox: Outbox,
        machine: Machine,
    ) -> None:
        self._machine = machine
        self._began = machine.boottime()
        written_at = SegmentPlace(place.seat_id, place.admission)
        self._writer = SegmentWriter(place.owner, written_at, recovery.parent, machine.random)
        self._file = spool.begin_segment(self._writer.header, self._writer.header_bytes)
        self._outbox = outbox
        self._outbox.add_segment(self._writer.header_bytes)
        self._held_back: Edited | None = None
        self._last_edit = self._began
        self.draft = recovery.draft
        self.words = count_words(self.draft.paper)
        self._append(Opened(0, place.run, place.exam_time, place.seat_id))
        self._append(_snapshot(self.draft))

    @property
    def saved(self) -> bool:
        """Whether all that was written is on this disk."""
        return self._held_back is None and self._file.saved

    @property
    def head(self) -> bytes:
        """Hash over the segment so far."""
        return self._writer.head

    def edit(self, part: Part, at: int, removed: str, inserted: str) -> None:
        """Write down an edit.

        Raises:
            JournalError: it removes what does not stand there; nothing is changed.

        """
        event = Edited(self._elapsed(), part, at, removed, inserted)
        after = self.draft.after(event)
        if part is Part.PAPER:
            self.words += words_gained(self.draft.paper, event)
        self.draft = after
        self._hold_back_or_append(event)
        self._last_edit = self._machine.boottime()

    def note(self, deed: Deed) -> None:
        """Write down what was done."""
        event = Noted(self._elapsed(), deed)
        self.draft = self.draft.after(event)
        self.settle()
        self._append(event)

    def settle(self) -> None:
        """Make a record of the characters that are held back."""
        if self._held_back is not None:
            event, self._held_back = self._held_back, None
            self._append(event)

    async def save(self) -> None:
        """Bring everything written to disk.

        Raises:
            DirectoryError: the disk refused; nothing is lost in memory and it may be tried again.

        """
        self.settle()
        await self._file.save()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _hold_back_or_append(self, event: Edited) -> None:
        joined = self._joined(event)
        if joined is None:
            self.settle()
            joined = event
        if not event.removed and len(event.inserted) == 1:
            self._held_back = joined
        else:
            self._append(event)

    def _joined(self, event: Edited) -> Edited | None:
        """Return what is held back with this character added, if it goes on there at once."""
        before = self._held_back
        quick = self._machine.boottime() - self._last_edit <= JOIN_MILLISECONDS
        if before is None or not quick or event.removed or len(event.inserted) != 1:
            return None
        if (before.part, before.at + len(before.inserted)) != (event.part, event.at):
            return None
        return Edited(before.elapsed, before.part, before.at, "", before.inserted + event.inserted)

    def _append(self, event: Event) -> None:
        record = self._writer.append(event)
        self._file.append(record)
        self._outbox.append(self._writer.header.segment_id, record)

    def _elapsed(self) -> int:
        return self._machine.boottime() - self._began


def _snapshot(draft: Draft) -> Snapshot:
    return Snapshot(0, draft.paper, draft.slides, draft.notes, draft.deeds)


def words_gained(before: str, edit: Edited) -> int:
    """How many words an edit adds to a text, at the cost of the lines that it touches."""
    at, end = edit.at, edit.at + len(edit.removed)
    first = before.rfind("\n", 0, at) + 1
    last = before.find("\n", end)
    last = len(before) if last < 0 else last
    if not _PARTING.search(before[first:last] + edit.inserted):
        first, last = _between_blanks(before, at, end)
    after = before[first:at] + edit.inserted + before[end:last]
    return count_words(after) - count_words(before[first:last])


def _between_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span to the words that it touches."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end
