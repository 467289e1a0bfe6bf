"""Checks of the end: scores from outside as recorded, and the ranking done again from all scores.

The ranking is worked out by the same rule as at the exam, from values that were recomputed and not
from those that are claimed; what comes out must be, to the byte, what was issued.
"""

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction

from exam import keys
from exam.config import Stage
from exam.errors import EvidenceError
from exam.evidence import contents
from exam.evidence.lines import ApplicationLine, OutsideLine
from exam.evidence.reading import Evidence
from exam.evidence.report import Check, Subject
from exam.evidence.rounds import Story, paper_stage
from exam.evidence.score_checks import Values
from exam.ranking import rank_selection
from exam.result_record import (
    Decision,
    OutsideScoresImported,
    ParticipationDecided,
    ResultIssued,
)
from exam.scoring import ROUND_TWO
from exam.standings import Entrant, Exclusion, encode_ranking
from exam.weighing import StageScore, score_of


def check_outside(evidence: Evidence) -> Check:
    """Check that scores from outside are of the file that the ledger named last for their stage."""
    lines = evidence.table(OutsideLine)
    imports = {entry.stage_id: entry for _, entry in evidence.entries(OutsideScoresImported)}
    check = Check(Subject.OUTSIDE, len(lines), is_due=bool(imports))
    check.add(evidence.problems[contents.OUTSIDE])
    by_stage: defaultdict[str, list[OutsideLine]] = defaultdict(list)
    for line in lines:
        by_stage[line.stage_id].append(line)
    for stage_id in sorted(imports.keys() | by_stage.keys()):
        mine = by_stage[stage_id]
        entry = imports.get(stage_id)
        rows = len({line.application_id for line in mine})
        digests = {line.file_digest for line in mine}
        if entry is None or digests - {entry.file_digest} or not rows == len(mine) == entry.rows:
            check.problems.append(EvidenceError("evidence.outside", stage=stage_id))
    return check


def check_ranking(
    evidence: Evidence, story: Story, values: Mapping[str, Values], authors: Mapping[str, str]
) -> Check:
    """Do the ranking again; `authors` are applications by code of their paper."""
    lines = evidence.table(ApplicationLine)
    papers = paper_stage(evidence.config)
    is_due = not papers or story.is_open(papers, ROUND_TWO)
    check = Check(Subject.RANKING, len(lines), is_due=is_due)
    check.add(evidence.problems[contents.APPLICATIONS])
    claimed = evidence.files.get(contents.RESULT)
    if not is_due:
        if claimed is not None:
            check.problems.append(EvidenceError("evidence.ranking", file=contents.RESULT))
        return check
    found = {
        stage.id: _scores(evidence, story, stage, values, authors) for stage in _stages(evidence)
    }
    scores = {stage_id: given for stage_id, given in found.items() if given is not None}
    ranking = encode_ranking(rank_selection(evidence.config, _entrants(evidence), scores))
    if claimed != ranking:
        check.problems.append(EvidenceError("evidence.ranking", file=contents.RESULT))
    issued = [entry.digest for _, entry in evidence.entries(ResultIssued)]
    if issued and issued[-1] != keys.digest("ranking", ranking).hex():
        check.problems.append(EvidenceError("evidence.issued"))
    return check


def _stages(evidence: Evidence) -> tuple[Stage, ...]:
    return tuple(stage for stage in evidence.config.stages if stage.source != "unscored")


def _entrants(evidence: Evidence) -> list[Entrant]:
    """Return who takes part, by the last decision on each."""
    decided = {entry.application_id: entry for _, entry in evidence.entries(ParticipationDecided)}
    return [
        _entrant(line, decided.get(line.application_id)) for line in evidence.table(ApplicationLine)
    ]


def _entrant(line: ApplicationLine, decided: ParticipationDecided | None) -> Entrant:
    if decided is None or decided.decision is Decision.READMITTED:
        return Entrant(line.application_id, line.post_id)
    exclusion = Exclusion(decided.decision.value)
    return Entrant(line.application_id, line.post_id, exclusion, decided.stage_id)


def _scores(
    evidence: Evidence,
    story: Story,
    stage: Stage,
    values: Mapping[str, Values],
    authors: Mapping[str, str],
) -> dict[str, StageScore] | None:
    """Return everybody's score in a stage; None while it is awaited."""
    if stage.source == "imported":
        outside = {
            line.application_id: StageScore(Fraction(line.score))
            for line in evidence.table(OutsideLine)
            if line.stage_id == stage.id
        }
        return outside or None
    if not story.is_open(stage.id, ROUND_TWO):
        return None
    given = values[stage.id]
    criteria = {criterion.id for criterion in stage.rubric}
    scores: dict[str, StageScore] = {}
    for subject, panelists in given.items():
        whole = {who: each for who, each in panelists.items() if each.keys() == criteria}
        score = score_of(stage.rubric, whole)
        name = authors.get(subject, "") if stage.source == "paper" else subject
        if score is not None and name:
            scores[name] = score
    return scores
