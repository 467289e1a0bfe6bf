"""One signed-in candidate at this PC: the sitting, its journal, and the sealed envelope.

An envelope is on disk before it is sent and is never sealed again, unless no disk takes it; from
the instant at which sealing begins no edit is taken.
"""

import asyncio
from collections.abc import Sequence
from typing import Final

from exam.clock import ExamTime
from exam.errors import (
    ExamError,
    JournalError,
    KeyMismatchError,
    LinkError,
    RefusedError,
    SittingError,
)
from exam.events import (
    Cause,
    Deed,
    Milestone,
    MilestoneReached,
    PaperSealed,
    PauseAcknowledged,
    WritingInterrupted,
)
from exam.manuscript import Part
from exam.protocol import IssuedOrder, SeatStatus, SignInReply
from exam.receipts import SignedReceipt
from exam.sitting import Phase
from kiosk.admission import Desktop, FoundWork, Proof
from kiosk.beginning import Beginning
from kiosk.copies import status_of
from kiosk.correspondence import Correspondence
from kiosk.hand import Hand
from kiosk.handing_in import SEAL_DISK_SECONDS, HandingIn
from kiosk.saving import Saver
from kiosk.standing import Standing

SAVE_BEFORE_BEAT_SECONDS: Final = 0.25
"""So long a beat waits for the disk, so that the server rarely has more than this PC keeps."""
_SHORTEST_GAP: Final = 2000
"""Milliseconds; a shorter interruption is not worth a word."""


