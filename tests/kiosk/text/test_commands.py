"""What single keys do to single lines: lists that go on, marks, joined lines, finds replaced."""

import pytest

from exam.manuscript import BlockKind, marks
from kiosk.text import Sheet
from tests.kiosk.text.sketches import Key, drawn, sheet_of, undoes_to


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("^", "\n^"),
        ("sa^tu", "sa\n^tu"),
        ("*satu^", "*satu\n*^"),
        ("*sa^tu", "*sa\n*^tu"),
        ("1satu^", "1satu\n1^"),
        ("*satu\n*^", "*satu\n^"),
        ("%dua^", "%dua\n%^"),
        ("*satu\n%^", "*satu\n*^"),
        ("2^<>", "1^<>"),
        ("1^", "^"),
        ("#Bab^", "#Bab\n^"),
        ("#Ba^b", "#Ba\n^b"),
        ("#^Bab", "\n#^Bab"),
        ("#^", "#\n^"),
        ("*^satu", "*\n*^satu"),
        ("sa^tu d^ua", "sa\n^ua"),
        ("<te^bal>", "<te\n^<bal>"),
    ],
)
def test_enter(before: str, after: str) -> None:
    sheet = sheet_of(before)
    assert sheet.break_line()
    undoes_to(sheet, before, after)


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        (Sheet.delete_left, "^satu", "^satu"),
        (Sheet.delete_left, "satu^", "sat^"),
        (Sheet.delete_left, "se\u0301^", "s^"),
        (Sheet.delete_left, "satu\n^dua", "satu^dua"),
        (Sheet.delete_left, "satu\n*^dua", "satu\n^dua"),
        (Sheet.delete_left, "#^", "^"),
        (Sheet.delete_left, "%^dua", "*^dua"),
        (Sheet.delete_left, "2^dua", "1^dua"),
        (Sheet.delete_left, "s<a>^tu", "s^<>tu"),
        (Sheet.delete_left, "<a>\n^b", "<a^>b"),
        (Sheet.delete_left, "a\n^<b>", "a^<b>"),
        (Sheet.delete_left, "sa^tu\n*du^a", "sa^a"),
        (Sheet.delete_right, "satu^", "satu^"),
        (Sheet.delete_right, "^satu", "^atu"),
        (Sheet.delete_right, "^e\u0301s", "^s"),
        (Sheet.delete_right, "satu^\ndua", "satu^dua"),
        (Sheet.delete_right, "satu^\n*dua", "satu^dua"),
        (Sheet.delete_right, "#^\n*dua", "#^dua"),
        (Sheet.delete_right, "<a^>\nb", "<a^>b"),
        (Sheet.delete_word_left, "satu dua^", "satu ^"),
        (Sheet.delete_word_left, "satu\n*^dua", "satu^dua"),
        (Sheet.delete_word_left, "^satu", "^satu"),
        (Sheet.delete_word_right, "^satu dua", "^dua"),
        (Sheet.delete_word_right, "<te^bal> biasa", "<te^>biasa"),
        (Sheet.delete_word_right, "satu^\n#dua", "satu^dua"),
        (Sheet.delete_word_right, "satu^", "satu^"),
    ],
)
def test_deleting(key: Key, before: str, after: str) -> None:
    sheet = sheet_of(before)
    assert key(sheet)
    undoes_to(sheet, before, after)


@pytest.mark.parametrize(
    ("before", "kind", "after"),
    [
        ("^", BlockKind.HEADING_1, "#^"),
        ("^satu", BlockKind.HEADING_1, "#^satu"),
        ("sa^tu", BlockKind.BULLET, "*sa^tu"),
        ("#sa^tu", BlockKind.BULLET, "*sa^tu"),
        ("#sa^tu", BlockKind.HEADING_1, "#sa^tu"),
        ("#sa^tu", BlockKind.PARAGRAPH, "sa^tu"),
        ("sa^tu\n#dua\nti^ga", BlockKind.NUMBER, "1sa^tu\n1dua\n1ti^ga"),
        ("a\n*b^c\n*d^e\nf", BlockKind.PARAGRAPH, "a\nb^c\nd^e\nf"),
    ],
)
def test_making_lines_something_else(before: str, kind: BlockKind, after: str) -> None:
    sheet = sheet_of(before)
    assert sheet.mark_lines(kind)
    assert sheet.current_kind is kind
    undoes_to(sheet, before, after)


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        ("<te^bal>", "x", "<tex^bal>"),
        ("<tebal^>", "x", "<tebalx^>"),
        ("a^<b>c^d", "x", "ax^d"),
        ("<a^b>c^d", "x", "<ax^>d"),
        ("#^Bab^", "x", "#x^"),
    ],
)
def test_a_letter_looks_like_those_before_it_and_leaves_those_behind_as_they_are(
    before: str, typed: str, after: str
) -> None:
    sheet = sheet_of(before)
    assert sheet.insert(typed)
    undoes_to(sheet, before, after)


