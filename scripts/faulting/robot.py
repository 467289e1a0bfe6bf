"""A robot that writes at a real kiosk: numbered words, a line for each life of the kiosk.

Of each character it remembers when the kiosk was given it, and when it was in sight.
"""

import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from exam.manuscript import count_words
from scripts.faulting.console import Console
from scripts.practice.candidate import Candidate
from scripts.practice.premises import kiosk_command

SCREEN_SECONDS: Final = 120
WORD_LETTERS: Final = 6
"""A numbered word and the blank behind it."""
_PAUSES_SECONDS: Final = (0.02, 0.11)
"""Between two characters: a quick typist."""
_WORD: Final = re.compile(r"(?<!\w)k(\d{4})(?!\w)")


@dataclass
class Life:
    """What was typed on one line, until something happened; instants in nanoseconds.

    `seen_at` has as many entries as characters were in sight.
    """

    typed: str = ""
    given_at: list[int] = field(default_factory=list)
    seen_at: list[int] = field(default_factory=list)

    def note(self, screen: str, at: int) -> None:
        """Look how many of the characters are in sight."""
        while len(self.seen_at) < len(self.typed) and self._shows(screen, len(self.seen_at)):
            self.seen_at.append(at)

    def _shows(self, screen: str, place: int) -> bool:
        """Whether a character is in sight; a blank is seen with the word before it."""
        start = place - place % WORD_LETTERS
        letters = min(place - start + 1, WORD_LETTERS - 1)
        whole = self.typed[start : start + WORD_LETTERS - 1]
        return any(
            re.search(rf"(?<!\w){whole[:length]}(?!\w)", screen)
            for length in range(letters, len(whole) + 1)
        )


class Robot:
    """Somebody who writes at one kiosk after the other, and signs in again where it takes that.

    `before` stood in the text already; `entering` is what the command of the kiosk begins with.
    """

    def __init__(self, candidate: Candidate, console: Console, home: Path, seed: int) -> None:
        self.candidate = candidate
        self.console = console
        self.home = home
        self.random = random.Random(seed)
        self.before = ""
        self.entering: tuple[str, ...] = ()
        self.lives: list[Life] = []
        self._words = 0
        self._rest_of_word = ""

    @property
    def words(self) -> int:
        """About how many words stood in the text before the lives, for tables."""
        return round(count_words(self.before), -3)

    @property
    def life(self) -> Life:
        """The line that is being written."""
        return self.lives[-1]

    def begin_line(self) -> int:
        """Begin a line with a word at once; returns when that was in sight."""
        self.console.press("C-End", "Enter")
        self.lives.append(Life())
        self._rest_of_word = ""
        for letter in self._next_word():
            self._strike(letter)
        return self.await_all()

    def write_for(self, seconds: float) -> None:
        """Type character by character for so long, and look at the screen meanwhile."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._rest_of_word = self._rest_of_word or self._next_word()
            letter, self._rest_of_word = self._rest_of_word[0], self._rest_of_word[1:]
            self._strike(letter)
            self.rest(self.random.uniform(*_PAUSES_SECONDS))

    def rest(self, seconds: float) -> None:
        """Look at the screen for so long."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            chunk = self.console.look(left)
            if chunk is not None and self.lives:
                self.life.note(self.console.shown, chunk.at)

    def await_all(self) -> int:
        """Wait until everything typed on this line is in sight; returns when that was."""
        deadline = time.monotonic() + SCREEN_SECONDS
        while len(self.life.seen_at) < len(self.life.typed):
            if time.monotonic() > deadline:
                self.console.wait_until(lambda _screen: False, self.life.typed[-20:], 0)
            self.rest(0.02)
        return self.life.seen_at[-1]

    def open(self) -> None:
        """Open the kiosk of this PC anew."""
        self.console.close()
        command = [*self.entering, *kiosk_command(self.home)]
        self.console = Console(self.candidate.seat_name, command)
        self.candidate = replace(self.candidate, terminal=self.console)

    def open_again(self) -> None:
        """Let the kiosk end, open it anew, and begin a line in it."""
        self.open()
        self.candidate.sign_in()
        self.await_writing()
        self.begin_line()

    def sit_down_at(self, seat_name: str, home: Path) -> None:
        """Open the kiosk of another PC."""
        self.home = home
        self.candidate = replace(self.candidate, seat_name=seat_name)
        self.open()

    def sign_in(self, meanwhile: Callable[[], None] = lambda: None) -> int:
        """Type number and code until the text is in sight; returns when the code was complete."""
        self.candidate.sign_in()
        complete = self.console.typed_at
        meanwhile()
        self.await_text()
        return complete

    def await_text(self) -> int:
        """Wait until the text is in sight; returns when that was."""
        return self.console.await_sight(
            lambda screen: _WORD.search(screen) is not None, "text", SCREEN_SECONDS
        )

    def await_writing(self) -> None:
        """Wait until one can write, whatever stands in the text."""
        saved = self.candidate.catalog.gettext("Saved")
        self.console.wait_for(saved, SCREEN_SECONDS)

    def _strike(self, letter: str) -> None:
        at = self.console.type(letter)
        self.life.typed += letter
        self.life.given_at.append(at)

    def _next_word(self) -> str:
        self._words += 1
        return f"k{self._words:04} "
