"""Bold, italic and footnotes: what is set, what is left as it was, and no mark too many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.manuscript import BlockKind, Note, blocks_of, inlines_of, marks
from exam.manuscript.tables import cells_of
from kiosk.text import Move, Sheet, State
from tests.kiosk.text.sketches import Key, drawn, sheet_of, text_of, undoes_to
from tests.kiosk.text.texts import SOUND

BOLD, ITALIC = Sheet.toggle_bold, Sheet.toggle_italic


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        (BOLD, "a^b^c", "a^<b^>c"),
        (BOLD, "a^<b^>c", "a^b^c"),
        (BOLD, "a^<b>c^d", "a^<bc^>d"),
        (BOLD, "^abc^", "^<abc^"),
        (BOLD, "<a^b^c", "<a^>b^<c"),
        (ITALIC, "<a^b^c", "<a^/b^\\c"),
        (BOLD, "a^b\n*c\nd^e", "a^<b\n*<c\n<d^>e"),
        (BOLD, "a^b\n#c\nd^e", "a^<b\n#c\n<d^>e"),
        (BOLD, "a^<b\n#c\n<d^>e", "a^b\n#c\nd^e"),
        (BOLD, "#a^b^c", "#a^b^c"),
        (ITALIC, "#a^b^c", "#a^/b^\\c"),
        (BOLD, "|a^b!c^d", "|a^<b!<c^>d"),
        (BOLD, "a^b[c]d^e", "a^<b[<c]d^>e"),
        (BOLD, "a^b[c^d]e", "a^<b[<c^>d]>e"),
        (BOLD, "a[b^c]d^e", "a[b^<c]<d^>e"),
        (BOLD, "a^\n\n^b", "a^\n\n^b"),
    ],
)
def test_setting_what_is_selected(key: Key, before: str, after: str) -> None:
    sheet = sheet_of(before)
    assert key(sheet)
    undoes_to(sheet, before, after)


def pressed(sheet: Sheet, keys: str) -> str:
    for key in keys:
        if key in "BI":
            assert (BOLD if key == "B" else ITALIC)(sheet)
        else:
            assert sheet.insert(key)
    return drawn(sheet)


@pytest.mark.parametrize(
    ("before", "keys", "after"),
    [
        ("a^b", "Bxy", "a<xy^>b"),
        ("a^b", "BxByB", "a<x>y^b"),
        ("a^", "BxIyBIz", "a<x/y>\\z^"),
        ("a^b", "BBBB", "a^b"),
        ("a^b", "BBx", "ax^b"),
        ("<a^>b", "Bx", "<a>x^b"),
        ("<a^b>", "BxBy", "<a>x<y^b>"),
        ("#a^", "Bx", "#ax^"),
        ("#a^", "Ix", "#a/x^"),
        ("|a^!b", "Bx", "|a<x^>!b"),
        ("a[b^]c", "Bx", "a[b<x^>]c"),
    ],
)
def test_setting_what_is_typed_next(before: str, keys: str, after: str) -> None:
    assert pressed(sheet_of(before), keys) == after


def test_a_word_that_was_typed_bold_goes_by_one_undo() -> None:
    sheet = sheet_of("a^b")
    assert pressed(sheet, "Bxyz") == "a<xyz^>b"
    assert sheet.undo()
    assert drawn(sheet) == "a^b"


@pytest.mark.parametrize(
    "leaving",
    [
        lambda sheet: sheet.move(Move.LEFT),
        lambda sheet: sheet.place_cursor(sheet.cursor),
        lambda sheet: sheet.break_line(),
        lambda sheet: sheet.select_all(),
        lambda sheet: [sheet.insert("x"), sheet.undo()],
    ],
)
def test_what_was_asked_for_is_forgotten_once_the_cursor_goes(leaving: Key) -> None:
    sheet = sheet_of("ab^")
    BOLD(sheet)
    assert sheet.current_state.bold
    leaving(sheet)
    assert not sheet.current_state.bold


def test_the_state_at_the_cursor_is_that_of_the_letter_before_it() -> None:
    sheet = sheet_of("a</b^>\\c")
    assert sheet.current_state[:2] == (True, True)
    sheet.move(Move.RIGHT)
    assert sheet.current_state[:2] == (False, False)


def test_words_typed_bold_by_turns_carry_no_mark_too_many() -> None:
    sheet = sheet_of("^")
    for _ in range(20):
        pressed(sheet, "BBBaBbBB")
    letters = sum(letter in "ab" for letter in sheet.text)
    assert letters == 40
    assert sheet.length - letters <= 40


Letter = tuple[str, bool, bool, bool]


def looks_of(text: str) -> list[Letter]:
    """All letters as the manuscript reads them: bold, italic, in a footnote."""
    letters = []
    for block in blocks_of(text):
        cells = cells_of(block) if block.kind is BlockKind.ROW else (block,)
        for cell in cells:
            for inline in inlines_of(cell.text):
                is_note = isinstance(inline, Note)
                for run in inline.runs if isinstance(inline, Note) else (inline,):
                    letters += [(x, run.bold, run.italic, is_note) for x in run.text]
    return letters


def letters_in(text: str) -> int:
    return sum(x not in marks.ALL_MARKS and x != "\n" for x in text)


@given(SOUND, st.integers(0, 400), st.integers(0, 400))
def test_just_the_selected_letters_become_bold_and_no_other_changes(
    text: str, one: int, other: int
) -> None:
    sheet = Sheet(text, lambda *_: None, 40)
    sheet.select(*sorted((one % (len(text) + 1), other % (len(text) + 1))))
    before, start, end = looks_of(text), *sheet.selection
    first, last = letters_in(text[:start]), letters_in(text[:end])
    sheet.toggle_italic()
    is_on = not all(letter[2] for letter in before[first:last])
    wanted = [
        (x, bold, is_on if first <= at < last else italic, note)
        for at, (x, bold, italic, note) in enumerate(before)
    ]
    assert looks_of(sheet.text) == wanted
    assert letters_in(sheet.copy()) == last - first
    sheet.toggle_italic()
    once = sheet.text
    sheet.toggle_italic()
    sheet.toggle_italic()
    assert sheet.text == once


SET = st.lists(st.sampled_from("ab <>/\\[]!\n|"), max_size=16).map("".join).map(text_of)


@given(SET, st.integers(0, 99), st.integers(0, 99))
def test_what_is_left_after_deleting_looks_as_it_did(text: str, one: int, other: int) -> None:
    lines = [line[:1] + line[1:].replace(marks.ROW, "") for line in text.split("\n")]
    text = "\n".join(line.lstrip(marks.CELL) for line in lines)
    sheet = Sheet(text, lambda *_: None, 40)
    sheet.select(*sorted((one % (len(text) + 1), other % (len(text) + 1))))
    before, start, end = looks_of(text), *sheet.selection
    sheet.delete_right()
    after = looks_of(sheet.text)
    first, last = letters_in(text[:start]), letters_in(text[:end])
    if first < last:
        assert after == before[:first] + before[last:]


# -- footnotes


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        (Sheet.insert_note, "a^b", "a[^]b"),
        (Sheet.insert_note, "<a^>b", "<a[^]>b"),
        (Sheet.insert_note, "|a^!b", "|a[^]!b"),
        (Sheet.insert_note, "a[b^c]d", "a[b^c]d"),
        (Sheet.insert_note, "a^b^c", "ab[^]c"),
        (Sheet.break_line, "a[b^c]d", "a[bc]^d"),
        (Sheet.leave_note, "a[b^c]d", "a[bc]^d"),
        (Sheet.leave_note, "a^[b]", "a^[b]"),
        (Sheet.leave_note, "|a[b^!c", "|a[b]^!c"),
        (Sheet.break_line, "a[^]", "a[]^"),
        (Sheet.break_line, "|a[b^!c", "|a[b]^!c"),
        (Sheet.break_line, "a[b^c]d^e", "a[b^]e"),
        (Sheet.delete_left, "a[^]b", "a^b"),
        (Sheet.delete_left, "a[^<>]b", "a^b"),
        (Sheet.delete_right, "a[^]b", "a^b"),
        (Sheet.delete_left, "a[^b]c", "a^[b]c"),
        (Sheet.delete_left, "a[b]^c", "a[b^]c"),
        (Sheet.delete_left, "a[b^]c", "a[^]c"),
        (Sheet.delete_right, "a^[b]c", "a^[b]c"),
        (Sheet.delete_right, "a[b^]c", "a[b^]c"),
        (Sheet.delete_left, "a^b[c^d]e", "a^[d]e"),
        (Sheet.delete_left, "a[b^c]d^e", "a[b^]e"),
        (Sheet.delete_left, "a^[b]^c", "a^c"),
        (Sheet.delete_left, "a[b^c]\nd^e", "a[b^]e"),
        (lambda sheet: sheet.insert("x\ny"), "a[b^]c", "a[bx y^]c"),
        (lambda sheet: sheet.paste(text_of("x[y]\n*z")), "a[b^]c", "a[bxy z^]c"),
        (lambda sheet: sheet.paste(text_of("x[y")), "a^b", "ax[y]^b"),
        (lambda sheet: sheet.paste(text_of("x]y[z[w]")), "a^b", "axy[zw]^b"),
    ],
)
def test_a_footnote_keeps_its_ends(key: Key, before: str, after: str) -> None:
    sheet = sheet_of(before)
    assert key(sheet)
    undoes_to(sheet, before, after)


def test_a_footnote_begins_plain_and_gives_back_what_was_before() -> None:
    sheet = sheet_of("<a^")
    assert sheet.insert_note()
    assert sheet.in_note
    assert not sheet.current_state.bold
    assert sheet.insert("b")
    assert sheet.break_line()
    assert sheet.text == text_of("<a[b]")
    assert sheet.current_state == State(bold=True)


# -- page breaks


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("^", "=\n^"),
        ("a^b", "a\n=\n^b"),
        ("<a^b>c", "<a\n=\n^<b>c"),
        ("ab^", "ab\n=\n^"),
        ("ab^\ncd", "ab\n=\n^cd"),
        ("#^a", "=\n#^a"),
        ("*a^b", "*a\n=\n*^b"),
        ("#a^b", "#a\n=\n^b"),
        ("a[b^c]d", "a[bc]d\n=\n^"),
        ("|a^!b\n|c\nd", "|a!b\n|c\n=\n^d"),
        ("|a^!b", "|a!b\n=\n^"),
        ("a^\n|b", "a\n=\n^\n|b"),
    ],
)
def test_a_page_break_has_a_line_of_its_own(before: str, after: str) -> None:
    sheet = sheet_of(before)
    assert sheet.insert_page_break()
    undoes_to(sheet, before, after)


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        (Sheet.delete_left, "a\n=\n^b", "a\n^b"),
        (Sheet.delete_left, "=\n^b", "^b"),
        (Sheet.delete_left, "a\n=^", "a\n^"),
        (Sheet.delete_right, "a^\n=", "a^"),
    ],
)
def test_a_page_break_goes_like_a_line_end(key: Key, before: str, after: str) -> None:
    sheet = sheet_of(before)
    assert key(sheet)
    undoes_to(sheet, before, after)


def test_a_page_break_is_a_rule_over_the_width_with_the_cursor_in_it() -> None:
    sheet = sheet_of("=^")
    pieces = sheet.pieces(0, focused=True)
    assert "".join(piece.text for piece in pieces) == "═" * 40
    assert [len(piece.text) for piece in pieces] == [2, 1, 37]
    assert [piece.look.cursor for piece in pieces] == [False, True, False]
    assert sheet.layout.spot(sheet.cursor).cell == 2
