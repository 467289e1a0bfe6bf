"""Mishaps of PCs' disks: full, read-only, failing, hanging, damaged, and files taken away."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from scripts.simulating.disk import VirtualDisk
from scripts.simulating.machine import Computer
from scripts.simulating.mishap import Choices, Kinds


class DiskMishaps:
    """Whatever a disk can do."""

    def __init__(self, choices: Choices) -> None:
        self._choices = choices
        self._lab = choices.world.lab
        self._random = choices.random

    @property
    def kinds(self) -> Kinds:
        """All of them."""
        return (
            (3, self._fill),
            (2, self._read_only),
            (2, self._fail),
            (2, self._hang),
            (2, self._damage),
            (2, self._take_away),
        )

    async def _fill(self) -> None:
        left = self._random.randrange(3000)
        await self._trouble("disk full", lambda disk: disk.fill(left))

    async def _read_only(self) -> None:
        def remount(disk: VirtualDisk) -> None:
            disk.is_read_only = True

        await self._trouble("disk read-only", remount)

    async def _fail(self) -> None:
        def fail(disk: VirtualDisk) -> None:
            disk.fails = self._random.randint(1, 6)

        await self._trouble("disk I/O errors", fail)

    async def _hang(self) -> None:
        until = self._choices.until(self._random.uniform(0.5, 15.0))

        def hang(disk: VirtualDisk) -> None:
            disk.hangs_until = until

        await self._trouble("disk hangs", hang)

    async def _trouble(self, kind: str, begin: Callable[[VirtualDisk], None]) -> None:
        computer, dice = self._choices.computer(), self._random
        disks = computer.disks if dice.random() < 0.3 else computer.disks[:1]
        self._choices.note(kind, computer.name, "both" if len(disks) > 1 else "")
        for disk in disks:
            begin(disk)
        await self._lab.keep_disk_bad(computer, dice.uniform(1.0, 40.0))

    async def _damage(self) -> None:
        """Bits of a journal turn while nobody looks; the program starts again on it."""
        found = self._journal()
        if found is None:
            return
        computer, path = found
        size = computer.disk.size(path)
        if size:
            self._choices.note("journal damaged", computer.name, path.name[:12])
            self._lab.note_damage(computer, path)
            computer.disk.spoil(path, self._random.randrange(size), self._random.randint(1, 255))
            self._lab.kill_kiosk(computer, "kill")
            await asyncio.sleep(self._random.uniform(0.2, 3.0))
            self._lab.start_kiosk(computer)

    async def _take_away(self) -> None:
        """Somebody deletes a journal under the program that writes it."""
        found = self._journal()
        if found is not None:
            computer, path = found
            self._choices.note("journal deleted", computer.name, path.name[:12])
            self._lab.note_damage(computer, path)
            computer.disk.delete(path)

    def _journal(self) -> tuple[Computer, Path] | None:
        computer = self._choices.running()
        if computer is None:
            return None
        files = [path for path in computer.disk.paths() if path.suffix == ".segment"]
        return (computer, self._random.choice(files)) if files else None
