"""The columns of a table stand under each other while all of its rows fit on the screen."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from exam.manuscript import marks
from kiosk.text import Move, Sheet, columns
from kiosk.text.columns import MOST_ROWS, Pads, Widths
from kiosk.text.document import Document
from kiosk.text.layout import Layout
from tests.kiosk.text import naive
from tests.kiosk.text.acts import KEYS, SELECT, TABLING, UNDO, Act, Pair
from tests.kiosk.text.sketches import drawn, sheet_of, text_of
from tests.kiosk.text.texts import TABLES

ROW = text_of("|a!b")


def picture(sheet: Sheet, *, focused: bool = False) -> list[str]:
    rows = range(sheet.layout.height)
    return ["".join(p.text for p in sheet.pieces(row, focused=focused)) for row in rows]


@pytest.mark.parametrize(
    ("sketch", "rows"),
    [
        ("|Langkah!Waktu\n|a!b", ["| Langkah | Waktu", "| a       | b"]),
        ("|!!\n|a!bc!d\n|", ["|   |    | ", "| a | bc | d", "| "]),
        ("|漢字!x\n|a!y\n|abcde!z", ["| 漢字  | x", "| a     | y", "| abcde | z"]),
        ("|e\u0301e\u0301!x\n|a!y", ["| e\u0301e\u0301 | x", "| a  | y"]),
        ("|a[catatan]!x\n|b!y", ["| a[catatan] | x", "| b          | y"]),
        ("|<tebal>!/b\\!c\n|a!b b!c", ["| tebal | b   | c", "| a     | b b | c"]),
        ("|a\n|panjang sekali\n|b!c", ["| a", "| panjang sekali", "| b              | c"]),
        ("x\n|aa!b\n|c!d\n\n|e!f", ["x", "| aa | b", "| c  | d", "", "| e | f"]),
        ("|a !b\n|c!d", ["| a  | b", "| c  | d"]),
        ("|aa\t!b\n|c!d", ["| aa   | b", "| c | d"]),
        ("|a" + "!b" * 12, ["| a" + " | b" * 9, "   | b | b | b"]),
    ],
)
def test_a_table_of_forty_cells(sketch: str, rows: list[str]) -> None:
    assert picture(sheet_of("^" + sketch)) == rows


def test_a_table_that_does_not_fit_stands_as_it_is_written_and_one_that_just_fits_is_aligned() -> (
    None
):
    row = text_of("|a!" + "x" * 20)
    for letters, width in (("y" * 15, 40), ("y" * 16, 41)):
        text = f"{row}\n{text_of('|' + letters)}!".replace("!", marks.CELL)
        assert naive.cells(row[1:]) + len(letters) - 1 + 2 == width
        sheet = Sheet(text, lambda *_: None, width)
        assert picture(sheet)[0] == "| a" + " " * (len(letters) - 1) + " | " + "x" * 20
        sheet.resize(width - 1)
        assert picture(sheet)[0] == "| a | " + "x" * 20
        sheet.resize(width)
        assert picture(sheet)[0] == "| a" + " " * (len(letters) - 1) + " | " + "x" * 20


@pytest.mark.parametrize(
    ("key", "before", "rows"),
    [
        (lambda sheet: sheet.insert("x"), "|aa^!b\n|c!d", ["| aax | b", "| c   | d"]),
        (Sheet.delete_left, "|aa^!b\n|c!d", ["| a | b", "| c | d"]),
        (Sheet.toggle_bold, "|^aa^!b\n|c!d", ["| aa | b", "| c  | d"]),
        (Sheet.drop_row, "|a^a!b\n|c!d", ["| c | d"]),
        (Sheet.drop_column, "|a^a!b\n|c!d", ["| b", "| d"]),
        (Sheet.add_column, "|a^a!b\n|c!d", ["| aa |  | b", "| c  |  | d"]),
        (Sheet.delete_left, "|aa!b\n^\n|c!d\nx", ["| aa | b", "", "| c | d", "x"]),
        (Sheet.delete_right, "|c!d^\n|aa!b", ["| c  | d", "| aa | b"]),
        (
            lambda sheet: sheet.paste(text_of("|aaa!b\n|c!d")),
            "|a!b\n^x",
            ["| a   | b", "| aaa | b", "| c   | d", "x"],
        ),
        (Sheet.cut, "|c!d\n^|eee!f\n^|g!h", ["| c | d", "| g | h"]),
        (Sheet.undo, "|aaa!b\n|c!d^", ["| aaa | b", "| c   | d"]),
    ],
)
def test_a_change_aligns_its_table_again(
    key: Callable[[Sheet], object], before: str, rows: list[str]
) -> None:
    sheet = sheet_of(before)
    key(sheet)
    assert picture(sheet) == rows


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("|aaaa!b\n|c!d\n^x^\n|e!f\n|gg!h", ""),
        ("|aaaa!b\n|c!d\n^x\n^|e!f\n|gg!h", ""),
        ("|aaaa!b\n|c!d\n^x^\n|e!f\n|gg!h", "|"),
        ("|aaaa!b\n^|^c!d\n|e!f\n|gg!h", ""),
        ("|aaaa!b\n|c!d\n^^|e!f\n|gg!h", "x\ny\n"),
        ("|aaaa!b^^\n|c!d\n|e!f\n|gg!h", "\n"),
        ("|aaaa!b^\n|c!d\n|e^!f\n|gg!h", ""),
        ("x\n^^aaaa!b\n|c!d", "|"),
        ("x\n^|^aaaa!b\n|c!d", ""),
        ("|c!d\n^|^aaaa!b\n|e!f", ""),
        ("|c!d\n^|aaaa!b\n^x", ""),
    ],
)
def test_tables_that_are_parted_or_joined_are_aligned_for_themselves(
    before: str, after: str
) -> None:
    head, gone, tail = text_of(before).split("^")
    document = Document(head + gone + tail)
    layout = Layout(document, 40)
    layout.follow(document.replace(len(head), len(head + gone), text_of(after)))
    pads = naive.pads(document.text, 40)
    assert tuple(layout.setting(line).pads for line in range(len(document.lines))) == pads


@pytest.mark.parametrize(
    ("key", "before", "heads"),
    [
        (Sheet.stop_marking, "x\n|a!b^\n|c!d\n\n|e!f", [1, 4]),
        (Sheet.drop_row, "|a!b^\n|c!d", [0]),
        (lambda sheet: sheet.paste(text_of("|x\n|y")), "^\n|a!b", [0]),
        (Sheet.break_line, "|a!b\n|!^\n|c!d", [0]),
        (Sheet.delete_right, "^\n|a\n|b", [0]),
    ],
)
def test_the_letters_of_the_first_row_of_a_table_are_bold(
    key: Callable[[Sheet], object], before: str, heads: list[int]
) -> None:
    sheet = sheet_of(before)
    key(sheet)
    bold = [
        row
        for row in range(sheet.layout.height)
        if any(piece.look.bold for piece in sheet.pieces(row, focused=True))
    ]
    assert bold == heads


def test_up_and_down_stay_in_their_column() -> None:
    sheet = sheet_of("|a!^bb!c\n|panjang!d!e\n|!f!g")
    sheet.move(Move.DOWN)
    assert drawn(sheet) == "|a!bb!c\n|panjang!^d!e\n|!f!g"
    sheet.move(Move.DOWN)
    assert drawn(sheet) == "|a!bb!c\n|panjang!d!e\n|!^f!g"


def test_a_cell_among_the_blanks_of_a_column_leads_to_the_end_of_its_text() -> None:
    sheet = sheet_of("^|aa!b\n|panjang!d")
    for cell in (4, 5, 9, 10, 11):
        assert sheet.layout.at(0, cell) == 3
    assert sheet.layout.at(0, 12) == 4
    assert sheet.layout.spot(4).cell == 12


def test_the_cursor_behind_the_text_of_a_cell_takes_one_cell_of_the_screen() -> None:
    sheet = sheet_of("|aa^!b\n|panjang!d")
    pieces = sheet.pieces(0, focused=True)
    assert [piece.text for piece in pieces if piece.look.cursor] == [" "]
    assert "".join(piece.text for piece in pieces) == "| aa      | b"


@pytest.mark.parametrize("rows", [MOST_ROWS - 1, MOST_ROWS, MOST_ROWS + 1, 2 * MOST_ROWS + 5])
@pytest.mark.parametrize("place", [0.0, 0.5, 1.0])
def test_a_large_table_is_aligned_until_it_has_too_many_rows(rows: int, place: float) -> None:
    text = "\n".join(["x", text_of("|aaa!b"), *[ROW] * (rows - 1), "y"])
    sheet = Sheet(text, lambda *_: None, 40)

    def is_aligned() -> bool:
        fresh = Sheet(sheet.text, lambda *_: None, 40)
        assert picture(sheet) == picture(fresh)
        return picture(sheet)[2] != "| a | b"

    assert is_aligned() == (rows <= MOST_ROWS)
    sheet.place_cursor(sheet.document.offset(2 + int(place * (rows - 2)), 1))
    sheet.add_row()
    assert is_aligned() == (rows + 1 <= MOST_ROWS)
    sheet.drop_row()
    assert is_aligned() == (rows <= MOST_ROWS)
    if rows == 2 * MOST_ROWS + 5:
        middle = sheet.document.offset(1 + rows // 2, 0)
        sheet.select(middle, middle + 4)
        sheet.insert("parted")
        fresh = Sheet(sheet.text, lambda *_: None, 40)
        assert picture(sheet) == picture(fresh)


@pytest.mark.parametrize(
    ("key", "before", "rows"),
    [
        (lambda sheet: sheet.insert("x"), "x\n|aa^!b\n|c!d\n|e!f\ny", {1, 2, 3}),
        (lambda sheet: sheet.insert("x"), "x\n|aa!b\n|c!d\n|ee^!f\ny", {1, 2, 3}),
        (lambda sheet: sheet.insert("x"), "x\n|aa!b\n|c^!d\n|e!f\ny", {2}),
        (lambda sheet: sheet.insert("x"), "x\n|aa!b\n|c!d^\n|e!f\ny", {2}),
        (lambda sheet: sheet.insert("x"), "x\n|aa!b\n|c!d\n|e!f\ny^", {4}),
        (Sheet.delete_left, "x\n|aa^!b\n|c!d\n|e!f\ny", {1, 2, 3}),
    ],
)
def test_a_key_says_which_rows_of_its_table_look_different(
    key: Callable[[Sheet], object], before: str, rows: set[int]
) -> None:
    sheet = sheet_of(before)
    sheet.take_damage()
    key(sheet)
    assert {row for damaged in sheet.take_damage().rows for row in damaged} == rows


@given(TABLES, st.lists(st.one_of(KEYS, SELECT, TABLING, UNDO), max_size=10))
def test_damage_in_tables_suffices(text: str, acts: list[Act]) -> None:
    pair = Pair(text, 30)
    for act in acts:
        pair.do(act)
        pair.look()
        pair.check()


@given(TABLES, st.integers(12, 60))
def test_cell_signs_of_an_aligned_table_stand_under_each_other(text: str, width: int) -> None:
    sheet = Sheet(text, lambda *_: None, width)
    lines, shown = text.split("\n"), picture(sheet)
    signs: dict[int, int] = {}
    for number, row in enumerate(naive.rows(text, width)):
        line = lines[row.line]
        if not naive.pads(text, width)[row.line]:
            if not line.startswith(marks.ROW):
                signs.clear()
            continue
        assert cell_len(shown[number]) <= width
        for sign in range(line.count(marks.CELL)):
            column = [at for at, letter in enumerate(line) if letter == marks.CELL][sign]
            behind = sheet.document.offset(row.line, column + 1)
            cell = sheet.layout.spot(behind).cell
            assert signs.setdefault(sign, cell) == cell


def test_typing_in_plain_text_measures_no_cell_and_in_a_table_only_its_own_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "\n".join(["kata " * 50, "", *[ROW] * 50, "", "kata"])
    sheet = Sheet(text, lambda *_: None, 40)
    measured, aligned = [0], [0]
    measure, align = columns._widths_of, columns._aligned

    def measuring(line: str) -> Widths | None:
        measured[0] += 1
        return measure(line)

    def aligning(rows: Sequence[Widths | None], room: int) -> Sequence[Pads]:
        aligned[0] += 1
        return align(rows, room)

    monkeypatch.setattr(columns, "_widths_of", measuring)
    monkeypatch.setattr(columns, "_aligned", aligning)
    sheet.place_cursor(20)
    for letter in "ramai ":
        sheet.insert(letter)
        sheet.delete_left()
    assert (measured, aligned) == ([0], [0])
    sheet.place_cursor(text.index(ROW) + 60)
    for _ in range(10):
        sheet.insert("x")
    assert (measured, aligned) == ([10], [10])
