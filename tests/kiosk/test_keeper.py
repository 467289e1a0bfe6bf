"""The keeper holds the terminal and the folder, whatever becomes of the screens before it."""

import json
import os
import signal
import sys
import termios
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from kiosk.files import hold_alone
from tests.kiosk.pseudo import PseudoTerminal

_WAITS: Final = """
import asyncio, os, socket, sys
from kiosk.wire import Wire
wire = Wire(socket.socket(fileno=int(sys.argv[1])))
async def wait():
    while await wire.receive() is not None:
        os.write(1, b"here ")
asyncio.run(wait())
"""
"""A screen that only says that it is there, until the desk is gone."""

_DIES: Final = "import os; os.write(1, b'\\x1b[?1049hrahasia'); os.kill(os.getpid(), 9)"
_HANGS: Final = "import signal\nsignal.signal(15, signal.SIG_IGN)\n" + _WAITS

_SAYS_AND_DIES: Final = """
import asyncio, os, socket, sys
from exam.manuscript import Part
from kiosk.exchange import EditMade, Texts, encode, read_told
from kiosk.wire import Wire
wire = Wire(socket.socket(fileno=int(sys.argv[1])))
async def say():
    while not isinstance(told := read_told(await wire.receive()), Texts):
        pass
    text = told.texts[Part.PAPER]
    if len(text) > 400:
        os.write(1, b"enough")
        await asyncio.Event().wait()
    for at in range(len(text), len(text) + 200):
        wire.send(encode(EditMade(told.turn, Part.PAPER, at, "", "abcdefghij"[at % 10])))
    await wire.flush()
    os.kill(os.getpid(), 9)
asyncio.run(say())
"""

Open = Callable[..., PseudoTerminal]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Opens a kiosk whose screen is a program of the test."""
    terminals: list[PseudoTerminal] = []

    def open_one(screen: str, **environment: str) -> PseudoTerminal:
        command = json.dumps([sys.executable, "-c", screen])
        program = [sys.executable, "-m", "tests.kiosk.kept", str(tmp_path), "0"]
        terminal = PseudoTerminal(program, environment={"SCREEN": command, **environment})
        terminals.append(terminal)
        return terminal

    yield open_one
    for terminal in terminals:
        terminal.close()


def is_deaf(attributes: list[int]) -> bool:
    """Whether no key is a signal, and none is echoed."""
    return not attributes[3] & (termios.ISIG | termios.ECHO | termios.ICANON)


def test_no_key_and_no_signal_of_a_terminal_ends_or_stops_anything(opened: Open) -> None:
    terminal = opened(_WAITS)
    terminal.read_until(b"here")
    assert is_deaf(terminal.attributes)
    terminal.type(b"\x03\x1c\x1a\x04")
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU):
        for pid in (terminal.process.pid, *terminal.children):
            os.kill(pid, number)
    said = len(terminal.shown)
    terminal.read_until(b"here", said)
    assert terminal.end(signal.SIGTERM) == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_who_is_told_to_end_gives_the_terminal_back_as_it_was(
    opened: Open, number: signal.Signals
) -> None:
    terminal = opened(_WAITS)
    terminal.read_until(b"here")
    assert terminal.end(number) == 0
    assert terminal.attributes == terminal.found


def test_a_screen_that_does_not_end_is_ended(opened: Open) -> None:
    terminal = opened(_HANGS)
    terminal.read_until(b"here")
    assert terminal.end(signal.SIGTERM) == 0


def test_what_a_screen_said_before_it_was_killed_is_at_the_desk(
    opened: Open, tmp_path: Path
) -> None:
    terminal = opened(_SAYS_AND_DIES)
    terminal.read_until(b"enough")
    assert terminal.end(signal.SIGTERM) == 0
    paper = json.loads((tmp_path / "kept").read_text("utf-8"))["paper"]
    assert len(paper) % 200 == 0
    assert paper == "abcdefghij" * (len(paper) // 10)


def test_screens_that_die_again_and_again_are_explained_without_a_text(opened: Open) -> None:
    terminal = opened(_DIES)
    terminal.read_until(b"SIGKILL")
    shown = terminal.shown.rpartition(b"\x1b[2J")[2].decode()
    assert " ".join(shown.split()).startswith("Layar PC ini sudah beberapa kali terhenti")
    assert "rahasia" not in shown
    assert is_deaf(terminal.attributes)
    assert terminal.end(signal.SIGTERM) == 0


def test_with_the_keeper_its_screen_ends_and_the_folder_is_free(
    opened: Open, tmp_path: Path
) -> None:
    terminal = opened(_WAITS)
    terminal.read_until(b"here")
    (screen,) = terminal.children
    os.kill(screen, signal.SIGSTOP)
    terminal.end(signal.SIGKILL)
    with hold_alone(tmp_path / "PC-01"):
        os.kill(screen, signal.SIGCONT)
    terminal.wait_until(lambda: not Path(f"/proc/{screen}").exists(), "the end of the screen")


def test_with_the_terminal_everything_ends(opened: Open, tmp_path: Path) -> None:
    terminal = opened(_HANGS)
    terminal.read_until(b"here")
    terminal.hang_up()
    terminal.process.wait(20)
    with hold_alone(tmp_path / "PC-01"):
        pass


def test_a_desk_that_fails_ends_all_and_says_where(opened: Open) -> None:
    terminal = opened(_WAITS, BROKEN="1")
    assert terminal.end() == 1
    assert b"ZeroDivisionError kept.py:" in terminal.shown
    assert terminal.attributes == terminal.found


def test_neither_process_leaves_a_core_dump(opened: Open) -> None:
    terminal = opened(_WAITS)
    terminal.read_until(b"here")
    for pid in (terminal.process.pid, *terminal.children):
        limits = Path(f"/proc/{pid}/limits").read_text("ascii").splitlines()
        (core,) = (line for line in limits if line.startswith("Max core file size"))
        assert core.split()[4:6] == ["0", "0"]
