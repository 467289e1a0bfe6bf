"""When a paper has begun, and how what is asked for is said."""

from types import SimpleNamespace
from typing import Any

import pytest

from exam.config.papers import Limits, PaperSection, SlidesSection
from exam.manuscript import BlockKind
from kiosk.ui.beginning import has_begun
from kiosk.ui.topic import say_asked

H1, BULLET = BlockKind.HEADING_1.value, BlockKind.BULLET.value
SECTIONS = ("Pendahuluan", "Penutup")


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ("", False),
        ("\n \n", False),
        (f"{H1}Pendahuluan\n\n{H1}Penutup\n", False),
        (f"{H1}I. PENDAHULUAN\n", False),
        (f"{H1}Pendahuluan\nK", True),
        (f"{H1}Lain\n", True),
        ("Pendahuluan", True),
        (f"{BULLET}a", True),
    ],
)
def test_headings_that_were_laid_in_are_no_beginning(text: str, begun: bool) -> None:
    assert has_begun(text, SECTIONS) is begun


@pytest.mark.parametrize(
    ("paper", "slides", "lines"),
    [
        (
            PaperSection(words=Limits(min=1500, max=3500), sections=SECTIONS),
            SlidesSection(max_slides=12),
            (
                "Paper: 1,500–3,500 words · Slides: no more than 12",
                "Sections: Pendahuluan, Penutup",
            ),
        ),
        (
            PaperSection(words=Limits(max=2000), pages=Limits(min=3, max=5)),
            SlidesSection(required=False, min_slides=3, max_slides=9, max_words_per_slide=40),
            (
                "Paper: no more than 2,000 words, 3–5 pages · "
                "Slides, if you like: 3–9, at most 40 words on each",
                "Pages count as printed: A4, Arial 12, line spacing 1.5.",
            ),
        ),
        (PaperSection(words=Limits(min=1, max=800)), None, ("Paper: no more than 800 words",)),
        (
            PaperSection(
                pages=Limits(min=5, max=10),
                sections=SECTIONS,
                page="F4",
                font="Bookman Old Style",
                font_points=11.5,
                line_spacing=1,
            ),
            None,
            (
                "Paper: 5–10 pages",
                "Pages count as printed: F4, Bookman Old Style 11.5, line spacing 1.",
                "Sections: Pendahuluan, Penutup",
            ),
        ),
    ],
)
def test_all_that_is_asked_for_is_said(
    paper: PaperSection, slides: SlidesSection | None, lines: tuple[str, ...]
) -> None:
    writing: Any = SimpleNamespace(paper=paper, slides=slides)
    assert tuple(say_asked(writing, str)) == lines
