"""How numbers, times and troubles are said to a candidate."""

from collections.abc import Callable
from enum import StrEnum
from typing import Final

from exam.clock import MILLISECONDS_PER_MINUTE
from exam.errors import ExamError
from exam.sentences import SENTENCES, sentence
from kiosk.view import QUIET_MILLISECONDS

Translate = Callable[[str], str]

_SOON_MINUTES: Final = 15
_LAST_MINUTES: Final = 5
_MINUTES_PER_HOUR: Final = 60


class Urgency(StrEnum):
    """How close the end is; also the style class of the clock."""

    CALM = "-calm"
    SOON = "-soon"
    LAST = "-last"
    NOW = "-now"


def urgency_of(remaining: int) -> Urgency:
    """Judge a remaining time in milliseconds."""
    if remaining < MILLISECONDS_PER_MINUTE:
        return Urgency.NOW
    if remaining <= _LAST_MINUTES * MILLISECONDS_PER_MINUTE:
        return Urgency.LAST
    if remaining <= _SOON_MINUTES * MILLISECONDS_PER_MINUTE:
        return Urgency.SOON
    return Urgency.CALM


def say_number(number: int, _: Translate) -> str:
    """Write a number with the language's sign between thousands."""
    return f"{number:,}".replace(",", _("1,000")[1])


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


def say_length(minutes: float, _: Translate) -> str:
    """Say how long the sitting lasts."""
    return say_time(round(minutes * MILLISECONDS_PER_MINUTE), _)


def is_connected(synced_ago: int | None) -> bool:
    """Whether the server answered lately."""
    return synced_ago is not None and synced_ago <= QUIET_MILLISECONDS


def say_connection(synced_ago: int | None, _: Translate) -> str:
    """Say whether the server is there, quietly."""
    if is_connected(synced_ago):
        return _("Connected to the server")
    return _("Server not in reach for now. Your text stays safe on this computer.")


def say_error(error: ExamError, _: Translate) -> str:
    """Say an error; one that this version does not know sends to the proctor."""
    if error.code in SENTENCES:
        return sentence(error, _)
    return _("Something is not right ({code}). Please call the proctor.").format(code=error.code)


def space_code(code: str) -> str:
    """Write a code widely, so that it is copied by hand without a slip."""
    return "   ".join(" ".join(group) for group in code.split("-"))
