"""A text is found whatever its case, over marks, and as often as one would count it by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.manuscript import marks
from kiosk.text.search import Span, find_all
from tests.kiosk.text import naive
from tests.kiosk.text.texts import SOUND, TEXTS

LETTERS = st.text(alphabet="aAbB .\u00a0é\n" + marks.BOLD_ON + marks.NOTE_END, max_size=30)


def found(text: str, wanted: str) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in find_all(text, wanted)]


@given(LETTERS, st.text(alphabet="aAbB .é\n", max_size=4))
def test_finds_are_those_of_a_search_letter_by_letter(text: str, wanted: str) -> None:
    assert found(text, wanted) == naive.find(text, wanted)


@given(SOUND, st.data())
def test_every_piece_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(start + 9, len(text))))
    while 0 < start < len(text) and naive.combines(text[start]):
        start -= 1
    while end < len(text) and naive.combines(text[end]):
        end += 1
    wanted = "".join(each for each in text[start:end] if each not in naive.STYLES)
    assert found(text, wanted) == naive.find(text, wanted)
    assert not wanted or find_all(text, wanted)


@given(TEXTS, st.sampled_from(["a", "A", " ", "  ", "di", "2*3", "“", "漢", "\t", "-k"]))
def test_finds_never_overlap_and_each_says_what_was_wanted(text: str, wanted: str) -> None:
    edges = [edge for span in find_all(text, wanted) for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    for span in find_all(text, wanted):
        letters = "".join(each for each in text[span.start : span.end] if each not in naive.STYLES)
        assert letters.replace("\u00a0", " ").casefold() == wanted.casefold()
        assert {text[span.start], text[span.end - 1]}.isdisjoint(naive.STYLES)


@pytest.mark.parametrize("sign", list(r".^$*+?{}[]\|()-#&~<>=!:,/'\"" + "\t" + "%@_`;"))
def test_signs_that_steer_other_searches_are_found_as_themselves(sign: str) -> None:
    text = f"a{sign}b{sign}{sign}c"
    assert found(text, sign) == [(1, 2), (3, 4), (4, 5)]
    assert found("abc", sign) == []
    assert found(text, f"b{sign}") == [(2, 4)]


@pytest.mark.parametrize(
    ("text", "wanted", "spans"),
    [
        ("", "a", []),
        ("abc", "", []),
        ("Gagasan gagasan GAGASAN", "gagasan", [(0, 7), (8, 15), (16, 23)]),
        ("gagasan", "GAGASAN", [(0, 7)]),
        ("aaaa", "aa", [(0, 2), (2, 4)]),
        ("aaa", "aa", [(0, 2)]),
        ("ÉCOLE école", "école", [(0, 5), (6, 11)]),
        ("Bu" + marks.BOLD_ON + "di", "budi", [(0, 5)]),
        (marks.BOLD_ON + "Budi" + marks.BOLD_OFF, "Budi", [(1, 5)]),
        ("a" + marks.NOTE_START + "b" + marks.NOTE_END + "c", "ab", []),
        ("dua\u00a0tiga", "dua tiga", [(0, 8)]),
        ("dua tiga", "dua\u00a0tiga", []),
        ("dua\ntiga", "dua tiga", []),
        (marks.HEADING_1 + "Bab", "bab", [(1, 4)]),
        ("satu\n" + marks.BULLET + "dua", "satudua", []),
        ("cafe\u0301 cafe", "cafe", [(6, 10)]),
        ("cafe\u0301", "cafe\u0301", [(0, 5)]),
    ],
)
def test_a_text_is_found_here(text: str, wanted: str, spans: list[tuple[int, int]]) -> None:
    assert found(text, wanted) == spans
    assert naive.find(text, wanted) == spans


def test_a_common_letter_is_counted_in_a_paper_of_fifty_thousand_words() -> None:
    text = "satu dua “tiga” " * 17_000
    assert len(find_all(text, "a")) == text.count("a") == 51_000
    assert find_all(text, "zzz") == ()


def test_no_text_makes_a_search_take_its_time() -> None:
    text = (marks.BOLD_ON * 2000 + "a" * 2000) * 10
    assert find_all(text, "a" * 30 + "b") == ()


def test_a_find_is_a_plain_value() -> None:
    assert find_all("ab", "b") == (Span(1, 2),)
