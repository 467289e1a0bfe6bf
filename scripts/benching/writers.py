"""Candidates who write and hand in at an exam that nobody serves, by the server's own acts.

Its clocks are set by hand, so four hours last as long as the work that they make. Each twentieth
candidate's PC dies before it can hand in: of those the last records count.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Final

from sqlite_utils import Database

from exam import keys
from exam.clock import ExamTime
from exam.config import parse_config
from exam.draft import Edited, Event, Opened, Snapshot
from exam.events import Cause, Milestone, MilestoneReached
from exam.manuscript import Part, count_words
from exam.proceedings import IncidentKind
from exam.protocol import (
    VERSION,
    BeatRequest,
    SeatStatus,
    SegmentPart,
    SignInRequest,
    SubmitRequest,
)
from exam.seal import HandIn, Manuscript, seal_manuscript
from scripts.benching.crowd.kiosks import Kiosk
from scripts.benching.crowd.muster import Muster
from scripts.practice.samples import load_samples
from scripts.simulating.typing import Typist
from server.admission import sign_in
from server.ceremony import Handouts
from server.closing import close_sitting
from server.door import open_check_in
from server.enrolment import Seat
from server.envelopes import accept_envelope
from server.heads import record_heads
from server.incidents import Incident, note_incident
from server.intake import accept_beat
from server.office import OpenExam, open_exam
from server.rehearsal.stand_in import stand_in
from server.shares import join_seed, read_share
from server.starting import order_start
from server.timeline import Clocks

MINUTES: Final = 240
_CONFIG: Final = Path(__file__).parents[2] / "exam_configs" / "semarang.toml"
_ADMISSION, _RUN, _REVISION = 1, 2, 1
_PROCTOR: Final = "pengawas"
_ONE_IN: Final = 20
_BEGUN_SECONDS: Final = 30
_SECONDS_PER_MINUTE: Final = 60
_SLIDE_LETTERS: Final = 6000
_SEED: Final = 20_261_205
_CHOSEN_HOUR: Final = 1_790_000_000_000
"""What the clock on the wall showed when the exam began, in milliseconds since 1970."""


@dataclass(slots=True)
class Hands:
    """The hands of an exam's clocks, in milliseconds; they stand until somebody moves them."""

    passed: int = 1000

    @property
    def clocks(self) -> Clocks:
        """The clocks that show these hands."""
        return Clocks(lambda: self.passed, lambda: _CHOSEN_HOUR + self.passed)

    def move(self, seconds: float) -> None:
        """Let time pass."""
        self.passed += round(seconds * 1000)


class Writers:
    """Everybody at a PC of their own; `dead` are the PCs that bring no envelope."""

    def __init__(self, exam: OpenExam, handouts: Handouts, hands: Hands, pcs: list[Kiosk]) -> None:
        self.exam = exam
        self.pcs = pcs
        self.dead = pcs[::_ONE_IN]
        self._handouts = handouts
        self._hands = hands
        self._seats = {pc.number: _seat_of(pc) for pc in pcs}

    @property
    def seed(self) -> bytes:
        """The panel's seed, of the shares of a quorum."""
        needed = self.exam.config.writing.threshold
        cards = self._handouts.shares[:needed]
        return join_seed([read_share(one.words.encode(), one.panelist_id) for one in cards])

    def begin(self) -> None:
        """Sign everybody in, start, and let everybody open an empty paper."""
        self.exam.topics.key = self._handouts.topic_key
        self.exam.act_now(self._admit_all)
        self._hands.move(_BEGUN_SECONDS)
        self.write(self.pcs, [Snapshot(0, "", "", "", ())])

    def write(self, pcs: Sequence[Kiosk], events: Sequence[Event]) -> None:
        """Let some write the same within a minute, each into their own journal; all reach us."""
        self._hands.move(_SECONDS_PER_MINUTE)

        def bring(db: Database, now: ExamTime) -> None:
            for pc in pcs:
                self._bring(db, pc, events, now)
            record_heads(db, self.exam, now)

        self.exam.act_now(bring)

    def hand_in(self, manuscript: Manuscript) -> None:
        """Let everybody hand in this text under their number, but those whose PC has died."""
        gone = {pc.number for pc in self.dead}
        for pc in self.pcs:
            act = self._note_death if pc.number in gone else partial(self._hand_in, text=manuscript)
            self.exam.act_now(partial(act, pc=pc))

    def close(self) -> None:
        """Close when nobody has time any more."""
        self._hands.move(2 * MINUTES * _SECONDS_PER_MINUTE)
        self.exam.act_now(lambda db, now: close_sitting(db, self.exam, _PROCTOR, now))

    def _admit_all(self, db: Database, now: ExamTime) -> None:
        open_check_in(db, _PROCTOR, now)
        for pc in self.pcs:
            request = SignInRequest(VERSION, pc.number, pc.auth)
            sign_in(db, self.exam, self._seats[pc.number], request, lambda *_: False, now)
        order_start(db, self.exam, _PROCTOR, now)

    def _bring(self, db: Database, pc: Kiosk, events: Sequence[Event], now: ExamTime) -> None:
        first = pc.journal.count
        done = () if first else tuple(Milestone)
        if not first:
            events = [Opened(0, _RUN, now, pc.seat_id), *events]
        deeds = tuple(MilestoneReached(each) for each in done)
        records = tuple(pc.journal.append(event) for event in events)
        part = SegmentPart(pc.journal.header_bytes, first, records)
        status = SeatStatus("writing")
        beat = BeatRequest(VERSION, pc.application_id, _ADMISSION, status, (part,), deeds)
        accept_beat(db, self.exam, self._seats[pc.number], beat, now)

    def _hand_in(self, db: Database, now: ExamTime, pc: Kiosk, text: Manuscript) -> None:
        exam = self.exam
        claims = HandIn(
            exam_id=exam.exam_id,
            application_id=pc.application_id,
            revision=_REVISION,
            admission=_ADMISSION,
            seat_id=pc.seat_id,
            sealed_at=now,
            cause=Cause.SUBMITTED,
            journal_head=pc.journal.head,
        )
        own = Manuscript(f"{pc.number}\n{text.paper}", text.slides)
        panel_key = exam.manifest.panel_public_key
        sealed = seal_manuscript(own, claims, panel_key, pc.signing_secret, os.urandom)
        accept_envelope(db, exam, SubmitRequest(VERSION, sealed), now)

    def _note_death(self, db: Database, now: ExamTime, pc: Kiosk) -> None:
        text = f"PC {pc.number} mati; naskah dibaca dari catatan terakhir."
        who = (pc.application_id, pc.seat_id)
        incident = Incident(os.urandom(16).hex(), IncidentKind.COMPUTER, text, *who)
        note_incident(db, incident, _PROCTOR, now)


