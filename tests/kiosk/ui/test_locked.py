"""The screen of locked work, and the way back to the text."""

from dataclasses import replace

import pytest

from exam.errors import DirectoryError
from exam.manuscript import Part
from exam.sitting import Phase
from kiosk.ui.app import KioskApp
from kiosk.ui.safety import UNCONFIRMED
from tests.kiosk.ui.conftest import Look
from tests.kiosk.ui.fake_desk import WRITING, FakeDesk

REASON = "Telepon genggam di meja."
LEFT = 2 * 3_600_000 + 14 * 60_000 + 32_000


@pytest.fixture
def desk() -> FakeDesk:
    """A desk of somebody who has written."""
    desk = FakeDesk(replace(WRITING, remaining=LEFT))
    desk.texts |= {Part.PAPER: "Kota ini", Part.SLIDES: "Satu\nDua"}
    return desk


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 50)])
async def test_a_lock_hides_the_text_and_says_why_and_that_nothing_is_lost(
    desk: FakeDesk, look: Look, size: tuple[int, int]
) -> None:
    async with KioskApp(desk).run_test(size=size) as pilot:
        assert "Kota ini" in await look(pilot)
        desk.change(phase=Phase.LOCKED, lock_reason=REASON)
        shown = await look(pilot)
        assert "Kota ini" not in shown
        assert f"Alasan: {REASON}" in shown
        assert "Sisa waktu: 2:14:32. Waktu tetap berjalan." in shown
        assert "Semua yang Anda tulis sudah tersimpan." in shown
        assert "F11 panggil pengawas" in shown
        desk.change(lock_reason="")
        assert "Alasan" not in await look(pilot)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"synced_ago": 60_000}, "Sambungan sedang terputus"),
        ({"trouble": DirectoryError("spool.disk", problem="No space left")}, "(No space left)"),
        ({"is_time_confirmed": False}, f"{UNCONFIRMED}2:14:32"),
        ({"remaining": 65_000}, "Sisa waktu: 0:01:05"),
    ],
)
async def test_whatever_else_there_is_to_say_is_said_under_a_lock_too(
    desk: FakeDesk, look: Look, fields: dict[str, object], words: str
) -> None:
    desk.change(phase=Phase.LOCKED, lock_reason=REASON, **fields)
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        assert words in await look(pilot)


async def test_after_a_lock_one_writes_on_where_one_was_and_can_take_back_what_was_before(
    desk: FakeDesk, look: Look
) -> None:
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        await look(pilot)
        await pilot.press("left", "left", "left", "x", "f3", "up", "home", "f1")
        desk.change(phase=Phase.LOCKED, lock_reason=REASON)
        desk.is_deaf = True
        await look(pilot)
        await pilot.press(*"abc", "enter", "f2", "f3", "f10", "escape", "ctrl+z")
        assert "Naskah Anda dikunci" in await look(pilot)
        desk.is_deaf = False
        desk.change(phase=Phase.WRITING, lock_reason="")
        assert "[ Slide ]" in await look(pilot)
        await pilot.press("y", "f3", "z")
        assert desk.texts[Part.SLIDES] == "ySatu\nDua"
        assert desk.texts[Part.PAPER] == "Kota xzini"
        await pilot.press("ctrl+z", "ctrl+z")
        await look(pilot)
    assert desk.texts[Part.PAPER] == "Kota ini"
    assert desk.calls == ["close"]
