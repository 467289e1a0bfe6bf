"""A few bytes written again and again: in two files by turns, so that a cut spoils one at most."""

from pathlib import Path
from typing import Final

from kiosk.disk import DiskFile
from kiosk.framing import frame, frames_from
from kiosk.shelf import Shelf, latest_of, number_content, refused

_SLOTS: Final = ("mark-0", "mark-1")


class MarkKeeper:
    """Keeps the latest mark; cheap enough for once a second, as its files stay open."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._files: dict[Path, DiskFile] = {}
        self._number: int | None = None

    def keep(self, content: bytes) -> None:
        """Bring a mark to disk.

        Raises:
            DirectoryError: no folder takes it.

        """
        if self._number is None:
            self._number = latest_of(self._whole()).number
        self._number += 1
        slot, raw = _SLOTS[self._number % 2], frame(number_content(self._number, content))
        refusals: list[OSError] = []
        for folder in self._shelf.writable:
            try:
                self._open(folder / slot).write(0, raw)
            except OSError as error:
                refusals.append(error)
            else:
                return
        raise refused(refusals[0])

    def latest(self) -> bytes | None:
        """Return the latest mark that is whole."""
        latest = latest_of(self._whole())
        return latest.content if latest.number else None

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
