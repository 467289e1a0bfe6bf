"""The texts of a candidate that lie beside the present one: written at a PC that was left.

They are shown to nobody but the candidate, whose card opens them, and never put in the place of
anything.
"""

from collections.abc import Iterable, Mapping

from exam.draft import Draft
from exam.errors import JournalError, KeyMismatchError
from exam.journal import SegmentHeader, parse_header, read_records, unlock_with_card
from exam.lineage import lineage_of
from exam.manuscript import Part, count_words
from kiosk.recovery import StoredSegment
from kiosk.view import Fork


def forks_of(
    segments: Iterable[StoredSegment], card_key: bytes, seat_names: Mapping[str, str]
) -> tuple[Fork, ...]:
    """Read every text beside the line that this card opens; each that differs, once."""
    stored = _readable(segments)
    lineage = lineage_of(tuple(stored))
    found: list[Fork] = []
    taken_over = {_texts(_draft(stored[header], card_key, None)) for header in lineage.line[-1:]}
    for header in lineage.line[:-1]:
        count = lineage.counts.get(header.segment_id)
        taken_over.add(_texts(_draft(stored[header], card_key, count)))
    for header in (*lineage.forks, *lineage.line[:-1]):
        draft = _draft(stored[header], card_key, None)
        texts = _texts(draft)
        if any(texts) and texts not in taken_over:
            taken_over.add(texts)
            name = seat_names.get(header.seat_id, header.seat_id)
            found.append(
                Fork(name, {part: draft.text(part) for part in Part}, count_words(draft.paper))
            )
    return tuple(found)


def _readable(segments: Iterable[StoredSegment]) -> dict[SegmentHeader, StoredSegment]:
    """Of each segment the longest copy, in the order in which they are named."""
    found: dict[SegmentHeader, StoredSegment] = {}
    for segment in segments:
        try:
            header = parse_header(segment.header)
        except JournalError:
            continue
        known = found.get(header)
        if known is None or len(segment.records) > len(known.records):
            found[header] = segment
    return found


def _draft(segment: StoredSegment, card_key: bytes, count: int | None) -> Draft:
    """Replay a segment as far as it is good; one of another card is empty."""
    draft = Draft()
    try:
        key = unlock_with_card(parse_header(segment.header), card_key)
        for event in read_records(segment.header, key, segment.records[:count]):
            draft = draft.after(event)
    except (JournalError, KeyMismatchError):
        return draft
    return draft


def _texts(draft: Draft) -> tuple[str, str, str]:
    return (draft.paper, draft.slides, draft.notes)
