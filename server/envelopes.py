"""Sealed envelopes and their receipts: whatever a seat sealed is kept, and each has one receipt.

Every function here is an act on the database and may be repeated without harm. Which envelope
counts is for `exam.hand_ins` to say when the sitting is closed.
"""

from dataclasses import dataclass
from typing import Final

import msgspec
from sqlite_utils import Database

from exam.chronicle import PaperReceived, encode_entry
from exam.clock import ExamTime
from exam.errors import RefusedError, SealError
from exam.events import Cause, SeatAdmitted
from exam.protocol import SubmitReply, SubmitRequest
from exam.receipts import (
    Receipt,
    SignedReceipt,
    read_receipt,
    receipt_code,
    require_receipt_for,
    sign_receipt,
)
from exam.seal import Envelope, envelope_digest, read_claimed_envelope
from exam.sitting import Sitting
from server.office import OpenExam
from server.sittings import first_row, sitting_of
from server.store import append_entry

_INSERT: Final = """
    insert into envelopes (application_id, revision, admission, digest, seat_id, sealed_at,
        received_at, signed, receipt, receipt_code)
    values (:application_id, :revision, :admission, :digest, :seat_id, :sealed_at,
        :received_at, :signed, :receipt, :receipt_code)
"""
_RECEIPTS: Final = """
    select receipt from envelopes
    where application_id = ?
    order by revision, received_at, digest
"""


@dataclass(frozen=True, slots=True)
class _Given:
    """A receipt as it is read, and as the server signed it."""

    receipt: Receipt
    signed: SignedReceipt


def accept_envelope(
    db: Database, exam: OpenExam, request: SubmitRequest, now: ExamTime
) -> SubmitReply:
    """Keep a sealed envelope and sign its receipt; the same envelope gets the same receipt.

    It may be brought by any seat, long after it was sealed, but only the seat that the candidate
    was admitted to can have sealed it. A receipt that this server once gave and has forgotten is
    taken back.

    Raises:
        SealError: the seat that it names did not sign it, or it is damaged.
        RefusedError: of another exam or seat, of nobody here, opened already, of an admission or
            revision of which nothing is known here yet, or it is not known yet what time it is.

    """
    digest = envelope_digest(request.envelope)
    known = first_row(db, "select receipt from envelopes where digest = ?", digest)
    if known is not None:
        return SubmitReply(_decode_receipt(known["receipt"]))
    exam.timeline.require_settled()
    envelope = _read(db, exam, request.envelope)
    _require_acceptable(db, envelope)
    fresh = Receipt(exam.exam_id, envelope.application_id, envelope.revision, digest, now)
    given = _forgotten_receipt(exam, request) or _sign(fresh, exam)
    _keep(db, envelope, request.envelope, given)
    return SubmitReply(given.signed)


def receipts_of(db: Database, application_id: str) -> tuple[SignedReceipt, ...]:
    """Return the receipts of an application's envelopes, by revision, first come first."""
    return tuple(_decode_receipt(row["receipt"]) for row in db.query(_RECEIPTS, [application_id]))


def _read(db: Database, exam: OpenExam, signed: bytes) -> Envelope:
    """Check an envelope by the key of the seat that it names."""

    def key_of(claimed: Envelope) -> bytes:
        seat = first_row(db, "select signing_key from seats where id = ?", claimed.seat_id)
        if claimed.exam_id != exam.exam_id or seat is None:
            raise RefusedError("submit.foreign")
        return bytes(seat["signing_key"])

    envelope = read_claimed_envelope(signed, key_of)
    if envelope.cause not in set(Cause):
        raise SealError("seal.damaged")
    return envelope


def _require_acceptable(db: Database, envelope: Envelope) -> None:
    if first_row(db, "select id from opening") is not None:
        raise RefusedError("submit.opened")
    row = first_row(db, "select * from applications where id = ?", envelope.application_id)
    if row is None:
        raise RefusedError("submit.foreign")
    sitting = sitting_of(db, row)
    _require_admitted(sitting, envelope)
    if envelope.revision > sitting.revision:
        opened = sitting.revision
        raise RefusedError("submit.revision", revision=envelope.revision, expected=opened)


def _require_admitted(sitting: Sitting, envelope: Envelope) -> None:
    """Refuse what another seat sealed than the one that was admitted under that number.

    A number that is not known here is of an order that a restored server has yet to hear.
    """
    admitted = (one for one in sitting.orders(SeatAdmitted) if one.admission == envelope.admission)
    seats = {order.seat_id for order in admitted}
    if not seats:
        raise RefusedError("server.settling")
    if envelope.seat_id not in seats:
        raise RefusedError("submit.foreign")


def _sign(receipt: Receipt, exam: OpenExam) -> _Given:
    return _Given(receipt, sign_receipt(receipt, exam.signing_secret))


def _forgotten_receipt(exam: OpenExam, request: SubmitRequest) -> _Given | None:
    """Return the receipt that came with an envelope, if this exam's server gave it for that one."""
    if request.receipt is None:
        return None
    try:
        receipt = read_receipt(request.receipt, exam.manifest.server_signing_key)
        require_receipt_for(receipt, request.envelope)
    except SealError:
        return None
    return _Given(receipt, request.receipt)


def _keep(db: Database, envelope: Envelope, signed: bytes, given: _Given) -> None:
    receipt, code = given.receipt, receipt_code(given.signed)
    row = {
        "application_id": envelope.application_id,
        "revision": envelope.revision,
        "admission": envelope.admission,
        "digest": receipt.envelope_digest,
        "seat_id": envelope.seat_id,
        "sealed_at": envelope.sealed_at,
        "received_at": receipt.received_at,
        "signed": signed,
        "receipt": msgspec.msgpack.encode(given.signed),
        "receipt_code": code,
    }
    db.execute(_INSERT, row)
    entry = PaperReceived(
        at=ExamTime(receipt.received_at),
        application_id=envelope.application_id,
        revision=envelope.revision,
        admission=envelope.admission,
        seat_id=envelope.seat_id,
        cause=envelope.cause,
        sealed_at=envelope.sealed_at,
        envelope_digest=receipt.envelope_digest.hex(),
        receipt_code=code,
    )
    append_entry(db, encode_entry(entry))


def _decode_receipt(raw: bytes) -> SignedReceipt:
    return msgspec.msgpack.decode(raw, type=SignedReceipt)
