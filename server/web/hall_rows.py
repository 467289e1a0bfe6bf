"""A seat as the browser is told of it: small values, so that only what changed has to be sent."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, Final

import msgspec

from server.register import Spot
from server.web.seat_view import Alarm, Seat, slug_of
from server.web.signs import BAD, CALL, WARN, Sign, Signage

CALM, WATCHED, GRAVE, CALLING = range(4)
_RANKS: Final = {WARN: WATCHED, BAD: GRAVE, CALL: CALLING}


class Left(msgspec.Struct, frozen=True, array_like=True):
    """How much time somebody has (milliseconds); while it runs, only until when (exam time)."""

    milliseconds: int
    until: int | None = None


class Give(msgspec.Struct, frozen=True, array_like=True):
    """Lost time that can be given back (milliseconds), and what the form for it carries."""

    application_id: str
    milliseconds: int
    given: int
    needs_two: bool


class SeatRow(msgspec.Struct, frozen=True):
    """Everything that the page shows of one seat, or of somebody who is at none.

    `rank` says how much it needs a proctor: not at all, to be watched, soon, at once.
    """

    pc: str
    spot: tuple[str, int, int] | None
    number: str
    slug: str
    name: str
    post: str
    state: tuple[Sign, ...]
    words: int
    left: Left | None
    news: Sign
    copies: tuple[Sign, ...]
    flags: tuple[Sign, ...]
    give: Give | None
    alarm: Alarm
    rank: int

    def changes_from(self, before: "SeatRow") -> dict[str, Any]:
        """Return what is other than before, by name."""
        return {
            name: value
            for name in self.__struct_fields__
            if (value := getattr(self, name)) != getattr(before, name)
        }


BLANK: Final = SeatRow(
    pc="",
    spot=None,
    number="",
    slug="",
    name="",
    post="",
    state=(),
    words=-1,
    left=None,
    news=Sign(""),
    copies=(),
    flags=(),
    give=None,
    alarm=Alarm.NONE,
    rank=CALM,
)
"""What a new row begins as."""


def spark_of(digits: str) -> str:
    """Draw how lively somebody typed as the path of an SVG: as high as each digit says."""
    path, height = "", 0
    for digit, alike in groupby(digits):
        path += f"v{(height - int(digit)) * 2}h{len(list(alike)) * 3}"
        height = int(digit)
    return f"M0 14{path}V14z"


def row_of(seat: Seat, spot: Spot | None, signage: Signage) -> SeatRow:
    """Write down what the page shows of a seat."""
    line, flags, copies = seat.line, signage.flags(seat), signage.copies(seat)
    is_in = line.number is not None and line.phase is not None
    return SeatRow(
        pc=line.seat_name or "",
        spot=None if spot is None else (spot.room, spot.line, spot.position),
        number=line.number or "",
        slug=slug_of(line.number or ""),
        name=line.name or "",
        post=line.post_name or "",
        state=signage.state(seat),
        words=line.words if is_in else -1,
        left=_left(seat) if is_in else None,
        news=signage.news(seat),
        copies=copies,
        flags=flags,
        give=_give(seat),
        alarm=seat.alarm,
        rank=max(_rank_of((*flags, *copies)), GRAVE if seat.worries else CALM),
    )


def asdict(row: SeatRow) -> Mapping[str, Any]:
    """Return all of a row by name."""
    return {name: getattr(row, name) for name in row.__struct_fields__}


def _left(seat: Seat) -> Left | None:
    line = seat.line
    if line.remaining is None:
        return None
    return Left(0, line.at + line.remaining) if line.is_running else Left(line.remaining)


def _give(seat: Seat) -> Give | None:
    line = seat.line
    if line.loss is None or not line.loss.proposed or line.waits is not None:
        return None
    loss = line.loss
    return Give(line.application_id, loss.proposed, loss.given, loss.needs_two)


def _rank_of(signs: Iterable[Sign]) -> int:
    return max((_RANKS.get(sign.tone, CALM) for sign in signs), default=CALM)
