"""What candidate and proctors say to each other, and whether the work is locked.

A message is read when the candidate says so, a call is answered when a proctor does; a lock holds
from when it was issued until it is lifted, and takes no time away from the clock.
"""

from dataclasses import dataclass
from functools import cached_property

from exam.clock import ExamTime
from exam.events import (
    CallAnswered,
    HelpCalled,
    LockLifted,
    MessageRead,
    MessageSent,
    WorkLocked,
)
from exam.timetable import Timetable


@dataclass(frozen=True)
class Conversation(Timetable):
    """What was said, called and locked in one candidate's sitting."""

    @cached_property
    def messages(self) -> tuple[MessageSent, ...]:
        """Everything that proctors said, first come first."""
        return tuple(self.orders(MessageSent))

    @cached_property
    def unread_messages(self) -> tuple[MessageSent, ...]:
        """What the candidate has not yet said to have read."""
        read = {deed.message_id for deed in self.known(MessageRead)}
        return tuple(message for message in self.messages if message.id not in read)

    @cached_property
    def calls(self) -> tuple[HelpCalled, ...]:
        """Every call for a proctor, each once, first come first."""
        first: dict[str, HelpCalled] = {}
        for call in sorted(self.known(HelpCalled), key=lambda call: (call.at, call.call_id)):
            first.setdefault(call.call_id, call)
        return tuple(first.values())

    @cached_property
    def unanswered_calls(self) -> tuple[HelpCalled, ...]:
        """The calls to which nobody comes yet."""
        answered = {order.call_id for order in self.orders(CallAnswered)}
        return tuple(call for call in self.calls if call.call_id not in answered)

    @cached_property
    def locks(self) -> tuple[WorkLocked, ...]:
        """The locks that were not lifted, first come first."""
        lifted = {order.lock_id for order in self.orders(LockLifted)}
        return tuple(lock for lock in self.orders(WorkLocked) if lock.id not in lifted)

    def lock_at(self, now: ExamTime) -> WorkLocked | None:
        """Return the lock that holds at an exam time, the latest if there are several."""
        return next((lock for lock in reversed(self.locks) if lock.issued_at <= now), None)
