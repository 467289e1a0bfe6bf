"""Pictures as SVG, alone or many on one sheet, in the colours of a look."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from rich.cells import cell_len

from kiosk.appearance import Theme
from kiosk.ui.colours import SENSES
from scripts.picturing.stage import Picture

_CELL_WIDTH, _CELL_HEIGHT, _BASELINE = 8.43, 17, 13
_GAP: Final = 24
_STYLE: Final = "font: 14px 'DejaVu Sans Mono', monospace; white-space: pre"


def drawn(picture: Picture, theme: Theme) -> str:
    """Draw one picture."""
    width, height = _extent(picture)
    return _document(width, height, _content(picture, theme))


def sheet(pictures: Sequence[tuple[Picture, Theme]], columns: int) -> str:
    """Draw pictures of one size side by side, each under its name."""
    width, height = _extent(pictures[0][0])
    pieces = []
    for index, (picture, theme) in enumerate(pictures):
        x = (index % columns) * (width + _GAP)
        y = (index // columns) * (height + 2 * _GAP) + _GAP
        name = f"{picture.scene} ({theme})"
        pieces.append(f'<text x="{x}" y="{y - 6}">{escape(name)}</text>')
        pieces.append(f'<g transform="translate({x} {y})">')
        pieces += _content(picture, theme)
        pieces.append("</g>")
    rows = -(-len(pictures) // columns)
    whole = (columns * (width + _GAP), rows * (height + 2 * _GAP))
    return _document(*whole, iter(pieces))


def _extent(picture: Picture) -> tuple[float, float]:
    columns, rows = picture.size
    return columns * _CELL_WIDTH, rows * _CELL_HEIGHT


def _document(width: float, height: float, content: Iterator[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
    size = f'width="{width}" height="{height}"'
    paper = f'<rect width="{width}" height="{height}" fill="#888888"/>'
    return "\n".join((f'{head} {size} style="{_STYLE}">', paper, *content, "</svg>"))


def _content(picture: Picture, theme: Theme) -> Iterator[str]:
    senses = SENSES[theme]

    def colour(sense: str) -> str:
        if sense == "nothing":
            return senses.foreground
        return str(getattr(senses, sense.replace("-", "_")))

    for number, row in enumerate(picture.rows):
        x, y = 0.0, number * _CELL_HEIGHT
        for text, ink in row:
            width = cell_len(text) * _CELL_WIDTH
            yield (
                f'<rect x="{x:.2f}" y="{y}" width="{width + 0.3:.2f}" height="{_CELL_HEIGHT + 0.3}"'
                f' fill="{colour(ink.ground)}"/>'
            )
            if text.strip() or "underline" in ink.attributes:
                yield (
                    f'<text x="{x:.2f}" y="{y + _BASELINE}" textLength="{width:.2f}"'
                    f' fill="{colour(ink.ink)}"{_font(ink.attributes)} xml:space="preserve">'
                    f"{escape(text)}</text>"
                )
            x += width


def _font(attributes: str) -> str:
    font = ' font-weight="bold"' if "bold" in attributes else ""
    font += ' font-style="italic"' if "italic" in attributes else ""
    return font + (' text-decoration="underline"' if "underline" in attributes else "")
