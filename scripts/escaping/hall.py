"""What the proctors are told of a PC, read from the exam's folder while its server runs.

Only read: the server keeps what each seat last found out about its PC, and nothing is written here.
"""

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from exam.pc_check import PcKind
from server.pc_checks import pc_checks_of

_DATABASE: Final = "exam.db"
_TOLD_SECONDS: Final = 90
"""A PC looks at itself every half minute, and says what it found with its next beat."""
_POLL_SECONDS: Final = 2.0


class HallError(Exception):
    """The exam's folder cannot be read; the message is for people."""


class Hall:
    """The exam at whose server the PC is; `kinds` is what is found at any of its PCs."""

    def __init__(self, folder: Path) -> None:
        self._uri = f"{(folder / _DATABASE).absolute().as_uri()}?mode=ro"

    def kinds(self) -> frozenset[PcKind]:
        """Return what was last found at the PCs.

        Raises:
            HallError: there is no exam in the folder.

        """
        try:
            with closing(sqlite3.connect(self._uri, uri=True)) as connection:
                checks = pc_checks_of(Database(connection)).values()
        except sqlite3.Error as error:
            raise HallError(f"The exam cannot be read: {error}.") from None
        return frozenset(one.kind for kept in checks for one in kept.check.findings)

    def comes_to(self, kind: PcKind, *, is_there: bool, seconds: float = _TOLD_SECONDS) -> bool:
        """Wait until something is found, or no longer; whether that came in time."""
        deadline = time.monotonic() + seconds
        while (kind in self.kinds()) is not is_there:
            if time.monotonic() > deadline:
                return False
            time.sleep(_POLL_SECONDS)
        return True
