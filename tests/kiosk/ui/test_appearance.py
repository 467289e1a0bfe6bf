"""How everything looks: chosen on one page, worn at once, kept until somebody else comes."""

import pytest
from textual.geometry import Size

from exam.manuscript import Part
from exam.sitting import Phase
from kiosk.appearance import (
    AS_DESIGNED,
    Appearance,
    Spacing,
    Theme,
    Width,
    is_somebody_elses,
)
from kiosk.ui.app import KioskApp
from kiosk.ui.colours import DARK, SENSES
from kiosk.ui.editor import Editor
from kiosk.ui.sheet_view import SheetView
from kiosk.ui.writing import WritingPage
from tests.kiosk.ui.conftest import Look
from tests.kiosk.ui.fake_desk import WRITING, FakeDesk


@pytest.mark.parametrize(
    ("before", "now", "ends"),
    [
        (None, Phase.SIGNED_IN, False),
        (Phase.SIGNED_IN, None, False),
        (None, None, False),
        (Phase.IDENTITY_CONFIRMED, None, True),
        (Phase.SUBMITTED, None, True),
        (Phase.WRITING, Phase.PAUSED, False),
    ],
)
def test_a_choice_ends_when_somebody_else_may_sign_in(
    before: Phase | None, now: Phase | None, ends: bool
) -> None:
    assert is_somebody_elses(before, now) is ends


async def test_what_is_chosen_before_signing_in_is_worn_on_every_page_until_somebody_else_comes(
    look: Look,
) -> None:
    desk = FakeDesk()
    told: list[Appearance] = []
    app = KioskApp(desk, tell_appearance=told.append)
    async with app.run_test(size=(160, 30)) as pilot:
        assert "F12 Tampilan" in await look(pilot)
        await pilot.press("f12", "right", "down", "left", "left", "down", "right")
        await pilot.pause()
        chosen = Appearance(Theme.DARK, Width.FULL, Spacing.DOUBLE)
        assert app.appearance == told[-1] == chosen
        assert app.screen.styles.background.hex == DARK.background
        assert app.screen.query_one(SheetView).size.width > 140
        assert "[ Gelap ]" in await look(pilot)
        await pilot.press("enter")
        desk.start()
        await look(pilot)
        await pilot.press("enter", "enter", *"a")
        page = next(each for each in app.screen_stack if isinstance(each, WritingPage))
        assert page.query_one("#editor-paper", Editor).size.width > 100
        assert app.screen.styles.background.hex == DARK.background
        await pilot.press("f12")
        await pilot.pause()
        assert len(app.screen.query("#sample")) == 1
        await pilot.press("right", "f12")
        await pilot.pause()
        assert app.screen is page
        assert page.styles.background.hex == SENSES[Theme.CONTRAST].background
        desk.reject_identity()
        await look(pilot)
        assert app.appearance == AS_DESIGNED
        assert app.screen.styles.background.hex == SENSES[Theme.LIGHT].background
    assert told[-1].theme is Theme.CONTRAST


async def test_a_screen_begins_as_the_one_before_it_looked_and_the_mouse_chooses_as_well() -> None:
    worn = Appearance(Theme.CONTRAST, Width.NARROW)
    desk = FakeDesk(WRITING)
    desk.texts[Part.PAPER] = "Kota"
    app = KioskApp(desk, appearance=worn)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert app.screen.styles.background.hex == SENSES[Theme.CONTRAST].background
        page = next(each for each in app.screen_stack if isinstance(each, WritingPage))
        await pilot.press("f12")
        await pilot.click("#width", offset=(33, 0))
        await pilot.pause()
        assert app.appearance == Appearance(Theme.CONTRAST, Width.NORMAL)
        await pilot.press("escape")
        await pilot.pause()
        editor = page.query_one("#editor-paper", Editor)
        assert editor.outer_size == Size(85, editor.outer_size.height)
        assert editor.sheet.layout.width == 76
