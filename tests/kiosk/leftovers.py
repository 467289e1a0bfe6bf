"""Work on a PC's disk of people who do not sit there, and a server's counts of it."""

import os
from collections.abc import Iterable

from exam import keys
from exam.draft import Edited
from exam.journal import Owner, Place, SegmentWriter, parse_header
from exam.manuscript import Part
from exam.protocol import Held, SegmentPart
from exam.receipts import Receipt, SignedReceipt, sign_receipt
from exam.seal import HandIn, Manuscript, envelope_digest, seal_manuscript
from kiosk.segment_file import SegmentFile
from kiosk.settings import Seat
from kiosk.spool import Spool
from tests.kiosk.room import FakeServer


def keep_journal(
    spool: Spool, exam_id: bytes, application_id: str, records: int = 3, characters: int = 1
) -> tuple[bytes, tuple[bytes, ...]]:
    """Leave a segment with so many records on the disk; returns its id and the records."""
    owner = Owner(exam_id, application_id, b"c" * 32, keys.sealing_public_key(b"p" * 32))
    writer = SegmentWriter(owner, Place("pc-01", 1), None, os.urandom)
    file = spool.of_application(application_id).begin_segment(writer.header, writer.header_bytes)
    written = tuple(
        writer.append(Edited(0, Part.PAPER, 0, "", "x" * characters)) for _ in range(records)
    )
    _save(file)
    for record in written:
        file.append(record)
        _save(file)
    file.close()
    return writer.header.segment_id, written


def _save(file: SegmentFile) -> None:
    job = file.write_job(0)
    job.run()
    file.note_written(job)


def keep_envelope(spool: Spool, seat: Seat, application_id: str) -> bytes:
    """Leave a sealed envelope on the disk."""
    seat_id, panel_key = seat.description.seat_id, seat.manifest.panel_public_key
    hand_in = HandIn(seat.exam_id, application_id, 1, 1, seat_id, 0, "submitted", bytes(32))
    text = Manuscript("Isi", "")
    signed = seal_manuscript(text, hand_in, panel_key, seat.signing_secret, os.urandom)
    spool.of_application(application_id).keep_envelope(1, 1, signed)
    return signed


def receipt_for(signed: bytes, server: FakeServer, application_id: str) -> SignedReceipt:
    """Sign a receipt as the server."""
    digest = envelope_digest(signed)
    receipt = Receipt(server.exam_id, application_id, 1, digest, server.exam_time)
    return sign_receipt(receipt, server.signing_secret)


class Counts:
    """What a server holds of each segment; it takes what continues it."""

    def __init__(self) -> None:
        self.records: dict[bytes, list[bytes]] = {}

    def take(self, parts: Iterable[SegmentPart]) -> tuple[Held, ...]:
        """Take what continues a segment, and say how much is there."""
        held = []
        for part in parts:
            segment_id = parse_header(part.header).segment_id
            records = self.records.get(segment_id, [])
            if part.records and part.first <= len(records):
                records = [*records[: part.first], *part.records]
                self.records[segment_id] = records
            held.append(Held(segment_id, len(records)))
        return tuple(held)
