"""The paper and the slides as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.manuscript import (
    MARKS,
    Block,
    BlockKind,
    Slide,
    blocks_of,
    clean_input,
    count_words,
    missing_sections,
    slides_of,
    strip_marks,
    text_of,
)

H1, H2, BULLET = (kind.value for kind in BlockKind if kind.value)
DOCUMENTS = st.lists(
    st.tuples(st.sampled_from(["", H1, H2, BULLET]), st.text(alphabet="aZ 1.\té" + H1, max_size=9))
).map(lambda lines: "\n".join(mark + text for mark, text in lines))


@given(st.one_of(st.text(), DOCUMENTS))
def test_splitting_and_joining_a_document_changes_nothing(text: str) -> None:
    assert text_of(blocks_of(text)) == text


@given(st.text())
def test_no_input_can_bring_in_a_mark(text: str) -> None:
    cleaned = clean_input(text)
    assert not set(cleaned) & set(MARKS)
    assert all(block.kind is BlockKind.PARAGRAPH for block in blocks_of(cleaned))
    assert clean_input(cleaned) == cleaned


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("\ttab", "\ttab"),
        (H1 + "a" + BULLET + "b", "ab"),
        ("a\x00\x07\x0b\x0c\x1b[31m\x7f\x85b", "a[31mb"),
        ("a\u2028b\u2029c\ufeff", "abc"),
        ("\U000f0000x\U0010fffd", "x"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("1978. Tahun 2*3*4 ===", "1978. Tahun 2*3*4 ==="),
        ("naïve – “kutip” 日本 👩🏽", "naïve – “kutip” 日本 👩🏽"),
    ],
)
def test_input_keeps_what_is_typed_and_nothing_else(typed: str, kept: str) -> None:
    assert clean_input(typed) == kept


def test_a_line_is_what_its_mark_says() -> None:
    text = f"{H1}Bab\n{H2}Sub\n{BULLET}butir\nbiasa\n"
    assert blocks_of(text) == (
        Block(BlockKind.HEADING_1, "Bab"),
        Block(BlockKind.HEADING_2, "Sub"),
        Block(BlockKind.BULLET, "butir"),
        Block(BlockKind.PARAGRAPH, "biasa"),
        Block(BlockKind.PARAGRAPH, ""),
    )


def test_a_mark_inside_a_line_is_no_mark() -> None:
    assert blocks_of("a" + H1) == (Block(BlockKind.PARAGRAPH, "a" + H1),)


def test_stripped_of_marks_a_text_is_what_was_typed() -> None:
    assert strip_marks(f"{H1}Bab\n{BULLET}butir") == "Bab\nbutir"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \n\t ", 0),
        ("satu", 1),
        ("satu dua\ntiga\u00a0empat", 4),
        (f"{H1}\n{H2}Dua kata", 2),
        ("orang-orang 2*3 — titik.", 4),
    ],
)
def test_words_are_counted_as_word_processors_do(text: str, words: int) -> None:
    assert count_words(text) == words


def test_every_heading_begins_a_slide() -> None:
    text = f"{H1}Satu\n{BULLET}a\n\nb\n{H2}Dua\n{H1}"
    assert slides_of(text) == (
        Slide("Satu", (Block(BlockKind.BULLET, "a"), Block(BlockKind.PARAGRAPH, "b"))),
        Slide("Dua", ()),
        Slide("", ()),
    )


def test_text_before_the_first_heading_is_a_slide_without_a_title() -> None:
    assert slides_of(f"a\n{H1}Satu") == (
        Slide("", (Block(BlockKind.PARAGRAPH, "a"),)),
        Slide("Satu", ()),
    )


def test_of_empty_lines_no_slide_is_made() -> None:
    assert slides_of("") == slides_of("\n  \n") == ()


@pytest.mark.parametrize(
    "heading",
    [
        f"{H1}Penutup",
        f"{H2}PENUTUP ",
        f"{H1}IV. Penutup",
        f"{H1}D. penutup",
        f"{H1}4) Penutup",
        f"{H1}4.1. Penutup",
    ],
)
def test_a_section_is_found_under_its_heading(heading: str) -> None:
    assert missing_sections(heading, ["Penutup"]) == ()


@pytest.mark.parametrize(
    "heading", ["BAB IV PENUTUP", "Bab 4. Penutup", "4.1 Penutup", "IV Penutup", "D. Penutup"]
)
def test_a_section_is_found_however_its_heading_is_numbered(heading: str) -> None:
    assert missing_sections(H1 + heading, ["Penutup"]) == ()


@pytest.mark.parametrize("text", ["", "Penutup", f"{BULLET}Penutup", f"{H1}Penutupan"])
def test_a_section_without_its_heading_is_missing(text: str) -> None:
    assert missing_sections(text, ["Penutup"]) == ("Penutup",)


def test_missing_sections_are_named_in_their_order() -> None:
    required = ["Pendahuluan", "Permasalahan", "Penutup"]
    assert missing_sections(f"{H1}Permasalahan", required) == ("Pendahuluan", "Penutup")
