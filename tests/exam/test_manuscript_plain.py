"""Plain text of a document, the way back to its places, and the counts that stand on it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.manuscript import Counts, count, count_words, plain_of, strip_marks
from exam.manuscript import marks as m
from tests.exam.manuscripts import ANYTHING, MARKED, bold, note, row


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("", ""),
        (f"{m.HEADING_1}Bab\n{m.BULLET}{bold('te')}bal", "Bab\ntebal"),
        (f"kata{note('isi')} lagi\nbaris", "kata lagi\nisi\nbaris"),
        (row("a", "b" + note("x"), "c") + "\nd", "a\tb\tc\nx\nd"),
        (f"a{m.CELL}b", "ab"),
        ("\n\n", "\n\n"),
    ],
)
def test_a_document_is_read_line_by_line_with_its_notes_below(text: str, plain: str) -> None:
    assert plain_of(text).text == plain


@given(MARKED)
def test_every_letter_of_the_plain_text_is_found_at_its_place(text: str) -> None:
    plain = plain_of(text)
    added = [at for at, letter in enumerate(plain.text) if letter in "\n\t"]
    for at, letter in enumerate(plain.text):
        if at not in added:
            assert text[plain.place(at)] == letter


@given(ANYTHING)
def test_the_plain_text_has_every_letter_that_was_typed(text: str) -> None:
    typed = strip_marks(text).replace("\n", "").replace("\t", "")
    read = plain_of(text).text.replace("\n", "").replace("\t", "")
    assert sorted(read) == sorted(typed)


def test_a_span_of_the_plain_text_is_found_over_marks_and_notes() -> None:
    text = f"Oleh Bu{bold('di')}{note('x')} Santoso, M.Si."
    plain = plain_of(text)
    at = plain.text.index("Budi Santoso")
    start, end = plain.span(at, at + len("Budi Santoso"))
    assert strip_marks(text[start:end]) == "Budix Santoso"
    assert text[start:].startswith("Bu")
    assert text[:end].endswith("Santoso")


def test_the_end_of_the_plain_text_is_the_end_of_the_document() -> None:
    text = f"{m.HEADING_1}Bab\nisi"
    assert plain_of(text).place(len("Bab\nisi")) == len(text)
    assert plain_of("").place(0) == 0


# -- counts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \n\t ", 0),
        ("satu", 1),
        ("satu dua\ntiga\u00a0empat", 4),
        (f"{m.HEADING_1}\n{m.HEADING_2}Dua kata", 2),
        (f"{m.NUMBER}\n{m.BULLET} ", 0),
        ("orang-orang 2*3 — titik.", 4),
        (f"te{bold('bal')} dan", 2),
        (f"kata{note('dua lagi')}. Ya", 4),
        (row("satu", "dua tiga", ""), 3),
        (f"satu{m.CELL}sama", 1),
        (m.PAGE_BREAK, 0),
    ],
)
def test_words_are_counted_as_word_counts_them(text: str, words: int) -> None:
    assert count_words(text) == words


@given(MARKED)
def test_words_are_the_runs_between_white_space_of_the_plain_text(text: str) -> None:
    assert count_words(text) == len(plain_of(text).text.split())


@given(st.lists(MARKED.map(lambda text: text.replace("\n", "")), min_size=1, max_size=5))
def test_the_counts_of_a_document_are_the_sums_of_its_lines(lines: list[str]) -> None:
    counts = [count(line) for line in lines]
    assert count("\n".join(lines)) == Counts(
        sum(each.words for each in counts),
        sum(each.characters for each in counts),
        sum(each.characters_without_spaces for each in counts),
    )


def test_characters_are_what_was_typed_without_line_ends() -> None:
    assert count(f"{m.HEADING_1}Bab I\n\tdua") == Counts(3, 9, 7)
