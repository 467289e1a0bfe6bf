"""Who goes from one PC to another: waiting for the proctor, the PC that was left, its texts."""

import asyncio

import pytest
from textual.pilot import Pilot

from exam.errors import LinkError, RefusedError
from exam.manuscript import Part
from kiosk.ui.app import KioskApp
from kiosk.view import DeskView, Fork
from tests.kiosk.ui.conftest import Look, focused_id
from tests.kiosk.ui.fake_desk import CARD_CODE, WRITING, FakeDesk
from tests.kiosk.ui.writer import begin

CODE = CARD_CODE.replace("-", "").lower()
FENCED = DeskView(trouble=RefusedError("seat.fenced", seat="PC-12"), synced_ago=400)
FORKS = (
    Fork("PC-03", {Part.PAPER: "Kota lama", Part.SLIDES: "Satu", Part.NOTES: ""}, 2),
    Fork("PC-11", {Part.PAPER: "Desa"}, 1),
)


async def shows(pilot: Pilot[None], look: Look, wanted: str) -> None:
    """Wait until the screen shows something by itself."""
    async with asyncio.timeout(60):
        while wanted not in await look(pilot):
            await pilot.pause(0.05)


async def test_who_waits_for_the_proctor_can_stop_and_gets_in_once_it_is_allowed(
    desk: FakeDesk, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.refusal = RefusedError("sign-in.ask-proctor", seat="PC-03")
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"017", "enter", *CODE, "enter")
        shown = await look(pilot)
        assert "Tulisan Anda terbuka di PC-03." in shown
        assert "Esc berhenti menunggu" in shown
        assert "Kode kartu" not in shown
        await pilot.press("x", "tab", "x", "f12", "escape", "x", "escape")
        shown = await look(pilot)
        assert CARD_CODE in shown
        assert "Menunggu pengawas" not in shown
        assert focused_id(app) == "code"
        monkeypatch.setattr("kiosk.ui.patience.RETRY_SECONDS", 0.3)
        await pilot.press("enter")
        assert "Menunggu pengawas" in await look(pilot)
        desk.refusal = LinkError("link.unreachable", address="10.0.0.1:8443")
        await shows(pilot, look, "dicoba lagi dengan sendirinya")
        desk.refusal = None
        await shows(pilot, look, "Apakah ini Anda?")


async def test_who_waits_for_the_latest_text_goes_on_with_an_older_one_by_a_key(
    desk: FakeDesk, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.ui.patience.RETRY_SECONDS", 0.3)
    desk.refusal = RefusedError("sign-in.older", age=39 * 60_000)
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press(*"017", "enter", *CODE, "f8", "enter")
        shown = await look(pilot)
        assert "Tulisan terakhir Anda tidak ada di PC ini" in shown
        assert "F8 lanjutkan dengan tulisan lama" in shown
        await pilot.press("enter", "x", "tab")
        assert not any(call.endswith(" older") for call in desk.calls)
        await pilot.press("f8")
        assert "F8 lanjutkan" not in await look(pilot)
        async with asyncio.timeout(60):
            while not desk.calls[-1].endswith(" older"):
                await pilot.pause(0.05)
        await pilot.press("escape", "enter")
        await look(pilot)
        assert not desk.calls[-1].endswith(" older")


async def test_the_key_for_an_older_text_does_nothing_where_a_proctor_is_waited_for(
    desk: FakeDesk, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.ui.patience.RETRY_SECONDS", 0.1)
    desk.refusal = RefusedError("sign-in.ask-proctor", seat="PC-03")
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press(*"017", "enter", *CODE, "enter")
        assert "F8" not in await look(pilot)
        await pilot.press("f8")
        tries = len(desk.calls)
        async with asyncio.timeout(60):
            while len(desk.calls) < tries + 2:
                await pilot.pause(0.05)
        assert not any(call.endswith(" older") for call in desk.calls)


async def test_a_pc_that_was_left_says_where_the_work_goes_on_and_leads_to_signing_in(
    look: Look,
) -> None:
    desk = FakeDesk(WRITING)
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        desk.state = FENCED
        shown = await look(pilot)
        assert "Tempat menulis sekarang: PC-12" in shown
        assert "Tidak ada yang hilang" in shown
        await pilot.press("enter")
        shown = await look(pilot)
        assert "Selamat datang" in shown
        assert "PC-12" not in shown
        desk.state = WRITING
        await look(pilot)
        desk.state = FENCED
        assert "Tempat menulis sekarang: PC-12" in await look(pilot)


async def test_a_text_from_another_pc_is_read_and_copied_and_changes_nothing(
    look: Look, writing_desk: FakeDesk
) -> None:
    desk = writing_desk
    desk.found = FORKS
    desk.texts[Part.PAPER] = "Kota"
    desk.change(forks=2)
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        assert "Ada teks Anda dari PC lain." in await look(pilot)
        await pilot.press("f9", "7")
        shown = await look(pilot)
        assert "PC-03 · Makalah: 2 kata · Slide: 1" in shown
        assert "PC-11 · Makalah: 1 kata" in shown
        await pilot.press("enter")
        assert "Kota lama" in await look(pilot)
        await pilot.press("x", "backspace", "ctrl+v", "f6")
        assert "hanya untuk dibaca" in await look(pilot)
        await pilot.press("f3")
        assert "Satu" in await look(pilot)
        await pilot.press("f3", "ctrl+t", "ctrl+l", "shift+end", "ctrl+c")
        assert "Sudah disalin." in await look(pilot)
        await pilot.press("escape", "escape")
        await look(pilot)
        await pilot.press("down", "enter", "ctrl+c")
        assert "Semuanya disalin." in await look(pilot)
        await pilot.press("escape", "escape")
        assert "Ada teks Anda dari PC lain." not in await look(pilot)
        await pilot.press("ctrl+v")
        await look(pilot)
    assert desk.texts[Part.PAPER] == "KotaDesa"


async def test_texts_that_cannot_be_fetched_are_said_to_be_kept(
    look: Look, writing_desk: FakeDesk
) -> None:
    writing_desk.change(forks=1)
    async with KioskApp(writing_desk).run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        writing_desk.refusal = LinkError("link.unreachable", address="10.0.0.1:8443")
        await pilot.press("f9", "7")
        assert "tetapi tetap tersimpan." in " ".join((await look(pilot)).split())
        await pilot.press("escape")
        writing_desk.refusal = None
        await pilot.press("f9", "7")
        assert "Tidak ada teks lain" in await look(pilot)
