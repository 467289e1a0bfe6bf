"""What people typed into a form, read forgivingly or refused in a sentence."""

import re
from collections.abc import Mapping
from datetime import time

from exam.clock import MILLISECONDS_PER_MINUTE
from exam.errors import RefusedError
from exam.events import LONGEST_MESSAGE
from exam.limits import LONGEST_REASON

_MOST_MINUTES = 600
_MOST_DIGITS = 15
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[.:]([0-5][0-9])")


def hidden_whole(data: Mapping[str, str], field: str) -> int:
    """Read a whole number that the page itself put into the form.

    Raises:
        RefusedError: this form did not come from that page.

    """
    text = data.get(field, "")
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise RefusedError("page.request")
    return int(text)


def typed_minutes(data: Mapping[str, str], least: int) -> int:
    """Read minutes that somebody typed, as milliseconds.

    Raises:
        RefusedError: not a whole number from `least` to ten hours.

    """
    text = data.get("minutes", "").strip()
    minutes = int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else -1
    if not least <= minutes <= _MOST_MINUTES:
        raise RefusedError("form.minutes", least=least, most=_MOST_MINUTES)
    return minutes * MILLISECONDS_PER_MINUTE


def typed_clock(data: Mapping[str, str]) -> time:
    """Read a time of day that somebody typed, as 8.30 or 08:30.

    Raises:
        RefusedError: no such time.

    """
    found = _CLOCK.fullmatch(data.get("clock", "").strip())
    if found is None:
        raise RefusedError("form.clock")
    return time(int(found[1]), int(found[2]))


def typed_message(data: Mapping[str, str]) -> str:
    """Read what somebody says to candidates.

    Raises:
        RefusedError: nothing was typed, or more than fits on a candidate's screen.

    """
    text = " ".join(data.get("text", "").split())
    if not text or len(text) > LONGEST_MESSAGE or not text.isprintable():
        raise RefusedError("form.message", longest=LONGEST_MESSAGE)
    return text


def typed_reason(data: Mapping[str, str]) -> str:
    """Read why somebody decides what they decide; it goes on the record.

    Raises:
        RefusedError: nothing was typed, or too much.

    """
    reason = " ".join(data.get("reason", "").split())
    if not reason or len(reason) > LONGEST_REASON or not reason.isprintable():
        raise RefusedError("form.reason", longest=LONGEST_REASON)
    return reason
