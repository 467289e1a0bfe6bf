"""What kiosks bring: journal records and sealed envelopes.

Every function here is an act on the database and may be repeated without harm: the same records
are stored once, the same envelope gets the same receipt. Nothing is taken from a seat that the
candidate has left.
"""

from collections.abc import Iterator

import msgspec
from sqlite_utils import Database

from exam.chronicle import PaperReceived, encode_entry
from exam.clock import ExamTime
from exam.errors import JournalError, RefusedError, SealError
from exam.events import Cause
from exam.journal import SegmentHeader, parse_header
from exam.protocol import (
    PART_RECORDS,
    BeatRequest,
    Held,
    SegmentPart,
    SubmitReply,
    SubmitRequest,
)
from exam.seal import (
    Envelope,
    Receipt,
    SignedReceipt,
    envelope_digest,
    read_envelope,
    receipt_code,
    sign_receipt,
)
from server.enrolment import Seat
from server.office import OpenExam
from server.sittings import Row, note_deeds, sitting_of
from server.store import append_entry


def journal_of(db: Database, application_id: str) -> tuple[SegmentPart, ...]:
    """Return every segment of an application in the order in which they arrived, in parts."""
    segments = db.query(
        "select id, header from segments where application_id = ? order by ordinal",
        [application_id],
    )
    return tuple(part for row in segments for part in _parts_of(db, row["id"], row["header"]))


def _parts_of(db: Database, segment_id: bytes, header: bytes) -> Iterator[SegmentPart]:
    batches = db.query(
        "select records from batches where segment_id = ? order by first", [segment_id]
    )
    records = [
        record
        for batch in batches
        for record in msgspec.msgpack.decode(batch["records"], type=list[bytes])
    ]
    for first in range(0, len(records), PART_RECORDS):
        yield SegmentPart(header, first, tuple(records[first : first + PART_RECORDS]))


def accept_beat(
    db: Database, exam: OpenExam, seat: Seat, request: BeatRequest, now: ExamTime
) -> tuple[Held, ...]:
    """Store the new records of a beat and say how many of each segment are here.

    Raises:
        RefusedError: the application is not signed in at this seat, or no longer.
        JournalError: a segment is of another exam or application, or not the one known here.

    """
    if not request.application_id:
        return ()
    _require_seated(db, request.application_id, seat, request.admission)
    note_deeds(db, seat.id, request.application_id, request.deeds, now)
    return tuple(_accept_records(db, exam, seat, request, part) for part in request.journal)


def _accept_records(
    db: Database, exam: OpenExam, seat: Seat, request: BeatRequest, part: SegmentPart
) -> Held:
    """Append what continues the segment; what is known already or leaves a gap is not stored.

    A seat brings segments of its own admission and of those before, never of a later one.
    """
    header = parse_header(part.header)
    if (header.exam_id, header.application_id) != (exam.exam_id, request.application_id):
        raise JournalError("journal.foreign")
    if header.admission > request.admission:
        raise JournalError("journal.foreign")
    known = first_row(db, "select header from segments where id = ?", header.segment_id)
    if known is not None and known["header"] != part.header:
        raise JournalError("journal.foreign")
    held = _count_held(db, header.segment_id)
    fresh = part.records[held - part.first :] if part.first <= held else ()
    if fresh:
        if known is None:
            _add_segment(db, header, part.header, seat)
        batch = {
            "segment_id": header.segment_id,
            "first": held,
            "count": len(fresh),
            "records": msgspec.msgpack.encode(fresh),
        }
        db.table("batches").insert(batch)
    return Held(header.segment_id, held + len(fresh))


def _add_segment(db: Database, header: SegmentHeader, raw: bytes, brought_by: Seat) -> None:
    """Take up a segment; the seat that brings it need not be the one that wrote it."""
    (row,) = db.query(
        "select coalesce(max(ordinal) + 1, 0) as next from segments where application_id = ?",
        [header.application_id],
    )
    segment = {
        "id": header.segment_id,
        "ordinal": row["next"],
        "application_id": header.application_id,
        "seat_id": brought_by.id,
        "header": raw,
    }
    db.table("segments").insert(segment)


def _count_held(db: Database, segment_id: bytes) -> int:
    last = first_row(
        db,
        "select first + count as held from batches where segment_id = ?"
        " order by first desc limit 1",
        segment_id,
    )
    return 0 if last is None else int(last["held"])


