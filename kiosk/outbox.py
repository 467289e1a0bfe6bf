"""What the server does not hold yet, cut into beats.

The server's own counts decide what is sent next: if it holds less than it once did, because it was
restored from a backup, it is refilled.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from exam.journal import parse_header
from exam.protocol import PART_RECORDS, Held, SegmentPart

BEAT_BYTES: Final = 1_000_000
"""Records in one beat stay below this, unless a single one is larger."""
_MAX_PARTS: Final = 64


@dataclass(slots=True)
class _Outgoing:
    header: bytes
    records: list[bytes]
    held: int


class Outbox:
    """All segments of one sitting, and how much of each the server holds."""

    def __init__(self) -> None:
        self._segments: dict[bytes, _Outgoing] = {}

    def add_segment(self, header: bytes, records: Iterable[bytes] = (), held: int = 0) -> None:
        """Take up a segment with the records that it has, so many of which the server holds."""
        kept = list(records)
        outgoing = _Outgoing(header, kept, min(held, len(kept)))
        self._segments[parse_header(header).segment_id] = outgoing

    def append(self, segment_id: bytes, record: bytes) -> None:
        """Add the next record of a segment."""
        self._segments[segment_id].records.append(record)

    def note_held(self, held: Iterable[Held]) -> bool:
        """Believe the server about what it holds; returns whether it holds less than it once did.

        A server never loses what it acknowledged, unless it was restored from a backup.
        """
        went_back = False
        for one in held:
            segment = self._segments.get(one.segment_id)
            if segment is not None:
                went_back = went_back or one.count < segment.held
                segment.held = min(one.count, len(segment.records))
        return went_back

    @property
    def waiting(self) -> int:
        """How many records the server does not hold."""
        return sum(len(one.records) - one.held for one in self._segments.values())

    def parts(self, roll_call: bool) -> tuple[SegmentPart, ...]:
        """What the next beat carries: records that are missing, oldest first, up to the limit.

        A roll call names every segment, so that the server's count of each comes back.
        """
        segments = list(self._segments.values())
        missing = [one for one in segments if one.held < len(one.records)]
        complete = [one for one in reversed(segments) if one.held >= len(one.records)]
        room = BEAT_BYTES
        parts: list[SegmentPart] = []
        for segment in [*missing, *(complete if roll_call else ())][:_MAX_PARTS]:
            records = _next_records(segment, room) if room > 0 else ()
            room -= sum(map(len, records))
            if records or roll_call:
                parts.append(SegmentPart(segment.header, segment.held, records))
        return tuple(parts)


def _next_records(segment: _Outgoing, room: int) -> tuple[bytes, ...]:
    """Take records in order while they fit; the first always does."""
    taken: list[bytes] = []
    for record in segment.records[segment.held : segment.held + PART_RECORDS]:
        room -= len(record)
        if taken and room < 0:
            break
        taken.append(record)
    return tuple(taken)
