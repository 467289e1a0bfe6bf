"""What a beat says, and what becomes of the answer.

The candidate's records come first; what was left behind goes only where there is room. What the
server does not hold is said again until it does.
"""

from typing import Final

import msgspec

from exam.errors import ExamError, RefusedError
from exam.events import Deed
from exam.ledger import SignedCheckpoint
from exam.protocol import (
    VERSION,
    BeatReply,
    BeatRequest,
    SeatStatus,
    SegmentPart,
    ServerTime,
    SignedOrder,
)
from kiosk.clock import ExamClock
from kiosk.courier import Courier, is_to_blame
from kiosk.feed import Feed
from kiosk.heard import Heard
from kiosk.lockdown.watch import PcWatch
from kiosk.orders import OrderBook
from kiosk.refill import Refill

ROLL_CALL_BEATS: Final = 15
"""So often the server is asked for its count of every segment."""
_LITTLE_BYTES: Final = 100_000
"""A beat with more records of the candidate carries nothing that was left behind."""


class Report:
    """Writes the beats of one seat; `forks` is how many texts lie beside the candidate's line."""

    def __init__(
        self,
        orders: OrderBook,
        clock: ExamClock,
        heard: Heard,
        courier: Courier,
        watch: PcWatch | None = None,
    ) -> None:
        self._watch = watch
        self._orders = orders
        self._clock = clock
        self._heard = heard
        self._courier = courier
        self._refill = Refill()
        self._beats = 0
        self._reported: tuple[Deed, ...] = ()
        self._theirs: SignedCheckpoint | None = None
        self._lacking: tuple[SignedOrder, ...] = ()
        self._run = 0
        self.disk_problem: ExamError | None = None
        self.forks = 0

    @property
    def is_waited_for(self) -> bool:
        """Whether a server that was restored still lacks something of this seat."""
        return self._refill.is_on and not self._refill.has_told_all

    def begin(self) -> None:
        """Speak for somebody else from now on."""
        self._beats, self._reported, self.forks = 0, (), 0

    def request(self, feed: Feed | None) -> BeatRequest:
        """Write the next beat."""
        signed = self._orders.signed
        journal = self._journal(feed)
        left_behind = self._left_behind(journal)
        checkpoint = self._heard.checkpoint
        status = self._status_of_nobody() if feed is None else feed.status()
        said = BeatRequest(
            VERSION,
            status=msgspec.structs.replace(
                status,
                doubt=self._clock.doubt,
                pc_check=None if self._watch is None else self._watch.check,
            ),
            journal=journal,
            checkpoint=None if checkpoint == self._theirs else checkpoint,
            orders=self._refill.orders(signed, self._lacking),
            left_behind=left_behind,
            is_all=self._is_all(feed, journal),
        )
        if feed is None:
            return said
        return msgspec.structs.replace(
            said,
            application_id=feed.application_id,
            admission=feed.admission,
            deeds=tuple(deed for deed in feed.deeds if deed not in self._reported),
        )

    def follow(self, request: BeatRequest, reply: BeatReply, feed: Feed | None) -> None:
        """Take what the server answered; orders and time are taken by others."""
        self._beats += 1
        if self._watch is not None:
            self._watch.hear_wall(reply.wall)
        self._reported += request.deeds
        self._heard.take_checkpoint(reply.checkpoint)
        self._theirs = reply.checkpoint
        sitting_id = "" if feed is None else feed.sitting_id
        self._lacking = self._orders.lacking(reply.orders, request.application_id, sitting_id)
        begins = self._refill.follow(request, reply)
        self._courier.note_held(reply.held)
        went_back = feed is not None and feed.outbox.note_held(reply.held)
        if feed is not None:
            self.forks = reply.forks
        if begins or went_back:
            self._reported = ()
            if feed is not None:
                feed.doubt_receipt()
        if begins:
            if feed is not None:
                feed.outbox.doubt_counts()
            self._courier.begin_anew(is_thorough=True)
        elif self._has_begun_again(reply.time):
            self._courier.begin_anew()

    def tell_all_again(self) -> None:
        """Show what this seat knows again: whoever answers next may have forgotten it."""
        self._theirs = None

    def without_left_behind(self, request: BeatRequest, error: RefusedError) -> BeatRequest:
        """Return a beat that was refused without what may be to blame for that.

        Raises:
            RefusedError: nothing in it that the candidate can do without is to blame.

        """
        if not request.left_behind or not is_to_blame(error):
            raise error
        return msgspec.structs.replace(request, left_behind=(), is_all=False)

    def blame_left_behind(self) -> None:
        """Hear that the beat was answered without it."""
        self._courier.note_refusal()

    def _has_begun_again(self, time: ServerTime) -> bool:
        """Whether the server began a new run: put back to an older copy, it need not know that.

        Where nothing was logged since the copy, no checkpoint shows that records are lost.
        """
        before = self._run
        if time.is_settled:
            self._run = time.run
        return before not in (0, self._run)

    def _status_of_nobody(self) -> SeatStatus:
        run, exam_time = self._clock.told()
        trouble = "" if self.disk_problem is None else self.disk_problem.code
        return SeatStatus(run=run, exam_time=exam_time, trouble=trouble)

    def _journal(self, feed: Feed | None) -> tuple[SegmentPart, ...]:
        if feed is None:
            return ()
        is_due = self._beats % ROLL_CALL_BEATS == 0
        return feed.outbox.parts(roll_call=is_due or self.is_waited_for)

    def _left_behind(self, journal: tuple[SegmentPart, ...]) -> tuple[SegmentPart, ...]:
        weight = sum(len(record) for part in journal for record in part.records)
        is_judged = self._refill.has_told_orders(self._orders.signed)
        if weight > _LITTLE_BYTES or not is_judged:
            return ()
        return self._courier.parts()

    def _is_all(self, feed: Feed | None, journal: tuple[SegmentPart, ...]) -> bool:
        """Whether nothing is left that the server does not hold once it has this beat."""
        told_orders = self._refill.has_told_orders(self._orders.signed)
        if not self._refill.is_on or not told_orders or not self._courier.is_done:
            return False
        if feed is None:
            return True
        carried = sum(len(part.records) for part in journal)
        told = feed.outbox.is_counted and carried == feed.outbox.waiting
        return told and feed.unacknowledged is None
