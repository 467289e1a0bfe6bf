"""A bounded piece of what this PC keeps: some applications' segments and envelopes, read at once.

Of a segment nothing is sent before the server has said how much of it is there.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from exam.errors import JournalError
from exam.journal import parse_header
from exam.protocol import Held, SegmentPart
from exam.receipts import SignedReceipt
from exam.seal import envelope_digest
from kiosk.outbox import fitting
from kiosk.recovery import StoredSegment

MOST_SEGMENTS: Final = 48
_TRIES: Final = 3
"""A segment that the server passes over so often is not offered again."""


@dataclass(frozen=True, slots=True)
class KeptEnvelope:
    """A sealed envelope, and the receipt for it if one was kept."""

    application_id: str
    signed: bytes
    receipt: SignedReceipt | None

    @property
    def digest(self) -> bytes:
        """What it is known by."""
        return envelope_digest(self.signed)


@dataclass(frozen=True, slots=True)
class KeptWork:
    """What this PC keeps of one application."""

    segments: Sequence[StoredSegment]
    envelopes: Sequence[KeptEnvelope]


@dataclass(slots=True)
class _Offer:
    segment_id: bytes
    stored: StoredSegment
    held: int | None = None
    tries: int = 0

    @property
    def is_there(self) -> bool:
        return self.held is not None and self.held >= len(self.stored.records)


class Batch:
    """What is being offered now; `hopeless` names what the server does not want."""

    def __init__(self, works: Iterable[KeptWork], hopeless: Collection[bytes]) -> None:
        works = tuple(works)
        found = (offer for work in works for offer in _offers(work.segments))
        self._offers = {one.segment_id: one for one in found if one.segment_id not in hopeless}
        envelopes = (envelope for work in works for envelope in work.envelopes)
        self._envelopes = [one for one in envelopes if one.digest not in hopeless]
        self._last: tuple[bytes, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether the server has everything, or does not want it."""
        return not self._offers and not self._envelopes

    @property
    def envelope(self) -> KeptEnvelope | None:
        """The envelope to submit next, once the journals are there."""
        return self._envelopes[0] if self._envelopes and not self._offers else None

    def parts(self, most_bytes: int, most_parts: int = MOST_SEGMENTS) -> tuple[SegmentPart, ...]:
        """Ask for the counts of segments, or bring records of those whose count is known."""
        asked = [one for one in self._offers.values() if one.held is None]
        parts: list[tuple[bytes, SegmentPart]] = []
        for one in (asked or list(self._offers.values()))[:most_parts]:
            part = _part(one, most_bytes)
            most_bytes -= len(part.header) + sum(map(len, part.records))
            if parts and most_bytes < 0:
                break
            parts.append((one.segment_id, part))
        self._last = tuple(segment_id for segment_id, _ in parts)
        return tuple(part for _, part in parts)

    def note_held(self, held: Iterable[Held]) -> list[bytes]:
        """Believe the server about what it holds; returns what it passes over for good."""
        counts = {one.segment_id: one.count for one in held}
        passed_over: list[bytes] = []
        for segment_id in self._last:
            offer = self._offers[segment_id]
            before = offer.held
            offer.held = counts.get(segment_id)
            moved_on = offer.held is not None and (before is None or offer.held != before)
            offer.tries = 0 if moved_on else offer.tries + 1
            if offer.is_there or offer.tries >= _TRIES:
                del self._offers[segment_id]
                if not offer.is_there:
                    passed_over.append(segment_id)
        self._last = ()
        return passed_over

    def drop_offered(self) -> tuple[bytes, ...]:
        """Set aside what was offered last, because the server refused it; returns what it was."""
        dropped, self._last = self._last, ()
        for segment_id in dropped:
            del self._offers[segment_id]
        return dropped

    def drop_envelope(self) -> bytes:
        """Set the envelope aside, and return its digest."""
        return self._envelopes.pop(0).digest


def _offers(segments: Iterable[StoredSegment]) -> Iterable[_Offer]:
    for stored in segments:
        try:
            yield _Offer(parse_header(stored.header).segment_id, stored)
        except JournalError:  # not a segment, or of a newer version: nothing for this server
            continue


def _part(offer: _Offer, most_bytes: int) -> SegmentPart:
    """Return the next records of a segment that fit, at least one; none if its count is asked."""
    if offer.held is None:
        return SegmentPart(offer.stored.header, 0, ())
    records = fitting(offer.stored.records[offer.held :], most_bytes)
    return SegmentPart(offer.stored.header, offer.held, records)
