"""Every letter of every screen can be read: in all looks, in sixteen colours, on the console."""

from collections.abc import Iterator
from dataclasses import astuple, fields

import pytest
from rich.color import Color, ColorSystem

from kiosk.appearance import Appearance, Theme
from kiosk.ui.app import KioskApp
from kiosk.ui.colours import SENSES, Senses
from kiosk.ui.console import NUMBERED, colouring, numbers_of
from kiosk.ui.driver import KioskDriver
from scripts.picturing.keeping import KEPT
from tests.kiosk.ui.fake_desk import FakeDesk

LEAST = {Theme.LIGHT: 7.0, Theme.DARK: 7.0, Theme.CONTRAST: 12.0}
LEAST_QUIET, LEAST_LINE = 4.5, 3.0
VGA = (
    "#000000", "#AA0000", "#00AA00", "#AA5500", "#0000AA", "#AA00AA", "#00AAAA", "#AAAAAA",
    "#555555", "#FF5555", "#55FF55", "#FFFF55", "#5555FF", "#FF55FF", "#55FFFF", "#FFFFFF",
)  # fmt: skip
"""The sixteen colours as a console has them."""


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2.2), from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def kept_inks() -> list[tuple[str, str, str]]:
    """Ink, ground and attributes of all letters on all screens that are kept."""
    found = set()
    for file in KEPT.glob("*/*.txt"):
        legend = file.read_text("utf-8").split("-" * 8 + "\n")[1]
        for line in legend.splitlines():
            _letter, ink, _on, ground, *attributes = line.split()
            if ink != "nothing":
                found.add((ink, ground, " ".join(attributes)))
    return sorted(found)


INKS = kept_inks()


def least_for(theme: Theme, ink: str) -> float:
    """How much contrast an ink needs: frames need less than letters."""
    return {"line": LEAST_LINE, "quiet": LEAST_QUIET}.get(ink, LEAST[theme])


def colour_of(senses: Senses, name: str) -> str:
    return str(getattr(senses, name.replace("-", "_")))


def pairs() -> Iterator[tuple[str, str]]:
    yield from sorted({(ink, ground) for ink, ground, _ in INKS})


def test_the_kept_screens_show_every_sense() -> None:
    seen = {name for ink, ground, _ in INKS for name in (ink, ground)}
    assert seen == {field.name.replace("_", "-") for field in fields(Senses)}


@pytest.mark.parametrize("theme", Theme)
def test_every_letter_of_every_screen_stands_out(theme: Theme) -> None:
    weak = {
        (ink, ground): round(found, 1)
        for ink, ground in pairs()
        if (found := contrast(colour_of(SENSES[theme], ink), colour_of(SENSES[theme], ground)))
        < least_for(theme, ink)
    }
    assert weak == {}


@pytest.mark.parametrize("theme", Theme)
def test_what_the_colours_promise_holds_for_every_pair(theme: Theme) -> None:
    senses = SENSES[theme]
    grounds = (senses.background, senses.surface, senses.panel)
    inks = (senses.foreground, senses.primary, senses.secondary, senses.success, senses.error)
    assert min(contrast(ink, ground) for ink in inks for ground in grounds) >= 7
    assert contrast(senses.warning_text, senses.warning) >= LEAST[theme]


@pytest.mark.parametrize("theme", Theme)
def test_in_sixteen_colours_letters_still_stand_out(theme: Theme) -> None:
    """A terminal that has sixteen colours and cannot be told which."""

    def shown(name: str) -> str:
        colour = Color.parse(colour_of(SENSES[theme], name)).downgrade(ColorSystem.STANDARD)
        assert colour.number is not None
        return VGA[colour.number]

    weak = {
        (ink, ground): round(contrast(shown(ink), shown(ground)), 1)
        for ink, ground in pairs()
        if ink != "line" and contrast(shown(ink), shown(ground)) < LEAST_QUIET
    }
    assert weak == {}


# -- the bare console


def drawn_by_kernel(ink: int, ground: int, attributes: str) -> tuple[int, int]:
    """Numbers of ink and ground that a console draws: `build_attr` of the kernel's vt.c."""
    slanted, underlined, chosen_underline = 2, "underline" in attributes, 4
    is_bold = "bold" in attributes or ink > 7
    ink, ground = ink % 8, ground % 8
    if "italic" in attributes:
        ink = slanted
    elif underlined:
        ink = chosen_underline
    if "reverse" in attributes:
        ink, ground = ground, ink
    return ink ^ 8 * is_bold, ground


def number_of(name: str) -> int:
    colour = Color.parse(colour_of(NUMBERED, name)).downgrade(ColorSystem.STANDARD)
    assert colour.number is not None
    return colour.number


def test_each_sense_has_a_number_of_its_own_on_the_console_and_grounds_are_below_eight() -> None:
    numbers = {name: number_of(name) for name in (field.name for field in fields(Senses))}
    assert numbers["background"] == numbers["surface"] == 7
    assert numbers["quiet"] == numbers["line"] == 14
    assert len(set(numbers.values())) == len(numbers) - 2
    assert all(numbers[name] < 8 for name in ("background", "surface", "panel", "warning", "error"))


@pytest.mark.parametrize("theme", Theme)
def test_on_the_console_every_letter_of_every_screen_stands_out(theme: Theme) -> None:
    numbers = numbers_of(SENSES[theme])
    weak = {}
    for ink, ground, attributes in INKS:
        if "reverse" in attributes:
            asked = number_of(ground), number_of(ink)
        else:
            asked = number_of(ink), number_of(ground)
        is_found = ground == "warning" and "underline" in attributes
        shown = drawn_by_kernel(*asked, "" if is_found else attributes)  # as the style sheet says
        found = contrast(numbers[shown[0]], numbers[shown[1]])
        if found < (LEAST_LINE if ink == "line" else LEAST_QUIET):
            weak[ink, ground, attributes] = round(found, 1)
    assert weak == {}


@pytest.mark.parametrize("theme", Theme)
def test_the_console_is_told_sixteen_colours(theme: Theme) -> None:
    told = colouring(theme)
    assert told.startswith("\x1b[1;4]\x1b]P0")
    assert told.count("\x1b]P") == 16
    assert set(astuple(SENSES[theme])) - {SENSES[theme].background, SENSES[theme].line} <= {
        f"#{piece[1:7]}" for piece in told.split("\x1b]P")
    }


async def test_a_console_is_told_its_colours_and_gets_its_own_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "linux")
    app = KioskApp(FakeDesk())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        driver = KioskDriver.__new__(KioskDriver)
        driver._unsent = []
        usual, app._driver = app._driver, driver
        app.wear(Appearance(Theme.DARK))
        app._driver = usual
        assert app.theme == "makalah-console"
    assert driver._unsent[0] == colouring(Theme.DARK)
    assert driver._at_last == "\x1b]R\x1b[1;15]"
