"""The screen alone is killed, or fails, in mid-typing: soon one writes again, and all is there.

A real keeper, desk and screen in a real pseudo-terminal; only the server is in memory.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from exam.manuscript import Part
from tests.kiosk.kept import prose
from tests.kiosk.pseudo import PseudoTerminal

pytestmark = pytest.mark.alone

WORDS: Final = 20_000
KILLS: Final = 3
WORDS_AHEAD: Final = 50
AGAIN_SECONDS: Final = 5
AT_ONCE: Final = 2
"""So many screens in a minute are made good without a pause."""
_WRITING: Final = b"Kumpulkan"
_MADE_PLAIN: Final = b"\x1b[2J"
_TELLING: Final = """
import os
from kiosk.ui import remote
log = os.open({log!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
waiting = []
edit, send = remote.RemoteDesk.edit, remote.Wire._send_waiting
def tell(desk, part, at, removed, inserted):
    edit(desk, part, at, removed, inserted)
    waiting.append(inserted)
    if inserted == "~":
        raise ZeroDivisionError("rahasia")
def write_down(wire):
    send(wire)
    if wire.is_clear:
        os.write(log, "".join(waiting).encode())
        waiting.clear()
remote.RemoteDesk.edit, remote.Wire._send_waiting = tell, write_down
from kiosk.ui.process import main
main()
"""
"""The screen, but it writes down each key once that has left it, and fails at a tilde."""


class Sitting:
    """Somebody who writes at the end of a long paper, in front of screens that die."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._log = folder / "log"
        screen = [sys.executable, "-c", _TELLING.format(log=str(self._log))]
        self.terminal = PseudoTerminal(
            [sys.executable, "-m", "tests.kiosk.kept", str(folder), str(WORDS)],
            environment={"SCREEN": json.dumps(screen)},
        )
        self.typed = ""
        began = time.monotonic()
        self._first_seconds = self.terminal.read_until(_WRITING) - began

    @property
    def again_seconds(self) -> float:
        """So soon one writes again: the promise, or more where even the first start took longer."""
        return max(AGAIN_SECONDS, 2 * self._first_seconds)

    @property
    def sent(self) -> str:
        """What has left the screens, key by key."""
        return self._log.read_text("utf-8") if self._log.exists() else ""

    def type(self, keys: str) -> None:
        """Press keys."""
        self.typed += keys
        self.terminal.type(keys.encode())

    def write(self, words: int) -> None:
        """Type so many numbered words, faster than any screen takes them."""
        for _ in range(words):
            self.type(f"k{len(self.typed):05} ")

    def await_more(self, keys: int) -> None:
        """Wait until so many more keys have left the screen."""
        enough = len(self.sent) + keys
        self.terminal.wait_until(lambda: len(self.sent) >= enough, f"{keys} keys")

    def kill_screen(self) -> None:
        """Kill the screen, and nothing else."""
        (screen,) = self.terminal.children
        os.kill(screen, signal.SIGKILL)

    def await_writing(self, since: int) -> float:
        """Wait until one can write again, and return when that is."""
        self.terminal.read_until(_MADE_PLAIN, since)
        plain = self.terminal.shown.index(_MADE_PLAIN, since)
        return self.terminal.read_until(_WRITING, plain)

    def await_sent(self, keys: str) -> None:
        """Wait until keys have left the screen."""
        self.terminal.wait_until(lambda: self.sent.endswith(keys), keys)

    def end(self) -> str:
        """End the kiosk; returns what was written behind the first words."""
        assert self.terminal.end(signal.SIGTERM) == 0
        paper = str(json.loads((self._folder / "kept").read_text("utf-8"))[Part.PAPER])
        assert paper.startswith(prose(WORDS))
        return paper.removeprefix(prose(WORDS))


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    """Somebody who writes."""
    sitting = Sitting(tmp_path)
    yield sitting
    sitting.terminal.close()


def is_part_of(few: str, many: str) -> bool:
    """Whether characters stand in a text, in their order."""
    rest = iter(many)
    return all(character in rest for character in few)


def test_a_screen_that_is_killed_loses_no_key_that_it_has_passed_on(sitting: Sitting) -> None:
    instants = random.Random(20_261_205)
    missed = []
    for _ in range(KILLS):
        sitting.write(WORDS_AHEAD)
        sitting.await_more(instants.randint(1, 6 * WORDS_AHEAD))
        killed, shown = time.monotonic(), len(sitting.terminal.shown)
        sitting.kill_screen()
        sitting.write(WORDS_AHEAD)
        missed.append(sitting.await_writing(shown) - killed)
    assert max(missed[:AT_ONCE]) < sitting.again_seconds
    sitting.type("habis")
    sitting.await_sent("habis")
    sent, written = sitting.sent, sitting.end()
    assert is_part_of(sent, written)
    assert is_part_of(written, sitting.typed)
    assert len(sent) > len(written) // 2
    assert written.endswith("habis")


def test_a_screen_that_fails_is_there_again_and_shows_nothing_of_it(sitting: Sitting) -> None:
    sitting.type("satu ")
    sitting.await_sent("satu ")
    failed, shown = time.monotonic(), len(sitting.terminal.shown)
    sitting.type("~")
    assert sitting.await_writing(shown) - failed < sitting.again_seconds
    assert b"Traceback" not in sitting.terminal.shown
    sitting.type("dua")
    sitting.await_sent("dua")
    assert sitting.end() == "satu ~dua"
