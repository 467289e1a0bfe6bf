"""Keys that come faster than the screen: each has its effect before the next is looked at."""

import asyncio

import pytest
from textual import events
from textual.keys import _character_to_key

from exam.errors import RefusedError
from exam.events import Cause
from exam.manuscript import Part
from exam.sitting import Phase
from kiosk.ui.app import KioskApp
from kiosk.ui.confirm import ConfirmPage
from kiosk.ui.help import HelpPage
from kiosk.ui.keyboard import Keyboard
from tests.kiosk.ui.conftest import Look, focused_id
from tests.kiosk.ui.fake_desk import CARD_CODE, WRITING, FakeDesk


def burst(app: KioskApp, *keys: str) -> None:
    """Press keys at once; those of one letter are typed."""
    for key in keys:
        letter = key if len(key) == 1 else None
        app.post_message(events.Key(_character_to_key(key) if letter else key, letter))


class SlowDesk(FakeDesk):
    """A desk whose disk and server answer only when they are told to."""

    def __init__(self, *phase_of_somebody: Phase) -> None:
        super().__init__(WRITING if phase_of_somebody else None)
        self.answer = asyncio.Event()
        self.disturbed = False

    async def _wait(self) -> None:
        try:
            await self.answer.wait()
        except asyncio.CancelledError:
            self.disturbed = True
            raise

    async def sign_in(self, number: str, typed_code: str, *, takes_older: bool = False) -> None:
        await self._wait()
        await super().sign_in(number, typed_code, takes_older=takes_older)

    async def hand_in(self) -> None:
        await self._wait()
        await super().hand_in()


async def test_a_scanner_that_types_number_and_code_fills_the_right_fields(
    desk: FakeDesk, look: Look
) -> None:
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot)
        burst(app, *"017", "enter", *CARD_CODE, "enter")
        assert "Apakah ini Anda?" in await look(pilot)
    assert desk.calls[0] == f"sign_in 017 {CARD_CODE}"


async def test_letters_behind_escape_from_a_page_without_a_focus_are_written(look: Look) -> None:
    desk = FakeDesk(WRITING)
    desk.texts[Part.PAPER] = "Kota "
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot)
        burst(app, "ctrl+p", "escape", *"abc")
        await look(pilot)
        burst(app, "ctrl+p")
        assert "Halaman 1 dari 1" in await look(pilot)
        burst(app, "escape", *"de")
        await look(pilot)
    assert desk.texts[Part.PAPER] == "Kota abcde"


async def test_letters_behind_escape_are_written_in_the_text(look: Look) -> None:
    desk = FakeDesk(WRITING)
    desk.texts[Part.PAPER] = "Kota "
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f1")
        await look(pilot)
        assert isinstance(app.screen, HelpPage)
        burst(app, "escape", *"ini")
        await look(pilot)
    assert desk.texts[Part.PAPER] == "Kota ini"


async def test_a_key_that_another_page_has_had_is_not_typed_into_the_text(look: Look) -> None:
    desk = FakeDesk(WRITING)
    desk.texts[Part.PAPER] = "Kota"
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot)
        had = events.Key("x", "x")
        had._set_forwarded()
        app.post_message(had)
        await look(pilot)
    assert desk.texts[Part.PAPER] == "Kota"


async def test_a_second_enter_does_not_disturb_the_check_of_a_card(look: Look) -> None:
    desk = SlowDesk()
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"017", "enter", *CARD_CODE, "enter", "enter")
        assert "Kartu sedang diperiksa" in await look(pilot)
        desk.answer.set()
        assert "Apakah ini Anda?" in await look(pilot)
    assert not desk.disturbed
    assert desk.calls == [f"sign_in 017 {CARD_CODE}", "close"]


@pytest.mark.parametrize("key", ["enter", "escape", "f10"])
async def test_no_key_disturbs_a_paper_that_is_being_sealed(look: Look, key: str) -> None:
    desk = SlowDesk(Phase.WRITING)
    desk.texts[Part.PAPER] = "Kota"
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f10", "tab", "enter", *"KUMPULKAN", "enter", key)
        await look(pilot)
        assert isinstance(app.screen, ConfirmPage)
        desk.answer.set()
        assert "sedang dikirim" in await look(pilot)
    assert not desk.disturbed
    assert desk.calls == ["hand_in", "close"]


async def test_the_page_that_gives_way_does_not_break_off_the_sending(look: Look) -> None:
    desk = SlowDesk(Phase.WRITING)
    desk.texts[Part.PAPER] = "Kota"
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f10", "tab", "enter", *"KUMPULKAN", "enter")
        await look(pilot)
        desk.seal(Cause.SUBMITTED)
        assert "sedang dikirim" in await look(pilot)
        assert not desk.disturbed
        desk.refusal = RefusedError("made-up.code")
        desk.answer.set()
        assert "sedang dikirim" in await look(pilot)
        assert focused_id(app) is None


async def test_the_key_behind_enter_on_a_page_is_written(look: Look) -> None:
    desk = FakeDesk(WRITING)
    desk.texts[Part.PAPER] = "Kota "
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot)
        burst(app, "f1", "enter", "i", "f2", "enter", "n", "f10", "enter", "i")
        await look(pilot)
    assert desk.texts[Part.PAPER] == "Kota ini"


async def test_keys_come_after_the_mouse_that_was_before_them(look: Look) -> None:
    desk = FakeDesk(WRITING)
    desk.texts[Part.PAPER] = "Kota ini tertib"
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot)
        keyboard, (x, y) = Keyboard(), app.screen.query_one("#editor-paper").content_region.offset
        for said in (f"\x1b[<0;{x + 1};{y + 1}M", f"\x1b[<0;{x + 1};{y + 1}m"):
            mouse = keyboard.read(said)
            assert mouse is not None
            app.post_message(mouse)
        burst(app, *"Di ")
        await look(pilot)
    assert desk.texts[Part.PAPER] == "Di Kota ini tertib"
