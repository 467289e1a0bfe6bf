"""Which journal to go on from: the copies of server and disk, joined and replayed.

Of each segment the longest copy whose records verify counts. What does not verify is left where it
is and never sent on, so damage at one place cannot spread.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exam.draft import Draft, Snapshot
from exam.errors import ExamError, JournalError, KeyMismatchError
from exam.journal import (
    Parent,
    SegmentHeader,
    chain_head,
    parse_header,
    read_records,
    unlock_with_card,
)
from exam.lineage import tip_of
from exam.protocol import SegmentPart


@dataclass(frozen=True, slots=True)
class StoredSegment:
    """A segment as bytes: its header and the records that are at hand."""

    header: bytes
    records: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Recovery:
    """The draft so far, the segment to continue, all good segments, and the worst found."""

    draft: Draft
    parent: Parent | None
    segments: tuple[StoredSegment, ...]
    trouble: ExamError | None


@dataclass(frozen=True, slots=True)
class _ReadSegment:
    header: SegmentHeader
    stored: StoredSegment
    draft: Draft
    has_snapshot: bool
    trouble: ExamError | None


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
    """
    read, trouble = _read_all(copies, card_key)
    whole = [one for one in read if one.has_snapshot]
    stored = tuple(one.stored for one in read)
    if not whole:
        return Recovery(Draft(), None, stored, trouble)
    tip_header = tip_of([one.header for one in whole])
    tip = next(one for one in whole if one.header is tip_header)
    return Recovery(tip.draft, _parent(tip), stored, trouble or tip.trouble)


def _read_all(
    copies: Iterable[StoredSegment], card_key: bytes
) -> tuple[Sequence[_ReadSegment], ExamError | None]:
    best: dict[bytes, _ReadSegment] = {}
    trouble: ExamError | None = None
    for copy in _without_prefixes(copies):
        try:
            one = _read(copy, card_key)
        except (JournalError, KeyMismatchError) as error:
            trouble = error
            continue
        known = best.get(one.header.segment_id)
        if known is None or len(one.stored.records) > len(known.stored.records):
            best[one.header.segment_id] = one
    return tuple(best.values()), trouble


def _without_prefixes(copies: Iterable[StoredSegment]) -> list[StoredSegment]:
    """Drop a copy that another one begins with, so that nothing is decrypted twice."""
    kept: dict[bytes, list[StoredSegment]] = {}
    for copy in copies:
        others = kept.setdefault(copy.header, [])
        if others and _agree(others[0].records, copy.records):
            others[0] = max(others[0], copy, key=lambda one: len(one.records))
        else:
            others.append(copy)
    return [copy for group in kept.values() for copy in group]


def _agree(left: Sequence[bytes], right: Sequence[bytes]) -> bool:
    shared = min(len(left), len(right))
    return left[:shared] == right[:shared]


def _read(copy: StoredSegment, card_key: bytes) -> _ReadSegment:
    header = parse_header(copy.header)
    key = unlock_with_card(header, card_key)
    draft, good, has_snapshot = Draft(), 0, False
    trouble: ExamError | None = None
    try:
        for event in read_records(copy.header, key, copy.records):
            draft = draft.after(event)
            has_snapshot = has_snapshot or isinstance(event, Snapshot)
            good += 1
    except JournalError as error:
        trouble = error
    stored = StoredSegment(copy.header, copy.records[:good])
    return _ReadSegment(header, stored, draft, has_snapshot, trouble)


def _parent(tip: _ReadSegment) -> Parent:
    header, stored = tip.header, tip.stored
    head = chain_head(stored.header, stored.records)
    return Parent(header.segment_id, header.generation, len(stored.records), head)
