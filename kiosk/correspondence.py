"""What a candidate at this PC and the proctors say to each other: messages, and calls for help.

A message is read once; a call is open until a proctor answers it, and until then it is the only
one. Of somebody who has not confirmed to be the candidate nothing is written, and nothing is told.
"""

from collections.abc import Callable
from typing import Final

from exam.codes import Randomness
from exam.events import Deed, HelpCalled, MessageRead
from exam.protocol import make_order_id
from exam.sitting import Phase
from kiosk.standing import Standing
from kiosk.view import Call, Message

COMING_MILLISECONDS: Final = 120_000
"""So long a proctor who has answered is said to be on the way."""


class Correspondence:
    """Tells what was said, and writes down what the candidate does about it by `note`."""

    def __init__(
        self, standing: Standing, random: Randomness, note: Callable[[Deed], None]
    ) -> None:
        self._standing = standing
        self._random = random
        self._note = note

    @property
    def messages(self) -> tuple[Message, ...]:
        """Everything that was said to the candidate, first come first."""
        if not self._is_open:
            return ()
        unread = {message.id for message in self._standing.unread_messages}
        return tuple(
            Message(message.id, " ".join(message.text.split()), message.id not in unread)
            for message in self._standing.messages
        )

    @property
    def call(self) -> Call | None:
        """How it stands with the last call."""
        if self._standing.unanswered_calls:
            return Call.OPEN
        ago = self._standing.answered_ago
        return Call.ANSWERED if ago is not None and ago < COMING_MILLISECONDS else None

    def read(self, message_id: str) -> None:
        """Write down that a message was read; once, and only one that was sent."""
        unread = {message.id for message in self._standing.unread_messages}
        if self._is_open and message_id in unread:
            self._note(MessageRead(message_id, self._standing.now))

    def call_proctor(self) -> None:
        """Call a proctor; while a call is open, another one is the same."""
        if self._is_open and not self._standing.unanswered_calls:
            self._note(HelpCalled(make_order_id(self._random), self._standing.now))

    @property
    def _is_open(self) -> bool:
        return self._standing.phase is not Phase.SIGNED_IN
