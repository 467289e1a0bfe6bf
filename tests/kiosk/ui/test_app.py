"""The app before a desk that tells of news: it looks at once, and takes the desk's texts."""

import pytest

from exam.manuscript import Part
from exam.sitting import Phase
from kiosk.ui.app import KioskApp
from kiosk.ui.sign_in import SignInPage
from kiosk.ui.writing import Bookmark, WritingPage
from tests.kiosk.ui.conftest import Look, focused_id
from tests.kiosk.ui.fake_desk import WRITING, FakeDesk


def page_of(app: KioskApp) -> WritingPage:
    """The page on which somebody writes."""
    (page,) = (screen for screen in app.screen_stack if isinstance(screen, WritingPage))
    return page


async def test_news_of_the_desk_are_shown_without_polling() -> None:
    desk = FakeDesk()
    app = KioskApp(desk, polls=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, SignInPage)
        desk.start()
        app.hear_of_view()
        await pilot.pause()
        assert page_of(app).is_attached


async def test_texts_of_the_desk_replace_what_was_typed(look: Look) -> None:
    desk = FakeDesk(WRITING)
    desk.texts[Part.PAPER] = "Kota"
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end", "!")
        desk.texts[Part.PAPER] = "Kota ini"
        app.hear_of_texts()
        app.hear_of_view()
        assert "Kota ini" in await look(pilot)
        assert "Kota!" not in await look(pilot)
        await pilot.press("ctrl+end", ".")
    assert desk.texts[Part.PAPER] == "Kota ini."


async def test_texts_of_the_desk_leave_other_pages_as_they_are(look: Look) -> None:
    app = KioskApp(FakeDesk())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"017")
        app.hear_of_texts()
        app.hear_of_view()
        assert "017" in await look(pilot)


async def test_a_screen_opens_where_the_one_before_was_left(look: Look) -> None:
    desk = FakeDesk(WRITING)
    desk.texts[Part.PAPER], desk.texts[Part.SLIDES] = "Kota ini", "Judul slide"
    left_at = Bookmark(Part.SLIDES, {Part.PAPER: 4, Part.SLIDES: 5, Part.NOTES: 0})
    app = KioskApp(desk, bookmark=left_at)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot)
        assert focused_id(app) == "editor-slides"
        await pilot.press("!", "f3", "?")
    assert desk.texts[Part.SLIDES] == "Judul! slide"
    assert desk.texts[Part.PAPER] == "Kota? ini"


async def test_a_place_beyond_the_text_is_its_end(look: Look) -> None:
    desk = FakeDesk(WRITING)
    desk.texts[Part.PAPER] = "Kota"
    left_at = Bookmark(Part.PAPER, {Part.PAPER: 400, Part.SLIDES: 9})
    app = KioskApp(desk, bookmark=left_at)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot)
        await pilot.press("!")
    assert desk.texts[Part.PAPER] == "Kota!"


async def test_where_somebody_writes_is_told_once_for_each_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kiosk.ui.app._PLACE_SECONDS", 3600)
    desk = FakeDesk(WRITING)
    desk.texts[Part.PAPER] = "Kota"
    told: list[tuple[Part, int]] = []
    app = KioskApp(desk, tell_place=lambda mark: told.append((mark.part, mark.cursors[Part.PAPER])))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("home", "right")
        app._note_place()
        app._note_place()
        await pilot.press("f3")
        app._note_place()
    assert told == [(Part.PAPER, 1), (Part.SLIDES, 1)]


async def test_with_the_desk_the_app_ends() -> None:
    desk = FakeDesk(WRITING)
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.hear_of_end()
        await pilot.pause()
        assert not app.is_running
    assert desk.calls == ["close"]
    assert desk.view.phase is Phase.WRITING
