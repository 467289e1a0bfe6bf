"""The watch over a PC: every check at the start and every half minute, each with little time.

Nothing here can keep anybody from writing: a check that fails or hangs is a notice, and one that
hangs is not asked again until it has come back.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from exam.config import PcCheckSection
from exam.pc_check import Finding, PcCheck, PcKind, Severity, fit_detail, pc_check_of
from kiosk.lockdown.checks import Check, checks_of
from kiosk.lockdown.sources import Sources
from kiosk.machine import Machine

ROUND_SECONDS: Final = 30
CHECK_SECONDS: Final = 2.0
"""So long a check may take; whatever it looks at is in the kernel's memory."""
FAILURES: Final = (ArithmeticError, LookupError, OSError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class _Heard:
    """What a server's clock showed, and the boot clock of this PC when that was heard."""

    wall: int
    boottime: int


class PcWatch:
    """Watches one PC; `check` is what was found last, None until everything was looked at once."""

    def __init__(self, machine: Machine, sources: Sources, rules: PcCheckSection) -> None:
        self._machine = machine
        self._sources = sources
        self._rules = rules
        self._checks = checks_of(sources, rules, self._ahead)
        self._hanging: dict[PcKind, asyncio.Future[list[str]]] = {}
        self._passed: frozenset[PcKind] = frozenset()
        self._heard: _Heard | None = None
        self.check: PcCheck | None = None

    async def run(self) -> None:
        """Look every half minute until cancelled."""
        while True:
            await self.look()
            await self._machine.wait(ROUND_SECONDS)

    async def look(self) -> None:
        """Look at everything once."""
        findings = [await self._finding(kind, check) for kind, check in self._checks.items()]
        found = tuple(one for one in findings if one is not None)
        self._passed &= frozenset(one.kind for one in found)
        self.check = pc_check_of(tuple(self._as_passed(found)))

    @property
    def hangs(self) -> bool:
        """Whether a check has not come back."""
        return not all(asked.done() for asked in self._hanging.values())

    def pass_stops(self) -> None:
        """Let people sign in although something was found; it counts while that is so."""
        if self.check is not None:
            stopping = {one.kind for one in self.check.findings if one.severity is Severity.STOP}
            self._passed |= stopping
            self.check = PcCheck(tuple(self._as_passed(self.check.findings)))

    def hear_wall(self, wall: int) -> None:
        """Take what a server's clock shows, in milliseconds since 1970; 0 says nothing."""
        if wall:
            self._heard = _Heard(wall, self._machine.boottime())

    def _ahead(self) -> int | None:
        """By how many milliseconds this PC's clock is ahead of the server's, if one was heard."""
        if self._heard is None:
            return None
        since = self._machine.boottime() - self._heard.boottime
        return self._sources.wall() - (self._heard.wall + since)

    def _as_passed(self, findings: tuple[Finding, ...]) -> Iterator[Finding]:
        for one in findings:
            has_passed = one.kind in self._passed and one.severity is Severity.STOP
            yield Finding(one.kind, one.severity, one.detail, one.could_not_be_checked, has_passed)

    async def _finding(self, kind: PcKind, check: Check) -> Finding | None:
        """Return what a check finds, or that it does not say in time."""
        try:
            found = await self._ask(kind, check)
        except FAILURES:
            found = None
        if found is None:
            return Finding(kind, Severity.NOTICE, could_not_be_checked=True)
        severity = self._rules.severity_of(kind)
        if severity is None or not found:
            return None
        return Finding(kind, severity, fit_detail(", ".join(found)))

    async def _ask(self, kind: PcKind, check: Check) -> list[str] | None:
        """Run a check beside everything else; None if it hangs."""
        asked, patience = self._hanging.pop(kind, None), 0.0
        if asked is None:
            asked, patience = asyncio.ensure_future(self._machine.in_thread(check)), CHECK_SECONDS
            asked.add_done_callback(_look_at)
        done, _ = await asyncio.wait((asked,), timeout=patience)
        if not done:
            self._hanging[kind] = asked
            return None
        return asked.result()


def _look_at(asked: "asyncio.Future[list[str]]") -> None:
    """Take note of what a check raised, even if nobody waits for it any more."""
    if not asked.cancelled():
        asked.exception()
