"""Text as it is set, on a page or on a slide: pieces that look alike, cut where lines begin."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from exam.manuscript.inline import Note, Run


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that is set alike; `raised` is the sign of a footnote."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False


SetLine = tuple[Piece, ...]
"""One line, from left to right; blanks at its end are still there."""


def cut_lines(
    inlines: Iterable[Run | Note], starts: Sequence[int], noted: int
) -> tuple[SetLine, ...]:
    """Cut what stands in a line of the manuscript into the lines that begin at `starts`.

    `noted` footnotes stand before it; those in it are numbered on from there.
    """
    lines: list[list[Piece]] = [[] for _ in starts]
    for each in inlines:
        if isinstance(each, Note):
            noted += 1
            lines[bisect_right(starts, each.start) - 1].append(Piece(str(noted), raised=True))
        else:
            for line, text in _cut(each, starts):
                lines[line].append(Piece(text, each.bold, each.italic))
    return tuple(map(tuple, lines))


def _cut(run: Run, starts: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of each part of a run."""
    line, begun = bisect_right(starts, run.start) - 1, run.start
    while begun < run.end:
        end = min(starts[line + 1], run.end) if line + 1 < len(starts) else run.end
        yield line, run.text[begun - run.start : end - run.start]
        line, begun = line + 1, end
