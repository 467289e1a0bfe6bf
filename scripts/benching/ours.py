"""How our program is started with a document in it: the one place that knows.

It runs as at a PC: keeper, desk and journal in one process, the screen in another. Somebody has
written the document there before, and has signed in again; only the network is left out.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.machine import THIS_MACHINE

if TYPE_CHECKING:
    from kiosk.desk import Desk

_ROOT: Final = Path(__file__).parents[2]
_PREPARE, _RUN = "prepare", "run"
_PROFILED: Final = (sys.executable, "-m", "scripts.benching.profiled")


def make_ready(folder: Path, text: str, profile: Path | None = None) -> list[str]:
    """Write a text into the journal of a new PC; returns the command that opens the exam there.

    With `profile`, the screen's process writes there at its end where its time went.
    """
    home, began = folder / "seat", str(THIS_MACHINE.boottime())
    home.mkdir()
    file = folder / "paper.manuscript"
    file.write_text(text, "utf-8")
    begin = [sys.executable, "-m", __name__]
    subprocess.run([*begin, _PREPARE, str(home), began, str(file)], check=True, cwd=_ROOT)
    return [*begin, _RUN, str(home), began, *([str(profile)] if profile else [])]


def _open_desk(home: Path, began: int) -> "Desk":
    """Open the desk, signed in and writing; loaded only here, so that the screen loads beside."""
    import asyncio

    from scripts.benching.server import desk_in, sign_in

    desk = desk_in(home, began)
    asyncio.run(sign_in(desk))
    return desk


def _run(home: Path, began: int, profile: Path | None) -> None:
    """Open the exam, with the sitting that is found on the disk."""
    from kiosk.opening import open_kiosk
    from kiosk.screen import SCREEN_COMMAND

    command = SCREEN_COMMAND if profile is None else (*_PROFILED, str(profile))
    failure = open_kiosk(home, lambda home: _open_desk(home, began), command)
    if failure:
        sys.exit(failure)


def _prepare(home: Path, began: int, text: str) -> None:
    """Be somebody who sat here before and wrote the slides, then the text."""
    import asyncio

    from exam.manuscript import Part

    desk = _open_desk(home, began)
    desk.edit(Part.SLIDES, 0, "", "Gagasan")
    desk.edit(Part.PAPER, 0, "", text)
    asyncio.run(desk.close())


def _main(kind: str, home: Path, began: int, file: Path | None = None) -> None:
    os.chdir(_ROOT)
    if kind == _PREPARE and file is not None:
        _prepare(home, began, file.read_text("utf-8"))
    else:
        _run(home, began, file)


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), *map(Path, sys.argv[4:]))
