"""Where a candidate stands by the exam's time: phase, countdown, topic; only ever forward."""

import msgspec

from exam.clock import ExamTime
from exam.config import Topic
from exam.errors import KeyMismatchError
from exam.protocol import SignInReply, StartOrder, open_topic
from exam.sitting import Milestone, Phase, Sitting, SittingEvent, StartOrdered
from kiosk.clock import ExamClock


class Standing:
    """One sitting, read by this PC's exam clock."""

    def __init__(self, reply: SignInReply, clock: ExamClock, has_begun: bool) -> None:
        self._clock = clock
        self._signed_in_at = ExamTime(reply.exam_time)
        self._sealed_topic = reply.topic
        self._sitting = Sitting(reply.length)
        self._has_begun = has_begun
        self._topic: Topic | None = None

    @property
    def now(self) -> ExamTime:
        """Exam time; a sitting that has begun stays so if a restored server's time is behind."""
        heard = self._clock.now()
        now = self._signed_in_at if heard is None else heard
        start = self._sitting.start
        if start is None:
            return now
        self._has_begun = self._has_begun or now >= start
        return max(now, start) if self._has_begun else now

    @property
    def phase(self) -> Phase:
        """Where the candidate stands now."""
        return self._sitting.phase_at(self.now)

    @property
    def remaining(self) -> int:
        """Milliseconds left."""
        return self._sitting.remaining_at(self.now)

    @property
    def time_is_up(self) -> bool:
        """Whether what was begun must be handed in now."""
        return self._sitting.must_hand_in_at(self.now)

    @property
    def starts_in(self) -> int | None:
        """Milliseconds to an ordered start that has not come."""
        start, now = self._sitting.start, self.now
        return None if start is None or start <= now else start - now

    @property
    def topic(self) -> Topic | None:
        """The topic, from the start on."""
        return self._topic if self.starts_in is None else None

    @property
    def receipt_code(self) -> str | None:
        """Code of the receipt, once it is here."""
        return self._sitting.receipt_code

    def has_reached(self, milestone: Milestone) -> bool:
        """Whether the candidate has done this."""
        return milestone in self._sitting.milestones

    def apply(self, event: SittingEvent) -> None:
        """Move on by an event; one that was applied before changes nothing."""
        self._sitting = self._sitting.after(event)

    def follow(self, order: StartOrder) -> None:
        """Take the order to start, and open the topic with the key that it brings.

        Raises:
            KeyMismatchError: the key does not open this topic; the start counts nevertheless.

        """
        self.apply(StartOrdered(ExamTime(order.at)))
        try:
            opened = open_topic(order.topic_key, self._sealed_topic)
            self._topic = msgspec.json.decode(opened, type=Topic)
        except (KeyMismatchError, msgspec.MsgspecError):
            raise KeyMismatchError("keys.mismatch", purpose="topic") from None
