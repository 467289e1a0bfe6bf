"""Journals as a pen writes them: a segment begins with where it was opened and with the text."""

import os
from dataclasses import dataclass, replace

from exam.clock import ExamTime
from exam.draft import Edited, Opened, Snapshot
from exam.journal import Parent, Place, SegmentWriter
from exam.manuscript import Part
from exam.protocol import SegmentPart
from server.intake import accept_beat
from server.office import OpenExam
from tests.server.acting import Candidate, LocalSeat, beat


@dataclass
class Writing:
    """A segment that somebody writes at a seat."""

    who: Candidate
    at: LocalSeat
    writer: SegmentWriter
    records: list[bytes]
    text: str = ""

    def type(self, text: str) -> None:
        """Type at the end of the paper."""
        event = Edited(0, Part.PAPER, len(self.text), "", text)
        self.records.append(self.writer.append(event))
        self.text += text

    def erase(self) -> None:
        """Delete the whole paper."""
        event = Edited(0, Part.PAPER, 0, self.text, "")
        self.records.append(self.writer.append(event))
        self.text = ""

    def part(self, first: int = 0, end: int | None = None) -> SegmentPart:
        """Return some of the records as a beat carries them."""
        return SegmentPart(self.writer.header_bytes, first, tuple(self.records[first:end]))

    def send(self, exam: OpenExam, now: int, end: int | None = None) -> None:
        """Bring the records so far in a beat of the seat."""
        admission = self.writer.header.admission
        request = beat(self.who.application_id, self.part(0, end), admission=admission)
        exam.store.write_now(lambda db: accept_beat(db, exam, self.at.seat, request, ExamTime(now)))


def begin(
    who: Candidate,
    at: LocalSeat,
    text: str = "",
    admission: int = 1,
    after: Writing | None = None,
    slides: str = "",
) -> Writing:
    """Begin a segment with a text, after all that is in another."""
    parent = None
    if after is not None:
        header = after.writer.header
        parent = Parent(header.segment_id, header.generation, len(after.records), after.writer.head)
    writer = SegmentWriter(who.owner, Place(at.seat.id, admission), parent, os.urandom)
    events = (Opened(0, 1, 0, at.seat.id), Snapshot(0, text, slides, "", ()))
    return Writing(who, at, writer, [writer.append(event) for event in events], text)


def with_new_card(who: Candidate) -> Candidate:
    """Give somebody another card key."""
    return replace(who, owner=replace(who.owner, card_key=os.urandom(32)))