@pytest.mark.parametrize(
    ("before", "deeper", "after"),
    [
        ("*sa^tu", True, "%sa^tu"),
        ("1sa^tu", True, "2sa^tu"),
        ("%sa^tu", True, "%sa^tu"),
        ("%sa^tu", False, "*sa^tu"),
        ("*sa^tu", False, "*sa^tu"),
        ("sa^tu", True, "sa^tu"),
        ("*a^b\nteks\n#Bab\n2c\n1d^e", True, "%a^b\nteks\n#Bab\n2c\n2d^e"),
    ],
)
def test_items_go_deeper_and_back_and_nothing_else_does(
    before: str, deeper: bool, after: str
) -> None:
    sheet = sheet_of(before)
    assert sheet.change_level(deeper=deeper)
    undoes_to(sheet, before, after)


def test_replacing_goes_from_find_to_find_and_ends_when_there_are_none() -> None:
    sheet = sheet_of("^satu dua satu dua")
    assert sheet.find("satu") == 2
    assert [sheet.found_index] == [None]
    assert sheet.replace_found("lima")
    assert drawn(sheet) == "^satu^ dua satu dua"
    assert sheet.found_index == 0
    assert sheet.replace_found("lima")
    assert drawn(sheet) == "lima dua ^satu^ dua"
    assert sheet.replace_found("lima")
    assert sheet.text == "lima dua lima dua"
    assert sheet.found == ()
    assert not sheet.find_next()


@pytest.mark.parametrize("backwards", [False, True])
def test_finding_goes_round(backwards: bool) -> None:
    sheet = sheet_of("^a b a b a")
    sheet.find("a")
    visited = []
    for _ in range(6):
        assert sheet.find_next(backwards=backwards)
        visited.append(sheet.found_index)
    assert visited == ([2, 1, 0, 2, 1, 0] if backwards else [0, 1, 2, 0, 1, 2])


def test_a_find_between_bold_and_plain_can_be_replaced() -> None:
    sheet = sheet_of("^a<b>c b")
    sheet.find("b")
    sheet.find_next()
    assert sheet.found_index == 0
    sheet.replace_found("x")
    assert "x" in sheet.text.split(" ")[0]
    assert sheet.found_index == 0


@pytest.mark.parametrize("between", [" satu> ", " satu> " + "kata " * 60])
def test_what_stands_between_finds_stays_bold(between: str) -> None:
    sheet = sheet_of(f"^Bu<di{between}budi")
    sheet.find("budi")
    assert sheet.replace_all("x") == 2
    assert drawn(sheet).replace("^", "") == f"x<{between}x"
    assert sheet.undo()
    assert drawn(sheet) == f"^Bu<di{between}budi"
    assert sheet.redo()
    assert drawn(sheet).replace("^", "") == f"x<{between}x"


def test_no_find_is_shown_once_the_text_has_changed() -> None:
    sheet = sheet_of("^satu satu")
    assert sheet.find("satu") == 2
    sheet.insert("x")
    assert sheet.found == ()
    assert sheet.find_next()
    assert len(sheet.found) == 2


def test_a_selection_that_ends_before_a_mark_takes_it_along_when_it_is_deleted() -> None:
    sheet = sheet_of("satu\n*dua")
    sheet.select(5, 2)
    assert sheet.insert("x")
    assert drawn(sheet) == "sax^dua"


def test_a_replacement_never_breaks_a_line_or_brings_a_mark() -> None:
    sheet = sheet_of("^satu")
    sheet.find("satu")
    assert sheet.replace_all(f"a\nb{marks.BULLET}\x1b") == 1
    assert sheet.text == "a b"
