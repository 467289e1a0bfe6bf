"""The line of keys: all ten of them in eighty cells, and written widely where there is room."""

import pytest

from kiosk.ui.keybar import KeyHint, Keys
from kiosk.ui.rows import cells_of

TEN: tuple[KeyHint, ...] = (
    ("F1", "Bantuan"),
    ("F2", "Tema"),
    ("F3", "Slide"),
    ("F4", "Catatan"),
    ("F5", "Daftar isi"),
    ("F6", "Judul"),
    ("F7", "Daftar"),
    ("F8", "Blok"),
    ("F9", "Menu"),
    ("F10", "Kumpulkan"),
)


def text_of(keys: Keys, width: int) -> str:
    """Return the row as it is read."""
    return "".join(text for text, _look in keys.rows(width)[0]).rstrip()


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (160, "F1 Bantuan   F2 Tema   F3 Slide   F4 Catatan   F5 Daftar isi   F6 Judul   "),
        (112, "F1 Bantuan  F2 Tema  F3 Slide  F4 Catatan  F5 Daftar isi  F6 Judul  F7 Daftar  "),
        (95, "F1Bantuan F2Tema F3Slide F4Catatan F5Daftar isi F6Judul F7Daftar F8Blok F9Menu "),
        (82, "F1BantuanF2TemaF3SlideF4CatatanF5Daftar isiF6JudulF7DaftarF8BlokF9MenuF10Kumpulkan"),
        (81, "1Bantuan 2Tema 3Slide 4Catatan 5Daftar isi 6Judul 7Daftar 8Blok 9Menu 10Kumpulkan"),
        (80, "1Bantuan 2Tema 3Slide 4Catatan 5Daftar isi 6Judul 7Daftar 8Blok 9Menu10Kumpulkan"),
        (60, "1Bant…2Tema3Slide4Cata…5Daft…6Judul7Daftar8Blok9Menu10Kumpu…"),
    ],
)
def test_keys_are_written_as_widely_as_there_is_room_for(width: int, shown: str) -> None:
    assert text_of(Keys(TEN), width).startswith(shown)


@pytest.mark.parametrize("width", range(0, 200, 7))
def test_keys_never_leave_the_screen(width: int) -> None:
    assert cells_of(Keys(TEN, "F12 Tampilan").rows(width)[0]) <= width


def test_every_label_stands_on_a_ground_of_its_own() -> None:
    looks = [look for text, look in Keys(TEN).rows(80)[0] if text.strip()]
    assert looks == ["bar--key", "bar--label"] * 10


def test_keys_that_cannot_all_be_parted_are_parted_from_the_left() -> None:
    shown = text_of(Keys(TEN), 88)
    assert shown.startswith(
        "F1Bantuan F2Tema F3Slide F4Catatan F5Daftar isi F6Judul F7DaftarF8Blok"
    )
    (row,) = Keys(TEN).rows(88)
    assert {look for text, look in row if text == " "} == {""}


def test_what_stands_at_the_right_gives_way_before_a_label_is_cut() -> None:
    assert text_of(Keys(TEN, "F12 Tampilan"), 120).endswith(" F12 Tampilan")
    assert "F12" not in text_of(Keys(TEN, "F12 Tampilan"), 80)


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (60, "Enter lakukan   Esc kembali     F11 Satu  F9 Dua  F12 Tiga "),
        (50, "Enter lakukan   Esc kembali     F11 Satu  F9 Dua "),
        (42, "Enter lakukan   Esc kembali     F11 Satu "),
        (30, "Enter lakukan   Esc kembali"),
        (27, "Enter lakukan  Esc kembali"),
    ],
)
def test_of_what_stands_at_the_right_the_last_gives_way_first(width: int, shown: str) -> None:
    hints = (("Enter", "lakukan"), ("Esc", "kembali"))
    row = "".join(text for text, _ in Keys(hints, "F11 Satu  F9 Dua  F12 Tiga ").rows(width)[0])
    assert " ".join(row.split()) == " ".join(shown.split())


def test_keys_that_are_no_function_keys_keep_their_names() -> None:
    hints = (("Ctrl+C", "salin"), ("Esc", "selesai"), ("", "tanpa tombol"))
    assert text_of(Keys(hints), 38) == "Ctrl+Csalin Escselesai tanpa tombol"
    assert text_of(Keys(hints), 80) == "Ctrl+C salin   Esc selesai    tanpa tombol"


def test_no_keys_are_no_words() -> None:
    assert text_of(Keys(), 10) == ""
    assert text_of(Keys((), "lagi"), 2) == ""
