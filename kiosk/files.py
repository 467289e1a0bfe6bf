"""Files of this PC that only their owner can read, and a folder that one program has at a time.

Whatever these functions return from is on the disk: the bytes, and the names that lead to them.
"""

import errno
import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from exam.errors import DirectoryError

_PRIVATE_FILE: Final = 0o600
_PRIVATE_FOLDER: Final = 0o700
_MOST_BYTES: Final = 1_000_000_000
"""No file that this program writes is longer; whatever is, is not read into memory."""
_READ_BYTES: Final = 1 << 20


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read, and bring it to disk."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _PRIVATE_FILE)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_directory(directory: Path) -> None:
    """Bring a directory's entries to disk."""
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_private_directory(directory: Path) -> None:
    """Make a directory and those above it, for their owner only, and bring them to disk."""
    if directory.is_dir():
        return
    make_private_directory(directory.parent)
    directory.mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)
    sync_directory(directory.parent)


@contextmanager
def hold_alone(directory: Path) -> Iterator[None]:
    """Have a folder to ourselves for the length of a block; a process that dies lets go of it.

    Raises:
        DirectoryError: another program has it, or it is not there or not ours.

    """
    try:
        handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    except (FileNotFoundError, NotADirectoryError):
        raise DirectoryError("seat.missing", directory=str(directory)) from None
    except OSError:
        raise DirectoryError("seat.damaged", file=str(directory)) from None
    try:
        _lock(handle, directory)
        yield
    finally:
        os.close(handle)


def _lock(handle: int, directory: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise DirectoryError("seat.in-use", directory=str(directory)) from None


class LocalFile:
    """A file of this PC that one process writes; see `kiosk.disk.DiskFile`."""

    def __init__(self, path: Path) -> None:
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK
        self._handle = os.open(path, flags, _PRIVATE_FILE)
        try:
            _require_file(self._handle)
        except OSError:
            self.close()
            raise

    @property
    def is_there(self) -> bool:
        """Whether it still has a name."""
        return os.fstat(self._handle).st_nlink > 0

    def write(self, offset: int, data: bytes) -> None:
        """Write at a place and bring it to disk; what stands behind it stays."""
        view = memoryview(data)
        while view:
            written = os.pwrite(self._handle, view, offset)
            view, offset = view[written:], offset + written
        os.fdatasync(self._handle)

    def read(self, offset: int, length: int) -> bytes:
        """Return bytes from a place on, fewer at the end of the file."""
        pieces = bytearray()
        while piece := os.pread(self._handle, length - len(pieces), offset + len(pieces)):
            pieces += piece
        return bytes(pieces)

    def close(self) -> None:
        """Let go of it."""
        os.close(self._handle)


class LocalDisk:
    """The file system of this PC; see `kiosk.disk.Disk`."""

    def names(self, folder: Path) -> tuple[str, ...]:
        """Return the names in a folder, sorted; none if it is not there."""
        try:
            return tuple(sorted(path.name for path in folder.iterdir()))
        except FileNotFoundError:
            return ()

    def read(self, path: Path) -> bytes:
        """Return a whole file; a pipe or device is none, and never waited for."""
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            if _require_file(handle) > _MOST_BYTES:
                raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
            pieces = bytearray()
            while piece := os.read(handle, _READ_BYTES):
                pieces += piece
            return bytes(pieces)
        finally:
            os.close(handle)

    def replace(self, path: Path, content: bytes) -> None:
        """Write a whole file so that after a cut the old or the new one stands there."""
        fresh = path.with_name(f".{path.name}.new")
        make_private_directory(path.parent)
        try:
            write_private(fresh, content)
            fresh.replace(path)
        except OSError:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
            raise
        sync_directory(path.parent)

    def open(self, path: Path) -> LocalFile:
        """Open a file to write, made with its folders if it is not there."""
        make_private_directory(path.parent)
        file = LocalFile(path)
        try:
            sync_directory(path.parent)
        except OSError:
            file.close()
            raise
        return file


def _require_file(handle: int) -> int:
    """Return the length of an open file; a folder, pipe or device is refused."""
    status = os.fstat(handle)
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    return status.st_size


LOCAL_DISK: Final = LocalDisk()
