"""Which journal to go on from: the copies of server and disks, joined and replayed.

Of each segment as many records count as verify, wherever each of them lies. What does not verify is
left where it is and never sent on, so damage at one place cannot spread, and it is always told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from exam.clock import ExamTime
from exam.draft import Draft
from exam.errors import ExamError, JournalError, KeyMismatchError
from exam.journal import Parent, SegmentHeader, chain_head, parse_header, unlock_with_card
from exam.lineage import lineage_of, tip_of
from exam.manuscript import Part
from exam.protocol import SegmentPart
from kiosk.replaying import Reading, StoredSegment, read_copies

__all__ = ["Recovery", "StoredSegment", "join_parts", "recover"]


@dataclass(frozen=True, slots=True)
class Recovery:
    """The draft so far, the segment to continue, all good segments, and the worst found.

    `last_at` is the exam time of the last record of the segment to continue. `locked` are segments
    under another card; `cut` is how many bytes at the ends of files were of no use; `last_place` is
    where the last edit on the line left off.
    """

    draft: Draft
    parent: Parent | None
    segments: tuple[StoredSegment, ...]
    trouble: ExamError | None
    last_at: ExamTime | None = None
    locked: tuple[StoredSegment, ...] = ()
    cut: int = 0
    last_place: tuple[Part, int] | None = None


def join_parts(parts: Iterable[SegmentPart]) -> tuple[StoredSegment, ...]:
    """Join the parts of each segment, in the order in which the segments are first named."""
    joined: dict[bytes, list[bytes]] = {}
    for part in parts:
        records = joined.setdefault(part.header, [])
        if part.first <= len(records):
            records[part.first :] = part.records
    return tuple(StoredSegment(header, tuple(records)) for header, records in joined.items())


def recover(copies: Iterable[StoredSegment], card_key: bytes) -> Recovery:
    """Read every copy with the candidate's card key and choose where to go on.

    A segment without its snapshot was cut off before it held anything, so it is never continued.
    Where this card opens nothing, the journal goes on from what another card wrote, unread.
    """
    found = _Found()
    for group in _without_prefixes(copies):
        found.take(group, card_key)
    return found.recovery()


class _Found:
    """What the copies turn out to be: read, locked, or of no use."""

    def __init__(self) -> None:
        self._read: dict[SegmentHeader, Reading] = {}
        self._stored: dict[SegmentHeader, StoredSegment] = {}
        self._locked: dict[SegmentHeader, StoredSegment] = {}
        self._refusals: dict[SegmentHeader, KeyMismatchError] = {}
        self._troubles: list[ExamError] = []

    def take(self, copies: Sequence[StoredSegment], card_key: bytes) -> None:
        """Read the copies of one segment."""
        try:
            header = parse_header(copies[0].header)
        except JournalError as error:
            self._troubles.append(error)
            return
        try:
            key = unlock_with_card(header, card_key)
        except KeyMismatchError as error:
            self._refusals[header] = error
            self._locked[header] = StoredSegment(copies[0].header, copies[0].records)
            return
        reading = read_copies(copies, key)
        self._read[header] = reading
        self._stored[header] = StoredSegment(copies[0].header, reading.records)
        if reading.trouble is not None:
            self._troubles.append(reading.trouble)

    def recovery(self) -> Recovery:
        """Choose where to go on."""
        whole = [header for header, reading in self._read.items() if reading.has_snapshot]
        locked = self._under_another_card()
        last = tip_of([*locked, *whole])
        if last is not None and last in locked:
            self._troubles.append(JournalError("journal.locked"))
        tip = tip_of(whole) or last
        reading = self._read.get(tip, Reading()) if tip else Reading()
        return Recovery(
            draft=reading.draft,
            parent=_parent(tip, {**self._stored, **locked}),
            segments=tuple(self._stored.values()),
            trouble=next(iter(self._troubles), None),
            last_at=reading.last_at,
            locked=tuple(locked.values()),
            cut=sum(reading.cut for reading in self._read.values()),
            last_place=self._last_place(whole),
        )

    def _last_place(self, whole: Sequence[SegmentHeader]) -> tuple[Part, int] | None:
        """Return where the last edit left off; a segment may have been begun and left as it was."""
        line = reversed(lineage_of(whole).line)
        places = (self._read[header].last_place for header in line)
        return next((place for place in places if place is not None), None)

    def _under_another_card(self) -> Mapping[SegmentHeader, StoredSegment]:
        """Return what is locked; a second header of what was opened is not, but damaged."""
        opened = {header.segment_id for header in self._read}
        damaged = [header for header in self._locked if header.segment_id in opened]
        self._troubles += [self._refusals[header] for header in damaged]
        return {key: stored for key, stored in self._locked.items() if key not in damaged}


def _without_prefixes(copies: Iterable[StoredSegment]) -> list[list[StoredSegment]]:
    """Group the copies of each segment, the longest first, without what another one begins with."""
    groups: dict[bytes, list[StoredSegment]] = {}
    for copy in copies:
        group = groups.setdefault(copy.header, [])
        if not copy.rest and any(copy.is_beginning_of(other) for other in group):
            continue
        group[:] = [one for one in group if one.rest or not one.is_beginning_of(copy)]
        group.append(copy)
    return [sorted(group, key=lambda one: -one.count) for group in groups.values()]


def _parent(
    tip: SegmentHeader | None, stored: Mapping[SegmentHeader, StoredSegment]
) -> Parent | None:
    if tip is None:
        return None
    segment = stored[tip]
    head = chain_head(segment.header, segment.records)
    return Parent(tip.segment_id, tip.generation, segment.count, head)
