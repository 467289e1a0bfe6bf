"""An exam as it is played from the first PC to the last lock, with every entry of its ledger."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sqlite_utils import Database

from exam.chronicle import SeatEnrolled, encode_entry
from exam.clock import ExamTime
from exam.protocol import VERSION, SubmitRequest
from exam.receipts import receipt_code
from exam.scoring import ROUND_ONE, ROUND_TWO
from server.ceremony import Handouts
from server.closing import close_sitting
from server.corrections import Change, ask_correction, consent
from server.drafts import Marks
from server.envelopes import accept_envelope
from server.interview_scoring import begin_interviews
from server.office import OpenExam, open_exam
from server.opening import open_papers
from server.outside import preview_outside, take_outside
from server.plan import Draft
from server.recusal import recuse
from server.release import release_paper
from server.results import issue_result
from server.score_desk import ScoreDesk
from server.scored import KeyMaking, ScoredStage, find_stage
from server.starting import order_start
from server.store import append_entry
from tests.server.acting import Candidate, Hand, LocalSeat, candidate, place_seat
from tests.server.at_work import sit_down
from tests.server.journals import begin
from tests.server.panel_acting import Panel, passphrases_of
from tests.server.test_opening import seed_of

_PROCTOR = "pengawas-1"
VALUES = (60, 70, 80, 90, 95)


@dataclass
class WholeExam:
    """The exam at any moment; `codes` are receipts by candidate's number."""

    exam: OpenExam
    made: Handouts
    hand: Hand
    people: list[Candidate] = field(default_factory=list)
    seats: dict[str, LocalSeat] = field(default_factory=dict)
    receipts: dict[str, str] = field(default_factory=dict)

    @property
    def now(self) -> ExamTime:
        """Exam time."""
        return self.exam.timeline.now()

    @property
    def papers(self) -> ScoredStage:
        """The stage of the papers."""
        stage_id = self.exam.config.writing.stage.id
        return find_stage(self.exam.exam_id, self.exam.config, stage_id)

    def seat_everybody(self, count: int) -> None:
        """Sign candidates in, each at a PC of their own, and begin."""
        for card in self.made.cards[:count]:
            who = candidate(self.exam, card)
            place = place_seat(self.exam, f"PC-{len(self.people) + 1:02}")
            self.exam.act_now(partial(_enrolled, place=place))
            sit_down(self.exam, who, place, self.now)
            self.people.append(who)
            self.seats[who.number] = place
            self.hand.move(3)
        self.exam.topics.key = self.made.topic_key
        self.exam.act_now(lambda db, now: order_start(db, self.exam, _PROCTOR, now))
        self.hand.move(60)
        for who in self.people:
            begin(who, self.seats[who.number], "Catatan awal").send(self.exam, self.now)
            self.hand.move(2)

    def hand_in(self, who: Candidate, text: str) -> None:
        """Seal a text and hand it in."""
        place = self.seats[who.number]
        sealed = who.envelope(place.seat.id, place.signing_secret, text, sealed_at=self.now)
        request = SubmitRequest(VERSION, sealed)
        reply = self.exam.act_now(lambda db, now: accept_envelope(db, self.exam, request, now))
        self.receipts[who.number] = receipt_code(reply.receipt)
        self.hand.move(7)

    def close(self) -> None:
        """Let the time run out, and close."""
        self.hand.move(5 * 60 * 60)
        self.exam.act_now(lambda db, now: close_sitting(db, self.exam, _PROCTOR, now))

    def open(self) -> Panel:
        """Open all papers by the shares of a quorum, and let them through."""
        opening = open_papers(self.exam, seed_of(self.made), os.urandom)
        for code in opening.codes:
            self.exam.act_now(partial(_released, code=code))
        return Panel(self.exam, passphrases_of(self.made), tuple(opening.codes))

    def recuse(self, panelist_id: str, code: str, reason: str) -> None:
        """Take a panelist off a paper."""
        self.exam.act_now(lambda db, now: recuse(db, self.papers, panelist_id, code, reason, now))

    def correct(self, panelist_id: str, consents: str, change: Change) -> None:
        """Change a value after the last lock, with somebody's consent."""
        asked = self.exam.act_now(
            lambda db, now: ask_correction(db, self.papers, panelist_id, change, os.urandom, now)
        )
        self.exam.act_now(lambda db, now: consent(db, self.papers, asked, consents, now))


