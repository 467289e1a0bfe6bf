"""Reads what stands in the exam's window: a terminal full of cells in DejaVu Sans Mono.

The window's letters are as large as the PC makes them for its screen, and its cells stand in the
middle of it. A cell is read as the letter that lies nearest to what is seen, whatever the colours.
"""

from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from scripts.escaping.picture import Picture
from scripts.provisioning.files.kiosk.usr.local.lib.makalah.screen import letters_for

_FOLDER: Final = Path("/usr/share/fonts/truetype/dejavu")
_FACES: Final = ("DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf")
_PLAIN: Final = "".join(map(chr, range(33, 127)))
_SIGNS: Final = "▶▷●○•–—…“”‘’×·✓↓↑→←■□"
_FRAMES: Final = {
    "─": "lr", "│": "ud", "┌": "rd", "┐": "ld", "└": "ru", "┘": "lu",
    "═": "LR", "║": "UD", "╔": "RD", "╗": "LD", "╚": "RU", "╝": "LU",
}  # fmt: skip
"""Where the strokes of frames lead, which the window draws itself; in capitals if double."""
_LEAST_SHADE: Final = 40
"""By how much something must stand out from the ground of its cell, of 255."""
_FARTHEST: Final = 0.6
"""What differs from every letter by more than this share of its ink is none of them."""
_FULL: Final = 255
_FINE: Final = 8
"""A letter is drawn so many times as large and made small, so that nothing moves its strokes."""
_BLUR: Final = 0.7


class LettersMissingError(Exception):
    """The letters of the exam's window are not on this machine; the message is for people."""


class Grid(NamedTuple):
    """Where the cells of a window are, in pixels; `letter` is the size of its letters."""

    letter: int
    width: int
    height: int
    left: int
    top: int
    columns: int
    rows: int


def grid_of(width: int, height: int) -> Grid:
    """Work out the cells of a window that fills a screen."""
    letter = letters_for(width, height)
    font = _font(_FACES[0], letter)
    across, down = round(font.getlength("M")), sum(font.getmetrics())
    columns, rows = width // across, height // down
    left, top = (width - columns * across) // 2, (height - rows * down) // 2
    return Grid(letter, across, down, left, top, columns, rows)


def read_window(picture: Picture) -> str:
    """Return the lines of a window; what is no letter that we know is a blank."""
    grid = grid_of(*picture.size)
    lines = []
    for row in range(grid.rows):
        top = grid.top + row * grid.height
        strip = picture.image.crop((grid.left, top, picture.size[0], top + grid.height))
        cells = (
            strip.crop((at * grid.width, 0, (at + 1) * grid.width, grid.height))
            for at in range(grid.columns)
        )
        lines.append("".join(_letter(cell, grid) for cell in cells).rstrip())
    return "\n".join(lines)


def _letter(cell: Image.Image, grid: Grid) -> str:
    ground = max(cell.getcolors(cell.size[0] * cell.size[1]) or [(0, 0)])[1]
    plain = Image.new("RGB", cell.size, ground)  # type: ignore[arg-type]
    shade = max(ImageChops.difference(cell, plain).split(), key=lambda band: max(band.tobytes()))
    most = max(shade.tobytes())
    if most < _LEAST_SHADE:
        return " "
    return _nearest(_soft(shade.point(lambda value: value * _FULL // most)), grid)


def _soft(ink: Image.Image) -> bytes:
    """Blur the ink a little: the window moves the strokes of a letter onto whole pixels."""
    return ink.filter(ImageFilter.GaussianBlur(_BLUR)).tobytes()


@cache
def _nearest(ink: bytes, grid: Grid) -> str:
    off, letter = min(
        (sum(abs(a - b) for a, b in zip(ink, known, strict=True)), letter)
        for known, letter in _alphabet(grid)
    )
    return letter if off <= _FARTHEST * sum(ink) else " "


@cache
def _alphabet(grid: Grid) -> list[tuple[bytes, str]]:
    """Return the ink of every letter that we know, plain and bold."""
    found = []
    for face in _FACES:
        font = _font(face, grid.letter * _FINE)
        baseline = _font(face, grid.letter).getmetrics()[0] * _FINE
        for letter in _PLAIN + _SIGNS:
            cell = Image.new("L", (grid.width * _FINE, grid.height * _FINE))
            ImageDraw.Draw(cell).text((0, baseline), letter, _FULL, font, anchor="ls")
            small = cell.resize((grid.width, grid.height), Image.Resampling.BOX)
            found.append((_soft(small), letter))
    return [*found, *((_soft(_frame(arms, grid)), sign) for sign, arms in _FRAMES.items())]


def _frame(arms: str, grid: Grid) -> Image.Image:
    """Draw a part of a frame: strokes of one pixel, double ones with one between them."""
    cell = Image.new("L", (grid.width, grid.height))
    draw = ImageDraw.Draw(cell)
    x, y = (grid.width - 1) // 2, (grid.height - 1) // 2
    off = 1 if arms.isupper() else 0
    for arm in arms.lower():
        for side in {-off, off}:
            match arm:
                case "l":
                    draw.line((0, y + side, x, y + side), _FULL)
                case "r":
                    draw.line((x, y + side, grid.width, y + side), _FULL)
                case "u":
                    draw.line((x + side, 0, x + side, y), _FULL)
                case _:
                    draw.line((x + side, y, x + side, grid.height), _FULL)
    return cell


@cache
def _font(face: str, letter: int) -> ImageFont.FreeTypeFont:
    try:
        return ImageFont.truetype(_FOLDER / face, letter, layout_engine=ImageFont.Layout.BASIC)
    except OSError:
        raise LettersMissingError(
            f"{_FOLDER / face} is missing: apt-get install fonts-dejavu-core"
        ) from None
