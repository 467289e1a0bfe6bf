"""How the writing screen looks, kept as a picture."""

from pathlib import Path
from typing import Any

from exam.manuscript import BlockKind, Part
from kiosk.ui.app import KioskApp
from tests.kiosk.ui.fake_desk import WRITING, FakeDesk

H1, H2, BULLET = (
    kind.value for kind in (BlockKind.HEADING_1, BlockKind.HEADING_2, BlockKind.BULLET)
)
TEXT = f"""{H1}Pendahuluan
Kota Semarang memiliki 177 kelurahan. Setiap kelurahan mengirim laporan bulanan dengan cara yang \
berbeda, sehingga keputusan di tingkat kota sering terlambat dua sampai tiga minggu.
{H2}Keadaan sekarang
{BULLET}Laporan ditulis tangan di 63 kelurahan, lalu diketik ulang di kecamatan.
{BULLET}Angka yang sama dicatat oleh tiga perangkat daerah.
{H1}Permasalahan
“Data ada, tetapi tidak pernah bertemu” – demikian kata seorang lurah."""


def writing_screen() -> KioskApp:
    """The screen of somebody in the middle of a paper."""
    desk = FakeDesk(WRITING)
    desk.texts = {**desk.texts, Part.PAPER: TEXT, Part.SLIDES: f"{H1}Satu data kelurahan"}
    return KioskApp(desk)


def test_the_writing_screen_looks_as_it_was_designed(snap_compare: Any) -> None:
    assert snap_compare(writing_screen(), terminal_size=(100, 30))


def test_a_selection_and_the_keys_for_it_are_told_apart_from_the_text(snap_compare: Any) -> None:
    keys = ["ctrl+u", "ctrl+o", "f8", "down", "right"]
    assert snap_compare(writing_screen(), terminal_size=(100, 30), press=keys)


def test_finds_are_told_apart_from_the_one_that_is_selected(snap_compare: Any) -> None:
    keys = ["ctrl+f", *"ke", "down"]
    assert snap_compare(writing_screen(), terminal_size=(80, 24), press=keys)


def test_every_character_of_the_screens_is_in_the_consoles_font() -> None:
    """Box drawing and signs are limited to what Debian's Lat15 console fonts have."""
    allowed = set("─│┌┐└┘═║╔╗╚╝▶»›•–“”’…←→↑↓")
    sources = Path(__file__).parents[3] / "kiosk" / "ui"
    catalog = sources.parent / "locale" / "id" / "LC_MESSAGES" / "kiosk.po"
    files = [*sources.glob("*.py"), *sources.glob("*.tcss"), catalog]
    for file in files:
        strange = {each for each in file.read_text("utf-8") if ord(each) > 0xFF} - allowed
        assert not strange, file
