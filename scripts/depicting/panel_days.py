"""The days of the panel: papers are opened, checked, scored in two rounds, and people are heard."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Final

from sqlite_utils import Database

from exam.clock import ExamTime
from exam.config import InterviewDay
from exam.hearing_record import Pause, Session
from exam.manuscript import Part
from exam.redaction import Place
from exam.scoring import ROUND_ONE, ROUND_TWO
from scripts.depicting.selection import SECRETARY, Selection, moment
from server.checking import CheckDesk, OpenedPaper
from server.drafts import Marks
from server.interview_scoring import begin_interviews
from server.interviews import (
    Wanted,
    draw_schedule,
    interviewers_by_candidate,
    interviews_of,
    invitable,
)
from server.opening import open_papers
from server.outside import preview_outside, take_outside
from server.plan import Draft
from server.ranking import result_of
from server.release import release_paper
from server.results import issue_result
from server.score_desk import ScoreDesk
from server.scored import KeyMaking, find_stage
from server.staff import log_in
from tests.server.panel_acting import Panel, passphrases_of
from tests.server.result_acting import list_of
from tests.server.test_opening import seed_of

OFFICER: Final = "pemeriksa"
CHAIR, READER = "ketua", "penilai-2"
ASSESSED, PAPERS, HEARD, RECORD = "asesmen", "makalah", "wawancara", "rekam-jejak"
_STRICTNESS: Final[Mapping[str, int]] = {
    CHAIR: 0,
    READER: 2,
    "penilai-3": -3,
    "penilai-4": 1,
    "penilai-5": -5,
}
_FAR, _APART = 6, 26
"""Of every so many papers one panelist sees one otherwise, by so many points."""
_NOTES: Final = (
    "Data per kecamatan meyakinkan; biaya tahun kedua belum dihitung.",
    "Gagasan jelas. Tanyakan siapa yang memimpin lintas dinas.",
    "Runtut, tetapi penutup tidak menjawab rumusan masalah.",
)
_REASON: Final = (
    "Saya baca kembali bagian pelaksanaan: langkahnya lebih terukur daripada kesan awal."
)


@dataclass
class PanelDays:
    """What the panel of a selection does, day by day; `codes` are the papers, once opened."""

    selection: Selection
    codes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._panel = Panel(self.selection.exam, passphrases_of(self.selection.made), ())
        self._desks = {desk.panelist_id: desk for desk in self._panel.desks()}

    @property
    def members(self) -> tuple[str, ...]:
        """Return the panel's accounts."""
        return tuple(_STRICTNESS)

    def open(self) -> None:
        """Open the papers by the shares of a quorum."""
        selection = self.selection
        selection.go_to(moment(7, 9, 24))
        opening = open_papers(selection.exam, seed_of(selection.made), selection.dice)
        self.codes = sorted(opening.codes)
        desk = self._check_desk()
        for code in self.codes[: len(self.codes) // 3]:
            if not self._named_in(desk, code):
                selection.exam.act_now(partial(_release, code=code))

    @property
    def immodest(self) -> str:
        """Return the code of the paper that names its author."""
        desk = self._check_desk()
        return next(code for code in self.codes if self._named_in(desk, code))

    def release(self) -> None:
        """Black out the name, and let all papers through."""
        exam, desk = self.selection.exam, self._check_desk()
        paper = self._paper(desk, self.immodest)
        said = self.selection.named
        start = paper.manuscript.paper.index(said)
        places = {Part.PAPER: (Place(start, start + len(said)),)}
        dice = self.selection.dice
        exam.act_now(lambda db, now: desk.redact(db, paper, places, now, dice))
        for code in self.codes:
            exam.act_now(partial(_release, code=code))
        self.selection.go_to(moment(9, 10, 40))

    def read_some(self) -> None:
        """Let the reader score the first half of the papers."""
        subjects = self._subjects(READER, PAPERS)
        for subject in subjects[: len(subjects) // 2]:
            self._give(READER, PAPERS, subject)

    def read_all(self) -> None:
        """Let two commit round one, and everybody else have all papers scored."""
        for who in self.members:
            for subject in self._subjects(who, PAPERS):
                self._give(who, PAPERS, subject)
        self.selection.go_to(moment(10, 15, 5))
        for who in ("penilai-3", "penilai-5"):
            self._commit(who, PAPERS)

    def open_round_one(self) -> None:
        """Let the others commit as well."""
        self.selection.go_to(moment(11, 9, 30))
        for who in (READER, CHAIR, "penilai-4"):
            self._commit(who, PAPERS)

    def revise(self) -> None:
        """Let the reader look again at whatever the panel is far apart on."""
        for subject in self._subjects(READER, PAPERS):
            self._give(READER, PAPERS, subject, reason=_REASON)

    def lock(self) -> None:
        """Let everybody stay with what they gave or move a little, and lock; names open."""
        self.selection.go_to(moment(11, 14, 10))
        for who in self.members:
            for subject in self._subjects(who, PAPERS):
                self._give(who, PAPERS, subject, reason=_REASON)
            self._commit(who, PAPERS)

    def plan_hearings(self) -> None:
        """Take the scores of the assessment, and draw the hours of the interviews."""
        exam = self.selection.exam
        self.selection.go_to(moment(12, 9, 15))
        self._bring(ASSESSED)
        interviews = interviews_of(exam.exam_id, exam.config)
        invited = exam.store.read(lambda db: invitable(db, interviews))
        sessions = tuple(map(_session, interviews.section.days))
        wanted = Wanted(
            sessions,
            [one.application_id for one in invited if one.is_expected],
            self.selection.dice(32),
        )
        exam.act_now(lambda db, now: draw_schedule(db, interviews, wanted, SECRETARY, now))

    def hear_some(self) -> None:
        """Begin the interviews; the reader has heard the first few."""
        exam = self.selection.exam
        self.selection.go_to(moment(16, 10, 20))
        scored = find_stage(exam.exam_id, exam.config, HEARD)
        scorers = exam.store.read(interviewers_by_candidate)

        def begin(db: Database, now: ExamTime) -> None:
            key = exam.manifest.panel_public_key
            begin_interviews(db, scored, scorers, KeyMaking(key, self.selection.dice, now))

        exam.act_now(begin)
        for subject in self._subjects(READER, HEARD)[:3]:
            self._give(READER, HEARD, subject)

    def finish(self) -> None:
        """Hear everybody, lock, and take the last scores from outside."""
        self.selection.go_to(moment(22, 16, 30))
        for number in (ROUND_ONE, ROUND_TWO):
            for who in self.members:
                for subject in self._subjects(who, HEARD):
                    reason = _REASON if number == ROUND_TWO else ""
                    self._give(who, HEARD, subject, reason=reason)
            for who in self.members:
                self._commit(who, HEARD)
        self._bring(RECORD)

    def issue(self) -> None:
        """Issue the result."""
        exam = self.selection.exam
        self.selection.go_to(moment(23, 9, 0))
        exam.act_now(lambda db, now: issue_result(db, exam.config, CHAIR, "", now))

    def heard_one(self) -> str:
        """Return whom the reader has heard first."""
        return self._subjects(READER, HEARD)[0]

    def scored_one(self) -> str:
        """Return the paper that the reader scored first."""
        return self._subjects(READER, PAPERS)[0]

    def first_ranked(self) -> str:
        """Return who stands first for the first post."""
        exam = self.selection.exam
        result = exam.store.read(lambda db: result_of(db, exam.config))
        return result.ranking.posts[0].standings[0].application_id

    def _check_desk(self) -> CheckDesk:
        exam = self.selection.exam
        profile, secret = exam.config.kdf_profile, passphrases_of(self.selection.made)[OFFICER]
        found = exam.store.read(lambda db: log_in(db, exam.exam_id, OFFICER, secret, profile))
        return CheckDesk(exam, OFFICER, found.seed or b"")

    def _paper(self, desk: CheckDesk, code: str) -> OpenedPaper:
        return self.selection.exam.store.read(lambda db: desk.read(db, code))

    def _named_in(self, desk: CheckDesk, code: str) -> bool:
        return self.selection.named in self._paper(desk, code).manuscript.paper

    def _scoring(self, who: str, stage_id: str) -> ScoreDesk:
        return self._desks[who].scoring(stage_id)

    def _subjects(self, who: str, stage_id: str) -> list[str]:
        scoring = self._scoring(who, stage_id)
        number = self.selection.exam.store.read(scoring.round_now)
        return sorted(self.selection.exam.store.read(lambda db: scoring.subjects(db, number)))

    def _give(self, who: str, stage_id: str, subject: str, reason: str = "") -> None:
        scoring, exam = self._scoring(who, stage_id), self.selection.exam
        marks = Marks(
            self._values(who, stage_id, subject, again=bool(reason)), _note(who, subject), reason
        )
        exam.store.write_now(lambda db: scoring.save(db, subject, marks, self.selection.dice))

    def _values(self, who: str, stage_id: str, subject: str, *, again: bool) -> dict[str, int]:
        """Return what somebody gives: near what a paper is worth, now and then far from it."""
        key = subject if stage_id == PAPERS else self._number(subject)
        worth, own = Random(key).randint(66, 86), Random(f"{who} {key}")
        is_far = Random(f"far {key}").randrange(_FAR) == 0 and who == "penilai-5"
        far = (_APART // 2 if again else _APART) if is_far else 0
        rubric = self._scoring(who, stage_id).scored.rubric
        level = worth + _STRICTNESS[who] - far
        return {one.id: max(30, min(95, level + own.randint(-5, 5))) for one in rubric}

    def _number(self, application_id: str) -> str:
        cards = self.selection.made.cards
        return next(one.application.number for one in cards if one.application.id == application_id)

    def _commit(self, who: str, stage_id: str) -> None:
        scoring, exam = self._scoring(who, stage_id), self.selection.exam
        number = exam.store.read(scoring.round_now)
        exam.act_now(lambda db, now: scoring.commit(db, number, now))

    def scores_from_outside(self, stage_id: str) -> bytes:
        """Return the file with scores that an office sends for a stage."""
        numbers = [one.application.number for one in self.selection.made.cards]
        dice = Random(stage_id)
        return list_of({number: f"{70 + dice.randint(0, 88) / 4:.2f}" for number in numbers})

    def _bring(self, stage_id: str) -> None:
        exam = self.selection.exam
        draft = Draft(f"{stage_id}.csv", self.scores_from_outside(stage_id))
        preview = exam.store.read(lambda db: preview_outside(db, exam.config, stage_id, draft))
        exam.act_now(lambda db, now: take_outside(db, preview, draft, SECRETARY, "", now))


def _note(who: str, subject: str) -> str:
    return Random(f"note {who} {subject}").choice(_NOTES)


def _session(day: InterviewDay) -> Session:
    """Return a day of the config with its hours."""
    noon, prayer = Pause(12 * 60, 13 * 60), Pause(15 * 60, 15 * 60 + 15)
    date, by = day.date.isoformat(), tuple(_STRICTNESS)
    return Session(date, day.room, 8 * 60, 17 * 60, by, (noon, prayer), day.posts)


def _release(db: Database, now: ExamTime, code: str) -> None:
    release_paper(db, code, OFFICER, now)
