"""Every screen looks as it is kept; `scripts/screens --keep` keeps what it looks like now."""

from pathlib import Path

import pytest

from kiosk.ui.colours import SENSES
from scripts.picturing.cells import Ink, Piece
from scripts.picturing.drawing import drawn
from scripts.picturing.keeping import differences, left_over, written
from scripts.picturing.scenes import KEPT_SCENES
from scripts.picturing.stage import Picture, play

SHARES = 4
"""So many tests share the screens, for several processes."""
INK = Ink("primary", "surface", "bold")


@pytest.mark.parametrize("share", range(SHARES))
async def test_every_screen_looks_as_it_is_kept_at_every_size(share: int) -> None:
    pictures = await play(KEPT_SCENES[share::SHARES])
    assert "\n\n".join(differences(pictures)) == ""


def test_nothing_is_kept_of_screens_that_there_are_no_more() -> None:
    assert left_over() == []


def test_a_picture_is_written_as_rows_inks_and_runs() -> None:
    other = Ink("quiet", "panel", "")
    row = (Piece("Judul", INK), Piece(" dan", other))
    picture = Picture("a", (9, 3), (row, row, (Piece("│", INK),)))
    expected = ["Judul dan", "Judul dan", "│", "-" * 8]
    expected += ["a primary on surface bold", "b quiet on panel", "-" * 8, "1-2 a5 b4", "3 a1", ""]
    assert written(picture).split("\n") == expected


def test_a_picture_is_drawn_in_the_colours_of_its_look() -> None:
    picture = Picture("a", (9, 1), ((Piece("<Judul>", INK),),))
    for theme, senses in SENSES.items():
        svg = drawn(picture, theme)
        assert senses.primary in svg
        assert f'fill="{senses.surface}"' in svg
        assert "&lt;Judul&gt;" in svg


def test_every_character_of_the_screens_is_in_the_consoles_font() -> None:
    """Box drawing and signs are limited to what Debian's Lat15 console fonts have."""
    allowed = set("─│┌┐└┘═║╔╗╚╝▶»›•–“”’…←→↑↓")
    sources = Path(__file__).parents[3] / "kiosk" / "ui"
    catalog = sources.parent / "locale" / "id" / "LC_MESSAGES" / "kiosk.po"
    files = [*sources.glob("*.py"), *sources.glob("*.tcss"), catalog]
    for file in files:
        strange = {each for each in file.read_text("utf-8") if ord(each) > 0xFF} - allowed
        assert not strange, file
