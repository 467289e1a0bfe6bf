"""What the ledger records, one entry each, as JSON that a stranger can read.

`at` is exam time in milliseconds. Entries name people by application, seat or staff id, never by
name; texts, scores and codes of papers before the reveal are not in it.
"""

import msgspec

from exam.errors import LedgerError


class Entry(msgspec.Struct, frozen=True, tag_field="event"):
    """Something that happened to the exam."""

    at: int


class ExamCreated(Entry, frozen=True, tag=True):
    """The exam began to exist, with that many applications and that panel key."""

    exam_id: str
    applications: int
    panel_key_digest: str


class SeatEnrolled(Entry, frozen=True, tag=True):
    """A PC was admitted."""

    seat_id: str
    seat_name: str
    signing_key: str


class SignedIn(Entry, frozen=True, tag=True):
    """A candidate signed in at a seat."""

    application_id: str
    seat_id: str


class StartOrdered(Entry, frozen=True, tag=True):
    """A proctor ordered the start for an exam time."""

    staff_id: str
    start_at: int


class PaperReceived(Entry, frozen=True, tag=True):
    """An envelope is durably here and its receipt signed."""

    application_id: str
    revision: int
    seat_id: str
    cause: str
    envelope_digest: str
    receipt_code: str


class PapersOpened(Entry, frozen=True, tag=True):
    """The quorum opened the envelopes; the map of codes to applications is committed to.

    `refused` did not open; `missing` signed in, and were given up without an envelope.
    """

    papers: int
    refused: tuple[str, ...]
    missing: tuple[str, ...]
    map_commitment: str


class ScoresLocked(Entry, frozen=True, tag=True):
    """A panelist locked all scores and released the shares that they held."""

    staff_id: str
    sealed_scores_digest: str


class IdentitiesOpened(Entry, frozen=True, tag=True):
    """The last lock turned the last key: scores and the map of codes to applications."""

    map_commitment: str


AnyEntry = (
    ExamCreated
    | SeatEnrolled
    | SignedIn
    | StartOrdered
    | PaperReceived
    | PapersOpened
    | ScoresLocked
    | IdentitiesOpened
)


def encode_entry(entry: Entry) -> bytes:
    """Write an entry in its one form."""
    return msgspec.json.encode(entry)


def decode_entry(raw: bytes) -> AnyEntry:
    """Read an entry.

    Raises:
        LedgerError: not an entry of this version.

    """
    try:
        entry: AnyEntry = msgspec.json.decode(raw, type=AnyEntry)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise LedgerError("ledger.entry") from None
    return entry
