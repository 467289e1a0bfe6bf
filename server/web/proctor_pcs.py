"""What the PCs found out about themselves: each PC with its findings, and what to do about them.

Whoever may not read a screen full of programs reads the sentence before them.
"""

from dataclasses import dataclass
from typing import Any, Final

from litestar import get
from litestar.response import Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.pc_check import PcCheck
from server.hall import Hall
from server.office import OpenExam
from server.seat_line import SeatLine
from server.seating import Seating
from server.sittings import ONLY
from server.web.chosen import TheSitting
from server.web.pages import page
from server.web.session import Exam, PeopleRequest, TheHall


@dataclass(frozen=True, slots=True)
class CheckedPcs:
    """The PCs of a room by what they say of themselves; `found` are those with findings."""

    found: tuple[SeatLine, ...]
    sound: tuple[SeatLine, ...]
    unheard: tuple[SeatLine, ...]

    @property
    def stopping(self) -> int:
        """At how many nobody may sign in."""
        return sum(line.pc_check is not None and line.pc_check.stops for line in self.found)


@get("/pc", sync_to_thread=True)
def show_pcs(request: PeopleRequest, exam: Exam, hall: TheHall, sitting: TheSitting) -> Template:
    """Show every PC of the room with what it found out."""
    pcs = exam.store.read(lambda db: checked_pcs(db, exam, hall, sitting))
    return page(request, "proctor/pcs.html", pcs=pcs)


def checked_pcs(db: Database, exam: OpenExam, hall: Hall, sitting_id: str = ONLY) -> CheckedPcs:
    """Return the PCs as they were last heard, the gravest first."""
    seating = Seating(db, exam, hall, exam.timeline.now(), sitting_id)
    lines = [line for line in seating.lines() if line.seat_name]
    found = [line for line in lines if line.pc_check is not None and not line.pc_check.is_sound]
    return CheckedPcs(
        found=tuple(sorted(found, key=_grave_first)),
        sound=tuple(line for line in lines if line.pc_check and line.pc_check.is_sound),
        unheard=tuple(line for line in lines if line.pc_check is None),
    )


def _grave_first(line: SeatLine) -> tuple[Any, ...]:
    check = line.pc_check or PcCheck()
    worst = check.worst
    return (not check.stops, 0 if worst is None else -worst.rank, line.seat_name)


pc_routes: Final[list[ControllerRouterHandler]] = [show_pcs]
