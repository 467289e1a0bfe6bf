"""The kiosk behind a real terminal: bytes go in as keys, and nothing is lost or shown."""

import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from exam.manuscript import BlockKind

_PROGRAM = """
import sys
from exam.manuscript import Part
from kiosk.ui.app import KioskApp
from tests.kiosk.ui.fake_desk import WRITING, FakeDesk

class Desk(FakeDesk):
    def __init__(self):
        super().__init__(WRITING)
        self.texts[Part.PAPER] = "rahasia "
    def edit(self, part, at, removed, inserted):
        super().edit(part, at, removed, inserted)
        if inserted == "~":
            raise ZeroDivisionError
    async def close(self):
        open(sys.argv[1], "w").write("|".join(filter(None, self.texts.values())))

KioskApp(Desk()).run()
"""
_DEADLINE_SECONDS = 30


class Terminal:
    """A program in a pseudo-terminal of its own."""

    def __init__(self, kept: Path) -> None:
        self.kept = kept
        self._ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (24, 80))
        environment = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(Path.cwd())}
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, str(kept)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment,
            start_new_session=True,
        )
        os.close(theirs)
        self.shown = b""

    def read_until(self, wanted: bytes) -> None:
        """Read what is shown until a text comes."""
        deadline = time.monotonic() + _DEADLINE_SECONDS
        while wanted not in self.shown:
            if time.monotonic() > deadline or not self._read():
                pytest.fail(f"{wanted!r} never came: {self.shown[-500:]!r}")

    def _read(self) -> bool:
        if not select.select([self._ours], [], [], _DEADLINE_SECONDS)[0]:
            return False
        try:
            data = os.read(self._ours, 65_536)
        except OSError:
            return False
        self.shown += data
        return bool(data)

    def type(self, keys: bytes) -> None:
        """Press keys; what comes out meanwhile is read, so that nobody waits for us."""
        for start in range(0, len(keys), 256):
            os.write(self._ours, keys[start : start + 256])
            while select.select([self._ours], [], [], 0)[0] and self._read():
                pass

    def end(self, number: signal.Signals | None = None) -> int:
        """Ask the program to end, and return its exit code."""
        if number is not None:
            self._process.send_signal(number)
        while self._read():
            pass
        code = self._process.wait(_DEADLINE_SECONDS)
        os.close(self._ours)
        return code


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """A kiosk on its writing screen."""
    terminal = Terminal(tmp_path / "kept")
    terminal.read_until(b"Kumpulkan")
    yield terminal
    if terminal._process.poll() is None:
        terminal._process.kill()
        terminal._process.wait()


def test_a_burst_of_keys_arrives_whole_and_a_signal_ends_cleanly(terminal: Terminal) -> None:
    typed = ("Kota yang tertib dimulai dari data.\r" * 60).encode()
    terminal.type(typed + "“é”".encode() + b"\x13")
    terminal.read_until(b"tersimpan dengan sendirinya")
    assert terminal.end(signal.SIGTERM) == 0
    expected = "rahasia " + typed.decode().replace("\r", "\n") + "“é”"
    assert terminal.kept.read_text("utf-8") == expected


def test_keys_of_a_burst_take_effect_in_their_order(terminal: Terminal) -> None:
    terminal.type(
        b"Judull\x7f\x1b[17~\risi\x1b[1~Awal \x1b[18~\x1b[13~Slide\x1b[17~\x1b[13~\x1a\x13"
    )
    terminal.read_until(b"tersimpan dengan sendirinya")
    terminal.end(signal.SIGTERM)
    heading = BlockKind.HEADING_1.value
    expected = f"{heading}rahasia Judul\nAwal isi|{heading}Slide"
    assert terminal.kept.read_text("utf-8") == expected


def test_a_bracketed_paste_inserts_nothing(terminal: Terminal) -> None:
    terminal.type(b"\x1b[200~dari luar\x1b[201~")
    terminal.read_until(b"tidak dapat ditempel")
    terminal.end(signal.SIGTERM)
    assert terminal.kept.read_text("utf-8") == "rahasia "


def test_signs_that_end_other_programs_do_nothing(terminal: Terminal) -> None:
    terminal.type(b"\x03\x1c\x1a\x11\x04satu\x13")
    terminal.read_until(b"tersimpan dengan sendirinya")
    terminal.end(signal.SIGTERM)
    assert terminal.kept.read_text("utf-8") == "rahasia satu"


def test_an_internal_error_prints_one_sentence_and_no_traceback(terminal: Terminal) -> None:
    terminal.type(b"~")
    code = terminal.end()
    after = terminal.shown.split(b"\x1b[?1049l")[-1].decode()
    assert code == 70
    assert "Program perlu dibuka kembali." in after
    assert "rahasia" not in after
    assert "Traceback" not in after
