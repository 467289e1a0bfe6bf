"""Handing in takes two steps, and the last screen stays."""

import pytest

from exam.errors import DirectoryError
from exam.events import Cause
from exam.manuscript import BlockKind, Part
from kiosk.ui.app import KioskApp
from kiosk.ui.big_code import draw_code
from tests.kiosk.ui.conftest import Look, focused_id
from tests.kiosk.ui.fake_desk import WRITING, FakeDesk

H1 = BlockKind.HEADING_1.value
SAID_BY_ITSELF = (
    "Waktu habis. Naskah Anda terkumpul",
    "Ujian telah diakhiri. Naskah Anda terkumpul",
    "Naskah Anda telah dikumpulkan oleh pengawas",
)
SECTIONS = "\n".join(
    f"{H1}{name}\n" + "kata " * 500
    for name in ("Pendahuluan", "Permasalahan", "Pembahasan", "Penutup")
)


def desk_with(paper: str, slides: str = "") -> FakeDesk:
    """Return the desk of somebody who wrote this."""
    desk = FakeDesk(WRITING)
    desk.texts = {Part.PAPER: paper, Part.SLIDES: slides}
    return desk


async def test_nobody_hands_in_by_pressing_the_same_keys_again_and_again(look: Look) -> None:
    desk = desk_with(f"{H1}Pendahuluan\nKota ini")
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*["f10"] * 10)
        assert "langkah 1 dari 2" in await look(pilot)
        await pilot.press("tab", *["enter"] * 5, "f10", "f10")
        shown = await look(pilot)
        assert "langkah 2 dari 2" in shown
        assert "Belum dikumpulkan. Ketik kata KUMPULKAN" in shown
        await pilot.press("escape", "f10", "enter", *"!")
        await look(pilot)
    assert desk.texts[Part.PAPER].endswith("Kota ini!")
    assert "hand_in" not in desk.calls


async def test_only_the_typed_word_hands_in_and_the_receipt_stays(look: Look) -> None:
    desk = desk_with(SECTIONS)
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f10", "tab", "enter", *"kumpul", "enter")
        shown = await look(pilot)
        assert "Belum dikumpulkan." in shown
        assert "Yang dikumpulkan: 2.004 kata, 0 slide." in shown
        assert "hand_in" not in desk.calls
        await pilot.press(*"kan", "enter")
        shown = await look(pilot)
        assert desk.calls.count("hand_in") == 1
        assert "Kode sementara: 4T9W-22KM-Q0ZD" in shown
        assert all(row.strip() in shown for row in draw_code("4T9W-22KM-Q0ZD", "\N{MEDIUM SHADE}"))
        assert "Waktu habis" not in shown
        desk.acknowledge()
        desk.change(pages=9)
        shown = await look(pilot)
        assert "Naskah Anda sudah diterima" in shown
        assert "Kode tanda terima: 7KQ2-MX4P-9RTW" in shown
        assert all(row.strip() in shown for row in draw_code("7KQ2-MX4P-9RTW"))
        assert "lalu angkat tangan." in shown
        assert "Peserta 017   Dr. Ir. Bambang Wicaksono, M.Si." in shown
        assert "Yang dikumpulkan: 2.004 kata, sekitar 9 halaman, 0 slide" in shown


async def test_escape_leads_from_the_last_step_back_to_the_text(look: Look) -> None:
    desk = desk_with("Kota ini")
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f10", "tab", "enter", "escape", *"indah")
        await look(pilot)
    assert desk.texts[Part.PAPER] == "Kota iniindah"
    assert "hand_in" not in desk.calls


async def test_a_disk_that_refuses_is_said_and_handing_in_can_be_tried_again(look: Look) -> None:
    desk = desk_with("Kota ini")
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f10", "tab", "enter", *"KUMPULKAN")
        desk.refusal = DirectoryError("directory.full", path="/makalah")
        await pilot.press("enter", "enter")
        shown = await look(pilot)
        assert "Belum dikumpulkan; tulisan Anda tetap ada. Angkat tangan." in shown
        assert "Disk penuh" in shown
        assert "langkah 2 dari 2" in shown
        desk.refusal = None
        await pilot.press("enter")
        assert "sedang dikirim" in await look(pilot)
        assert focused_id(app) is None


async def test_at_time_up_every_page_gives_way_and_says_what_happened(look: Look) -> None:
    desk = desk_with("Kota ini")
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f10")
        desk.seal()
        desk.change(synced_ago=None)
        shown = await look(pilot)
        assert "Waktu habis. Naskah Anda terkumpul dengan sendirinya" in shown
        assert "Sambungan terputus; makalah terkirim sendiri" in " ".join(shown.split())
        desk.acknowledge()
        assert "Waktu habis" in await look(pilot)
        await pilot.press("escape", "enter", "f1", "f10", "tab", "ctrl+q")
        assert "Naskah Anda sudah diterima" in await look(pilot)


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (Cause.TIME_UP, "Waktu habis. Naskah Anda terkumpul"),
        (Cause.ENDED_EARLY, "Ujian telah diakhiri. Naskah Anda terkumpul"),
        (Cause.ORDERED, "Naskah Anda telah dikumpulkan oleh pengawas"),
        (Cause.SUBMITTED, None),
        (None, None),
    ],
)
async def test_signing_in_after_handing_in_shows_the_receipt_and_who_handed_in(
    look: Look, cause: Cause | None, said: str | None
) -> None:
    desk = desk_with("Kota ini")
    desk.acknowledge()
    desk.change(cause=cause)
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await look(pilot)
        assert "7KQ2-MX4P-9RTW" in shown
        other = "Terima kasih. Makalah dan slide Anda sudah diterima server."
        assert (said or other) in shown
        assert [one for one in SAID_BY_ITSELF if one in shown] == ([said] if said else [])
