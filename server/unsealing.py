"""What counts of a candidate, opened in memory by the panel's seed: an envelope, or records.

Where nobody brought an envelope, the records count that the server had acknowledged. A text that a
candidate could not go on with, because the card was lost with the PC, is joined to the later one
behind a heading. Forks stay closed.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from sqlite_utils import Database

from exam.draft import Draft, Event, Fold, Snapshot, replay
from exam.errors import IntegrityError, JournalError, SealError
from exam.events import EnvelopeReceived, HeadAcknowledged
from exam.journal import SegmentHeader, chain_head, read_records, unlock_with_panel
from exam.limits import LONGEST_TEXT
from exam.lineage import Lineage, lineage_of, tip_of
from exam.manuscript.marks import HEADING_1
from exam.seal import Envelope, Manuscript, open_envelope, read_envelope
from server.segments import read_header, records_of

_BEGINNING: Final = 2
"""Every segment begins with where it was opened, and with the whole text."""
_ENVELOPE: Final = """
    select e.signed, e.seat_id, s.signing_key
    from envelopes e
    join seats s on s.id = e.seat_id
    where e.digest = ?
"""


@dataclass(frozen=True, slots=True)
class Unsealed:
    """A text in clear, and whether one that was written under a lost card was joined to it."""

    manuscript: Manuscript
    is_rejoined: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was written."""
        return not (self.manuscript.paper.strip() or self.manuscript.slides.strip())


def unseal(
    db: Database,
    exam_id: bytes,
    application_id: str,
    counted: EnvelopeReceived | HeadAcknowledged,
    seed: bytes,
    heading: str,
) -> Unsealed:
    """Open what counts of one candidate; `heading` stands before a text that is joined to it.

    Raises:
        IntegrityError: it is not what was sealed, or what was acknowledged.

    """
    journal = _Journal(db, application_id, seed)
    tip: SegmentHeader | None
    if isinstance(counted, HeadAcknowledged):
        draft, tip = journal.acknowledged(counted)
        found = Manuscript(draft.paper, draft.slides)
    else:
        found = _opened(db, exam_id, application_id, counted, seed)
        tip = journal.tip_of(counted.admission)
    whole = found
    for lost in journal.lost_before(tip):
        whole = _joined(whole, lost, heading)
    return Unsealed(whole, whole != found)


def events_of(
    db: Database, application_id: str, counted: EnvelopeReceived | HeadAcknowledged, seed: bytes
) -> tuple[Event, ...]:
    """Return everything that led to what counts, as far as it can be read, first to last."""
    return tuple(_Journal(db, application_id, seed).events_to(counted))


def read_counted(db: Database, counted: EnvelopeReceived) -> Envelope:
    """Return an envelope that counts, still sealed.

    Raises:
        IntegrityError: the seat did not sign it.

    """
    (row,) = db.query(_ENVELOPE, [bytes.fromhex(counted.digest)])
    return read_envelope(row["signed"], row["signing_key"])


def _opened(
    db: Database, exam_id: bytes, application_id: str, counted: EnvelopeReceived, seed: bytes
) -> Manuscript:
    (row,) = db.query(_ENVELOPE, [bytes.fromhex(counted.digest)])
    envelope = read_envelope(row["signed"], row["signing_key"])
    claimed = (envelope.exam_id, envelope.application_id, envelope.revision, envelope.seat_id)
    if claimed != (exam_id, application_id, counted.revision, row["seat_id"]):
        raise SealError("seal.other")
    return open_envelope(envelope, seed)


def _joined(manuscript: Manuscript, lost: Draft, heading: str) -> Manuscript:
    return Manuscript(
        _under_heading(manuscript.paper, lost.paper, heading),
        _under_heading(manuscript.slides, lost.slides, heading),
    )


def _under_heading(text: str, lost: str, heading: str) -> str:
    """Add a lost text to a later one that does not hold it, as far as there is room for it."""
    if not lost.strip() or lost in text:
        return text
    before = f"{text}\n" if text else ""
    return f"{before}{HEADING_1}{heading}\n{lost}"[:LONGEST_TEXT]


