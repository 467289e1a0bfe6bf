"""One signed-in candidate at this PC: the sitting, its journal, and the sealed envelope.

An envelope is on disk before it is sent and is never sealed again; from the instant at which
sealing begins no edit is taken.
"""

import asyncio
from collections.abc import Sequence

from exam.draft import Draft
from exam.errors import (
    DirectoryError,
    ExamError,
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
)
from exam.journal import Owner
from exam.manuscript import Part, count_words
from exam.protocol import IssuedOrder, SignInReply
from exam.seal import Manuscript, SignedReceipt, envelope_digest, peek_envelope
from exam.sitting import Phase
from kiosk.admission import Desktop, FoundWork, Proof
from kiosk.outbox import Outbox
from kiosk.pen import Pen, Place
from kiosk.spool import ApplicationSpool
from kiosk.standing import Standing
from kiosk.submission import Submission


class Candidate:
    """Everything that a candidate can do, and what becomes of it."""

    def __init__(self, top: Desktop, proof: Proof, reply: SignInReply, found: FoundWork) -> None:
        self._top = top
        self._card_key = proof.card_key
        self._recovery = found.recovery
        self._pen: Pen | None = None
        self._sealing = asyncio.Lock()
        self._lost_sealing: Cause | None = None
        self._receipt_in_doubt = False
        self._disk_trouble: ExamError | None = None
        self._lasting_trouble: ExamError | None = found.recovery.trouble
        has_begun = found.recovery.draft.paper + found.recovery.draft.slides != ""
        self.standing = Standing(reply, top.clock, has_begun)
        self.proof = proof.request
        self.reply = reply
        self.application_id = reply.application_id
        self.outbox = Outbox()
        self.envelope: bytes | None = None
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
    def admission(self) -> int:
        """The number under which the candidate writes here."""
        return self.standing.admission

    @property
    def deeds(self) -> tuple[Deed, ...]:
        """What was done, as the journal has it."""
        return self.draft.deeds

    @property
    def cause(self) -> Cause | None:
        """Why the paper was sealed, once it is."""
        return None if self.envelope is None else Cause(peek_envelope(self.envelope).cause)

    @property
    def unacknowledged(self) -> bytes | None:
        """The sealed envelope while no receipt is here, or none that the server still knows of."""
        if self.envelope is None or self._receipt_in_doubt:
            return self.envelope
        arrived = self.standing.has_arrived(envelope_digest(self.envelope))
        return None if arrived else self.envelope

    @property
    def trouble(self) -> ExamError | None:
        """What is wrong with this PC's disk or with the work that was found."""
        return self._disk_trouble or self._lasting_trouble

    def follow(self, orders: Sequence[IssuedOrder]) -> None:
        """Take orders; a pause begins here, a reopened paper can be written on."""
        revision = self.standing.revision
        self._hear(orders)
        if self.standing.revision != revision:
            self.envelope, self._lost_sealing = None, None
        self._acknowledge_pauses()

    def reach(self, milestone: Milestone) -> None:
        """Note a milestone in the journal; the first one begins the segment."""
        if not self.standing.has_reached(milestone):
            self._do(MilestoneReached(milestone))
        self._acknowledge_pauses()

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

    async def follow_time(self) -> bool:
        """Do what is due: stop for a pause, seal at an end; returns whether it sealed."""
        self._acknowledge_pauses()
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
            work = self._submission
            envelope = await asyncio.to_thread(work.seal, sealed, cause, pen.head, now, random)
            keep = self._top.spool.keep_envelope
            await asyncio.to_thread(keep, work.revision, work.admission, envelope)
            self.envelope = envelope
            self._do(PaperSealed(work.revision, work.admission, now, cause))
        await self.save()

    async def accept_receipt(self, signed: SignedReceipt) -> None:
        """Check and keep the receipt of the envelope that was sent.

        Raises:
            SealError: it is not this server's, or for something else.

        """
        received = self._submission.read_receipt(signed, self.envelope)
        self._receipt_in_doubt = False
        self.standing.apply(received)
        await asyncio.to_thread(self._top.spool.keep_receipt, received.revision, signed)

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
        self._hear(found.orders)
        if not self.standing.admission:
            raise LinkError("protocol.message", kind="SignInReply", problem="admission")
        for deed in self.draft.deeds:
            if not isinstance(deed, PaperSealed):
                self.standing.apply(deed)
        for received in self._submission.require_received(self.reply):
            self.standing.apply(received)
        self._take_up_sealing(self._top.spool)
        if self.standing.receipt_code is None and self.envelope is None and self.draft.deeds:
            self._write()
        self._acknowledge_pauses()

    def _take_up_sealing(self, spool: ApplicationSpool) -> None:
        """Find the envelope that belongs to what the journal says was sealed.

        Sealed means that an envelope exists: one that is damaged, or went down with another PC, is
        sealed anew.
        """
        work = self._submission
        found = spool.envelope(work.revision, work.admission)
        if found is not None and work.is_whole(found):
            self.envelope = found
            claims = peek_envelope(found)
            cause = Cause(claims.cause)
            sealed = PaperSealed(claims.revision, claims.admission, claims.sealed_at, cause)
            self.standing.apply(sealed)
        for deed in self.draft.deeds:
            if isinstance(deed, PaperSealed):
                if (deed.revision, deed.admission) != (work.revision, work.admission):
                    self.standing.apply(deed)
                elif self.envelope is None:
                    self._lost_sealing = deed.cause

    @property
    def _submission(self) -> Submission:
        """The hand-in that this sitting is at."""
        standing = self.standing
        return Submission(
            self._top.seat, self.application_id, standing.revision, standing.admission
        )

    def _do(self, deed: Deed) -> None:
        """Write down what was done; it counts from now on."""
        self._write().note(deed)
        self.standing.apply(deed)
        self._top.edited.set()

    def _hear(self, orders: Sequence[IssuedOrder]) -> None:
        """Take orders, all before anything is made of them: a pause may have ended already."""
        for issued in orders:
            try:
                self.standing.follow(issued)
            except (KeyMismatchError, SittingError) as error:
                self._lasting_trouble = error

    def _acknowledge_pauses(self) -> None:
        """Let nobody write from now on, once for each pause; before the start none binds."""
        if self.standing.phase in (Phase.WRITING, Phase.PAUSED) and self.fenced is None:
            for pause in self.standing.unanswered_pauses:
                self._do(PauseAcknowledged(pause.id, self.standing.now))

    def _write(self) -> Pen:
        """Return the pen, taken up at the first thing to write down."""
        if self._pen is None:
            top, seat = self._top, self._top.seat
            panel_key = seat.manifest.panel_public_key
            owner = Owner(seat.exam_id, self.application_id, self._card_key, panel_key)
            seat_id, run = seat.description.seat_id, top.clock.run
            place = Place(owner, seat_id, self.admission, run, self.standing.now)
            self._pen = Pen(place, self._recovery, top.spool, self.outbox, top.machine)
            top.edited.set()
        return self._pen

    def _cause_to_seal_now(self) -> Cause | None:
        if self.fenced is not None or self.standing.phase is not Phase.WRITING:
            return None
        return self._lost_sealing or self.standing.cause_to_hand_in
