"""A server that was restored from a backup, and what its seats bring back.

What happened after the backup is lost here, but not at the seats: each keeps its records, envelopes
and the orders that it heard. Every seat that was ever enrolled is awaited, because any of them may
have got a candidate since, until it has brought everything or somebody decides not to wait for it.
The log of the lost server past the backup is gone for good; the checkpoints that seats keep prove
that it was there.
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import Final

from sqlite_utils import Database

from exam.chronicle import (
    OrderRecovered,
    RecoveryBegan,
    SeatHeard,
    SeatWaived,
    encode_entry,
)
from exam.clock import ExamTime
from exam.errors import ExamError, LedgerError, RefusedError
from exam.events import SeatAdmitted
from exam.ledger import Checkpoint, SignedCheckpoint, read_checkpoint
from exam.protocol import IssuedOrder, SignedOrder, decode, read_order
from server.enrolment import Seat, readmit_seat, seat_of_certificate
from server.history import LONG_AGO, History, explained_until, known_sizes
from server.office import OpenExam
from server.sittings import first_row
from server.store import append_entry, ledger_size

AWAITED: Final = "awaited"
HEARD: Final = "heard"
WAIVED: Final = "waived"

_MOST_REMEMBERED: Final = 20_000


class Recovering:
    """Finds out that the server was restored, and takes back what seats bring."""

    def __init__(self, exam: OpenExam) -> None:
        self._exam = exam
        self._history = History()
        self._checkpoints: set[SignedCheckpoint] = set()
        self._begun: set[SignedCheckpoint] = set()

    def is_news(
        self, db: Database, certificate: bytes, checkpoint: SignedCheckpoint | None
    ) -> bool:
        """Whether a call may change the database by who makes it, or by what it knows."""
        if checkpoint is not None and checkpoint not in self._checkpoints:
            return True
        digest = sha256(certificate).digest()
        query = "select 1 from seats where certificate_digest = ?"
        return first_row(db, query, digest) is None

    def seat_of(self, db: Database, certificate: bytes, now: ExamTime) -> Seat:
        """Return whose certificate (DER) it is, inside an act; a forgotten seat is taken up again.

        Raises:
            RefusedError: no seat of this exam, one that was revoked, or one that has to enrol anew.

        """
        try:
            return seat_of_certificate(db, sha256(certificate).digest())
        except RefusedError as error:
            if error.code != "seat.unknown":
                raise
            return self._readmit(db, certificate, now)

    def note_checkpoint(
        self, db: Database, signed: SignedCheckpoint | None, now: ExamTime, run: int = 0
    ) -> None:
        """Begin recovery if a seat knows of a log that is not this one, inside an act.

        `run` is the one whose time the seat holds, 0 if it does not know it.
        """
        if signed is None or signed in self._checkpoints:
            return
        checkpoint = self._genuine(signed)
        if checkpoint is not None and self._shows_loss(db, signed, checkpoint):
            _begin(db, self._exam, checkpoint.size, now, run)
            _remember(self._begun, signed)
        else:
            _remember(self._checkpoints, signed)

    def note_orders(
        self, db: Database, seat: Seat, orders: Iterable[SignedOrder], now: ExamTime
    ) -> None:
        """Store the orders that this server has forgotten, inside an act; others change nothing."""
        recover_orders(db, self._exam, seat.id, orders, now)

    def note_all(self, db: Database, seat: Seat, now: ExamTime) -> None:
        """Write down that everything which a seat keeps is here, inside an act."""
        if self.asks(db, seat.id):
            _set_state(db, seat.id, HEARD)
            append_entry(db, encode_entry(SeatHeard(now, seat.id)))

    def asks(self, db: Database, seat_id: str) -> bool:
        """Whether a seat has to bring everything that it keeps; one that was waived may still."""
        return _state_of(db, seat_id) in (AWAITED, WAIVED)

    def waive(self, db: Database, seat_id: str, staff_id: str, now: ExamTime) -> None:
        """Stop waiting for a seat, inside an act; one that is not awaited is left as it is."""
        if _state_of(db, seat_id) == AWAITED:
            _set_state(db, seat_id, WAIVED, staff_id)
            append_entry(db, encode_entry(SeatWaived(now, seat_id, staff_id)))

    def _readmit(self, db: Database, certificate: bytes, now: ExamTime) -> Seat:
        """Take up a seat; that it had been forgotten shows that the server was restored."""
        own = ledger_size(db)
        seat = readmit_seat(db, certificate, self._exam.manifest.ca_certificate, now)
        if ledger_size(db) > own:
            if explained_until(db) == LONG_AGO:
                _begin(db, self._exam, own, now)
            self._exam.timeline.doubt(db)
            _set_state(db, seat.id, AWAITED)
        return seat

    def _genuine(self, signed: SignedCheckpoint) -> Checkpoint | None:
        try:
            return read_checkpoint(
                signed, self._exam.manifest.server_signing_key, self._exam.exam_id
            )
        except LedgerError:
            return None

    def _is_foreign(self, db: Database, checkpoint: Checkpoint) -> bool:
        if checkpoint.size > ledger_size(db):
            return True
        return self._history.root_at(db, checkpoint.size) != checkpoint.root

    def _shows_loss(self, db: Database, signed: SignedCheckpoint, checkpoint: Checkpoint) -> bool:
        """Whether it is of a log that was lost, and no recovery was for that."""
        if not self._is_foreign(db, checkpoint) or checkpoint.at <= explained_until(db):
            return False
        # What was begun for it is on the disk only if it can be read there.
        return signed not in self._begun or checkpoint.size not in known_sizes(db)


def recover_orders(
    db: Database, exam: OpenExam, seat_id: str, orders: Iterable[SignedOrder], now: ExamTime
) -> int:
    """Store the orders that this server signed and has forgotten, inside an act; returns how many.

    One that no recovery explains shows that the server was restored. Whatever else is among them
    is passed over.
    """
    forgotten = [(_forgotten(db, exam, signed), signed) for signed in dict.fromkeys(orders)]
    recovered = [(issued, signed) for issued, signed in forgotten if issued is not None]
    if recovered and max(one.order.issued_at for one, _ in recovered) > explained_until(db):
        _begin(db, exam, ledger_size(db), now)
    for issued, signed in recovered:
        _store(db, issued, signed)
        entry = OrderRecovered(now, seat_id, issued.application_id, issued.order, issued.sitting_id)
        append_entry(db, encode_entry(entry))
    return len(recovered)


def _begin(db: Database, exam: OpenExam, known: int, now: ExamTime, run: int = 0) -> None:
    exam.timeline.doubt(db, run)
    begin_recovery(db, known, now)
    exam.timeline.restate(db, now)


def begin_recovery(db: Database, known: int, now: ExamTime) -> None:
    """Await every enrolled seat, inside an act; seats know of a log of `known` entries."""
    append_entry(db, encode_entry(RecoveryBegan(now, known, ledger_size(db))))
    db.execute("delete from recovery")
    db.execute(
        "insert into recovery (seat_id, state, staff_id)"
        " select id, 'awaited', '' from seats where not revoked"
    )


def is_on(db: Database) -> bool:
    """Whether any seat is awaited, so that not everything is here that was ever acknowledged."""
    return bool(awaited(db))


def is_recovering(db: Database) -> bool:
    """Whether the server was ever restored, so that numbers which it would give may be taken."""
    return db.execute("select 1 from recovery").fetchone() is not None


def awaited(db: Database) -> tuple[Seat, ...]:
    """Return the seats that have not brought everything, by name."""
    rows = db.query(
        "select s.id, s.name, s.signing_key from recovery r join seats s on s.id = r.seat_id"
        " where r.state = 'awaited' and not s.revoked order by s.name"
    )
    return tuple(Seat(row["id"], row["name"], row["signing_key"]) for row in rows)


def require_over(db: Database) -> None:
    """Refuse what must not be done before every seat was heard or waived.

    Raises:
        RefusedError: names the seats that are awaited.

    """
    missing = awaited(db)
    if missing:
        names = ", ".join(seat.name for seat in missing)
        raise RefusedError("server.recovering", count=len(missing), seats=names)


def _remember(known: set[SignedCheckpoint], one: SignedCheckpoint) -> None:
    if len(known) >= _MOST_REMEMBERED:
        known.clear()
    known.add(one)


def _state_of(db: Database, seat_id: str) -> str | None:
    row = first_row(db, "select state from recovery where seat_id = ?", seat_id)
    return None if row is None else str(row["state"])


def _set_state(db: Database, seat_id: str, state: str, staff_id: str = "") -> None:
    row = {"seat_id": seat_id, "state": state, "staff_id": staff_id}
    db.table("recovery").upsert(row, pk="seat_id")


def _forgotten(db: Database, exam: OpenExam, signed: SignedOrder) -> IssuedOrder | None:
    """Return an order that this server signed and does not have, or None."""
    try:
        order_id = decode(signed.body, IssuedOrder).order.id
        if db.execute("select 1 from orders where id = ?", [order_id]).fetchone():
            return None
        return read_order(signed, exam.manifest.server_signing_key, exam.exam_id)
    except ExamError:
        return None


def _store(db: Database, issued: IssuedOrder, signed: SignedOrder) -> None:
    """Keep an order; a candidate's latest admission is in force."""
    row = {
        "id": issued.order.id,
        "issued_at": issued.order.issued_at,
        "application_id": issued.application_id,
        "sitting_id": issued.sitting_id,
        "body": signed.body,
        "signature": signed.signature,
    }
    db.table("orders").insert(row)
    if isinstance(issued.order, SeatAdmitted):
        admission = issued.order.admission
        db.execute(
            "update applications set seat_id = ?, admission = ? where id = ? and admission < ?",
            [issued.order.seat_id, admission, issued.application_id, admission],
        )
