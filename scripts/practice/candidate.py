"""A candidate without a person: sits at a real kiosk and presses real keys."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from gettext import NullTranslations
from typing import Final, Protocol

from exam.manuscript import Part, count_words, slides_of, strip_marks
from kiosk.ui.phrases import say_number
from scripts.practice.premises import Card
from scripts.practice.samples import Pressed, Sample, strokes

SIZE: Final = (100, 30)
_GROUP: Final = r"[0-9A-Z](?: ?[0-9A-Z]){3}"
_CODE: Final = re.compile(rf"(?<![0-9A-Z]){_GROUP}(?: *- *| {{3}}){_GROUP}(?: *- *| {{3}}){_GROUP}")
_SCREEN_SECONDS: Final = 60
_TYPING_SECONDS: Final = 600
_READING_SECONDS: Final = 1.0


class Console(Protocol):
    """What a candidate sits at: keys go in, and a screen is seen."""

    def type(self, text: str) -> object:
        """Type characters as a keyboard would."""

    def press(self, *keys: str) -> None:
        """Press keys by their tmux names."""

    def screen(self) -> str:
        """Return what the terminal shows, as lines of text."""

    def wait_for(self, shown: str, seconds: float) -> str:
        """Wait until the screen shows a text; returns the screen."""

    def wait_until(self, holds: Callable[[str], bool], what: str, seconds: float) -> str:
        """Wait until the screen is as asked for; returns the screen."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody with a card, at a terminal, with a paper in mind."""

    card: Card
    seat_name: str
    sample: Sample
    terminal: Console
    catalog: NullTranslations

    def sign_in(self) -> None:
        """Type number and card code."""
        self._see("Welcome")
        self.terminal.type(self.card.number)
        self.terminal.press("Enter")
        self.terminal.wait_until(_is_in_code_field, "code field", _SCREEN_SECONDS)
        self.terminal.type(self.card.code)
        self.terminal.press("Enter")

    def arrive(self) -> None:
        """Sign in, confirm, accept the rules, wait for the start."""
        self.sign_in()
        self._see("Is this you?")
        self.terminal.wait_for(self.card.name[:40], _SCREEN_SECONDS)
        self._choose("Yes, this is me")
        self._choose("I have read them, go on")
        self._choose("I have read this and I accept it.")
        self._choose("Accept and go on")
        self._see("You are ready")

    def write(self) -> None:
        """Read the topic when it appears, then type the paper, and the slides if there are any.

        The sections that are laid in give way to those of the paper in mind.
        """
        self._read_topic()
        self.terminal.press("C-a", "BSpace")
        words = say_number(count_words(self.sample.paper), self._)
        self._type(Part.PAPER, self._("Words {words}").format(words=words))
        if not self.sample.slides:
            return
        self.terminal.press("F3")
        self.terminal.wait_for(f"[ {self._('Slides')} ]", _TYPING_SECONDS)
        count = len(slides_of(self.sample.slides))
        self._type(
            Part.SLIDES, self._("Slide {slide} of {slides}").format(slide=count, slides=count)
        )

    def hand_in(self) -> None:
        """Hand in, in two steps."""
        self.terminal.press("F10")
        self._see("Hand in: step 1 of 2")
        self._await_pointer("Back to writing")
        self.terminal.press("Right")
        self._choose("Go on to hand in")
        self._see("Hand in: step 2 of 2")
        self.terminal.type(self._("HAND IN"))
        self.terminal.press("Enter")

    def take_receipt(self, seconds: float) -> str:
        """Wait for the receipt and copy its code from the screen, in groups of four."""
        screen = self.terminal.wait_for(self._("Receipt code"), seconds)
        found = _CODE.search(screen[screen.index(self._("Receipt code")) :])
        if found is None:
            raise ValueError(f"no receipt code on\n{screen}")
        code = re.sub(r"[ -]", "", found[0])
        return "-".join((code[:4], code[4:8], code[8:]))

    def _type(self, part: Part, counted: str) -> None:
        """Type a part; all of it is there when its end is in sight, counted and saved."""
        text = self.sample.text(part)
        for stroke in strokes(text):
            if isinstance(stroke, Pressed):
                self.terminal.press(stroke.key)
            else:
                self.terminal.type(stroke.text)
        end = strip_marks(text).split()[-1]
        is_counted = re.compile(rf"{re.escape(counted)}(?![\d.,])")
        self.terminal.wait_until(
            lambda screen: bool(
                end in screen and is_counted.search(screen) and self._("Saved") in screen
            ),
            f"{counted}, {end}",
            _TYPING_SECONDS,
        )

    def _choose(self, label: str) -> None:
        """Press Enter once the pointer stands before a choice."""
        self._await_pointer(label)
        self.terminal.press("Enter")

    def _read_topic(self) -> None:
        """Press Enter, no faster than somebody who reads, until one writes.

        One more Enter than is needed does no harm: what stands in the text is thrown away.
        """
        self._await_pointer("Begin to write", "Read on ↓")
        deadline = time.monotonic() + _SCREEN_SECONDS
        while self._("Saved") not in self.terminal.screen() and time.monotonic() < deadline:
            self.terminal.press("Enter")
            time.sleep(_READING_SECONDS)
        self._see("Saved")

    def _await_pointer(self, *labels: str) -> str:
        """Wait until the pointer stands before one of some choices; returns the screen."""
        named = "|".join(re.escape(self._(label)) for label in labels)
        pointed = re.compile(rf"▶ (?:\[.\] )?(?:{named})")
        return self.terminal.wait_until(
            lambda screen: pointed.search(screen) is not None, named, _SCREEN_SECONDS
        )

    def _see(self, message: str) -> None:
        self.terminal.wait_for(self._(message), _SCREEN_SECONDS)

    def _(self, message: str) -> str:
        return self.catalog.gettext(message)


def _is_in_code_field(screen: str) -> bool:
    """Whether the lower of the two fields has the double frame of the one being filled in."""
    return screen.find("╔") > screen.find("┌") >= 0
