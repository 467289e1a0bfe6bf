"""Candidates at real kiosks: the shipped program in a pseudo-terminal, keys in and a screen out."""

import time
from dataclasses import replace
from gettext import NullTranslations
from pathlib import Path
from typing import Final

from scripts.faulting.console import Console
from scripts.practice.candidate import Candidate
from scripts.practice.premises import Card, kiosk_command
from scripts.practice.samples import Sample
from scripts.rehearsing.papers import add_line

_SCREEN_SECONDS: Final = 60
_SAVED_SECONDS: Final = 1.0
"""A power cut may cost the typing of one second, and nothing of whoever has stopped for as long."""
_LAST_LINE: Final = "Ditulis setelah PC menyala kembali."


class ScreenWriter:
    """Somebody at a real kiosk, which may be killed in between."""

    def __init__(
        self, card: Card, sample: Sample, seat_name: str, home: Path, catalog: NullTranslations
    ) -> None:
        self._home = home
        self._console = Console(seat_name, kiosk_command(home))
        self._candidate = Candidate(card, seat_name, sample, self._console, catalog)
        self.receipt = ""

    @property
    def card(self) -> Card:
        """What they hold."""
        return self._candidate.card

    @property
    def sample(self) -> Sample:
        """What they have written, or have in mind."""
        return self._candidate.sample

    def arrive(self) -> None:
        """Sign in, confirm, accept the rules, wait for the start."""
        self._candidate.arrive()

    def write(self) -> None:
        """Read the topic, write paper and slides."""
        self._candidate.write()

    def survive_kill(self) -> float:
        """Let all processes of the kiosk be killed, open it again and write one more line.

        Returns after how many seconds one could write again.
        """
        time.sleep(_SAVED_SECONDS)
        began = time.monotonic()
        self._console.kill_all()
        self._console.close()
        name, candidate = self._candidate.seat_name, self._candidate
        self._console = Console(name, kiosk_command(self._home))
        self._candidate = replace(candidate, terminal=self._console)
        self._candidate.sign_in()
        saved = candidate.catalog.gettext("Saved")
        self._console.wait_for(saved, _SCREEN_SECONDS)
        seconds = time.monotonic() - began
        self._write_last_line()
        return seconds

    def hand_in(self) -> None:
        """Hand in and copy the receipt code."""
        self._candidate.hand_in()
        self.receipt = self._candidate.take_receipt(_SCREEN_SECONDS)

    def close(self) -> None:
        """End the kiosk."""
        self._console.close()

    def _write_last_line(self) -> None:
        """Go on where the text was left: behind the last slide, or behind the paper."""
        sample = self.sample
        self._console.press("C-End", "Enter")
        self._console.type(_LAST_LINE)
        if sample.slides:
            written = replace(sample, slides=add_line(sample.slides, _LAST_LINE))
        else:
            written = replace(sample, paper=add_line(sample.paper, _LAST_LINE))
        self._candidate = replace(self._candidate, sample=written)
        saved = self._candidate.catalog.gettext("Saved")
        end = _LAST_LINE.split()[-1]
        self._console.wait_until(
            lambda screen: end in screen and saved in screen, end, _SCREEN_SECONDS
        )
