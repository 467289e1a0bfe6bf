"""The envelope of a sitting at this seat: found again, sealed, kept, and answered by a receipt.

Sealed means that an envelope exists: one that is damaged, or went down with another PC, is sealed
anew.
"""

from collections import deque
from collections.abc import Iterable
from functools import lru_cache, partial
from typing import Final

from exam.errors import DirectoryError, RefusedError
from exam.events import Cause, Deed, PaperSealed
from exam.protocol import SignInReply
from exam.receipts import SignedReceipt
from exam.seal import Manuscript, envelope_digest, peek_envelope
from kiosk.admission import Desktop
from kiosk.lane import Lane
from kiosk.pen import Pen
from kiosk.saving import Saver, within
from kiosk.standing import Standing
from kiosk.submission import Submission

SEAL_DISK_SECONDS: Final = 3.0
"""So long a hand-in waits for a disk before it goes on without."""
_RECEIPT_DISK_SECONDS: Final = 3.0
"""So long a receipt waits for the disk; the server has it as well."""
_digest = lru_cache(2)(envelope_digest)
"""The screen looks at one envelope again and again; it may have megabytes."""


class HandingIn:
    """What was sealed here for the present revision, and every receipt that is known."""

    def __init__(self, top: Desktop, application_id: str, standing: Standing) -> None:
        self._top = top
        self._application_id = application_id
        self._standing = standing
        self._receipts: dict[bytes, SignedReceipt] = {}
        self._in_doubt = False
        self._unkept: deque[tuple[Submission, bytes]] = deque()
        self._lane = Lane(top.machine, lambda _hangs: None)
        self.envelope: bytes | None = None
        self.lost_sealing: Cause | None = None

    @property
    def work(self) -> Submission:
        """The hand-in that this sitting is at."""
        standing = self._standing
        return Submission(
            self._top.seat, self._application_id, standing.revision, standing.admission
        )

    @property
    def cause(self) -> Cause | None:
        """Why the paper was sealed, once it is."""
        return None if self.envelope is None else Cause(peek_envelope(self.envelope).cause)

    @property
    def unacknowledged(self) -> bytes | None:
        """The sealed envelope while no receipt is here, or none that the server still knows of."""
        if self.envelope is None or self._in_doubt:
            return self.envelope
        arrived = self._standing.has_arrived(_digest(self.envelope))
        return None if arrived else self.envelope

    @property
    def trouble(self) -> RefusedError | None:
        """Say that the server has the envelope and does not count it: the sitting was closed."""
        came = self.envelope is not None and self._standing.has_arrived(_digest(self.envelope))
        is_late = came and self._standing.receipt_code is None
        return RefusedError("submit.too-late") if is_late else None

    @property
    def kept_receipt(self) -> SignedReceipt | None:
        """What a server once signed for the envelope that is offered again."""
        return None if self.envelope is None else self._receipts.get(_digest(self.envelope))

    def take_up(self, reply: SignInReply, deeds: Iterable[Deed], kept: Iterable[bytes]) -> None:
        """Find what the server has, and among those kept here the envelope of this hand-in.

        Raises:
            SealError: what the server says that it has is not what it signed.

        """
        work = self.work
        for received, signed in zip(work.require_received(reply), reply.receipts, strict=True):
            self._standing.apply(received)
            self._receipts[bytes.fromhex(received.digest)] = signed
        found = next(filter(work.is_whole, kept), None)
        if found is not None:
            self.envelope = found
            claims = peek_envelope(found)
            cause = Cause(claims.cause)
            sealed = PaperSealed(claims.revision, claims.admission, claims.sealed_at, cause)
            self._standing.apply(sealed)
        for deed in deeds:
            if isinstance(deed, PaperSealed):
                if (deed.revision, deed.admission) != (work.revision, work.admission):
                    self._standing.apply(deed)
                elif self.envelope is None:
                    self.lost_sealing = deed.cause

    async def seal(self, pen: Pen, cause: Cause, saver: Saver) -> PaperSealed:
        """Seal both texts; a disk that hangs or refuses is waited for, but not for ever."""
        pen.settle()
        await saver.save_within(SEAL_DISK_SECONDS)
        texts, machine = Manuscript(pen.draft.paper, pen.draft.slides), self._top.machine
        now, work = self._standing.now, self.work
        envelope = await machine.in_thread(work.seal, texts, cause, pen.head, now, machine.random)
        self._unkept.append((work, envelope))
        await saver.save_within(SEAL_DISK_SECONDS)
        self.envelope = envelope
        return PaperSealed(work.revision, work.admission, now, cause)

    async def save(self) -> None:
        """Bring every envelope to disk that is not there yet.

        Raises:
            DirectoryError: the disk refused, or hangs; it may be tried again.

        """
        while self._unkept:
            work, envelope = self._unkept[0]
            keep = partial(self._top.spool.keep_envelope, work.revision, work.admission, envelope)
            try:
                await self._lane.run(keep)
            except TimeoutError:
                raise DirectoryError("spool.silent") from None
            self._unkept.popleft()

    async def accept(self, signed: SignedReceipt) -> None:
        """Check and keep the receipt of the envelope that was sent.

        Raises:
            SealError: it is not this server's, or for something else.
            DirectoryError: the disk refused to keep it; it counts nevertheless.

        """
        received = self.work.read_receipt(signed, self.envelope)
        self._in_doubt = False
        self._receipts[bytes.fromhex(received.digest)] = signed
        self._standing.apply(received)
        keep, in_thread = self._top.spool.keep_receipt, self._top.machine.in_thread
        await within(in_thread(keep, received.revision, signed), _RECEIPT_DISK_SECONDS)

    def doubt(self) -> None:
        """Offer the envelope again: the server has forgotten things and may have lost it."""
        self._in_doubt = True

    def begin_anew(self) -> None:
        """Go on with another revision."""
        self.envelope, self.lost_sealing = None, None
