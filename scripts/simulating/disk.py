"""A virtual disk: what was written, what is safe from a power cut, and how it can fail.

Every operation of `kiosk.disk.Disk` is done in steps. A program that is killed stops between two of
them or in the middle of a write. A power cut then keeps what was synced, and of all else some part.
"""

import errno
import os
from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path
from random import Random
from typing import Final

SECOND: Final = Path("/second")
"""Where a PC's second disk is mounted, if it has one."""

_CHUNK: Final = 64
"""About so many bytes of a file are bookkeeping of the file system."""


class KilledError(BaseException):
    """The program that uses the disk is no more."""


class HungError(BaseException):
    """The disk does not answer now; it does from `until` on (virtual seconds)."""

    def __init__(self, until: float) -> None:
        super().__init__(until)
        self.until = until


class _Inode:
    """Contents as programs see them, and as they are after a power cut."""

    __slots__ = ("data", "safe")

    def __init__(self) -> None:
        self.data = bytearray()
        self.safe = b""


class VirtualDisk:
    """One file system, by full paths."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._files: dict[Path, _Inode] = {}
        self._entries: dict[Path, _Inode] = {}
        self._by_folder: dict[Path, set[str]] = {}
        self.room: int | None = None
        self.is_read_only = False
        self.fails = 0
        self.hangs_until = 0.0
        self.torn: set[Path] = set()  # of these a power cut kept a part
        self.now: Callable[[], float] = float
        self.steps_left: int | None = None
        self.writes = 0

    @property
    def is_healthy(self) -> bool:
        """Whether it takes what is written, at once."""
        return (
            self.room is None
            and not self.is_read_only
            and not self.fails
            and self.hangs_until <= self.now()
        )

    def heal(self) -> None:
        """Work again."""
        self.room, self.is_read_only, self.fails, self.hangs_until = None, False, 0, 0.0

    def fill(self, left: int) -> None:
        """Have room for so many more bytes."""
        self.room = left

    def names(self, folder: Path) -> tuple[str, ...]:
        """Return the names in a folder, sorted; none if it is not there."""
        self._answer()
        return tuple(sorted(self._by_folder.get(folder, ())))

    def read(self, path: Path) -> bytes:
        """Return a whole file."""
        self._answer()
        inode = self._files.get(path)
        if inode is None:
            raise _error(errno.ENOENT)
        return bytes(inode.data)

    def replace(self, path: Path, content: bytes) -> None:
        """Write a whole file so that after a cut the old or the new one stands there."""
        self._begin_write()
        fresh = path.with_name(f".{path.name}.new")
        self._unlink(fresh)
        inode = self._make(fresh)
        self._write(inode, 0, content)
        self._sync(inode)
        self._step()
        self._unlink(fresh)
        self._link(path, inode)
        self._step()
        self._entries.pop(fresh, None)
        self._entries[path] = inode

    def open(self, path: Path) -> "VirtualFile":
        """Open a file to write, made with its folders if it is not there."""
        self._begin_write()
        inode = self._files.get(path) or self._make(path)
        self._step()
        self._entries[path] = inode
        return VirtualFile(self, path, inode)

    def delete(self, path: Path) -> None:
        """Take a file away, as somebody at the PC could."""
        self._unlink(path)
        self._entries.pop(path, None)

    def paths(self) -> Iterator[Path]:
        """Every file."""
        yield from sorted(self._files)

    def spoil(self, path: Path, at: int, mask: int) -> None:
        """Turn bits of a byte, on the disk itself."""
        inode = self._files[path]
        inode.data[at] ^= mask
        inode.safe = bytes(inode.data)

    def size(self, path: Path) -> int:
        """How long a file is."""
        return len(self._files[path].data)

    def cut_power(self) -> None:
        """Keep what was synced; of what was not, some bytes and entries, others not."""
        for path in sorted(self._files.keys() | self._entries.keys()):
            here, safe = self._files.get(path), self._entries.get(path)
            if here is not safe and self._random.random() < 0.5:
                if safe is None:
                    self._unlink(path)
                else:
                    self._link(path, safe)
        for path, inode in self._files.items():
            if inode.data != inode.safe:
                self._tear(inode)
                self.torn.add(path)
        self._entries = dict(self._files)

    def _tear(self, inode: _Inode) -> None:
        """Keep a part of what was written and not synced; a file may have grown by zeros."""
        pairs = zip(inode.data, inode.safe, strict=False)
        first = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        cut = self._random.randint(first, len(inode.data))
        torn = bytearray(inode.data[:cut])
        rest = inode.safe[cut:]
        if not rest and self._random.random() < 0.3:
            rest = bytes(len(inode.data) - cut)
        inode.data = torn + rest
        inode.safe = bytes(inode.data)

    def _answer(self) -> None:
        """Be asked: a disk that hangs does not answer."""
        if self.hangs_until > self.now():
            raise HungError(self.hangs_until)

    def _begin_write(self) -> None:
        self._answer()
        if self.is_read_only:
            raise _error(errno.EROFS)
        self.writes += 1
        self._step()

    def _step(self) -> None:
        if self.steps_left is not None:
            if self.steps_left == 0:
                raise KilledError
            self.steps_left -= 1

    def _make(self, path: Path) -> _Inode:
        self._take_room(1)
        inode = _Inode()
        self._link(path, inode)
        self._step()
        return inode

    def _link(self, path: Path, inode: _Inode) -> None:
        self._files[path] = inode
        self._by_folder.setdefault(path.parent, set()).add(path.name)
        folder = path.parent
        while folder != folder.parent:
            self._by_folder.setdefault(folder.parent, set()).add(folder.name)
            folder = folder.parent

    def _unlink(self, path: Path) -> None:
        if self._files.pop(path, None) is not None:
            self._by_folder[path.parent].discard(path.name)

    def _write(self, inode: _Inode, offset: int, content: bytes) -> None:
        """Write what there is room for; killed in the middle, or full, only a part is there."""
        self._answer()
        if self.is_read_only:
            raise _error(errno.EROFS)
        part = len(content)
        killed = self.steps_left == 0
        if killed:
            part = self._random.randint(0, part)
        grown = max(0, offset + part - len(inode.data))
        if self.room is not None and grown > self.room:
            part, grown = max(0, part - grown + self.room), self.room
        if offset > len(inode.data):
            inode.data += bytes(offset - len(inode.data))
        inode.data[offset : offset + part] = content[:part]
        if self.room is not None:
            self.room -= grown
        self._step()
        if part < len(content):
            raise _error(errno.ENOSPC)

    def _sync(self, inode: _Inode) -> None:
        self._step()
        if self.fails:
            self.fails -= 1
            raise _error(errno.EIO)
        inode.safe = bytes(inode.data)

    def _take_room(self, size: int) -> None:
        if self.room is not None:
            if size * _CHUNK > self.room:
                raise _error(errno.ENOSPC)
            self.room -= size * _CHUNK


class VirtualFile:
    """A file that one process writes."""

    def __init__(self, disk: VirtualDisk, path: Path, inode: _Inode) -> None:
        self._disk = disk
        self._path = path
        self._inode = inode

    @property
    def is_there(self) -> bool:
        """Whether it still has a name."""
        return self._disk._files.get(self._path) is self._inode

    def write(self, offset: int, data: bytes) -> None:
        """Write at a place and bring it to disk."""
        self._disk._begin_write()
        self._disk._write(self._inode, offset, data)
        self._disk._sync(self._inode)

    def read(self, offset: int, length: int) -> bytes:
        """Return bytes from a place on, fewer at the end of the file."""
        self._disk._answer()
        return bytes(self._inode.data[offset : offset + length])

    def close(self) -> None:
        """Let go of it."""


class Both:
    """Two disks under one tree, as the kiosk sees them."""

    def __init__(self, first: VirtualDisk, second: VirtualDisk) -> None:
        self._first = first
        self._second = second

    def names(self, folder: Path) -> tuple[str, ...]:
        """Return the names in a folder, sorted; none if it is not there."""
        return self._at(folder).names(folder)

    def read(self, path: Path) -> bytes:
        """Return a whole file."""
        return self._at(path).read(path)

    def replace(self, path: Path, content: bytes) -> None:
        """Write a whole file so that after a cut the old or the new one stands there."""
        self._at(path).replace(path, content)

    def open(self, path: Path) -> VirtualFile:
        """Open a file to write, made with its folders if it is not there."""
        return self._at(path).open(path)

    def _at(self, path: Path) -> VirtualDisk:
        return self._second if path.is_relative_to(SECOND) else self._first


def _error(number: int) -> OSError:
    return OSError(number, os.strerror(number))
