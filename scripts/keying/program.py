"""The kiosk as it runs at a PC, with a desk that answers what stands at it.

The desk puts every edit that it hears into texts of its own as well, so that what the edits say and
what the desk keeps are compared too.
"""

import asyncio
import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, cast

import msgspec

from exam.manuscript import Part
from kiosk.desk import Desk
from kiosk.opening import open_kiosk
from scripts.benching.server import desk_in, sign_in

LENGTH_BYTES: Final = 4
ROOT: Final = Path(__file__).parents[2]


class Standing(msgspec.Struct, frozen=True):
    """What stands at the desk, what the edits come to, how many there were, and what was wrong."""

    texts: dict[Part, str]
    folded: dict[Part, str]
    edits: int
    fault: str


class AnsweringDesk:
    """A desk that says what stands at it to whoever asks through a socket."""

    def __init__(self, desk: Desk, asked: socket.socket) -> None:
        self._desk = desk
        self._asked = asked
        self._folded = self._texts()
        self._edits = 0
        self._fault = ""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the desk has
        return getattr(self._desk, name)

    def edit(self, part: Part, at: int, removed: str, inserted: str) -> None:
        """Record an edit, and put it into a text of its own."""
        text, end = self._folded[part], at + len(removed)
        if text[at:end] != removed:
            self._fault = f"{part} at {at}: {removed!r} was to go where {text[at:end]!r} stands"
        self._folded[part] = text[:at] + inserted + text[end:]
        self._edits += 1
        self._desk.edit(part, at, removed, inserted)

    async def run(self) -> None:
        """Run the desk, and answer."""
        loop = asyncio.get_running_loop()
        loop.add_reader(self._asked, self._answer)
        try:
            await self._desk.run()
        finally:
            loop.remove_reader(self._asked)

    def _texts(self) -> dict[Part, str]:
        return {part: self._desk.text(part) for part in Part}

    def _answer(self) -> None:
        if not self._asked.recv(1):
            asyncio.get_running_loop().remove_reader(self._asked)
            return
        standing = Standing(self._texts(), self._folded, self._edits, self._fault)
        content = msgspec.msgpack.encode(standing)
        self._asked.sendall(len(content).to_bytes(LENGTH_BYTES) + content)


async def read_texts(home: Path, began: int) -> dict[Part, str]:
    """Open a folder, as after a power cut, and return what stands in it."""
    desk = desk_in(home, began)
    await sign_in(desk)
    texts = {part: desk.text(part) for part in Part}
    await desk.close()
    return texts


async def write_texts(home: Path, began: int, texts: Mapping[Part, str]) -> None:
    """Be somebody who sat here before and wrote these texts, the paper last."""
    desk = desk_in(home, began)
    await sign_in(desk)
    for part in sorted(texts, key=lambda part: part is Part.PAPER):
        desk.edit(part, 0, "", texts[part])
    await desk.close()


def main() -> None:
    """Open the exam in a folder, and answer at the handle that is named."""
    home, began = Path(sys.argv[1]), int(sys.argv[2])
    asked = socket.socket(fileno=int(sys.argv[3]))
    os.chdir(ROOT)

    def at_work(home: Path) -> Desk:
        desk = desk_in(home, began)
        asyncio.run(sign_in(desk))
        return cast(Desk, AnsweringDesk(desk, asked))

    place = open_kiosk(home, at_work)
    if place:
        sys.exit(place)


if __name__ == "__main__":
    main()
