"""One signed-in candidate at this PC: the sitting, its journal, and the sealed envelope.

An envelope is on disk before it is sent and is never sealed again; from the instant at which
sealing begins no edit is taken.
"""

import asyncio

from exam.errors import DirectoryError, ExamError, KeyMismatchError, RefusedError, SealError
from exam.journal import Draft, Owner
from exam.manuscript import Part, count_words
from exam.protocol import SignInReply, StartOrder
from exam.seal import Manuscript, SignedReceipt, envelope_digest, peek_envelope, receipt_code
from exam.sitting import (
    Cause,
    Milestone,
    MilestoneReached,
    Phase,
    ReceiptIssued,
)
from kiosk.admission import Desktop, FoundWork, Proof
from kiosk.outbox import Outbox
from kiosk.pen import Pen, Place
from kiosk.standing import Standing


class Candidate:
    """Everything that a candidate can do, and what becomes of it."""

    def __init__(self, top: Desktop, proof: Proof, reply: SignInReply, found: FoundWork) -> None:
        self._top = top
        self._card_key = proof.card_key
        self._recovery = found.recovery
        self._submission = found.submission
        self._pen: Pen | None = None
        self._sealing = asyncio.Lock()
        self._sealed_elsewhere = False
        self._receipt_in_doubt = False
        self._disk_trouble: ExamError | None = None
        self._lasting_trouble: ExamError | None = found.recovery.trouble
        has_begun = found.recovery.draft.paper + found.recovery.draft.slides != ""
        self.standing = Standing(reply, top.clock, has_begun)
        self.proof = proof.request
        self.reply = reply
        self.application_id = reply.application_id
        self.outbox = Outbox()
        self.envelope = found.envelope
        self.cause = None if self.envelope is None else Cause(peek_envelope(self.envelope).cause)
        self.fenced: ExamError | None = None
        self._take_up(found)

    @property
    def draft(self) -> Draft:
        """Both texts as they stand."""
        return self._recovery.draft if self._pen is None else self._pen.draft

    @property
    def words(self) -> int:
        """Words of the paper."""
        return count_words(self.draft.paper) if self._pen is None else self._pen.words

    @property
    def saved(self) -> bool:
        """Whether all edits are on this disk."""
        return self._pen is None or self._pen.saved

    @property
    def phase_name(self) -> str:
        """Where the candidate stands now, for the server."""
        return self.standing.phase.value

    @property
    def unacknowledged(self) -> bytes | None:
        """The sealed envelope while no receipt is here, or none that the server still knows of."""
        has_receipt = self.standing.receipt_code is not None and not self._receipt_in_doubt
        return None if has_receipt else self.envelope

    @property
    def trouble(self) -> ExamError | None:
        """What is wrong with this PC's disk or with the work that was found."""
        return self._disk_trouble or self._lasting_trouble

    def follow(self, order: StartOrder) -> None:
        """Take the order to start."""
        try:
            self.standing.follow(order)
        except KeyMismatchError as error:
            self._lasting_trouble = error

    def reach(self, milestone: Milestone) -> None:
        """Note a milestone in the journal; the first one begins the segment."""
        if not self.standing.has_reached(milestone):
            self._write().note(milestone)
            self.standing.apply(MilestoneReached(milestone))
            self._top.edited.set()

    def edit(self, part: Part, at: int, removed: str, inserted: str) -> None:
        """Record an edit; what comes when nothing may be written any more is dropped.

        Raises:
            JournalError: it removes what does not stand there.

        """
        writing = self.standing.phase is Phase.WRITING and self._cause_to_seal_now() is None
        if writing and self.fenced is None and not self._sealing.locked():
            self._write().edit(part, at, removed, inserted)
            self._top.edited.set()

    def settle(self) -> None:
        """Make a record of everything written, for disk and server."""
        if self._pen is not None:
            self._pen.settle()

    async def save(self) -> None:
        """Bring everything written to disk; a disk that refuses is trouble and is tried again."""
        if self._pen is None:
            return
        try:
            await self._pen.save()
        except DirectoryError as error:
            self._disk_trouble = error
            self._top.edited.set()
        else:
            self._disk_trouble = None

    async def seal_if_due(self) -> bool:
        """Seal at zero, or what was sealed on a PC that is gone; returns whether it did."""
        cause = self._cause_to_seal_now()
        if cause is None:
            return False
        try:
            await self.seal(cause)
        except DirectoryError as error:
            self._disk_trouble = error
            return False
        except RefusedError:  # the work moved to another seat while the disk was busy
            return False
        return True

    async def seal(self, cause: Cause) -> None:
        """Seal both texts and keep the envelope; a sealed paper stays as it is.

        Raises:
            RefusedError: there is nothing to hand in now.
            DirectoryError: the disk refused; the text stays and it may be tried again.

        """
        async with self._sealing:
            if self.standing.phase in (Phase.SEALED, Phase.SUBMITTED):
                return
            if self.standing.phase is not Phase.WRITING or self.fenced is not None:
                raise RefusedError("desk.not-writing")
            pen = self._write()
            await pen.save()
            sealed = Manuscript(pen.draft.paper, pen.draft.slides)
            now, random = self.standing.now, self._top.machine.random
            envelope = await asyncio.to_thread(
                self._submission.seal, sealed, cause, pen.head, now, random
            )
            await asyncio.to_thread(self._top.spool.keep_envelope, self.reply.revision, envelope)
            self.envelope, self.cause = envelope, cause
            pen.note(Milestone.PAPER_SEALED, cause)
            self.standing.apply(MilestoneReached(Milestone.PAPER_SEALED))
        await self.save()

    async def accept_receipt(self, signed: SignedReceipt) -> None:
        """Check and keep the receipt of the envelope that was sent.

        Raises:
            SealError: it is not this server's, or for something else.

        """
        receipt = self._submission.read_receipt(signed)
        if self.envelope is None or receipt.envelope_digest != envelope_digest(self.envelope):
            raise SealError("seal.receipt")
        self._receipt_in_doubt = False
        self.standing.apply(ReceiptIssued(receipt_code(signed)))
        await asyncio.to_thread(self._top.spool.keep_receipt, self.reply.revision, signed)

    def doubt_receipt(self) -> None:
        """Offer the envelope again: the server has forgotten things and may have lost it."""
        self._receipt_in_doubt = True

    def fence(self, error: ExamError) -> None:
        """Stop: the work goes on at another seat."""
        self.fenced = error

    async def close(self) -> None:
        """Bring everything to disk and let go of it."""
        await self.save()
        if self._pen is not None:
            self._pen.close()

    def _take_up(self, found: FoundWork) -> None:
        """Go on from where the journal, the disk and the server say that this sitting is."""
        for segment in found.recovery.segments:
            held = found.held.get(segment.header, 0)
            self.outbox.add_segment(segment.header, segment.records, held)
        reached = [one for one in Milestone if one.value in self.draft.milestones]
        for milestone in reached:
            # Sealed means that an envelope exists: if it went down with another PC, this one seals.
            if milestone is Milestone.PAPER_SEALED:
                self._sealed_elsewhere = self.envelope is None
            else:
                self.standing.apply(MilestoneReached(milestone))
        if self.envelope is not None:
            self.standing.apply(MilestoneReached(Milestone.PAPER_SEALED))
        if self.reply.receipt is not None:
            self._submission.read_receipt(self.reply.receipt)
            self.standing.apply(ReceiptIssued(receipt_code(self.reply.receipt)))
        elif self.envelope is None and reached:
            self._write()

    def _write(self) -> Pen:
        """Return the pen, taken up at the first thing to write down."""
        if self._pen is None:
            seat, exam_id = self._top.seat, self._top.seat.exam_id
            panel_key = seat.manifest.panel_public_key
            owner = Owner(exam_id, self.application_id, self._card_key, panel_key)
            place = Place(owner, seat.description.seat_id, self.standing.now)
            spool, machine = self._top.spool, self._top.machine
            self._pen = Pen(place, self._recovery, spool, self.outbox, machine)
            self._top.edited.set()
        return self._pen

    def _cause_to_seal_now(self) -> Cause | None:
        if self.fenced is not None or self.standing.phase is not Phase.WRITING:
            return None
        if self.standing.time_is_up:
            return Cause.TIME_UP
        return Cause.SUBMITTED if self._sealed_elsewhere else None
