"""What is said of the work before and after handing in: how much there is, and how it is."""

from collections.abc import Sequence

from exam.config import Limits
from kiosk.ui.findings import Point, Weight
from kiosk.ui.phrases import Translate, say_number
from kiosk.view import DeskView


def say_words(view: DeskView, limits: Limits, _: Translate) -> str:
    """Say how long the paper is, beside what is asked for; pages once they are counted."""
    said = _("{words} words (asked for: {min}–{max})").format(
        words=say_number(view.words, _),
        min=say_number(limits.min, _),
        max=say_number(limits.max, _),
    )
    if view.pages is None:
        return said
    return said + _(", about {pages} pages").format(pages=view.pages)


def say_slides(view: DeskView, most: int, _: Translate) -> str:
    """Say how many slides there are, beside how many there may be."""
    return _("{slides} slides (at most {most})").format(slides=view.slide_count, most=most)


def say_handed_in(view: DeskView, _: Translate) -> str:
    """Say how much is handed in, in one line."""
    said = [_("words: {words}").format(words=say_number(view.words, _))]
    if view.pages is not None:
        said.append(_("pages: about {pages}").format(pages=view.pages))
    said.append(_("slides: {slides}").format(slides=view.slide_count))
    return ", ".join(said)


def say_verdict(points: Sequence[Point], _: Translate) -> str:
    """Say whether there is anything to look at, and that nothing of it bars the way."""
    if not points:
        return _(
            "Everything that was asked for is there, and nothing was found that tells who you are."
        )
    said = _("To be looked at: {count}. You may hand in all the same.").format(count=len(points))
    if any(point.weight is Weight.HINT for point in points):
        said += "\n" + _("[?] may tell who you are, and papers are read without names.")
    return said


def say_more(above: int, below: int, _: Translate) -> str:
    """Say how many points are out of sight, and in which direction; nothing if there are none."""
    said = []
    if above:
        said.append(_("↑ {count} more above").format(count=above))
    if below:
        said.append(_("↓ {count} more below").format(count=below))
    return "   ".join(said)
