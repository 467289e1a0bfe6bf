"""Which segments of a journal led to the present text, and which are forks.

Every segment names the one that it continues. A seat that was cut off writes on beside the line,
never over it, so nothing that was ever written is lost or taken for what it is not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exam.journal import SegmentHeader


@dataclass(frozen=True, slots=True)
class Lineage:
    """The segments that led to the present text, first to last, and what lies beside them.

    `counts` says how many records of each segment of the line were taken over by the next; what a
    segment has beyond that is a fork as well. The last segment counts whole and is not in it.
    """

    line: tuple[SegmentHeader, ...]
    forks: tuple[SegmentHeader, ...]
    counts: Mapping[bytes, int]


def tip_of(headers: Sequence[SegmentHeader]) -> SegmentHeader | None:
    """Choose the segment to go on from: last admission, then longest line, then last named."""
    places = enumerate(headers)
    tip = max(
        places, key=lambda item: (item[1].admission, item[1].generation, item[0]), default=None
    )
    return None if tip is None else tip[1]


def lineage_of(headers: Sequence[SegmentHeader]) -> Lineage:
    """Follow the parents back from the tip; a parent that is not at hand ends the line there."""
    by_id = {header.segment_id: header for header in headers}
    line: list[SegmentHeader] = []
    counts: dict[bytes, int] = {}
    segment = tip_of(headers)
    while segment is not None:
        line.append(segment)
        parent = _continued(segment, by_id)
        if parent is not None:
            counts[parent.segment_id] = segment.parent_count
        segment = parent
    on_line = set(line)
    forks = tuple(header for header in dict.fromkeys(headers) if header not in on_line)
    return Lineage(tuple(reversed(line)), forks, counts)


def _continued(
    segment: SegmentHeader, by_id: Mapping[bytes, SegmentHeader]
) -> SegmentHeader | None:
    """Return the segment that this one continues, if what both say of that agrees.

    Every step goes down one generation, so a forged circle ends, and never to a later admission,
    which only the server gives.
    """
    parent = by_id.get(segment.parent_id)
    if parent is None or parent.admission > segment.admission:
        return None
    return parent if parent.generation == segment.generation - 1 else None
