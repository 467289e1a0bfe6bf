"""A selection as the tests play it to its end: papers, interviews, and scores from outside."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from exam.config import ExamConfig
from server.drafts import Marks
from server.interview_scoring import begin_interviews
from server.marking import MarkingDesk
from server.office import OpenExam
from server.outside import preview_outside, take_outside
from server.plan import Draft
from server.ranking import Result, result_of
from server.scored import KeyMaking, find_stage
from tests.server.panel_acting import Panel

ASSESSED = "asesmen"
PAPER = "makalah"
HEARD = "wawancara"
RECORD = "rekam-jejak"
VALUES = (60, 70, 80, 90, 95)


def list_of(scores: Mapping[str, str]) -> bytes:
    """Return a file with scores by candidate number, as an office might write it."""
    lines = [f"{number};{score}" for number, score in scores.items()]
    return "\n".join(("Nomor Peserta;Nilai", *lines)).encode()


@dataclass(frozen=True)
class Selection:
    """An exam whose papers are opened, and what happens to it until there is a result."""

    panel: Panel

    @property
    def exam(self) -> OpenExam:
        """The exam."""
        return self.panel.exam

    @property
    def config(self) -> ExamConfig:
        """Its config."""
        return self.exam.config

    def authors(self) -> list[str]:
        """Return the applications that handed a paper in, by post and number."""
        query = """
            select id from applications where id in (select application_id from envelopes)
            order by post_id, number
        """
        return [str(row["id"]) for row in self.exam.store.read(lambda db: [*db.query(query)])]

    def numbers(self) -> list[str]:
        """Return everybody's number."""
        query = "select number from applications order by number"
        return [str(row["number"]) for row in self.exam.store.read(lambda db: [*db.query(query)])]

    def score_papers(self, values: tuple[int, ...] = VALUES) -> None:
        """Let each panelist give one value to every paper, and lock."""
        self.panel.open_round_one(values)
        self.panel.lock_all()

    def bring(self, stage_id: str, scores: Mapping[str, str], reason: str = "") -> None:
        """Take a file with scores from outside."""
        draft = Draft(f"{stage_id}.csv", list_of(scores))
        preview = self.exam.store.read(lambda db: preview_outside(db, self.config, stage_id, draft))
        self.exam.act_now(
            lambda db, now: take_outside(db, preview, draft, "sekretariat", reason, now)
        )

    def bring_all(self, score: str = "80") -> None:
        """Take the same score for everybody in both stages from outside."""
        for stage_id in (ASSESSED, RECORD):
            self.bring(stage_id, dict.fromkeys(self.numbers(), score))

    def begin_hearing(self, values: Mapping[str, int]) -> None:
        """Let everybody of the panel hear these applications."""
        scored = find_stage(self.exam.exam_id, self.config, HEARD)
        members = [member.id for member in self.config.panel.members]
        scorers = dict.fromkeys(values, members)
        panel_key = self.exam.manifest.panel_public_key
        self.exam.act_now(
            lambda db, now: begin_interviews(
                db, scored, scorers, KeyMaking(panel_key, os.urandom, now)
            )
        )

    def hear(self, values: Mapping[str, int]) -> None:
        """Let everybody of the panel hear these applications, give one value, and lock."""
        self.begin_hearing(values)
        self.score_hearing(values)

    def score_hearing(self, values: Mapping[str, int]) -> None:
        """Let everybody give one value to whom they heard, and lock."""
        for number in (1, 2):
            for desk in self.panel.desks():
                self._commit(desk, values, number)

    def _commit(self, desk: MarkingDesk, values: Mapping[str, int], number: int) -> None:
        scoring = desk.scoring(HEARD)
        stage = next(stage for stage in self.config.stages if stage.id == HEARD)
        subjects = self.exam.store.read(lambda db: scoring.subjects(db, number))
        for subject in subjects:
            scores = {criterion.id: values[subject] for criterion in stage.rubric}
            marks = Marks(scores, "", "")
            self.exam.store.write_now(
                lambda db, subject=subject, marks=marks: scoring.save(  # type: ignore[misc]
                    db, subject, marks, os.urandom
                )
            )
        self.exam.act_now(lambda db, now: scoring.commit(db, number, now))

    def finish(self) -> None:
        """Bring every stage in: the second author of a post is heard better than the first."""
        self.score_papers()
        self.bring_all()
        self.hear({name: 70 + 5 * at for at, name in enumerate(self.authors())})

    def result(self) -> Result:
        """Work the ranking out."""
        return self.exam.store.read(lambda db: result_of(db, self.config))
