"""Mishaps of PCs: killed, dark, dead, asleep, started twice, left for another."""

import asyncio

from scripts.simulating.machine import Computer
from scripts.simulating.mishap import Choices, Kinds


class ComputerMishaps:
    """Whatever takes a screen away."""

    def __init__(self, choices: Choices) -> None:
        self._choices = choices
        self._world = choices.world
        self._lab = choices.world.lab
        self._random = choices.random

    @property
    def kinds(self) -> Kinds:
        """All of them."""
        return (
            (8, self._kill),
            (6, self._cut_power),
            (5, self._break_down),
            (4, self._suspend),
            (2, self._hang),
            (1, self._start_twice),
            (5, self._move_away),
        )

    async def _kill(self) -> None:
        computer = self._choices.running()
        if computer is not None:
            self._choices.note("kiosk killed", computer.name)
            self._lab.kill_kiosk(computer, "kill")
            await asyncio.sleep(self._random.uniform(0.2, 4.0))
            self._lab.start_kiosk(computer)

    async def _cut_power(self) -> None:
        computer = self._choices.running()
        if computer is not None:
            self._choices.note("power cut", computer.name)
            self._lab.cut_power(computer, "power cut")
            await asyncio.sleep(self._random.uniform(2.0, 30.0))
            self._lab.start_kiosk(computer)

    async def _break_down(self) -> None:
        """A PC goes dark; who sat there goes on at a spare one, and it may come back later."""
        computer = self._choices.running()
        if computer is None:
            return
        returns = self._random.random() < 0.6
        self._choices.note("PC dead", computer.name, "comes back later" if returns else "for good")
        self._lab.cut_power(computer, "dead PC")
        computer.is_lost = True
        await asyncio.sleep(self._random.uniform(1.0, 12.0))
        self._send_on(computer)
        if returns:
            await asyncio.sleep(self._random.uniform(0.0, 60.0))
            if not self._choices.is_over:
                computer.is_lost = False
                self._lab.start_kiosk(computer)

    async def _suspend(self) -> None:
        computer, seconds = self._choices.computer(), self._random.uniform(2.0, 45.0)
        self._choices.note("suspend", computer.name, f"for {seconds:.0f} s")
        computer.sleep(seconds)

    async def _hang(self) -> None:
        computer, seconds = self._choices.computer(), self._random.uniform(0.5, 6.0)
        self._choices.note("PC hangs", computer.name, f"for {seconds:.1f} s")
        computer.sleep(seconds)

    async def _start_twice(self) -> None:
        """Somebody starts the program again: the folder is held, so the second one ends."""
        computer = self._choices.running()
        if computer is not None:
            self._choices.note("double start", computer.name)
            self._lab.start_kiosk(computer)

    async def _move_away(self) -> None:
        """Somebody wants another PC though theirs works, and may want the old one back."""
        person, spare = self._choices.person(), self._choices.spare()
        if spare is None or not person.is_seated:
            return
        before = person.computer
        self._choices.note("move from a live PC", person.number, f"to {spare.name}")
        person.move_to(spare)
        if self._random.random() < 0.5:
            await asyncio.sleep(self._random.uniform(1.0, 40.0))
            is_free = all(one.computer is not before for one in self._world.people)
            if is_free and person.computer is spare and before.is_running:
                self._choices.note("move back", person.number, f"to {before.name}")
                person.move_to(before)

    def _send_on(self, computer: Computer) -> None:
        """Send whoever sat there to a free PC."""
        for person in self._world.people:
            spare = self._choices.spare()
            if person.computer is computer and spare is not None:
                person.move_to(spare)
