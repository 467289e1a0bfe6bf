"""The menu's groups: what is offered where, by which letter."""

from itertools import product

import pytest

from exam.manuscript import BlockKind, Part
from kiosk.language import load_catalog
from kiosk.ui.commands import Command, Group, Offer, Surroundings, groups_for

LANGUAGES = ("id", "en")
PLACES = [
    Surroundings(part, in_table=in_table, has_forks=has_forks)
    for part, in_table, has_forks in product(Part, (False, True), (False, True))
]
MENUS = list(product(LANGUAGES, PLACES))
_LONGEST = 30
"""Cells for a label and its key in half a screen of 80 columns."""


def groups(here: Surroundings, language: str = "en") -> tuple[Group, ...]:
    return groups_for(here, load_catalog(language).gettext)


def offers(here: Surroundings, language: str = "en") -> dict[Command, Offer]:
    return {each.command: each for group in groups(here, language) for each in group.offers}


@pytest.mark.parametrize(("language", "here"), MENUS)
def test_each_letter_is_in_its_word_and_chooses_one_thing(
    language: str, here: Surroundings
) -> None:
    letters = [each.letter for each in offers(here, language).values()]
    assert all(len(letter) == 1 and letter.isalnum() for letter in letters)
    assert len(set(letters)) == len(letters)


@pytest.mark.parametrize(("language", "here"), MENUS)
def test_a_menu_fits_into_half_of_a_small_screen_each(language: str, here: Surroundings) -> None:
    for offer in offers(here, language).values():
        assert len(offer.name) + len(offer.key) <= _LONGEST, offer
        assert "&" not in offer.name


def test_everything_is_offered_somewhere() -> None:
    assert {command for here in PLACES for command in offers(here)} == set(Command)


def test_in_a_table_its_rows_and_columns_stand_for_what_a_line_can_be() -> None:
    inside = offers(Surroundings(Part.PAPER, in_table=True))
    assert {Command.ROW_BELOW, Command.DROP_COLUMN, Command.FOOTNOTE} <= inside.keys()
    assert not {Command.HEADING_1, Command.BULLETS, Command.TABLE} & inside.keys()


def test_slides_and_notes_offer_what_makes_sense_there() -> None:
    slides, notes = offers(Surroundings(Part.SLIDES)), offers(Surroundings(Part.NOTES))
    assert Command.NEW_SLIDE in slides
    assert not {Command.FOOTNOTE, Command.PAGE_BREAK, Command.HEADING_2} & slides.keys()
    assert not {Command.PREVIEW, Command.TABLE, Command.OUTLINE} & notes.keys()
    assert slides[Command.NOTES].name != notes[Command.NOTES].name


@pytest.mark.parametrize(
    ("here", "ticked"),
    [
        (Surroundings(Part.PAPER), {Command.PLAIN}),
        (
            Surroundings(Part.PAPER, BlockKind.HEADING_2, bold=True),
            {Command.HEADING_2, Command.BOLD},
        ),
        (
            Surroundings(Part.PAPER, BlockKind.NUMBER_2, italic=True),
            {Command.NUMBERS, Command.ITALIC},
        ),
        (Surroundings(Part.SLIDES, BlockKind.HEADING_1), {Command.TITLE}),
        (Surroundings(Part.PAPER, BlockKind.ROW, in_table=True), set()),
    ],
)
def test_what_applies_now_is_ticked(here: Surroundings, ticked: set[Command]) -> None:
    assert {command for command, offer in offers(here).items() if offer.is_on} == ticked


def test_texts_from_other_pcs_are_offered_only_where_there_are_any() -> None:
    assert Command.FORKS not in offers(Surroundings(Part.PAPER))
    assert offers(Surroundings(Part.PAPER, has_forks=True))[Command.FORKS].letter == "7"


def test_what_cannot_be_on_or_off_has_no_tick() -> None:
    assert offers(Surroundings(Part.PAPER))[Command.TABLE].is_on is None
