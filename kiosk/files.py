"""Files of this PC that only their owner can read, and a folder that one program has at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from exam.errors import DirectoryError

_PRIVATE_FILE: Final = 0o600
_PRIVATE_FOLDER: Final = 0o700


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
