"""A paper on a page: every kind of line, and what a candidate typed is shown as text."""

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from exam.manuscript import PaperFormat, Run, pages_of, plain_of
from exam.manuscript import marks as m
from server import web
from server.web.typeset import Line, PageTop, Passage, Piece, Sign, Typeset, outline_of, typeset
from tests.server.office_files import documents

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(web.__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
)
_TEMPLATES.globals["_"] = lambda text, **values: text % values
_PAGE = _TEMPLATES.from_string(
    '{% from "panel/text.html" import document %}{{ document(text, "paper") }}'
)


def _read(line: Line) -> str:
    """Return a line as it is read: signs of footnotes in brackets, tops of pages in braces."""
    return "".join(map(_read_piece, line.pieces))


def _read_piece(piece: Piece) -> str:
    match piece:
        case Sign(number):
            return f"[{number}]"
        case PageTop(page):
            return f"{{{page}}}"
        case Run(text):
            return text


def _groups(text: Typeset) -> list[tuple[Passage, list[str]]]:
    return [(group.passage, [_read(line) for line in group.lines]) for group in text.groups]


def _lines(text: Typeset) -> list[Line]:
    """Return all lines and cells in their order."""
    cells = [[cell for row in group.rows for cell in row] for group in text.groups]
    return [
        line for group, own in zip(text.groups, cells, strict=True) for line in (*group.lines, *own)
    ]


def _html(text: str) -> str:
    return _PAGE.render(text=typeset(text))


def test_lines_that_are_set_alike_stand_together() -> None:
    text = f"Judul\n{m.HEADING_1}Bab\n{m.BULLET}satu\n{m.BULLET_2}dua\nIsi\n"
    assert _groups(typeset(text)) == [
        (Passage.TITLE, ["Judul"]),
        (Passage.HEADING_1, ["Bab"]),
        (Passage.LIST, ["satu", "dua"]),
        (Passage.PARAGRAPHS, ["Isi", ""]),
    ]


@pytest.mark.parametrize("first", [m.HEADING_1 + "Bab", "", "kata " * 41])
def test_only_a_short_first_line_that_is_no_heading_is_a_title(first: str) -> None:
    assert typeset(first).groups[0].passage is not Passage.TITLE


def test_items_have_their_labels_and_levels() -> None:
    lines = [m.NUMBER, m.NUMBER_2, m.NUMBER_2, m.NUMBER, m.BULLET, m.BULLET_2]
    (group,) = typeset("\n".join(lines)).groups
    assert [(line.label, line.level) for line in group.lines] == [
        ("1.", 1),
        ("a.", 2),
        ("b.", 2),
        ("2.", 1),
        ("\u2022", 1),
        ("\u2013", 2),
    ]


def test_two_tables_in_one_paper_stay_apart() -> None:
    text = f"{m.ROW}a{m.CELL}b\n{m.ROW}c\nteks\n{m.ROW}d"
    first, _, second = typeset(text).groups
    assert [[_read(cell) for cell in row] for row in first.rows] == [["a", "b"], ["c", ""]]
    assert [[_read(cell) for cell in row] for row in second.rows] == [["d"]]


def test_footnotes_are_numbered_through_the_paper() -> None:
    text = f"a{m.NOTE_START}satu{m.NOTE_END}b\n{m.ROW}c{m.NOTE_START}dua"
    shown = typeset(text)
    assert _read(shown.groups[0].lines[0]) == "a[1]b"
    assert _read(shown.groups[1].rows[0][0]) == "c[2]"
    assert [_read(note) for note in shown.notes] == ["satu", "dua"]


def test_slides_are_outlined_in_order_and_count_their_own_footnotes() -> None:
    text = f"{m.HEADING_1}Satu{m.NOTE_START}x\n{m.BULLET}a\nb\n{m.HEADING_1}Dua\nc{m.NOTE_START}y"
    first, second = outline_of(text)
    assert [_read(slide.title) for slide in (first, second)] == ["Satu[1]", "Dua"]
    assert _groups(first.text) == [(Passage.LIST, ["a"]), (Passage.PARAGRAPHS, ["b"])]
    assert _groups(second.text) == [(Passage.PARAGRAPHS, ["c[1]"])]
    assert [_read(note) for note in second.text.notes] == ["y"]


