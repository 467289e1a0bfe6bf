"""What simulated candidates write: a sample paper each, cut to what is asked for, no two alike."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Final

from exam.config import Writing
from exam.manuscript import BlockKind, count_words
from scripts.practice.samples import Sample

_LETTERS: Final = "abdegiklmnoprstu"
_MARK_LETTERS: Final = 12
_MARK_WORDS: Final = 2
_PAGE_WORDS: Final = 250
"""So many words stand on a page of any format at least, with headings and lists among them."""
_LEAST_LINES: Final = 3


def write_sample(
    number: str, post_id: str, writing: Writing, samples: Sequence[Sample], seed: int
) -> Sample:
    """Return somebody's paper and slides, no longer than they may be.

    Last lines of their own make each paper known among all, without saying whose it is.
    """
    random = Random(f"{seed} {number}")
    fitting = [one for one in samples if one.post_id == post_id] or list(samples)
    base = random.choice(fitting)
    own, own_slide = (
        "Gagasan " + "".join(random.choices(_LETTERS, k=_MARK_LETTERS)) for _ in range(2)
    )
    paper = _first_lines(base.paper.split("\n"), most_words(writing) - _MARK_WORDS)
    most_slides = 0 if writing.slides is None else writing.slides.max_slides
    slides = _first_slides(base.slides, most_slides)
    return Sample(
        number, post_id, "\n".join((*paper, own)), add_line(slides, own_slide) if slides else ""
    )


def cut_sample(sample: Sample, lines: int) -> Sample:
    """Return a paper of at most so many lines, with its last line, and slides of as many."""
    return replace(sample, paper=_cut(sample.paper, lines), slides=_cut(sample.slides, lines))


def add_line(text: str, line: str) -> str:
    """Return a text with one more line, as the key for a new line leaves it in a list or not."""
    last = text.rpartition("\n")[2]
    bullet = BlockKind.BULLET.value
    return f"{text}\n{bullet if last.startswith(bullet) else ''}{line}"


def most_words(writing: Writing) -> int:
    """Return how many words a paper may have, whatever it is measured in."""
    limits = []
    if writing.paper.words is not None:
        limits.append(writing.paper.words.max)
    if writing.paper.pages is not None:
        limits.append(writing.paper.pages.max * _PAGE_WORDS)
    return min(limits)


def _cut(text: str, lines: int) -> str:
    *body, own = text.split("\n")
    kept = "\n".join(body[: lines - 1])
    return add_line(kept, own.removeprefix(BlockKind.BULLET.value)) if kept else own


def _first_lines(lines: Sequence[str], most: int) -> list[str]:
    """Return the first lines with at most so many words, a few of them however long."""
    kept: list[str] = []
    for line in lines:
        if len(kept) >= _LEAST_LINES and count_words("\n".join((*kept, line))) > most:
            break
        kept.append(line)
    return kept


def _first_slides(text: str, most: int) -> str:
    """Return the first slides, each begun by its title."""
    kept: list[str] = []
    slides = 0
    for line in text.split("\n"):
        slides += line.startswith(BlockKind.HEADING_1.value)
        if slides > most:
            break
        kept.append(line)
    return "\n".join(kept)
