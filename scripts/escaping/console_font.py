"""Reads what stands on a text console: the screen of a boot menu, of the kernel, of a shell.

All of them draw the letters that every PC has had since VGA; they are taken from the file with
which QEMU draws them, and the kernel draws a few of them otherwise. The exam is drawn with other
letters, so whatever can be read here is not the exam.
"""

from functools import cache
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops

from scripts.escaping.picture import Picture

_ROM: Final = Path("/usr/share/seabios/vgabios-stdvga.bin")
_WIDTH, HEIGHT, _GLYPHS = 8, 16, 256
_LETTER_A: Final = bytes.fromhex("000010386cc6c6fec6c6c6c600000000")
_TEXT_MODE: Final = 720
"""In text mode a letter has a ninth column, and a line has 80 letters."""
_OF_THE_KERNEL: Final = {
    "0": "386cc6c6d6d6c6c66c38",
    "M": "c6eefefed6c6c6c6c6c6",
    "T": "7e7e5a1818181818183c",
    "V": "c6c6c6c6c6c6c66c3810",
    "W": "c6c6c6c6d6d6d6feee6c",
    "X": "c6c66c7c38387c6cc6c6",
    "Y": "666666663c181818183c",
    "f": "1c363230783030303078",
    "m": "000000ecfed6d6d6d6c6",
    "v": "000000c6c6c6c66c3810",
    "w": "000000c6c6d6d6d6fe6c",
    "x": "000000c66c3838386cc6",
}
"""Letters from the third row to the twelfth, as Linux has them."""
_MOST_DOTS: Final = 8
"""In so many of its 128 dots a letter may differ from ours."""
_PRINTABLE: Final = range(33, 127)
_SHADE: Final = 40
"""By how much a letter must stand out from what it stands on, of 255."""


class FontMissingError(Exception):
    """The letters of a PC are not where QEMU has them; the message is for people."""


@cache
def letters() -> dict[bytes, str]:
    """Return the letters of a PC by their dots: a byte for each row, the first bit to the left.

    Raises:
        FontMissingError: they are not there.

    """
    try:
        rom = _ROM.read_bytes()
    except OSError:
        raise FontMissingError(f"{_ROM} is missing: apt-get install seabios") from None
    start = rom.find(_LETTER_A) - ord("A") * HEIGHT
    if start < 0:
        raise FontMissingError(f"{_ROM} has no letters of a PC.")
    ours = {
        rom[start + code * HEIGHT : start + (code + 1) * HEIGHT]: chr(code) for code in _PRINTABLE
    }
    linux = {bytes.fromhex(f"0000{dots}00000000"): one for one, dots in _OF_THE_KERNEL.items()}
    return ours | linux


def read_console(picture: Picture) -> list[str]:
    """Return the lines of a text console, blanks for whatever is no letter of it."""
    step = _WIDTH + 1 if picture.size[0] == _TEXT_MODE else _WIDTH
    columns, rows = picture.size[0] // step, picture.size[1] // HEIGHT
    known = letters()
    lines = []
    for row in range(rows):
        strip = picture.image.crop((0, row * HEIGHT, columns * step, (row + 1) * HEIGHT))
        lines.append("".join(_letter(strip, at * step, known) for at in range(columns)).rstrip())
    return lines


def _letter(strip: Image.Image, left: int, known: dict[bytes, str]) -> str:
    cell = strip.crop((left, 0, left + _WIDTH, HEIGHT))
    ground = cell.resize((1, 1), Image.Resampling.NEAREST, (0, 0, 1, 1)).resize(cell.size)
    shade = ImageChops.difference(cell, ground).convert("L").point(lambda v: 255 * (v > _SHADE))
    if shade.getbbox() is None:
        return " "
    return nearest(shade.convert("1").tobytes(), known)


def nearest(dots: bytes, known: dict[bytes, str]) -> str:
    """Return the letter with nearly those dots, a blank if there is none."""
    if dots not in known:
        off, letter = min((_differing(dots, one), said) for one, said in known.items())
        return letter if off <= _MOST_DOTS else " "
    return known[dots]


@cache
def _differing(dots: bytes, others: bytes) -> int:
    return (int.from_bytes(dots) ^ int.from_bytes(others)).bit_count()
