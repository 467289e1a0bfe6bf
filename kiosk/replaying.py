"""Reading one segment from all its copies: records verified in order, and folded into the texts.

Each record's place and predecessor are part of what is verified, so what one copy lacks another
one may supply, and nothing is ever put together that was not written so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from exam.clock import ExamTime
from exam.draft import Draft, Edited, Event, Fold, Opened, Snapshot
from exam.errors import JournalError
from exam.journal import read_records
from exam.manuscript import Part
from kiosk.framing import frame, frames_from, is_torn
from kiosk.outbox import fitting


@dataclass(frozen=True, slots=True)
class StoredSegment:
    """A segment as bytes: its header and the records that are at hand.

    `rest` is what stands in its file behind the last whole record; None if it is of no file.
    """

    header: bytes
    records: tuple[bytes, ...]
    rest: bytes | None = field(default=None, compare=False, repr=False)

    @property
    def count(self) -> int:
        """How many records are at hand."""
        return len(self.records)

    def records_from(self, first: int, most_bytes: int) -> tuple[bytes, ...]:
        """Return records that fit into a beat, for the outbox."""
        return fitting(self.records[first:], most_bytes)

    def want(self, first: int) -> None:
        """Do nothing: all records are at hand, whichever is wanted."""

    def is_beginning_of(self, other: "StoredSegment") -> bool:
        """Whether another copy of the segment begins with all that this one has."""
        return self.header == other.header and other.records[: self.count] == self.records

    def behind(self, good: tuple[bytes, ...]) -> bytes:
        """Return the bytes of its file behind as many as the good records take."""
        if self.records[: len(good)] == good:
            return b"".join(map(frame, self.records[len(good) :])) + (self.rest or b"")
        return self.framed[sum(len(frame(one)) for one in good) :]

    @property
    def framed(self) -> bytes:
        """All that stands in its file behind the header."""
        return b"".join(map(frame, self.records)) + (self.rest or b"")


@dataclass(frozen=True, slots=True)
class Reading:
    """The good records, what they lead to, and what is wrong with the one after them.

    `last_at` is the exam time of the last one, and `last_place` where the last edit left off; `cut`
    is how many bytes of the longest file were of no use.
    """

    records: tuple[bytes, ...] = ()
    draft: Draft = field(default_factory=Draft)
    has_snapshot: bool = False
    last_at: ExamTime | None = None
    trouble: JournalError | None = None
    cut: int = 0
    last_place: tuple[Part, int] | None = None


def read_copies(copies: Sequence[StoredSegment], key: bytes) -> Reading:
    """Read one segment as far as any of its copies leads, and others on from there."""
    header, best, reached = copies[0].header, Reading(), -1
    while len(best.records) > reached:
        reached = len(best.records)
        for copy in copies:
            joined = (*best.records, *_following(copy, best.records))
            if len(joined) > len(best.records):
                found = _read(header, key, joined)
                best = max(best, found, key=lambda one: len(one.records))
    return _judged(best, copies)


def _following(copy: StoredSegment, good: tuple[bytes, ...]) -> Sequence[bytes]:
    """Return what a copy has behind the good records, even if it is spoilt before them."""
    if copy.records[: len(good)] != good:
        framed = copy.framed
        place = framed.find(good[-1])
        if place >= 0:
            return frames_from(framed, place + len(good[-1]))[0]
    return copy.records[len(good) :]


def _read(header: bytes, key: bytes, records: Sequence[bytes]) -> Reading:
    account = _Account()
    trouble: JournalError | None = None
    try:
        for event in read_records(header, key, records):
            account.take(event)
    except JournalError as error:
        trouble = error
    try:
        account.settle()
    except JournalError as error:
        trouble = error
    return Reading(
        tuple(records[: account.good]),
        account.draft,
        account.has_snapshot,
        account.last_at,
        trouble,
        last_place=account.last_place,
    )


class _Account(Fold):
    """A draft, and what a kiosk goes on by: when the last event was, and where."""

    def __init__(self) -> None:
        super().__init__()
        self.has_snapshot = False
        self.last_at: ExamTime | None = None
        self.last_place: tuple[Part, int] | None = None
        self._opened_at: int | None = None

    def note(self, event: Event) -> None:
        """Keep what the next segment begins with."""
        self.has_snapshot = self.has_snapshot or isinstance(event, Snapshot)
        if isinstance(event, Opened):
            self._opened_at = event.exam_time
        if isinstance(event, Edited):
            self.last_place = (event.part, event.at + len(event.inserted))
        if self._opened_at is not None:
            self.last_at = ExamTime(self._opened_at + event.elapsed)


def _judged(best: Reading, copies: Sequence[StoredSegment]) -> Reading:
    """Say what no copy could make good: a torn end is only counted, all else is trouble."""
    cut, is_damaged = 0, False
    for copy in copies:
        rest = copy.behind(best.records)
        if copy.rest is None:
            is_damaged = is_damaged or bool(rest)
        else:
            cut, is_damaged = max(cut, len(rest)), is_damaged or not is_torn(rest)
    trouble = best.trouble or JournalError("journal.record", index=len(best.records))
    return replace(best, cut=cut, trouble=trouble if is_damaged else None)
