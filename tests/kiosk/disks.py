"""Disks for kiosk tests: in memory, with every fault that a disk can have, and an own clock."""

import asyncio
import errno
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from exam import keys
from exam.clock import ExamTime
from exam.draft import Draft
from exam.journal import Owner
from kiosk.machine import Machine
from kiosk.outbox import Outbox
from kiosk.pen import Pen, Place
from kiosk.recovery import Recovery, recover
from kiosk.spool import ApplicationSpool, Spool

CARD_KEY: Final = b"c" * 32
OWNER: Final = Owner(b"e" * 32, "001.x", CARD_KEY, keys.sealing_public_key(b"p" * 32))
FIRST: Final = Path("/first")
SECOND: Final = Path("/second")
NOTHING: Final = Recovery(Draft(), None, (), None)
_T = TypeVar("_T")


class HangsError(BaseException):
    """The disk does not answer."""


class MemoryDisk:
    """What was written is there at once; folders that are broken refuse with an error number."""

    def __init__(self) -> None:
        self.contents: dict[Path, bytearray] = {}
        self.broken: dict[Path, int] = {}
        self.hanging: set[Path] = set()
        self.writes = 0
        self.refused_writes: set[int] = set()

    def names(self, folder: Path) -> tuple[str, ...]:
        """Return the names in a folder."""
        inside = [path.relative_to(folder) for path in self.contents if folder in path.parents]
        return tuple(sorted({path.parts[0] for path in inside}))

    def read(self, path: Path) -> bytes:
        """Return a whole file."""
        if path not in self.contents:
            raise _error(errno.ENOENT)
        return bytes(self.contents[path])

    def replace(self, path: Path, content: bytes) -> None:
        """Write a whole file."""
        self.meet(path)
        self.contents[path] = bytearray(content)

    def open(self, path: Path) -> "MemoryFile":
        """Open a file to write."""
        self.meet(path)
        return MemoryFile(self, path, self.contents.setdefault(path, bytearray()))

    def meet(self, path: Path) -> None:
        """Count a write, and refuse it or never answer if that is due."""
        self.writes += 1
        for folder in self.hanging:
            if folder in path.parents:
                raise HangsError
        for folder, number in self.broken.items():
            if folder in path.parents:
                raise _error(number)
        if self.writes in self.refused_writes:
            raise _error(errno.ENOSPC)

    def files_in(self, folder: Path, end: str = ".segment") -> list[Path]:
        """Return the segments in a folder, or what ends otherwise."""
        return [one for one in self.contents if folder in one.parents and one.name.endswith(end)]


@dataclass
class MemoryFile:
    """A file that is open; one that was taken away goes on without a name."""

    disk: MemoryDisk
    path: Path
    content: bytearray

    @property
    def is_there(self) -> bool:
        """Whether it still has a name."""
        return self.disk.contents.get(self.path) is self.content

    def write(self, offset: int, data: bytes) -> None:
        """Write at a place; a refused write leaves half of it behind."""
        try:
            self.disk.meet(self.path)
        except OSError:
            self._put(offset, data[: len(data) // 2])
            raise
        self._put(offset, data)

    def read(self, offset: int, length: int) -> bytes:
        """Return bytes from a place on."""
        return bytes(self.content[offset : offset + length])

    def close(self) -> None:
        """Let go of it."""

    def _put(self, offset: int, data: bytes) -> None:
        self.content.extend(bytes(max(0, offset - len(self.content))))
        self.content[offset : offset + len(data)] = data


@dataclass
class Workplace:
    """A disk with two folders, threads that end at once or never, and a clock that waits for none.

    `answers` wakes what hung; `life` counts how often the program was killed.
    """

    has_second: bool = True
    disk: MemoryDisk = field(default_factory=MemoryDisk)
    now: int = 1_000_000
    answers: asyncio.Event = field(default_factory=asyncio.Event)
    life: int = 0

    @property
    def machine(self) -> Machine:
        """The machine that all this is."""
        return Machine(lambda: self.now, os.urandom, self.wait, self.in_thread)

    def __post_init__(self) -> None:
        self.application = self.spool

    @property
    def spool(self) -> ApplicationSpool:
        """The candidate's spool, as another process would open it."""
        second = SECOND if self.has_second else None
        return Spool(FIRST, second, self.disk, OWNER.exam_id).of_application("001.x")

    async def wait(self, seconds: float) -> None:
        """Let time pass as soon as nobody has anything to do."""
        for _ in range(20):
            await asyncio.sleep(0)
        self.now += round(seconds * 1000)

    async def in_thread(self, function: Callable[..., _T], /, *arguments: Any) -> _T:
        """Run a function at once, or when the disk answers again; a killed program runs none."""
        life = self.life
        while life == self.life:
            try:
                return function(*arguments)
            except HangsError:
                await self.answers.wait()
        raise asyncio.CancelledError

    def heal(self) -> None:
        """Make the disk work again."""
        self.disk.broken.clear()
        self.disk.hanging.clear()
        self.answers.set()
        self.answers = asyncio.Event()

    def pen(self, recovery: Recovery = NOTHING, outbox: Outbox | None = None) -> Pen:
        """Take up the pen."""
        place = Place(OWNER, "pc-01", 1, 1, ExamTime(0))
        return Pen(place, recovery, self.application, outbox or Outbox(), self.machine)

    def reported(self) -> tuple[str, ...]:
        """Read everything, and return the codes of what cannot be used."""
        spool = Spool(FIRST, SECOND if self.has_second else None, self.disk, OWNER.exam_id)
        for application_id in spool.applications():
            spool.of_application(application_id).segments()
        return tuple(finding.code for finding in spool.findings)

    def recovered(self, card_key: bytes = CARD_KEY) -> Recovery:
        """Read what is on the disk, as after a restart."""
        return recover(self.spool.segments(), card_key)


def _error(number: int) -> OSError:
    return OSError(number, os.strerror(number))
