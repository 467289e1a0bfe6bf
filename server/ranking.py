"""What the ranking is worked out from, as the record has it; the rule itself is `exam.ranking`.

A stage that is scored here is in once its last lock has opened it, one that is imported once there
is a file. Before the names of papers are open there is no result, whoever asks.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from sqlite_utils import Database

from exam.config import ExamConfig, Stage
from exam.errors import RefusedError
from exam.ranking import rank_selection
from exam.result_record import Decision
from exam.standings import Entrant, Exclusion, Ranking, Standing
from exam.weighing import StageScore, score_of
from server.scores import is_settled, scores_of
from server.sittings import Row

_OUTSIDE: Final = """
    select application_id, score from outside_scores
    where file_id = (select max(id) from outside_files where stage_id = ?)
"""
_DECISIONS: Final = "select * from decisions order by id"
_MISSED: Final = """
    select application_id, reason from attendance where attendance = 'absent'
    union all
    select subject, reason from unheard
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who stands behind an application."""

    application_id: str
    number: str
    name: str
    nip: str


@dataclass(frozen=True, slots=True)
class Result:
    """A ranking, and what people read beside it.

    By application: the candidate, the code of the paper, and why somebody takes no part.
    """

    ranking: Ranking
    candidates: Mapping[str, Candidate]
    codes: Mapping[str, str]
    reasons: Mapping[str, str]

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
    if any(stage.source == "paper" and not is_settled(db, stage.id) for stage in config.stages):
        raise RefusedError("ranking.not-revealed")
    rows = list(db.query("select id, number, name, nip, post_id from applications order by number"))
    decisions = {row["application_id"]: row for row in db.query(_DECISIONS)}
    codes = {row["application_id"]: row["paper_code"] for row in db["identities"].rows}
    found = ((stage.id, _scores(db, stage, codes)) for stage in config.stages)
    scores = {stage_id: given for stage_id, given in found if given is not None}
    return Result(
        rank_selection(config, [_entrant(row, decisions) for row in rows], scores),
        {row["id"]: Candidate(row["id"], row["number"], row["name"], row["nip"]) for row in rows},
        codes,
        _reasons(db, decisions.values()),
    )


def show_score(score: Fraction, language: str, places: int = 2) -> str:
    """Write a score, rounded half up, with the decimal sign of the language."""
    quotient = Decimal(score.numerator) / Decimal(score.denominator)
    text = str(quotient.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
    return text.replace(".", ",") if language == "id" else text


def show_decimal(value: Decimal, language: str) -> str:
    """Write a number as it was given, with the decimal sign of the language."""
    text = f"{value:f}"
    return text.replace(".", ",") if language == "id" else text


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


def _reasons(db: Database, decisions: Iterable[Row]) -> dict[str, str]:
    """Return why each takes no part; a decision says more than that somebody was not there."""
    missed = {row["application_id"]: row["reason"] for row in db.query(_MISSED) if row["reason"]}
    return missed | {row["application_id"]: row["reason"] for row in decisions}
