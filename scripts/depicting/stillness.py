"""A machine that is the same each time: its chance, its clock, its disks and where it stands."""

import os
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, tzinfo
from pathlib import Path
from random import Random
from threading import Lock
from types import ModuleType
from typing import Final
from unittest.mock import patch

import server.web.app  # noqa: F401 - whatever tells the time has to be there before it is fixed
from server import disk_watch, preparation
from server.copy_places import CopyPlace
from server.web import evening_pages, release
from tests.server.acting import Hand

_ZONE: Final = "Asia/Jakarta"
_FREE_BYTES: Final = 412_000_000_000
_STICK: Final = CopyPlace("CADANGAN", Path("/media/CADANGAN"), 58_000_000_000)


class Dice:
    """Random bytes that are the same each time for the same scene; any thread may draw."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._source = Random(0)

    def begin(self, scene: str) -> None:
        """Begin anew, so that no scene depends on what was drawn in others."""
        with self._guard:
            self._source = Random(scene)

    def __call__(self, size: int) -> bytes:
        """Draw so many bytes."""
        with self._guard:
            return self._source.randbytes(size)


@contextmanager
def standing_still(hand: Hand, dice: Dice) -> Iterator[None]:
    """Let the time of day be what the hand shows, in Jakarta, and chance be these dice."""
    with ExitStack() as stack:
        stack.callback(time.tzset)
        stack.enter_context(patch.dict(os.environ, TZ=_ZONE))
        time.tzset()
        stack.enter_context(patch.object(os, "urandom", dice))
        # Of several threads nobody knows which draws first.
        stack.enter_context(patch.object(os, "cpu_count", lambda: 1))
        stack.enter_context(patch.object(secrets, "token_bytes", dice))
        for module in _tellers_of_time():
            stack.enter_context(patch.object(module, "datetime", _datetime_by(hand)))
        for module in (disk_watch, preparation):
            stack.enter_context(patch.object(module, "free_bytes", lambda _folder: _FREE_BYTES))
        stack.enter_context(patch.object(release, "MACHINE", hand.clocks))
        stack.enter_context(patch.object(evening_pages, "copy_places", lambda: (_STICK,)))
        yield


def _tellers_of_time() -> list[ModuleType]:
    return [
        module
        for name, module in list(sys.modules.items())
        if name.startswith("server.") and getattr(module, "datetime", None) is datetime
    ]


def _datetime_by(hand: Hand) -> type[datetime]:
    class Told(datetime):
        """The time of day as the hand shows it."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Told":
            return cls.fromtimestamp(hand.wall / 1000, tz)

    return Told