def _enrolled(db: Database, now: ExamTime, place: LocalSeat) -> None:
    """Write down that a PC was admitted, as its enrolment does."""
    seat = place.seat
    append_entry(db, encode_entry(SeatEnrolled(now, seat.id, seat.name, seat.signing_key.hex())))


def _released(db: Database, now: ExamTime, code: str) -> None:
    release_paper(db, code, "pemeriksa", now)


@contextmanager
def whole_exam(root: Path, made: Handouts) -> Iterator[WholeExam]:
    """Open an exam for a whole life."""
    hand = Hand()
    with open_exam(root, hand.clocks) as exam:
        yield WholeExam(exam, made, hand)


def play(whole: WholeExam, texts: Sequence[str]) -> Panel:
    """Let so many candidates write, hand in in another order than they came, and open all."""
    whole.seat_everybody(len(texts))
    for who, text in reversed(list(zip(whole.people, texts, strict=True))):
        whole.hand_in(who, text)
    whole.close()
    return whole.open()


def score_all(panel: Panel) -> None:
    """Let every panelist give another value, confirm what diverges, and lock."""
    panel.open_round_one(VALUES)
    panel.lock_all()


def hear_all(whole: WholeExam, panel: Panel, panelists: Sequence[str]) -> None:
    """Let these panelists hear everybody who wrote, agree on each, and lock."""
    exam = whole.exam
    stage = next(one for one in exam.config.stages if one.source == "interview")
    scored = find_stage(exam.exam_id, exam.config, stage.id)
    scorers = {who.application_id: panelists for who in whole.people}

    def begin(db: Database, now: ExamTime) -> None:
        making = KeyMaking(exam.manifest.panel_public_key, os.urandom, now)
        begin_interviews(db, scored, scorers, making)

    exam.act_now(begin)
    for number in (ROUND_ONE, ROUND_TWO):
        for panelist_id in panelists:
            desk = panel.desk(panelist_id).scoring(stage.id)
            for place, who in enumerate(whole.people if number == ROUND_ONE else ()):
                marks = Marks({one.id: 70 + 5 * place for one in stage.rubric})
                exam.store.write_now(
                    partial(desk.save, subject=who.application_id, marks=marks, random=os.urandom)
                )
            exam.act_now(partial(_commit, desk=desk, number=number))


def _commit(db: Database, now: ExamTime, desk: ScoreDesk, number: int) -> None:
    desk.commit(db, number, now)


def take_scores(whole: WholeExam) -> None:
    """Take scores from outside for everybody who wrote, for every stage that is imported."""
    exam = whole.exam
    for stage in exam.config.stages:
        if stage.source == "imported":
            lines = [f"{who.number};{80 + place}" for place, who in enumerate(whole.people)]
            raw = "\n".join(("Nomor Peserta;Nilai", *lines)).encode()
            draft = Draft(f"{stage.id}.csv", raw)
            exam.act_now(partial(_take, exam=exam, stage_id=stage.id, draft=draft))


def _take(db: Database, now: ExamTime, exam: OpenExam, stage_id: str, draft: Draft) -> None:
    preview = preview_outside(db, exam.config, stage_id, draft)
    take_outside(db, preview, draft, "sekretariat", "", now)


def issue(whole: WholeExam, reason: str = "") -> None:
    """Issue the result, as the chair."""
    exam = whole.exam
    exam.act_now(lambda db, now: issue_result(db, exam.config, "ketua", reason, now))
