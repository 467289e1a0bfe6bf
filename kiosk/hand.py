"""What a candidate has written at this PC: the texts, where they are kept, how safe they are."""

from exam.clock import ExamTime
from exam.draft import Draft
from exam.errors import ExamError
from exam.events import Deed
from exam.journal import Owner
from exam.manuscript import Part, count_words
from kiosk.admission import UNSAVED_MILLISECONDS, Desktop, FoundWork
from kiosk.copies import CopyAges
from kiosk.outbox import Outbox
from kiosk.pen import Pen, Place
from kiosk.standing import Standing
from kiosk.view import Copies


class Hand:
    """Reads what was found, and takes up a pen at the first thing to write down."""

    def __init__(
        self,
        top: Desktop,
        application_id: str,
        card_key: bytes,
        found: FoundWork,
        standing: Standing,
    ) -> None:
        self._top = top
        self._application_id = application_id
        self._recovery = found.recovery
        self._standing = standing
        self._ages = CopyAges(top.machine.boottime)
        self._pen: Pen | None = None
        self._edited_at = ExamTime(0)
        self.card_key = card_key
        self.outbox = Outbox()
        for segment in (*found.recovery.segments, *found.recovery.locked):
            self.outbox.add_segment(segment.header, segment, found.held.get(segment.header, 0))

    @property
    def draft(self) -> Draft:
        """Both texts as they stand."""
        return self._recovery.draft if self._pen is None else self._pen.draft

    @property
    def last_place(self) -> tuple[Part, int] | None:
        """Where the work was left that was taken up here."""
        return self._recovery.last_place

    @property
    def words(self) -> int:
        """Words of the paper."""
        return count_words(self.draft.paper) if self._pen is None else self._pen.words

    @property
    def saved(self) -> bool:
        """Whether all edits are on this disk."""
        return self._pen is None or self._pen.saved

    def look_when_edited(self) -> ExamTime:
        """Return when the text was last changed, by the journal's own time; 0 if it is not known.

        An edit counts once it is on the disk, or has waited for longer than a kill may cost.
        """
        pen = self._pen
        if pen is not None and not 0 < (pen.unsaved_ms or 0) <= UNSAVED_MILLISECONDS:
            unchanged = min(self._recovery.last_at or ExamTime(0), pen.taken_up_at)
            self._edited_at = unchanged if pen.edited_at is None else pen.edited_at
        return self._edited_at

    def look_at_copies(self) -> Copies:
        """See what the server lacks by now, and return how old the copies of the text are."""
        if self.outbox.waiting or (self._pen is not None and self._pen.is_holding_back):
            self._ages.note_lack_at_server()
        elif self.outbox.has_segments:
            self._ages.note_at_server()
        return self._ages.told(0 if self._pen is None else self._pen.unsaved_ms)

    @property
    def trouble(self) -> ExamError | None:
        """What is wrong with a disk although everything is saved."""
        return None if self._pen is None else self._pen.trouble

    def edit(self, part: Part, at: int, removed: str, inserted: str) -> None:
        """Write down an edit.

        Raises:
            JournalError: it removes what does not stand there.

        """
        self.take_up_pen().edit(part, at, removed, inserted)
        self._ages.note_edit()
        self._top.edited.set()

    def note(self, deed: Deed) -> None:
        """Write down what was done."""
        self.take_up_pen().note(deed)
        self._top.edited.set()

    def note_topic(self, topic_key: bytes) -> None:
        """Write down the key by which the topic was opened here."""
        self.take_up_pen().note_topic(topic_key)
        self._top.edited.set()

    def change_card(self, card_key: bytes) -> None:
        """Go on so that another card opens the whole text from now on."""
        self.card_key = card_key
        self.take_up_pen().begin_anew(self._owner)

    def note_on_stick(self) -> None:
        """A proctor took a copy of the present text."""
        self._ages.note_on_stick()

    def settle(self) -> None:
        """Make a record of everything written, for disk and server."""
        if self._pen is not None:
            self._pen.settle()

    async def save(self) -> None:
        """Bring everything to disk.

        Raises:
            DirectoryError: the disk refused; it may be tried again.

        """
        if self._pen is not None:
            await self._pen.save()

    def close(self) -> None:
        """Let go of the disk."""
        if self._pen is not None:
            self._pen.close()

    def take_up_pen(self) -> Pen:
        """Return the pen; its first record says that somebody began here."""
        if self._pen is None:
            top, standing = self._top, self._standing
            seat_id, run = top.seat.description.seat_id, top.clock.run
            place = Place(self._owner, seat_id, standing.admission, run, standing.now)
            self._pen = Pen(place, self._recovery, top.spool, self.outbox, top.machine)
            top.edited.set()
        return self._pen

    @property
    def _owner(self) -> Owner:
        """Whose journal it is, and the keys that open it."""
        seat = self._top.seat
        panel_key = seat.manifest.panel_public_key
        return Owner(seat.exam_id, self._application_id, self.card_key, panel_key)
