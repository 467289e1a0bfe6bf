"""Files of this machine: private when written, and every problem named by file.

What the machine refuses, as an `OSError` or through SQLite, becomes a `DirectoryError` that names
the path, so that a person can be told what to do.
"""

import errno
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from exam.errors import DirectoryError

PRIVATE_FOLDER: Final = 0o700
PRIVATE_FILE: Final = 0o600
_CODES: Final[Mapping[int | None, str]] = {
    errno.ENOENT: "directory.missing",
    errno.EACCES: "directory.permission",
    errno.EPERM: "directory.permission",
    errno.EROFS: "directory.permission",
    errno.ENOSPC: "directory.full",
    errno.EDQUOT: "directory.full",
    errno.EISDIR: "directory.folder",
    errno.ENOTDIR: "directory.not-folder",
    errno.EEXIST: "directory.exists",
    errno.ENOTEMPTY: "directory.exists",
}
_DATABASE_CODES: Final[Mapping[int, str]] = {
    sqlite3.SQLITE_FULL: "directory.full",
    sqlite3.SQLITE_READONLY: "directory.permission",
    sqlite3.SQLITE_CANTOPEN: "directory.permission",
    sqlite3.SQLITE_PERM: "directory.permission",
    sqlite3.SQLITE_NOTADB: "directory.damaged",
    sqlite3.SQLITE_CORRUPT: "directory.damaged",
}


@contextmanager
def naming_problems(path: Path) -> Iterator[None]:
    """Turn what the machine refuses inside the block into one error that names the file.

    Raises:
        DirectoryError: the file named by the machine, or else `path`, cannot be used.

    """
    try:
        yield
    except OSError as error:
        raise _named(error, path) from error


@contextmanager
def naming_database_problems(path: Path) -> Iterator[None]:
    """Turn what SQLite refuses inside the block into one error that names the database.

    Raises:
        DirectoryError: the disk is full or fails, or the database may not be used or is damaged.

    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        primary = _primary_code(error)
        if primary == sqlite3.SQLITE_IOERR:
            raise DirectoryError("directory.os", path=str(path), problem=str(error)) from error
        if primary not in _DATABASE_CODES:
            raise
        raise DirectoryError(_DATABASE_CODES[primary], path=str(path)) from error


def read_file(path: Path, most: int = -1) -> bytes:
    """Read a whole file, or as many bytes of it as are asked for.

    Raises:
        DirectoryError: it is missing, a folder, or may not be read.

    """
    with naming_problems(path), path.open("rb") as file:
        return file.read(most)


def write_private(path: Path, content: bytes) -> None:
    """Write a new file that only its owner may read, and put it on the disk; whole or not at all.

    Raises:
        DirectoryError: it exists, or cannot be written.

    """
    with naming_problems(path):
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(path, flags, PRIVATE_FILE), "wb") as file, ExitStack() as undo:
            undo.callback(path.unlink)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            undo.pop_all()


def make_private_folder(path: Path) -> None:
    """Make a new folder that only its owner may enter."""
    with naming_problems(path):
        path.mkdir(mode=PRIVATE_FOLDER)


def sync_folder(path: Path) -> None:
    """Put a folder's entries on the disk, so that a rename in it survives a power cut."""
    with naming_problems(path):
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _named(error: OSError, path: Path) -> DirectoryError:
    named = path if error.filename is None else os.fsdecode(error.filename)
    code = _CODES.get(error.errno)
    if code is not None:
        return DirectoryError(code, path=str(named))
    return DirectoryError("directory.os", path=str(named), problem=error.strerror or str(error))


def _primary_code(error: sqlite3.DatabaseError) -> int:
    """Return SQLite's primary result code: the low byte of the extended one, or 0."""
    extended: int = getattr(error, "sqlite_errorcode", 0)
    return extended & 0xFF
