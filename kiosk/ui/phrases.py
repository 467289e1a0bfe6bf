"""How numbers, times and troubles are said to a candidate."""

from collections.abc import Callable
from enum import IntEnum
from typing import Final

from exam.clock import MILLISECONDS_PER_MINUTE
from exam.config.papers import PaperSection
from exam.errors import ExamError
from exam.manuscript import Part, Range
from exam.sentences import SENTENCES, sentence
from kiosk.view import QUIET_MILLISECONDS

Translate = Callable[[str], str]

_MINUTES_PER_HOUR: Final = 60


class Urgency(IntEnum):
    """How close the end is: what begins when so many minutes are left."""

    CALM = 1440
    HOUR = 60
    HALF = 30
    SOON = 15
    LAST = 5
    NOW = 1

    @property
    def milliseconds(self) -> int:
        """The remaining time at which it begins."""
        return self * MILLISECONDS_PER_MINUTE


def urgency_of(remaining: int) -> Urgency:
    """Judge a remaining time in milliseconds."""
    return min(each for each in Urgency if each is Urgency.CALM or remaining <= each.milliseconds)


def say_number(number: int, _: Translate) -> str:
    """Write a number with the language's sign between thousands."""
    return f"{number:,}".replace(",", _("1,000")[1])


def say_limits(limits: Range, _: Translate) -> str:
    """Say a least and a most, or the most alone where the least says nothing."""
    most = say_number(limits.most or 0, _)
    if limits.least is None or limits.least <= 1:
        return _("no more than {most}").format(most=most)
    return f"{say_number(limits.least, _)}–{most}"


def say_format(paper: PaperSection, _: Translate) -> str:
    """Say how a paper is printed."""
    size, spacing = (
        f"{number:g}".replace(".", _("0.5")[1])
        for number in (paper.font_points, paper.line_spacing)
    )
    return _("{sheet}, {font} {size}, line spacing {spacing}").format(
        sheet=paper.page, font=paper.font, size=size, spacing=spacing
    )


def part_name(part: Part, _: Translate) -> str:
    """Name a part of the work."""
    return {Part.PAPER: _("Paper"), Part.SLIDES: _("Slides"), Part.NOTES: _("Notes")}[part]


def say_time(remaining: int, _: Translate) -> str:
    """Say a remaining time in whole minutes, as people do."""
    minutes = remaining // MILLISECONDS_PER_MINUTE
    if minutes < 1:
        return _("the last seconds")
    if minutes < _MINUTES_PER_HOUR:
        return _("{minutes} min").format(minutes=minutes)
    hours, minutes = divmod(minutes, _MINUTES_PER_HOUR)
    if not minutes:
        return _("{hours} h").format(hours=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=minutes)


def is_connected(synced_ago: int | None) -> bool:
    """Whether the server answered lately."""
    return synced_ago is not None and synced_ago <= QUIET_MILLISECONDS


def say_connection(synced_ago: int | None, _: Translate) -> str:
    """Say whether this computer is connected, and that nothing depends on it."""
    if is_connected(synced_ago):
        return _("This PC is connected.")
    return _("The connection is broken for now. Your text is safe on this PC.")


def say_error(error: ExamError, _: Translate) -> str:
    """Say an error; one that this version does not know sends to the proctor."""
    if error.code in SENTENCES:
        return sentence(error, _)
    return _("Something is not right ({code}). Please call the proctor.").format(code=error.code)
