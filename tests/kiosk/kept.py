"""A kiosk to be run in a pseudo-terminal: a real keeper and desk, before a server in memory.

Somebody has signed in and writes. `python -m tests.kiosk.kept FOLDER [WORDS]` runs it; the command
of the screen comes in SCREEN, and when all is over the texts are in FOLDER/kept.
"""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Final

from exam.manuscript import Part
from kiosk.desk import Desk
from kiosk.files import make_private_directory
from kiosk.machine import THIS_MACHINE
from kiosk.opening import open_kiosk
from kiosk.screen import SCREEN_COMMAND
from kiosk.spool import Spool
from tests.kiosk.room import CODE, NUMBER, FakeLink, HandClock, Room

SENTENCE: Final = "Kota yang tertib “dimulai” dari data yang dirawat setiap hari. "
_SENTENCES_IN_A_PARAGRAPH: Final = 12


class SteadyClock(HandClock):
    """A clock that goes by itself."""

    @property
    def now(self) -> int:
        """Milliseconds."""
        return THIS_MACHINE.boottime()

    @now.setter
    def now(self, _milliseconds: int) -> None:
        """Leave it to the machine."""


class BrokenDesk(Desk):
    """A desk with an error that nobody foresaw."""

    async def run(self) -> None:
        """Break."""
        await asyncio.sleep(0)
        raise ZeroDivisionError


class Kept:
    """Opens a desk at which somebody writes, and remembers it."""

    def __init__(self, words: int, kind: type[Desk] = Desk) -> None:
        self._words = words
        self._kind = kind
        self._desk: Desk | None = None

    def open_desk(self, home: Path) -> Desk:
        """Open the desk of a PC, sign in, and write so many words."""
        room = Room(home.parent)
        room.clock = room.server.clock = SteadyClock()
        seat = room.seat(home.name)
        link, spool = FakeLink(room.server, seat), Spool(seat.folder.spool)
        self._desk = self._kind(seat, link, spool, THIS_MACHINE)
        asyncio.run(self._begin(room, self._desk))
        return self._desk

    async def _begin(self, room: Room, desk: Desk) -> None:
        room.server.order_start(in_seconds=0)
        await desk.sign_in(NUMBER, CODE)
        desk.confirm_identity()
        desk.accept_rules()
        if not desk.text(Part.PAPER):
            desk.edit(Part.PAPER, 0, "", prose(self._words))

    def keep(self, file: Path) -> None:
        """Write the texts to a file."""
        if self._desk is not None:
            texts = {part: self._desk.text(part) for part in Part}
            file.write_text(json.dumps(texts), "utf-8")


def prose(words: int) -> str:
    """Return so many words in paragraphs, and a blank."""
    sentences = -(-words // len(SENTENCE.split()))
    paragraph = SENTENCE * _SENTENCES_IN_A_PARAGRAPH
    paragraphs, rest = divmod(sentences, _SENTENCES_IN_A_PARAGRAPH)
    return (paragraph.rstrip() + "\n") * paragraphs + SENTENCE * rest


def main() -> None:
    """Run the kiosk until it is ended; exits with what `open_kiosk` says."""
    folder, words = Path(sys.argv[1]), int(sys.argv[2])
    home = folder / "PC-01"
    make_private_directory(home)
    kept = Kept(words, BrokenDesk if os.environ.get("BROKEN") else Desk)
    command = json.loads(os.environ.get("SCREEN", "null")) or SCREEN_COMMAND
    place = open_kiosk(home, kept.open_desk, command)
    kept.keep(folder / "kept")
    sys.exit(place or 0)


if __name__ == "__main__":
    main()
