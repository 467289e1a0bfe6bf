"""One enrolled kiosk, and the beats of whoever sits there: what was typed in two seconds each."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from exam.clock import BEAT_SECONDS
from exam.draft import Edited
from exam.events import Deed, Milestone, MilestoneReached
from exam.journal import SegmentWriter
from exam.manuscript import Part
from exam.protocol import VERSION, BeatRequest, SeatStatus, SegmentPart
from exam.sitting import Phase
from scripts.simulating.typing import Stroke, Typist

ADMISSION: Final = 1
_LETTERS_A_WORD: Final = 7


@dataclass(frozen=True, slots=True)
class Kiosk:
    """One kiosk that is enrolled, with the journal of whoever sits there.

    `pem` has its secret key for TLS and its certificate, which is there in DER as well.
    """

    number: str
    application_id: str
    pem: Path
    certificate: bytes
    signing_secret: bytes
    seat_id: str
    journal: SegmentWriter
    auth: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """One beat of somebody who types, its edits (one a key press) with their bytes, and the paper.

    A press that takes something out or puts something in from elsewhere is one edit as well.
    """

    beat: BeatRequest
    edits: int
    record_bytes: int
    paper: str


def waiting_beat(kiosk: Kiosk, *, is_first: bool) -> BeatRequest:
    """Return the beat of somebody who waits for the start; the first tells what they have done."""
    deeds: tuple[Deed, ...] = tuple(MilestoneReached(each) for each in Milestone)
    status = SeatStatus(Phase.READY, 0)
    told = deeds if is_first else ()
    return BeatRequest(VERSION, kiosk.application_id, ADMISSION, status, (), told)


def pages_of(kiosk: Kiosk, seed: int) -> Iterator[Page]:
    """Type without end; gives what each beat says."""
    texts = {Part.PAPER: "", Part.SLIDES: ""}
    strokes, sent, now, due = _strokes(Typist(Random(seed)), texts), 0, 0.0, 0.0
    while True:
        due += BEAT_SECONDS
        records = []
        while now < due:
            stroke = next(strokes)
            now += stroke.after
            edit = Edited(int(now * 1000), stroke.part, stroke.at, stroke.removed, stroke.inserted)
            records.append(kiosk.journal.append(edit))
        part = SegmentPart(kiosk.journal.header_bytes, sent, tuple(records))
        status = SeatStatus(Phase.WRITING, len(texts[Part.PAPER]) // _LETTERS_A_WORD)
        parts = (part,) if records else ()
        beat = BeatRequest(VERSION, kiosk.application_id, ADMISSION, status, parts)
        yield Page(beat, len(records), sum(map(len, records)), texts[Part.PAPER])
        sent += len(records)


def _strokes(hands: Typist, texts: dict[Part, str]) -> Iterator[Stroke]:
    while True:
        for stroke in hands.burst(texts):
            before, end = texts[stroke.part], stroke.at + len(stroke.removed)
            texts[stroke.part] = before[: stroke.at] + stroke.inserted + before[end:]
            yield stroke
