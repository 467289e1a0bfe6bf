"""How a PC becomes a seat: one-time pairing codes, certificates, and who a certificate is.

A pairing code admits one PC. The same PC may ask again with the same keys, because an answer can be
lost on the way; any other is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from itertools import count as numbers_from
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from sqlite_utils import Database

from exam import keys
from exam.chronicle import SeatEnrolled, SeatRecovered, encode_entry
from exam.clock import ExamTime
from exam.codes import Randomness
from exam.errors import RefusedError
from exam.pairing import PairingCode, make_pairing_code, parse_pairing_code
from exam.protocol import EnrolReply, EnrolRequest
from server.authority import (
    Authority,
    public_key_bytes,
    read_seat_certificate,
    read_seat_request,
)
from server.sittings import first_row
from server.store import append_entry

PAIRING_LIFETIME: Final = 30 * 24 * 60 * 60 * 1000
"""How long a new pairing code can be used, in milliseconds of exam time."""
_NAME_LENGTH: Final = 40


@dataclass(frozen=True, slots=True)
class Seat:
    """A PC that was admitted."""

    id: str
    name: str
    signing_key: bytes


def add_pairing_codes(
    db: Database, exam_id: bytes, count: int, random: Randomness, expires_at: ExamTime
) -> list[PairingCode]:
    """Draw pairing codes and keep their hashes, inside an act."""
    codes = [make_pairing_code(exam_id, random) for _ in range(count)]
    db.table("pairing_codes").insert_all(
        {"secret_hash": _secret_hash(exam_id, code), "expires_at": expires_at, "used_by": None}
        for code in codes
    )
    return codes


def count_pairing_codes(db: Database) -> int:
    """How many pairing codes were ever made."""
    (row,) = db.query("select count(*) as codes from pairing_codes")
    return int(row["codes"])


def enrol_seat(
    db: Database,
    request: EnrolRequest,
    authority: Authority,
    exam_id: bytes,
    now: ExamTime,
    kiosk_port: int,
    addresses: tuple[str, ...] = (),
) -> EnrolReply:
    """Admit a PC for its pairing code, inside an act; `addresses` is where else to find a server.

    Raises:
        RefusedError: the code is of another exam, unknown, used or expired; the name is taken or
            cannot be shown; the certificate request does not hold.
        CodeError: what was typed is not a pairing code.

    """
    public_key = read_seat_request(request.csr)
    seat = Seat(
        _seat_id(public_key, request.signing_key), request.seat_name.strip(), request.signing_key
    )
    _use_code(db, request.code, exam_id, seat, now)
    issued = authority.issue_seat(seat.id, seat.name, public_key, seat.signing_key)
    certificate = issued.public_bytes(Encoding.DER)
    _admit(db, seat, sha256(certificate).digest(), now)
    return EnrolReply(seat.id, certificate, kiosk_port, addresses)


def seat_of_certificate(db: Database, certificate_digest: bytes) -> Seat:
    """Return the seat that a client certificate (SHA-256 of its DER) belongs to.

    Raises:
        RefusedError: no seat of this exam, or one that was revoked.

    """
    query = "select id, name, signing_key, revoked from seats where certificate_digest = ?"
    row = first_row(db, query, certificate_digest)
    if row is None:
        raise RefusedError("seat.unknown")
    if row["revoked"]:
        raise RefusedError("seat.revoked", seat=row["name"])
    return Seat(row["id"], row["name"], row["signing_key"])


def readmit_seat(db: Database, certificate: bytes, ca_certificate: bytes, now: ExamTime) -> Seat:
    """Take up a seat by the certificate (DER) that this server has forgotten, inside an act.

    Raises:
        RefusedError: this exam's authority did not issue it for these keys, it is too old to tell
            which PC it is of, or the seat was revoked.

    """
    shown = read_seat_certificate(certificate, ca_certificate)
    if shown.seat_id != _seat_id(shown.public_key, shown.signing_key):
        raise RefusedError("seat.unknown")
    digest = sha256(certificate).digest()
    for row in db.query("select name, revoked from seats where id = ?", [shown.seat_id]):
        if row["revoked"]:
            raise RefusedError("seat.revoked", seat=row["name"])
        db.table("seats").update(shown.seat_id, {"certificate_digest": digest})
        return Seat(shown.seat_id, row["name"], shown.signing_key)
    seat = Seat(shown.seat_id, _free_name(db, shown.name), shown.signing_key)
    _insert(db, seat, digest)
    entry = SeatRecovered(now, seat.id, seat.name, seat.signing_key.hex())
    append_entry(db, encode_entry(entry))
    return seat


def _free_name(db: Database, name: str) -> str:
    """Return a name that no other seat has: one that was given away meanwhile gets a number."""
    others = (f"{name} ({number})" for number in numbers_from(2))
    return next(one for one in chain((name,), others) if not _is_taken(db, one))


def _use_code(db: Database, typed: str, exam_id: bytes, seat: Seat, now: ExamTime) -> None:
    code = parse_pairing_code(typed)
    if not code.matches(exam_id):
        raise RefusedError("enrol.other-exam")
    secret_hash = _secret_hash(exam_id, code)
    row = _pairing_row(db, secret_hash)
    if row["used_by"] is None:
        if now >= row["expires_at"]:
            raise RefusedError("enrol.code-expired")
        db.table("pairing_codes").update([secret_hash], {"used_by": seat.id})
    elif row["used_by"] != seat.id:
        raise RefusedError("enrol.code-used")


def _pairing_row(db: Database, secret_hash: bytes) -> Mapping[str, Any]:
    for row in db.query("select * from pairing_codes where secret_hash = ?", [secret_hash]):
        return row
    raise RefusedError("enrol.code-unknown")


def _admit(db: Database, seat: Seat, certificate_digest: bytes, now: ExamTime) -> None:
    """Write down the seat; one that asks again only gets another certificate."""
    known = db.execute("select 1 from seats where id = ?", [seat.id]).fetchone()
    if known is not None:
        db.table("seats").update(seat.id, {"certificate_digest": certificate_digest})
        return
    _require_free_name(db, seat.name)
    _insert(db, seat, certificate_digest)
    append_entry(db, encode_entry(SeatEnrolled(now, seat.id, seat.name, seat.signing_key.hex())))


def _insert(db: Database, seat: Seat, certificate_digest: bytes) -> None:
    row = {
        "id": seat.id,
        "name": seat.name,
        "certificate_digest": certificate_digest,
        "signing_key": seat.signing_key,
    }
    db.table("seats").insert(row)


def _require_free_name(db: Database, name: str) -> None:
    if not 0 < len(name) <= _NAME_LENGTH or not name.isprintable():
        raise RefusedError("enrol.name", longest=_NAME_LENGTH)
    if _is_taken(db, name):
        raise RefusedError("enrol.name-taken", seat=name)


def _is_taken(db: Database, name: str) -> bool:
    query = "select 1 from seats where name = ? collate nocase and not revoked"
    return db.execute(query, [name]).fetchone() is not None


def _seat_id(public_key: ec.EllipticCurvePublicKey, signing_key: bytes) -> str:
    """Name a seat by its keys, so that a repeated call finds itself."""
    return keys.digest("seat-id", public_key_bytes(public_key), signing_key)[:8].hex()


def _secret_hash(exam_id: bytes, code: PairingCode) -> bytes:
    return keys.digest("pairing", exam_id, code.secret)
