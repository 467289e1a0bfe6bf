"""The preview on the screen: opened where one writes, turned by keys, and left again."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from exam.manuscript import Part
from exam.manuscript import marks as m
from kiosk.ui.app import KioskApp
from kiosk.ui.page import Page
from kiosk.ui.preview import PreviewPage
from tests.kiosk.ui.conftest import Look
from tests.kiosk.ui.fake_desk import WRITING, FakeDesk

PAPER = f"{m.HEADING_1}Pendahuluan\n" + "\n".join(
    f"bagian {at} " + "kata " * 90 for at in range(20)
)
FULL = "\n".join(f"{m.BULLET}butir " + "kata " * 30 for _ in range(9))
TOO_FULL = "\n".join(["kata " * 300] * 30)
SLIDES = (
    f"{m.HEADING_1}Satu\n{m.BULLET}butir\n{m.HEADING_1}Dua\n{FULL}\n{m.HEADING_1}Tiga\n{TOO_FULL}"
)


@pytest.fixture
def desk() -> FakeDesk:
    """The desk of somebody who has written paper and slides."""
    desk = FakeDesk(replace(WRITING, remaining=7_200_000))
    desk.texts = {**desk.texts, Part.PAPER: PAPER, Part.SLIDES: SLIDES}
    return desk


@pytest.fixture
async def pilot(desk: FakeDesk) -> AsyncIterator[Pilot[None]]:
    """The screen at that desk."""
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        yield pilot


async def _open(pilot: Pilot[None], part: Part, at: int) -> None:
    page = pilot.app.screen
    if not isinstance(page, Page):
        raise TypeError(page)
    page.put_in_front(PreviewPage(page.desk, page.catalog, part, at))
    await pilot.pause()


async def test_the_paper_is_turned_by_keys_from_the_page_that_one_writes_on(
    pilot: Pilot[None], look: Look
) -> None:
    await _open(pilot, Part.PAPER, len(PAPER))
    count = (await look(pilot)).split("\n", 1)[0].split()[3]
    shown = await look(pilot)
    assert f"Halaman {count} dari {count}" in shown
    assert "Sisa waktu: 2 jam" in shown
    assert "A4, Arial 12, spasi 1,5" in shown
    assert "Perkiraan" in shown
    await pilot.press("home")
    shown = await look(pilot)
    assert f"Halaman 1 dari {count}" in shown
    assert "Pendahuluan" in shown
    assert "masih ada di bawah" in shown
    await pilot.press("pagedown", "pagedown", "pagedown")
    assert f"Halaman 2 dari {count}" in await look(pilot)
    await pilot.press("up")
    assert f"1 / {count}" in await look(pilot)
    await pilot.press("end", "left", "down", "pageup")
    assert f"Halaman {int(count) - 1} dari" in await look(pilot)
    await pilot.resize_terminal(160, 50)
    assert "–" in (await look(pilot)).split("\n", 1)[0]
    await pilot.press("ctrl+p")
    assert not isinstance(pilot.app.screen, PreviewPage)


async def test_slides_are_turned_one_by_one_and_full_ones_say_so(
    desk: FakeDesk, pilot: Pilot[None], look: Look
) -> None:
    await _open(pilot, Part.SLIDES, 0)
    shown = await look(pilot)
    assert "Slide 1 dari 3" in shown
    assert "Ukuran huruf 30, 2 kata" in shown
    assert "Satu" in shown
    await pilot.press("right")
    assert "Sangat penuh: huruf mengecil jadi ukuran 16" in await look(pilot)
    await pilot.press("end")
    assert "Terlalu penuh" in await look(pilot)
    await pilot.press("escape")
    assert not isinstance(pilot.app.screen, PreviewPage)
    desk.texts[Part.SLIDES] = ""
    await _open(pilot, Part.SLIDES, 0)
    assert "Belum ada slide" in await look(pilot)
    await pilot.press("right", "pagedown", "end")
    assert "Belum ada slide" in await look(pilot)
