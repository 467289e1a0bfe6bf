"""The orders that this PC ever got: checked, kept on its disk, and never forgotten.

An order counts only with the server's signature. What a server restored from a backup has forgotten
stays here, and so does what only a newer program understands.
"""

import asyncio
from collections.abc import Iterable
from contextlib import suppress

from exam.errors import DirectoryError, ExamError, IntegrityError, LinkError
from exam.events import SittingClosed, StartOrdered
from exam.protocol import IssuedOrder, SignedOrder, read_order
from kiosk.machine import InThread
from kiosk.settings import Seat
from kiosk.spool import Spool


class OrderBook:
    """All genuine orders, in the order in which they were heard."""

    def __init__(self, seat: Seat, spool: Spool) -> None:
        self.seat = seat
        self._spool = spool
        self._orders: dict[SignedOrder, IssuedOrder | None] = {}
        self._saved = 0

    @property
    def signed(self) -> tuple[SignedOrder, ...]:
        """Every genuine order as it was signed, also what only a newer program understands."""
        return tuple(self._orders)

    def take_up(self) -> None:
        """Read the orders that this PC kept; what is damaged or gone comes again in a beat."""
        with suppress(DirectoryError):
            self.take(self._spool.orders())
            self._saved = len(self._orders)

    def take(self, orders: Iterable[SignedOrder]) -> ExamError | None:
        """Take what is new and genuine; returns what is wrong with the first that is not."""
        trouble: ExamError | None = None
        for signed in orders:
            if signed in self._orders:
                continue
            try:
                self._orders[signed] = self._read(signed)
            except IntegrityError as error:
                trouble = trouble or error
        return trouble

    def concerning(self, application_id: str, sitting_id: str = "") -> tuple[IssuedOrder, ...]:
        """Return the orders that concern an application of a sitting."""
        known = (issued for issued in self._orders.values() if issued is not None)
        return tuple(issued for issued in known if issued.concerns(application_id, sitting_id))

    def lacking(
        self, told: Iterable[SignedOrder], application_id: str, sitting_id: str = ""
    ) -> tuple[SignedOrder, ...]:
        """Return what a server has forgotten that told these orders for an application.

        Without an application it told those for everybody, of every sitting.
        """
        known = set(told)
        return tuple(
            signed
            for signed, issued in self._orders.items()
            if signed not in known
            and issued is not None
            and (
                issued.concerns(application_id, sitting_id) if application_id else issued.is_common
            )
        )

    def is_sitting_under_way(self, now: int | None) -> bool:
        """Whether somebody may be writing: a start has come, and that sitting is not closed.

        While exam time is not known here, a start that was ever ordered may have come.
        """
        known = [issued for issued in self._orders.values() if issued is not None]
        closed = {
            issued.sitting_id
            for issued in known
            if isinstance(issued.order, SittingClosed) and not issued.application_id
        }
        return any(
            isinstance(issued.order, StartOrdered)
            and issued.sitting_id not in closed
            and (now is None or now >= issued.order.at)
            for issued in known
        )

    async def save(self, in_thread: InThread = asyncio.to_thread) -> None:
        """Bring what is new to disk.

        Raises:
            DirectoryError: the disk refused; it may be tried again.

        """
        orders = tuple(self._orders)
        if len(orders) > self._saved:
            await in_thread(self._spool.keep_orders, orders)
            self._saved = len(orders)

    def _read(self, signed: SignedOrder) -> IssuedOrder | None:
        """Check an order; one that only a newer program knows is kept, and not followed."""
        try:
            return read_order(signed, self.seat.manifest.server_signing_key, self.seat.exam_id)
        except LinkError:
            return None
