"""The journals of all candidates, as segments in batches: one row for what one beat brought.

Records are stored once, in their order and without a gap; nothing stored is ever changed. With each
batch stands the hash over the whole segment up to its end.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

import msgspec
from sqlite_utils import Database

from exam.errors import JournalError
from exam.journal import SegmentHeader, chain_head, extend_head, parse_header
from exam.lineage import lineage_of
from exam.protocol import PART_RECORDS, Held, SegmentPart
from server.sittings import Row, first_row

_MOST_REMEMBERED: Final = 4096
"""Headers that are kept as read: each comes again with every beat."""

MOST_PARTS: Final = 900
MOST_BYTES: Final = 100_000_000
"""So much of a journal a seat is given at sign-in; the reply may not be longer."""
_RECORD_FRAME_BYTES: Final = 5

_KNOWN: Final = """
    select s.header, s.is_continued, b.first + b.count as held, b.head
    from segments s
    join batches b on b.segment_id = s.id
    where s.id = ?
    order by b.first desc
    limit 1
"""
_INSERT_BATCH: Final = (
    "insert into batches (segment_id, first, count, records, head) values (?, ?, ?, ?, ?)"
)
_INSERT_SEGMENT: Final = """
    insert into segments (id, ordinal, application_id, seat_id, header)
    select :id, coalesce(max(ordinal) + 1, 0), :application_id, :seat_id, :header
    from segments where application_id = :application_id
"""
_HELD: Final = """
    select s.header, b.first + b.count as held
    from segments s
    join batches b on b.rowid = (
        select rowid from batches where segment_id = s.id order by first desc limit 1
    )
    where s.application_id = ?
    order by s.ordinal
"""

read_header = lru_cache(_MOST_REMEMBERED)(parse_header)
"""Read a segment header; those that came lately are remembered."""


def journal_of(db: Database, application_id: str) -> tuple[SegmentPart, ...]:
    """Return the segments of an application in the order in which they arrived, in parts.

    No more is returned than a reply can hold. What led to the present text goes first, the present
    text before all, then forks, the newest first: however many lie beside it, it is there.
    """
    rows = db.query(
        "select header from segments where application_id = ? order by ordinal", [application_id]
    )
    raw = {read_header(row["header"]): row["header"] for row in rows}
    lineage = lineage_of(tuple(raw))
    wanted = (*reversed(lineage.line), *reversed(lineage.forks))
    parts = (part for one in wanted for part in _parts_of(db, one.segment_id, raw[one]))
    places = {header: place for place, header in enumerate(raw.values())}
    return tuple(sorted(_fitting(parts), key=lambda part: places[part.header]))


def _fitting(parts: Iterable[SegmentPart]) -> Iterator[SegmentPart]:
    """Return the first of some parts, as many as a reply can hold."""
    size = 0
    for count, part in enumerate(parts, 1):
        size += len(part.header) + sum(len(one) + _RECORD_FRAME_BYTES for one in part.records)
        if count > MOST_PARTS or size > MOST_BYTES:
            return
        yield part


def _parts_of(db: Database, segment_id: bytes, header: bytes) -> Iterator[SegmentPart]:
    records = records_of(db, segment_id)
    for first in range(0, len(records), PART_RECORDS):
        yield SegmentPart(header, first, records[first : first + PART_RECORDS])


def records_of(db: Database, segment_id: bytes) -> tuple[bytes, ...]:
    """Return every record of a segment that is here.

    Raises:
        JournalError: a batch is damaged.

    """
    batches = db.query(
        "select first, records from batches where segment_id = ? order by first", [segment_id]
    )
    return tuple(record for batch in batches for record in _unpacked(batch))


def _unpacked(batch: Row) -> list[bytes]:
    try:
        return msgspec.msgpack.decode(batch["records"], type=list[bytes])
    except ValueError:
        raise JournalError("journal.record", index=batch["first"]) from None


def store_part(db: Database, part: SegmentPart, seat_id: str) -> Held:
    """Append what continues a segment; what is known already or leaves a gap is not stored.

    The seat that brings a segment need not be the one that wrote it.

    Raises:
        JournalError: the header is none, or another one than is known of this segment.

    """
    header = read_header(part.header)
    known = first_row(db, _KNOWN, header.segment_id)
    if known is not None and known["header"] != part.header:
        raise JournalError("journal.foreign")
    held = 0 if known is None else int(known["held"])
    fresh = part.records[held - part.first :] if part.first <= held else ()
    if fresh:
        if known is None:
            _add_segment(db, header, part.header, seat_id)
        before = chain_head(part.header, ()) if known is None else head_of(db, known)
        head = extend_head(before, fresh)
        packed = msgspec.msgpack.encode(fresh)
        db.execute(_INSERT_BATCH, [header.segment_id, held, len(fresh), packed, head])
        if known is None or known["is_continued"]:
            _count_forks(db, header.application_id)
    return Held(header.segment_id, held + len(fresh))


def head_of(db: Database, segment: Row) -> bytes:
    """Return the hash over all of a segment that is here, by its header and its last batch.

    Batches of an older version of the program have none.
    """
    kept, header = bytes(segment["head"]), segment["header"]
    return kept or chain_head(header, records_of(db, read_header(header).segment_id))


def _add_segment(db: Database, header: SegmentHeader, raw: bytes, seat_id: str) -> None:
    segment = {
        "id": header.segment_id,
        "application_id": header.application_id,
        "seat_id": seat_id,
        "header": raw,
    }
    db.execute(_INSERT_SEGMENT, segment)


def _count_forks(db: Database, application_id: str) -> None:
    """Work out anew how many texts lie beside the line: whole segments, and ends that were left."""
    held = {row["header"]: row["held"] for row in db.query(_HELD, [application_id])}
    headers = {read_header(raw): count for raw, count in held.items()}
    lineage = lineage_of(tuple(headers))
    ends = [one for one in lineage.line if one.segment_id in lineage.counts]
    left = sum(headers[one] > lineage.counts[one.segment_id] for one in ends)
    db.execute(
        "update applications set forks = ? where id = ?",
        [len(lineage.forks) + left, application_id],
    )
    for one in ends:
        db.execute("update segments set is_continued = 1 where id = ?", [one.segment_id])
