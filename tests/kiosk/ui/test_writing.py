"""The writing screen: what is typed reaches the desk, and the state is said in words."""

import gc
from dataclasses import replace

import pytest
from textual import events

from exam.errors import DirectoryError, RefusedError
from exam.manuscript import BlockKind, Part
from exam.sitting import Phase
from kiosk.ui.app import KioskApp
from kiosk.ui.editor import Editor
from kiosk.ui.memory import settle_memory
from kiosk.ui.writing import Bookmark, WritingPage
from tests.kiosk.ui.conftest import Look
from tests.kiosk.ui.fake_desk import TOPIC, WRITING, FakeDesk
from tests.kiosk.ui.writer import begin

H1, BULLET = BlockKind.HEADING_1.value, BlockKind.BULLET.value


@pytest.fixture
def resumed() -> FakeDesk:
    """A desk of somebody who wrote before, at this PC or another."""
    desk = FakeDesk(WRITING)
    desk.texts[Part.PAPER] = f"{H1}Pendahuluan\nKota ini"
    return desk


async def test_the_topic_is_read_before_the_first_word(writing_desk: FakeDesk, look: Look) -> None:
    app = KioskApp(writing_desk)
    async with app.run_test(size=(80, 24)) as pilot:
        assert TOPIC.title[:30] in await look(pilot)
        await begin(pilot)
        await pilot.press(*"Satu", "f2")
        assert TOPIC.title[:30] in await look(pilot)
        await pilot.press("f2", *"Dua")
        await look(pilot)
    assert "\nSatuDua\n" in writing_desk.texts[Part.PAPER]


async def test_whoever_comes_back_goes_on_at_the_end_of_the_text(
    resumed: FakeDesk, look: Look
) -> None:
    app = KioskApp(resumed)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot)
        await pilot.press(*"indah")
        shown = await look(pilot)
    assert resumed.texts[Part.PAPER].endswith("Kota iniindah")
    assert "» Pendahuluan" in shown


async def test_f3_and_f7_write_slides(resumed: FakeDesk, look: Look) -> None:
    app = KioskApp(resumed)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3", *"Gagasan", "enter", *"Satu", "f7", "f3", "x")
        shown = await look(pilot)
    assert resumed.texts[Part.SLIDES] == f"{H1}Gagasan\n{BULLET}Satu"
    assert resumed.texts[Part.PAPER].endswith("Kota inix")
    assert "[ Makalah ]" in shown


async def test_trouble_of_the_desk_is_said_above_the_keys(resumed: FakeDesk, look: Look) -> None:
    resumed.change(trouble=RefusedError("made-up.code"))
    app = KioskApp(resumed)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "(made-up.code)" in await look(pilot)


async def test_a_paste_is_refused_with_a_hint(resumed: FakeDesk, look: Look) -> None:
    before = resumed.texts[Part.PAPER]
    app = KioskApp(resumed)
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.query_one("#editor-paper", Editor).post_message(events.Paste("dari luar"))
        await pilot.pause()
        assert "Teks dari luar tidak dapat ditempel." in await look(pilot)
    assert resumed.texts[Part.PAPER] == before


async def test_saving_by_habit_is_answered(resumed: FakeDesk, look: Look) -> None:
    app = KioskApp(resumed)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+s")
        assert "tersimpan dengan sendirinya" in await look(pilot)


async def test_a_part_does_not_grow_beyond_its_limit_and_says_so(
    resumed: FakeDesk, look: Look
) -> None:
    resumed.texts[Part.PAPER] = ("kata " * 60_000)[:-1]
    before = resumed.texts[Part.PAPER]
    app = KioskApp(resumed)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot)
        await pilot.press("ctrl+a", "ctrl+c", "ctrl+end", "ctrl+v")
        shown = await look(pilot)
        assert "Batas panjang naskah tercapai." in shown
        assert "isi tetap aman." in shown
        assert resumed.texts[Part.PAPER] == before
        await pilot.press("x", "ctrl+z", "ctrl+z", "backspace")
    assert resumed.texts[Part.PAPER] == before[:-1]


async def test_while_marking_one_is_told_what_to_press(resumed: FakeDesk, look: Look) -> None:
    app = KioskApp(resumed)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f8", "left")
        quiet, keys = (await look(pilot)).splitlines()[-2:]
        assert quiet.startswith(" MEMBLOK: ")
        assert "Ctrl+C salin" in keys
        assert app.screen.query_one("#quiet").has_class("-marking")
        await pilot.press("escape")
        assert "MEMBLOK" not in await look(pilot)


async def test_what_is_copied_in_the_paper_is_inserted_in_the_slides_even_after_a_pause(
    resumed: FakeDesk, look: Look
) -> None:
    app = KioskApp(resumed)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("shift+left", "shift+left", "shift+left", "ctrl+c")
        assert "Sudah disalin." in await look(pilot)
        resumed.change(phase=Phase.PAUSED)
        await look(pilot)
        resumed.change(phase=Phase.WRITING)
        await look(pilot)
        await pilot.press("f3", "ctrl+v")
        await look(pilot)
    assert resumed.texts[Part.SLIDES] == "ini"