@contextmanager
def writers_at(candidates: int) -> Iterator[Writers]:
    """Make an exam with so many candidates at PCs that are enrolled, for the length of a block."""
    config = parse_config(_CONFIG.read_bytes(), _CONFIG.name)
    folder, hands = Path(tempfile.mkdtemp(prefix="makalah-writers-")), Hands()
    try:
        with (
            stand_in(config, candidates, MINUTES, folder) as (root, handouts),
            open_exam(root, hands.clocks) as exam,
        ):
            yield Writers(exam, handouts, hands, Muster(exam, handouts, folder).enrol_all())
    finally:
        shutil.rmtree(folder)


def manuscript_of(words: int, first: int = 0) -> Manuscript:
    """Return sample papers, from one of them on, up to so many words, and the slides of that."""
    samples, text, at = load_samples(), "", first
    while count_words(text) < words:
        sample = samples[at % len(samples)]
        text, at = f"{text}\n{sample.paper}" if text else sample.paper, at + 1
    spaces = [place for place, letter in enumerate(text) if letter in " \n"]
    slides = samples[first % len(samples)].slides[:_SLIDE_LETTERS]
    return Manuscript(text[: spaces[min(words, len(spaces) - 1)]], slides)


def keystrokes_of(manuscript: Manuscript) -> list[Event]:
    """Return the events by which a paper is typed letter by letter, and its slides pasted."""
    slides = Edited(0, Part.SLIDES, 0, "", manuscript.slides)
    typed = (Edited(at, Part.PAPER, at, "", one) for at, one in enumerate(manuscript.paper))
    return [slides, *typed]


def trace_of(pace: float) -> Iterator[list[Event]]:
    """Give what somebody types in each minute, with slips, deletions and pasting, without an end.

    A pace of 2 is half as quick as 1.
    """
    hands, texts = Typist(Random(_SEED), pace), {Part.PAPER: "", Part.SLIDES: ""}
    now, typed, minute = 0.0, list[Event](), 1
    while True:
        for stroke in hands.burst(texts):
            now += stroke.after
            if now >= minute * _SECONDS_PER_MINUTE:
                yield typed
                typed, minute = [], minute + 1
            before, end = texts[stroke.part], stroke.at + len(stroke.removed)
            texts[stroke.part] = before[: stroke.at] + stroke.inserted + before[end:]
            elapsed = int(now * 1000)
            typed.append(Edited(elapsed, stroke.part, stroke.at, stroke.removed, stroke.inserted))


def _seat_of(pc: Kiosk) -> Seat:
    return Seat(pc.seat_id, pc.number, keys.signing_public_key(pc.signing_secret))
