"""Who may sit down at a PC that was looked at: nobody where something stops it before the start.

Once anybody may be writing, nothing stops anybody; and where no PIN could pass it, nothing does.
"""

from exam.errors import RefusedError
from exam.pc_check import Finding
from kiosk.clock import ExamClock
from kiosk.lockdown.watch import PcWatch
from kiosk.orders import OrderBook


class Porter:
    """Stands before the sign-in of one PC; without a watch it lets everybody in."""

    def __init__(self, watch: PcWatch | None, orders: OrderBook, clock: ExamClock) -> None:
        self._watch = watch
        self._orders = orders
        self._clock = clock

    @property
    def stops(self) -> tuple[Finding, ...]:
        """What keeps people from signing in here now."""
        check = None if self._watch is None else self._watch.check
        if check is None or not check.stops or not self._orders.seat.manifest.proctor_pin:
            return ()
        if self._orders.is_sitting_under_way(self._clock.now()):
            return ()
        return tuple(one for one in check.findings if one.stops)

    def require_open(self) -> None:
        """Let somebody go on to signing in.

        Raises:
            RefusedError: something was found, and no proctor has passed it.

        """
        if self.stops:
            raise RefusedError("desk.pc-stop")

    def pass_stops(self) -> None:
        """Let everybody in whatever was found, while that is so."""
        if self._watch is not None:
            self._watch.pass_stops()

    async def run(self) -> None:
        """Look at the PC until cancelled."""
        if self._watch is not None:
            await self._watch.run()
