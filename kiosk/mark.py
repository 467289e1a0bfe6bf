"""A few bytes written again and again: in two files by turns, so that a cut spoils one at most."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from kiosk.disk import DiskFile
from kiosk.framing import frame, frames_from
from kiosk.shelf import Shelf, latest_of, number_content

_SLOTS: Final = ("mark-0", "mark-1")


class MarkKeeper:
    """Keeps the latest mark; cheap enough for once a second, as its files stay open."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._slots = [tuple(folder / slot for folder in shelf.folders) for slot in _SLOTS]
        self._files: dict[Path, DiskFile] = {}
        self._number = 0

    def writes(self, content: bytes) -> tuple[Callable[[], None], ...]:
        """Return what brings a mark to disk: one job for each folder, of which one is enough.

        A job raises an OSError if its folder refuses. No folder is read, so look for the latest
        mark first.
        """
        self._number += 1
        raw = frame(number_content(self._number, content))
        return tuple(partial(self._write, path, raw) for path in self._slots[self._number % 2])

    def latest(self) -> bytes | None:
        """Return the latest mark that is whole, and count on from it."""
        latest = latest_of(self._whole())
        self._number = max(self._number, latest.number)
        return latest.content if latest.number else None

    def _write(self, path: Path, raw: bytes) -> None:
        self._open(path).write(0, raw)

    def _whole(self) -> list[bytes]:
        copies = (raw for slot in _SLOTS for raw in self._shelf.copies(slot))
        return [content for raw in copies for content in frames_from(raw, 0)[0][:1]]

    def _open(self, path: Path) -> DiskFile:
        file = self._files.get(path)
        if file is not None and not file.is_there:
            self._files.pop(path).close()
            file = None
        if file is None:
            file = self._files[path] = self._shelf.disk.open(path)
        return file
