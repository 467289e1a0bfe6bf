"""Dates and hours as Indonesian offices write them, and numbers in words for official minutes.

Nothing here reads a clock or the machine's zone: both come in as aware datetimes.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Final

Translate = Callable[[str], str]


def _(text: str) -> str:
    """Mark a text for the catalogs."""
    return text


_DAYS: Final = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
_MONTHS: Final = (
    _("January"),
    _("February"),
    _("March"),
    _("April"),
    _("May"),
    _("June"),
    _("July"),
    _("August"),
    _("September"),
    _("October"),
    _("November"),
    _("December"),
)
_ZONES: Final = {7: "WIB", 8: "WITA", 9: "WIT"}
"""Indonesia's zones by their hours ahead of UTC (Keppres 41/1987)."""
_ONES: Final = (
    "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()  # noqa: SIM905
)
_STEPS: Final = ((1000, "ribu", "seribu"), (100, "ratus", "seratus"), (10, "puluh", ""))


def weekday(day: date, translate: Translate) -> str:
    """Name the day of the week."""
    return translate(_DAYS[day.weekday()])


def month(day: date, translate: Translate) -> str:
    """Name the month."""
    return translate(_MONTHS[day.month - 1])


def long_date(day: date, translate: Translate) -> str:
    """Write a date with its month, as letters have it."""
    return f"{day.day} {month(day, translate)} {day.year}"


def full_date(day: date, translate: Translate) -> str:
    """Write a date with the day of the week before it."""
    return f"{weekday(day, translate)}, {long_date(day, translate)}"


def hour(instant: time | datetime, *, with_seconds: bool = False) -> str:
    """Write a time of day with points between its parts."""
    return instant.strftime("%H.%M.%S" if with_seconds else "%H.%M")


def hour_on(instant: datetime, day: date) -> str:
    """Write the hour of an instant to the second, and its date behind it unless it is that day."""
    shown = hour(instant, with_seconds=True)
    return shown if instant.date() == day else f"{shown} ({instant:%d-%m-%Y})"


def zone(instant: datetime) -> str:
    """Name the zone of an aware datetime: one of Indonesia's three, or its distance from UTC."""
    shown = instant.strftime("%z")
    hours, minutes = int(shown[:3]), int(shown[3:5])
    if not minutes and hours in _ZONES:
        return _ZONES[hours]
    return f"UTC{hours:+d}" if not minutes else f"UTC{shown[:3]}.{shown[3:5]}"


def in_words(number: int) -> str:
    """Spell a number below ten thousand in Indonesian, as official minutes spell their date."""
    if number < len(_ONES):
        return _ONES[number]
    if number < 20:  # noqa: PLR2004 - the teens
        return f"{_ONES[number - 10]} belas"
    for size, name, single in _STEPS:
        count, rest = divmod(number, size)
        if count:
            head = single if count == 1 else f"{_ONES[count]} {name}"
            return f"{head} {in_words(rest)}" if rest else head
    return _ONES[number]
