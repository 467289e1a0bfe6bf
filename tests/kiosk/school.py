"""A school for kiosk tests: the real server with a real exam, over TLS on this machine."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from sqlite_utils import Database

from exam.chronicle import AnyEntry, decode_entry
from exam.clock import ExamTime
from exam.events import AnyOrder
from exam.seal import Manuscript, open_envelope, peek_envelope
from kiosk.desk import Desk
from kiosk.enrolment import enrol_seat
from kiosk.link import Address, Patience, SeatLink
from kiosk.machine import THIS_MACHINE, Machine
from kiosk.settings import Seat
from kiosk.spool import Spool
from server.ceremony import Handouts, create_exam
from server.door import open_check_in
from server.office import OpenExam, open_exam
from server.orders import Given, issue_order
from server.plan import read_plan
from server.shares import join_seed, read_share
from server.starting import order_start
from server.timeline import Clocks
from tests.kiosk.room import HandClock, practice_toml
from tests.server.remote import serving

CONFIGS = Path(__file__).parents[2] / "exam_configs"
_WALL = 1_790_000_000_000
_PROCTOR = "pengawas-1"
_CALM = Patience(connect=60.0, answer=60.0, whole_call=120.0, sign_in=60.0)
"""The server does answer, but shares a busy machine with the kiosk."""


@dataclass(frozen=True)
class School:
    """A served practice exam, what was handed out for it, and the clock of its server."""

    exam: OpenExam
    people: Address
    handouts: Handouts
    clock: HandClock

    @property
    def now(self) -> ExamTime:
        """Exam time."""
        return self.exam.timeline.now()

    def pairing_code(self, index: int = 0) -> str:
        """One of the codes on the list."""
        return self.handouts.pairing_codes[index].show()

    def enrol(self, root: Path, index: int = 0) -> Seat:
        """Enrol a PC with the next code of the list."""
        return enrol_seat(root, self.people, self.pairing_code(index), f"PC-{index:02}", os.urandom)

    def open_desk(self, root: Path, index: int = 0) -> Desk:
        """Enrol a PC, and start the kiosk program there by the same clock."""
        seat = self.enrol(root, index)
        clock = self.clock
        machine = Machine(clock.boottime, os.urandom, clock.wait, clock.in_thread)
        return Desk(seat, SeatLink(seat), Spool(seat.folder.spool), machine)

    def order_start(self) -> None:
        """Order the start, as a proctor."""
        self.exam.store.write_now(lambda db: order_start(db, self.exam, _PROCTOR, self.now))

    def order(self, order: AnyOrder, application_id: str = "") -> None:
        """Give an order, as a proctor."""
        given = Given(_PROCTOR, application_id)
        self.exam.store.write_now(lambda db: issue_order(db, self.exam, given, order))

    def ledger(self) -> list[AnyEntry]:
        """Return what the ledger holds."""
        rows = self.exam.store.read(lambda db: [row["entry"] for row in db.table("ledger").rows])
        return [decode_entry(entry) for entry in rows]

    def handed_in(self, application_id: str, revision: int) -> Manuscript:
        """Open an envelope that is at the server, with the shares of a quorum."""
        needed = self.exam.config.writing.threshold
        shares = [
            read_share(share.words.encode(), share.panelist_id)
            for share in self.handouts.shares[:needed]
        ]

        def read(db: Database) -> bytes:
            query = "select signed from envelopes where application_id = ? and revision = ?"
            (row,) = db.query(query, [application_id, revision])
            return bytes(row["signed"])

        return open_envelope(peek_envelope(self.exam.store.read(read)), join_seed(shares))


@contextmanager
def opened_school(folder: Path) -> Iterator[School]:
    """Create an exam in a folder and serve it for the length of a block."""
    config = folder / "practice.toml"
    topics = (CONFIGS / "semarang" / "topics.toml").as_posix()
    config.write_text(practice_toml().replace("semarang/topics.toml", topics), "utf-8")
    root = folder / "exam"
    root.mkdir(mode=0o700)
    handouts = create_exam(read_plan(config, CONFIGS / "semarang" / "roster.csv"), root, os.urandom)
    clock = HandClock()
    clocks = Clocks(clock.boottime, lambda: _WALL + clock.now)
    calling = patch.object(SeatLink.__init__, "__defaults__", (THIS_MACHINE, _CALM))
    enrolling = patch("kiosk.enrolment._TIMEOUT", _CALM.answer)
    with calling, enrolling, open_exam(root, clocks) as exam, serving(exam) as served:
        exam.act_now(lambda db, now: open_check_in(db, "pengawas-1", now))
        exam.topics.key = handouts.topic_key
        yield School(exam, Address("127.0.0.1", served.people_port), handouts, clock)
