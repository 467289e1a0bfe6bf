"""The two folders that may keep the same things: the first one, and another for when it fails.

Whatever is put away lies in one of them; whoever looks for it looks in both.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2s
from pathlib import Path
from typing import Annotated, Final

import msgspec

from exam.errors import DirectoryError, ExamError
from kiosk.disk import Disk

_VERSION: Final = 1
_SUM_BYTES: Final = 16


class Numbered(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What replaces itself: the highest number that is whole is the latest."""

    version: int
    number: Annotated[int, msgspec.Meta(ge=0, le=2**62)]
    content: bytes
    checksum: bytes


@dataclass(frozen=True, slots=True)
class Shelf:
    """Folders on one disk, the best first; `report` is told what cannot be read, by its path.

    `hanging` are the numbers of those that do not answer.
    """

    disk: Disk
    folders: tuple[Path, ...]
    report: Callable[[Path, ExamError | None], None]
    hanging: set[int] = field(default_factory=set)

    def within(self, name: str) -> "Shelf":
        """Return the folders of that name inside these."""
        inside = tuple(folder / name for folder in self.folders)
        return Shelf(self.disk, inside, self.report, self.hanging)

    def note_hanging(self, place: int, hangs: bool) -> None:
        """Note that a folder, by its number, does not answer, or does again."""
        (self.hanging.add if hangs else self.hanging.discard)(place)

    @property
    def writable(self) -> tuple[Path, ...]:
        """The folders in the order in which to try them: those that answer come first."""
        order = sorted(range(len(self.folders)), key=lambda place: place in self.hanging)
        return tuple(self.folders[place] for place in order)

    def keep(self, name: str, content: bytes) -> None:
        """Write a whole file in the first folder that takes it.

        Raises:
            DirectoryError: none does.

        """
        refusals: list[OSError] = []
        for folder in self.writable:
            try:
                self.disk.replace(folder / name, content)
            except OSError as error:
                refusals.append(error)
            else:
                return
        raise refused(refusals[0])

    def names(self) -> tuple[str, ...]:
        """Return the names in all folders, each once, sorted."""
        return tuple(sorted({path.name for path in self.paths()}))

    def paths(self) -> Iterator[Path]:
        """Return the paths of everything in the folders."""
        for folder in self.folders:
            try:
                found = self.disk.names(folder)
            except OSError as error:
                self.report(folder, _finding(folder, error))
            else:
                self.report(folder, None)
                yield from (folder / name for name in found)

    def copies(self, name: str) -> Iterator[bytes]:
        """Read a file in each folder in which it is."""
        for folder in self.folders:
            content = self.read(folder / name)
            if content is not None:
                yield content

    def read(self, path: Path) -> bytes | None:
        """Read a file; what cannot be read is reported and counts as not there."""
        try:
            content = self.disk.read(path)
        except FileNotFoundError:
            return None
        except OSError as error:
            self.report(path, _finding(path, error))
            return None
        self.report(path, None)
        return content

    def keep_numbered(self, name: str, content: bytes) -> None:
        """Keep what replaces an older one, wherever that lies.

        Raises:
            DirectoryError: no folder takes it.

        """
        self.keep(name, number_content(self.latest(name).number + 1, content))

    def numbered(self, name: str) -> bytes | None:
        """Return the latest that was kept under a name."""
        latest = self.latest(name)
        return latest.content if latest.number else None

    def latest(self, name: str) -> Numbered:
        """Return the latest that was kept under a name; its number is 0 if nothing was."""
        return latest_of(self.copies(name))


def number_content(number: int, content: bytes) -> bytes:
    """Write a content behind its number; what is written later has a higher one."""
    return msgspec.msgpack.encode(Numbered(_VERSION, number, content, _sum(number, content)))


def latest_of(copies: Iterable[bytes]) -> Numbered:
    """Return the latest of those that are whole; its number is 0 if none is."""
    latest = Numbered(_VERSION, 0, b"", b"")
    for raw in copies:
        try:
            found = msgspec.msgpack.decode(raw, type=Numbered)
        except msgspec.MsgspecError:
            continue
        is_whole = found.version == _VERSION and found.checksum == _sum(found.number, found.content)
        if is_whole and found.number > latest.number:
            latest = found
    return latest


def refused(error: OSError) -> DirectoryError:
    """Return what a person is told when a disk does not save."""
    return DirectoryError("spool.disk", problem=problem_of(error))


def problem_of(error: OSError) -> str:
    """Say what the machine said."""
    return error.strerror or type(error).__name__


def _finding(path: Path, error: OSError) -> DirectoryError:
    match error:
        case PermissionError():
            return DirectoryError("spool.permission", file=str(path))
        case IsADirectoryError():
            return DirectoryError("spool.folder", file=str(path))
        case NotADirectoryError():
            return DirectoryError("spool.not-folder", file=str(path))
        case _:
            return DirectoryError("spool.unreadable", file=str(path), problem=problem_of(error))


def _sum(number: int, content: bytes) -> bytes:
    return blake2s(number.to_bytes(8, "big") + content, digest_size=_SUM_BYTES).digest()
