"""Sections and slides: what headings part a document into."""

import pytest

from exam.manuscript import (
    Block,
    BlockKind,
    Section,
    blocks_of,
    missing_sections,
    sections_of,
    slides_of,
)
from exam.manuscript import marks as m
from tests.exam.manuscripts import bold, note

H1, H2, H3, BULLET = m.HEADING_1, m.HEADING_2, m.HEADING_3, m.BULLET


@pytest.mark.parametrize(
    "heading",
    [
        f"{H1}Penutup",
        f"{H2}PENUTUP ",
        f"{H3}Penutup",
        f"{H1}IV. Penutup",
        f"{H1}D. penutup",
        f"{H1}4) Penutup",
        f"{H1}4.1. Penutup",
        f"{H1}Pe{bold('nutup')}",
        f"{H1}Penutup{note('lihat bab I')}",
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


def test_a_section_reaches_to_the_next_heading_of_its_level_or_higher() -> None:
    text = f"awal\n{H1}Satu\nkata dua\n{H2}Anak\ntiga\n{H3}Cucu\nempat lima\n{H2}Adik\n{H1}Dua\nx"
    assert sections_of(text) == (
        Section(1, "Satu", text.index(H1), text.rindex(H1), 5),
        Section(2, "Anak", text.index(H2), text.rindex(H2), 3),
        Section(3, "Cucu", text.index(H3), text.rindex(H2), 2),
        Section(2, "Adik", text.rindex(H2), text.rindex(H1), 0),
        Section(1, "Dua", text.rindex(H1), len(text), 1),
    )


def test_a_document_without_headings_has_no_sections() -> None:
    assert sections_of("kata\nkata") == ()


# -- slides


def _outline(text: str) -> list[tuple[str, list[str]]]:
    return [(slide.title, [block.text for block in slide.body]) for slide in slides_of(text)]


def test_every_heading_of_any_level_begins_a_slide() -> None:
    text = f"{H1}Satu\n{BULLET}a\n\nb\n{H2}Dua\n{H3}Tiga\n{H1}"
    assert _outline(text) == [("Satu", ["a", "b"]), ("Dua", []), ("Tiga", []), ("", [])]


def test_the_lines_of_a_slide_keep_their_kinds_and_places() -> None:
    text = f"{H1}Satu\n\n{BULLET}a\n{m.PAGE_BREAK}\n{m.PAGE_BREAK}teks"
    (slide,) = slides_of(text)
    assert slide.body == (
        Block(BlockKind.BULLET, "a", text.index(BULLET)),
        Block(BlockKind.PAGE_BREAK, "teks", text.rindex(m.PAGE_BREAK)),
    )
    assert set(slide.body) < set(blocks_of(text))


def test_a_slide_knows_where_it_and_its_title_begin() -> None:
    text = f"pembuka\n{H1}Satu"
    first, second = slides_of(text)
    assert (first.title, first.start, first.title_start) == ("", 0, 0)
    assert text[second.start] == H1
    assert text[second.title_start :] == "Satu"


def test_the_name_of_a_slide_is_its_title_as_it_is_read() -> None:
    (slide,) = slides_of(f"{H1}Ga{bold('gas')}an{note('x')}")
    assert slide.name == "Gagasan"


def test_text_before_the_first_heading_is_a_slide_without_a_title() -> None:
    assert _outline(f"a\n{H1}Satu") == [("", ["a"]), ("Satu", [])]


@pytest.mark.parametrize("text", ["", "\n  \n", m.PAGE_BREAK, f" {m.BOLD_ON}\n"])
def test_of_blank_lines_no_slide_is_made(text: str) -> None:
    assert slides_of(text) == ()


def test_the_words_of_a_slide_are_those_of_its_title_and_its_lines() -> None:
    (slide,) = slides_of(f"{H1}Dua kata\n{BULLET}tiga{note('empat')}\n{m.ROW}lima{m.CELL}enam")
    assert slide.words == 6
