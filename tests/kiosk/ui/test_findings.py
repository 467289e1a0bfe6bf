"""What is to be looked at before handing in, found and said without a screen."""

from dataclasses import replace
from gettext import NullTranslations

import pytest

from exam.manuscript import Asked, BlockKind, Finding, Part, Range, Shortfall
from exam.manuscript import marks as m
from kiosk.ui.findings import Point, Weight, Work, look_over, say_point

H1, BULLET = BlockKind.HEADING_1.value, BlockKind.BULLET.value
SECTIONS = ("Pendahuluan", "Penutup")
ASKED = Asked(
    words=Range(4, 10),
    slides=Range(1, 2),
    slides_required=True,
    words_per_slide=3,
    sections=SECTIONS,
)
WHOLE = Work(
    paper=f"{H1}Pendahuluan\nKota ini tertib\n{H1}Penutup\nSekian",
    slides=f"{H1}Gagasan\nisi",
    asked=ASKED,
    name="Dr. Ir. Bambang Wicaksono, M.Si.",
    nip="197005121996031004",
    office="Kepala Bidang Penelitian",
    unit="Badan Riset dan Inovasi Daerah",
    post="Kepala Dinas Sosial",
)
say = NullTranslations().gettext


def said(work: Work) -> list[str]:
    return [say_point(point, say) for point in look_over(work)]


def places(work: Work) -> list[tuple[Part, int, int]]:
    return [(point.part, point.start, point.end) for point in look_over(work)]


def test_of_a_whole_work_nothing_is_found() -> None:
    assert look_over(WHOLE) == ()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"paper": f"{H1}Pendahuluan\nKota\n{H1}Penutup\nb"}, None),
        (
            {"paper": "Kota\n", "asked": Asked(words=Range(4, 10))},
            "The paper has 1 words; at least 4 are asked for.",
        ),
        (
            {"paper": "kata " * 1500, "asked": Asked(words=Range(4, 1000))},
            "The paper has 1,500 words; at most 1,000 are allowed.",
        ),
        (
            {"paper": "kata", "asked": Asked(pages=Range(2, 3))},
            "The paper has about 1 page; at least 2 are asked for. "
            "Word may count one more or less.",
        ),
        (
            {"paper": "kata\n" * 99, "asked": Asked(pages=Range(1, 2))},
            "The paper has about 5 pages; at most 2 are allowed. Word may count one more or less.",
        ),
        (
            {"paper": f"{H1}Pendahuluan\na b c d"},
            "No heading “Penutup” yet. (F6 makes a line a heading.)",
        ),
        (
            {"paper": f"{H1}Pendahuluan\na b c d\n{H1}Penutup\n"},
            "Nothing is written under “Penutup” yet.",
        ),
        ({"slides": ""}, "There are no slides yet."),
        (
            {"slides": f"{H1}Satu", "asked": Asked(slides=Range(2, 3))},
            "Slides: 1. At least 2 are asked for.",
        ),
        ({"slides": f"{H1}Satu\n" * 3}, "Slides: 3. At most 2 are allowed."),
        ({"slides": f"{H1}Satu\n{H1}"}, "Slide 2 is empty."),
        (
            {"slides": f"{H1}Satu dua\ntiga empat"},
            "Slide 1 has 4 words; at most 3 are allowed.",
        ),
    ],
)
def test_what_is_not_as_asked_for_is_said_in_one_sentence(
    change: dict[str, object], sentence: str | None
) -> None:
    work = replace(WHOLE, **change)  # type: ignore[arg-type]
    assert said(work) == ([] if sentence is None else [sentence])


def test_every_shortfall_has_its_own_sentence() -> None:
    points = [Point(Weight.PROBLEM, Part.PAPER, 0, 0, Finding(each, 1)) for each in Shortfall]
    assert len({say_point(point, say) for point in points}) == len(Shortfall)


