"""What a proctor brings by hand from a PC without network: all that the PC keeps, signed by it.

The same file twice, or beside what came over the network, adds nothing: records are stored once,
and the same envelope has one receipt.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from sqlite_utils import Database

from exam import keys
from exam.chronicle import WorkImported, encode_entry
from exam.clock import ExamTime
from exam.errors import ExamError, JournalError, RefusedError, SealError
from exam.protocol import VERSION, Held, SegmentPart, SubmitRequest
from exam.receipts import SignedReceipt, read_receipt
from exam.seal import envelope_digest, peek_envelope
from exam.transfer import Transfer, Work, peek_transfer, read_transfer
from server.enrolment import Seat
from server.envelopes import accept_envelope
from server.intake import accept_parts
from server.office import OpenExam
from server.recovering import recover_orders
from server.segments import read_header
from server.sittings import first_row
from server.store import Act, append_entry

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class ImportedWork:
    """What a file held of one candidate, and how much of it was new here.

    `refused` are why things of it were not taken, each once; `number` is empty for nobody here.
    """

    application_id: str
    number: str
    new_records: int
    known_records: int
    new_envelopes: int
    known_envelopes: int
    forks: int
    refused: tuple[ExamError, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file of a PC brought; `is_known` if the very same file was brought before."""

    seat_name: str
    made_at: ExamTime
    works: tuple[ImportedWork, ...]
    new_orders: int
    is_known: bool


@dataclass(frozen=True, slots=True)
class _Parcel:
    """A file that was checked: the PC that signed it, and what it holds."""

    digest: bytes
    seat: Seat
    transfer: Transfer


class _Run(Protocol):
    """How an act is run: on the writer, or inside an act that is under way."""

    def __call__(self, act: Act[_T], /) -> _T: ...


def bring_in(exam: OpenExam, raw: bytes, staff_id: str) -> Imported:
    """Take in everything that a file holds, from a thread that may wait.

    It is checked while others are served, and each application is an act of its own. If it breaks
    off, bringing it again adds what is missing.

    Raises:
        SealError: it is damaged, of a newer version, or not signed by the PC that it names.
        RefusedError: of another exam or of a PC that is not enrolled, or it is not known yet what
            time it is.

    """
    store, timeline = exam.store, exam.timeline
    parcel = _checked(exam, raw, store.read)
    return _take_in(exam, parcel, staff_id, store.write_now, timeline.now)


def import_transfer(
    db: Database, exam: OpenExam, raw: bytes, staff_id: str, now: ExamTime
) -> Imported:
    """Take in everything that a file holds, as `bring_in` does, inside one act.

    Raises:
        SealError: as `bring_in`.
        RefusedError: as `bring_in`.

    """

    def run(act: Act[_T], /) -> _T:
        return act(db)

    return _take_in(exam, _checked(exam, raw, run), staff_id, run, lambda: now)


def _checked(exam: OpenExam, raw: bytes, read: _Run) -> _Parcel:
    exam.timeline.require_settled()
    claimed = peek_transfer(raw)
    seat = read(lambda db: _seat_of(db, exam, claimed))
    return _Parcel(keys.digest("transfer-file", raw), seat, read_transfer(raw, seat.signing_key))


def _take_in(
    exam: OpenExam, parcel: _Parcel, staff_id: str, run: _Run, clock: Callable[[], ExamTime]
) -> Imported:
    """Take in what was checked: orders first, which the rest rests on; the log names it last."""
    seat, transfer = parcel.seat, parcel.transfer
    new_orders = run(lambda db: recover_orders(db, exam, seat.id, transfer.orders, clock()))
    works = tuple(
        run(partial(_import_work, exam, seat, work, _genuine_receipts(exam, work), clock))
        for work in transfer.works
    )
    is_first = run(lambda db: _note_import(db, parcel, staff_id, clock()))
    made_at = ExamTime(transfer.made_at)
    return Imported(seat.name, made_at, works, new_orders, is_known=not is_first)