async def test_what_the_time_says_takes_neither_the_focus_nor_a_key(
    resumed: FakeDesk, look: Look
) -> None:
    app = KioskApp(resumed)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot)
        resumed.change(remaining=60 * 60_000)
        assert "1 jam lagi" in (await look(pilot)).splitlines()[-2]
        await pilot.press("a", "ctrl+s", "b")
        assert "tersimpan dengan sendirinya" in await look(pilot)
    assert resumed.texts[Part.PAPER].endswith("Kota iniab")


async def test_a_screen_that_comes_after_another_opens_the_same_part(
    resumed: FakeDesk, look: Look
) -> None:
    bookmark = Bookmark(Part.NOTES, {Part.NOTES: 1})
    resumed.texts[Part.NOTES] = "ide"
    async with KioskApp(resumed, bookmark=bookmark).run_test(size=(80, 24)) as pilot:
        await look(pilot)
        await pilot.press("x")
        await look(pilot)
    assert resumed.texts[Part.NOTES] == "ixde"


async def test_a_point_of_the_review_leads_to_its_place(resumed: FakeDesk, look: Look) -> None:
    resumed.texts[Part.SLIDES] = f"{H1}Gagasan"
    app = KioskApp(resumed)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+f", *"kota", "f10")
        await look(pilot)
        page = app.screen_stack[-2]
        assert isinstance(page, WritingPage)
        await pilot.press("escape")
        page.go_to(Part.SLIDES, (1, 8), "Ketik gantinya.")
        shown = await look(pilot)
        assert "[ Slide ]" in shown
        assert "Ketik gantinya." in shown
        await pilot.press("enter")  # pressed once too often
        assert page.bookmark.cursors[Part.SLIDES] == 1
        page.go_to(Part.SLIDES, None)
        assert page.bookmark.cursors[Part.SLIDES] == 1
        assert resumed.texts[Part.SLIDES] == f"{H1}Gagasan"
        page.go_to(Part.SLIDES, (1, 8))
        await pilot.press("x")
        await look(pilot)
    assert resumed.texts[Part.SLIDES] == f"{H1}x"


async def test_the_collector_does_not_look_at_what_was_loaded(
    resumed: FakeDesk, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.ui.writing.settle_memory", settle_memory)
    app = KioskApp(resumed)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot)
        assert gc.get_freeze_count() > 1000


async def test_what_a_key_did_is_said_though_there_is_trouble(look: Look) -> None:
    desk = FakeDesk(replace(WRITING, trouble=DirectoryError("spool.disk", problem="No space")))
    desk.texts[Part.PAPER] = "Kota"
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        assert "No space" in await look(pilot)
        await pilot.press("ctrl+c")
        assert "No space" not in await look(pilot)
        await pilot.press("f8")
        assert "MEMBLOK" in await look(pilot)
        await pilot.press("escape")
        assert "No space" in await look(pilot)


async def test_a_place_that_is_jumped_to_stands_a_third_down_with_its_beginning_in_sight(
    resumed: FakeDesk, look: Look
) -> None:
    lines = [f"baris {number}" for number in range(90)]
    resumed.texts[Part.PAPER] = "\n".join(lines)
    start = resumed.texts[Part.PAPER].index("baris 50")
    app = KioskApp(resumed)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot)
        page = app.screen
        assert isinstance(page, WritingPage)
        page.go_to(Part.PAPER, (start, start + 200))
        rows = (await look(pilot)).splitlines()
        assert 6 <= next(at for at, row in enumerate(rows) if "baris 50" in row) <= 10


async def test_a_hint_goes_with_the_next_letter_and_much_that_is_gone_stays_said(
    resumed: FakeDesk, look: Look
) -> None:
    resumed.texts[Part.PAPER] = "kata " * 40
    app = KioskApp(resumed)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+s")
        assert "tersimpan dengan sendirinya; " in await look(pilot)
        await pilot.press("x")
        assert "tersimpan dengan sendirinya; " not in await look(pilot)
        await pilot.press("ctrl+a", "y", "z")
        assert "Banyak teks terhapus. Ctrl+Z" in await look(pilot)
        await pilot.press("ctrl+z")
        assert "Ctrl+Y" in await look(pilot)


async def test_the_slides_say_how_they_are_begun_and_what_f6_does(
    resumed: FakeDesk, look: Look
) -> None:
    app = KioskApp(resumed)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        shown = await look(pilot)
        assert "Baris pertama menjadi judul slide." in shown
        assert "Slide baru" in shown.splitlines()[-1]
        await pilot.press("a")
        shown = await look(pilot)
        assert "F6 di baris baru: slide berikutnya." in shown
        assert "F6Teks" in shown.splitlines()[-1]


async def test_in_a_footnote_and_a_table_one_is_told_the_way_out(
    resumed: FakeDesk, look: Look
) -> None:
    app = KioskApp(resumed)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f9", "i", "b")
        assert "CATATAN KAKI" in await look(pilot)
        await pilot.press("escape", "c")
        assert "CATATAN KAKI" not in await look(pilot)
        assert resumed.texts[Part.PAPER].endswith("c")
        await pilot.press("enter", "f9", "l", "2")
        assert "keluar tabel" in (await look(pilot)).splitlines()[-1]
        await pilot.press("f9", "u", "d")
        await look(pilot)
    assert resumed.texts[Part.PAPER].endswith("\nd")
