"""How a cell looks: the state that SGR sequences build up."""

from collections.abc import Iterator
from typing import Final, NamedTuple

Colour = tuple[int, ...]

_NO_COLOUR: Final[Colour] = ()
_FLAGS: Final = {1, 2, 3, 4, 5, 7, 8, 9}
_ENDS: Final = {21: {1}, 22: {1, 2}, 23: {3}, 24: {4}, 25: {5}, 27: {7}, 28: {8}, 29: {9}}
_RESET, _FOREGROUND, _BACKGROUND, _UNDERLINE = 0, 38, 48, 58
_FOREGROUNDS: Final = {*range(30, 40), *range(90, 98)}
_BACKGROUNDS: Final = {*range(40, 50), *range(100, 108)}
_INDEXED, _DIRECT = 5, 2


class Style(NamedTuple):
    """Attributes that are on, by their SGR numbers, and both colours; empty is the default."""

    flags: frozenset[int] = frozenset()
    foreground: Colour = _NO_COLOUR
    background: Colour = _NO_COLOUR


PLAIN: Final = Style()


def styled(style: Style, parameters: str) -> Style:
    """Apply the parameters of one SGR sequence (ECMA-48 8.3.117)."""
    numbers = iter([int(each or 0) for each in parameters.replace(":", ";").split(";")])
    for number in numbers:
        style = _applied(style, number, numbers)
    return style


def _applied(style: Style, number: int, rest: Iterator[int]) -> Style:
    if number == _RESET:
        return PLAIN
    if number in _FLAGS:
        return style._replace(flags=style.flags | {number})
    if number in _ENDS:
        return style._replace(flags=style.flags - _ENDS[number])
    return _coloured(style, number, rest)


def _coloured(style: Style, number: int, rest: Iterator[int]) -> Style:
    if number in (_FOREGROUND, _BACKGROUND, _UNDERLINE):
        colour = _colour(rest)
    else:
        colour = _NO_COLOUR if number in (39, 49) else (number,)
    if number in _FOREGROUNDS:
        return style._replace(foreground=colour)
    if number in _BACKGROUNDS:
        return style._replace(background=colour)
    return style


def _colour(rest: Iterator[int]) -> Colour:
    """Read an indexed or a direct colour."""
    kind = next(rest, 0)
    length = {_INDEXED: 1, _DIRECT: 3}.get(kind, 0)
    return (kind, *(next(rest, 0) for _ in range(length)))
