"""Checks of the values that count: every one recomputed from the sheets, and from nothing else."""

from collections.abc import Iterator, Mapping

from exam.config import ExamConfig, Stage
from exam.errors import EvidenceError
from exam.evidence import contents
from exam.evidence.lines import PaperLine, ScoreLine
from exam.evidence.panel_checks import Opened
from exam.evidence.reading import Evidence
from exam.evidence.report import Check, Subject
from exam.evidence.rounds import Story
from exam.scoring import ROUND_ONE, ROUND_TWO, Sheet, diverging, is_whole

Values = dict[str, dict[str, dict[str, int]]]
"""By subject, panelist and criterion."""


def check_scores(
    evidence: Evidence, story: Story, opened: Opened
) -> tuple[Check, dict[str, Values]]:
    """Recompute all values by stage, compare them with those that are claimed, and return them."""
    claimed = evidence.table(ScoreLine)
    is_due = any(one.is_open for one in story.rounds.values())
    check = Check(Subject.SCORES, sum(len(line.values) for line in claimed), is_due=is_due)
    check.add(evidence.problems[contents.SCORES])
    values: dict[str, Values] = {}
    for stage in evidence.config.stages:
        first = opened.get((stage.id, ROUND_ONE), {})
        second = opened.get((stage.id, ROUND_TWO), {})
        values[stage.id] = _values_of(first)
        check.add(_sheet_problems(evidence, story, stage, first, second))
        for subject, panelists in _values_of(second).items():
            values[stage.id].setdefault(subject, {}).update(panelists)
    check.add(_correct(values, story, evidence.config))
    check.add(_claims_apart(values, claimed))
    return check, values


def _values_of(sheets: Mapping[str, Sheet]) -> Values:
    values: Values = {}
    for panelist, sheet in sheets.items():
        for subject, verdict in sheet.items():
            values.setdefault(subject, {})[panelist] = dict(verdict.values)
    return values


def _sheet_problems(
    evidence: Evidence,
    story: Story,
    stage: Stage,
    first: Mapping[str, Sheet],
    second: Mapping[str, Sheet],
) -> Iterator[EvidenceError]:
    """Find sheets that say more or less than they had to: recusals are the only exception.

    What round two had to be about cannot be said while a sheet of round one is broken.
    """
    broken = False
    for panelist, sheet in first.items():
        expected = _subjects(evidence, story, stage, panelist, sheet)
        if sheet.keys() != expected or not _is_whole(sheet, stage, ROUND_ONE):
            broken = True
            yield _incomplete(stage, ROUND_ONE, panelist)
    if broken:
        return
    apart = diverging(_values_of(first), stage.rubric, evidence.config.divergence)
    for panelist, sheet in second.items():
        expected = {one for one in apart if one in first.get(panelist, {})}
        if sheet.keys() != expected or not _is_whole(sheet, stage, ROUND_TWO):
            yield _incomplete(stage, ROUND_TWO, panelist)


def _subjects(
    evidence: Evidence, story: Story, stage: Stage, panelist: str, sheet: Sheet
) -> set[str]:
    """Return what a sheet of round one must be about; who hears whom in an interview varies."""
    papers = {paper.code for paper in evidence.table(PaperLine)}
    everything = papers if stage.source == "paper" else set(sheet)
    return {
        subject
        for subject in everything
        if (stage.id, panelist, subject) not in story.recused
        and (stage.id, subject) not in story.unheard
    }


def _is_whole(sheet: Sheet, stage: Stage, number: int) -> bool:
    criteria = {criterion.id for criterion in stage.rubric}
    return all(is_whole(verdict, criteria, number) for verdict in sheet.values())


def _incomplete(stage: Stage, number: int, panelist: str) -> EvidenceError:
    return EvidenceError("evidence.sheet-subjects", stage=stage.id, round=number, panelist=panelist)


def _correct(
    values: dict[str, Values], story: Story, config: ExamConfig
) -> Iterator[EvidenceError]:
    """Apply every correction in its order; each names the value that it found."""
    panel = {member.id: member.role for member in config.panel.members}
    for position, one in story.corrections:
        given = values.get(one.stage_id, {}).get(one.subject, {}).get(one.staff_id, {})
        roles = (panel.get(one.staff_id), panel.get(one.consented_by))
        agreed = one.staff_id != one.consented_by and None not in roles and "chair" in roles
        last = story.rounds.get((one.stage_id, ROUND_TWO))
        is_due = last is not None and 0 <= last.opened_at < position
        if given.get(one.criterion_id) != one.old_value or not (agreed and is_due):
            yield EvidenceError("evidence.correction", position=position)
        else:
            given[one.criterion_id] = one.new_value


def _claims_apart(
    values: Mapping[str, Values], claimed: list[ScoreLine]
) -> Iterator[EvidenceError]:
    """Name everybody whose values are not the ones that come out of the sheets."""
    found = {(one.stage_id, one.subject, one.panelist_id): dict(one.values) for one in claimed}
    computed = {
        (stage_id, subject, panelist): given
        for stage_id, subjects in values.items()
        for subject, panelists in subjects.items()
        for panelist, given in panelists.items()
    }
    for place in sorted(found.keys() | computed.keys()):
        if found.get(place) != computed.get(place):
            stage_id, subject, panelist = place
            yield EvidenceError(
                "evidence.score", stage=stage_id, subject=subject, panelist=panelist
            )
