"""A practice exam whose server and PCs can lose power: real processes that are killed and started.

What a robot types is numbered words, one line for each life of the kiosk, so that whatever comes
back can be compared with what was in sight, and when.
"""

import os
import re
import signal
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec
from sqlite_utils import Database

from exam.draft import replay
from exam.journal import parse_header, read_records, unlock_with_panel
from exam.lineage import tip_of
from exam.manuscript import Part
from exam.seal import Manuscript, SignedReceipt, open_envelope, peek_envelope
from kiosk.recovery import join_parts
from scripts.practice.candidate import Candidate
from scripts.practice.premises import kiosk_command
from scripts.practice.terminal import Terminal, Terminals
from server.intake import journal_of
from server.settings import ExamDirectory
from server.shares import join_seed, read_share

SCREEN_SECONDS: Final = 20
_MOST_WORDS: Final = 2_000
_WORD: Final = re.compile(r"k(\d{4})(?!\d)")


@dataclass
class Robot:
    """Types numbered words at a real kiosk and remembers when each was in sight."""

    candidate: Candidate
    home: Path
    terminals: Terminals
    typed: list[str] = field(default_factory=list)
    sightings: list[tuple[float, int]] = field(default_factory=list)
    count: int = 0

    @property
    def terminal(self) -> Terminal:
        """The screen and the keys."""
        return self.candidate.terminal

    def begin_line(self) -> None:
        """Begin a new line at the end of the paper."""
        self.terminal.press("C-End", "Enter")
        self.typed.append("")

    def type_until(self, instant: float, seen_seconds: float = 0) -> None:
        """Type one word after the other until a monotonic instant, looking at the screen.

        On a slow machine it goes on until the first of them was in sight for so long.
        """
        first = self.count + 1
        for _ in range(_MOST_WORDS):
            now = time.monotonic()
            if now >= instant and self.seen_by(now - seen_seconds) >= first:
                break
            self._type_word()

    def _type_word(self) -> None:
        self.count += 1
        word = f"k{self.count:04} "
        self.typed[-1] += word
        self.terminal.type(word)
        shown = last_word(self.terminal.screen())
        self.sightings.append((time.monotonic(), shown))

    def seen_by(self, instant: float) -> int:
        """The last word that was on the screen at that instant."""
        return max((word for at, word in self.sightings if at <= instant), default=0)

    def await_word(self, word: int) -> str:
        """Wait until a word is in sight; returns the screen."""
        return self.terminal.wait_until(
            lambda screen: last_word(screen) >= word, f"k{word:04}", SCREEN_SECONDS
        )

    def pull_the_plug(self) -> float:
        """Kill the kiosk's processes, all at once; returns when."""
        pid = self.terminals.run("list-panes", "-t", self.terminal.name, "-F", "#{pane_pid}")
        os.killpg(int(pid), signal.SIGKILL)
        return time.monotonic()

    def start_again(self) -> None:
        """Start the kiosk and sign in, until the text is in sight."""
        command = kiosk_command(self.home)
        self.terminals.run("respawn-pane", "-k", "-t", self.terminal.name, "--", *command)
        self.candidate.sign_in()
        self.terminal.wait_until(lambda screen: last_word(screen) > 0, "text", SCREEN_SECONDS)


@dataclass(frozen=True)
class Archive:
    """What the server has on disk, opened with the panel's shares."""

    exam: Path
    seed: bytes

    def handed_in(self, number: str) -> tuple[bytes, Manuscript, SignedReceipt]:
        """Return the envelope of a candidate, what is in it, and its receipt."""
        with self._database() as db:
            (row,) = db.query(
                "select signed, receipt from envelopes where application_id = ?",
                [_application_of(db, number)],
            )
        manuscript = open_envelope(peek_envelope(row["signed"]), self.seed)
        receipt = msgspec.msgpack.decode(row["receipt"], type=SignedReceipt)
        return row["signed"], manuscript, receipt

    def journal_text(self, number: str) -> str:
        """Return the paper that the journal at the server leads to."""
        with self._database() as db:
            segments = join_parts(journal_of(db, _application_of(db, number)))
        headers = [parse_header(segment.header) for segment in segments]
        header = tip_of(headers)
        assert header is not None
        tip = segments[headers.index(header)]
        key = unlock_with_panel(header, self.seed)
        return replay(read_records(tip.header, key, tip.records)).text(Part.PAPER)

    def _database(self) -> "closing[Database]":
        path = ExamDirectory(self.exam).database
        return closing(Database(sqlite3.connect(f"file:{path}?mode=ro", uri=True)))


def read_seed(shares: Sequence[Path]) -> bytes:
    """Join the panel's seed from as many share files as are needed."""
    return join_seed([read_share(path.read_bytes(), path.name) for path in shares])


def last_word(screen: str) -> int:
    """Return the highest numbered word in sight, 0 if there is none."""
    return max(map(int, _WORD.findall(screen)), default=0)


def _application_of(db: Database, number: str) -> str:
    (row,) = db.query("select id from applications where number = ?", [number])
    return str(row["id"])