class _Journal:
    """The segments of one application, each opened with the panel's seed when it is read."""

    def __init__(self, db: Database, application_id: str, seed: bytes) -> None:
        query = "select header from segments where application_id = ? order by ordinal"
        self._db = db
        self._seed = seed
        self._raw = {
            read_header(row["header"]): bytes(row["header"])
            for row in db.query(query, [application_id])
        }

    def tip_of(self, admission: int) -> SegmentHeader | None:
        """Return the segment that was written last under an admission or one before."""
        return tip_of([header for header in self._raw if header.admission <= admission])

    def acknowledged(self, head: HeadAcknowledged) -> tuple[Draft, SegmentHeader]:
        """Return the text of the records that were acknowledged, and the segment that has it.

        Of a segment of which only the beginning came, the one before has the text.

        Raises:
            JournalError: they are not here any more, or not as they were.

        """
        tip = self._named(bytes.fromhex(head.segment_id))
        records = records_of(self._db, tip.segment_id)[: head.count]
        if chain_head(self._raw[tip], records).hex() != head.head:
            raise JournalError("opening.escrow")
        events = tuple(self._events(tip, records))
        line = self._line_to(tip).line
        if len(line) > 1 and not any(isinstance(event, Snapshot) for event in events):
            return self._readable(line[-2], tip.parent_count), line[-2]
        return replay(events), tip

    def lost_before(self, tip: SegmentHeader | None) -> Iterator[Draft]:
        """Give the texts that could not be gone on with on the line to a tip, the latest first."""
        if tip is None:
            return
        lineage = self._line_to(tip)
        for parent, child in reversed(list(pairwise(lineage.line))):
            if self._begins_empty(child):
                yield self._readable(parent, lineage.counts[parent.segment_id])

    def events_to(self, counted: EnvelopeReceived | HeadAcknowledged) -> Iterator[Event]:
        """Give the events on the line to what counts; of a damaged segment those before that."""
        if isinstance(counted, HeadAcknowledged):
            tip: SegmentHeader | None = self._named(bytes.fromhex(counted.segment_id))
        else:
            tip = self.tip_of(counted.admission)
        if tip is None:
            return
        lineage = self._line_to(tip)
        for segment in lineage.line:
            count = lineage.counts.get(segment.segment_id)
            with suppress(IntegrityError):
                yield from self._events(segment, records_of(self._db, segment.segment_id)[:count])

    def _named(self, segment_id: bytes) -> SegmentHeader:
        for header in self._raw:
            if header.segment_id == segment_id:
                return header
        raise JournalError("opening.escrow")

    def _line_to(self, tip: SegmentHeader) -> Lineage:
        """Follow a tip back, whatever was written later beside it."""
        place = (tip.admission, tip.generation)
        before = [one for one in self._raw if (one.admission, one.generation) < place]
        return lineage_of([*before, tip])

    def _begins_empty(self, segment: SegmentHeader) -> bool:
        begun: list[Event] = []
        with suppress(IntegrityError):
            records = records_of(self._db, segment.segment_id)[:_BEGINNING]
            begun.extend(self._events(segment, records))
        texts = ((one.paper, one.slides, one.notes) for one in begun if isinstance(one, Snapshot))
        return any(text == ("", "", "") for text in texts)

    def _readable(self, segment: SegmentHeader, count: int) -> Draft:
        """Return the text after so many records of a segment, or as far as they can be read."""
        fold = Fold()
        with suppress(IntegrityError):
            for event in self._events(segment, records_of(self._db, segment.segment_id)[:count]):
                fold.take(event)
        with suppress(IntegrityError):
            fold.settle()
        return fold.draft

    def _events(self, segment: SegmentHeader, records: tuple[bytes, ...]) -> Iterator[Event]:
        key = unlock_with_panel(segment, self._seed)
        return read_records(self._raw[segment], key, records)
