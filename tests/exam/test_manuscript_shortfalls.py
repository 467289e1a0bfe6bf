"""What is not as the exam asks for: each difference with its numbers and its place."""

import pytest

from exam.config import Limits, Margins, PaperSection, SlidesSection
from exam.manuscript import (
    F4_MM,
    OFFICIAL,
    Asked,
    Finding,
    Font,
    PaperFormat,
    Part,
    Range,
    Shortfall,
    shortfalls,
)
from exam.manuscript import marks as m
from exam.manuscript.asked import asked_of, paper_format, parts_of

H1 = m.HEADING_1


def test_where_nothing_is_asked_nothing_is_found() -> None:
    assert shortfalls("", "", Asked()) == ()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (9, (Finding(Shortfall.WORDS_TOO_FEW, 9, 10),)),
        (10, ()),
        (12, ()),
        (13, (Finding(Shortfall.WORDS_TOO_MANY, 13, 12),)),
    ],
)
def test_words_are_held_against_both_limits(words: int, found: tuple[Finding, ...]) -> None:
    assert shortfalls("kata " * words, "", Asked(words=Range(10, 12))) == found


def test_a_limit_that_is_not_set_is_not_held() -> None:
    assert shortfalls("kata " * 9, "", Asked(words=Range(least=5))) == ()
    assert shortfalls("kata " * 9, "", Asked(words=Range(most=9))) == ()


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        (1, (Finding(Shortfall.PAGES_TOO_FEW, 1, 2),)),
        (2, ()),
        (4, (Finding(Shortfall.PAGES_TOO_MANY, 4, 3),)),
    ],
)
def test_pages_are_held_against_both_limits(pages: int, found: tuple[Finding, ...]) -> None:
    text = f"\n{m.PAGE_BREAK}".join(["kata"] * pages)
    assert shortfalls(text, "", Asked(pages=Range(2, 3))) == found


def test_a_required_section_is_missing_or_empty() -> None:
    text = f"{H1}Pendahuluan\nisi\n{H1}BAB II PEMBAHASAN\n{m.HEADING_2}Sub\n{H1}Lain\n"
    limits = Asked(sections=("Pendahuluan", "Pembahasan", "Penutup"))
    assert shortfalls(text, "", limits) == (
        Finding(Shortfall.SECTION_MISSING, section="Penutup"),
        Finding(Shortfall.SECTION_EMPTY, section="Pembahasan", at=text.index(f"{H1}BAB")),
    )


def _slides(number: int) -> str:
    return "\n".join(f"{H1}Judul {each}\nisi" for each in range(number))


@pytest.mark.parametrize(
    ("slides", "required", "found"),
    [
        (0, False, ()),
        (0, True, (Finding(Shortfall.SLIDES_TOO_FEW, 0, 2),)),
        (1, False, (Finding(Shortfall.SLIDES_TOO_FEW, 1, 2),)),
        (2, True, ()),
        (4, True, (Finding(Shortfall.SLIDES_TOO_MANY, 4, 3),)),
    ],
)
def test_slides_are_held_against_both_limits_once_there_are_any(
    slides: int, required: bool, found: tuple[Finding, ...]
) -> None:
    limits = Asked(slides=Range(2, 3), slides_required=required)
    assert shortfalls("", _slides(slides), limits) == found


def test_where_slides_are_required_one_is_the_least() -> None:
    findings = shortfalls("", "", Asked(slides_required=True))
    assert findings == (Finding(Shortfall.SLIDES_TOO_FEW, 0, 1),)


def test_where_a_paper_is_all_that_is_asked_for_nothing_is_said_of_slides() -> None:
    asked = Asked(slides=None, words_per_slide=1)
    assert shortfalls("", f"{H1}Satu\nisi isi\n{H1}", asked) == ()


def test_the_parts_are_those_that_are_asked_for_and_the_notes() -> None:
    assert parts_of(None) == (Part.PAPER, Part.NOTES)
    assert parts_of(SlidesSection(required=False, max_slides=3)) == tuple(Part)


def test_empty_and_overfull_slides_are_found_at_their_places() -> None:
    text = f"{H1}Satu\nisi\n{H1}\n{H1}Tiga\nempat lima enam"
    assert shortfalls("", text, Asked(words_per_slide=3)) == (
        Finding(Shortfall.SLIDE_EMPTY, slide=2, at=text.index(f"{H1}\n")),
        Finding(Shortfall.SLIDE_TOO_FULL, 4, 3, slide=3, at=text.rindex(H1)),
    )


# -- from the exam's settings


def test_the_format_is_that_of_the_settings() -> None:
    asked = PaperSection(
        page="F4",
        font="Bookman Old Style",
        font_points=11.5,
        line_spacing=1.15,
        margins_cm=Margins(top=2, right=2.2, bottom=3, left=4),
    )
    assert paper_format(asked) == PaperFormat(
        *F4_MM, Font.BOOKMAN_OLD_STYLE, 11.5, 1.15, 20, 22, 30, 40
    )


def test_settings_that_say_nothing_mean_the_official_format() -> None:
    assert paper_format(PaperSection()) == OFFICIAL


def test_the_limits_are_those_of_the_settings() -> None:
    asked = PaperSection(words=Limits(min=1500, max=3500), sections=("Penutup",))
    slides = SlidesSection(required=False, min_slides=3, max_slides=10, max_words_per_slide=40)
    assert asked_of(asked, slides) == Asked(
        words=Range(1500, 3500),
        slides=Range(3, 10),
        words_per_slide=40,
        sections=("Penutup",),
    )
    pages = PaperSection(pages=Limits(max=5))
    assert asked_of(pages, None) == Asked(pages=Range(0, 5), slides=None)
    assert asked_of(pages, SlidesSection(max_slides=3)).slides_required
