"""The one hand-in that a seat makes for an application: its envelope and its receipt.

What is found on disk or comes from the network counts only if it is of this hand-in.
"""

from dataclasses import dataclass

from exam.codes import Randomness
from exam.errors import SealError
from exam.events import Cause, EnvelopeReceived
from exam.keys import signing_public_key
from exam.protocol import SignInReply
from exam.receipts import SignedReceipt, read_receipt, receipt_code, require_receipt_for
from exam.seal import HandIn, Manuscript, peek_envelope, read_envelope, seal_manuscript
from kiosk.settings import Seat


@dataclass(frozen=True, slots=True)
class Submission:
    """Which hand-in it is: (application, revision) at this seat, by that admission."""

    seat: Seat
    application_id: str
    revision: int
    admission: int

    def seal(
        self,
        manuscript: Manuscript,
        cause: Cause,
        journal_head: bytes,
        sealed_at: int,
        random: Randomness,
    ) -> bytes:
        """Seal both texts to the panel and sign them as this seat."""
        hand_in = HandIn(
            exam_id=self.seat.exam_id,
            application_id=self.application_id,
            revision=self.revision,
            admission=self.admission,
            seat_id=self.seat.description.seat_id,
            sealed_at=sealed_at,
            cause=cause,
            journal_head=journal_head,
        )
        panel_key, secret = self.seat.manifest.panel_public_key, self.seat.signing_secret
        return seal_manuscript(manuscript, hand_in, panel_key, secret, random)

    def is_whole(self, signed: bytes) -> bool:
        """Whether these bytes are an envelope of this hand-in, undamaged."""
        try:
            envelope = read_envelope(signed, signing_public_key(self.seat.signing_secret))
        except SealError:
            return False
        written_as = (envelope.revision, envelope.admission)
        ours = self._is_ours(envelope.exam_id, envelope.application_id)
        return ours and written_as == (self.revision, self.admission)

    def require_received(self, reply: SignInReply) -> tuple[EnvelopeReceived, ...]:
        """Check what the server says that it has of this application, each by its receipt.

        Raises:
            SealError: a receipt is missing, not this exam's server's, or for something else.

        """
        if len(reply.received) != len(reply.receipts):
            raise SealError("seal.other-receipt")
        for received, signed in zip(reply.received, reply.receipts, strict=True):
            receipt = read_receipt(signed, self.seat.manifest.server_signing_key)
            said = (receipt.revision, receipt.envelope_digest.hex(), receipt.received_at)
            ours = self._is_ours(receipt.exam_id, receipt.application_id)
            if not ours or said != (received.revision, received.digest, received.received_at):
                raise SealError("seal.other-receipt")
        return reply.received

    def read_receipt(self, signed: SignedReceipt, envelope: bytes | None) -> EnvelopeReceived:
        """Check the receipt of the envelope that was sent, and say what it says.

        Raises:
            SealError: it is not this exam's server's, or for something else.

        """
        receipt = read_receipt(signed, self.seat.manifest.server_signing_key)
        ours = self._is_ours(receipt.exam_id, receipt.application_id)
        if not ours or receipt.revision != self.revision or envelope is None:
            raise SealError("seal.other-receipt")
        require_receipt_for(receipt, envelope)
        claims = peek_envelope(envelope)
        return EnvelopeReceived(
            revision=receipt.revision,
            admission=claims.admission,
            sealed_at=claims.sealed_at,
            received_at=receipt.received_at,
            digest=receipt.envelope_digest.hex(),
            receipt_code=receipt_code(signed),
        )

    def _is_ours(self, exam_id: bytes, application_id: str) -> bool:
        return (exam_id, application_id) == (self.seat.exam_id, self.application_id)
