"""The kiosk behind a real terminal: bytes go in as keys, and nothing is lost or shown."""

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from exam.manuscript import BlockKind
from kiosk.fault import FAILURE_EXIT_CODE
from tests.kiosk.pseudo import PseudoTerminal

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


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Where the texts are when all is over."""
    return tmp_path / "kept"


@pytest.fixture
def terminal(kept: Path) -> Iterator[PseudoTerminal]:
    """A kiosk on its writing screen."""
    terminal = PseudoTerminal([sys.executable, "-c", _PROGRAM, str(kept)])
    terminal.read_until(b"Kumpulkan")
    yield terminal
    terminal.close()


def test_a_burst_of_keys_arrives_whole_and_a_signal_ends_cleanly(
    terminal: PseudoTerminal, kept: Path
) -> None:
    typed = ("Kota yang tertib dimulai dari data.\r" * 60).encode()
    terminal.type(typed + "“é”".encode() + b"\x13")
    terminal.read_until(b"tidak perlu menekan apa pun")
    assert terminal.end(signal.SIGTERM) == 0
    expected = "rahasia " + typed.decode().replace("\r", "\n") + "“é”"
    assert kept.read_text("utf-8") == expected


def test_keys_of_a_burst_take_effect_in_their_order(terminal: PseudoTerminal, kept: Path) -> None:
    terminal.type(
        b"Judull\x7f\x1b[17~\risi\x1b[1~Awal \x1b[18~\x1b[13~Slide\x1b[17~\x1b[17~\x1b[13~\x1a\x13"
    )
    terminal.read_until(b"tidak perlu menekan apa pun")
    terminal.end(signal.SIGTERM)
    heading = BlockKind.HEADING_1.value
    expected = f"{heading}rahasia Judul\nAwal isi|{heading}Slide"
    assert kept.read_text("utf-8") == expected


def test_a_bracketed_paste_inserts_nothing(terminal: PseudoTerminal, kept: Path) -> None:
    terminal.type(b"\x1b[200~dari luar\x1b[201~")
    terminal.read_until(b"tidak dapat ditempel")
    terminal.end(signal.SIGTERM)
    assert kept.read_text("utf-8") == "rahasia "


def test_signs_that_end_other_programs_do_nothing(terminal: PseudoTerminal, kept: Path) -> None:
    terminal.type(b"\x03\x1c\x1a\x11\x04satu\x1bOQ")
    terminal.read_until(b"menulis")
    terminal.end(signal.SIGTERM)
    assert kept.read_text("utf-8") == "rahasia satu"


def test_an_internal_error_shows_nothing_and_leaves_the_terminal_as_it_was(
    terminal: PseudoTerminal, kept: Path
) -> None:
    terminal.type(b"~")
    assert terminal.end() == FAILURE_EXIT_CODE
    after = terminal.shown.split(b"\x1b[?1049l")[-1].decode()
    assert "rahasia" not in after
    assert "Traceback" not in after
    assert terminal.attributes == terminal.found
    assert kept.read_text("utf-8") == "rahasia ~"


@pytest.mark.parametrize(
    "number", [signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU]
)
def test_no_signal_of_a_terminal_stops_the_screen(
    terminal: PseudoTerminal, kept: Path, number: signal.Signals
) -> None:
    terminal.process.send_signal(number)
    terminal.type(b"satu\x13")
    terminal.read_until(b"tidak perlu menekan apa pun")
    assert terminal.end(signal.SIGTERM) == 0
    assert kept.read_text("utf-8") == "rahasia satu"
