"""A numbered list whose lines hang under their text."""

from collections.abc import Iterable, Iterator

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static


def numbered(texts: Iterable[str]) -> Iterator[Widget]:
    """Make one row for each text."""
    for number, text in enumerate(texts, start=1):
        yield Horizontal(
            Static(f"{number}.", markup=False, classes="number"),
            Static(text, markup=False, classes="text"),
            classes="item",
        )
