"""The conversation with the server: a beat every two seconds, and the envelope until its receipt.

What the server does not hold is sent again until it does, so nothing here needs to succeed at any
particular time. A server out of reach, or one that is finding out the time, is no trouble of the
candidate's; a refusal is.
"""

import asyncio
from collections.abc import Awaitable
from typing import Final

from exam.errors import ExamError, LinkError, RefusedError
from exam.protocol import (
    VERSION,
    BeatReply,
    BeatRequest,
    ServerTime,
    SignInReply,
    SignInRequest,
    SubmitRequest,
)
from kiosk.clock import ExamClock
from kiosk.courier import Courier
from kiosk.feed import Feed
from kiosk.heard import Heard
from kiosk.link import Link
from kiosk.lockdown.watch import PcWatch
from kiosk.machine import Machine
from kiosk.orders import OrderBook
from kiosk.report import ROLL_CALL_BEATS, Report
from kiosk.rhythm import Reluctance, Rhythm
from kiosk.spool import Spool

__all__ = ["ROLL_CALL_BEATS", "Feed", "Sync"]

_LOOK_SECONDS: Final = 0.5
"""So long a beat waits for what the disk has for the courier."""
_BEAT_SECONDS: Final = 0.4
"""So long somebody who can begin without a server waits for a beat under way."""
_SURPRISE_SECONDS: Final = 1.0
"""So long whoever signs in waits until a server of a later run was shown what the seat knows."""


