"""What to do about a point is said where one arrives, in one row."""

import pytest

from exam.disclosure import Author, find_disclosures
from exam.manuscript import Finding, Part, Shortfall
from kiosk.language import load_catalog
from kiosk.ui.advice import say_advice
from kiosk.ui.findings import Gaps, Point, Weight

(NAMED,) = find_disclosures("Bambang Wicaksono", Author("Bambang Wicaksono", "", "", ""))
POINTS = [
    Point(Weight.PROBLEM, Part.PAPER, 0, 0),
    Point(Weight.HINT, Part.SLIDES, 0, 4, NAMED),
    Point(Weight.LOOKS, Part.PAPER, 0, 4, Gaps(3, 1)),
    *(Point(Weight.PROBLEM, Part.PAPER, 0, 0, Finding(each)) for each in Shortfall),
]


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_point_has_advice_that_fits_into_the_quiet_line(language: str) -> None:
    said = [say_advice(point, load_catalog(language).gettext) for point in POINTS]
    assert all(0 < len(each) <= 78 for each in said), said


def test_a_name_is_to_be_taken_out_and_a_short_paper_to_be_gone_on_with() -> None:
    assert "type over it" in say_advice(POINTS[1], str)
    few = Point(Weight.PROBLEM, Part.PAPER, 0, 0, Finding(Shortfall.WORDS_TOO_FEW))
    many = Point(Weight.PROBLEM, Part.PAPER, 0, 0, Finding(Shortfall.WORDS_TOO_MANY))
    assert "Go on writing" in say_advice(few, str)
    assert "Shorten" in say_advice(many, str)


@pytest.mark.parametrize("shortfall", [Shortfall.PAGES_TOO_FEW, Shortfall.PAGES_TOO_MANY])
def test_whoever_has_too_few_or_too_many_pages_is_led_to_the_pages(shortfall: Shortfall) -> None:
    point = Point(Weight.PROBLEM, Part.PAPER, 0, 0, Finding(shortfall))
    assert "Ctrl+P shows the pages" in say_advice(point, str)
