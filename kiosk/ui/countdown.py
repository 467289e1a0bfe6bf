"""How it is said when the sitting starts, or goes on: in whole seconds, the last one counted."""

from typing import Final

from kiosk.ui.phrases import Translate

_SECOND: Final = 1000
"""Milliseconds."""


def whole_seconds(milliseconds: int) -> int:
    """Return the seconds that are left, one that has begun as a whole one."""
    return -(-milliseconds // _SECOND)


def say_start(starts_in: int | None, _: Translate) -> str:
    """Say when the sitting starts; `starts_in` is milliseconds, None while nothing is ordered."""
    if starts_in is None:
        return _("Waiting for the proctor to start")
    seconds = whole_seconds(starts_in)
    return _("The sitting begins in {seconds} seconds").format(seconds=seconds)
