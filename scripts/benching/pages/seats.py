"""A room full of simulated seats before the proctor's page: everybody writes, nothing is real."""

import os
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

import msgspec
from sqlite_utils import Database

from exam.clock import ExamTime
from exam.events import Milestone, MilestoneReached, StartOrdered
from exam.protocol import SeatStatus, make_order_id
from server.hall import Hall
from server.office import OpenExam
from server.orders import Given, issue_order
from server.sittings import note_deeds
from server.timeline import Clocks

BEAT_SECONDS: Final = 2
_ROW: Final = 20
_AGO: Final = 60_000
_FIRST: Final = (
    "Sri",
    "Bambang",
    "Dwi",
    "Agus",
    "Endang",
    "Joko",
    "Retno",
    "Slamet",
    "Tri",
    "Wahyu",
)
_LAST: Final = ("Wahyuningsih", "Santoso", "Prasetyo", "Lestari", "Nugroho", "Handayani", "Wibowo")
_WORDS_A_MINUTE: Final = 25
_RECORDS_A_BEAT: Final = 6


@dataclass
class Hand:
    """The hands of the machine's clocks, moved by whoever simulates (milliseconds)."""

    monotonic: int = 1_000
    wall: int = 1_790_000_000_000

    def move(self, seconds: int) -> None:
        """Let time pass."""
        self.monotonic += seconds * 1000
        self.wall += seconds * 1000

    def read_wall(self) -> datetime:
        """Return what the clock on the wall shows."""
        return datetime.fromtimestamp(self.wall / 1000, UTC)

    @property
    def clocks(self) -> Clocks:
        """The clocks that show these hands."""
        return Clocks(lambda: self.monotonic, lambda: self.wall)


@dataclass
class SimulatedRoom:
    """So many seats at which people write, each with a beat every two seconds."""

    exam: OpenExam
    hand: Hand
    hall: Hall = field(default_factory=Hall)
    ids: tuple[str, ...] = ()
    _dice: random.Random = field(default_factory=lambda: random.Random(1))

    def fill(self, seats: int) -> None:
        """Seat everybody and let them begin to write."""
        self.ids = tuple(f"cost-{number:04}" for number in range(seats))
        self.exam.store.write_now(self._seat_everybody)
        self.hand.move(_AGO // 1000)
        for second in range(BEAT_SECONDS):
            self.beat(second)

    def beat(self, second: int, silent: int = 0) -> None:
        """Let the seats report whose turn it is in a second, all but the first so many."""
        now = self.exam.timeline.now()
        for number in range(second % BEAT_SECONDS, len(self.ids), BEAT_SECONDS):
            if number >= silent:
                self._report(number, now)

    def _report(self, number: int, now: ExamTime) -> None:
        words = 37 * number % 4000 + _WORDS_A_MINUTE * (now - _AGO) // 60_000
        status = SeatStatus(
            "writing", words, self.exam.timeline.run, now - 20, self._dice.randrange(900)
        )
        records = self._dice.randrange(2 * _RECORDS_A_BEAT)
        self.hall.note_beat(self.ids[number], self.ids[number], status, True, now, records)

    def _seat_everybody(self, db: Database) -> None:
        (like,) = db.query("select * from applications limit 1")
        db.execute("delete from applications")
        db.execute("delete from places")
        for number, name in enumerate(self.ids):
            self._seat_one(db, like, number, name)
        now = self.exam.timeline.now()
        start = StartOrdered(make_order_id(os.urandom), now, ExamTime(now + 10_000))
        issue_order(db, self.exam, Given("pengawas-1"), start, bytes(32))
        deeds = [MilestoneReached(each) for each in Milestone]
        for name in self.ids:
            note_deeds(db, name, name, deeds, now)

    def _seat_one(self, db: Database, like: dict[str, object], number: int, name: str) -> None:
        pc, digest = f"PC-{number + 1:03}", os.urandom(32)
        db.table("seats").insert(
            {"id": name, "name": pc, "certificate_digest": digest, "signing_key": digest}
        )
        person = f"{_FIRST[number % len(_FIRST)]} {_LAST[number // 3 % len(_LAST)]}, S.Sos., M.Si."
        row = {"id": name, "number": f"{number + 1:03}", "name": person, "seat_id": name}
        db.table("applications").insert({**like, **row, "admission": 1})
        place = {"name": pc, "room": "Aula", "line": number // _ROW + 1}
        db.table("places").insert({**place, "position": number % _ROW + 1, "application_id": name})


def size_of(told: bytes) -> int:
    """Return how long a change is as it is sent; raises if it is no JSON."""
    msgspec.json.decode(told)
    return len(told) + len("id: 00000000-0000\r\ndata: \r\nretry: 1000\r\n\r\n")
