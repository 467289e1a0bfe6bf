"""When to look at the desk: in a moment in which nobody presses a key.

Whoever types fast feels every look that falls between two keys, and nobody reads a clock while
typing; so a look waits until the hands rest, but not for long.
"""

from typing import Final

REST_SECONDS: Final = 0.05
"""So long after the last key the hands rest."""
LONGEST_SECONDS: Final = 1.0
"""So long a look waits at most, also behind a key that is held down."""


class Lull:
    """Knows when keys were pressed and a look was asked for; times are seconds of one clock."""

    def __init__(self) -> None:
        self._pressed_at = float("-inf")
        self._asked_at: float | None = None

    def press(self, now: float) -> None:
        """Note a key."""
        self._pressed_at = now

    def ask(self, now: float) -> bool:
        """Ask for a look; False if one is being waited for already."""
        if self._asked_at is not None:
            return False
        self._asked_at = now
        return True

    def wait(self, now: float) -> float:
        """Return for how many seconds a look has to wait still; at zero it is taken."""
        asked_at = now if self._asked_at is None else self._asked_at
        due = min(self._pressed_at + REST_SECONDS, asked_at + LONGEST_SECONDS)
        if due > now:
            return due - now
        self._asked_at = None
        return 0.0
