"""Measuring the preview: papers of any length, and pages that begin alike."""

import pytest

from exam.manuscript import OFFICIAL, count_words
from exam.manuscript import marks as m
from scripts.previews import prose, same_beginnings


@pytest.mark.parametrize("words", [1, 90, 3500])
def test_a_paper_has_as_many_words_as_asked_for_and_no_paragraph_twice(words: int) -> None:
    text = prose(words)
    assert count_words(text) == words
    assert len(set(text.split("\n"))) == text.count("\n") + 1


def test_pages_that_begin_otherwise_or_are_missing_are_not_alike() -> None:
    text = f"{m.NUMBER}satu\n{m.PAGE_BREAK}\ndua\n{m.PAGE_BREAK}\ntiga"
    printed = ["kepala\n1. satu\n1 / 4\n", "kepala\nlain\n2 / 4\n", "kepala\ntiga\n", "kepala\n"]
    assert list(same_beginnings(text, OFFICIAL, printed)) == [True, False, True, False]