def accept_envelope(
    db: Database, exam: OpenExam, seat: Seat, request: SubmitRequest, now: ExamTime
) -> SubmitReply:
    """Keep a sealed envelope and sign its receipt; the same envelope gets the same receipt.

    Raises:
        SealError: the calling seat did not sign it, or it is damaged.
        RefusedError: another exam or seat, or another envelope of this revision is here.

    """
    envelope = read_envelope(request.envelope, seat.signing_key)
    if envelope.exam_id != exam.exam_id or envelope.seat_id != seat.id:
        raise RefusedError("submit.foreign")
    digest = envelope_digest(request.envelope)
    known = first_row(
        db,
        "select digest, receipt from envelopes where application_id = ? and revision = ?",
        envelope.application_id,
        envelope.revision,
    )
    if known is not None:
        if known["digest"] != digest:
            raise RefusedError("submit.other-envelope", application=envelope.application_id)
        return SubmitReply(_decode_receipt(known["receipt"]))
    _require_acceptable(db, envelope, seat)
    return SubmitReply(_keep(db, exam, envelope, request.envelope, now))


def _require_acceptable(db: Database, envelope: Envelope, seat: Seat) -> None:
    if first_row(db, "select id from opening") is not None:
        raise RefusedError("submit.opened")
    row = _require_seated(db, envelope.application_id, seat, envelope.admission)
    expected = sitting_of(db, row).revision
    if envelope.revision != expected:
        raise RefusedError("submit.revision", revision=envelope.revision, expected=expected)
    if envelope.cause not in set(Cause):
        raise SealError("seal.damaged")


def _keep(
    db: Database, exam: OpenExam, envelope: Envelope, signed: bytes, now: ExamTime
) -> SignedReceipt:
    digest = envelope_digest(signed)
    application_id, revision = envelope.application_id, envelope.revision
    receipt = sign_receipt(
        Receipt(exam.exam_id, application_id, revision, digest, now), exam.signing_secret
    )
    code = receipt_code(receipt)
    row = {
        "application_id": application_id,
        "revision": revision,
        "admission": envelope.admission,
        "digest": digest,
        "seat_id": envelope.seat_id,
        "sealed_at": envelope.sealed_at,
        "received_at": now,
        "signed": signed,
        "receipt": msgspec.msgpack.encode(receipt),
        "receipt_code": code,
    }
    db.table("envelopes").insert(row)
    entry = PaperReceived(
        at=now,
        application_id=application_id,
        revision=revision,
        admission=envelope.admission,
        seat_id=envelope.seat_id,
        cause=envelope.cause,
        sealed_at=envelope.sealed_at,
        envelope_digest=digest.hex(),
        receipt_code=code,
    )
    append_entry(db, encode_entry(entry))
    return receipt


def receipts_of(db: Database, application_id: str) -> tuple[SignedReceipt, ...]:
    """Return the receipts of an application's envelopes, by revision."""
    rows = db.query(
        "select receipt from envelopes where application_id = ? order by revision", [application_id]
    )
    return tuple(_decode_receipt(row["receipt"]) for row in rows)


def _decode_receipt(raw: bytes) -> SignedReceipt:
    return msgspec.msgpack.decode(raw, type=SignedReceipt)


def _require_seated(db: Database, application_id: str, seat: Seat, admission: int) -> Row:
    """Return the application if it is admitted at that seat, by the latest admission.

    A later admission than is known here was given before the server was restored from a backup.
    """
    row = first_row(db, "select * from applications where id = ?", application_id)
    if row is None or row["seat_id"] is None:
        raise RefusedError("seat.sign-in-first")
    if row["seat_id"] != seat.id and admission > row["admission"]:
        raise RefusedError("seat.sign-in-first")
    if row["seat_id"] != seat.id or row["admission"] > admission:
        raise RefusedError("seat.fenced", seat=seat_name(db, row["seat_id"]))
    return row


def seat_name(db: Database, seat_id: str) -> str:
    """Return what people call a seat."""
    row = first_row(db, "select name from seats where id = ?", seat_id)
    return seat_id if row is None else str(row["name"])


def first_row(db: Database, sql: str, *values: str | int | bytes) -> Row | None:
    """Return the first row of a query, or None."""
    return next(iter(db.query(sql, list(values))), None)
