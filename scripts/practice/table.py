"""Tables of plain text, as wide as what stands in them."""

from collections.abc import Iterable, Sequence


def drawn(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Draw a table, its head first; the last column is not filled up with blanks."""
    lines = [head, *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)
