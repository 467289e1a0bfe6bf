"""Slides: what stands on each, and the largest setting in which all of it fits."""

import pytest
from hypothesis import given

from exam.manuscript import BlockKind, slides_of
from exam.manuscript import marks as m
from exam.manuscript.fitting import Box, Setting, is_room, text_height
from exam.manuscript.slide_contents import Content, Grid, Lines, content_of
from exam.manuscript.slide_setting import (
    READABLE_SIZE,
    SEGMENT_GAP,
    TEXT_BOX,
    note_size,
    row_heights,
    segment_height,
    set_slide,
)
from tests.exam.manuscripts import MARKED, bold, note, row


def _content(text: str) -> Content:
    (slide,) = slides_of(text)
    return content_of(slide)


def _titled(*lines: str) -> Content:
    return _content("\n".join([f"{m.HEADING_1}Judul", *lines]))


@given(MARKED)
def test_a_setting_that_is_said_to_fit_has_room_for_all(text: str) -> None:
    for slide in slides_of(text):
        content = content_of(slide)
        setting = set_slide(content)
        heights = [segment_height(each, setting.text) for each in content.segments]
        if setting.fits and setting.text.columns == 1:
            assert sum(heights) + SEGMENT_GAP * (len(heights) - 1) <= TEXT_BOX.height


def test_a_slide_has_its_title_its_lines_its_tables_and_its_footnotes_last() -> None:
    content = _titled("satu" + note("kaki"), row("a", bold("b")), "dua")
    above, grid, below = content.segments
    assert content.title is not None
    assert content.title.text == "Judul"
    assert isinstance(above, Lines)
    assert [line.text for line in above.lines] == ["satu1"]
    assert isinstance(grid, Grid)
    assert [[cell.text for cell in cells] for cells in grid.rows] == [["a", "b"]]
    assert isinstance(below, Lines)
    assert [(line.text, line.is_note) for line in below.lines] == [("dua", False), ("1kaki", True)]


def test_a_slide_of_a_table_only_has_one_segment() -> None:
    (grid,) = _titled(row("a")).segments
    assert isinstance(grid, Grid)


def test_a_title_alone_and_a_text_alone_are_slides() -> None:
    assert _titled().segments == ()
    assert set_slide(_titled()).fits
    assert _content("satu").title is None


def test_items_know_their_numbers_and_where_their_list_began() -> None:
    (lines,) = _titled(
        f"{m.NUMBER}satu", f"{m.NUMBER}dua", f"{m.BULLET_2}anak", f"{m.NUMBER}tiga", "teks"
    ).segments
    assert isinstance(lines, Lines)
    assert [(line.kind, line.begins_at, line.number) for line in lines.lines] == [
        (BlockKind.NUMBER, 1, 1),
        (BlockKind.NUMBER, 1, 2),
        (BlockKind.BULLET_2, 0, 0),
        (BlockKind.NUMBER, 3, 3),
        (BlockKind.PARAGRAPH, 0, 0),
    ]


@pytest.mark.parametrize(
    ("lines", "size", "columns", "fits"),
    [
        (["butir"] * 4, 30, 1, True),
        (["butir"] * 40, 12, 2, True),
        (["kata " * 30] * 9, 16, 2, True),
        (["kata " * 30] * 900, 6, 2, False),
        ([row("a", "b")] * 4, 30, 1, True),
        ([row("a", "b")] * 400, 6, 1, False),
    ],
)
def test_the_fuller_a_slide_the_smaller_its_text_and_too_full_is_said(
    lines: list[str], size: int, columns: int, fits: bool
) -> None:
    setting = set_slide(_titled(*lines))
    assert (setting.text.size, setting.text.columns, setting.fits) == (size, columns, fits)


def test_a_title_that_fits_in_no_size_is_too_full() -> None:
    setting = set_slide(_content(f"{m.HEADING_1}{'judul ' * 900}"))
    assert (setting.title.size, setting.fits) == (8, False)


def test_room_is_judged_in_one_setting() -> None:
    box = Box(width=100, height=30)
    assert is_room(["satu"], box, Setting(20))
    assert not is_room(["satu", "dua"], box, Setting(20))


def test_footnotes_are_set_smaller_but_never_tiny() -> None:
    assert note_size(Setting(30)) == READABLE_SIZE
    assert note_size(Setting(7)) == 6


def test_the_height_of_a_table_is_that_of_its_rows() -> None:
    (grid,) = _titled(row("a", "b"), row("c", "d" * 400)).segments
    assert isinstance(grid, Grid)
    low, high = row_heights(grid, Setting(20))
    assert low < high
    assert segment_height(grid, Setting(20)) == low + high


def test_the_height_of_lines_is_that_of_their_text() -> None:
    (lines,) = _titled("satu", "dua").segments
    setting = Setting(READABLE_SIZE)
    assert segment_height(lines, setting) == text_height(["satu", "dua"], TEXT_BOX.width, setting)


def test_lines_around_a_table_take_their_room_from_the_slide() -> None:
    content = _titled("satu dua", row("a", "b"), "tiga")
    setting = set_slide(content).text
    lines, grid, _ = content.segments
    assert segment_height(lines, setting) == text_height(["satu dua"], TEXT_BOX.width, setting)
    assert isinstance(grid, Grid)
    assert segment_height(grid, setting) == sum(row_heights(grid, setting)) > 0
