"""How long something took, as people read it."""

from collections.abc import Callable
from typing import Final

_SECOND: Final = 1000


def _(text: str) -> str:
    """Mark a sentence for the catalogs."""
    return text


LENGTHS: Final = {
    "hours": _("{hours} h {minutes} min"),
    "both": _("{minutes} min {seconds} s"),
    "minutes": _("{minutes} min"),
    "seconds": _("{seconds} s"),
}
"""The forms in which a length is written; the page's script is given the same."""


def show_lasting(milliseconds: int, translate: Callable[[str], str]) -> str:
    """Write how long something took, begun seconds counted."""
    whole = -(-milliseconds // _SECOND)
    hours, minutes, seconds = whole // 3600, whole // 60 % 60, whole % 60
    if hours:
        form = "hours"
    elif minutes:
        form = "both" if seconds else "minutes"
    else:
        form = "seconds"
    return translate(LENGTHS[form]).format(hours=hours, minutes=minutes, seconds=seconds)
