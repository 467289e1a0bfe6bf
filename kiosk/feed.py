"""What the conversation with the server needs of a signed-in candidate."""

from collections.abc import Sequence
from typing import Protocol

from exam.errors import ExamError
from exam.events import Deed, PauseAcknowledged
from exam.protocol import IssuedOrder, SeatStatus, SignInRequest
from exam.receipts import SignedReceipt
from kiosk.outbox import Outbox


class Feed(Protocol):
    """A candidate who writes here, or who wrote here until the work moved to another seat."""

    proof: SignInRequest
    application_id: str
    sitting_id: str
    outbox: Outbox
    fenced: ExamError | None

    @property
    def admission(self) -> int:
        """The number under which the candidate writes here."""

    @property
    def deeds(self) -> tuple[Deed, ...]:
        """What was done here, as the journal has it."""

    @property
    def unacknowledged(self) -> bytes | None:
        """The sealed envelope while it has no receipt that the server knows of."""

    @property
    def kept_receipt(self) -> SignedReceipt | None:
        """What a server once signed for that envelope, and may have forgotten."""

    def status(self) -> SeatStatus:
        """Return what this seat says of itself."""

    def settle(self) -> None:
        """Make a record of everything written."""

    async def save_soon(self) -> None:
        """Bring it to disk, but wait only for a moment; never raises."""

    async def accept_receipt(self, receipt: SignedReceipt) -> None:
        """Take the server's receipt."""

    def doubt_receipt(self) -> None:
        """Offer the envelope again, receipt or not."""

    def follow(self, orders: Sequence[IssuedOrder]) -> None:
        """Take all orders that concern the candidate; those that were taken change nothing."""

    def recall(self, pauses: Sequence[PauseAcknowledged]) -> None:
        """Take pauses that were acknowledged; a damaged journal may not know of them any more."""

    def fence(self, error: ExamError) -> None:
        """Stop: the work goes on at another seat."""
