"""Mishaps of the network."""

from scripts.simulating.mishap import Choices, Kinds


class LanMishaps:
    """Cuts, splits, half-open connections, and calls that are lost, late or doubled."""

    def __init__(self, choices: Choices) -> None:
        self._choices = choices
        self._lan = choices.world.lan

    @property
    def kinds(self) -> Kinds:
        """All of them."""
        return ((4, self._cut), (3, self._split), (3, self._half_open), (6, self._bad))

    async def _cut(self) -> None:
        choices = self._choices
        computer, seconds = choices.computer(), choices.random.uniform(1.0, 40.0)
        choices.note("LAN cut", computer.name, f"for {seconds:.0f} s")
        self._lan.weather(computer.name).cut_until = choices.until(seconds)

    async def _split(self) -> None:
        choices = self._choices
        group, seconds = choices.some(), choices.random.uniform(1.0, 40.0)
        choices.note("LAN split", " ".join(one.name for one in group), f"for {seconds:.0f} s")
        for one in group:
            self._lan.weather(one.name).cut_until = choices.until(seconds)

    async def _half_open(self) -> None:
        choices = self._choices
        computer, seconds = choices.computer(), choices.random.uniform(1.0, 25.0)
        choices.note("half-open connection", computer.name, f"for {seconds:.0f} s")
        self._lan.weather(computer.name).half_open_until = choices.until(seconds)

    async def _bad(self) -> None:
        choices, dice = self._choices, self._choices.random
        some, seconds = choices.some(), dice.uniform(5.0, 60.0)
        choices.note("bad network", " ".join(one.name for one in some), f"for {seconds:.0f} s")
        for one in some:
            weather = self._lan.weather(one.name)
            weather.bad_until = choices.until(seconds)
            weather.loss = dice.choice((0.0, 0.1, 0.4))
            weather.loss_of_reply = dice.choice((0.0, 0.1, 0.4))
            weather.doubling = dice.choice((0.0, 0.3))
            weather.slow = dice.choice((0.0, 0.2, 0.6))