def test_a_page_of_the_print_begins_where_it_does_in_print() -> None:
    text = f"Judul\nsatu dua\n\n{m.ROW}a{m.CELL}b\n{m.ROW}c{m.CELL}d\n{m.NUMBER}e"
    starts = [0, text.index("dua"), text.index("\n\n") + 1, text.rindex(m.ROW), len(text) - 1]
    first, second, table, items = typeset(text, starts).groups
    assert [_read(line) for line in first.lines] == ["Judul"]
    assert [_read(line) for line in second.lines] == ["satu {2}dua", "{3}"]
    assert [[_read(cell) for cell in row] for row in table.rows] == [["a", "b"], ["{4}c", "d"]]
    assert [_read(line) for line in items.lines] == ["{5}e"]


def test_a_page_that_begins_at_a_footnote_begins_before_its_sign() -> None:
    text = f"\nab{m.NOTE_START}isi{m.NOTE_END}c"
    (group,) = typeset(text, [0, text.index(m.NOTE_START)]).groups
    assert _read(group.lines[1]) == "ab{2}[1]c"


@given(documents)
def test_every_page_but_the_first_begins_once_and_no_letter_is_lost(text: str) -> None:
    starts = pages_of(text, PaperFormat(height_mm=90)).starts
    shown, plain = typeset(text, starts), typeset(text)
    read = [_read_piece(piece) for line in _lines(shown) for piece in line.pieces]
    pages = [f"{{{page}}}" for page in range(2, len(starts) + 1)]
    tops = [p for line in _lines(shown) for p in line.pieces if isinstance(p, PageTop)]
    assert [f"{{{top.page}}}" for top in tops] == pages
    without = "".join(each for each in read if each not in pages)
    assert without == "".join(_read(line) for line in _lines(plain))


# -- as a page


def test_what_a_candidate_typed_is_shown_as_text() -> None:
    assert "&lt;script&gt;" in _html("<script>")
    assert "<script>" not in _html(f"<script>\n{m.ROW}<script>\n{m.BULLET}a{m.NOTE_START}<script>")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Judul", '<p class="paper-title">Judul</p>'),
        (m.HEADING_1 + "Bab", "<h2>Bab</h2>"),
        (m.HEADING_2 + "Sub", "<h3>Sub</h3>"),
        (m.HEADING_3 + "Pasal", "<h4>Pasal</h4>"),
        (m.NUMBER + "satu", '<li class="level-1" data-label="1.">satu</li>'),
        (m.BULLET_2 + "anak", '<li class="level-2" data-label="\u2013">anak</li>'),
        (f"\na{m.BOLD_ON}b{m.ITALIC_ON}c", "<p>a<strong>b</strong><strong><em>c</em></strong></p>"),
        (f"{m.ROW}a{m.CELL}b", '<th scope="col">a</th><th scope="col">b</th>'),
        (f"{m.ROW}a\n{m.ROW}b", "<tbody><tr><td>b</td></tr></tbody>"),
        (f"a\n{m.PAGE_BREAK}", '<hr class="page-break">'),
        (f"a\n{m.PAGE_BREAK}b", '<hr class="page-break"><p>b</p>'),
        (f"\na{m.NOTE_START}x", 'href="#paper-note-1">1</a></sup></p>'),
        (f"a{m.NOTE_START}x", '<li id="paper-note-1">x <a class="back" href="#paper-sign-1"'),
        ("\n  dua  spasi ", "<p>  dua  spasi </p>"),
        ("\n\tmenjorok", "<p>\tmenjorok</p>"),
    ],
)
def test_every_kind_of_line_has_its_element(text: str, html: str) -> None:
    assert html in _html(text)


@given(documents)
def test_every_letter_that_was_typed_is_on_the_page(text: str) -> None:
    shown = unescape(re.sub(r"<sup>.*?</sup>|<[^>]*>", "", _html(text)))
    typed = plain_of(text).text
    # The plain text has tabs between cells, which nobody typed.
    assert set(typed) - {"\t"} <= set(shown)
    for word in typed.split():
        assert word in shown


@given(documents)
def test_every_letter_is_set_exactly_once(text: str) -> None:
    shown = typeset(text)
    pieces = [piece for line in (*_lines(shown), *shown.notes) for piece in line.pieces]
    letters = "".join(piece.text for piece in pieces if isinstance(piece, Run))
    typed = plain_of(text).text.replace("\n", "").replace("\t", "")
    assert sorted(letters.replace("\t", "")) == sorted(typed)