@pytest.mark.parametrize(
    ("paper", "place"),
    [
        ("", 0),
        (" \n\n", 0),
        (f"{H1}Pendahuluan\n\n{H1}Penutup\n", 13),
        (f"{H1}Pendahuluan\n{H1}Penutup", 21),
        (f"{m.PAGE_BREAK}\n{BULLET}", 3),
    ],
)
def test_of_an_empty_paper_only_that_is_said_and_one_goes_where_to_begin(
    paper: str, place: int
) -> None:
    work = replace(WHOLE, paper=paper)
    assert said(work) == ["The paper is still empty."]
    assert places(work) == [(Part.PAPER, place, place)]


def test_an_empty_work_is_said_in_two_sentences() -> None:
    work = replace(WHOLE, paper="", slides="")
    assert said(work) == ["The paper is still empty.", "There are no slides yet."]
    assert places(work) == [(Part.PAPER, 0, 0), (Part.SLIDES, 0, 0)]


def test_an_empty_section_leads_under_its_heading_and_a_full_slide_under_its_title() -> None:
    paper = f"{H1}Pendahuluan\n\n{H1}Penutup\na b c d"
    slides = f"{H1}Satu\n{H1}Dua tiga\nempat lima"
    assert places(replace(WHOLE, paper=paper, slides=slides)) == [
        (Part.PAPER, 13, 13),
        (Part.SLIDES, 16, 16),
    ]


def test_what_lacks_leads_to_the_end_where_it_is_added() -> None:
    paper = f"{H1}Pendahuluan\na b c"
    assert places(replace(WHOLE, paper=paper, slides="")) == [
        (Part.PAPER, len(paper), len(paper)),
        (Part.SLIDES, 0, 0),
    ]


def test_what_names_the_author_comes_last_with_its_place_and_as_a_hint() -> None:
    paper = "Saya, Bambang Wicaksono, selaku Kepala Bidang Penelitian."
    slides = f"{H1}Bambang Wicaksono"
    points = look_over(replace(WHOLE, paper=paper, slides=slides))
    hints = [point for point in points if point.weight is Weight.HINT]
    assert points[-len(hints) :] == tuple(hints)
    texts = {Part.PAPER: paper, Part.SLIDES: slides}
    found = [(point.part, texts[point.part][point.start : point.end]) for point in hints]
    assert found == [
        (Part.PAPER, "Bambang Wicaksono"),
        (Part.PAPER, "Kepala Bidang Penelitian"),
        (Part.SLIDES, "Bambang Wicaksono"),
    ]
    sentences = [say_point(point, say) for point in hints]
    assert sentences[0].startswith("Paper: This looks like your name: “Bambang Wicaksono”.")
    assert sentences[2].startswith("Slides: This looks like your name: ")


def test_the_post_applied_for_and_people_of_the_topic_are_no_findings() -> None:
    paper = f"{H1}Pendahuluan\nKepala Dinas Sosial bertugas. Bung Bambang\n{H1}Penutup\nSekian"
    work = replace(WHOLE, paper=paper)
    assert len(look_over(work)) == 1
    assert look_over(replace(work, topic="Pidato Bung Bambang pada 1945")) == ()


@pytest.mark.parametrize(
    ("gap", "sentence"),
    [
        ("\n\n\n", None),
        ("\n\n\n\n", "3 blank lines follow each other; all of them are printed."),
        (
            "\n\n\n\n\nKota\n\n \n\n",
            "Three blank lines or more follow each other at 2 places.",
        ),
    ],
)
def test_holes_in_the_paper_are_one_point_that_comes_last(gap: str, sentence: str | None) -> None:
    paper = f"{H1}Pendahuluan\nKota ini tertib{gap}{H1}Penutup\nSekian"
    points = look_over(replace(WHOLE, paper=paper))
    assert [say_point(point, say) for point in points] == ([] if sentence is None else [sentence])
    for point in points:
        assert point.weight is Weight.LOOKS
        assert not paper[point.start : point.end].strip()


@pytest.mark.parametrize("shortfall", Shortfall)
def test_what_is_about_all_of_a_part_has_no_place_to_jump_to(shortfall: Shortfall) -> None:
    point = Point(Weight.PROBLEM, Part.PAPER, 3, 4, Finding(shortfall))
    everywhere = shortfall.startswith(("words.", "pages.")) or shortfall == "slides.too-many"
    assert point.place == (None if everywhere else (3, 4))