class Sync:
    """Keeps one seat and the server up to date with each other."""

    def __init__(
        self,
        link: Link,
        orders: OrderBook,
        clock: ExamClock,
        machine: Machine,
        spool: Spool,
        watch: PcWatch | None = None,
    ) -> None:
        self._link = link
        self._orders = orders
        self._clock = clock
        self._machine = machine
        self._heard = Heard(orders, spool, machine)
        self._courier = Courier(spool, machine, orders.seat)
        self._report = Report(orders, clock, self._heard, self._courier, watch)
        self._rhythm, self._reluctance = Rhythm(machine.random), Reluctance()
        self._talking = asyncio.Lock()
        self._asking: asyncio.Task[BeatReply] | None = None
        self._looking: asyncio.Task[None] | None = None
        self._turning: asyncio.Task[None] | None = None
        self._feed: Feed | None = None
        self._refused: ExamError | None = None
        self.trouble: ExamError | None = None
        self.answered_at: int | None = None

    @property
    def forks(self) -> int:
        """How many texts of the candidate lie beside the line, as the server says."""
        return self._report.forks

    @property
    def is_waited_for(self) -> bool:
        """Whether a server that was restored still lacks something of this seat."""
        return self._report.is_waited_for

    async def sign_in(self, request: SignInRequest, *, is_needed: bool = True) -> SignInReply:
        """Sign in, hear the time and take the orders; not waited for long if it is not needed.

        Raises:
            LinkError: the server cannot be reached.
            RefusedError: it does not admit the candidate, or not yet.

        """
        await self._interrupt_beat(is_needed=is_needed)
        async with self._talking:
            sent = self._machine.boottime()
            reply = await self._link.sign_in(request, is_needed=is_needed)
            self._hear_time(reply.time, sent, is_informed=False)
            self._orders.take(reply.orders)  # one that is not genuine is told by the next beat
            await self._heard.save()  # and so is a disk that refuses
        if self._clock.is_surprised_by(reply.time):
            await self.turn_within(_SURPRISE_SECONDS)
        return reply

    def attach(self, feed: Feed | None) -> None:
        """Speak for this candidate from now on, or for nobody."""
        left, self._feed = self._feed, feed
        if left is not None and left is not feed:
            self._leave(left)
        self.trouble = self._refused = None
        self._reluctance.forget()
        self._report.begin()
        if feed is not None:
            feed.follow(self._orders.concerning(feed.application_id, feed.sitting_id))

    async def run(self) -> None:
        """Beat until cancelled."""
        while True:
            await self.turn()
            await self._machine.wait(self.delay_seconds())

    def delay_seconds(self) -> float:
        """How long to wait now: a beat, or a short and growing while, spread over the seats."""
        return self._rhythm.delay_seconds()

    async def turn_within(self, seconds: float) -> None:
        """Exchange a beat, but wait only so long for it; it goes on by itself."""
        if self._turning is None or self._turning.done():
            self._turning = asyncio.get_running_loop().create_task(self.turn())
        done, _ = await asyncio.wait((self._turning,), timeout=seconds)
        for task in done:
            task.result()

    async def stop(self) -> None:
        """Give up a beat that nobody waits for; what it carried is sent again."""
        if self._turning is not None and not self._turning.done():
            self._turning.cancel()
            await asyncio.wait((self._turning,))

    async def turn(self) -> None:
        """Exchange one beat, and the envelopes that wait; failures are noted, never raised."""
        async with self._talking:
            feed = self._feed
            problem = await _outcome(self._beat(feed))
            own = None if feed is None else feed.unacknowledged
            if feed is not None and not isinstance(problem, LinkError):
                # The envelope goes even if the server does not like the beat.
                problem = await self._submit(feed) or problem
            if not isinstance(problem, LinkError):
                problem = await self._submit_left_behind(own) or problem
            self._note(problem, feed)

    def _note(self, problem: ExamError | None, feed: Feed | None) -> None:
        if isinstance(problem, LinkError):
            self._rhythm.note_failure()
            self._report.tell_all_again()
            return
        self._rhythm.note_answer()
        is_passing = problem is not None and problem.code == "server.settling"
        self.trouble = None if is_passing else problem
        if feed is None or feed is not self._feed:
            return
        if problem is not None and problem.code == "seat.fenced":
            feed.fence(problem)
        if feed.fenced is not None:
            self._feed = self._refused = None
            self._leave(feed)
            self._report.begin()

    def _leave(self, feed: Feed) -> None:
        """Let the courier bring what somebody wrote last who does not write here any more."""
        feed.settle()
        self._courier.take_over(feed.outbox)

    async def _beat(self, feed: Feed | None) -> None:
        await self._look("" if feed is None else feed.application_id)
        if feed is not None:
            feed.settle()
            await feed.save_soon()
        sent = self._machine.boottime()
        request = self._report.request(feed)
        try:
            reply = await self._exchange(feed, request)
        except RefusedError as error:
            request = self._report.without_left_behind(request, error)
            reply = await self._exchange(feed, request)
            self._report.blame_left_behind()
        is_informed = request.checkpoint is not None or self._heard.checkpoint is None
        self._report.follow(request, reply, feed)
        self._hear_time(reply.time, sent, is_informed=is_informed)
        trouble = self._orders.take(reply.orders)
        if feed is not None:
            feed.follow(self._orders.concerning(feed.application_id, feed.sitting_id))
            feed.recall(reply.pauses)
        self._report.disk_problem = await self._heard.save()
        trouble = trouble or self._report.disk_problem
        if trouble is not None:
            raise trouble

    async def _look(self, seated: str) -> None:
        """Let the courier look at the disk, but do not wait for one that hangs."""
        if self._looking is None or self._looking.done():
            self._looking = asyncio.get_running_loop().create_task(self._courier.look(seated))
        done, _ = await asyncio.wait((self._looking,), timeout=_LOOK_SECONDS)
        for task in done:
            task.result()

    async def _exchange(self, feed: Feed | None, request: BeatRequest) -> BeatReply:
        try:
            return await self._ask(request)
        except RefusedError as error:
            # A server that was restored from a backup may not know of the sign-in any more.
            if feed is None or error.code != "seat.sign-in-first":
                raise
        await self._link.sign_in(feed.proof)
        return await self._ask(request)

    async def _ask(self, request: BeatRequest) -> BeatReply:
        """Send a beat that whoever signs in may interrupt.

        Raises:
            LinkError: there was no answer, or it was not waited for.

        """
        self._asking = asyncio.get_running_loop().create_task(self._link.beat(request))
        try:
            await asyncio.wait((self._asking,))
            if self._asking.cancelled():
                raise LinkError("link.unreachable", address="")
            return self._asking.result()
        finally:
            self._asking.cancel()
            self._asking = None

    async def _interrupt_beat(self, *, is_needed: bool) -> None:
        """Let a beat that does not come back go: it is sent again, and somebody waits.

        Its connection goes with it, so whoever needs the server has it wait while that answers.
        """
        is_in_touch = self.answered_at is not None and self._rhythm.is_in_touch
        if self._asking is not None and is_in_touch:
            if is_needed:
                return
            await asyncio.wait((self._asking,), timeout=_BEAT_SECONDS)
        if self._asking is not None:
            self._asking.cancel()

    async def _submit(self, feed: Feed) -> ExamError | None:
        """Offer the envelope; what was refused waits for a while, and stays to be told."""
        envelope = feed.unacknowledged
        if envelope is None:
            self._refused = None
            self._reluctance.forget()
        elif self._reluctance.is_due(self._machine.boottime()):
            problem = await _outcome(self._offer(feed, envelope))
            if isinstance(problem, LinkError):
                return problem
            self._refused = problem
            if problem is not None and problem.code != "server.settling":
                self._reluctance.note_refusal(self._machine.boottime())
        return self._refused

    async def _offer(self, feed: Feed, envelope: bytes) -> None:
        reply = await self._link.submit(SubmitRequest(VERSION, envelope, feed.kept_receipt))
        await feed.accept_receipt(reply.receipt)

    async def _submit_left_behind(self, own: bytes | None) -> LinkError | None:
        """Offer an envelope that is not the candidate's own; a refusal is nobody's trouble here."""
        kept = self._courier.envelope
        if kept is None:
            return None
        if kept.signed == own:
            self._courier.skip_envelope()
            return None
        try:
            reply = await self._link.submit(SubmitRequest(VERSION, kept.signed, kept.receipt))
        except RefusedError as error:
            self._courier.note_envelope_refusal(error)
        except LinkError as error:
            return error
        else:
            await self._courier.accept_receipt(reply.receipt)
        return None

    def _hear_time(self, time: ServerTime, sent: int, *, is_informed: bool) -> None:
        """Take the time; a new run's only from a server that was told what this seat knows.

        One that was restored may not know it, and go by a wall clock, before it is shown.
        """
        self.answered_at = self._machine.boottime()
        if self._clock.is_surprised_by(time) and not is_informed:
            self._report.tell_all_again()
        else:
            self._clock.hear(time, sent, self.answered_at)


async def _outcome(call: Awaitable[None]) -> ExamError | None:
    """Await a call and return what it refused, if anything."""
    try:
        await call
    except ExamError as error:
        return error
    return None
