"""The first step of handing in: one sees how the work stands, and goes to what is to be mended."""

import asyncio
from dataclasses import replace
from gettext import NullTranslations
from typing import NoReturn

import pytest
from textual.pilot import Pilot

from exam.manuscript import Asked, BlockKind, Part, Range
from exam.sitting import Phase
from kiosk.ui.app import KioskApp
from kiosk.ui.findings import Point, Weight, Work
from kiosk.ui.point_list import PointList
from kiosk.ui.remarks import say_handed_in, say_length, say_more, say_slides, say_verdict
from kiosk.ui.review import ReviewPage
from kiosk.ui.writing import WritingPage
from kiosk.view import DeskView
from tests.kiosk.ui.conftest import Look, focused_id
from tests.kiosk.ui.fake_desk import WRITING, FakeDesk

H1 = BlockKind.HEADING_1.value
NAMED = "Hubungi Bambang Wicaksono di kantor."
PAPER = f"{H1}Pendahuluan\n{NAMED}\n{H1}Penutup\n"
SLIDES = f"{H1}Gagasan\nBambang Wicaksono"
PROBLEM = Point(Weight.PROBLEM, Part.PAPER, 0, 0)
HINT = Point(Weight.HINT, Part.PAPER, 0, 4)
say = NullTranslations().gettext


def desk_with(paper: str, slides: str = "") -> FakeDesk:
    """Return the desk of somebody who wrote this."""
    desk = FakeDesk(replace(WRITING, office="Kepala Bidang Penelitian"))
    desk.texts = {**desk.texts, Part.PAPER: paper, Part.SLIDES: slides}
    return desk


async def checked(pilot: Pilot[None], look: Look) -> str:
    """Wait until the work has been looked over; return what the screen shows then."""
    await look(pilot)
    for worker in [each for each in pilot.app.workers if each.node is pilot.app.screen]:
        await worker.wait()
    return await look(pilot)


async def test_one_walks_to_a_finding_goes_there_and_comes_back_to_fewer(look: Look) -> None:
    desk = desk_with(PAPER, SLIDES)
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f10")
        shown = await checked(pilot, look)
        assert "7 kata (diminta 1.500–3.500)" in shown
        assert "Ada 6 hal untuk diperiksa. Anda tetap boleh mengumpulkan." in shown
        assert "[?] dapat membuka identitas Anda" in shown
        assert "[!] Makalah berisi 7 kata" in shown
        assert "tidak ikut dikumpulkan" in shown
        assert focused_id(app) == "back"
        await pilot.press(*["down"] * 5)
        assert "▶ [?] Makalah: Ini tampaknya nama Anda: “Bambang Wicaksono”" in await look(pilot)
        await pilot.press("enter")
        await look(pilot)
        assert isinstance(app.screen, WritingPage)
        await pilot.press(*"ahli", "f10")
        assert "Ada 5 hal" in await checked(pilot, look)
        await pilot.press("down", "end", "enter", *"Kota", "f10")
        assert "Ada 4 hal" in await checked(pilot, look)
    assert desk.texts[Part.PAPER] == PAPER.replace("Bambang Wicaksono", "ahli")
    assert desk.texts[Part.SLIDES] == f"{H1}Gagasan\nKota"


async def test_arrows_lead_through_list_and_choices_and_nowhere_else(look: Look) -> None:
    desk = desk_with(PAPER + "\n".join(f"{NAMED} {number}" for number in range(40)))
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f10")
        await checked(pilot, look)
        points = app.screen.query_one(PointList)
        await pilot.press("up")
        assert (focused_id(app), points.roll.here) == ("points", len(points.roll) - 1)
        shown = await look(pilot)
        assert "lagi di atas" in shown
        assert "lagi di bawah" not in shown
        await pilot.press("down")
        assert focused_id(app) == "back"
        await pilot.press("up")
        assert points.roll.here == len(points.roll) - 1
        await pilot.press("home", "up", "right")
        assert (focused_id(app), points.roll.here) == ("back", 0)
        await pilot.press("right")
        assert focused_id(app) == "forward"
        await pilot.press("pagedown")
        assert points.roll.top > 0
        await pilot.click(PointList, offset=(10, 0))
        await look(pilot)
        assert isinstance(app.screen, WritingPage)


