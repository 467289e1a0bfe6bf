"""Brings the server what lies on this PC and belongs to nobody who writes here now.

Journals go with the beats, a bounded piece at a time, envelopes by themselves. What the server does
not want is set aside and stays on the disk; everything is offered again now and then, because
a server may have been restored meanwhile.
"""

from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from exam.errors import DirectoryError, ExamError, SealError
from exam.keys import signing_public_key
from exam.protocol import Held, SegmentPart
from exam.receipts import SignedReceipt, read_receipt, require_receipt_for
from exam.seal import envelope_digest, read_envelope
from kiosk.batch import MOST_SEGMENTS, Batch, KeptEnvelope, KeptWork
from kiosk.machine import Machine
from kiosk.outbox import Outbox, fitting
from kiosk.saving import within
from kiosk.settings import Seat
from kiosk.spool import Spool

PIECE_BYTES: Final = 200_000
"""So much of it goes with one beat, unless a single record is larger."""
AGAIN_MILLISECONDS: Final = 300_000
"""How long after everything was offered it is offered again."""
_BATCH_BYTES: Final = 2_000_000
_DISK_SECONDS: Final = 1.0
"""So long the conversation waits for a disk that is to keep a receipt."""
_TRIES: Final = 5
_BLAMING_CODES: Final = ("journal.", "seal.", "submit.", "keys.", "protocol.message")
"""Refusals that are about what was offered; others say nothing of it."""


