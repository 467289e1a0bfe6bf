"""What the checks look at: the files of one machine, or a tree that was recorded on one."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

MOST_BYTES: Final = 1_000_000
"""No file that is looked at is longer on any machine that an exam is sat at."""
MOST_NAMES: Final = 20_000
"""No folder that is looked at has more names."""
_NANOSECONDS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Sources:
    """A machine as the kiosk sees it; paths are written as from `/`.

    `user` is whom the kiosk runs as and `session` its audit session; `kept_in` are the folders of
    the work, `free_bytes` says how much room a folder has, and `wall` what the clock on the wall
    shows, in milliseconds since 1970 (UTC).
    """

    root: Path
    user: int
    session: str
    kept_in: tuple[Path, ...]
    free_bytes: Callable[[Path], int]
    wall: Callable[[], int]

    def at(self, path: str) -> Path:
        """Return where a path lies."""
        return self.root / path.lstrip("/")

    def text(self, path: str) -> str:
        """Return what a file says.

        Raises:
            OSError: it is not there, or cannot be read.

        """
        with self.at(path).open("rb") as file:
            return file.read(MOST_BYTES).decode("utf-8", "replace").replace("\0", " ")

    def text_if_any(self, path: str) -> str:
        """Return what a file says, nothing if it is not there; other problems are raised."""
        try:
            return self.text(path)
        except FileNotFoundError:
            return ""

    def names(self, path: str) -> list[str]:
        """Return what lies in a folder, by name; nothing if there is no such folder.

        Raises:
            OSError: it cannot be read.

        """
        try:
            found = (entry.name for entry in self.at(path).iterdir())
            return sorted(islice(found, MOST_NAMES))
        except FileNotFoundError:
            return []

    def exists(self, path: str) -> bool:
        """Whether there is such a file or folder."""
        return self.at(path).exists()

    def target(self, path: str) -> str:
        """Return what a link leads to, as it is written; an empty text if it is no link."""
        try:
            return str(self.at(path).readlink())
        except OSError:
            return ""

    def fields(self, path: str) -> Iterator[tuple[str, str]]:
        """Yield the lines of a file of the form NAME=VALUE or NAME: VALUE."""
        for line in self.text(path).splitlines():
            for sign in ("=", ":"):
                name, found, value = line.partition(sign)
                if found:
                    yield name.strip(), value.strip().strip('"')
                    break


def this_machine(kept_in: tuple[Path, ...]) -> Sources:
    """Return the machine on which this runs."""
    root = Path("/")
    try:
        session = (root / "proc/self/sessionid").read_text("ascii").strip()
    except OSError:
        session = ""
    return Sources(root, os.getuid(), session, kept_in, _free_bytes, _wall)


def _free_bytes(folder: Path) -> int:
    told = os.statvfs(folder)
    return told.f_bavail * told.f_frsize


def _wall() -> int:
    return time.time_ns() // _NANOSECONDS
