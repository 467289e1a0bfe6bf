"""The score recap to be signed: ranks by post, who is not ranked and why, what to note.

Agreement is told after the ranking because it plays no part in it. The digest under the tables is
the one that goes on the record when the result is issued.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from docx.enum.section import WD_ORIENT
from docx.shared import Mm
from docx.table import _Row

from exam.agreement import alpha, intraclass, leniency
from exam.config import Stage
from exam.standings import PostRanking, Standing
from server.documents.integrity_pact import role_names
from server.documents.not_held import put_not_held
from server.documents.recap_notes import put_panel_notes
from server.documents.sheet import BODY, CENTER, HEAD, SMALL, SMALL_BOLD, SMALL_HEAD, Look, Occasion
from server.documents.sheet import Sheet as Document
from server.documents.sheet import put as put_text
from server.documents.sheet_parts import (
    Signer,
    put_footer,
    put_letterhead,
    put_signatures,
    put_title,
)
from server.documents.sheet_tables import (
    centre,
    keep_whole,
    keep_with_next,
    make_table,
    repeat_on_each_page,
    rule_table,
)
from server.figures import show_score
from server.noteworthy import Notes
from server.ranking import Result
from server.result_words import come_out_words, tie_key_word

_TEXT: Final = Look(points=9, before=1.5)
_LAST_TEXT: Final = Look(points=9, after=1.5)
_FIGURE: Final = Look(points=9, align=CENTER)
_FIGURE_BOLD: Final = Look(points=9, bold=True, align=CENTER)
_DIGEST: Final = Look(points=9, before=8, after=4)
_RANK_MM: Final = 21
_NUMBER_MM: Final = 16
_STAGE_MM: Final = 25
_TOTAL_MM: Final = 20
_OUTCOME_MM: Final = 44
_THREE: Final = 3


def recap_docx(result: Result, occasion: Occasion, digest: str, notes: Notes) -> bytes:
    """Write the recap of all posts and what is to be noted, with room for the panel to sign."""
    _ = occasion.translate
    sheet = Document(occasion, _("Score recap"))
    _turn(sheet)
    put_letterhead(sheet)
    put_title(sheet, _("SCORE RECAP"))
    put_footer(sheet, _("Score recap"))
    _put_state(sheet, result)
    for post in result.ranking.posts:
        _put_post(sheet, post, result)
    put_not_held(sheet, result)
    for stage in occasion.config.stages:
        if stage.is_scored_here and stage.id not in result.ranking.awaited:
            _put_agreement(sheet, stage, result)
    put_panel_notes(sheet, notes, result)
    sheet.line(_("Digest of this ranking: {digest}").format(digest=digest), _DIGEST)
    _put_signatures(sheet)
    return sheet.finish()


def _turn(sheet: Document) -> None:
    """Lay the page on its side, which a table of many stages needs."""
    section = sheet.document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    wide, high = section.page_height, section.page_width
    section.page_width, section.page_height = wide, high
    edges = (section.left_margin or Mm(0)) + (section.right_margin or Mm(0))
    sheet.width_mm = ((wide or Mm(0)) - edges) / Mm(1)


def _put_state(sheet: Document, result: Result) -> None:
    _ = sheet.occasion.translate
    stages, number = sheet.occasion.config.stages, sheet.occasion.number
    weights = "; ".join(f"{one.name} {number(one.weight)}%" for one in stages if one.weight)
    sheet.line(_("Weights: {weights}.").format(weights=weights), BODY)
    awaited = [stage.name for stage in stages if stage.id in result.ranking.awaited]
    if awaited:
        text = _("PROVISIONAL – still awaited: {stages}").format(stages=", ".join(awaited))
        sheet.line(text, Look(bold=True, after=4))


def _put_post(sheet: Document, post: PostRanking, result: Result) -> None:
    _ = sheet.occasion.translate
    config = sheet.occasion.config
    head = sheet.line(next(one.name for one in config.posts if one.id == post.post_id), HEAD)
    head.paragraph_format.keep_with_next = True
    if not post.standings:
        sheet.line(_("Nobody applied for this post."), SMALL)
        return
    stages = [stage for stage in config.stages if stage.source != "unscored"]
    fixed = (_RANK_MM, _NUMBER_MM)
    tail = (*[_STAGE_MM] * len(stages), _TOTAL_MM, _OUTCOME_MM)
    widths = (*fixed, sheet.width_mm - sum(fixed) - sum(tail), *tail)
    table = make_table(sheet.document, 1 + len(post.standings), widths, pad_mm=1)
    rule_table(table)
    for cell, text in zip(table.rows[0].cells, _heads(sheet, stages), strict=True):
        put_text(cell.paragraphs[0], text, SMALL_HEAD)
    repeat_on_each_page(table.rows[0])
    for row, one in zip(table.rows[1:], post.standings, strict=True):
        _put_candidate(sheet, row, one, result, stages)
    for row in table.rows[: min(len(table.rows), _THREE)]:
        keep_with_next(row)
    sheet.hair()
    _put_notes(sheet, post, result)


def _heads(sheet: Document, stages: Sequence[Stage]) -> tuple[str, ...]:
    _ = sheet.occasion.translate
    return (
        *(_("Rank"), _("Number"), _("Name and NIP")),
        *(f"{stage.name} ({sheet.occasion.number(stage.weight)}%)" for stage in stages),
        *(_("Total"), _("What comes out")),
    )


def _put_candidate(
    sheet: Document, row: _Row, one: Standing, result: Result, stages: Sequence[Stage]
) -> None:
    centre(*row.cells)
    keep_whole(row)
    texts = _cells(sheet, one, result, stages)
    last = len(texts) - 1
    for at, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        look = _TEXT if at in (2, last) else _FIGURE
        put_text(cell.paragraphs[0], text, _FIGURE_BOLD if at in (0, last - 1) else look)
    nip = result.candidates[one.application_id].nip
    put_text(row.cells[2].add_paragraph(), nip, _LAST_TEXT)


def _cells(
    sheet: Document, one: Standing, result: Result, stages: Sequence[Stage]
) -> tuple[str, ...]:
    occasion = sheet.occasion
    who = result.candidates[one.application_id]
    scores = [one.step(stage.id).score for stage in stages]
    return (
        "–" if one.rank is None else f"{one.rank}",
        who.number,
        who.name,
        *("–" if score is None else _shown(sheet, score.score) for score in scores),
        "–" if one.rank is None else _shown(sheet, one.total),
        come_out_words(
            one,
            result.other_applications(one.application_id),
            occasion.config,
            occasion.translate,
            is_final=result.ranking.is_final,
        ),
    )


def _put_notes(sheet: Document, post: PostRanking, result: Result) -> None:
    """Say below a table what its figures alone do not: ties, reasons, and what is undecided."""
    _ = sheet.occasion.translate
    numbers = {name: one.number for name, one in result.candidates.items()}
    for one in post.standings:
        number = numbers[one.application_id]
        if one.tie_break:
            looked = ", ".join(
                f"{tie_key_word(key, sheet.occasion.config)} {_shown(sheet, value)}"
                for key, value in one.tie_break
            )
            text = _("{number}: equal total; looked at {values}.")
            if one.shared:
                text = _("{number}: equal total, and these do not part them: {values}.")
            sheet.line(text.format(number=number, values=looked), SMALL)
        if one.end is not None and one.application_id in result.reasons:
            reason = result.reasons[one.application_id]
            sheet.line(f"{number}: {reason}", SMALL)
    if post.is_undecided:
        text = _("A tie at the last place leaves more names than the shortlist has.")
        sheet.line(text, SMALL_BOLD)
    if post.too_few:
        text = _("Fewer candidates applied for this post than the selection asks for.")
        sheet.line(text, SMALL_BOLD)


def _put_agreement(sheet: Document, stage: Stage, result: Result) -> None:
    """Tell how far the panelists agree about a stage, and who scored higher than the others."""
    _ = sheet.occasion.translate
    rated = {
        one.application_id: {given.panelist_id: given.score for given in score.sheets}
        for post in result.ranking.posts
        for one in post.standings
        if (score := one.step(stage.id).score) is not None
    }
    head = sheet.line(_("Agreement of the panelists: {stage}").format(stage=stage.name), HEAD)
    head.paragraph_format.keep_with_next = True
    found = intraclass(rated)
    figures = _("ICC(2,1) {single}; ICC(2,k) {mean} ({subjects} rated by all); alpha {alpha}.")
    text = figures.format(
        single=_shown(sheet, found.single),
        mean=_shown(sheet, found.mean),
        subjects=found.subjects,
        alpha=_shown(sheet, alpha(rated)),
    )
    sheet.line(text, SMALL)
    above = leniency(rated)
    names = {one.id: one.name for one in sheet.occasion.config.panel.members}
    each = "; ".join(f"{names[who]} {_signed(sheet, points)}" for who, points in above.items())
    text = _("Points above the other panelists on the same candidates: {each}.")
    sheet.line(text.format(each=each), SMALL)
    sheet.line(_("These figures play no part in the ranking."), SMALL)


def _put_signatures(sheet: Document) -> None:
    _ = sheet.occasion.translate
    text = _("Set in plenary meeting on ........................................")
    sheet.line(text, Look(before=6, after=10)).paragraph_format.keep_with_next = True
    roles = role_names(sheet.occasion)
    signers = [Signer(roles[one.role], one.name) for one in sheet.occasion.config.panel.members]
    put_signatures(sheet, signers, columns=3)


def _shown(sheet: Document, value: Fraction | None) -> str:
    return "–" if value is None else show_score(value, sheet.occasion.config.exam.language)


def _signed(sheet: Document, value: Fraction | None) -> str:
    return f"+{_shown(sheet, value)}" if value is not None and value > 0 else _shown(sheet, value)
