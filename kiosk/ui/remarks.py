"""What is said of the work before and after handing in: how much there is, and how it is."""

from collections.abc import Sequence

from exam.manuscript import Asked, Range
from kiosk.ui.findings import Point, Weight
from kiosk.ui.phrases import Translate, say_limits, say_number
from kiosk.view import DeskView


def say_length(view: DeskView, asked: Asked, _: Translate) -> str:
    """Say how long the paper is, beside what is asked for; first by what it is measured by.

    A line is as long as fits on the smallest screen, so two limits have two.
    """
    words = _("{words} words").format(words=say_number(view.words, _)), asked.words
    pages = _say_pages(view.pages, _), asked.pages
    if asked.words != Range() and asked.pages != Range():
        return "\n".join(_beside(*one, _) for one in (words, pages))
    first, second = (pages, words) if asked.words == Range() else (words, pages)
    if view.pages is None and asked.pages == Range():
        return _beside(*first, _)
    return ", ".join(_beside(*one, _) for one in (first, second))


def _say_pages(pages: int | None, _: Translate) -> str:
    if pages is None:
        return _("pages not counted yet")
    if pages == 1:
        return _("about 1 page")
    return _("about {pages} pages").format(pages=say_number(pages, _))


def _beside(text: str, limits: Range, _: Translate) -> str:
    """Say what is asked for beside what there is."""
    if limits == Range():
        return text
    asked = _("(asked for: {limits})").format(limits=say_limits(limits, _))
    return f"{text} {asked}"


def say_slides(view: DeskView, most: int, _: Translate) -> str:
    """Say how many slides there are, beside how many there may be."""
    return _("{slides} slides (at most {most})").format(slides=view.slide_count, most=most)


def say_handed_in(view: DeskView, asked: Asked, _: Translate) -> str:
    """Say how much is handed in, in one line; first what a paper is measured by."""
    said = [_("words: {words}").format(words=say_number(view.words, _))]
    if view.pages is not None:
        pages = _("pages: about {pages}").format(pages=say_number(view.pages, _))
        said.insert(0 if asked.words == Range() else 1, pages)
    if asked.slides is not None:
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
