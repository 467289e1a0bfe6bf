"""The conversation with the server: a beat every two seconds, and the envelope until its receipt.

What the server does not hold is sent again until it does, so nothing here needs to succeed at any
particular time. A server out of reach is no trouble of the candidate's; a refusal is.
"""

import asyncio
from collections.abc import Awaitable, Sequence
from contextlib import suppress
from typing import Final, Protocol

from exam.errors import DirectoryError, ExamError, LinkError, RefusedError
from exam.events import Deed
from exam.protocol import (
    BEAT_SECONDS,
    VERSION,
    BeatReply,
    BeatRequest,
    IssuedOrder,
    ServerTime,
    SignInReply,
    SignInRequest,
    SubmitRequest,
)
from exam.seal import SignedReceipt
from kiosk.clock import ExamClock
from kiosk.link import Link
from kiosk.machine import Machine
from kiosk.orders import OrderBook
from kiosk.outbox import Outbox

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
    def admission(self) -> int:
        """The number under which the candidate writes here."""

    @property
    def deeds(self) -> tuple[Deed, ...]:
        """What was done here, as the journal has it."""

    @property
    def unacknowledged(self) -> bytes | None:
        """The sealed envelope while it has no receipt that the server knows of."""

    def settle(self) -> None:
        """Make a record of everything written."""

    async def accept_receipt(self, receipt: SignedReceipt) -> None:
        """Take the server's receipt."""

    def doubt_receipt(self) -> None:
        """Offer the envelope again, receipt or not."""

    def follow(self, orders: Sequence[IssuedOrder]) -> None:
        """Take all orders that concern the candidate; those that were taken change nothing."""

    def fence(self, error: ExamError) -> None:
        """Stop: the work goes on at another seat."""


class Sync:
    """Keeps one seat and the server up to date with each other."""

    def __init__(self, link: Link, orders: OrderBook, clock: ExamClock, machine: Machine) -> None:
        self._link = link
        self._orders = orders
        self._clock = clock
        self._machine = machine
        self._talking = asyncio.Lock()
        self._feed: Feed | None = None
        self._beats = 0
        self._failures = 0
        self._reported: tuple[Deed, ...] = ()
        self.trouble: ExamError | None = None
        self.answered_at: int | None = None

    async def sign_in(self, request: SignInRequest) -> SignInReply:
        """Sign in, hear the time and take the orders.

        Raises:
            LinkError: the server cannot be reached.
            RefusedError: it does not admit the candidate.

        """
        async with self._talking:
            sent = self._machine.boottime()
            reply = await self._link.sign_in(request)
            self._hear_time(reply.time, sent)
            self._orders.take(reply.orders)  # one that is not genuine is told by the next beat
            with suppress(DirectoryError):  # which saves them as well
                await self._orders.save()
            return reply

    def attach(self, feed: Feed | None) -> None:
        """Speak for this candidate from now on, or for nobody."""
        self._feed = feed
        self._beats = 0
        self.trouble = None
        self._reported = ()
        if feed is not None:
            feed.follow(self._orders.concerning(feed.application_id))

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
        request = self._request(feed)
        reply = await self._exchange(feed, request)
        self._beats += 1
        self._reported += request.deeds
        self._hear_time(reply.time, sent)
        if feed is not None and feed.outbox.note_held(reply.held):
            self._reported = ()
            feed.doubt_receipt()
        trouble = self._orders.take(reply.orders)
        if feed is not None:
            feed.follow(self._orders.concerning(feed.application_id))
        await self._orders.save()
        if trouble is not None:
            raise trouble

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
            return BeatRequest(VERSION, status=self._clock.status("", 0))
        roll_call = self._beats % ROLL_CALL_BEATS == 0
        return BeatRequest(
            VERSION,
            feed.application_id,
            feed.admission,
            self._clock.status(feed.phase_name, feed.words),
            feed.outbox.parts(roll_call),
            tuple(deed for deed in feed.deeds if deed not in self._reported),
        )

    async def _submit(self, feed: Feed) -> None:
        envelope = feed.unacknowledged
        if envelope is not None:
            reply = await self._link.submit(SubmitRequest(VERSION, envelope))
            await feed.accept_receipt(reply.receipt)

    def _hear_time(self, time: ServerTime, sent: int) -> None:
        self.answered_at = self._machine.boottime()
        self._clock.hear(time, sent, self.answered_at)


async def _outcome(call: Awaitable[None]) -> ExamError | None:
    """Await a call and return what it refused, if anything."""
    try:
        await call
    except ExamError as error:
        return error
    return None
