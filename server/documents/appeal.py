"""The document of a disclosure: one paper, its own key, and how it was written, for the quorum.

It tells what the journal has and judges nothing: a long pause or a large insertion may have any
reason.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

from exam.manuscript import Part
from exam.manuscript.asked import parts_of
from exam.manuscript.marks import CELL, NOTE_END, NOTE_START, strip_marks
from exam.replaying import LONG_PAUSE, Insertion, Pause, Stand, Writing
from server.disclosing import Disclosure
from server.documents.dates import full_date, hour
from server.documents.sheet import (
    BODY,
    CODE_FACE,
    HEAD,
    SMALL,
    SMALL_BOLD,
    Look,
    Occasion,
    Sheet,
    put,
)
from server.documents.sheet_parts import put_facts, put_footer, put_letterhead, put_title
from server.documents.sheet_tables import keep_whole, make_table, repeat_on_each_page, rule_table
from server.lengths import FULL, show_lasting
from server.wall import Wall

_SECRET: Final = Look(bold=True, after=6)
_CODE: Final = Look(points=9, face=CODE_FACE)
_ADDED: Final = Look(points=10, after=2)
_GONE: Final = Look(points=10, italic=True, after=2)
_BEGINNING: Final = 120
_GROUP: Final = 8
_SHOWN_AS: Final = str.maketrans({CELL: " | ", NOTE_START: " [", NOTE_END: "] "})


@dataclass(frozen=True, slots=True)
class Appellant:
    """Whose paper it is, and who turned the keys, by name; `seats` are PCs by id."""

    number: str
    name: str
    post_name: str
    members: tuple[str, ...]
    seats: Callable[[str], str]


def appeal_document(shown: Disclosure, who: Appellant, wall: Wall, occasion: Occasion) -> bytes:
    """Write the document; equal things give equal bytes."""
    _ = occasion.translate
    sheet = Sheet(occasion, _("Disclosure for an appeal"))
    put_letterhead(sheet)
    put_title(sheet, _("DISCLOSURE FOR AN APPEAL"))
    sheet.line(
        _("For the members of the panel who opened it, and nobody else. It names a candidate."),
        _SECRET,
    )
    _put_case(sheet, shown, who, wall)
    _put_account(sheet, shown.writing, who, wall)
    _put_growth(sheet, shown.writing.stands, wall)
    _put_course(sheet, shown.writing.stands, wall)
    _put_text(sheet, shown)
    put_footer(sheet, _("Disclosure for an appeal"))
    return sheet.finish()


def _put_case(sheet: Sheet, shown: Disclosure, who: Appellant, wall: Wall) -> None:
    _ = sheet.occasion.translate
    put_facts(
        sheet,
        [
            (_("Candidate number"), who.number),
            (_("Name"), who.name),
            (_("Post applied for"), who.post_name),
            (_("Code of the paper"), shown.code),
            (_("Reason"), shown.reason),
            (_("Opened with the shares of"), ", ".join(who.members)),
            (_("Handed in at"), _dated(sheet, wall.at(shown.sealed_at))),
        ],
    )
    if not shown.content_key:
        sheet.line(_("No hand-in arrived: what counts are the last records of the journal."), BODY)
        return
    sheet.line(_("Envelope and its own key"), HEAD)
    sheet.line(
        _("With this key anybody can open this one envelope of the evidence bundle, and no other."),
        SMALL,
    )
    sheet.line(_("Digest of the envelope"), SMALL_BOLD)
    sheet.line(_grouped(shown.envelope_digest), _CODE)
    sheet.line(_("Key of this envelope"), SMALL_BOLD)
    sheet.line(_grouped(shown.content_key.hex()), _CODE)


def _put_account(sheet: Sheet, writing: Writing, who: Appellant, wall: Wall) -> None:
    _ = sheet.occasion.translate
    sheet.line(_("How it was written"), HEAD)
    if not writing.stands:
        sheet.line(_("There is no readable journal of this paper."), BODY)
        return
    if writing.is_broken:
        sheet.line(_("The journal cannot be read to its end; this is what comes before."), BODY)
    places = [f"{who.seats(one.seat_id)} ({_instant(wall, one.at)})" for one in writing.places]
    put_facts(
        sheet,
        [
            (_("First and last change"), _span(wall, writing.begun_at, writing.ended_at)),
            (_("PCs, since"), ", ".join(places)),
            (_("Characters written"), f"{writing.typed}"),
            (_("Characters removed"), f"{writing.removed}"),
        ],
    )
    _put_pauses(sheet, writing.pauses, wall)
    _put_insertions(sheet, writing.insertions, wall)


def _put_pauses(sheet: Sheet, pauses: Sequence[Pause], wall: Wall) -> None:
    _ = sheet.occasion.translate
    longest = show_lasting(LONG_PAUSE, _, FULL)
    sheet.line(_("Pauses of {span} and more").format(span=longest), HEAD)
    rows = [(_instant(wall, one.at), show_lasting(one.milliseconds, _, FULL)) for one in pauses]
    _put_table(sheet, (_("From"), _("For")), rows, (40, 40))


def _put_insertions(sheet: Sheet, insertions: Sequence[Insertion], wall: Wall) -> None:
    _ = sheet.occasion.translate
    sheet.line(_("Large insertions"), HEAD)
    heads = (_("At"), _("Where"), _("Characters"), _("From the own text"), _("Begins with"))
    rows = [
        (
            _instant(wall, one.at),
            _part(one.part, _),
            f"{len(one.text)}",
            _("yes") if one.is_own else _("no"),
            " ".join(_plain(one.text).split())[:_BEGINNING],
        )
        for one in insertions
    ]
    _put_table(sheet, heads, rows, (20, 22, 22, 24, sheet.width_mm - 88))


def _put_growth(sheet: Sheet, stands: Sequence[Stand], wall: Wall) -> None:
    _ = sheet.occasion.translate
    sheet.line(_("Words over time"), HEAD)
    parts = _parts(sheet)
    names = tuple(_part(part, _) for part in parts)
    rows = [
        (_instant(wall, one.at), *(f"{count}" for count in one.words[: len(parts)]))
        for one in stands
    ]
    _put_table(sheet, (_("At"), *names), rows, (40, *(30 for _one in parts)))


def _put_course(sheet: Sheet, stands: Sequence[Stand], wall: Wall) -> None:
    """Write what was new and what was gone between one stand and the next, line by line."""
    _ = sheet.occasion.translate
    sheet.line(_("The text over time"), HEAD)
    sheet.line(
        _("Lines that were new or changed stand after +, lines that were gone after –."), SMALL
    )
    begun = Stand(0, "", "")
    for before, after in pairwise([begun, *stands]):
        parts = (
            (Part.PAPER, before.paper, after.paper),
            (Part.SLIDES, before.slides, after.slides),
        )
        changes = [(part, list(_changes(old, new))) for part, old, new in parts]
        if any(lines for _one, lines in changes):
            sheet.line(_instant(wall, after.at), SMALL_BOLD)
        for part, lines in changes:
            if lines:
                sheet.line(_part(part, _), SMALL)
            for sign, line in lines:
                sheet.line(f"{sign} {line}", _ADDED if sign == "+" else _GONE)


def _changes(before: str, after: str) -> Iterator[tuple[str, str]]:
    old, new = _lines(before), _lines(after)
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from (("–", line) for line in old[i:j])
            yield from (("+", line) for line in new[k:m])


def _put_text(sheet: Sheet, shown: Disclosure) -> None:
    _ = sheet.occasion.translate
    texts = {Part.PAPER: shown.manuscript.paper, Part.SLIDES: shown.manuscript.slides}
    for part in _parts(sheet):
        sheet.break_page()
        sheet.line(_("As handed in: {part}").format(part=_part(part, _)), HEAD)
        for line in _lines(texts[part]):
            sheet.line(line, BODY)


def _put_table(
    sheet: Sheet, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]
) -> None:
    """Write a table with lines, or that there is nothing."""
    _ = sheet.occasion.translate
    if not rows:
        sheet.line(_("None."), BODY)
        return
    table = make_table(sheet.document, len(rows) + 1, widths)
    rule_table(table)
    repeat_on_each_page(table.rows[0])
    for row, texts in zip(table.rows, [heads, *rows], strict=True):
        keep_whole(row)
        look = SMALL_BOLD if texts is heads else SMALL
        for cell, text in zip(row.cells, texts, strict=True):
            put(cell.paragraphs[0], text, look)
    sheet.hair()


def _lines(text: str) -> list[str]:
    return [line for line in _plain(text).split("\n") if line.strip()]


def _plain(text: str) -> str:
    return strip_marks(text.translate(_SHOWN_AS))


def _parts(sheet: Sheet) -> tuple[Part, ...]:
    """Return the parts that are handed in."""
    slides = sheet.occasion.config.writing.slides
    return tuple(part for part in parts_of(slides) if part is not Part.NOTES)


def _part(part: Part, translate: Callable[[str], str]) -> str:
    _ = translate
    return {Part.PAPER: _("Paper"), Part.SLIDES: _("Slides"), Part.NOTES: _("Notes")}[part]


def _instant(wall: Wall, at: int) -> str:
    return hour(wall.at(at), with_seconds=True)


def _dated(sheet: Sheet, at: datetime) -> str:
    _ = sheet.occasion.translate
    day, clock = full_date(at.date(), _), hour(at, with_seconds=True)
    return _("{day}, {hour}").format(day=day, hour=clock)


def _span(wall: Wall, first: int, last: int) -> str:
    return f"{_instant(wall, first)} – {_instant(wall, last)}"


def _grouped(code: str) -> str:
    return " ".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))
