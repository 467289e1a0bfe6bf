"""Where a journal's segments come to lie: in the first folder, the second, or none for a while.

A segment stays in the folder in which it was begun, or, while nothing of it was saved, goes to any
that takes it. So when a folder fails and there is another, or its file was taken away, the journal
goes on with a new segment. What could not be saved is tried again with each save.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

from exam.errors import DirectoryError
from kiosk.lane import Lane
from kiosk.machine import Machine
from kiosk.segment_file import ReadJob, SegmentFile
from kiosk.shelf import problem_of, refused
from kiosk.spool import ApplicationSpool

_RETRY_MILLISECONDS: Final = 5_000
"""So often an old segment that is not all on disk is tried again."""


class Binder:
    """Brings the segments of one pen to disk; `begin_next` makes the pen begin another one."""

    def __init__(
        self, machine: Machine, spool: ApplicationSpool, begin_next: Callable[[], None]
    ) -> None:
        self._machine = machine
        notes = (partial(spool.note_hanging, place) for place in range(spool.places))
        self._lanes = [Lane(machine, note) for note in notes]
        self._begin_next = begin_next
        self._saving = asyncio.Lock()
        self._files: list[SegmentFile] = []
        self._home = 0
        self._retry_at = 0
        self._problem = ""
        self._has_saved = False
        self._unread: DirectoryError | None = None
        self._lacks_since = machine.boottime()
        self.trouble: DirectoryError | None = None

    @property
    def current(self) -> SegmentFile:
        """The segment that is being written."""
        return self._files[-1]

    @property
    def is_on_second(self) -> bool:
        """Whether the segment that is being written lies in the second folder."""
        return bool(self.current.place)

    @property
    def unsaved_ms(self) -> int | None:
        """Age of the oldest thing that is on no disk, 0 if all is, None if no disk takes any."""
        if not self._has_saved and self.trouble is not None:
            return None
        return 0 if self.current.saved else self._machine.boottime() - self._lacks_since

    def take_up(self, file: SegmentFile) -> None:
        """Go on with a new segment."""
        if not self._files or self.current.saved:
            self._lacks_since = self._machine.boottime()
        self._files.append(file)

    def append(self, record: bytes, written_at: int) -> None:
        """Add a record to the current segment, in memory; `written_at` is boot time."""
        if self.current.saved:
            self._lacks_since = written_at
        self.current.append(record)

    async def save(self) -> None:
        """Bring everything to disk that was appended so far, and fetch what the server lacks.

        Raises:
            DirectoryError: no folder takes it; it may be tried again and nothing is lost.

        """
        async with self._saving:
            began = self._machine.boottime()
            try:
                await self._save_current()
            except OSError as error:
                self.trouble = _refused(error)
                raise self.trouble from None
            self._has_saved, self._lacks_since = True, began
            self.trouble = self._hint
            if self._machine.boottime() >= self._retry_at:
                await self._save_earlier()
                self._unread = await self._fetch_wanted()
                self.trouble = self._hint

    def close(self) -> None:
        """Let go of the files; while a disk hangs they are its own."""
        if all(lane.is_free for lane in self._lanes):
            for file in self._files:
                file.close()

    @property
    def _hint(self) -> DirectoryError | None:
        """What to tell although everything is saved."""
        if self.is_on_second:
            return DirectoryError("spool.second", problem=self._problem)
        return self._unread

    async def _save_current(self) -> None:
        file = None
        while file is not self.current:  # until no other segment was begun meanwhile
            file = self.current
            try:
                await self._save_somewhere(file)
            except OSError as error:
                if not self._may_go_on_elsewhere(file, error):
                    raise
                self._begin_next()

    def _may_go_on_elsewhere(self, file: SegmentFile, error: OSError) -> bool:
        """Whether a new segment may be saved where this one is not."""
        if file.place is None:
            return False
        if isinstance(error, FileNotFoundError):
            file.give_up_unsaved()
            return True
        others = [place for place in range(len(self._lanes)) if place != file.place]
        self._home = next(iter(others), file.place)
        return bool(others)

    async def _save_somewhere(self, file: SegmentFile) -> None:
        """Save a segment in its folder, or in the first that takes it.

        Raises:
            OSError: none does; what the first one said.

        """
        refusals: list[OSError] = []
        for place in self._places_for(file):
            try:
                await self._save_in(place, file)
            except OSError as error:
                self._problem = problem_of(error)
                refusals.append(error)
            else:
                self._home = place
                return
        raise refusals[0]

    async def _save_in(self, place: int, file: SegmentFile) -> None:
        wanted, lane = file.count, self._lanes[place]
        if file.saved_in(place, wanted):
            await lane.run(file.require_there)
        while not file.saved_in(place, wanted):
            job = file.write_job(place)
            await lane.run(job.run)
            file.note_written(job)

    def _places_for(self, file: SegmentFile) -> tuple[int, ...]:
        if file.place is not None:
            return (file.place,)
        return (self._home, *(place for place in range(len(self._lanes)) if place != self._home))

    async def _save_earlier(self) -> None:
        """Complete the earlier segments, if their disk works again."""
        for file in self._files[:-1]:
            if file.count and not file.saved:
                await self._try_later(self._save_somewhere(file))

    async def _fetch_wanted(self) -> DirectoryError | None:
        """Read back what the server lacks; if that fails it gets a new segment, whole.

        Returns what could not be read of an earlier segment, which the server may never get.
        """
        unread = None
        for file in tuple(self._files):
            job = file.read_job()
            error = None if job is None else await self._try_later(self._fetch(job))
            if job is None or error is None:
                continue
            if file is self.current:
                self._begin_next()
            else:
                problem = problem_of(error)
                unread = DirectoryError("spool.unreadable", file=str(job.path), problem=problem)
        return unread

    async def _fetch(self, job: ReadJob) -> None:
        job.file.note_read(job, await self._lanes[job.place].run(job.run))

    async def _try_later(self, work: Awaitable[None]) -> OSError | None:
        """Do what is not urgent; returns what refused, then nothing is tried for a while."""
        try:
            await work
        except OSError as error:
            self._retry_at = self._machine.boottime() + _RETRY_MILLISECONDS
            return error
        return None


def _refused(error: OSError) -> DirectoryError:
    return DirectoryError("spool.silent") if isinstance(error, TimeoutError) else refused(error)
