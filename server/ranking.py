"""From scores to ranks, after the reveal: exact fractions, so that equal scores are equal ranks.

A panelist's score of a paper is the sum of weight times value over the rubric, divided by 100; a
paper's score is the mean over the panel. Ranks are within a post; ties share one (1, 2, 2, 4).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from sqlite_utils import Database

from exam.config import WHOLE, Criterion, ExamConfig, Post
from exam.errors import RefusedError


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who stands behind a paper."""

    number: str
    name: str
    nip: str


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """One panelist's values of one paper, by criterion, and what they weigh."""

    panelist_id: str
    values: Mapping[str, int]
    score: Fraction


@dataclass(frozen=True, slots=True)
class RankedPaper:
    """A paper in its place; `contribution` is its part of the whole selection's 100 points."""

    rank: int
    code: str
    candidate: Candidate
    sheets: tuple[ScoreSheet, ...]
    mean: Fraction
    contribution: Fraction


@dataclass(frozen=True, slots=True)
class PostResult:
    """The papers of one post, best first, and the candidates without one."""

    post: Post
    papers: tuple[RankedPaper, ...]
    without_paper: tuple[Candidate, ...]


def results_of(db: Database, config: ExamConfig) -> tuple[PostResult, ...]:
    """Rank every post.

    Raises:
        RefusedError: identities are not opened yet.

    """
    if db["identities"].count == 0 and db["locks"].count < len(config.panel.members):
        raise RefusedError("ranking.not-revealed")
    applications = {row["id"]: row for row in db["applications"].rows}
    authors = {row["paper_code"]: row["application_id"] for row in db["identities"].rows}
    sheets = _sheets(db, config)
    people = {
        key: Candidate(row["number"], row["name"], row["nip"]) for key, row in applications.items()
    }
    results = []
    for post in config.posts:
        mine = {key for key, row in applications.items() if row["post_id"] == post.id}
        written = {code: people[key] for code, key in authors.items() if key in mine}
        absent = [people[key] for key in mine - set(authors.values())]
        ranked = _rank(written, sheets, config)
        results.append(PostResult(post, ranked, tuple(sorted(absent, key=lambda one: one.number))))
    return tuple(results)


def weigh(values: Mapping[str, int], rubric: Sequence[Criterion]) -> Fraction:
    """Return one panelist's score of one paper, 0–100."""
    total = sum(
        (exact(criterion.weight) * values[criterion.id] for criterion in rubric), Fraction()
    )
    return total / WHOLE


def shared_ranks(scores: Sequence[Fraction]) -> list[int]:
    """Rank scores, the highest first; equal scores share a rank and the next ones are skipped."""
    return [1 + sum(other > score for other in scores) for score in scores]


def exact(weight: float) -> Fraction:
    """Return the weight as it is written in the config, not as the machine stores it."""
    return Fraction(str(weight))


def show_score(score: Fraction, language: str, places: int = 2) -> str:
    """Write a score, rounded half up, with the decimal sign of the language."""
    quotient = Decimal(score.numerator) / Decimal(score.denominator)
    text = str(quotient.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
    return text.replace(".", ",") if language == "id" else text


def _sheets(db: Database, config: ExamConfig) -> dict[str, tuple[ScoreSheet, ...]]:
    values: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for row in db["scores"].rows:
        values[row["paper_code"], row["panelist_id"]][row["criterion_id"]] = row["value"]
    codes = {code for code, _ in values}
    return {
        code: tuple(
            ScoreSheet(
                member.id,
                values[code, member.id],
                weigh(values[code, member.id], config.writing.rubric),
            )
            for member in config.panel.members
        )
        for code in codes
    }


def _rank(
    written: Mapping[str, Candidate],
    sheets: Mapping[str, tuple[ScoreSheet, ...]],
    config: ExamConfig,
) -> tuple[RankedPaper, ...]:
    codes = list(written)
    means = [
        sum((sheet.score for sheet in sheets[code]), Fraction()) / len(sheets[code])
        for code in codes
    ]
    part = exact(config.writing.stage.weight) / WHOLE
    papers = [
        RankedPaper(rank, code, written[code], sheets[code], mean, mean * part)
        for rank, code, mean in zip(shared_ranks(means), codes, means, strict=True)
    ]
    return tuple(sorted(papers, key=lambda paper: (paper.rank, paper.candidate.number)))
