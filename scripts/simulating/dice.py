"""Where every choice of a world comes from: streams of randomness under one seed, by name."""

from random import Random


class Dice:
    """Streams that do not disturb each other: one more throw in one changes no other."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def stream(self, name: str) -> Random:
        """Return a stream; the same seed and name give the same throws."""
        return Random(f"{self.seed}/{name}")
