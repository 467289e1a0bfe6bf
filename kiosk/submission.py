"""The one hand-in that a seat makes for an application: its envelope and its receipt.

What is found on disk or comes from the network counts only if it is of this hand-in.
"""

from dataclasses import dataclass

from exam.codes import Randomness
from exam.errors import SealError
from exam.keys import signing_public_key
from exam.seal import (
    HandIn,
    Manuscript,
    Receipt,
    SignedReceipt,
    read_envelope,
    read_receipt,
    seal_manuscript,
)
from exam.sitting import Cause
from kiosk.settings import Seat


@dataclass(frozen=True, slots=True)
class Submission:
    """Which hand-in it is: (application, revision) at this seat."""

    seat: Seat
    application_id: str
    revision: int

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
        return self._is_ours(envelope.exam_id, envelope.application_id, envelope.revision)

    def read_receipt(self, signed: SignedReceipt) -> Receipt:
        """Check a receipt of this hand-in.

        Raises:
            SealError: it is not this exam's server's, or for something else.

        """
        receipt = read_receipt(signed, self.seat.manifest.server_signing_key)
        if not self._is_ours(receipt.exam_id, receipt.application_id, receipt.revision):
            raise SealError("seal.receipt")
        return receipt

    def _is_ours(self, exam_id: bytes, application_id: str, revision: int) -> bool:
        ours = (self.seat.exam_id, self.application_id, self.revision)
        return (exam_id, application_id, revision) == ours
