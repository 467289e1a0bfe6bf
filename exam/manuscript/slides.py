"""The slides: a document in which every heading, of any level, begins a slide.

Blank lines are dropped. What stands before the first heading is a slide without a title. A page
break parts nothing here; text in its line stays.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from exam.manuscript.blocks import HEADING_LEVELS, Block, blocks_of
from exam.manuscript.counts import count_words
from exam.manuscript.inline import letters_of


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: its title with inline marks, the lines under it, and where it begins."""

    title: str
    body: tuple[Block, ...]
    start: int = 0
    title_start: int = 0

    @property
    def name(self) -> str:
        """The title as it is read."""
        return letters_of(self.title)

    @property
    def words(self) -> int:
        """How many words are on it, its title included."""
        return count_words(self.title) + sum(count_words(block.line) for block in self.body)


def slides_of(text: str) -> tuple[Slide, ...]:
    """Split the slides document into its slides."""
    return tuple(_slides(blocks_of(text)))


def _slides(blocks: tuple[Block, ...]) -> Iterator[Slide]:
    heading: Block | None = None
    body: list[Block] = []
    for block in blocks:
        if block.kind in HEADING_LEVELS:
            if heading is not None or body:
                yield _slide(heading, body)
            heading, body = block, []
        elif not block.is_blank:
            body.append(block)
    if heading is not None or body:
        yield _slide(heading, body)


def _slide(heading: Block | None, body: list[Block]) -> Slide:
    if heading is None:
        return Slide("", tuple(body), body[0].start, body[0].start)
    return Slide(heading.text, tuple(body), heading.start, heading.text_start)
