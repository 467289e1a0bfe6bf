"""What people in the room do: pauses, credits, early ends, sticks, new cards."""

import asyncio

from scripts.simulating.mishap import Choices, Kinds


class RoomMishaps:
    """Whatever a proctor may have to do."""

    def __init__(self, choices: Choices) -> None:
        self._choices = choices
        self._proctor = choices.world.proctor
        self._errands = choices.world.errands
        self._random = choices.random

    @property
    def kinds(self) -> Kinds:
        """All of them."""
        return (
            (2, self._pause),
            (3, self._pause_storm),
            (4, self._credit),
            (1, self._end_early),
            (2, self._carry_stick),
            (2, self._replace_card),
        )

    async def _pause(self) -> None:
        self._choices.note("pause", "proctor")
        await self._proctor.pause(self._random.uniform(1.0, 15.0))

    async def _pause_storm(self) -> None:
        self._choices.note("pause storm", "proctor")
        for _ in range(self._random.randint(2, 4)):
            await self._proctor.pause(self._random.uniform(0.0, 4.0))

    async def _credit(self) -> None:
        """Give somebody time, at zero and after it as well."""
        person = self._choices.person()
        if self._random.random() < 0.5:
            await asyncio.sleep(
                max(0.0, self._proctor.seconds_left() + 4.0 * self._random.random())
            )
        self._choices.note("credit", "proctor", person.number)
        await self._errands.credit(person, self._random.randrange(5_000, 30_000))

    async def _end_early(self) -> None:
        person = self._choices.person() if self._random.random() < 0.7 else None
        self._choices.note("early end", "proctor", "all" if person is None else person.number)
        await self._errands.end_early(person)

    async def _carry_stick(self) -> None:
        """Take what a PC keeps to the server by hand, twice."""
        computer = self._choices.running()
        if computer is not None:
            self._choices.note("stick", computer.name)
            await self._errands.carry_stick(computer)

    async def _replace_card(self) -> None:
        person = self._choices.person()
        if person.is_seated:
            self._choices.note("new card", person.number)
            await self._errands.replace_card(person)
