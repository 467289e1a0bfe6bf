"""Mishaps of the server: killed at any step, put back to an older copy, moved, its clock turned."""

import asyncio
from typing import Final

from scripts.simulating.hub import Backup
from scripts.simulating.mishap import Choices, Kinds

_YEAR: Final = 365 * 24 * 3_600_000
_WALL_JUMPS: Final = (-20 * _YEAR, -_YEAR, -3_600_000, -30_000, 30_000, 3_600_000, 30 * _YEAR)
_LATEST: Final = 8


class ServerMishaps:
    """Whatever takes the server away, and how it comes back."""

    def __init__(self, choices: Choices) -> None:
        self._choices = choices
        self._world = choices.world
        self._hub = choices.world.hub
        self._random = choices.random
        self._backups: list[Backup] = []

    @property
    def kinds(self) -> Kinds:
        """All of them."""
        return ((5, self._crash), (4, self._crash_at_commit), (4, self._restore), (2, self._jump))

    async def keep_backups(self) -> None:
        """Copy the server's disk every few seconds, as the continuous backup does."""
        while not self._choices.is_over:
            if self._hub.is_up:
                self._backups.append(self._hub.backup())
            await asyncio.sleep(self._world.shape.backup_seconds * (1 + self._random.random()))

    async def _crash(self) -> None:
        if self._hub.is_up:
            self._choices.note("server killed", "server")
            self._hub.kill()
            await self._bring_back()

    async def _crash_at_commit(self) -> None:
        moment = self._random.choice(("before", "after"))
        if self._hub.is_up:
            self._choices.note(f"server killed {moment} commit", "server")
            self._hub.kill_at_commit(moment)
            await asyncio.sleep(1.0)
            await self._bring_back()

    async def _restore(self) -> None:
        """The server's disk is gone; it comes back as of an earlier time, maybe elsewhere."""
        if not self._backups:
            return
        copy = self._random.choice(self._backups[-_LATEST:])
        self._choices.note("server restored from backup", "server", f"of {copy.at:.1f} s")
        self._hub.kill()
        await asyncio.sleep(self._random.uniform(0.5, 20.0))
        if self._hub.is_up or self._choices.is_over:
            return
        marked = self._random.random() < 0.5
        if not marked:
            self._choices.note("restored by copying files", "server")
        self._world.restore(copy, marked=marked)
        if self._random.random() < 0.5:
            self._choices.note("server on another machine", "server")
            self._hub.move_to_other_machine()
        self._hub.start()

    async def _bring_back(self) -> None:
        await asyncio.sleep(self._random.choice((0.3, 2.0, 8.0, 25.0)) * self._random.random())
        if not self._hub.is_up:
            if self._random.random() < 0.3:
                await self._jump()
            self._hub.start()

    async def _jump(self) -> None:
        jump = self._random.choice(_WALL_JUMPS)
        self._choices.note("wall clock set", "server", f"by {jump / 1000:.0f} s")
        self._hub.wall_offset += jump
