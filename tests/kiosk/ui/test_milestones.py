"""What is said of the time: once at each mark, never of what is past, and when time was given."""

from itertools import product

import pytest

from kiosk.language import load_catalog
from kiosk.ui.milestones import Milestones

MINUTE = 60_000
SENTENCES = {
    60: "One hour left.",
    30: "30 minutes left.",
    15: "15 minutes left.",
    5: "5 minutes left.",
    1: "1 minute left.",
}
CREDIT = "You were given more time."


def told(*remaining: int) -> list[str]:
    """Return the beginnings of what is said at these remaining times, in milliseconds."""
    milestones = Milestones(lambda text: text, has_slides=True)
    said = [milestones.heard(each) for each in remaining]
    return ["" if each is None else each.partition(".")[0] + "." for each in said]


def test_each_mark_is_said_once_as_it_is_reached() -> None:
    seconds = range(240 * 60, -1, -1)
    said = told(*(each * 1000 for each in seconds))
    heard = {second: each for second, each in zip(seconds, said, strict=True) if each}
    assert heard == {minutes * 60: sentence for minutes, sentence in SENTENCES.items()}


def test_slides_are_thought_of_where_they_are_asked_for() -> None:
    for has_slides in (True, False):
        milestones = Milestones(str, has_slides=has_slides)
        milestones.heard(31 * MINUTE)
        said = milestones.heard(30 * MINUTE) or ""
        assert said.startswith(SENTENCES[30])
        assert ("slides" in said) is has_slides


@pytest.mark.parametrize("minutes", SENTENCES)
def test_nothing_is_said_of_a_mark_that_was_past_when_the_page_opened(minutes: int) -> None:
    at = minutes * MINUTE
    assert told(at, at - 1000, at - 2000) == ["", "", ""]
    assert told(at + 1, at) == ["", SENTENCES[minutes]]


def test_of_marks_that_were_passed_together_the_last_is_said() -> None:
    assert told(70 * MINUTE, 15 * MINUTE - 1000) == ["", SENTENCES[15]]


def test_a_mark_that_was_passed_behind_another_page_is_not_said_as_if_it_were_now() -> None:
    assert told(70 * MINUTE, 17 * MINUTE, 16 * MINUTE) == ["", "17 min left.", ""]


def test_more_time_is_said_and_the_marks_that_lie_ahead_again_are_said_again() -> None:
    said = told(16 * MINUTE, 15 * MINUTE, 14 * MINUTE, 35 * MINUTE, 30 * MINUTE, 15 * MINUTE)
    assert said == ["", SENTENCES[15], "", CREDIT, SENTENCES[30], SENTENCES[15]]


def test_clocks_that_are_brought_together_give_no_time() -> None:
    at = 15 * MINUTE
    assert told(at + 500, at, at + 2000, at, at + 10_000, at) == ["", SENTENCES[15], "", "", "", ""]


def test_how_much_is_left_after_a_credit_is_said_in_the_candidates_language() -> None:
    milestones = Milestones(load_catalog("id").gettext, has_slides=True)
    milestones.heard(10 * MINUTE)
    assert milestones.heard(25 * MINUTE) == "Waktu Anda ditambah. Sisa waktu sekarang 25 menit."


def test_every_sentence_fits_into_one_row_of_the_smallest_screen() -> None:
    for language, has_slides in product(("id", "en"), (True, False)):
        milestones = Milestones(load_catalog(language).gettext, has_slides=has_slides)
        times = (240, 60, 30, 15, 5, 1, 239)
        said = [milestones.heard(minutes * MINUTE) for minutes in times]
        assert all(each is not None and len(each) <= 78 for each in said[1:])
