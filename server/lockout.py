"""Who has to wait before the next try at a passphrase, and for how long.

A wait binds one address for one account, so nobody can lock another one out from elsewhere; an
address that tries many accounts waits for all of them. A try counts as wrong from its beginning, so
tries at the same time do not slip through. Everything is in memory and is forgotten.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final

from exam.errors import RefusedError

FREE_TRIES: Final = 5
"""So many wrong passphrases from one address for one account cost no wait."""
FREE_TRIES_OF_ADDRESS: Final = 20
"""So many from one address, whatever the account."""
FIRST_WAIT_SECONDS: Final = 30
LONGEST_WAIT_SECONDS: Final = 300
FORGET_SECONDS: Final = 1800
MOST_REMEMBERED: Final = 10_000
_LONGEST_ACCOUNT: Final = 64
_MOST_DOUBLINGS: Final = 10
_EVERY_ACCOUNT: Final = ""

_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Tries:
    """How many were wrong, and when the last one was (milliseconds)."""

    wrong: int
    last: int


class Lockout:
    """Wrong tries by account and address; `clock` tells milliseconds and only runs forward."""

    def __init__(self, clock: Callable[[], int]) -> None:
        self._clock = clock
        self._tries: dict[_Key, _Tries] = {}
        self._guard = Lock()

    def begin(self, account: str, address: str) -> None:
        """Count a try before it is made.

        Raises:
            RefusedError: this address has to wait first; it counts no try and makes none longer.

        """
        with self._guard:
            now = self._clock()
            keys = _keys(account, address)
            wait = max(self._wait(key, now) for key in keys)
            if wait > 0:
                raise RefusedError("staff.wait", seconds=-(-wait // 1000))
            for key in keys:
                self._count(key, now)

    def succeed(self, account: str, address: str) -> None:
        """Take back that try: it was right, and the address is known to this account."""
        with self._guard:
            pair, whole = _keys(account, address)
            self._tries.pop(pair, None)
            counted = self._tries.pop(whole, None)
            if counted is not None and counted.wrong > 1:
                self._tries[whole] = _Tries(counted.wrong - 1, counted.last)

    def _wait(self, key: _Key, now: int) -> int:
        """Return how many milliseconds are left of a wait."""
        tries = self._tries.get(key)
        if tries is None or _is_forgotten(tries, now):
            return 0
        free = FREE_TRIES_OF_ADDRESS if key[0] == _EVERY_ACCOUNT else FREE_TRIES
        return tries.last + 1000 * wait_seconds(tries.wrong - free) - now

    def _count(self, key: _Key, now: int) -> None:
        before = self._tries.pop(key, None)
        wrong = 0 if before is None or _is_forgotten(before, now) else before.wrong
        if len(self._tries) >= MOST_REMEMBERED:
            self._make_room(now)
        self._tries[key] = _Tries(wrong + 1, now)

    def _make_room(self, now: int) -> None:
        """Forget what is old, or if nothing is, the one that was longest ago."""
        for key, tries in list(self._tries.items()):
            if _is_forgotten(tries, now):
                del self._tries[key]
        if len(self._tries) >= MOST_REMEMBERED:
            del self._tries[next(iter(self._tries))]


def wait_seconds(beyond: int) -> int:
    """Return the wait after so many wrong tries beyond the free ones; the last free one is 0."""
    if beyond < 0:
        return 0
    doublings = min(beyond, _MOST_DOUBLINGS)
    return min(FIRST_WAIT_SECONDS << doublings, LONGEST_WAIT_SECONDS)


def _keys(account: str, address: str) -> tuple[_Key, _Key]:
    """Return under what a try counts: the pair, and the address for whatever account."""
    return (account[:_LONGEST_ACCOUNT] or "-", address), (_EVERY_ACCOUNT, address)


def _is_forgotten(tries: _Tries, now: int) -> bool:
    return now - tries.last >= FORGET_SECONDS * 1000
