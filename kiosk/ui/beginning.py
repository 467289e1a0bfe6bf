"""How a paper begins: with the sections that are asked for, and nothing under them."""

from collections.abc import Sequence

from exam.manuscript import HEADING_LEVELS, blocks_of
from exam.manuscript.sections import heading_name


def has_begun(paper: str, sections: Sequence[str]) -> bool:
    """Whether anything stands in a paper but headings that were laid in."""
    asked = {heading_name(name) for name in sections}
    return not all(
        block.is_blank or (block.kind in HEADING_LEVELS and heading_name(block.text) in asked)
        for block in blocks_of(paper)
    )
