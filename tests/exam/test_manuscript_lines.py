"""Lines on paper: measured letters, breaks where word processors break."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.manuscript import (
    F4_MM,
    OFFICIAL,
    Block,
    BlockKind,
    Font,
    PaperFormat,
    lines_of,
    notes_of,
)
from exam.manuscript import marks as m
from exam.manuscript.breaking import break_lines, pieces_of
from exam.manuscript.fonts import line_ems, measure_of
from exam.manuscript.formats import TAB_POINTS, look_of
from exam.manuscript.inline import runs_of
from exam.manuscript.lines import note_lines, set_block, set_cell
from tests.exam.manuscripts import MARKED, bold, italic, note

LINES = MARKED.map(lambda text: text.replace("\n", " "))


def _broken(text: str, width: float, size: float = 10) -> list[str]:
    """Break text in Arial, in which each digit is 0.556 em wide."""
    pieces = [
        piece for run in runs_of(text) for piece in pieces_of(run, Font.ARIAL, size, False, False)
    ]
    starts = [*break_lines(pieces, width), len(text)]
    return [text[at:end] for at, end in pairwise(starts)]


@pytest.mark.parametrize(
    ("font", "letters", "width"),
    [
        # From the metrics files of the fonts: Helvetica, Times-Roman and Bookman-Light (AFM).
        (Font.ARIAL, "0", 0.556),
        (Font.ARIAL, "W", 0.944),
        (Font.TIMES_NEW_ROMAN, "m", 0.778),
        (Font.TIMES_NEW_ROMAN, " ", 0.250),
        (Font.BOOKMAN_OLD_STYLE, "0", 0.620),
        (Font.BOOKMAN_OLD_STYLE, "A", 0.680),
    ],
)
def test_letters_are_as_wide_as_the_fonts_have_them(font: Font, letters: str, width: float) -> None:
    assert measure_of(font, False, False)(letters) == pytest.approx(width, abs=0.0006)


def test_bold_and_italic_are_faces_of_their_own() -> None:
    widths = {
        measure_of(Font.TIMES_NEW_ROMAN, bold, italic)("Makalah")
        for bold in (False, True)
        for italic in (False, True)
    }
    assert len(widths) == 4


def test_letters_that_are_not_measured_take_what_such_letters_take() -> None:
    ems = measure_of(Font.ARIAL, False, False)
    assert ems("日") == 1
    assert ems("e\u0301") == ems("e")
    assert ems("Ж") == ems("N")
    assert ems("ж") == ems("n")


def test_a_line_of_arial_is_115_percent_of_its_size_high() -> None:
    assert line_ems(Font.ARIAL) == pytest.approx(1.15, abs=0.001)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("1111", ["1111"]),
        ("1111 2222", ["1111 ", "2222"]),
        ("11 22 33", ["11 22 ", "33"]),
        ("1111     2222", ["1111     ", "2222"]),
        ("11 2-33", ["11 ", "2-33"]),
        ("aaa-bbb", ["aaa-", "bbb"]),
        ("aaa/bbb", ["aaa/", "bbb"]),
        ("aaa–bbb", ["aaa–", "bbb"]),
        ("11 2\u00a033", ["11 ", "2\u00a033"]),
        ("11111111", ["11111", "111"]),
        ("1 22222222", ["1 ", "22222", "222"]),
        ("    1111", ["    ", "1111"]),
    ],
)
def test_lines_break_where_they_may(text: str, lines: list[str]) -> None:
    assert _broken(text, 30) == lines


def test_a_word_is_not_broken_where_its_style_changes() -> None:
    pieces = [
        piece
        for run in runs_of(f"1111 2{m.BOLD_ON}3")
        for piece in pieces_of(run, Font.ARIAL, 10, run.bold, False)
    ]
    assert break_lines(pieces, 30) == (0, 5)


def test_a_tab_goes_to_the_next_stop_and_over_the_edge_to_the_next_line() -> None:
    after_tab = TAB_POINTS + 6
    assert _broken("1\t2", after_tab) == ["1\t2"]
    assert _broken("1\t2", after_tab - 1) == ["1\t", "2"]
    assert _broken("11111\t2", TAB_POINTS - 1) == ["11111", "\t", "2"]


@given(st.text("aB1 \t-/–", max_size=60), st.floats(1, 200))
def test_every_letter_stands_in_one_line_and_no_line_is_too_long(text: str, width: float) -> None:
    lines = _broken(text, width)
    assert "".join(lines) == text
    for line in lines:
        shown = line.rstrip(" \t")
        if len(shown) > 1 and "\t" not in shown:
            assert 10 * measure_of(Font.ARIAL, False, False)(shown.strip(" ")) <= width + 10


@given(LINES, st.sampled_from(BlockKind))
def test_more_width_never_takes_more_lines(text: str, kind: BlockKind) -> None:
    block = Block(kind, text)
    wide = PaperFormat(*F4_MM, right_mm=10, left_mm=10)
    assert 1 <= lines_of(block, wide) <= lines_of(block, OFFICIAL)


def test_items_of_lists_have_less_room_than_text() -> None:
    text = "kata " * 200
    in_text = lines_of(Block(BlockKind.PARAGRAPH, text), OFFICIAL)
    in_list = lines_of(Block(BlockKind.BULLET_2, text), OFFICIAL)
    assert in_text < in_list


def test_bold_text_takes_more_room() -> None:
    text = "Pemerintah kota menata pasar, sungai, dan jalan bersama warga. " * 30
    plain = set_block(BlockKind.PARAGRAPH, text, OFFICIAL)
    assert set_block(BlockKind.PARAGRAPH, bold(text), OFFICIAL).count > plain.count
    assert set_block(BlockKind.HEADING_2, text, OFFICIAL).count > plain.count
    assert set_cell(text, 430, True, OFFICIAL).count > set_cell(text, 430, False, OFFICIAL).count
    assert set_block(BlockKind.PARAGRAPH, italic(text), OFFICIAL).count == plain.count


def test_a_footnote_belongs_to_the_line_of_its_sign() -> None:
    words = "kata " * 30
    text = f"{words}{note('satu')} {words}{note('dua')}"
    lines = set_block(BlockKind.PARAGRAPH, text, OFFICIAL)
    assert [(line, found.text) for line, found in lines.notes] == [
        (sum(start <= text.index(m.NOTE_START) for start in lines.starts) - 1, "satu"),
        (lines.count - 1, "dua"),
    ]


@pytest.mark.parametrize(("words", "lines"), [(0, 1), (1, 1), (50, 5)])
def test_a_footnote_is_set_smaller_over_the_whole_width(words: int, lines: int) -> None:
    (found,) = notes_of(note("kalimat " * words))
    assert note_lines(found, OFFICIAL) == lines


def test_each_smaller_heading_stands_closer_and_only_the_smallest_is_italic() -> None:
    kinds = (BlockKind.HEADING_1, BlockKind.HEADING_2, BlockKind.HEADING_3)
    looks = [look_of(kind, OFFICIAL) for kind in kinds]
    assert [look.before for look in looks] == [18, 14, 12]
    assert [look.italic for look in looks] == [False, False, True]
    assert all(look.bold and look.keeps_next for look in looks)
