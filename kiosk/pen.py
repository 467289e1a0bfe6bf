"""The hand that writes one sitting's journal: draft in memory, records to disk and to the outbox.

What is typed is a record, encrypted and appended, before anything else can happen to it; quick
single characters that follow each other may share one, which is held back until the next save.
"""

import re
from dataclasses import dataclass
from typing import Final

from exam.clock import ExamTime
from exam.draft import Edited, Event, Noted, Observed, Opened, Snapshot, TopicOpened
from exam.errors import DirectoryError
from exam.events import Deed
from exam.journal import Owner, Parent, SegmentWriter
from exam.journal import Place as SegmentPlace
from exam.manuscript import Part, count_words, marks
from kiosk.binder import Binder
from kiosk.machine import Machine
from kiosk.outbox import Outbox
from kiosk.recovery import Recovery
from kiosk.spool import ApplicationSpool

_PARTING: Final = re.compile(f"[{marks.CELL}{marks.NOTE_START}]")
"""Marks that part words, or do not, by what stands elsewhere in their line."""

JOIN_MILLISECONDS: Final = 200
"""Characters typed within so long of each other may share a record."""
MOST_UNSAVED_BYTES: Final = 32_000_000
"""So much that no disk takes is kept in memory."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a pen writes: whose journal, at which seat, from which exam time on."""

    owner: Owner
    seat_id: str
    admission: int
    run: int
    exam_time: ExamTime


class Pen:
    """Writes a new segment that continues what was recovered, and others when a disk fails."""

    def __init__(
        self,
        place: Place,
        recovery: Recovery,
        spool: ApplicationSpool,
        outbox: Outbox,
        machine: Machine,
    ) -> None:
        self._machine = machine
        self._place = place
        self._owner = place.owner
        self._spool = spool
        self._outbox = outbox
        self._binder = Binder(machine, spool, self._begin_next)
        self._held_back: Edited | None = None
        self._took_up_at = self._last_edit = machine.boottime()
        self._has_edited = False
        self.draft = recovery.draft
        self.words = count_words(self.draft.paper)
        self._begin(recovery.parent)
        if recovery.cut:
            self._append(Observed(0, "end-cut-off", str(recovery.cut)))

    @property
    def saved(self) -> bool:
        """Whether all that was written is on this disk."""
        return self._held_back is None and self._binder.current.saved

    @property
    def is_holding_back(self) -> bool:
        """Whether something was written that is no record yet."""
        return self._held_back is not None

    @property
    def unsaved_ms(self) -> int | None:
        """Age of the oldest thing that is on no disk, 0 if all is, None if no disk takes any."""
        age = self._binder.unsaved_ms
        if age == 0 and self._held_back is not None:
            return self._elapsed() - self._held_back.elapsed
        return age

    @property
    def taken_up_at(self) -> ExamTime:
        """Exam time of its first record."""
        return self._place.exam_time

    @property
    def edited_at(self) -> ExamTime | None:
        """When the text was last changed by this pen, by the journal's own time."""
        written_for = self._last_edit - self._took_up_at
        return ExamTime(self._place.exam_time + written_for) if self._has_edited else None

    @property
    def trouble(self) -> DirectoryError | None:
        """What is wrong with a disk: nothing is saved, or only in the second folder."""
        return self._binder.trouble

    @property
    def is_on_second(self) -> bool:
        """Whether it writes into the second folder."""
        return self._binder.is_on_second

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
        self._has_edited = True

    def note(self, deed: Deed) -> None:
        """Write down what was done."""
        event = Noted(self._elapsed(), deed)
        self.draft = self.draft.after(event)
        self.settle()
        self._append(event)

    def note_topic(self, topic_key: bytes) -> None:
        """Write down the key by which the topic was opened here."""
        event = TopicOpened(self._elapsed(), topic_key.hex())
        self.draft = self.draft.after(event)
        self.settle()
        self._append(event)

    def settle(self) -> None:
        """Make a record of the characters that are held back."""
        if self._held_back is not None:
            event, self._held_back = self._held_back, None
            self._append(event)

    def begin_anew(self, owner: Owner) -> None:
        """Go on with a segment under another card key, which that card opens alone."""
        self._owner = owner
        self._begin_next()

    async def save(self) -> None:
        """Bring everything written to disk; one that hangs is not waited for.

        Raises:
            DirectoryError: the disk refused; nothing is lost in memory and it may be tried again.

        """
        self.settle()
        await self._binder.save()

    def close(self) -> None:
        """Let go of the files."""
        self._binder.close()

    def _begin_next(self) -> None:
        """Go on with a new segment, which begins with everything that is written."""
        self.settle()
        header = self._writer.header
        count, head = self._writer.count, self._writer.head
        self._begin(Parent(header.segment_id, header.generation, count, head))

    def _begin(self, parent: Parent | None) -> None:
        self._began = self._machine.boottime()
        place = SegmentPlace(self._place.seat_id, self._place.admission)
        self._writer = SegmentWriter(self._owner, place, parent, self._machine.random)
        file = self._spool.begin_segment(self._writer.header, self._writer.header_bytes)
        self._binder.take_up(file)
        self._outbox.add_segment(self._writer.header_bytes, file)
        now = self._place.exam_time + self._began - self._took_up_at
        self._append(Opened(0, self._place.run, now, self._place.seat_id))
        draft = self.draft
        texts = (draft.paper, draft.slides, draft.notes)
        self._append(Snapshot(0, *texts, draft.deeds, draft.topic_key))

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
        self._binder.append(self._writer.append(event), self._began + event.elapsed)
        if self._binder.current.unsaved_bytes > MOST_UNSAVED_BYTES:
            self._give_up_unsaved()

    def _give_up_unsaved(self) -> None:
        """Forget how the text came about where no disk takes it, so that memory does not run out.

        The text itself stands at the beginning of the next segment.
        """
        lost = self._binder.current.give_up_unsaved()
        self._begin_next()
        self._append(Observed(0, "unsaved-dropped", str(lost)))

    def _elapsed(self) -> int:
        return self._machine.boottime() - self._began


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
