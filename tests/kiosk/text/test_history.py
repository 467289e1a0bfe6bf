"""Undo takes back words, not letters, and keeps all that four hours of writing make."""

import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.manuscript import BlockKind, marks
from kiosk.text import Move, Sheet
from kiosk.text.history import MOST_CHARACTERS, MOST_STEPS, History, Step


def sheet_of(text: str = "") -> Sheet:
    return Sheet(text, lambda *_: None, 40)


def typed(sheet: Sheet, text: str) -> None:
    for letter in text:
        assert sheet.break_line() if letter == "\n" else sheet.insert(letter)


def undone(sheet: Sheet) -> list[str]:
    """All texts that undo leads back to."""
    texts = []
    while sheet.undo():
        texts.append(sheet.text)
    return texts


def redone(sheet: Sheet) -> list[str]:
    texts = []
    while sheet.redo():
        texts.append(sheet.text)
    return texts


def test_three_typed_words_are_three_steps() -> None:
    sheet = sheet_of()
    typed(sheet, "satu dua tiga")
    assert undone(sheet) == ["satu dua ", "satu ", ""]
    assert redone(sheet) == ["satu ", "satu dua ", "satu dua tiga"]


def test_blanks_belong_to_the_word_before_them() -> None:
    sheet = sheet_of()
    typed(sheet, "a  \tb\u00a0c ")
    assert undone(sheet) == ["a  \tb\u00a0", "a  \t", ""]


def test_each_line_end_is_a_step() -> None:
    sheet = sheet_of()
    typed(sheet, "a\nb\n\n")
    assert undone(sheet) == ["a\nb\n", "a\nb", "a\n", "a", ""]


@pytest.mark.parametrize(
    "parting",
    [
        lambda sheet: [sheet.move(Move.LEFT), sheet.move(Move.RIGHT)],
        lambda sheet: sheet.move(Move.TEXT_END),
        lambda sheet: sheet.place_cursor(sheet.cursor),
        lambda sheet: sheet.select(sheet.cursor, sheet.cursor),
        lambda sheet: [sheet.grow_selection(), sheet.stop_marking()],
        lambda sheet: [sheet.undo(), sheet.redo()],
        lambda sheet: [sheet.find("a"), sheet.find_next(), sheet.place_cursor(2)],
    ],
)
def test_whatever_leads_away_between_two_letters_parts_them(
    parting: Callable[[Sheet], object],
) -> None:
    sheet = sheet_of()
    typed(sheet, "sa")
    parting(sheet)
    typed(sheet, "tu")
    assert sheet.text == "satu"
    assert undone(sheet) == ["sa", ""]


def test_a_key_that_did_nothing_parts_nothing() -> None:
    sheet = sheet_of()
    typed(sheet, "sa")
    assert sheet.insert("\x07")
    assert sheet.delete_right()
    assert sheet.cut() == ""
    assert sheet.paste("")
    assert sheet.mark_lines(BlockKind.PARAGRAPH)
    typed(sheet, "tu")
    assert undone(sheet) == [""]


@pytest.mark.parametrize(
    ("delete", "start", "texts"),
    [
        (Sheet.delete_left, 13, ["satu dua", "satu dua tiga"]),
        (Sheet.delete_right, 0, ["dua tiga", "satu dua tiga"]),
    ],
)
def test_letters_deleted_one_after_the_other_come_back_by_words(
    delete: Callable[[Sheet], bool], start: int, texts: list[str]
) -> None:
    sheet = sheet_of("satu dua tiga")
    sheet.place_cursor(start)
    for _ in range(7):
        delete(sheet)
    found = undone(sheet)
    assert found == texts
    assert sheet.cursor == start


def test_typing_after_deleting_and_deleting_after_typing_are_steps_of_their_own() -> None:
    sheet = sheet_of()
    typed(sheet, "sapu")
    sheet.delete_left()
    sheet.delete_left()
    typed(sheet, "tu")
    assert undone(sheet) == ["sa", "sapu", ""]


def test_a_selection_that_was_typed_over_comes_back_selected_in_one_step() -> None:
    sheet = sheet_of("satu dua tiga")
    sheet.select(5, 8)
    typed(sheet, "lima")
    assert sheet.text == "satu lima tiga"
    assert sheet.undo()
    assert sheet.text == "satu dua tiga"
    assert tuple(sheet.selection) == (5, 8)
    assert not sheet.undo()
    assert sheet.redo()
    assert (sheet.text, sheet.cursor) == ("satu lima tiga", 9)


@pytest.mark.parametrize(
    ("act", "text"),
    [
        (lambda sheet: sheet.paste("a b\nc d"), "a b\nc dsatu dua satu"),
        (lambda sheet: sheet.delete_word_right(), "dua satu"),
        (lambda sheet: sheet.mark_lines(BlockKind.HEADING_1), marks.HEADING_1 + "satu dua satu"),
        (lambda sheet: [sheet.find("satu"), sheet.replace_all("x")], "x dua x"),
        (lambda sheet: [sheet.select_all(), sheet.cut()], ""),
    ],
)
def test_a_command_is_one_step_whatever_it_did(act: Callable[[Sheet], object], text: str) -> None:
    sheet = sheet_of("satu dua satu")
    act(sheet)
    assert sheet.text == text
    typed(sheet, "y")
    assert undone(sheet) == [text, "satu dua satu"]


