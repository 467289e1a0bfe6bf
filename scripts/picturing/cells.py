"""What a screen shows, as rows of pieces, each in colours that are named by their senses."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Final, NamedTuple

from rich.style import Style
from textual.strip import Strip

from kiosk.ui.colours import Senses

_ATTRIBUTES: Final = ("bold", "italic", "underline", "reverse", "strike", "dim")
_NAMES: Final = tuple(field.name for field in fields(Senses))
TELLING: Final = Senses(*(f"#{number:02X}4080" for number, _ in enumerate(_NAMES, 1)))
"""Colours that nobody looks at: each tells which sense it stands for."""
_NO_INK: Final = "nothing"
_SENSES: Final = {getattr(TELLING, name): name.replace("_", "-") for name in _NAMES}


class Ink(NamedTuple):
    """How letters look: the senses of both colours, as they are seen, and what else there is."""

    ink: str
    ground: str
    attributes: str

    def __str__(self) -> str:
        """Write it in short."""
        return f"{self.ink} on {self.ground} {self.attributes}".rstrip()


class Piece(NamedTuple):
    """Letters that look alike."""

    text: str
    ink: Ink


Row = tuple[Piece, ...]


class StrangeColourError(Exception):
    """Something is drawn in a colour that belongs to no look; says which."""


def rows_of(strips: Iterable[Strip]) -> tuple[Row, ...]:
    """Return what strips show, in as few pieces as there are.

    Raises:
        StrangeColourError: a colour is none of `TELLING`.

    """
    return tuple(_row(strip) for strip in strips)


def _row(strip: Strip) -> Row:
    pieces: list[Piece] = []
    for text, style, _control in strip:
        ink = _ink_of(style or Style.null())
        if not text.strip() and "underline" not in ink.attributes:
            ink = ink._replace(ink=_NO_INK)
            if pieces and pieces[-1].ink._replace(ink=_NO_INK) == ink:
                ink = pieces[-1].ink
        if pieces and pieces[-1].ink == ink:
            pieces[-1] = Piece(pieces[-1].text + text, ink)
        elif text:
            pieces.append(Piece(text, ink))
    return tuple(pieces)


def _ink_of(style: Style) -> Ink:
    """Return how a style is seen; what is reversed has its colours changed over."""
    ink, ground = _sense(style, is_ink=True), _sense(style, is_ink=False)
    names = [name for name in _ATTRIBUTES if getattr(style, name)]
    if style.reverse:
        ink, ground = ground, ink
    return Ink(ink, ground, " ".join(names))


def _sense(style: Style, *, is_ink: bool) -> str:
    """Name a colour; blanks may have none to write in."""
    colour = style.color if is_ink else style.bgcolor
    if colour is None:
        return _NO_INK
    found = colour.get_truecolor(foreground=is_ink).hex.upper()
    if found not in _SENSES:
        raise StrangeColourError(f"{style}")
    return _SENSES[found]
