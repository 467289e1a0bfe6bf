"""What became of a section that was to be moved: beside which other it stands now."""

from collections.abc import Sequence
from typing import NamedTuple

from kiosk.ui.entries import Heading
from kiosk.ui.phrases import Translate
from kiosk.ui.rows import shortened

_TITLE_CELLS = 20


class Passage(NamedTuple):
    """A section that stands before another or behind it; `other` is None if it stayed."""

    title: str
    other: str | None
    down: bool


def stayed(headings: Sequence[Heading], at: int, *, down: bool) -> Passage:
    """Say that the section whose heading stands there has no neighbour on that side."""
    return Passage(next((each.title for each in headings if each.at == at), ""), None, down)


def moved(
    before: Sequence[Heading], after: Sequence[Heading], at: int, *, down: bool
) -> Passage | None:
    """Say past what the section has moved whose heading stood `at`; None if that is not known."""
    old = next((index for index, each in enumerate(before) if each.at == at), None)
    if old is None:
        return None
    section = before[old]
    looks = section.title, section.level
    places = range(old + 1, len(after)) if down else range(old - 1, -1, -1)
    new = next(
        (index for index in places if (after[index].title, after[index].level) == looks), None
    )
    if new is None:
        return None
    beside = range(new - 1, -1, -1) if down else range(new + 1, len(after))
    other = next((after[index] for index in beside if after[index].level <= section.level), None)
    return None if other is None else Passage(section.title, other.title, down)


def say_moved(move: Passage, _: Translate) -> str:
    """Say where a section stands now, or why it stays."""
    title = shortened(move.title, _TITLE_CELLS)
    if move.other is None:
        form = (
            _("“{title}” is the last one already.")
            if move.down
            else _("“{title}” is the first one already.")
        )
        return form.format(title=title)
    form = (
        _("“{title}” now stands below “{other}”.")
        if move.down
        else _("“{title}” now stands above “{other}”.")
    )
    return form.format(title=title, other=shortened(move.other, _TITLE_CELLS))