async def test_the_page_is_there_before_the_check_and_stays_when_the_check_fails(
    look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks = asyncio.Event()

    def fail(_work: Work) -> NoReturn:
        raise ValueError

    async def later(function: object, work: Work) -> NoReturn:
        assert function is fail
        await checks.wait()
        fail(work)

    monkeypatch.setattr("kiosk.ui.review.look_over", fail)
    monkeypatch.setattr("kiosk.ui.review.asyncio.to_thread", later)
    app = KioskApp(desk_with(PAPER))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f10")
        assert "Naskah Anda sedang diperiksa" in await look(pilot)
        await pilot.press("down", "up", "pagedown")
        assert focused_id(app) == "back"
        checks.set()
        shown = await look(pilot)
        assert "Pemeriksaan tidak berhasil. Anda tetap boleh mengumpulkan." in shown
        await pilot.press("tab", "enter")
        assert "langkah 2 dari 2" in await look(pilot)


async def test_a_pause_and_the_end_take_the_page_away_while_it_checks(look: Look) -> None:
    desk = desk_with(PAPER)
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f10")
        desk.change(phase=Phase.PAUSED)
        assert "Waktu dihentikan" in await look(pilot)
        desk.change(phase=Phase.WRITING)
        await look(pilot)
        await pilot.press("f10")
        assert isinstance(app.screen, ReviewPage)
        desk.seal()
        assert "Waktu habis." in await look(pilot)


@pytest.mark.parametrize(
    ("points", "verdict"),
    [
        ((), "nothing was found that tells who you are."),
        ((PROBLEM,), "To be looked at: 1. You may hand in all the same."),
        ((PROBLEM, HINT), "[?] may tell who you are, and papers are read without names."),
    ],
)
def test_the_verdict_says_that_nothing_bars_the_way(
    points: tuple[Point, ...], verdict: str
) -> None:
    said = say_verdict(points, say)
    assert said.endswith(verdict)
    assert (HINT in points) == ("\n" in said)


@pytest.mark.parametrize(
    ("above", "below", "said"),
    [
        (0, 0, ""),
        (2, 0, "↑ 2 more above"),
        (0, 3, "↓ 3 more below"),
        (2, 3, "↑ 2 more above   ↓ 3 more below"),
    ],
)
def test_what_is_out_of_sight_is_counted(above: int, below: int, said: str) -> None:
    assert say_more(above, below, say) == said


def test_pages_are_said_once_they_are_counted() -> None:
    view = DeskView(words=2004, slide_count=4)
    assert say_slides(view, 12, say) == "4 slides (at most 12)"
    in_words, in_pages = Asked(words=Range(1, 9)), Asked(pages=Range(1, 9), slides=None)
    assert say_handed_in(view, in_words, say) == "words: 2,004, slides: 4"
    assert say_handed_in(view, in_pages, say) == "words: 2,004"
    counted = replace(view, pages=9)
    said = say_handed_in(counted, in_words, say)
    assert said == "words: 2,004, pages: about 9, slides: 4"
    assert say_handed_in(counted, in_pages, say) == "pages: about 9, words: 2,004"


@pytest.mark.parametrize(
    ("words", "pages", "before", "counted"),
    [
        (
            Range(1500, 3500),
            Range(),
            "2,004 words (asked for: 1,500–3,500)",
            "2,004 words (asked for: 1,500–3,500), about 9 pages",
        ),
        (
            Range(),
            Range(5, 10),
            "pages not counted yet (asked for: 5–10), 2,004 words",
            "about 9 pages (asked for: 5–10), 2,004 words",
        ),
        (
            Range(0, 3500),
            Range(1, 8),
            "2,004 words (asked for: no more than 3,500)\n"
            "pages not counted yet (asked for: no more than 8)",
            "2,004 words (asked for: no more than 3,500)\n"
            "about 9 pages (asked for: no more than 8)",
        ),
    ],
)
def test_the_length_is_said_first_by_what_it_is_measured_by(
    words: Range, pages: Range, before: str, counted: str
) -> None:
    view, asked = DeskView(words=2004), Asked(words, pages)
    assert say_length(view, asked, say) == before
    assert say_length(replace(view, pages=9), asked, say) == counted
    single = counted.replace("about 9 pages", "about 1 page")
    assert say_length(replace(view, pages=1), asked, say) == single


async def test_an_empty_section_is_written_under_its_heading_at_once(look: Look) -> None:
    desk = desk_with(f"{H1}Pendahuluan\nsatu\n{H1}Penutup", f"{H1}Gagasan\nisi")
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("f10")
        shown = await checked(pilot, look)
        assert "“Penutup”" in shown
        for _ in range(shown.count("[")):
            if "▶ [!] Bagian “Penutup”" not in shown:
                await pilot.press("down")
                shown = await look(pilot)
        await pilot.press("enter", *"dua")
        await look(pilot)
    assert desk.texts[Part.PAPER] == f"{H1}Pendahuluan\nsatu\n{H1}Penutup\ndua"
