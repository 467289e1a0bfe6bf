"""Measures typing: the same keys in each program by turns, so that all meet the same noise."""

from collections.abc import Sequence
from typing import Final

from scripts.benching.figures import Typing, spread_of
from scripts.benching.plan import Plan
from scripts.benching.running import Running
from scripts.benching.session import NothingShownError
from scripts.benching.texts import Place, prose

_ROUND_KEYS: Final = 25
_WARMING_KEYS: Final = 12
_TOLD_APART: Final = 12
"""So many letters of what is typed stand nowhere else on the screen."""


class Typist:
    """Somebody who types prose in one program, letter by letter.

    Blanks are typed and not timed: one at the end of a full row shows nothing. Bytes and CPU time
    are those of all keys.
    """

    def __init__(self, running: Running) -> None:
        self._running = running
        self._prose = prose()
        self._letters = ""
        self._keys = 0
        self._bytes = 0
        self._nanoseconds = 0
        self.milliseconds: list[float] = []
        self.type_letters(_WARMING_KEYS)
        self._keys, self._bytes, self._nanoseconds, self.milliseconds = 0, 0, 0, []

    def type_letters(self, count: int) -> None:
        """Type so many letters, and the blanks between them."""
        before = self._running.cpu_nanoseconds()
        aim = len(self.milliseconds) + count
        while len(self.milliseconds) < aim:
            self._type(next(self._prose))
            self._keys += 1
        self._nanoseconds += self._running.cpu_nanoseconds() - before

    def result(self, place: Place) -> Typing:
        """Return what it came to."""
        paper = self._running.paper
        return Typing(
            self._running.program.name,
            paper.words,
            paper.is_long,
            place.value,
            spread_of(self.milliseconds),
            round(self._bytes / self._keys, 1),
            round(self._nanoseconds / self._keys / 1_000_000, 3),
        )

    def _type(self, letter: str) -> None:
        session = self._running.session
        if letter == " ":
            self._bytes += session.send(b" ")
            return
        self._letters = self._letters[1 - _TOLD_APART :] + letter
        try:
            reaction = session.press(letter.encode(), awaited=self._letters)
        except NothingShownError:
            if not self._running.program.hides_letters:
                raise
            return
        self._bytes += reaction.output_bytes
        self.milliseconds.append(reaction.milliseconds)


def measure_typing(running: Sequence[Running], place: Place, plan: Plan) -> list[Typing]:
    """Type at one place of one document in all programs."""
    keys = [plan.keys_of(one.program.name, is_long=one.paper.is_long) for one in running]
    return type_by_turns(running, place, keys)


def type_by_turns(running: Sequence[Running], place: Place, keys: Sequence[int]) -> list[Typing]:
    """Type so many letters in each program, a few at a time."""
    for one in running:
        one.go(place)
    typists = [Typist(one) for one in running]
    left = list(keys)
    while any(left):
        for index, typist in enumerate(typists):
            count = min(left[index], _ROUND_KEYS)
            typist.type_letters(count)
            left[index] -= count
    return [typist.result(place) for typist in typists]