class Courier:
    """Goes through the spool, a few applications at a time, so that memory stays bounded."""

    def __init__(self, spool: Spool, machine: Machine, seat: Seat) -> None:
        self._spool = spool
        self._machine = machine
        self._seat = seat
        self._queue: list[str] | None = None
        self._batch = Batch((), ())
        self._left: Outbox | None = None
        self._left_tries = 0
        self._hopeless: set[bytes] = set()
        self._is_thorough = False
        self._is_cautious = False
        self._begin_at = 0
        self._round = 0
        self._has_passed = False

    @property
    def is_done(self) -> bool:
        """Whether the server has everything that it wants of what lies here."""
        return self._has_passed and self._left is None

    def take_over(self, left: Outbox) -> None:
        """Bring what somebody who has moved on wrote last, which may not be on the disk yet."""
        self._left, self._left_tries = left, 0
        self.begin_anew()

    def begin_anew(self, is_thorough: bool = False) -> None:
        """Offer everything again; if thorough, envelopes whose receipts are here as well."""
        self._queue, self._batch = None, Batch((), ())
        self._hopeless.clear()
        self._is_thorough = self._is_thorough or is_thorough
        self._is_cautious, self._has_passed, self._begin_at = False, False, 0
        self._round += 1

    async def look(self, seated: str) -> None:
        """Take up what is next.

        Whoever is seated here brings everything themselves, except for old envelopes that a server
        which recovers has lost. A disk that does not answer keeps this waiting: do not let a beat
        wait for it.
        """
        if not self._batch.is_done or self._machine.boottime() < self._begin_at:
            return
        present_round, queue = self._round, self._queue
        if queue is None:
            queue = list(await self._machine.in_thread(self._spool.applications))
        works: list[KeptWork] = []
        room, places = _BATCH_BYTES, MOST_SEGMENTS
        while queue and room > 0 and places > 0:
            application_id = queue.pop(0)
            work = await self._machine.in_thread(self._read, application_id)
            if application_id == seated:
                work = KeptWork((), work.envelopes if self._is_thorough else ())
            works.append(work)
            room -= _size_of(work)
            places -= len(work.segments)
        if present_round == self._round:
            self._take_up(works, queue)

    def parts(self) -> tuple[SegmentPart, ...]:
        """What the next beat may carry."""
        if self._left is not None:
            return _first_of(self._left.parts(roll_call=False), PIECE_BYTES)
        return self._batch.parts(PIECE_BYTES, 1 if self._is_cautious else MOST_SEGMENTS)

    def note_held(self, held: Iterable[Held]) -> None:
        """Hear what the server holds of what was offered."""
        if self._left is not None:
            self._follow_left(self._left, held)
            return
        self._hopeless.update(self._batch.note_held(held))

    def note_refusal(self) -> None:
        """Hear that a beat was refused for what it carried: find out which segment is to blame."""
        if self._left is not None:
            self._left = None
        elif self._is_cautious:
            self._hopeless.update(self._batch.drop_offered())
        self._is_cautious = True

    @property
    def envelope(self) -> KeptEnvelope | None:
        """The envelope to submit next, if any."""
        return self._batch.envelope

    async def accept_receipt(self, receipt: SignedReceipt) -> None:
        """Check and keep the receipt of that envelope."""
        kept = self._batch.envelope
        if kept is None:
            return
        digest = self._batch.drop_envelope()
        try:
            signed = read_receipt(receipt, self._seat.manifest.server_signing_key)
            require_receipt_for(signed, kept.signed)
        except SealError:
            self._hopeless.add(digest)
            return
        if receipt != kept.receipt:
            spool = self._spool.of_application(kept.application_id)
            with suppress(DirectoryError):  # the same envelope gets the same receipt next time
                keeping = self._machine.in_thread(spool.keep_receipt, signed.revision, receipt)
                await within(keeping, _DISK_SECONDS)

    def note_envelope_refusal(self, error: ExamError) -> None:
        """Hear that the envelope was refused; if for good, set it aside."""
        if self._batch.envelope is not None and is_to_blame(error):
            self._hopeless.add(self._batch.drop_envelope())

    def skip_envelope(self) -> None:
        """Leave the envelope to whoever offers it themselves."""
        self._batch.drop_envelope()

    def _take_up(self, works: list[KeptWork], queue: list[str]) -> None:
        """Begin with a batch; after the last one rest for a while."""
        self._batch, self._queue = Batch(works, self._hopeless), queue
        if not queue and self._batch.is_done:
            self._queue, self._is_thorough, self._has_passed = None, False, True
            self._hopeless.clear()
            self._begin_at = self._machine.boottime() + AGAIN_MILLISECONDS

    def _follow_left(self, left: Outbox, held: Iterable[Held]) -> None:
        """Go on with the disk once all is there, or if there is no getting on with it."""
        waiting = left.waiting
        left.note_held(held)
        self._left_tries = 0 if left.waiting < waiting else self._left_tries + 1
        if not left.waiting or self._left_tries >= _TRIES:
            self._left = None

    def _read(self, application_id: str) -> KeptWork:
        """Read what is kept of an application, in a thread; what cannot be read is no errand."""
        spool = self._spool.of_application(application_id)
        try:
            receipts = self._receipts(spool.receipts())
            envelopes = [
                KeptEnvelope(application_id, signed, receipts.get(envelope_digest(signed)))
                for signed in spool.envelopes()
                if self._is_whole(signed)
            ]
            segments = spool.segments()
        except DirectoryError:
            return KeptWork((), ())
        wanted = [one for one in envelopes if self._is_thorough or one.receipt is None]
        return KeptWork(segments, wanted)

    def _is_whole(self, signed: bytes) -> bool:
        """Whether an envelope is as this seat sealed it; one that the disk spoiled stays here."""
        try:
            read_envelope(signed, signing_public_key(self._seat.signing_secret))
        except SealError:
            return False
        return True

    def _receipts(self, found: Iterable[SignedReceipt]) -> dict[bytes, SignedReceipt]:
        """Return genuine receipts by the digest of their envelope; of several the first."""
        by_digest: dict[bytes, SignedReceipt] = {}
        for signed in found:
            with suppress(SealError):
                receipt = read_receipt(signed, self._seat.manifest.server_signing_key)
                by_digest.setdefault(receipt.envelope_digest, signed)
        return by_digest


def is_to_blame(error: ExamError) -> bool:
    """Whether a refusal is about what was offered."""
    return error.code.startswith(_BLAMING_CODES)


def _size_of(work: KeptWork) -> int:
    journal = sum(len(record) for segment in work.segments for record in segment.records)
    return journal + sum(len(one.signed) for one in work.envelopes)


def _first_of(parts: tuple[SegmentPart, ...], most_bytes: int) -> tuple[SegmentPart, ...]:
    """Return parts while they fit; of a larger first one as many records as fit."""
    taken: list[SegmentPart] = []
    for part in parts:
        records = fitting(part.records, most_bytes)
        most_bytes -= sum(map(len, records))
        taken.append(SegmentPart(part.header, part.first, records))
        if most_bytes < 0 or len(records) < len(part.records):
            break
    return tuple(taken)
