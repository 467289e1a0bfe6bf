"""Draws the seats of the room, each only when something of it may look otherwise than before.

While nothing new is recorded, a seat can only change by what its PC says, or because an instant has
come: the one look that most seats get is at those.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from typing import Any

from exam.clock import ExamTime
from server.activity import Activity
from server.hall import Report
from server.register import Register
from server.seat_line import SeatLine
from server.seating import Occupied, Seating
from server.timeline import Timeline
from server.web.hall_due import NEVER, Essence, essence_of, fades_at, turn_of
from server.web.hall_rows import BLANK, CALLING, SeatRow, asdict, row_of
from server.web.seat_view import Seat, alarm_of
from server.web.signs import Signage

_NOBODY = "-"
Changed = Mapping[int, Mapping[str, Any]]
"""What is other than before of each row that changed, by its number."""


@dataclass(slots=True)
class Drawn:
    """A seat as it was last drawn, what that rests on, and when it has to be looked at again.

    `seat_id` is empty for somebody who is at no seat.
    `turn` is when the sitting stands otherwise, `fades` when what the PC said has grown old.
    """

    number: int
    seat_id: str
    sat: Occupied
    seat: Seat
    report: Report | None = None
    row: SeatRow = BLANK
    essence: Essence | None = None
    turn: int = NEVER
    fades: int = NEVER

    @property
    def writer(self) -> str:
        """Whose typing is shown; empty if nobody is there."""
        return self.seat.line.application_id


class Drawing:
    """The room as it was last drawn; a row keeps its number as long as it is there."""

    def __init__(self, signage: Signage, timeline: Timeline) -> None:
        self._signage = signage
        self._timeline = timeline
        self._drawn: dict[str, Drawn] = {}
        self._numbers = 0
        self._basis: tuple[Register | None, Set[str]] = (None, frozenset())
        self.in_order: tuple[Drawn, ...] = ()

    @property
    def calling(self) -> tuple[SeatLine, ...]:
        """The lines of those who wait for a proctor."""
        return tuple(one.seat.line for one in self.in_order if one.row.rank >= CALLING)

    def draw(self, seating: Seating, awaited: Set[str], now: ExamTime) -> tuple[Changed, list[int]]:
        """Draw what may have changed; return what did, and the numbers of rows that are gone."""
        basis = (seating.register, awaited)
        is_as_before = basis[0] is self._basis[0] and basis[1] == self._basis[1]
        self._basis = basis
        stirred = self._stirred(seating.reports, now) if is_as_before else None
        if stirred is None:
            return self._draw_all(seating, awaited, now)
        return _told((one, self._draw(one, seating, awaited, now)) for one in stirred), []

    def latest(self, activity: Activity, now: ExamTime) -> str:
        """Return the latest step of everybody's typing: a digit for each row, by its number."""
        writers = dict.fromkeys(range(self._numbers), "")
        writers |= {one.number: one.writer for one in self.in_order}
        return activity.latest(writers.values(), now)

    def _stirred(self, reports: Mapping[str, Report], now: ExamTime) -> list[Drawn] | None:
        """Return the rows that may look otherwise; None if somebody came or went at a PC."""
        run, found = self._timeline.run, list[Drawn]()
        for one in self.in_order:
            report = reports.get(one.seat_id)
            if report is one.report:
                if now >= one.turn or now >= one.fades:
                    found.append(one)
                continue
            before, one.report = one.report, report
            if report is None or before is None or report.application_id != before.application_id:
                return None
            if now < one.turn and essence_of(report, now, run) == one.essence:
                one.fades = fades_at(report, now)
            else:
                one.sat = replace(one.sat, report=report)
                found.append(one)
        return found

    def _draw_all(
        self, seating: Seating, awaited: Set[str], now: ExamTime
    ) -> tuple[Changed, list[int]]:
        """Look at every row for what is recorded of it as well."""
        room = {_key_of(sat): sat for sat in seating.occupied()}
        gone = [self._drawn.pop(key).number for key in self._drawn.keys() - room.keys()]
        fresh = {key: self._begin(sat) for key, sat in room.items() if key not in self._drawn}
        self._drawn |= fresh
        changed = dict[int, Mapping[str, Any]]()
        for key, sat in room.items():
            one = self._drawn[key]
            if key in fresh or not self._is_like(one, sat, awaited, now):
                one.sat, one.report = sat, sat.report
                values = self._draw(one, seating, awaited, now)
                changed[one.number] = asdict(one.row) if key in fresh else values
        self.in_order = tuple(self._drawn[key] for key in room)
        return {number: values for number, values in changed.items() if values}, sorted(gone)

    def _begin(self, sat: Occupied) -> Drawn:
        self._numbers += 1
        seat_id = "" if sat.seat is None else str(sat.seat["id"])
        blank = SeatLine(None)
        return Drawn(self._numbers - 1, seat_id, sat, Seat(blank, alarm_of(blank)))

    def _is_like(self, one: Drawn, sat: Occupied, awaited: Set[str], now: ExamTime) -> bool:
        """Whether a row can be left as it is drawn."""
        before = one.sat
        is_awaited = sat.seat is not None and sat.seat["id"] in awaited
        return (
            now < min(one.turn, one.fades)
            and is_awaited == one.seat.is_awaited
            and sat.row is before.row
            and sat.seat is before.seat
            and sat.sitting is before.sitting
            and sat.notes is before.notes
            and sat.waits is before.waits
            and sat.report is one.report
        )

    def _draw(
        self, one: Drawn, seating: Seating, awaited: Set[str], now: ExamTime
    ) -> Mapping[str, Any]:
        """Draw a row anew; return what is other than before."""
        line, before = seating.line(one.sat), one.row
        one.seat = Seat(line, alarm_of(line), line.seat_id in awaited)
        spot = seating.register.spots.get((line.seat_name or "").casefold())
        one.row = row_of(one.seat, spot, self._signage)
        one.essence = essence_of(one.sat.report, now, self._timeline.run)
        one.turn, one.fades = turn_of(one.sat.sitting, now), fades_at(one.sat.report, now)
        values = one.row.changes_from(before)
        return {**values, "typed": ""} if "number" in values else values


def _key_of(sat: Occupied) -> str:
    """Name a row: by its seat, or by whoever is at none."""
    if sat.seat is not None:
        return str(sat.seat["id"])
    return f"{_NOBODY}{sat.row['id']}" if sat.row is not None else _NOBODY


def _told(drawn: Iterable[tuple[Drawn, Mapping[str, Any]]]) -> Changed:
    return {one.number: values for one, values in drawn if values}
