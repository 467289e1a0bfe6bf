"""A candidate's own result as a letter: each stage, how it adds up, and feedback if it is given.

It says nothing of anybody else, and of panelists only what they gave together.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from exam.config import Stage
from exam.standings import Standing, Step
from server.documents.integrity_pact import role_names
from server.documents.sheet import BODY, CENTER, HEAD, SMALL_HEAD, Look, Occasion, Sheet, put
from server.documents.sheet_parts import (
    Signer,
    put_facts,
    put_footer,
    put_letterhead,
    put_signatures,
    put_title,
)
from server.documents.sheet_tables import keep_whole, keep_with_next, make_table, rule_table
from server.figures import show_score
from server.ranking import Result
from server.result_words import outcome_word, step_word

_CELL: Final = Look(points=10, before=2, after=2)
_FIGURE: Final = Look(points=10, align=CENTER, before=2, after=2)
_STRONG: Final = Look(points=10, bold=True, align=CENTER, before=2, after=2)
_FIGURE_MM: Final = 26
_MEAN_MM: Final = 20
_CRITERION_MM: Final = 48


def result_letter(one: Standing, result: Result, occasion: Occasion) -> bytes:
    """Write the letter of one application."""
    _ = occasion.translate
    who = result.candidates[one.application_id]
    sheet = Sheet(occasion, _("Result of the selection"))
    put_letterhead(sheet)
    put_title(sheet, _("RESULT OF THE SELECTION"))
    put_footer(sheet, who.number)
    post = next(post.name for post in occasion.config.posts if post.id == one.post_id)
    facts = (
        (_("Candidate number"), who.number),
        (_("Name"), who.name),
        (_("NIP"), who.nip),
        (_("Post applied for"), post),
    )
    put_facts(sheet, facts)
    sheet.line("", Look(points=6))
    _put_scores(sheet, one)
    _put_outcome(sheet, one, result)
    if occasion.config.result.personal_feedback:
        for stage in occasion.config.stages:
            _put_feedback(sheet, stage, one.step(stage.id))
    _put_signature(sheet)
    return sheet.finish()


def _put_scores(sheet: Sheet, one: Standing) -> None:
    _ = sheet.occasion.translate
    stages = [stage for stage in sheet.occasion.config.stages if stage.source != "unscored"]
    widths = (sheet.width_mm - 3 * _FIGURE_MM, *[_FIGURE_MM] * 3)
    table = make_table(sheet.document, len(stages) + 2, widths)
    rule_table(table)
    heads = (_("Stage"), _("Score"), _("Weight"), _("Contribution"))
    for cell, text in zip(table.rows[0].cells, heads, strict=True):
        put(cell.paragraphs[0], text, SMALL_HEAD)
    for row, stage in zip(table.rows[1:], stages, strict=False):
        step = one.step(stage.id)
        keep_whole(row)
        for at, (cell, text) in enumerate(zip(row.cells, _line(sheet, stage, step), strict=True)):
            put(cell.paragraphs[0], text, _FIGURE if at else _CELL)
    last = table.rows[-1].cells
    put(last[0].paragraphs[0], _("Total"), Look(points=10, bold=True, before=2, after=2))
    total = "–" if one.rank is None else _shown(sheet, one.total)
    put(last[3].paragraphs[0], total, _STRONG)
    for row in table.rows[:-1]:
        keep_with_next(row)
    sheet.line("", Look(points=6))


def _line(sheet: Sheet, stage: Stage, step: Step) -> Sequence[str]:
    occasion = sheet.occasion
    weight = f"{occasion.number(stage.weight)}%"
    if step.score is None:
        word = step_word(step, occasion.translate)
        return (f"{stage.name} ({word})", "–", weight, "–")
    contribution = step.contribution or Fraction()
    score = _shown(sheet, step.score.score)
    return (stage.name, score, weight, _shown(sheet, contribution))


def _put_outcome(sheet: Sheet, one: Standing, result: Result) -> None:
    _ = sheet.occasion.translate
    config = sheet.occasion.config
    outcome = outcome_word(one, config, sheet.occasion.translate, is_final=result.ranking.is_final)
    text = _("By the rule of the selection this comes out: {outcome}.").format(outcome=outcome)
    sheet.line(text, BODY)
    text = _("A score is the mean of the panelists who scored, or comes from the team outside.")
    sheet.line(text, BODY)


def _put_feedback(sheet: Sheet, stage: Stage, step: Step) -> None:
    """Show how each criterion of a stage was judged, the best and the least in words."""
    _ = sheet.occasion.translate
    score = step.score
    if score is None or not score.sheets:
        return
    head = sheet.line(_("Feedback: {stage}").format(stage=stage.name), HEAD)
    head.paragraph_format.keep_with_next = True
    widths = (_CRITERION_MM, _MEAN_MM, sheet.width_mm - _CRITERION_MM - _MEAN_MM)
    table = make_table(sheet.document, len(stage.rubric) + 1, widths)
    rule_table(table)
    heads = (_("Criterion"), _("Mean"), _("What deserves a high score"))
    for cell, text in zip(table.rows[0].cells, heads, strict=True):
        put(cell.paragraphs[0], text, SMALL_HEAD)
    for row, criterion in zip(table.rows[1:], stage.rubric, strict=True):
        keep_whole(row)
        keep_with_next(row)
        put(row.cells[0].paragraphs[0], criterion.name, _CELL)
        put(row.cells[1].paragraphs[0], _shown(sheet, score.mean_of(criterion.id)), _FIGURE)
        put(row.cells[2].paragraphs[0], criterion.descriptor, _CELL)
    keep_with_next(table.rows[0])
    means = {criterion.name: score.mean_of(criterion.id) for criterion in stage.rubric}
    sheet.line(_strengths(sheet, means), Look(before=3, after=4))


def _strengths(sheet: Sheet, means: Mapping[str, Fraction]) -> str:
    """Say what was judged best and what least."""
    _ = sheet.occasion.translate
    best, least = max(means.values()), min(means.values())
    if best == least:
        return _("All criteria were judged alike.")
    return _("Strongest: {best}. Most room to grow: {least}.").format(
        best=", ".join(name for name, mean in means.items() if mean == best),
        least=", ".join(name for name, mean in means.items() if mean == least),
    )


def _put_signature(sheet: Sheet) -> None:
    roles = role_names(sheet.occasion)
    chair = next(one for one in sheet.occasion.config.panel.members if one.role == "chair")
    sheet.line("", Look(points=6))
    put_signatures(sheet, [None, Signer(roles["chair"], chair.name)])


def _shown(sheet: Sheet, value: Fraction) -> str:
    return show_score(value, sheet.occasion.config.exam.language)
