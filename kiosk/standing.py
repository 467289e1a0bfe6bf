"""Where a candidate stands by the exam's time: phase, countdown, topic; only ever forward."""

from collections.abc import Mapping
from typing import Final

import msgspec

from exam.clock import ExamTime
from exam.config import Topic
from exam.errors import KeyMismatchError
from exam.events import (
    CallAnswered,
    Cause,
    HelpCalled,
    MessageSent,
    Milestone,
    PauseAcknowledged,
    PauseOrdered,
    SeatAdmitted,
    SittingEvent,
    WorkLocked,
)
from exam.protocol import IssuedOrder, SignInReply, open_topic
from exam.sitting import Phase, Sitting
from kiosk.clock import ExamClock

_UNDER_WAY: Final = (Phase.WRITING, Phase.PAUSED, Phase.LOCKED)


class Standing:
    """One sitting, read by this PC's exam clock."""

    def __init__(self, reply: SignInReply, clock: ExamClock, has_begun: bool) -> None:
        self._clock = clock
        self._signed_in_at = ExamTime(reply.time.exam_time)
        self._sealed_topic = reply.topic
        self._sitting = Sitting(reply.duration, reply.accommodation)
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
    def is_under_way(self) -> bool:
        """Whether writing has begun and has not ended, though nobody may write in a pause."""
        return self.phase in _UNDER_WAY

    @property
    def remaining(self) -> int:
        """Milliseconds left."""
        return self._sitting.remaining_at(self.now)

    @property
    def cause_to_hand_in(self) -> Cause | None:
        """Why what was begun must be handed in now, or None."""
        return self._sitting.cause_to_hand_in_at(self.now)

    @property
    def revision(self) -> int:
        """The revision of the next hand-in, or of the last one."""
        return self._sitting.revision

    @property
    def admission(self) -> int:
        """The number under which the candidate writes at this seat, 0 if none is known."""
        admitted = self._sitting.admission
        return 0 if admitted is None else admitted.admission

    @property
    def admitted(self) -> SeatAdmitted | None:
        """Where the candidate writes, by the last admission that is known."""
        return self._sitting.admission

    @property
    def seat_names(self) -> Mapping[str, str]:
        """What people call the seats to which the candidate was admitted, by their ids."""
        admitted = self._sitting.orders(SeatAdmitted)
        return {order.seat_id: order.seat_name or order.seat_id for order in admitted}

    @property
    def began_at(self) -> ExamTime | None:
        """When writing began, once it has."""
        start = self._sitting.start
        return start if start is not None and self.now >= start else None

    @property
    def unanswered_pauses(self) -> tuple[PauseOrdered, ...]:
        """Pauses that begin here with their acknowledgement."""
        return self._sitting.unanswered_pauses

    @property
    def messages(self) -> tuple[MessageSent, ...]:
        """Everything that proctors said to the candidate, first come first."""
        return self._sitting.messages

    @property
    def unread_messages(self) -> tuple[MessageSent, ...]:
        """What the candidate has not yet said to have read."""
        return self._sitting.unread_messages

    @property
    def unanswered_calls(self) -> tuple[HelpCalled, ...]:
        """The calls to which no proctor comes yet."""
        return self._sitting.unanswered_calls

    @property
    def answered_ago(self) -> int | None:
        """Milliseconds since a proctor last answered a call, None if nobody ever did."""
        answers = [order.issued_at for order in self._sitting.orders(CallAnswered)]
        return self.now - max(answers) if answers else None

    @property
    def lock(self) -> WorkLocked | None:
        """The lock that keeps the candidate from writing now."""
        return self._sitting.lock_at(self.now) if self.phase is Phase.LOCKED else None

    @property
    def starts_in(self) -> int | None:
        """Milliseconds to an ordered start that has not come."""
        start, now = self._sitting.start, self.now
        return None if start is None or start <= now else start - now

    @property
    def goes_on_in(self) -> int | None:
        """Milliseconds to the ordered end of the pause that lasts."""
        now = self.now
        pauses = [pause for pause in self._sitting.pauses if pause.holds_at(now)]
        left = [pause.end - now for pause in pauses if pause.end is not None]
        return max(left) if left and len(left) == len(pauses) else None

    @property
    def topic(self) -> Topic | None:
        """The topic, from the start on."""
        return self._topic if self.starts_in is None else None

    @property
    def has_topic(self) -> bool:
        """Whether the topic could be opened."""
        return self._topic is not None

    @property
    def receipt_code(self) -> str | None:
        """Code of the latest receipt, once one is here: a restored server signs another."""
        sitting = self._sitting
        codes = (
            one.receipt_code
            for one in reversed(sitting.envelopes)
            if one.revision == sitting.revision and sitting.allows(one)
        )
        return next(codes, None)

    def has_arrived(self, digest: bytes) -> bool:
        """Whether the server has signed a receipt for the envelope with that digest."""
        return any(one.digest == digest.hex() for one in self._sitting.envelopes)

    def has_reached(self, milestone: Milestone) -> bool:
        """Whether the candidate has done this."""
        return self._sitting.has_reached(milestone)

    def has_acknowledged(self, pause: PauseAcknowledged) -> bool:
        """Whether this very acknowledgement of a pause is known."""
        return pause in self._sitting.facts

    def apply(self, event: SittingEvent) -> None:
        """Move on by an event; one that was applied before changes nothing."""
        self._sitting = self._sitting.after(event)

    def follow(self, issued: IssuedOrder) -> None:
        """Take an order, and open the topic with the key that it may bring.

        Raises:
            KeyMismatchError: the key does not open this topic; the order counts nevertheless.
            SittingError: it contradicts another order, and is not taken.

        """
        self.apply(issued.order)
        if issued.topic_key and self._topic is None:
            self.open_topic(issued.topic_key)

    def open_topic(self, topic_key: bytes) -> None:
        """Open the topic that was kept sealed since sign-in.

        Raises:
            KeyMismatchError: the key does not open it.

        """
        try:
            opened = open_topic(topic_key, self._sealed_topic)
            self._topic = msgspec.json.decode(opened, type=Topic)
        except (KeyMismatchError, msgspec.MsgspecError):
            raise KeyMismatchError("keys.mismatch", purpose="topic") from None
