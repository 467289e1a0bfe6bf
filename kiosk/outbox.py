"""What the server does not hold yet, cut into beats.

The server's own counts decide what is sent next: if it holds less than it once did, because it was
restored from a backup, it is refilled. The records themselves stay where they are: a source knows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Final, Protocol

from exam.journal import parse_header
from exam.protocol import PART_RECORDS, Held, SegmentPart

BEAT_BYTES: Final = 1_000_000
"""Records in one beat stay below this, unless a single one is larger."""
_MAX_PARTS: Final = 64


class Source(Protocol):
    """Where the records of a segment are."""

    @property
    def count(self) -> int:
        """How many records can be had."""

    def records_from(self, first: int, most_bytes: int) -> tuple[bytes, ...]:
        """Return records that are at hand now, at least one unless they must be fetched first."""

    def want(self, first: int) -> None:
        """Say from which record on the server will be sent records next."""


def fitting(records: Iterable[bytes], most_bytes: int) -> tuple[bytes, ...]:
    """Take records in order while they fit; the first always does."""
    taken: list[bytes] = []
    for record in islice(records, PART_RECORDS):
        most_bytes -= len(record)
        if taken and most_bytes < 0:
            break
        taken.append(record)
    return tuple(taken)


@dataclass(slots=True)
class _Outgoing:
    header: bytes
    source: Source
    held: int
    is_counted: bool = False

    @property
    def waiting(self) -> int:
        return max(0, self.source.count - self.held)


class Outbox:
    """All segments of one sitting, and how much of each the server holds."""

    def __init__(self) -> None:
        self._segments: dict[bytes, _Outgoing] = {}

    def add_segment(self, header: bytes, source: Source, held: int = 0) -> None:
        """Take up a segment, and how many of its records the server holds."""
        outgoing = _Outgoing(header, source, min(held, source.count))
        self._segments[parse_header(header).segment_id] = outgoing

    def note_held(self, held: Iterable[Held]) -> bool:
        """Believe the server about what it holds; returns whether it holds less than it once did.

        A server never loses what it acknowledged, unless it was restored from a backup.
        """
        went_back = False
        for one in held:
            segment = self._segments.get(one.segment_id)
            if segment is not None:
                went_back = went_back or one.count < segment.held
                segment.held = min(one.count, segment.source.count)
                segment.is_counted = True
                segment.source.want(segment.held)
        return went_back

    @property
    def has_segments(self) -> bool:
        """Whether there is anything that a server could hold."""
        return bool(self._segments)

    @property
    def waiting(self) -> int:
        """How many records the server does not hold."""
        return sum(one.waiting for one in self._segments.values())

    @property
    def is_counted(self) -> bool:
        """Whether the server has said of every segment how much it holds."""
        return all(one.is_counted for one in self._segments.values())

    def doubt_counts(self) -> None:
        """Take it that the server may have forgotten what it said."""
        for segment in self._segments.values():
            segment.is_counted = False

    def parts(self, roll_call: bool) -> tuple[SegmentPart, ...]:
        """What the next beat carries: records that are missing, oldest first, up to the limit.

        A roll call names as many segments as a beat can, first those that were not counted yet, so
        that the server's count of each comes back. Records that lie on the disk only are fetched by
        the next save, and go with the beat after it.
        """
        segments = list(self._segments.values())
        missing = [one for one in segments if one.waiting]
        complete = [one for one in reversed(segments) if not one.waiting]
        complete.sort(key=lambda one: one.is_counted)
        room = BEAT_BYTES
        parts: list[SegmentPart] = []
        for segment in [*missing, *(complete if roll_call else ())][:_MAX_PARTS]:
            fits = room > 0 and segment.waiting > 0
            records = segment.source.records_from(segment.held, room) if fits else ()
            room -= sum(map(len, records))
            if records or roll_call:
                parts.append(SegmentPart(segment.header, segment.held, records))
        return tuple(parts)
