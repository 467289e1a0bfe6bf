"""Checks of what was handed in: receipts against the ledger, envelopes against receipts and seats.

Envelopes stay sealed. What shows that the right seat sealed one is the seat's signature; what shows
that the seat was the right one is the signed order that admitted the candidate there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from exam.chronicle import OrderIssued, OrderRecovered, PaperReceived, SeatEnrolled, SeatRecovered
from exam.codes import Code
from exam.errors import EvidenceError, ExamError
from exam.events import SeatAdmitted
from exam.evidence import contents
from exam.evidence.lines import ReceiptLine
from exam.evidence.reading import Evidence
from exam.evidence.report import Check, Subject
from exam.receipts import Receipt, SignedReceipt, read_receipt, receipt_code
from exam.seal import Envelope, envelope_digest, read_envelope


@dataclass(frozen=True, slots=True)
class FoundReceipt:
    """A receipt that holds: whose hand-in it is for, and where it stands in the ledger."""

    receipt: Receipt
    position: int
    entry: PaperReceived


@dataclass(frozen=True, slots=True)
class _Seats:
    """The signing key of each seat, and who was admitted where under which number."""

    keys: Mapping[str, bytes]
    admitted: frozenset[tuple[str, str, int]]


def check_receipts(evidence: Evidence) -> Check:
    """Check that every hand-in of the ledger has its receipt, to the letter, and no other has."""
    lines = evidence.table(ReceiptLine)
    check = Check(Subject.RECEIPTS, len(lines))
    check.add(evidence.problems[contents.RECEIPTS])
    by_digest = {line.envelope_digest: line for line in lines}
    recorded = set()
    for position, entry in evidence.entries(PaperReceived):
        recorded.add(entry.envelope_digest)
        line = by_digest.get(entry.envelope_digest)
        if line is None or _receipt(evidence, line, entry) is None:
            check.problems.append(EvidenceError("evidence.receipt", position=position))
    for digest in sorted(set(by_digest) - recorded):
        check.problems.append(EvidenceError("evidence.receipt-unrecorded", digest=digest))
    return check


def find_receipt(evidence: Evidence, code: Code) -> FoundReceipt:
    """Find a receipt by the code that is printed on it, and check all that belongs to it.

    Raises:
        EvidenceError: there is none of that code, or it does not hold.

    """
    lines = {line.envelope_digest: line for line in evidence.table(ReceiptLine)}
    for position, entry in evidence.entries(PaperReceived):
        if entry.receipt_code == code:
            line = lines.get(entry.envelope_digest)
            receipt = None if line is None else _receipt(evidence, line, entry)
            if receipt is None or any(
                _envelope_problems(evidence, _seats_of(evidence), position, entry)
            ):
                raise EvidenceError("evidence.receipt", position=position)
            return FoundReceipt(receipt, position, entry)
    raise EvidenceError("evidence.no-receipt", receipt=code)


def check_envelopes(evidence: Evidence) -> Check:
    """Check that every hand-in of the ledger is here as it was sealed, by the seat that might."""
    files = [name for name in evidence.files if name.startswith(contents.ENVELOPES)]
    check = Check(Subject.ENVELOPES, len(files))
    seats, recorded = _seats_of(evidence), set()
    for position, entry in evidence.entries(PaperReceived):
        recorded.add(f"{contents.ENVELOPES}{entry.envelope_digest}.bin")
        check.add(_envelope_problems(evidence, seats, position, entry))
    for name in sorted(set(files) - recorded):
        check.problems.append(EvidenceError("evidence.envelope-unrecorded", file=name))
    return check


def _receipt(evidence: Evidence, line: ReceiptLine, entry: PaperReceived) -> Receipt | None:
    """Return what a receipt says, if the server signed it and it says what the ledger does."""
    signed = SignedReceipt(bytes.fromhex(line.body), bytes.fromhex(line.signature))
    try:
        receipt = read_receipt(signed, evidence.manifest.server_signing_key)
    except ExamError:
        return None
    said = Receipt(
        evidence.exam_id,
        entry.application_id,
        entry.revision,
        bytes.fromhex(entry.envelope_digest),
        entry.at,
    )
    return receipt if receipt == said and receipt_code(signed) == entry.receipt_code else None


def _envelope_problems(
    evidence: Evidence, seats: _Seats, position: int, entry: PaperReceived
) -> Iterator[EvidenceError]:
    signed = evidence.envelope(entry.envelope_digest)
    name = f"{contents.ENVELOPES}{entry.envelope_digest}.bin"
    if signed is None:
        yield EvidenceError("evidence.missing", file=name)
        return
    envelope = _read_envelope(evidence.exam_id, seats, signed, entry)
    if envelope is None:
        yield EvidenceError("evidence.envelope", file=name, position=position)
    elif (entry.application_id, envelope.seat_id, envelope.admission) not in seats.admitted:
        yield EvidenceError("evidence.not-admitted", file=name, position=position)


def _read_envelope(
    exam_id: bytes, seats: _Seats, signed: bytes, entry: PaperReceived
) -> Envelope | None:
    """Return an envelope if its signature, digest and every claim are as the ledger has them."""
    try:
        envelope = read_envelope(signed, seats.keys.get(entry.seat_id, b""))
    except ExamError:
        return None
    claimed = (
        envelope.exam_id,
        envelope.application_id,
        envelope.revision,
        envelope.admission,
        envelope.seat_id,
        envelope.sealed_at,
        envelope.cause,
        envelope_digest(signed).hex(),
    )
    recorded = (
        exam_id,
        entry.application_id,
        entry.revision,
        entry.admission,
        entry.seat_id,
        entry.sealed_at,
        entry.cause,
        entry.envelope_digest,
    )
    return envelope if claimed == recorded else None


def _seats_of(evidence: Evidence) -> _Seats:
    keys: dict[str, bytes] = {}
    admitted: set[tuple[str, str, int]] = set()
    for _, entry in evidence.shown():
        if isinstance(entry, SeatEnrolled | SeatRecovered):
            keys[entry.seat_id] = bytes.fromhex(entry.signing_key)
        elif isinstance(entry, OrderIssued | OrderRecovered):
            order = entry.order
            if isinstance(order, SeatAdmitted):
                admitted.add((entry.application_id, order.seat_id, order.admission))
    return _Seats(keys, frozenset(admitted))
