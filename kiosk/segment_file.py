"""The file of the segment that this process writes: what is not on disk, and what is read back.

Records wait in memory until they are on disk; of those that are, only the latest stay in memory,
so that four hours without a server cost no more than a few minutes. Nothing here waits for a disk:
jobs are made and their outcomes noted on the event loop, and run in a thread.
"""

import errno
import os
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final
from zlib import crc32

from kiosk.disk import Disk, DiskFile
from kiosk.framing import begin_file, frame, frames_from
from kiosk.outbox import BEAT_BYTES, fitting

WINDOW_BYTES: Final = 1_000_000
"""So much of what is on disk stays in memory for the server."""
_WRITE_BYTES: Final = 1_000_000
"""So much is written in one go, unless a single record is longer."""
_OBJECT_BYTES: Final = 64
"""What a record costs in memory beside its bytes."""


class SegmentFile:
    """One segment; `place` is the folder, by number, in which it lies, or None while in none."""

    def __init__(self, disk: Disk, paths: Sequence[Path], header_bytes: bytes) -> None:
        self._disk = disk
        self._paths = tuple(paths)
        self._beginning = begin_file(header_bytes)
        self._ends = array("Q")
        self._sums = array("I")
        self._recent: list[bytes] = []
        self._recent_bytes = 0
        self._unsaved_bytes = 0
        self._first_recent = 0
        self._saved_count = 0
        self._handles: dict[int, DiskFile] = {}
        self._fetched: tuple[int, Sequence[bytes]] = (0, ())
        self._wanted: int | None = None
        self.place: int | None = None

    @property
    def count(self) -> int:
        """How many records it has."""
        return len(self._ends)

    @property
    def saved(self) -> bool:
        """Whether everything appended is on disk."""
        return self.place is not None and self._saved_count == self.count

    @property
    def unsaved_bytes(self) -> int:
        """How many bytes of records are on no disk."""
        return self._unsaved_bytes

    def path_in(self, place: int) -> Path:
        """Where it lies, or would lie, in a folder."""
        return self._paths[place]

    def append(self, record: bytes) -> None:
        """Add a record in memory."""
        framed_bytes = len(frame(record))
        self._ends.append(self._end_of(self.count) + framed_bytes)
        self._sums.append(crc32(record))
        self._recent.append(record)
        self._recent_bytes += len(record) + _OBJECT_BYTES
        self._unsaved_bytes += len(record)

    def give_up_unsaved(self) -> int:
        """Forget the records that are on no disk; returns how many they were."""
        lost = self.count - self._saved_count
        del self._ends[self._saved_count :], self._sums[self._saved_count :]
        del self._recent[self._saved_count - self._first_recent :]
        self._recent_bytes = sum(len(record) + _OBJECT_BYTES for record in self._recent)
        self._unsaved_bytes = 0
        return lost

    def saved_in(self, place: int, count: int) -> bool:
        """Whether it lies in that folder, with so many records at least."""
        return self.place == place and self._saved_count >= min(count, self.count)

    def write_job(self, place: int) -> "WriteJob":
        """Return what brings the next records to disk, in its folder or in any while in none."""
        unsaved = islice(self._recent, self._saved_count - self._first_recent, None)
        records = fitting(unsaved, _WRITE_BYTES)
        data, offset = b"".join(map(frame, records)), self._end_of(self._saved_count)
        if self.place is None:
            data, offset = self._beginning + data, 0
        return WriteJob(self, place, offset, data, self._saved_count + len(records))

    def note_written(self, job: "WriteJob") -> None:
        """Note that a job was done; what was written long ago need not stay in memory."""
        self.place = job.place
        if job.count > self.count:  # given up meanwhile
            return
        written = self._recent[self._saved_count - self._first_recent :]
        for record in islice(written, job.count - self._saved_count):
            self._unsaved_bytes -= len(record)
        self._saved_count = job.count
        if self._recent_bytes > 2 * WINDOW_BYTES:
            self._forget_oldest()

    def write(self, job: "WriteJob") -> None:
        """Do a job, in a thread.

        Raises:
            FileNotFoundError: somebody took the file away.
            OSError: the disk refused.

        """
        file = self._opened(job.place)
        if not file.is_there:
            if self.place is not None:
                raise _taken_away()
            # Only a job that was given up wrote there, so this one begins at the beginning.
            self._let_go(job.place)
            file = self._opened(job.place)
        file.write(job.offset, job.data)

    def require_there(self) -> None:
        """Look whether the file is where it was written, in a thread.

        Raises:
            FileNotFoundError: somebody took it away.

        """
        file = None if self.place is None else self._handles.get(self.place)
        if file is not None and not file.is_there:
            raise _taken_away()

    def records_from(self, first: int, most_bytes: int) -> tuple[bytes, ...]:
        """Return records at hand; if they are on disk only, none, and they are wanted."""
        begin, fetched = self._fetched
        if first >= self._first_recent:
            return fitting(islice(self._recent, first - self._first_recent, None), most_bytes)
        if begin <= first < begin + len(fetched):
            return fitting(islice(fetched, first - begin, None), most_bytes)
        self._wanted = first
        return ()

    def want(self, first: int) -> None:
        """Say from which record on the server will be sent records next."""
        begin, fetched = self._fetched
        at_hand = begin <= first < begin + len(fetched)
        self._wanted = None if first >= self._first_recent or at_hand else first
        if self._wanted is not None or first >= self._first_recent:
            self._fetched = (0, ())

    def read_job(self) -> "ReadJob | None":
        """Return what reads the wanted records back, None if there are none."""
        if self._wanted is None or self.place is None:
            return None
        begin = self._end_of(self._wanted)
        most = bisect_right(self._ends, begin + BEAT_BYTES)
        stop = min(max(most, self._wanted + 1), self._first_recent)
        return ReadJob(self, self.place, self._wanted, begin, self._end_of(stop) - begin)

    def read(self, job: "ReadJob") -> list[bytes]:
        """Do a job, in a thread.

        Raises:
            OSError: the disk refused, or what it holds is not what was written.

        """
        raw = self._opened(job.place).read(job.offset, job.length)
        records, end = frames_from(raw, 0)
        sums = self._sums[job.first : job.first + len(records)]
        if end != job.length or list(map(crc32, records)) != list(sums):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return records

    def note_read(self, job: "ReadJob", records: Sequence[bytes]) -> None:
        """Take what was read back."""
        self._fetched, self._wanted = (job.first, records), None

    def close(self) -> None:
        """Let go of the files."""
        for place in tuple(self._handles):
            self._let_go(place)

    def _opened(self, place: int) -> DiskFile:
        file = self._handles.get(place)
        if file is None:
            file = self._handles[place] = self._disk.open(self._paths[place])
        return file

    def _let_go(self, place: int) -> None:
        self._handles.pop(place).close()

    def _end_of(self, count: int) -> int:
        """Where so many records end in the file."""
        return self._ends[count - 1] if count else len(self._beginning)

    def _forget_oldest(self) -> None:
        """Keep the latest of what is on disk in memory, and all that is not."""
        oldest = 0
        saved = self._saved_count - self._first_recent
        while oldest < saved and self._recent_bytes > WINDOW_BYTES:
            self._recent_bytes -= len(self._recent[oldest]) + _OBJECT_BYTES
            oldest += 1
        del self._recent[:oldest]
        self._first_recent += oldest


@dataclass(frozen=True, slots=True)
class WriteJob:
    """Bytes for a place in a file, after which so many records are on disk."""

    file: SegmentFile
    place: int
    offset: int
    data: bytes
    count: int

    def run(self) -> None:
        """Do it, in a thread."""
        self.file.write(self)


@dataclass(frozen=True, slots=True)
class ReadJob:
    """Bytes of a file in which records lie, `first` the number of the first."""

    file: SegmentFile
    place: int
    first: int
    offset: int
    length: int

    @property
    def path(self) -> Path:
        """Where they lie."""
        return self.file.path_in(self.place)

    def run(self) -> list[bytes]:
        """Do it, in a thread."""
        return self.file.read(self)


def _taken_away() -> FileNotFoundError:
    return FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
