"""How a candidate begins where no order to start comes: by the topic code that a proctor types.

The key that it spells stands in the journal from then on, as the candidate's text does: whoever
comes back, here or at another PC, has the topic again.
"""

from collections.abc import Callable

from exam.errors import KeyMismatchError, RefusedError
from exam.events import Deed, StartEntered
from exam.sitting import Phase
from kiosk.hand import Hand
from kiosk.standing import Standing


class Beginning:
    """One candidate's way into the sitting by hand; `do` writes down what was done."""

    def __init__(self, standing: Standing, hand: Hand, do: Callable[[Deed], None]) -> None:
        self._standing = standing
        self._hand = hand
        self._do = do

    def take_up(self) -> KeyMismatchError | None:
        """Open the topic by the code that was typed before; returns what is wrong with it."""
        topic_key = bytes.fromhex(self._hand.draft.topic_key)
        if topic_key and not self._standing.has_topic:
            try:
                self._standing.open_topic(topic_key)
            except KeyMismatchError as error:
                return error
        return None

    def enter(self, topic_key: bytes) -> None:
        """Begin at this instant.

        Raises:
            RefusedError: the candidate does not wait for a start, or it is another topic's code.

        """
        if self._standing.phase is not Phase.READY:
            raise RefusedError("start.not-waiting")
        if self._standing.starts_in is not None:
            raise RefusedError("start.coming")
        try:
            self._standing.open_topic(topic_key)
        except KeyMismatchError:
            raise RefusedError("topics.code") from None
        self._hand.note_topic(topic_key)
        self._do(StartEntered(self._standing.now))