def _seat_of(db: Database, exam: OpenExam, transfer: Transfer) -> Seat:
    if transfer.exam_id != exam.exam_id:
        raise RefusedError("transfer.other-exam")
    query = "select id, name, signing_key from seats where id = ?"
    row = first_row(db, query, transfer.seat_id)
    if row is None:
        raise RefusedError("transfer.unknown-seat")
    return Seat(row["id"], row["name"], row["signing_key"])


def _import_work(
    exam: OpenExam,
    seat: Seat,
    work: Work,
    receipts: Mapping[bytes, SignedReceipt],
    clock: Callable[[], ExamTime],
    db: Database,
) -> ImportedWork:
    own = [part for part in work.segments if _is_of(part, work.application_id)]
    before = _count_records(db, work.application_id)
    held, refused_parts = accept_parts(db, exam, seat, sorted(own, key=lambda part: part.first))
    new_records = _count_records(db, work.application_id) - before
    envelopes = [
        _import_envelope(db, exam, work, signed, receipts, clock()) for signed in work.envelopes
    ]
    problems = [found for found in envelopes if isinstance(found, ExamError)]
    if refused_parts or len(own) < len(work.segments):
        problems.append(JournalError("journal.foreign"))
    query = "select number, forks from applications where id = ?"
    row = first_row(db, query, work.application_id) or {"number": "", "forks": 0}
    return ImportedWork(
        application_id=work.application_id,
        number=row["number"],
        new_records=new_records,
        known_records=_count_here(own, held) - new_records,
        new_envelopes=sum(found is True for found in envelopes),
        known_envelopes=sum(found is False for found in envelopes),
        forks=row["forks"],
        refused=tuple({str(problem): problem for problem in problems}.values()),
    )


def _is_of(part: SegmentPart, application_id: str) -> bool:
    try:
        return read_header(part.header).application_id == application_id
    except JournalError:
        return False


def _count_here(parts: Iterable[SegmentPart], held: Iterable[Held]) -> int:
    """Count the records of some parts that are here, new or known."""
    ends = {one.segment_id: one.count for one in held}
    return sum(
        max(
            0, min(ends.get(read_header(part.header).segment_id, 0) - part.first, len(part.records))
        )
        for part in parts
    )


def _genuine_receipts(exam: OpenExam, work: Work) -> Mapping[bytes, SignedReceipt]:
    """Return what this exam's server signed for each envelope; a restored one may not know it."""
    found: dict[bytes, SignedReceipt] = {}
    for signed in work.receipts:
        with suppress(SealError):
            receipt = read_receipt(signed, exam.manifest.server_signing_key)
            found[receipt.envelope_digest] = signed
    return found


def _import_envelope(
    db: Database,
    exam: OpenExam,
    work: Work,
    signed: bytes,
    receipts: Mapping[bytes, SignedReceipt],
    now: ExamTime,
) -> bool | ExamError:
    """Keep an envelope; says whether it is new here, or why it was not taken."""
    digest = envelope_digest(signed)
    is_known = first_row(db, "select 1 from envelopes where digest = ?", digest) is not None
    try:
        if peek_envelope(signed).application_id != work.application_id:
            return RefusedError("submit.foreign")
        accept_envelope(db, exam, SubmitRequest(VERSION, signed, receipts.get(digest)), now)
    except ExamError as error:
        return error
    return not is_known


def _count_records(db: Database, application_id: str) -> int:
    query = """
        select coalesce(sum(b.count), 0) as records
        from batches b
        join segments s on s.id = b.segment_id
        where s.application_id = ?
    """
    (row,) = db.query(query, [application_id])
    return int(row["records"])


def _note_import(db: Database, parcel: _Parcel, staff_id: str, now: ExamTime) -> bool:
    """Write down that a file was brought; says whether it is the first time."""
    digest, seat_id = parcel.digest, parcel.seat.id
    if first_row(db, "select 1 from imports where digest = ?", digest) is not None:
        return False
    row = {"digest": digest, "seat_id": seat_id, "staff_id": staff_id, "imported_at": now}
    db.table("imports").insert(row)
    applications = tuple(work.application_id for work in parcel.transfer.works)
    entry = WorkImported(now, seat_id, staff_id, digest.hex(), applications)
    append_entry(db, encode_entry(entry))
    return True
