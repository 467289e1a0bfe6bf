"""What tests of the preview share: papers, and rows as they are read."""

from collections.abc import Iterable, Sequence

from kiosk.preview.ink import Row, Tone, cells_in, text_of

PARAGRAPH = "kata-kata yang cukup panjang untuk beberapa baris pada selembar kertas. " * 3


def read(rows: Iterable[Row]) -> list[str]:
    """Return the rows as they are read."""
    return [text_of(row).rstrip() for row in rows]


def widths(rows: Iterable[Row]) -> set[int]:
    """Return how many cells the rows take."""
    return {cells_in(row) for row in rows}


def letters(rows: Iterable[Row]) -> str:
    """Return the letters of the text, without blanks, labels, signs and what is around it."""
    spans = (span for row in rows for span in row if span.ink.tone is Tone.TEXT)
    return "".join("".join(span.text for span in spans).split())


def squeezed(texts: Sequence[str]) -> str:
    """Return texts without any blank."""
    return "".join("".join(texts).split())
