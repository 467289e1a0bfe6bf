"""The last line of each screen: which keys do what here.

As in the programs that people know from before: the key, and beside it on a ground of its own what
it does; ten function keys stand side by side in eighty cells.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from rich.cells import cell_len

from kiosk.ui.bar import Bar
from kiosk.ui.rows import Piece, cells_of, cut, shortened

KeyHint = tuple[str, str]
"""A key as it stands on the keyboard, and what it does."""

_KEY, _LABEL = "bar--key", "bar--label"
_LEAST_LABEL: Final = 3


class _Manner(NamedTuple):
    """How keys are written: with blanks around the label, and so many cells between keys."""

    label: str
    gap: int
    number_only: bool = False


_MANNERS: Final = (
    _Manner(" {} ", 2),
    _Manner(" {} ", 1),
    _Manner("{}", 1),
    _Manner("{}", 0),
    _Manner("{}", 1, number_only=True),
    _Manner("{}", 0, number_only=True),
)
"""The roomiest first."""
_BESIDE: Final = (_MANNERS[:2], _MANNERS[2:3])
"""How keys may be written beside something at the right: of that, some gives way before blanks."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys with what they do, and something at the right."""

    hints: tuple[KeyHint, ...] = ()
    right: str = ""

    def rows(self, width: int) -> Sequence[Sequence[Piece]]:
        """Return the one row, written as widely as there is room for; what is right gives way."""
        for right, manner in self._ways():
            pieces = _written(self.hints, manner)
            spare = width - cell_len(right) - bool(right) - cells_of(pieces)
            if spare >= 0:
                pieces, spare = _spread(pieces, spare) if not manner.gap else (pieces, spare)
                return [[*pieces, (" " * (spare + bool(right)), ""), (right, "")]]
        return [cut(_written(_cut_labels(self.hints, width), _MANNERS[-1]), width)]

    def _ways(self) -> Iterator[tuple[str, _Manner]]:
        """Yield what may stand at the right, and how keys are written beside it, the best first."""
        yield from (
            (right, each) for some in _BESIDE for right in _parts(self.right) for each in some
        )
        yield from (("", manner) for manner in _MANNERS)


class KeyBar(Bar):
    """Shows keys and what they do."""

    def hint(self, hints: Sequence[KeyHint], right: str = "") -> None:
        """Show these keys."""
        self.show(Keys(tuple(hints), right))


def _parts(right: str) -> Iterator[str]:
    """Yield what stands at the right, then less and less of it: its last part goes first."""
    while right:
        yield right
        rest, gap, _last = right.rstrip().rpartition("  ")
        right = f"{rest} " if gap else ""


def _written(hints: Sequence[KeyHint], manner: _Manner) -> list[Piece]:
    pieces: list[Piece] = []
    for key, label in hints:
        if pieces and manner.gap:
            pieces.append((" " * manner.gap, ""))
        if key:
            pieces.append((_name(key, manner), _KEY))
        pieces.append((manner.label.format(label), _LABEL if key else ""))
    return pieces


def _spread(pieces: Sequence[Piece], spare: int) -> tuple[list[Piece], int]:
    """Part as many keys as there are cells to spare, from the left, and return what is left."""
    parted: list[Piece] = []
    for text, look in pieces:
        if parted and look == _KEY and spare > 0:
            parted.append((" ", ""))
            spare -= 1
        parted.append((text, look))
    return parted, spare


def _name(key: str, manner: _Manner) -> str:
    """Name a key; F1 to F10 are known by their numbers as well."""
    return key.removeprefix("F") if manner.number_only and key[1:].isdecimal() else key


def _cut_labels(hints: Sequence[KeyHint], room: int) -> list[KeyHint]:
    """Shorten the longest labels until all fit, or none can be shortened any more."""
    labels = [label for _key, label in hints]
    while labels and cells_of(_written(_paired(hints, labels), _MANNERS[-1])) > room:
        widest = max(range(len(labels)), key=lambda at: cell_len(labels[at]))
        if cell_len(labels[widest]) <= _LEAST_LABEL:
            break
        labels[widest] = shortened(labels[widest], cell_len(labels[widest]) - 1)
    return _paired(hints, labels)


def _paired(hints: Sequence[KeyHint], labels: Sequence[str]) -> list[KeyHint]:
    return [(key, label) for (key, _label), label in zip(hints, labels, strict=True)]