def test_two_commands_are_two_steps() -> None:
    sheet = sheet_of("satu dua tiga")
    sheet.delete_word_right()
    sheet.delete_word_right()
    assert undone(sheet) == ["dua tiga", "satu dua tiga"]


def test_what_was_undone_is_gone_once_something_else_is_written() -> None:
    sheet = sheet_of()
    typed(sheet, "satu dua ")
    sheet.undo()
    typed(sheet, "x")
    assert not sheet.redo()
    assert undone(sheet) == ["satu ", ""]


def test_nothing_to_undo_or_to_redo_is_said() -> None:
    sheet = sheet_of("satu")
    assert not sheet.undo()
    assert not sheet.redo()
    assert sheet.text == "satu"


# -- memory


def step(number: int, size: int = 1) -> Step:
    return (((number * 10, "", "x" * size),), 0, 0, 0, 0)


def count(history: History) -> int:
    found = 0
    while history.undo():
        found += 1
    return found


def test_the_oldest_steps_go_first_when_there_are_too_many() -> None:
    history = History(most_steps=3, most_characters=1000)
    for number in range(5):
        history.add(step(number))
    assert [history.undo() for _ in range(4)] == [step(4), step(3), step(2), None]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 2)), max_size=40))
def test_all_that_is_kept_never_holds_more_letters_than_allowed(
    acts: list[tuple[int, int]],
) -> None:
    history = History(most_steps=20, most_characters=100)
    for number, (size, undos) in enumerate(acts):
        history.add(step(number, size))
        for _ in range(undos):
            history.undo()
    while history.redo():
        pass
    kept = []
    while (last := history.undo()) is not None:
        kept.append(last)
    assert len(kept) <= 20
    assert sum(len(edits[0][2]) for edits, *_ in kept) <= 100
    assert not acts or kept or acts[-1][1]


def test_one_step_larger_than_all_that_is_allowed_can_still_be_undone() -> None:
    history = History(most_steps=3, most_characters=10)
    history.add(step(0))
    history.add(step(1, 50))
    assert count(history) == 1


def test_steps_that_go_make_room_for_others() -> None:
    history = History(most_steps=100, most_characters=10)
    for number in range(50):
        history.add(step(number, 5))
        history.undo()
        history.add(step(number, 5))
    assert count(history) == 2


def test_fifty_thousand_edits_far_apart_are_all_kept_and_take_little_memory() -> None:
    history = History()
    tracemalloc.start()
    for number in range(50_000):
        at = number * 37 % 350_000
        history.add((((at, "", f"kata{number}"),), at, at, at + 1, at + 1), typed=True)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size <= 40 * 2**20
    assert count(history) == 50_000 <= MOST_STEPS


def test_thousands_of_keys_all_over_a_text_are_taken_back_to_the_first() -> None:
    first = "satu dua tiga empat lima\n" * 100
    sheet = sheet_of(first)
    for number in range(2000):
        sheet.place_cursor(number * 37 % len(first))
        assert sheet.insert("x")
    assert sheet.length == len(first) + 2000
    assert len(undone(sheet)) == 2000
    assert sheet.text == first


def test_the_bounds_hold_for_writing_that_lasts_four_hours() -> None:
    most_keys_per_second = 12
    assert MOST_STEPS >= 40_000
    assert 4 * 3600 * most_keys_per_second <= MOST_CHARACTERS


# -- a sheet that is put away and opened again


def reopened(old: Sheet, text: str) -> tuple[Sheet, list[tuple[int, str, str]]]:
    heard: list[tuple[int, str, str]] = []
    sheet = Sheet(text, lambda *event: heard.append(event), 40)
    sheet.go_on_from(old)
    return sheet, heard


def test_what_was_written_before_a_pause_can_be_undone_after_it() -> None:
    old = sheet_of()
    typed(old, "satu dua")
    sheet, heard = reopened(old, "satu dua")
    assert heard == []
    sheet.move(Move.TEXT_END)
    typed(sheet, "x")
    assert undone(sheet) == ["satu dua", "satu ", ""]
    assert redone(sheet) == ["satu ", "satu dua", "satu duax"]


@pytest.mark.parametrize("kept", ["satu ", "satu dua tiga", "satu lima", "sa"])
def test_letters_that_did_not_count_any_more_are_a_step_of_their_own(kept: str) -> None:
    old = sheet_of()
    typed(old, "satu dua")
    sheet, heard = reopened(old, kept)
    assert (sheet.text, heard) == (kept, [])
    assert undone(sheet) == ["satu dua", "satu ", ""]
    assert redone(sheet)[-1] == kept


def test_another_text_takes_over_nothing() -> None:
    old = sheet_of()
    typed(old, "satu dua")
    sheet, heard = reopened(old, "sama sekali lain " * 9)
    assert undone(sheet) == []
    assert heard == []
