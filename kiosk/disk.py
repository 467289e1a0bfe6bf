"""What the kiosk needs of a disk: whole files replaced, files written at a place, durably.

Whatever returns is on the disk, entries of folders too. The machine's refusals are `OSError`s.
"""

from pathlib import Path
from typing import Protocol


class DiskFile(Protocol):
    """A file that one process writes."""

    @property
    def is_there(self) -> bool:
        """Whether it still has a name; a file that somebody deleted is written to in vain."""

    def write(self, offset: int, data: bytes) -> None:
        """Write at a place and bring it to disk; what stood behind it may be cut off or not."""

    def read(self, offset: int, length: int) -> bytes:
        """Return bytes from a place on, fewer at the end of the file."""

    def close(self) -> None:
        """Let go of it."""


class Disk(Protocol):
    """One file system."""

    def names(self, folder: Path) -> tuple[str, ...]:
        """Return the names in a folder, sorted; none if it is not there."""

    def read(self, path: Path) -> bytes:
        """Return a whole file."""

    def replace(self, path: Path, content: bytes) -> None:
        """Write a whole file so that after a cut the old or the new one stands there."""

    def open(self, path: Path) -> DiskFile:
        """Open a file to write, made with its folders if it is not there."""
