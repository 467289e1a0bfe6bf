"""Whether everything is here that the exam's log names, before anybody relies on it.

A receipt says that an envelope is durably here, an order that a candidate was given time. A disk
can break such a promise; then the server says what is missing and does not go on by itself.
"""

from collections.abc import Iterator
from typing import Final

import msgspec
from sqlite_utils import Database

from exam.chronicle import AnyEntry, OrderIssued, OrderRecovered, PaperReceived, decode_entry
from exam.errors import ExamError, IntegrityError, SealError
from exam.ledger import leaf_hash
from exam.protocol import SignedOrder, read_order
from exam.receipts import SignedReceipt, read_receipt
from exam.seal import envelope_digest
from server.office import OpenExam

_SHOWN: Final = 20
_CHECKED: Final = (PaperReceived, OrderIssued, OrderRecovered)
_PREFIXES: Final = tuple(f'{{"event":"{kind.__name__}",'.encode() for kind in _CHECKED)


class DamageError(IntegrityError):
    """What the log names is not here; `problems` are the first of all that is missing."""

    def __init__(self, *found: ExamError) -> None:
        super().__init__("damage.found", count=len(found))
        self._found = found

    @property
    def problems(self) -> tuple[ExamError, ...]:
        """How much is missing, and what."""
        return (self, *self._found[:_SHOWN])


def require_undamaged(exam: OpenExam) -> None:
    """Refuse an exam in which something is missing that its log names.

    Raises:
        DamageError: says what.

    """
    found = exam.store.read(lambda db: find_damage(db, exam))
    if found:
        raise DamageError(*found)


def find_damage(db: Database, exam: OpenExam) -> tuple[ExamError, ...]:
    """Return what is missing or not as it was written; nothing if all is well."""
    problem = _problem_of_database(db)
    if problem is not None:
        return (problem,)
    return tuple(_find(db, exam))


def _problem_of_database(db: Database) -> ExamError | None:
    (row,) = db.execute("pragma quick_check(1)").fetchall()
    if row[0] == "ok":
        return None
    return IntegrityError("damage.database", problem=str(row[0]))


def _find(db: Database, exam: OpenExam) -> Iterator[ExamError]:
    expected = 0
    for row in db.query("select position, entry, leaf from ledger order by position"):
        position, entry = row["position"], row["entry"]
        if position != expected or leaf_hash(entry) != row["leaf"]:
            yield IntegrityError("damage.log", position=position)
        expected = position + 1
        if entry.startswith(_PREFIXES):
            yield from _missing(db, exam, decode_entry(entry))


def _missing(db: Database, exam: OpenExam, entry: AnyEntry) -> Iterator[ExamError]:
    if isinstance(entry, PaperReceived):
        if not _has_paper(db, exam, entry):
            number = _number_of(db, entry.application_id)
            yield IntegrityError("damage.paper", number=number, revision=entry.revision)
    elif isinstance(entry, OrderIssued | OrderRecovered) and not _has_order(db, exam, entry):
        yield IntegrityError("damage.order", order=entry.order.id)


def _has_paper(db: Database, exam: OpenExam, entry: PaperReceived) -> bool:
    """Whether the very bytes are here for which the receipt was signed."""
    digest = bytes.fromhex(entry.envelope_digest)
    for row in db.query("select signed, receipt from envelopes where digest = ?", [digest]):
        try:
            signed = msgspec.msgpack.decode(row["receipt"], type=SignedReceipt)
            receipt = read_receipt(signed, exam.manifest.server_signing_key)
        except (SealError, msgspec.MsgspecError):
            return False
        return envelope_digest(row["signed"]) == receipt.envelope_digest == digest
    return False


def _has_order(db: Database, exam: OpenExam, entry: OrderIssued | OrderRecovered) -> bool:
    query = "select body, signature from orders where id = ?"
    for row in db.query(query, [entry.order.id]):
        signed = SignedOrder(row["body"], row["signature"])
        try:
            issued = read_order(signed, exam.manifest.server_signing_key, exam.exam_id)
        except ExamError:
            return False
        return issued.order == entry.order
    return False


def _number_of(db: Database, application_id: str) -> str:
    rows = db.query("select number from applications where id = ?", [application_id])
    return next((row["number"] for row in rows), application_id)
