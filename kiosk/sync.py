"""The conversation with the server: a beat every two seconds, and the envelope until its receipt.

What the server does not hold is sent again until it does, so nothing here needs to succeed at any
particular time. A server out of reach is no trouble of the candidate's; a refusal is.
"""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from typing import Final, Protocol

from exam.errors import DirectoryError, ExamError, IntegrityError, LinkError, RefusedError
from exam.protocol import (
    BEAT_SECONDS,
    VERSION,
    BeatReply,
    BeatRequest,
    SignedOrder,
    SignInReply,
    SignInRequest,
    StartOrder,
    SubmitRequest,
    read_order,
)
from exam.seal import SignedReceipt
from kiosk.clock import ExamClock
from kiosk.link import Link
from kiosk.machine import Machine
from kiosk.outbox import Outbox
from kiosk.settings import Seat
from kiosk.spool import Spool

ROLL_CALL_BEATS: Final = 15
"""So often the server is asked for its count of every segment."""
_FIRST_RETRY_SECONDS: Final = 0.5
_LAST_RETRY_SECONDS: Final = 4.0
_DOUBLINGS: Final = 3


class Feed(Protocol):
    """A signed-in candidate, as the conversation needs one."""

    proof: SignInRequest
    application_id: str
    outbox: Outbox

    @property
    def phase_name(self) -> str:
        """Where the candidate stands."""

    @property
    def words(self) -> int:
        """Words of the paper."""

    @property
    def unacknowledged(self) -> bytes | None:
        """The sealed envelope while it has no receipt that the server knows of."""

    def settle(self) -> None:
        """Make a record of everything written."""

    async def accept_receipt(self, receipt: SignedReceipt) -> None:
        """Take the server's receipt."""

    def doubt_receipt(self) -> None:
        """Offer the envelope again, receipt or not."""

    def follow(self, order: StartOrder) -> None:
        """Take the order to start."""

    def fence(self, error: ExamError) -> None:
        """Stop: the work goes on at another seat."""


class Sync:
    """Keeps one seat and the server up to date with each other."""

    def __init__(
        self, seat: Seat, link: Link, spool: Spool, clock: ExamClock, machine: Machine
    ) -> None:
        self._seat = seat
        self._link = link
        self._spool = spool
        self._clock = clock
        self._machine = machine
        self._talking = asyncio.Lock()
        self._feed: Feed | None = None
        self._beats = 0
        self._failures = 0
        self._orders: tuple[SignedOrder, ...] = ()
        self.start: StartOrder | None = None
        self.trouble: ExamError | None = None
        self.answered_at: int | None = None

    def take_up_orders(self) -> None:
        """Read the orders that this PC kept; what is damaged or gone comes again in a beat."""
        with suppress(DirectoryError, IntegrityError, LinkError):
            orders = self._spool.orders()
            self._follow(orders)
            self._orders = orders

    async def sign_in(self, request: SignInRequest) -> SignInReply:
        """Sign in and hear the time.

        Raises:
            LinkError: the server cannot be reached.
            RefusedError: it does not admit the candidate.

        """
        async with self._talking:
            sent = self._machine.boottime()
            reply = await self._link.sign_in(request)
            self._hear_time(reply.exam_time, sent)
            return reply

    def attach(self, feed: Feed | None) -> None:
        """Speak for this candidate from now on, or for nobody."""
        self._feed = feed
        self._beats = 0
        self.trouble = None
        if feed is not None and self.start is not None:
            feed.follow(self.start)

    async def run(self) -> None:
        """Beat until cancelled."""
        while True:
            await self.turn()
            await self._machine.wait(self.delay_seconds())

    def delay_seconds(self) -> float:
        """How long to wait now: a beat, or a short and growing while, spread over the seats."""
        if not self._failures:
            return float(BEAT_SECONDS)
        doubled: float = _FIRST_RETRY_SECONDS * 2 ** min(self._failures - 1, _DOUBLINGS)
        spread = 0.5 + self._machine.random(1)[0] / 255
        return min(doubled, _LAST_RETRY_SECONDS) * spread

    async def turn(self) -> None:
        """Exchange one beat, and the envelope if one waits; failures are noted, never raised."""
        async with self._talking:
            feed = self._feed
            problem = await _outcome(self._beat(feed))
            if feed is not None and not isinstance(problem, LinkError):
                # The envelope goes even if the server does not like the beat.
                problem = await _outcome(self._submit(feed)) or problem
            self._note(problem, feed)

    def _note(self, problem: ExamError | None, feed: Feed | None) -> None:
        if isinstance(problem, LinkError):
            self._failures += 1
            return
        self._failures = 0
        self.trouble = problem
        if problem is not None and problem.code == "seat.fenced" and feed is not None:
            feed.fence(problem)
            self._feed = None

    async def _beat(self, feed: Feed | None) -> None:
        if feed is not None:
            feed.settle()  # not saved: a disk that hangs must not keep the text from the server
        sent = self._machine.boottime()
        reply = await self._exchange(feed, self._request(feed))
        self._beats += 1
        self._hear_time(reply.exam_time, sent)
        if feed is not None and feed.outbox.note_held(reply.held):
            feed.doubt_receipt()
        await self._take_orders(reply.orders)

    async def _exchange(self, feed: Feed | None, request: BeatRequest) -> BeatReply:
        try:
            return await self._link.beat(request)
        except RefusedError as error:
            # A server that was restored from a backup may not know of the sign-in any more.
            if feed is None or error.code != "seat.sign-in-first":
                raise
        await self._link.sign_in(feed.proof)
        return await self._link.beat(request)

    def _request(self, feed: Feed | None) -> BeatRequest:
        if feed is None:
            return BeatRequest(VERSION, "", "", 0)
        roll_call = self._beats % ROLL_CALL_BEATS == 0
        parts = feed.outbox.parts(roll_call)
        return BeatRequest(VERSION, feed.application_id, feed.phase_name, feed.words, parts)

    async def _submit(self, feed: Feed) -> None:
        envelope = feed.unacknowledged
        if envelope is not None:
            reply = await self._link.submit(SubmitRequest(VERSION, envelope))
            await feed.accept_receipt(reply.receipt)

    def _hear_time(self, exam_time: int, sent: int) -> None:
        self.answered_at = self._machine.boottime()
        self._clock.hear(exam_time, sent, self.answered_at)

    async def _take_orders(self, orders: tuple[SignedOrder, ...]) -> None:
        if orders and orders != self._orders:
            self._follow(orders)
            await asyncio.to_thread(self._spool.keep_orders, orders)
            self._orders = orders

    def _follow(self, orders: tuple[SignedOrder, ...]) -> None:
        server_key = self._seat.manifest.server_signing_key
        for signed in orders:
            self.start = read_order(signed, server_key, self._seat.exam_id)
            if self._feed is not None:
                self._feed.follow(self.start)


async def _outcome(call: Awaitable[None]) -> ExamError | None:
    """Await a call and return what it refused, if anything."""
    try:
        await call
    except ExamError as error:
        return error
    return None
