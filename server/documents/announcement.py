"""What the committee announces: who goes on from a stage, or who the best of each post are.

Names stand in the order of numbers, without scores or ranks: what else is known stays in the recap.
"""

from collections.abc import Sequence
from typing import Final

from exam.config import Stage
from exam.standings import PostRanking, Standing
from server.documents.integrity_pact import role_names
from server.documents.not_held import put_not_held
from server.documents.sheet import BODY, CENTER, HEAD, SMALL, SMALL_HEAD, Look, Occasion, Sheet, put
from server.documents.sheet_parts import (
    Signer,
    put_footer,
    put_letterhead,
    put_signatures,
    put_title,
)
from server.documents.sheet_tables import keep_whole, make_table, repeat_on_each_page, rule_table
from server.ranking import Result

_CELL: Final = Look(points=10, before=2, after=2)
_FIGURE: Final = Look(points=10, align=CENTER, before=2, after=2)
_COUNT_MM: Final = 14
_NUMBER_MM: Final = 32


def stage_announcement(result: Result, stage: Stage, occasion: Occasion) -> bytes:
    """Write who goes on from a stage, by post."""
    _ = occasion.translate
    sheet = _begin(occasion, _("RESULT OF THE STAGE {stage}").format(stage=stage.name.upper()))
    sheet.line(_("These candidates go on to the next stage, in the order of their numbers:"), BODY)
    for post in result.ranking.posts:
        _put_post(sheet, post, [one for one in post.standings if _goes_on(one, stage)], result)
    return _end(sheet)


def shortlist_announcement(result: Result, occasion: Occasion) -> bytes:
    """Write the names of the shortlist, by post."""
    _ = occasion.translate
    sheet = _begin(occasion, _("RESULT OF THE SELECTION"))
    sheet.line(
        _("These candidates are the best of each post, in the order of their numbers:"), BODY
    )
    for post in result.ranking.posts:
        _put_post(sheet, post, post.shortlist, result)
    put_not_held(sheet, result)
    return _end(sheet)


def _goes_on(one: Standing, stage: Stage) -> bool:
    return one.step(stage.id).state.is_in


def _begin(occasion: Occasion, title: str) -> Sheet:
    _ = occasion.translate
    sheet = Sheet(occasion, _("Announcement"))
    put_letterhead(sheet)
    put_title(sheet, _("ANNOUNCEMENT"), title)
    put_footer(sheet, _("Announcement"))
    return sheet


def _put_post(
    sheet: Sheet, post: PostRanking, standings: Sequence[Standing], result: Result
) -> None:
    _ = sheet.occasion.translate
    posts = sheet.occasion.config.posts
    head = sheet.line(next(one.name for one in posts if one.id == post.post_id), HEAD)
    head.paragraph_format.keep_with_next = True
    if not standings:
        sheet.line(_("Nobody."), SMALL)
        return
    people = sorted(
        (result.candidates[one.application_id] for one in standings), key=lambda one: one.number
    )
    widths = (_COUNT_MM, _NUMBER_MM, sheet.width_mm - _COUNT_MM - _NUMBER_MM)
    table = make_table(sheet.document, len(people) + 1, widths)
    rule_table(table)
    heads = (_("No."), _("Candidate number"), _("Name"))
    for cell, text in zip(table.rows[0].cells, heads, strict=True):
        put(cell.paragraphs[0], text, SMALL_HEAD)
    repeat_on_each_page(table.rows[0])
    for at, (row, who) in enumerate(zip(table.rows[1:], people, strict=True), start=1):
        keep_whole(row)
        put(row.cells[0].paragraphs[0], f"{at}", _FIGURE)
        put(row.cells[1].paragraphs[0], who.number, _FIGURE)
        put(row.cells[2].paragraphs[0], who.name, _CELL)


def _end(sheet: Sheet) -> bytes:
    roles = role_names(sheet.occasion)
    chair = next(one for one in sheet.occasion.config.panel.members if one.role == "chair")
    sheet.line("", Look(points=6))
    put_signatures(sheet, [None, Signer(roles["chair"], chair.name)])
    return sheet.finish()