class Candidate:
    """Everything that a candidate can do, and what becomes of it."""

    def __init__(self, top: Desktop, proof: Proof, reply: SignInReply, found: FoundWork) -> None:
        self._top = top
        self._sealing = asyncio.Lock()
        self._saver = Saver(self._save, top.edited)
        older = JournalError("journal.older") if found.is_older else None
        self._lasting_trouble: ExamError | None = found.recovery.trouble or older
        has_begun = found.recovery.draft.paper + found.recovery.draft.slides != ""
        self.standing = Standing(reply, top.clock, has_begun)
        self.proof = proof.request
        self.reply = reply
        self.application_id, self.sitting_id = reply.application_id, reply.sitting_id
        self.hand = Hand(top, reply.application_id, proof.card_key, found, self.standing)
        self.outbox = self.hand.outbox
        self.handing_in = HandingIn(top, reply.application_id, self.standing)
        self.beginning = Beginning(self.standing, self.hand, self._do)
        self.correspondence = Correspondence(self.standing, top.machine.random, self._do)
        self.fenced: ExamError | None = None
        self._seen_at = ExamTime(0)
        self._take_up(found)

    def status(self) -> SeatStatus:
        """Return what this seat says of itself in a beat."""
        trouble = "" if self.trouble is None else self.trouble.code
        told, words = self._top.clock.told(), max(0, self.hand.words)
        return status_of(self.standing.phase, words, told, self.hand.look_at_copies(), trouble)

    @property
    def admission(self) -> int:
        """The number under which the candidate writes here."""
        return self.standing.admission

    @property
    def deeds(self) -> tuple[Deed, ...]:
        """What was done, as the journal has it."""
        return self.hand.draft.deeds

    @property
    def unacknowledged(self) -> bytes | None:
        """The sealed envelope while no receipt is here, or none that the server still knows of."""
        return self.handing_in.unacknowledged

    @property
    def kept_receipt(self) -> SignedReceipt | None:
        """What a server once signed for the envelope that is offered again."""
        return self.handing_in.kept_receipt

    @property
    def trouble(self) -> ExamError | None:
        """What is wrong with this PC's disk or with the work that was found."""
        found = self.handing_in.trouble or self._lasting_trouble
        return self._saver.trouble or self.hand.trouble or found

    def follow(self, orders: Sequence[IssuedOrder]) -> None:
        """Take orders; a pause begins here, a reopened paper can be written on."""
        revision = self.standing.revision
        self._hear(orders)
        if self.standing.revision != revision:
            self.handing_in.begin_anew()
        self._see_where_the_work_is()
        self._acknowledge_pauses()

    def recall(self, pauses: Sequence[PauseAcknowledged]) -> None:
        """Take pauses that were acknowledged; a damaged journal may not know of them any more.

        They count at once, and stand in the journal again if it has begun.
        """
        lost = [pause for pause in pauses if not self.standing.has_acknowledged(pause)]
        take = self._do if self.standing.is_under_way else self.standing.apply
        for pause in lost if self.fenced is None else ():
            take(pause)

    def reach(self, milestone: Milestone) -> None:
        """Note a milestone in the journal; the first one begins the segment."""
        if not self.standing.has_reached(milestone):
            self._do(MilestoneReached(milestone))
        self._note_return()
        self._acknowledge_pauses()

    def edit(self, part: Part, at: int, removed: str, inserted: str) -> None:
        """Record an edit; what comes when nothing may be written any more is dropped.

        Raises:
            JournalError: it removes what does not stand there.

        """
        writing = self.standing.phase is Phase.WRITING and self._cause_to_seal_now() is None
        if writing and self.fenced is None and not self._sealing.locked():
            self.hand.edit(part, at, removed, inserted)

    def settle(self) -> None:
        """Make a record of everything written, for disk and server."""
        self.hand.settle()

    async def save(self) -> None:
        """Bring everything written to disk; a disk that refuses is trouble and is tried again."""
        await self._saver.save()

    async def save_soon(self) -> None:
        """Bring everything written to disk if that is quick; the disk goes on without us."""
        await self._saver.save_within(SAVE_BEFORE_BEAT_SECONDS)

    async def _save(self) -> None:
        await self.hand.save()
        await self.handing_in.save()

    async def follow_time(self) -> bool:
        """Do what is due: stop for a pause, seal at an end; returns whether it sealed."""
        self._acknowledge_pauses()
        missed = self._top.clock.take_missed()
        if missed:
            self.note_gap(ExamTime(self.standing.now - missed), self.standing.now)
        cause = self._cause_to_seal_now()
        if cause is None:
            return False
        try:
            await self.seal(cause)
        except RefusedError:  # the work moved to another seat while the disk was busy
            return False
        return True

    def _note_return(self) -> None:
        """Note, once writing can go on, since when it could not; with a new card that is later."""
        if self._seen_at and self.standing.is_under_way:
            seen_at, self._seen_at = self._seen_at, ExamTime(0)
            self.note_gap(seen_at, self.standing.now)

    def note_gap(self, begin: ExamTime, end: ExamTime) -> None:
        """Write down that nobody could write for a while, if it took any of the time."""
        began_at = self.standing.began_at
        if began_at is None or not self.standing.is_under_way:
            return
        begin = max(begin, began_at)
        if end - begin >= _SHORTEST_GAP and self.fenced is None:
            self._do(WritingInterrupted(begin, end))

    async def replace_card(self, proof: Proof) -> None:
        """Go on under another card: what is written from now on, and the text so far, opens by it.

        Raises:
            DirectoryError: the disk refused; the card counts nevertheless.

        """
        self.proof = proof.request
        self.hand.change_card(proof.card_key)
        await self.save()

    async def seal(self, cause: Cause) -> None:
        """Seal both texts and keep the envelope; a sealed paper stays as it is.

        Raises:
            RefusedError: there is nothing to hand in now.

        """
        async with self._sealing:
            if self.standing.phase in (Phase.SEALED, Phase.SUBMITTED):
                return
            if self.standing.phase is not Phase.WRITING or self.fenced is not None:
                raise RefusedError("desk.not-writing")
            self._do(await self.handing_in.seal(self.hand.take_up_pen(), cause, self._saver))
        await self._saver.save_within(SEAL_DISK_SECONDS)

    async def accept_receipt(self, signed: SignedReceipt) -> None:
        """Check and keep the receipt of the envelope that was sent.

        Raises:
            SealError: it is not this server's, or for something else.
            DirectoryError: the disk refused to keep it; it counts nevertheless.

        """
        await self.handing_in.accept(signed)

    def doubt_receipt(self) -> None:
        """Offer the envelope again: the server has forgotten things and may have lost it."""
        self.handing_in.doubt()

    def fence(self, error: ExamError) -> None:
        """Stop: the work goes on at another seat."""
        self.fenced = error

    async def save_at_last(self) -> None:
        """Bring everything to disk before what comes next may count, unless the disk hangs."""
        await self._saver.save_within(SEAL_DISK_SECONDS)

    async def save_before_end(self) -> None:
        """Bring everything to disk before the program ends; a slow disk is given more time."""
        await self._saver.save_patiently(self._top.machine.wait)

    def close(self) -> None:
        """Let go of the disk."""
        self.hand.close()

    def _take_up(self, found: FoundWork) -> None:
        """Go on from where the journal, the disk and the server say that this sitting is."""
        self._hear(found.orders)
        self._lasting_trouble = self._lasting_trouble or self.beginning.take_up()
        if not self.standing.admission:
            raise LinkError("protocol.message", kind="SignInReply", problem="admission")
        self._see_where_the_work_is()
        if self.fenced is not None:
            raise self.fenced
        deeds = tuple(dict.fromkeys((*self.reply.deeds, *self.hand.draft.deeds)))
        for deed in deeds:
            if not isinstance(deed, PaperSealed):
                self.standing.apply(deed)
        self.handing_in.take_up(self.reply, deeds, found.envelopes)
        sealed = self.standing.receipt_code is not None or self.handing_in.envelope is not None
        if self.hand.draft.deeds and not sealed:
            self.hand.take_up_pen()
        if found.recovery.parent is not None:
            self._seen_at = found.seen_at
        self._note_return()
        self._acknowledge_pauses()

    def _do(self, deed: Deed) -> None:
        """Write down what was done; it counts from now on."""
        self.hand.note(deed)
        self.standing.apply(deed)

    def _see_where_the_work_is(self) -> None:
        """Stop if the candidate was admitted to another seat."""
        admitted = self.standing.admitted
        if admitted is not None and admitted.seat_id != self._top.seat.description.seat_id:
            self.fence(RefusedError("seat.fenced", seat=admitted.seat_name or admitted.seat_id))

    def _hear(self, orders: Sequence[IssuedOrder]) -> None:
        """Take orders, all before anything is made of them: a pause may have ended already."""
        for issued in orders:
            try:
                self.standing.follow(issued)
            except (KeyMismatchError, SittingError) as error:
                self._lasting_trouble = error

    def _acknowledge_pauses(self) -> None:
        """Let nobody write from now on, once for each pause; before the start none binds."""
        unanswered = self.standing.unanswered_pauses
        if not unanswered or self.fenced is not None:
            return
        if self.standing.is_under_way:
            for pause in unanswered:
                self._do(PauseAcknowledged(pause.id, self.standing.now))

    def _cause_to_seal_now(self) -> Cause | None:
        if self.fenced is not None or self.standing.phase is not Phase.WRITING:
            return None
        return self.handing_in.lost_sealing or self.standing.cause_to_hand_in
