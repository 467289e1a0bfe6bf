"""Everything that one run of the benchmark measured."""

from dataclasses import dataclass, field

from scripts.benching.figures import Deed, Slowed, Soak, Typing, Upkeep
from scripts.benching.noise import Machine, Noise


@dataclass(slots=True)
class Results:
    """Filled while it runs; `growth` is ours alone, in a short and a long paper by turns.

    `slowed` is None where no part of the CPU can be given out.

        `goes_first` says whether everything ran with a raised priority.
    """

    machine: Machine
    goes_first: bool = False
    typing: list[Typing] = field(default_factory=list)
    growth: list[Typing] = field(default_factory=list)
    actions: list[Deed] = field(default_factory=list)
    upkeep: list[Upkeep] = field(default_factory=list)
    slowed: list[Slowed] | None = None
    soak: Soak | None = None
    undo_mb: float | None = None
    noise: Noise | None = None
    given_up: str = ""
