"""What the ranking is worked out from, as the record has it; the rule itself is `exam.ranking`.

A stage that is scored here is in once its last lock has opened it, one that is imported once there
is a file. Before the names of papers are open there is no result, whoever asks.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from sqlite_utils import Database

from exam.config import ExamConfig, Stage
from exam.errors import RefusedError
from exam.ranking import rank_selection
from exam.result_record import Decision
from exam.standings import Entrant, Exclusion, Ranking, Standing
from exam.weighing import StageScore, score_of
from server.not_held import not_held_of
from server.scores import is_settled, scores_of
from server.sittings import Row

_OUTSIDE: Final = """
    select application_id, score from outside_scores
    where file_id = (select max(id) from outside_files where stage_id = ?)
"""
_CANDIDATE: Final = ("id", "number", "name", "nip", "person")
_DECISIONS: Final = "select * from decisions order by id"
_MISSED: Final = """
    select application_id, reason from attendance where attendance = 'absent'
    union all
    select subject, reason from unheard
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who stands behind an application; `person` is the same for all of several posts."""

    application_id: str
    number: str
    name: str
    nip: str
    person: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """A ranking, and what people read beside it.

    By application: the candidate, the code of the paper, and why somebody takes no part. `not_held`
    is how many applied for each post that is not held.
    """

    ranking: Ranking
    candidates: Mapping[str, Candidate]
    codes: Mapping[str, str]
    reasons: Mapping[str, str]
    not_held: Mapping[str, int] = field(default_factory=dict)

    def other_applications(self, application_id: str) -> tuple[Standing, ...]:
        """Return what became of the same person's applications for other posts."""
        person = self.candidates[application_id].person
        return tuple(
            one
            for post in self.ranking.posts
            for one in post.standings
            if person
            and one.application_id != application_id
            and self.candidates[one.application_id].person == person
        )

    def standing(self, application_id: str) -> Standing:
        """Return the place of an application.

        Raises:
            RefusedError: there is no such application.

        """
        found = self.ranking.standing(application_id)
        if found is None:
            raise RefusedError("page.not-found")
        return found


def result_of(db: Database, config: ExamConfig) -> Result:
    """Work out the ranking as it stands now.

    Raises:
        RefusedError: the names behind the papers are not open yet.

    """
    if not are_names_open(db, config):
        raise RefusedError("ranking.not-revealed")
    return _result(db, config, config.stages)


def result_so_far(db: Database, config: ExamConfig) -> Result:
    """Work out the ranking as it stands now; of the stages before the paper while names are hidden.

    Nothing of a paper or of its sitting is in it until then.
    """
    is_open = are_names_open(db, config)
    return _result(db, config, config.stages if is_open else config.stages_before_paper)


def are_names_open(db: Database, config: ExamConfig) -> bool:
    """Whether the names behind the papers are open; without papers there are none to hide."""
    return all(is_settled(db, stage.id) for stage in config.stages if stage.source == "paper")


def _result(db: Database, config: ExamConfig, stages: Sequence[Stage]) -> Result:
    """Work out the ranking by the scores of these stages."""
    rows = list(db.query("select * from applications order by number"))
    decisions = {row["application_id"]: row for row in db.query(_DECISIONS)}
    codes = {row["application_id"]: row["paper_code"] for row in db["identities"].rows}
    found = ((stage.id, _scores(db, stage, codes)) for stage in stages)
    scores = {stage_id: given for stage_id, given in found if given is not None}
    return Result(
        rank_selection(config, [_entrant(row, decisions) for row in rows], scores),
        {row["id"]: Candidate(*(row[name] for name in _CANDIDATE)) for row in rows},
        codes,
        _reasons(db, decisions.values(), with_missed=len(stages) == len(config.stages)),
        not_held_of(db, config),
    )


def _entrant(row: Row, decisions: Mapping[str, Row]) -> Entrant:
    decided = decisions.get(row["id"])
    if decided is None or decided["decision"] == Decision.READMITTED:
        return Entrant(row["id"], row["post_id"])
    exclusion = Exclusion(decided["decision"])
    return Entrant(row["id"], row["post_id"], exclusion, decided["stage_id"])


def _scores(db: Database, stage: Stage, codes: Mapping[str, str]) -> dict[str, StageScore] | None:
    """Return everybody's score in a stage; None while it is awaited."""
    if stage.source == "imported":
        outside = [
            (row["application_id"], StageScore(Fraction(row["score"])))
            for row in db.query(_OUTSIDE, [stage.id])
        ]
        return dict(outside) or None
    if stage.source == "unscored" or not is_settled(db, stage.id):
        return None
    given = scores_of(db, stage.id)
    subjects = codes if stage.source == "paper" else {name: name for name in given}
    weighed = {
        application_id: score_of(stage.rubric, given.get(subject, {}))
        for application_id, subject in subjects.items()
    }
    return {name: score for name, score in weighed.items() if score is not None}


def _reasons(db: Database, decisions: Iterable[Row], *, with_missed: bool) -> dict[str, str]:
    """Return why each takes no part; a decision says more than that somebody was not there."""
    rows = db.query(_MISSED) if with_missed else ()
    missed = {row["application_id"]: row["reason"] for row in rows if row["reason"]}
    return missed | {row["application_id"]: row["reason"] for row in decisions}
