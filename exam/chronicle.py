"""What the ledger records, one entry each, as JSON that a stranger can read.

`at` is exam time in milliseconds. Entries name people by application, seat or staff id, never by
name; texts, scores and codes of papers before the reveal are not in it.
"""

from typing import Annotated, Final

import msgspec

from exam.errors import LedgerError
from exam.events import AnyOrder, Deed, HeadAcknowledged
from exam.limits import Count, HexHash, Instant, Name, Ordinal

ENTRY_BYTES: Final = 2_000_000
"""The longest entry that there can be."""

_Applications = Annotated[tuple[Name, ...], msgspec.Meta(max_length=10_000)]


class Entry(msgspec.Struct, frozen=True, tag_field="event"):
    """Something that happened to the exam."""

    at: Instant


class ExamCreated(Entry, frozen=True, tag=True):
    """The exam began to exist, with that many applications and that panel key."""

    exam_id: HexHash
    applications: Count
    panel_key_digest: HexHash


class SeatEnrolled(Entry, frozen=True, tag=True):
    """A PC was admitted."""

    seat_id: Name
    seat_name: Name
    signing_key: HexHash


class OrderIssued(Entry, frozen=True, tag=True):
    """An order was signed, for one sitting or application, or for all where the id is empty.

    `staff_id` is who gave it; the server itself admits candidates to seats, and it is empty.
    """

    staff_id: Name
    sitting_id: Name
    application_id: Name
    order: AnyOrder


class DeedReported(Entry, frozen=True, tag=True):
    """A seat said what was done there; it stands in the journal too, which only keys open."""

    application_id: Name
    seat_id: Name
    deed: Deed


class HeadRecorded(Entry, frozen=True, tag=True):
    """So far the journal of an application was acknowledged."""

    application_id: Name
    head: HeadAcknowledged


class PaperReceived(Entry, frozen=True, tag=True):
    """An envelope is durably here and its receipt signed."""

    application_id: Name
    revision: Ordinal
    admission: Ordinal
    seat_id: Name
    cause: Name
    sealed_at: Instant
    envelope_digest: HexHash
    receipt_code: Name


class PapersOpened(Entry, frozen=True, tag=True):
    """The quorum opened the envelopes; the map of codes to applications is committed to.

    `refused` did not open; `missing` signed in, and were given up without an envelope.
    """

    papers: Count
    refused: _Applications
    missing: _Applications
    map_commitment: HexHash


class ScoresLocked(Entry, frozen=True, tag=True):
    """A panelist locked all scores and released the shares that they held."""

    staff_id: Name
    sealed_scores_digest: HexHash


class IdentitiesOpened(Entry, frozen=True, tag=True):
    """The last lock turned the last key: scores and the map of codes to applications."""

    map_commitment: HexHash


AnyEntry = (
    ExamCreated
    | SeatEnrolled
    | OrderIssued
    | DeedReported
    | HeadRecorded
    | PaperReceived
    | PapersOpened
    | ScoresLocked
    | IdentitiesOpened
)


def encode_entry(entry: Entry) -> bytes:
    """Write an entry in its one form.

    Raises:
        LedgerError: it could not be read back, so it must not be written down.

    """
    try:
        raw = msgspec.json.encode(entry)
        decode_entry(raw)
    except (ValueError, OverflowError, LedgerError):
        raise LedgerError("ledger.writing") from None
    return raw


def decode_entry(raw: bytes) -> AnyEntry:
    """Read an entry; of each there is one form only, so nothing hides between its fields.

    Raises:
        LedgerError: not an entry of this version, or not in its one form.

    """
    if len(raw) > ENTRY_BYTES:
        raise LedgerError("ledger.entry")
    try:
        entry: AnyEntry = msgspec.json.decode(raw, type=AnyEntry)
    except (ValueError, RecursionError):
        raise LedgerError("ledger.entry") from None
    if msgspec.json.encode(entry) != raw:
        raise LedgerError("ledger.entry")
    return entry
