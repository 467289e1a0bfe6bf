"""What the ledger records, one entry each, as JSON that a stranger can read.

`at` is exam time in milliseconds. Entries name people by application, seat or staff id, never by
name. Texts are not in it, nor scores before they are open; a paper's code stands in no entry with
anybody's application.
"""

from typing import Annotated, Final

import msgspec

from exam.custody_record import Custody
from exam.entry import Entry
from exam.errors import LedgerError
from exam.events import AnyOrder, Deed, HeadAcknowledged
from exam.hearing_record import HearingEntry
from exam.limits import Count, HexHash, Instant, Name, Ordinal, Span
from exam.proceedings import Proceeding
from exam.result_record import Outcome
from exam.scoring_record import Scoring

ENTRY_BYTES: Final = 2_000_000
"""The longest entry that there can be."""

_Applications = Annotated[tuple[Name, ...], msgspec.Meta(max_length=10_000)]


class ExamCreated(Entry, frozen=True, tag=True, omit_defaults=True):
    """The exam began to exist, with that many applications and that panel key.

    `not_held` is how many applied for each post that is not held, by its id.
    """

    exam_id: HexHash
    applications: Count
    panel_key_digest: HexHash
    not_held: Annotated[dict[Name, Count], msgspec.Meta(max_length=200)] = msgspec.field(
        default_factory=dict
    )


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


class TimeSettled(Entry, frozen=True, tag=True):
    """Run `run` of the server goes on at `at`: by so many seats, or by a person or a wall clock.

    `away` is how many milliseconds after the last persisted exam time that is. `wall` is what the
    clock of that server then showed, in milliseconds since 1970 (UTC): it decides nothing, and
    tells people at which hour things happened.
    """

    run: Ordinal
    basis: Name
    seats: Count
    away: Span
    staff_id: Name
    wall: Instant = 0


class RecoveryBegan(Entry, frozen=True, tag=True):
    """The server found that it was restored: a seat knew of a longer log than its own."""

    known: Count
    own: Count


class OrderRecovered(Entry, frozen=True, tag=True, omit_defaults=True):
    """An order that this server had forgotten came back from a seat."""

    seat_id: Name
    application_id: Name
    order: AnyOrder
    sitting_id: Name = ""


class SeatRecovered(Entry, frozen=True, tag=True):
    """A PC that this server had forgotten showed the certificate by which it was admitted."""

    seat_id: Name
    seat_name: Name
    signing_key: HexHash


class SeatHeard(Entry, frozen=True, tag=True):
    """Everything that this seat keeps is here again."""

    seat_id: Name


class SeatWaived(Entry, frozen=True, tag=True):
    """Somebody decided not to wait for what this seat may keep."""

    seat_id: Name
    staff_id: Name


class CardReplaced(Entry, frozen=True, tag=True):
    """A candidate got a new card; the code of the one before admits nobody any more."""

    application_id: Name
    staff_id: Name


class WorkImported(Entry, frozen=True, tag=True):
    """A file that a proctor took from a PC was brought to the server."""

    seat_id: Name
    staff_id: Name
    digest: HexHash
    applications: _Applications


class PapersOpened(Entry, frozen=True, tag=True):
    """The quorum opened the envelopes; the map of codes to applications is committed to.

    `refused` did not open; `missing` signed in, and were given up without an envelope. `escrowed`
    are read as their last acknowledged records have them; to the texts of `rejoined` what they
    wrote under a lost card was added.
    """

    papers: Count
    refused: _Applications
    missing: _Applications
    map_commitment: HexHash
    escrowed: _Applications = ()
    rejoined: _Applications = ()


class IdentitiesOpened(Entry, frozen=True, tag=True):
    """The last final lock turned the last key: the map of codes to applications."""

    map_commitment: HexHash


AnyEntry = (
    ExamCreated
    | SeatEnrolled
    | OrderIssued
    | DeedReported
    | HeadRecorded
    | PaperReceived
    | TimeSettled
    | RecoveryBegan
    | OrderRecovered
    | SeatRecovered
    | SeatHeard
    | SeatWaived
    | CardReplaced
    | WorkImported
    | PapersOpened
    | IdentitiesOpened
    | Proceeding
    | Custody
    | Scoring
    | Outcome
    | HearingEntry
)
_ENTRIES: Final = msgspec.json.Decoder[AnyEntry](AnyEntry)


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
        entry: AnyEntry = _ENTRIES.decode(raw)
    except (ValueError, RecursionError):
        raise LedgerError("ledger.entry") from None
    if msgspec.json.encode(entry) != raw:
        raise LedgerError("ledger.entry")
    return entry
