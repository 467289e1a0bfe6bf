"""One exam's life, moment by moment, with a mark in everything that somebody might see too early.

Two candidates write. Everybody of the panel gives values that nobody else gives, so each value
names whose it is; words that stand nowhere else name the paper, the note or the reason.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Final

from sqlite_utils import Database

from exam.clock import ExamTime
from exam.events import Cause
from exam.manuscript import Part
from exam.protocol import VERSION, SubmitRequest
from exam.receipts import receipt_code
from exam.redaction import Place
from exam.scoring import ROUND_ONE, ROUND_TWO
from exam.seal import HandIn, Manuscript, seal_manuscript
from exam.weighing import weigh
from server.checking import CheckDesk
from server.drafts import Marks
from server.envelopes import accept_envelope
from server.excusal import Excusal, JoinedCards, force_reveal
from server.interview_scoring import begin_interviews
from server.opening import open_papers
from server.outside import preview_outside, take_outside
from server.plan import Draft
from server.release import release_paper
from server.retention import destroy_keys
from server.scored import KeyMaking, find_stage
from server.staff import log_in
from tests.server.acting import Candidate
from tests.server.panel_acting import Panel, passphrases_of
from tests.server.test_opening import seed_of
from tests.server.whole_exam import WholeExam, issue

CHAIR: Final = "ketua"
PANELIST: Final = "penilai-2"
RECUSED: Final = "penilai-3"
ANOTHER: Final = "penilai-4"
EXCUSED: Final = "penilai-5"
WRITERS: Final = 2
MARKED: Final = 0
"""Whose paper, by place among the writers, is redacted and has a panelist who stepped back."""
WORDS: Final = ("kaswarimerah", "kaswaribiru")
SLIDE_WORDS: Final = ("paparanmerah", "paparanbiru")
HIDDEN: Final = "Wiracandrageni"
RECUSAL: Final = "alasanmundurjingga"
OUTSIDE: Final = ("asesmen", "rekam-jejak")
OUTSIDE_SCORE: Final = "88.25"
PAPER_VALUES: Final[Mapping[str, tuple[int, ...]]] = {
    CHAIR: (81, 82, 83, 84),
    PANELIST: (71, 72, 73, 74),
    RECUSED: (76, 77, 78, 79),
    ANOTHER: (96, 97, 98, 99),
    EXCUSED: (86, 87, 88, 89),
}
REVISED: Final = 66
"""What `ANOTHER` gives in round two where the first value was."""
HEARD_VALUES: Final[Mapping[str, tuple[int, ...]]] = {
    CHAIR: (65, 61),
    PANELIST: (69, 68),
    RECUSED: (67, 92),
    ANOTHER: (93, 94),
    EXCUSED: (62, 63),
}


def note_of(panelist_id: str) -> str:
    """Return the word in all notes of a panelist."""
    return f"catatan{panelist_id.replace('-', '')}ungu"


def reason_of(panelist_id: str) -> str:
    """Return the word in all reasons of a panelist in round two."""
    return f"alasan{panelist_id.replace('-', '')}perak"


@dataclass
class Life:
    """An exam that is played on, one step after the other."""

    whole: WholeExam
    passphrases: Mapping[str, str] = field(init=False)
    codes: list[str] = field(default_factory=list)
    """The code of each writer's paper, once papers are opened."""
    committed: set[str] = field(default_factory=set)
    """Who has committed round one."""

    def __post_init__(self) -> None:
        self.passphrases = passphrases_of(self.whole.made)

    def steps(self) -> Mapping[str, Callable[[], None]]:
        """Return what leads to each moment, in their order."""
        return {
            "before": lambda: None,
            "writing": partial(self.whole.seat_everybody, WRITERS),
            "closed": self.close,
            "opened": self.open,
            "released": self.release,
            "scoring": self.score,
            "round one open": self.open_round_one,
            "locking": self.lock_some,
            "revealed": self.reveal,
            "hearing": self.hear_some,
            "issued": self.issue,
            "destroyed": self.destroy,
        }

    @property
    def people(self) -> Sequence[Candidate]:
        """Who writes; before anybody sits down nobody."""
        return self.whole.people

    @property
    def names(self) -> list[str]:
        """Return the writers' names."""
        return [card.application.name for card in self.whole.made.cards[:WRITERS]]

    def total(self, values: Sequence[int], stage_id: str = "makalah") -> Fraction:
        """Return what values come to by the weights of a stage."""
        stage = next(one for one in self.whole.exam.config.stages if one.id == stage_id)
        given = zip((one.id for one in stage.rubric), values, strict=True)
        return weigh(dict(given), stage.rubric)

    def close(self) -> None:
        """Let everybody hand in, and close."""
        for place, who in enumerate(self.people):
            self._hand_in(who, place)
        self.whole.close()

    def open(self) -> None:
        """Open the papers by a quorum; the test finds out by their words whose each is."""
        exam = self.whole.exam
        codes = open_papers(exam, seed_of(self.whole.made), os.urandom).codes
        desk = self._check_desk()
        text = {code: exam.store.read(partial(desk.read, code=code)).manuscript for code in codes}
        self.codes = [
            next(code for code in codes if word in text[code].paper.split()) for word in WORDS
        ]

    def release(self) -> None:
        """Black a name out of one paper, and let all through."""
        exam, desk = self.whole.exam, self._check_desk()
        paper = exam.store.read(lambda db: desk.read(db, self.codes[MARKED]))
        start = paper.manuscript.paper.index(HIDDEN)
        places = {Part.PAPER: (Place(start, start + len(HIDDEN)),)}
        exam.act_now(lambda db, now: desk.redact(db, paper, places, now, os.urandom))
        for code in self.codes:
            exam.act_now(partial(_release, code=code))

    def score(self) -> None:
        """Let one commit, one step back, one be lost, and two have drafts."""
        self.whole.recuse(RECUSED, self.codes[MARKED], RECUSAL)
        for who in (CHAIR, PANELIST, ANOTHER, EXCUSED):
            self._draft(who, ROUND_ONE)
        self._commit(ANOTHER)
        self._force(EXCUSED)

    def open_round_one(self) -> None:
        """Let everybody else commit as well."""
        self._draft(RECUSED, ROUND_ONE)
        for who in (CHAIR, PANELIST, RECUSED):
            self._commit(who)

    def lock_some(self) -> None:
        """Let one revise and lock, while another has a draft."""
        self._draft(ANOTHER, ROUND_TWO)
        self._commit(ANOTHER)
        self._draft(PANELIST, ROUND_TWO)

    def reveal(self) -> None:
        """Let all others lock."""
        for who in (CHAIR, RECUSED):
            self._draft(who, ROUND_TWO)
        for who in (CHAIR, PANELIST, RECUSED):
            self._commit(who)

    def hear_some(self) -> None:
        """Begin the interviews; one has committed, the others have drafts. Scores come in."""
        self.committed.clear()
        exam = self.whole.exam
        scored = find_stage(exam.exam_id, exam.config, "wawancara")
        scorers = {who.application_id: tuple(HEARD_VALUES) for who in self.people}

        def begin(db: Database, now: ExamTime) -> None:
            making = KeyMaking(exam.manifest.panel_public_key, os.urandom, now)
            begin_interviews(db, scored, scorers, making)

        exam.act_now(begin)
        for who in HEARD_VALUES:
            self._draft(who, ROUND_ONE, "wawancara")
        self._commit(ANOTHER, "wawancara")
        for stage_id in OUTSIDE:
            self._bring(stage_id)

    def issue(self) -> None:
        """Let the interviews come to their end, and issue the result."""
        for who in HEARD_VALUES.keys() - {ANOTHER}:
            self._commit(who, "wawancara")
        for who in HEARD_VALUES:
            self._draft(who, ROUND_TWO, "wawancara")
            self._commit(who, "wawancara")
        issue(self.whole)

    def destroy(self) -> None:
        """Destroy the keys at the end of retention."""
        day = date(2027, 12, 31)
        destroy_keys(self.whole.exam, day, day, "Masa simpan berakhir")

    def _hand_in(self, who: Candidate, place: int) -> None:
        exam, seat = self.whole.exam, self.whole.seats[who.number]
        hidden = f"Menurut {HIDDEN} kota ini maju.\n" if place == MARKED else ""
        text = f"Kota {WORDS[place]} yang maju\n{hidden}Gagasan saya."
        manuscript = Manuscript(text, f"Rencana {SLIDE_WORDS[place]} kota")
        now, seat_id = self.whole.now, seat.seat.id
        application_id = who.application_id
        claims = HandIn(
            exam.exam_id, application_id, 1, 1, seat_id, now, Cause.SUBMITTED, bytes(32)
        )
        panel_key = exam.manifest.panel_public_key
        sealed = seal_manuscript(manuscript, claims, panel_key, seat.signing_secret, os.urandom)
        request = SubmitRequest(VERSION, sealed)
        reply = exam.act_now(lambda db, now: accept_envelope(db, exam, request, now))
        self.whole.receipts[who.number] = receipt_code(reply.receipt)
        self.whole.hand.move(7)

    def _check_desk(self) -> CheckDesk:
        exam = self.whole.exam
        profile, passphrase = exam.config.kdf_profile, self.passphrases["pemeriksa"]
        found = exam.store.read(
            lambda db: log_in(db, exam.exam_id, "pemeriksa", passphrase, profile)
        )
        return CheckDesk(exam, "pemeriksa", found.seed or b"")

    def _draft(self, who: str, number: int, stage_id: str = "makalah") -> None:
        exam = self.whole.exam
        desk = Panel(exam, self.passphrases, ()).desk(who).scoring(stage_id)
        values = list((PAPER_VALUES if stage_id == "makalah" else HEARD_VALUES)[who])
        if number == ROUND_TWO and who == ANOTHER and stage_id == "makalah":
            values[0] = REVISED
        scores = dict(zip((one.id for one in desk.scored.rubric), values, strict=True))
        marks = Marks(scores, note_of(who), reason_of(who) if number == ROUND_TWO else "")
        for subject in exam.store.read(lambda db: desk.subjects(db, number)):
            exam.store.write_now(
                partial(desk.save, subject=subject, marks=marks, random=os.urandom)
            )

    def _commit(self, who: str, stage_id: str = "makalah") -> None:
        exam = self.whole.exam
        desk = Panel(exam, self.passphrases, ()).desk(who).scoring(stage_id)
        number = exam.store.read(desk.round_now)
        exam.act_now(lambda db, now: desk.commit(db, number, now))
        self.committed.add(who)

    def _force(self, who: str) -> None:
        exam = self.whole.exam
        excusal = Excusal(self.whole.papers, who, "Sakit keras.", CHAIR)
        members = (CHAIR, PANELIST, RECUSED)
        joined = JoinedCards(seed_of(self.whole.made), members, exam.manifest.panel_public_key)
        exam.act_now(lambda db, now: force_reveal(db, excusal, joined, now))

    def _bring(self, stage_id: str) -> None:
        exam = self.whole.exam
        lines = [f"{who.number};{OUTSIDE_SCORE}" for who in self.people]
        draft = Draft(f"{stage_id}.csv", "\n".join(("Nomor Peserta;Nilai", *lines)).encode())
        preview = exam.store.read(lambda db: preview_outside(db, exam.config, stage_id, draft))
        exam.act_now(lambda db, now: take_outside(db, preview, draft, "sekretariat", "", now))


def _release(db: Database, now: ExamTime, code: str) -> None:
    release_paper(db, code, "pemeriksa", now)
