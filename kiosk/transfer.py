"""Work on a proctor's stick: everything that this PC keeps, in one file signed by the seat.

Only who knows the proctors' PIN gets it, and nothing in it is in clear. The file is whole on the
stick, and was read back from there, before anybody is told that it is.
"""

import asyncio
import errno
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from exam import keys
from exam.clock import ExamTime
from exam.errors import DirectoryError, RefusedError
from exam.protocol import PART_RECORDS, SegmentPart
from exam.transfer import Transfer, Work, write_transfer
from kiosk.files import sync_directory
from kiosk.machine import Machine
from kiosk.recovery import StoredSegment
from kiosk.settings import Seat
from kiosk.spool import Spool

TRIES: Final = 5
"""So many wrong PINs, and nobody may try for a while."""
WAIT_SECONDS: Final = 30
MOUNT_PLACES: Final = (Path("/media"), Path("/mnt"), Path("/run/media"))
"""Where sticks appear: a folder below that is on the PC's own disk means that none is there."""
_UNKNOWN: Final = ExamTime(0)
_MOST_ORDERS: Final = 1000
_NAME_BYTES: Final = 4
_SEPARATORS: Final = re.compile(r"[\s.-]+")
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9-]+")


class PinCheck:
    """Knows the proctors' PIN without a server, and gives nobody many guesses."""

    def __init__(self, seat: Seat, machine: Machine) -> None:
        self._seat = seat
        self._machine = machine
        self._checking = asyncio.Lock()
        self._wrong = 0
        self._closed_until = 0

    async def check(self, pin: str) -> None:
        """Accept the PIN as it was typed, blanks and dashes or not.

        Raises:
            RefusedError: it is wrong, there were too many wrong ones, or the exam has none.

        """
        expected = self._seat.manifest.proctor_pin
        if not expected:
            raise RefusedError("transfer.no-pin")
        async with self._checking:
            self._require_open()
            typed = _SEPARATORS.sub("", pin)
            if await self._machine.in_thread(self._hash_of, typed) != expected:
                self._note_wrong()
                raise RefusedError("transfer.pin")
            self._wrong = 0

    def _hash_of(self, pin: str) -> bytes:
        key, profile = self._seat.manifest.server_signing_key, self._seat.config.kdf_profile
        return keys.auth_hash(keys.stretch(pin, "proctor-pin", key, profile=profile).auth)

    def _require_open(self) -> None:
        left = self._closed_until - self._machine.boottime()
        if left > 0:
            raise RefusedError("transfer.pin-wait", seconds=-(-left // 1000))

    def _note_wrong(self) -> None:
        self._wrong += 1
        if self._wrong >= TRIES:
            self._wrong = 0
            self._closed_until = self._machine.boottime() + 1000 * WAIT_SECONDS


async def write_to_stick(
    seat: Seat,
    spool: Spool,
    machine: Machine,
    made_at: ExamTime = _UNKNOWN,
    mount_places: Sequence[Path] = MOUNT_PLACES,
) -> Path:
    """Write all work and orders of this PC into one file; returns where it is.

    `made_at` is exam time, 0 if it is not known.

    Raises:
        RefusedError: there is nothing to copy.
        DirectoryError: there is no stick, or it cannot be written.

    """
    folder = seat.settings.stick
    if folder is None:
        raise RefusedError("transfer.no-place")
    name = f"makalah-{_plain(seat.description.seat_name)}-{machine.random(_NAME_BYTES).hex()}"
    await machine.in_thread(_require_stick, folder, mount_places)
    content = await machine.in_thread(_gather, seat, spool, made_at)
    path = folder / f"{name}.sealed"
    await machine.in_thread(_write, path, content)
    return path


def _plain(seat_name: str) -> str:
    """Return a name as any file system takes it."""
    return _UNSAFE.sub("-", seat_name).strip("-") or "PC"


def _require_stick(folder: Path, mount_places: Sequence[Path]) -> None:
    """Refuse a folder that is not there, or where a stick would be if one were plugged in."""
    try:
        device = folder.stat().st_dev
        places = [place for place in mount_places if folder.is_relative_to(place)]
        if folder.is_dir() and all(place.stat().st_dev != device for place in places):
            return
    except OSError:
        pass
    raise DirectoryError("transfer.no-folder", folder=str(folder))


def _gather(seat: Seat, spool: Spool, made_at: ExamTime) -> bytes:
    """Read everything and sign it.

    Raises:
        RefusedError: there is nothing.

    """
    works = tuple(_work(spool, application_id) for application_id in spool.applications())
    works = tuple(work for work in works if work.segments or work.envelopes)
    if not works:
        raise RefusedError("transfer.nothing")
    seat_id, orders = seat.description.seat_id, spool.orders()[-_MOST_ORDERS:]
    return write_transfer(
        Transfer(seat.exam_id, seat_id, made_at, works, orders), seat.signing_secret
    )


def _work(spool: Spool, application_id: str) -> Work:
    kept = spool.of_application(application_id)
    parts = tuple(part for segment in kept.segments() for part in _parts(segment))
    return Work(application_id, parts, tuple(kept.envelopes()), tuple(kept.receipts()))


def _parts(segment: StoredSegment) -> Iterator[SegmentPart]:
    """Cut a segment into parts; one without records has one, which names it."""
    records = segment.records
    for first in range(0, max(1, len(records)), PART_RECORDS):
        yield SegmentPart(segment.header, first, tuple(records[first : first + PART_RECORDS]))


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, and read it back.

    Raises:
        DirectoryError: the stick refused, or does not hold what was written.

    """
    fresh = path.with_name(f".{path.name}.part")
    try:
        _write_through(fresh, content)
        fresh.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        problem = error.strerror or type(error).__name__
        raise DirectoryError("transfer.write", folder=str(path.parent), problem=problem) from None


def _write_through(path: Path, content: bytes) -> None:
    """Write to the stick, and compare with what it says that it holds."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    if path.read_bytes() != content:
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def _sync_folder(folder: Path) -> None:
    """Bring the name to the stick; a file system that cannot do it for a folder did it already."""
    try:
        sync_directory(folder)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
