"""How long something took, as people read it: short on pages, written out on paper."""

from collections.abc import Callable, Mapping
from typing import Final

_SECOND: Final = 1000


def _(text: str) -> str:
    """Mark a text for the catalogs."""
    return text


Forms = Mapping[str, str]
SHORT: Final[Forms] = {
    "days": _("{days} d {hours} h"),
    "hours": _("{hours} h {minutes} min"),
    "both": _("{minutes} min {seconds} s"),
    "minutes": _("{minutes} min"),
    "seconds": _("{seconds} s"),
}
"""The forms in which pages write a length; the script of the proctor's page is given the same."""
FULL: Final[Forms] = {
    "days": _("{days} d. {hours} h. {minutes} min."),
    "hours": _("{hours} h. {minutes} min."),
    "both": _("{minutes} min. {seconds} sec."),
    "minutes": _("{minutes} min."),
    "seconds": _("{seconds} sec."),
}
"""The forms in which papers that are signed write a length."""


def show_lasting(milliseconds: int, translate: Callable[[str], str], forms: Forms = SHORT) -> str:
    """Write how long something took, begun seconds counted."""
    whole = -(-milliseconds // _SECOND)
    days, hours, minutes, seconds = (
        whole // 86_400,
        whole // 3600 % 24,
        whole // 60 % 60,
        whole % 60,
    )
    if days:
        form = "days"
    elif hours:
        form = "hours"
    elif minutes:
        form = "both" if seconds else "minutes"
    else:
        form = "seconds"
    return translate(forms[form]).format(days=days, hours=hours, minutes=minutes, seconds=seconds)
