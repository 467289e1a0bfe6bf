"""The document as one string: lines and their marks, and what may come in."""

import unicodedata

import pytest
from hypothesis import given

from exam.manuscript import (
    MARKS,
    Block,
    BlockKind,
    blocks_of,
    clean_input,
    strip_marks,
    text_of,
)
from exam.manuscript import marks as m
from tests.exam.manuscripts import ANYTHING


@given(ANYTHING)
def test_splitting_and_joining_a_document_changes_nothing(text: str) -> None:
    assert text_of(blocks_of(text)) == text


@given(ANYTHING)
def test_every_block_stands_in_the_document_where_it_says(text: str) -> None:
    for block in blocks_of(text):
        assert text[block.start : block.end] == block.line
        assert text[block.text_start : block.end] == block.text


def test_a_line_is_what_its_mark_says() -> None:
    lines = ["Bab", "Sub", "Pasal", "butir", "anak", "satu", "huruf", "sel", "halaman", "biasa"]
    kinds = [*MARKS.values(), BlockKind.PARAGRAPH]
    text = "\n".join(kind.value + line for kind, line in zip(kinds, lines, strict=True))
    assert [(block.kind, block.text) for block in blocks_of(text)] == list(
        zip(kinds, lines, strict=True)
    )


def test_the_marks_are_those_of_the_document_of_the_format() -> None:
    assert {kind.name: f"{ord(kind.value):X}" for kind in MARKS.values()} == {
        "HEADING_1": "E001",
        "HEADING_2": "E002",
        "HEADING_3": "E003",
        "BULLET": "E011",
        "BULLET_2": "E012",
        "NUMBER": "E021",
        "NUMBER_2": "E022",
        "ROW": "E031",
        "PAGE_BREAK": "E041",
    }
    assert [f"{ord(mark):X}" for mark in m.INLINE_MARKS] == [
        "E032",
        "E051",
        "E052",
        "E053",
        "E054",
        "E061",
        "E062",
    ]


@pytest.mark.parametrize("line", ["a" + m.HEADING_1, " " + m.BULLET, m.BOLD_ON + m.HEADING_1])
def test_a_line_mark_that_is_not_first_in_its_line_is_no_mark(line: str) -> None:
    assert blocks_of(line) == (Block(BlockKind.PARAGRAPH, line),)


def test_of_two_line_marks_the_first_counts() -> None:
    assert blocks_of(m.HEADING_1 + m.BULLET + "a")[0].kind is BlockKind.HEADING_1


@pytest.mark.parametrize(
    ("text", "blank"),
    [("", True), (" \t", True), (m.BOLD_ON + " ", True), ("a", False), (m.BOLD_ON + "a", False)],
)
def test_a_line_of_spaces_and_marks_is_blank(text: str, blank: bool) -> None:
    assert Block(BlockKind.PARAGRAPH, text).is_blank is blank


@given(ANYTHING)
def test_stripped_of_marks_a_text_is_what_was_typed(text: str) -> None:
    assert strip_marks(text) == "".join(each for each in text if each not in m.ALL_MARKS)


# -- what may come in


@given(ANYTHING)
def test_no_input_can_bring_in_a_mark(text: str) -> None:
    cleaned = clean_input(text)
    assert not set(cleaned) & set(m.ALL_MARKS)
    assert all(block.kind is BlockKind.PARAGRAPH for block in blocks_of(cleaned))


@given(ANYTHING)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    cleaned = clean_input(text)
    assert clean_input(cleaned) == cleaned


@pytest.mark.no_cover
def test_nothing_comes_in_that_unicode_calls_a_control_private_or_no_text() -> None:
    for code in range(0x110000):
        character = chr(code)
        category = unicodedata.category(character)
        if category in ("Cc", "Co", "Cs", "Zl", "Zp"):
            expected = {"\n": "\n", "\t": "\t", "\r": "\n"}.get(character, "")
            assert clean_input(character) == expected, hex(code)


@pytest.mark.no_cover
def test_every_letter_digit_sign_and_space_comes_in_as_it_is() -> None:
    kept = {"Lu", "Ll", "Lt", "Lm", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Po", "Sm", "Sc"}
    for code in range(0x110000):
        character = chr(code)
        if unicodedata.category(character) in kept | {"Zs"}:
            assert clean_input(character) == character, hex(code)


@pytest.mark.parametrize("code", [0x0600, 0x0605, 0x06DD, 0x070F, 0x08E2, 0x110BD])
def test_format_characters_that_can_be_seen_come_in(code: int) -> None:
    assert clean_input(chr(code)) == chr(code)


def test_no_other_format_character_comes_in() -> None:
    seen = {0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD, *range(0x0600, 0x0606)}
    for code in set(range(0x110000)) - seen:
        if unicodedata.category(chr(code)) == "Cf":
            assert clean_input(chr(code)) == "", hex(code)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("soft hyphen", 0x00AD),
        ("zero width space", 0x200B),
        ("zero width joiner", 0x200D),
        ("right-to-left override", 0x202E),
        ("left-to-right isolate", 0x2066),
        ("word joiner", 0x2060),
        ("Hangul filler", 0x3164),
        ("variation selector", 0xFE0F),
        ("variation selector of a later plane", 0xE0100),
        ("tag letter a", 0xE0061),
        ("byte order mark", 0xFEFF),
        ("Braille pattern without a dot", 0x2800),
        ("combining grapheme joiner", 0x034F),
        ("interlinear annotation", 0xFFF9),
        ("no character", 0xFDD0),
        ("no character of a later plane", 0x1FFFE),
    ],
)
def test_what_cannot_be_seen_does_not_come_in(name: str, code: int) -> None:
    assert clean_input(f"a{chr(code)}b") == "ab", name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("\ttab", "\ttab"),
        (m.HEADING_1 + "a" + m.BULLET + "b" + m.CELL + m.NOTE_START, "ab"),
        ("a\x00\x07\x0b\x0c\x1b[31m\x7f\x85b", "a[31mb"),
        ("a\u2028b\u2029c\ufeff", "abc"),
        ("\U000f0000x\U0010fffd", "x"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("1978. Tahun 2*3*4 ===", "1978. Tahun 2*3*4 ==="),
        ("naïve – “kutip” 日本 👩🏽", "naïve – “kutip” 日本 👩🏽"),
        ("e\u0301 \u00e9 tetap seperti diketik", "e\u0301 \u00e9 tetap seperti diketik"),
        ("a\u00a0b\u2003c", "a\u00a0b\u2003c"),
        ("بسم الله", "بسم الله"),
    ],
)
def test_input_keeps_what_is_typed_and_nothing_else(typed: str, kept: str) -> None:
    assert clean_input(typed) == kept
