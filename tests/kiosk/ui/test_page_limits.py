"""An exam that measures a paper by its pages says how many there are, wherever one looks."""

from dataclasses import replace
from gettext import NullTranslations

import pytest
from textual.pilot import Pilot

from exam.manuscript import Part, pages_of
from exam.manuscript.asked import paper_format
from exam.sitting import Phase
from kiosk.ui.app import KioskApp
from kiosk.ui.review import ReviewPage
from tests.kiosk.ui.conftest import Look
from tests.kiosk.ui.fake_desk import IN_BOTH, IN_PAGES, RECEIPT, WRITING, FakeDesk

ENGLISH = NullTranslations()
SENTENCE = "Kota yang tertib dimulai dari data yang benar dan dipakai setiap hari. "
SIZES = [(80, 24), (100, 30), (160, 50)]
_MOST_LOOKS = 40


def desk_with(sentences: int) -> FakeDesk:
    """Return the desk of somebody who wrote so many sentences, all pages counted."""
    desk = FakeDesk(WRITING, IN_PAGES)
    sections = IN_PAGES.writing.paper.sections
    body = SENTENCE * (sentences // len(sections))
    desk.texts[Part.PAPER] = "\n".join(f"\ue001{name}\n{body}" for name in sections)
    desk.change(pages=pages_of(desk.texts[Part.PAPER], paper_format(IN_PAGES.writing.paper)).count)
    return desk


async def reviewed(pilot: Pilot[None], look: Look) -> str:
    """Return the review once it has looked at everything, in one line."""
    await pilot.press("f10")
    for _ in range(_MOST_LOOKS):
        shown = " ".join((await look(pilot)).split())
        if "being checked" not in shown:
            return shown
    raise AssertionError(shown)


@pytest.mark.parametrize("size", SIZES)
async def test_while_one_writes_the_pages_stand_where_elsewhere_the_words_do(
    look: Look, size: tuple[int, int]
) -> None:
    desk = desk_with(120)
    async with KioskApp(desk).run_test(size=size) as pilot:
        assert "Halaman 4 (5–10)" in (await look(pilot)).splitlines()[1]
        desk.change(pages=11)
        assert "Halaman 11 (5–10) lebih 1" in (await look(pilot)).splitlines()[1]


@pytest.mark.parametrize("size", SIZES)
async def test_both_limits_have_room(look: Look, size: tuple[int, int]) -> None:
    desk = FakeDesk(replace(WRITING, pages=7), IN_BOTH)
    desk.texts[Part.PAPER] = "kata " * 2_000
    async with KioskApp(desk).run_test(size=size) as pilot:
        counts = (await look(pilot)).splitlines()[1]
        assert "Halaman 7 (5–10)" in counts
        assert "Kata 2.000 (1.500–3.500)" in counts
        await pilot.press("f10")
        shown = await look(pilot)
        assert "2.000 kata (diminta 1.500–3.500)" in shown
        assert "sekitar 7 halaman (diminta 5–10)" in shown


@pytest.mark.parametrize("size", SIZES)
async def test_the_topic_says_how_many_pages_and_of_which_print(
    look: Look, size: tuple[int, int]
) -> None:
    async with KioskApp(desk_with(120), ENGLISH).run_test(size=size) as pilot:
        await pilot.press("f2")
        shown = await look(pilot)
        assert "Paper: 5–10 pages" in shown
        assert "F4, Bookman Old Style 12, line spacing 1.5" in shown


async def test_too_short_a_paper_may_be_handed_in_and_is_fairly_told(look: Look) -> None:
    async with KioskApp(desk_with(120), ENGLISH).run_test(size=(80, 24)) as pilot:
        shown = await reviewed(pilot, look)
        assert "about 4 pages (asked for: 5–10)" in shown
        assert "The paper has about 4 pages; at least 5 are asked for." in shown
        assert "Word may count one more or less." in shown
        assert "You may hand in all the same." in shown


async def test_one_page_is_said_as_one(look: Look) -> None:
    async with KioskApp(desk_with(12), ENGLISH).run_test(size=(80, 24)) as pilot:
        shown = await reviewed(pilot, look)
        assert "about 1 page (asked for: 5–10)" in shown
        assert "The paper has about 1 page; at least 5 are asked for." in shown


async def test_whoever_goes_to_that_point_stays_where_they_were_and_is_led_to_the_pages(
    look: Look,
) -> None:
    async with KioskApp(desk_with(120), ENGLISH).run_test(size=(80, 24)) as pilot:
        await reviewed(pilot, look)
        await pilot.press("down", "enter")
        assert "Ctrl+P shows the pages." in await look(pilot)
        assert not isinstance(pilot.app.screen, ReviewPage)


async def test_a_paper_within_its_pages_is_as_asked_for_however_many_words_it_has(
    look: Look,
) -> None:
    async with KioskApp(desk_with(180), ENGLISH).run_test(size=(80, 24)) as pilot:
        assert "Everything that was asked for is there" in await reviewed(pilot, look)


async def test_the_receipt_names_the_pages(look: Look) -> None:
    desk = desk_with(180)
    desk.change(phase=Phase.SUBMITTED, receipt=RECEIPT)
    async with KioskApp(desk, ENGLISH).run_test(size=(80, 24)) as pilot:
        shown = await look(pilot)
        assert f"pages: about {desk.view.pages}" in shown
        assert "lide" not in shown
