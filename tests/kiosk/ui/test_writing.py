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
from tests.kiosk.ui.conftest import Look
from tests.kiosk.ui.fake_desk import TOPIC, WRITING, FakeDesk

H1, BULLET = BlockKind.HEADING_1.value, BlockKind.BULLET.value
MINUTE = 60_000


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
        await pilot.press("enter", *"Satu", "f2")
        assert TOPIC.title[:30] in await look(pilot)
        await pilot.press("f2", *"Dua")
        await look(pilot)
    assert writing_desk.texts[Part.PAPER] == "SatuDua"


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


async def test_f3_f6_and_f7_write_slides(resumed: FakeDesk, look: Look) -> None:
    app = KioskApp(resumed)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3", *"Gagasan", "f6", "enter", *"Satu", "f7", "f3", "x")
        shown = await look(pilot)
    assert resumed.texts[Part.SLIDES] == f"{H1}Gagasan\n{BULLET}Satu"
    assert resumed.texts[Part.PAPER].endswith("Kota inix")
    assert "[ Makalah ]" in shown
    assert "Slide 1 (paling banyak 12)" in shown


@pytest.mark.parametrize(
    ("remaining", "sentence", "look_class"),
    [
        (239 * MINUTE + 12_000, "Sisa waktu 3:59:12  (3 jam 59 menit)", "-calm"),
        (240 * MINUTE, "Sisa waktu 4:00:00  (4 jam)", "-calm"),
        (15 * MINUTE + 1, "Sisa waktu 0:15:01  (15 menit)", "-calm"),
        (15 * MINUTE, "Sisa waktu 0:15:00  (tinggal 15 menit)", "-soon"),
        (5 * MINUTE, "Sisa waktu 0:05:00  (selesaikan: 5 menit)", "-last"),
        (59_000, "Sisa waktu 0:00:59  (selesaikan sekarang)", "-now"),
    ],
)
async def test_the_clock_says_it_in_words_and_changes_its_colour(
    resumed: FakeDesk, look: Look, remaining: int, sentence: str, look_class: str
) -> None:
    resumed.change(remaining=remaining)
    app = KioskApp(resumed)
    async with app.run_test(size=(100, 30)) as pilot:
        assert sentence in await look(pilot)
        clock = app.screen.query_one("#clock")
        assert [name for name in ("-calm", "-soon", "-last", "-now") if clock.has_class(name)] == [
            look_class
        ]


async def test_saving_and_a_silent_server_are_said_quietly(resumed: FakeDesk, look: Look) -> None:
    app = KioskApp(resumed)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await look(pilot)
        assert "Tersimpan" in shown
        assert "Server terhubung" in shown
        assert "PC-07  Peserta 017" in shown
        resumed.change(saved=False, synced_ago=6_001)
        shown = await look(pilot)
        assert "Menyimpan ..." in shown
        assert "Server belum terjangkau - tulisan tetap tersimpan di komputer ini" in shown


async def test_trouble_of_the_desk_is_said_above_the_keys(resumed: FakeDesk, look: Look) -> None:
    resumed.change(trouble=RefusedError("made-up.code"))
    app = KioskApp(resumed)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "(made-up.code)" in await look(pilot)


async def test_words_and_limits_are_counted(resumed: FakeDesk, look: Look) -> None:
    app = KioskApp(resumed)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Kata 3 (1.500–3.500)" in await look(pilot)


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


async def test_a_key_after_the_end_is_not_taken_and_breaks_nothing(
    resumed: FakeDesk, look: Look
) -> None:
    app = KioskApp(resumed)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot)
        resumed.refusal = RefusedError("made-up.code")
        await pilot.press("a", "b")
        await look(pilot)
        assert app.screen.query_one("#editor-paper", Editor).read_only
    assert resumed.texts[Part.PAPER].endswith("Kota ini")


async def test_help_names_what_everybody_needs_first_and_leads_back(
    resumed: FakeDesk, look: Look
) -> None:
    app = KioskApp(resumed)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f1")
        shown = await look(pilot)
        assert "Bantuan" in shown
        assert "F10" in shown
        assert "Memblok, menyalin, dan memindahkan teks" in shown
        assert "masih ada di bawah" in shown
        pages = []
        for _turn in range(4):
            await pilot.press("pagedown")
            pages.append(await look(pilot))
        assert any("Jika Ctrl dengan tombol panah tidak berfungsi" in page for page in pages)
        assert "Bila ada pertanyaan lain" in pages[-1]
        await pilot.press("enter")
        assert "Pendahuluan" in await look(pilot)


async def test_all_function_keys_are_named_in_both_parts_on_the_smallest_screen(
    resumed: FakeDesk, look: Look
) -> None:
    app = KioskApp(resumed)
    async with app.run_test(size=(80, 24)) as pilot:
        for names in ("F3  Slide ", "F3  Makalah "):
            keys = (await look(pilot)).splitlines()[-1]
            assert names in keys
            assert keys.endswith("F10  Kumpulkan")
            await pilot.press("f3")


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


async def test_a_wide_screen_names_more_keys(resumed: FakeDesk, look: Look) -> None:
    app = KioskApp(resumed)
    async with app.run_test(size=(120, 40)) as pilot:
        keys = (await look(pilot)).splitlines()[-1]
        assert "F8  Blok" in keys
        assert "Ctrl+F  Cari" in keys
        await pilot.resize_terminal(80, 24)
        assert "F8" not in (await look(pilot)).splitlines()[-1]


async def test_while_marking_one_is_told_what_to_press(resumed: FakeDesk, look: Look) -> None:
    app = KioskApp(resumed)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f8", "left")
        quiet = (await look(pilot)).splitlines()[-2]
        assert (
            quiet
            == " MEMBLOK   panah atau F8: tambah   Ctrl+C: salin   Ctrl+X: potong   Esc: selesai"
        )
        assert app.screen.query_one("#quiet").has_class("-marking")
        await pilot.press("escape")
        assert "Server terhubung" in await look(pilot)


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


async def test_the_collector_does_not_look_at_what_was_loaded(
    resumed: FakeDesk, look: Look
) -> None:
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
