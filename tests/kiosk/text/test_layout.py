"""The rows of a text, kept up to date edit by edit, and the way from places to cells and back."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.manuscript import marks
from kiosk.text import layout as layout_module
from kiosk.text import wrapping
from kiosk.text.document import Document
from kiosk.text.layout import Layout, Row, RowsChanged, Spot
from tests.kiosk.text import naive, places
from tests.kiosk.text.texts import TABLES, TEXTS, WIDTHS, edits


def rows_of(layout: Layout) -> list[Row]:
    return [layout.row(row) for row in range(layout.height)]


def pads_of(layout: Layout, text: str) -> tuple[tuple[int, ...], ...]:
    return tuple(layout.setting(line).pads for line in range(text.count("\n") + 1))


def contents(text: str, width: int) -> list[tuple[str, str, int, bool]]:
    """What each row shows, wherever it stands."""
    lines, pads = text.split("\n"), naive.pads(text, width)
    return [
        (
            lines[row.line][row.start : row.end] + str(pads[row.line]),
            lines[row.line][:1],
            row.section,
            row.is_last,
        )
        for row in naive.rows(text, width)
    ]


@given(TEXTS, WIDTHS)
def test_a_text_falls_into_the_rows_of_the_plain_rule(text: str, width: int) -> None:
    layout = Layout(Document(text), width)
    assert [tuple(row) for row in rows_of(layout)] == [
        tuple(row) for row in naive.rows(text, width)
    ]


@given(TEXTS | TABLES, WIDTHS, st.data())
def test_after_any_changes_a_layout_is_as_if_it_was_new(
    text: str, width: int, data: st.DataObject
) -> None:
    document = Document(text)
    layout = Layout(document, width)
    for _ in range(data.draw(st.integers(1, 6))):
        start, end, inserted = data.draw(edits(document.text))
        before = contents(document.text, width)
        changed = layout.follow(document.replace(start, end, inserted))
        assert rows_of(layout) == rows_of(Layout(Document(document.text), width))
        assert pads_of(layout, document.text) == naive.pads(document.text, width)
        only_said_rows_changed(before, contents(document.text, width), changed)
        if data.draw(st.booleans()):
            width = data.draw(WIDTHS)
            layout.resize(width)
            assert layout.width == width
    assert rows_of(layout) == rows_of(Layout(Document(document.text), width))


def only_said_rows_changed(
    before: list[tuple[str, str, int, bool]],
    after: list[tuple[str, str, int, bool]],
    changed: RowsChanged,
) -> None:
    """Rows above and below what is said to have changed look as they did, but for their number."""
    first, old, new = changed
    assert len(after) - len(before) == new - old
    for were, are in (
        (before[:first], after[:first]),
        (before[first + old :], after[first + new :]),
    ):
        assert [(text, last) for text, _, _, last in were] == [
            (text, last) for text, _, _, last in are
        ]
        signs = [(naive.sign_of(mark), section == 0) for _, mark, section, _ in were]
        assert signs == [(naive.sign_of(mark), section == 0) for _, mark, section, _ in are]


@given(TEXTS | TABLES, WIDTHS)
def test_every_place_is_drawn_where_its_row_has_come_to(text: str, width: int) -> None:
    layout = Layout(Document(text), width)
    for at in range(len(text) + 1):
        assert layout.spot(at) == places.spot(text, width, at)


@given(TEXTS | TABLES, WIDTHS, st.integers(0, 30))
def test_a_cell_leads_to_the_letter_that_is_drawn_there(text: str, width: int, cell: int) -> None:
    layout = Layout(Document(text), width)
    for row in range(layout.height):
        assert layout.at(row, cell) == places.at(text, width, row, cell)


@given(TEXTS | TABLES, WIDTHS)
def test_every_place_where_the_cursor_rests_is_found_again_at_its_cell(
    text: str, width: int
) -> None:
    layout = Layout(Document(text), width)
    for at in range(len(text) + 1):
        if places.rest(text, at) == at:
            spot = layout.spot(at)
            again = layout.at(*spot)
            assert layout.spot(again) == spot
            assert again >= at
            assert not text[at:again].strip("".join(naive.SILENT) + "\u0301 \t\u2003\u3000")


@given(TEXTS | TABLES, WIDTHS, st.integers(-3, 99), st.integers(-3, 99))
def test_a_cell_anywhere_leads_into_its_row_and_never_before_a_mark_or_into_a_letter(
    text: str, width: int, row: int, cell: int
) -> None:
    layout = Layout(Document(text), width)
    at = layout.at(row, cell)
    assert layout.spot(at).row == min(max(row, 0), layout.height - 1)
    assert places.rest(text, at) == at


@given(TEXTS | TABLES, st.integers(12, 60))
def test_no_place_is_drawn_outside_the_width_and_the_cursor_s_cell(text: str, width: int) -> None:
    layout = Layout(Document(text), width)
    for at in range(len(text) + 1):
        spot = layout.spot(at)
        assert 0 <= spot.row < layout.height
        assert 0 <= spot.cell <= width


def test_a_blank_behind_a_full_row_leaves_the_cursor_in_its_own_cell() -> None:
    layout = Layout(Document("satu dua lim "), 12)
    assert layout.height == 1
    assert layout.spot(13) == Spot(0, 12)
    assert layout.at(0, 12) == 13


def test_the_start_of_a_row_belongs_to_it_and_not_to_the_row_above() -> None:
    layout = Layout(Document("satu dua lim empat"), 12)
    assert layout.spot(13) == Spot(1, 0)
    assert layout.spot(12) == Spot(0, 12)
    assert layout.at(0, 99) == 12


def test_further_rows_hang_under_the_text_of_a_marked_line() -> None:
    layout = Layout(Document(marks.NUMBER + "abcdefg hij"), 12)
    assert layout.spot(1) == Spot(0, 4)
    assert layout.spot(9) == Spot(1, 4)
    assert layout.at(1, 0) == 9


def wrapped_rows(monkeypatch: pytest.MonkeyPatch, work: Callable[[], None]) -> int:
    """Count the rows that are wrapped, and the lines that are looked at, during some work."""
    looked, row_end = 0, wrapping._row_end

    def counting(line: str, start: int, limit: int) -> int:
        nonlocal looked
        looked += 1
        return row_end(line, start, limit)

    with monkeypatch.context() as patch:
        patch.setattr(wrapping, "_row_end", counting)
        work()
    return looked


@pytest.mark.parametrize("lines", [10, 5000])
def test_an_edit_wraps_as_many_rows_in_a_long_text_as_in_a_short_one(
    lines: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = Document("\n".join(["satu dua tiga empat lima enam tujuh delapan"] * lines))
    layout = Layout(document, 40)
    at = document.offset(lines // 2, 8)

    def work() -> None:
        for inserted in ("x", " ", "baris\nbaru\n", "y"):
            layout.follow(document.replace(at, at, inserted))
        layout.follow(document.replace(at, at + 14, ""))
        layout.spot(at)
        layout.row(layout.spot(at).row)

    assert wrapped_rows(monkeypatch, work) <= 20
    assert layout_module.Layout(document, 40).height == layout.height
