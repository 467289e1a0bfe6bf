"""Nothing comes into a sheet that does not belong there, and never more than fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.limits import LONGEST_TEXT
from exam.manuscript import BlockKind, clean_input, marks
from kiosk.text import Move, Sheet
from tests.kiosk.text import naive
from tests.kiosk.text.texts import HOSTILE, TEXTS

FULL = "kata " * (LONGEST_TEXT // 5)
HUGE = "x" * 2_000_000
WRITE = ("insert", "paste")


class Heard:
    """Counts what a sheet records."""

    def __init__(self) -> None:
        self.events: list[tuple[int, str, str]] = []

    def __call__(self, at: int, removed: str, inserted: str) -> None:
        self.events.append((at, removed, inserted))


def sheet_of(text: str) -> tuple[Sheet, Heard]:
    heard = Heard()
    sheet = Sheet(text, heard, 40)
    sheet.take_damage()
    return sheet, heard


@given(TEXTS, HOSTILE, st.integers(0, 400), st.sampled_from(WRITE))
def test_only_clean_text_comes_in_by_whatever_way(
    text: str, wanted: str, at: int, way: str
) -> None:
    sheet, _ = sheet_of(text)
    sheet.place_cursor(at % (len(text) + 1))
    assert getattr(sheet, way)(wanted)
    brought = [letter for letter in sheet.text if letter not in marks.ALL_MARKS]
    assert clean_input("".join(brought)) == "".join(brought)
    assert not naive.has_stray(sheet.text)
    if way == "insert":
        kept = [letter for letter in sheet.text if letter in marks.ALL_MARKS]
        assert len(kept) <= sum(letter in marks.ALL_MARKS for letter in text)
    sheet.text.encode()


@pytest.mark.parametrize("way", WRITE)
@pytest.mark.parametrize(
    "junk",
    [
        *("\x00", "\x1b[31m", "\x1b]52;c;YQ==\x07", "\x9b31m", "\x7f", "\x85", "\u2028"),
        *("\ud800", "\udfff", "\ue0ff", "\uf8ff", "\U000f0000", "\U0010fffd"),
        *("\u202e", "\u200b", "\ufeff"),
    ],
)
def test_of_a_hostile_piece_only_the_letters_come_in(way: str, junk: str) -> None:
    sheet, _ = sheet_of("ab")
    sheet.place_cursor(1)
    assert getattr(sheet, way)(f"x{junk}y{junk}")
    letters = "".join(letter for letter in junk if letter.isprintable())
    assert sheet.text == f"ax{letters}y{letters}b"


@pytest.mark.parametrize("way", WRITE)
@pytest.mark.parametrize("junk", ["\x00", "\x1b", "\ud800", "\u202e", "", "\x07\x7f"])
def test_junk_alone_changes_nothing_and_keeps_the_selection(way: str, junk: str) -> None:
    sheet, heard = sheet_of("satu dua")
    sheet.select(0, 4)
    assert getattr(sheet, way)(junk)
    assert sheet.text == "satu dua"
    assert tuple(sheet.selection) == (0, 4)
    assert heard.events == []


@pytest.mark.parametrize("mark", sorted({*marks.LINE_MARKS} - {marks.ROW}))
def test_a_mark_of_a_line_comes_in_only_where_a_line_begins(mark: str) -> None:
    sheet, _ = sheet_of("satu dua")
    sheet.place_cursor(4)
    assert sheet.paste(f"{mark}a\n{mark}b{mark}c\n{mark}")
    assert sheet.text == f"satua\n{mark}bc\n{mark} dua"
    sheet.place_cursor(0)
    assert sheet.paste(f"{mark}x")
    assert sheet.text.startswith(f"{mark}xsatua\n")
    assert sheet.insert(mark)
    assert not naive.has_stray(sheet.text)


def test_marks_inside_lines_survive_being_cut_and_pasted() -> None:
    inside = marks.BOLD_ON + "satu" + marks.BOLD_OFF + marks.NOTE_START + "dua" + marks.NOTE_END
    text = f"{marks.BULLET}{inside}\n{marks.NUMBER}x"
    sheet, _ = sheet_of(text)
    sheet.select_all()
    copied = sheet.cut()
    assert (copied, sheet.text) == (text, "")
    assert sheet.paste(copied)
    assert sheet.text == text


@pytest.mark.parametrize("way", WRITE)
def test_two_megabytes_are_refused_and_nothing_is_changed(way: str) -> None:
    text = "satu dua"
    sheet, heard = sheet_of(text)
    sheet.select(0, 4)
    sheet.find("satu")
    before = (tuple(sheet.selection), sheet.found)
    sheet.take_damage()
    assert not getattr(sheet, way)(HUGE)
    assert sheet.text == text
    assert (tuple(sheet.selection), sheet.found) == before
    assert heard.events == []
    assert sheet.take_damage().rows == ()
    assert not sheet.undo()


def test_the_last_letter_that_fits_is_taken_and_the_next_is_not() -> None:
    sheet, heard = sheet_of(FULL[:-1])
    assert sheet.insert("x")
    assert sheet.length == LONGEST_TEXT
    assert not sheet.insert("y")
    assert not sheet.paste("y")
    assert not sheet.break_line()
    assert not sheet.mark_lines(BlockKind.HEADING_1)
    assert sheet.length == LONGEST_TEXT
    assert len(heard.events) == 1


def test_a_full_sheet_still_takes_whatever_makes_it_no_longer() -> None:
    sheet, _ = sheet_of(FULL)
    sheet.select(0, 4)
    assert sheet.insert("x")
    assert sheet.delete_left()
    assert sheet.delete_right()
    assert sheet.delete_word_right()
    sheet.move(Move.TEXT_END)
    assert sheet.delete_word_left()
    while sheet.undo():
        pass
    assert sheet.text == FULL


def test_a_replacement_that_would_not_fit_changes_nothing() -> None:
    text = FULL[:-9] + "satu dua "
    sheet, heard = sheet_of(text)
    assert sheet.find("satu") == 1
    assert sheet.find_next()
    assert not sheet.replace_found("empat")
    assert sheet.replace_all("empat") == 0
    assert heard.events == []
    assert sheet.replace_found("enam")
    assert sheet.text == FULL[:-9] + "enam dua "


def test_a_mark_of_a_line_is_refused_too_once_nothing_fits() -> None:
    text = FULL[:-1] + "\n"
    sheet, heard = sheet_of(text)
    sheet.select_all()
    assert not sheet.mark_lines(BlockKind.BULLET)
    assert sheet.text == text
    assert heard.events == []
