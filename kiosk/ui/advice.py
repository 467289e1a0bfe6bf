"""What to do about a point of the review, said where one arrives."""

from exam.manuscript import Finding, Shortfall
from kiosk.ui.findings import Gaps, Point
from kiosk.ui.phrases import Translate


def say_advice(point: Point, _: Translate) -> str:
    """Say what to do at the place of a point, and how to see whether it is mended."""
    if point.finding is None:
        return _("Begin to write here. F2 shows the topic.")
    if isinstance(point.finding, Gaps):
        return _("The blank lines are selected: Del takes them out. F10 checks again.")
    if isinstance(point.finding, Finding):
        return _of_shortfall(point.finding.shortfall, _)
    return _("This may tell who you are: delete it or type over it. F10 checks again.")


def _of_shortfall(shortfall: Shortfall, _: Translate) -> str:
    """Say how a part becomes what is asked for."""
    return {
        Shortfall.WORDS_TOO_FEW: _(
            "Go on writing where something lacks. F5 shows the words of each section."
        ),
        Shortfall.PAGES_TOO_FEW: _("Go on writing where something lacks. Ctrl+P shows the pages."),
        Shortfall.PAGES_TOO_MANY: _("Shorten where you can. Ctrl+P shows the pages."),
        Shortfall.SECTION_MISSING: _("Type the heading on a new line, then press F6."),
        Shortfall.SECTION_EMPTY: _("Write under this heading. F10 checks again."),
        Shortfall.SLIDES_TOO_FEW: _("F6 on a new line begins the next slide. F10 checks again."),
        Shortfall.SLIDES_TOO_MANY: _("Take out a slide, or put two together. F5 lists the slides."),
        Shortfall.SLIDE_EMPTY: _("Write on this slide, or take it out. F10 checks again."),
        Shortfall.SLIDE_TOO_FULL: _("Shorten this slide. Ctrl+P shows how it looks."),
    }.get(shortfall, _("Shorten where you can. F5 shows the words of each section."))
