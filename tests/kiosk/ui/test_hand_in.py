"""Handing in takes two steps, and the last screen stays."""

import pytest

from exam.errors import RefusedError
from exam.events import Cause
from exam.manuscript import BlockKind, Part
from kiosk.ui.app import KioskApp
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


async def test_the_first_step_names_what_is_missing_and_enter_goes_back(look: Look) -> None:
    desk = desk_with(f"{H1}Pendahuluan\nKota ini")
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f10")
        shown = await look(pilot)
        assert "Makalah berisi 3 kata; masih kurang 1.497 kata." in shown
        assert "Permasalahan, Pembahasan" in shown
        assert "Slide belum ada." in shown
        assert "[x]" not in shown
        await pilot.press("enter")
        assert "Kota ini" in await look(pilot)


async def test_a_complete_paper_is_said_to_be_complete(look: Look) -> None:
    app = KioskApp(desk_with(SECTIONS, f"{H1}Satu\n{H1}Dua"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f10")
        shown = await look(pilot)
        assert "Semua yang diminta sudah ada." in shown
        assert "Slide berjumlah 2, sesuai ketentuan (paling banyak 12)." in shown
        assert "[!]" not in shown


async def test_too_many_words_and_slides_are_said(look: Look) -> None:
    app = KioskApp(desk_with(SECTIONS * 2, f"{H1}Satu\n" * 13))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f10")
        shown = await look(pilot)
        assert "kelebihan" in shown
        assert "Slide berjumlah 13; paling banyak 12." in shown


async def test_only_the_typed_word_hands_in(look: Look) -> None:
    desk = desk_with(SECTIONS)
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f10", "tab", "enter", *"kumpul", "enter")
        assert "Belum dikumpulkan." in await look(pilot)
        assert "hand_in" not in desk.calls
        await pilot.press(*"kan", "enter")
        shown = await look(pilot)
        assert desk.calls.count("hand_in") == 1
        assert "Kode sementara" in shown
        assert "4 T 9 W   2 2 K M   Q 0 Z D" in shown
        assert "Waktu habis" not in shown
        desk.acknowledge()
        shown = await look(pilot)
        assert "Naskah Anda sudah diterima" in shown
        assert "7 K Q 2   M X 4 P   9 R T W" in shown
        assert "lalu angkat tangan." in shown
        assert "Jumlah kata: 2.004" in shown


async def test_escape_leads_from_the_last_step_back_to_the_text(look: Look) -> None:
    desk = desk_with("Kota ini")
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f10", "tab", "enter", "escape", *"indah")
        await look(pilot)
    assert desk.texts[Part.PAPER] == "Kota iniindah"
    assert "hand_in" not in desk.calls


async def test_a_hand_in_that_fails_is_said_and_can_be_tried_again(look: Look) -> None:
    desk = desk_with("Kota ini")
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f10", "tab", "enter", *"KUMPULKAN")
        desk.refusal = RefusedError("made-up.code")
        await pilot.press("enter")
        assert "(made-up.code)" in await look(pilot)
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
        assert "Server belum terjangkau" in shown
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
        assert "7 K Q 2" in shown
        other = "Terima kasih. Makalah dan slide Anda sudah diterima server."
        assert (said or other) in shown
        assert [one for one in SAID_BY_ITSELF if one in shown] == ([said] if said else [])
