"""The programs that are measured: how each is started, and which keys do what in it.

All of them wrap long lines at words, as ours does. Each runs with its own defaults otherwise, and
with a home of its own.
"""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scripts.benching import ours
from scripts.benching.session import Margins, Session
from scripts.benching.texts import Paper, Place

_FILE: Final = "paper.txt"
_ROOT: Final = Path(__file__).parents[2]
_PAGE_SECONDS: Final = 0.1
_OUTLINE_COLUMNS: Final = 33
"""The list of sections beside our text, with its frame."""
_SELECT_DOWN: Final = b"\x1b[1;2B"
_DOWN, _PAGE_UP, _PAGE_DOWN = b"\x1b[B", b"\x1b[5~", b"\x1b[6~"
_TO_START, _TO_END = b"\x1b[1;5H", b"\x1b[1;5F"


@dataclass(frozen=True, slots=True)
class Keys:
    """What a program's keys send; `find` opens the search and `leave_find` leaves it, if any."""

    word_delete: bytes
    undo: bytes
    copy: bytes
    paste: bytes
    find: bytes
    find_next: bytes
    leave_find: bytes
    enter: bytes = b"\r"
    backspace: bytes = b"\x7f"
    page_down: bytes = _PAGE_DOWN
    select_down: bytes = _SELECT_DOWN


@dataclass(frozen=True, slots=True)
class Program:
    """A program: `command` makes ready in a folder and says what to run, `go` finds a place.

    `row_letters` is about how many letters of prose it shows in a full row; `hides_letters` is set
    for one that does not scroll along with every letter, of which some can then not be timed.
    """

    name: str
    margins: Margins
    row_letters: int
    keys: Keys
    command: Callable[[Path, Paper], list[str]]
    go: Callable[[Session, Paper, Place, Path], None]
    hides_letters: bool = False


def environment(home: Path) -> Mapping[str, str]:
    """Return what a program finds in its environment: a modern terminal, and an empty home."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "PYTHONPATH": str(_ROOT),
    }


# -- ours


def _ours_command(folder: Path, paper: Paper) -> list[str]:
    return ours.make_ready(folder, paper.text)


def _ours_go(session: Session, paper: Paper, place: Place, folder: Path) -> None:
    """Go to a place by the keys that a candidate has: start, end, and pages from there."""
    del folder
    if place is Place.END or paper.is_long:
        session.send(_TO_END, 0.1)
    else:
        session.send(_TO_START, 0.1)
    if place is Place.START and not paper.is_long:
        session.send(_DOWN)
    elif place is not Place.END:
        _turn_pages(session, paper.sign(place), _PAGE_UP if paper.is_long else _PAGE_DOWN)


def _turn_pages(session: Session, sign: str, key: bytes) -> None:
    for _ in range(500):
        if sign in session.text:
            return
        session.press(key, pause_seconds=_PAGE_SECONDS)
    raise LookupError(f"“{sign}” was not found")


# -- the others


def _with_file(folder: Path, paper: Paper) -> Path:
    file = folder / _FILE
    file.write_text(paper.plain, "utf-8")
    return file


def _nano_command(folder: Path, paper: Paper) -> list[str]:
    options = ["--ignorercfiles", "--softwrap", "--atblanks"]
    return ["nano", *options, str(_with_file(folder, paper))]


def _nano_go(session: Session, paper: Paper, place: Place, folder: Path) -> None:
    del folder
    line, column = paper.spot(place)
    session.send(b"\x1f")
    session.send(f"{line + 1},{column + 1}\r".encode(), 0.1)


def _micro_command(folder: Path, paper: Paper) -> list[str]:
    options = {"softwrap": "true", "wordwrap": "true", "clipboard": "internal"}
    chosen = [part for name, value in options.items() for part in (f"-{name}", value)]
    return ["micro", *chosen, str(_with_file(folder, paper))]


def _micro_go(session: Session, paper: Paper, place: Place, folder: Path) -> None:
    del folder
    line, column = paper.spot(place)
    session.send(b"\x0c")
    session.send(f"{line + 1}:{column + 1}".encode())
    session.send(b"\r", 0.1)


def _stock_command(folder: Path, paper: Paper) -> list[str]:
    return [sys.executable, "-m", "scripts.benching.stock", str(_with_file(folder, paper))]


def _stock_go(session: Session, paper: Paper, place: Place, folder: Path) -> None:
    line, column = paper.spot(place)
    (folder / _FILE).with_suffix(".spot").write_text(f"{line},{column}")
    session.send(b"\x1b[15~", 0.3)


OURS: Final = Program(
    "ours",
    Margins(2, 2, left=_OUTLINE_COLUMNS),
    76,
    Keys(b"\x17", b"\x1a", b"\x03", b"\x16", b"\x06", b"\r", b"\x1b"),
    _ours_command,
    _ours_go,
)
NANO: Final = Program(
    "nano",
    Margins(1, 3),
    116,
    Keys(b"\x1b\x7f", b"\x1bu", b"\x1b6", b"\x15", b"\x17", b"\x1bw", b"\x03"),
    _nano_command,
    _nano_go,
)
MICRO: Final = Program(
    "micro",
    Margins(0, 2),
    112,
    Keys(b"\x1b\x7f", b"\x1a", b"\x03", b"\x16", b"\x06", b"\x0e", b"\x1b"),
    _micro_command,
    _micro_go,
)
STOCK: Final = Program(
    "TextArea",
    Margins(0, 0),
    110,
    Keys(b"\x17", b"\x1a", b"\x03", b"\x16", b"", b"", b""),
    _stock_command,
    _stock_go,
    hides_letters=True,
)
PROGRAMS: Final = (OURS, MICRO, NANO, STOCK)
PACKAGES: Final = ("nano", "micro")
"""Debian packages, each with a program of its name."""
