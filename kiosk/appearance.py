"""How a candidate wants the screens to look, for as long as that candidate sits here.

Desk and screen share this: the screen that comes after a crash looks like the one before it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from exam.sitting import Phase


class Theme(StrEnum):
    """The colours."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Width(StrEnum):
    """How long the lines of the text may become."""

    NARROW = "narrow"
    NORMAL = "normal"
    FULL = "full"


class Spacing(StrEnum):
    """How far the rows of the text are apart."""

    SINGLE = "single"
    DOUBLE = "double"


@dataclass(frozen=True, slots=True)
class Appearance:
    """What was chosen."""

    theme: Theme = Theme.LIGHT
    width: Width = Width.NORMAL
    spacing: Spacing = Spacing.SINGLE


AS_DESIGNED: Final = Appearance()
"""What nobody has chosen."""
_NOT_YET_ONES_OWN: Final = (None, Phase.SIGNED_IN)
"""Phases after which the same person may sign in again, having mistyped the number."""


def is_somebody_elses(before: Phase | None, now: Phase | None) -> bool:
    """Whether what was chosen ends with this change: whoever comes next is somebody else."""
    return now is None and before not in _NOT_YET_ONES_OWN
