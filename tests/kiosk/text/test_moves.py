"""Every move leads from every place to where one would go with a finger on paper."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exam.manuscript import marks
from kiosk.text import Move, Sheet
from tests.kiosk.text import places
from tests.kiosk.text.model import Model
from tests.kiosk.text.texts import SOUND, WIDTHS

BACK = {
    Move.LEFT: Move.RIGHT,
    Move.WORD_LEFT: Move.WORD_RIGHT,
    Move.PARAGRAPH_UP: Move.PARAGRAPH_DOWN,
    Move.SECTION_UP: Move.SECTION_DOWN,
    Move.TEXT_START: Move.TEXT_END,
    Move.UP: Move.DOWN,
    Move.PAGE_UP: Move.PAGE_DOWN,
}


def sheet_of(text: str, at: int = 0, width: int = 40) -> Sheet:
    sheet = Sheet(text, lambda *_: None, width)
    sheet.place_cursor(at)
    return sheet


@pytest.mark.parametrize("move", Move)
@given(text=SOUND, width=WIDTHS, data=st.data())
@settings(max_examples=8)
def test_a_move_from_any_place_leads_where_the_plain_rule_says(
    move: Move, text: str, width: int, data: st.DataObject
) -> None:
    sheet, model = sheet_of(text, 0, width), Model(text, width)
    sheet.page_rows = model.page_rows = data.draw(st.sampled_from([1, 3, 50]))
    for at in data.draw(st.lists(st.sampled_from(places.all_stops(text)), min_size=3, max_size=6)):
        sheet.place_cursor(at)
        model.place_cursor(at)
        for _ in range(3):
            sheet.move(move)
            model.move(move)
            assert sheet.cursor == model.head
            assert sheet.selection.is_empty


@given(SOUND, WIDTHS)
def test_letter_by_letter_the_cursor_visits_every_place_both_ways(text: str, width: int) -> None:
    sheet, stops = sheet_of(text, 0, width), list(places.all_stops(text))
    for move, visited in ((Move.RIGHT, stops), (Move.LEFT, stops[::-1])):
        assert sheet.cursor == visited[0]
        for at in visited[1:]:
            sheet.move(move)
            assert sheet.cursor == at
        sheet.move(move)
        assert sheet.cursor == visited[-1]


@pytest.mark.parametrize("back", BACK)
@given(text=SOUND, width=WIDTHS, data=st.data())
@settings(max_examples=8)
def test_a_move_often_enough_leads_to_an_end_of_the_text_and_never_turns_round(
    back: Move, text: str, width: int, data: st.DataObject
) -> None:
    stops = places.all_stops(text)
    sheet = sheet_of(text, data.draw(st.sampled_from(stops)), width)
    sheet.page_rows = 2
    for move, sign in ((back, -1), (BACK[back], 1)):
        for _ in range(len(stops) + 1):
            before = sheet.cursor
            sheet.move(move)
            assert (sheet.cursor - before) * sign >= 0
        if move not in (Move.UP, Move.DOWN, Move.PAGE_UP, Move.PAGE_DOWN):
            assert sheet.cursor == stops[0 if sign < 0 else -1]
        else:
            edge = 0 if sign < 0 else sheet.layout.height - 1
            assert sheet.layout.spot(sheet.cursor).row == edge


@given(SOUND, WIDTHS, st.lists(st.tuples(st.sampled_from(Move), st.booleans()), max_size=12))
def test_the_anchor_stays_where_it_was_while_a_selection_grows_or_shrinks(
    text: str, width: int, moves: list[tuple[Move, bool]]
) -> None:
    sheet = sheet_of(text, 0, width)
    for move, marks_it in moves:
        anchor = sheet.selection.anchor
        sheet.is_marking = marks_it
        sheet.move(move, extend=not marks_it)
        assert sheet.selection.anchor == anchor
        assert places.rest(text, sheet.cursor) == sheet.cursor


@pytest.mark.parametrize(
    ("text", "stations"),
    [
        ("satu dua", [5, 8]),
        ("satu  dua", [6, 9]),
        ("satu, dua", [4, 6, 9]),
        ("(satu)", [1, 5, 6]),
        ("orang-orang", [5, 6, 11]),
        ("dua\u00a0tiga", [4, 8]),
        ("Ünï_9 漢字", [6, 8]),
        ("cafe\u0301 x", [6, 7]),
        ("a\n\n b", [1, 2, 3, 4, 5]),
        ("a " + marks.BOLD_ON + "b" + marks.BOLD_OFF + " c", [2, 6, 7]),
        ("Bu" + marks.BOLD_ON + "di x", [6, 7]),
        (marks.HEADING_1 + "Bab\n" + marks.BULLET + "x", [4, 6, 7]),
    ],
)
def test_word_by_word_the_cursor_stops_at_the_starts_of_words(
    text: str, stations: list[int]
) -> None:
    sheet, visited = sheet_of(text), list[int]()
    while not visited or visited[-1] != sheet.cursor:
        visited.append(sheet.cursor)
        sheet.move(Move.WORD_RIGHT)
    assert visited[1:] == stations


@pytest.mark.parametrize(
    ("text", "stations"),
    [
        ("satu dua", [5, 0]),
        ("satu dua  ", [5, 0]),
        ("satu, dua", [6, 4, 0]),
        ("a\n\n b", [4, 3, 2, 1, 0]),
        ("cafe\u0301 x", [6, 0]),
        ("cafe\u0301.", [5, 0]),
        ("a " + marks.BOLD_ON + "b" + marks.BOLD_OFF + " c", [6, 2, 0]),
        ("  x", [2, 0]),
        (marks.HEADING_1 + "Bab\n" + marks.BULLET + "x", [6, 4, 1]),
    ],
)
def test_word_by_word_to_the_left_the_cursor_stops_at_the_starts_of_words_too(
    text: str, stations: list[int]
) -> None:
    sheet, visited = sheet_of(text, len(text)), list[int]()
    while not visited or visited[-1] != sheet.cursor:
        visited.append(sheet.cursor)
        sheet.move(Move.WORD_LEFT)
    assert [at for at in visited if at != len(text)] == [at for at in stations if at != len(text)]


def test_up_and_down_keep_to_their_cell_over_shorter_rows() -> None:
    sheet = sheet_of("pelayanan\nab\n\nkota satu", 7)
    visited = []
    for move in (Move.DOWN, Move.DOWN, Move.DOWN, Move.UP, Move.UP, Move.UP):
        sheet.move(move)
        visited.append(sheet.cursor)
    assert visited == [12, 13, 21, 13, 12, 7]


@pytest.mark.parametrize(
    "other",
    [
        lambda sheet: sheet.move(Move.ROW_END),
        lambda sheet: sheet.place_cursor(sheet.cursor),
        lambda sheet: sheet.insert("x"),
        lambda sheet: sheet.undo(),
        lambda sheet: sheet.find_next(),
    ],
)
def test_any_other_command_forgets_the_cell(other: Callable[[Sheet], object]) -> None:
    sheet = sheet_of("pelayanan\n\npelayanan kota")
    sheet.find("layanan kota")
    sheet.place_cursor(0)
    sheet.insert("x")
    sheet.place_cursor(9)
    sheet.move(Move.DOWN)
    other(sheet)
    cell = sheet.layout.spot(sheet.cursor).cell
    assert cell != 9
    sheet.move(Move.DOWN)
    assert sheet.layout.spot(sheet.cursor).cell in (cell, sheet.layout.spot(sheet.length).cell)


def test_a_selection_is_left_at_the_end_to_which_the_arrow_points() -> None:
    for anchor, head in ((2, 6), (6, 2)):
        for move, at in ((Move.LEFT, 2), (Move.RIGHT, 6)):
            sheet = sheet_of("satu dua tiga")
            sheet.select(anchor, head)
            sheet.move(move)
            assert tuple(sheet.selection) == (at, at)


def test_a_page_leads_as_many_rows_as_the_screen_says() -> None:
    sheet = sheet_of("\n".join("baris" for _ in range(100)))
    sheet.page_rows = 20
    for row in (20, 40, 60, 80, 99, 99):
        sheet.move(Move.PAGE_DOWN)
        assert sheet.layout.spot(sheet.cursor).row == row
    sheet.move(Move.PAGE_UP)
    assert sheet.layout.spot(sheet.cursor).row == 79


@given(SOUND, WIDTHS, st.integers(0, 400))
def test_marking_grows_from_word_to_everything_and_always_holds_what_it_held(
    text: str, width: int, at: int
) -> None:
    sheet = sheet_of(text, at % (len(text) + 1), width)
    sheet.grow_selection()
    assert sheet.is_marking
    assert sheet.selection.is_empty
    for _ in range(6):
        start, end = sheet.selection.start, sheet.selection.end
        sheet.grow_selection()
        assert sheet.selection.start <= start <= end <= sheet.selection.end
    assert sheet.selection.start == 0
    assert sheet.selection.end == places.all_stops(text)[-1]


@pytest.mark.parametrize(
    ("text", "at", "word"),
    [
        ("satu dua tiga", 6, (5, 8)),
        ("satu dua tiga", 5, (5, 8)),
        ("satu dua", 8, (5, 8)),
        ("satu dua", 4, (0, 4)),
        ("", 0, (0, 0)),
        (marks.HEADING_1, 0, (1, 1)),
        (marks.HEADING_1 + "Bab", 1, (1, 4)),
        ("cafe\u0301 x", 5, (0, 5)),
        ("cafe\u0301s x", 2, (0, 6)),
        ("cafe\u0301  ", 7, (5, 7)),
        ("a - b", 3, (2, 3)),
        ("a " + marks.BOLD_ON + "b" + marks.BOLD_OFF + " c", 2, (2, 4)),
        (marks.BOLD_ON + "  a" + marks.BOLD_OFF, 0, (0, 3)),
        ("a\n" + marks.BOLD_ON + "  a" + marks.BOLD_OFF, 3, (2, 5)),
    ],
)
def test_the_word_at_a_place_is_selected(text: str, at: int, word: tuple[int, int]) -> None:
    sheet = sheet_of(text)
    sheet.select_word_at(at)
    assert tuple(sheet.selection) == word


def test_a_line_is_selected_with_its_mark_and_without_its_end() -> None:
    text = "satu\n" + marks.BULLET + "dua\ntiga"
    sheet = sheet_of(text)
    for at in range(5, 10):
        sheet.select_line_at(at)
        assert sheet.copy() == marks.BULLET + "dua"
