"""Looks at the room once for everybody who watches it, and tells what changed since the last look.

A seat is drawn anew only if something of it changed, or an instant has come at which it may look
otherwise. All looks are one after the other, whoever asks for them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any, Final

import msgspec
from sqlite_utils import Database

from exam.clock import ExamTime
from exam.sitting import Sitting
from server.activity import step_at
from server.hall import Hall
from server.office import OpenExam
from server.orders import Common
from server.recovering import awaited
from server.register import Register
from server.seating import Seating
from server.sittings import ONLY
from server.web.hall_asking import Asking, asking_of
from server.web.hall_changes import Change, Changes, together
from server.web.hall_drawing import Drawing, Drawn
from server.web.hall_rows import asdict
from server.web.hall_view import WallClock, common_of, start_shown
from server.web.signs import Signage

_STIRRING: Final = frozenset({"pc", "number", "name", "state", "news", "flags", "alarm", "rank"})
"""What of a row is also in the parts that everybody sees."""


@dataclass(frozen=True, slots=True)
class Sight:
    """The room at one look: its rows in their order, and what is asked of proctors.

    `asked` counts how often that changed. `parts` is what everybody sees alike, as HTML by name.
    `common` is where the sitting stands, for all and for each.
    """

    at: ExamTime
    clock: str
    rows: tuple[Drawn, ...]
    asking: Asking
    asked: int
    parts: Mapping[str, str]
    common: Common


Draw = Callable[[ExamTime, tuple[Drawn, ...], Asking], Mapping[str, str]]


class Watch:
    """Looks at a sitting's room; `draw` makes the parts that everybody sees alike."""

    def __init__(
        self,
        exam: OpenExam,
        hall: Hall,
        signage: Signage,
        draw: Draw,
        wall: Callable[[], datetime],
        sitting_id: str = ONLY,
    ) -> None:
        self._exam = exam
        self._sitting_id = sitting_id
        self._wall = wall
        self._hall = hall
        self._drawing = Drawing(signage, exam.timeline)
        self._draw = draw
        self._guard = Lock()
        self._common: tuple[Register | None, Sitting] = (None, Sitting(0))
        self._before: Sight | None = None
        self._step = 0
        self.changes = Changes()

    def look(self) -> Sight:
        """Look at the room now; what changed is kept for those who watch."""
        with self._guard:
            return self._look_now()

    def everything(self) -> Change:
        """Return the whole room as one change, by the name of the last change that is in it."""
        with self._guard:
            sight = self._look_now()
            told = {
                "at": sight.at,
                "clock": sight.clock,
                "all": True,
                "rows": [self._whole(one, sight.at) for one in sight.rows],
                "parts": sight.parts,
                "asked": sight.asked,
            }
            return Change(self.changes.latest, msgspec.json.encode(told))

    @property
    def pulse(self) -> bytes:
        """What tells that the server is there, and what time it is, when nothing changed."""
        now = self._exam.timeline.now()
        return msgspec.json.encode({"at": now, "clock": WallClock(now, self._wall()).text})

    def typed(self, application_id: str, now: ExamTime) -> str:
        """Return how lively somebody typed lately, as digits."""
        return self._hall.activity.levels(application_id, now)

    def _whole(self, one: Drawn, now: ExamTime) -> tuple[Mapping[str, Any], list[int]]:
        return {**asdict(one.row), "typed": self.typed(one.writer, now)}, [one.number]

    def _look_now(self) -> Sight:
        now = self._exam.timeline.now()
        return self._exam.store.read(lambda db: self._look(db, now))

    def _look(self, db: Database, now: ExamTime) -> Sight:
        seating = Seating(db, self._exam, self._hall, now, self._sitting_id)
        clock = WallClock(now, self._wall())
        register = seating.register
        common = Common(self._common_of(db, register), register.sittings.values)
        start = start_shown(common.sitting, clock, now)
        awaited_ids = {seat.id for seat in awaited(db)}
        changed, gone = self._drawing.draw(seating, awaited_ids, now)
        calling = self._drawing.calling
        asking = asking_of(
            db, self._exam, self._hall, seating, calling, start, clock, self._sitting_id
        )
        sight = self._sight(asking, common, clock.text, now, self._stirs(changed, gone))
        self._tell(sight, changed, gone)
        self._before = sight
        return sight

    def _common_of(self, db: Database, register: Register) -> Sitting:
        """Return the common sitting; it changes only with what is recorded."""
        if self._common[0] is not register:
            self._common = (register, common_of(db, self._exam, self._sitting_id))
        return self._common[1]

    def _stirs(self, changed: Mapping[int, Mapping[str, Any]], gone: list[int]) -> bool:
        return bool(gone) or any(not _STIRRING.isdisjoint(names) for names in changed.values())

    def _sight(
        self, asking: Asking, common: Common, clock: str, now: ExamTime, is_stirred: bool
    ) -> Sight:
        before, rows = self._before, self._drawing.in_order
        if before is None or asking != before.asking:
            asked, is_stirred = (0 if before is None else before.asked) + 1, True
        else:
            asked = before.asked
        parts = self._draw(now, rows, asking) if is_stirred or before is None else before.parts
        return Sight(now, clock, rows, asking, asked, parts, common)

    def _tell(
        self, sight: Sight, changed: Mapping[int, Mapping[str, Any]], gone: list[int]
    ) -> None:
        """Keep what is other than at the look before; of nothing there is no change."""
        before, told = self._before, dict[str, Any]()
        if before is None:
            self._step = step_at(sight.at)
            return
        if changed:
            told["rows"] = together(changed.items())
        if gone:
            told["gone"] = gone
        parts = {name: part for name, part in sight.parts.items() if part != before.parts[name]}
        if parts:
            told["parts"] = parts
        if sight.asked != before.asked:
            told["asked"] = sight.asked
        if step_at(sight.at) != self._step:
            self._step = step_at(sight.at)
            told["typed"] = self._drawing.latest(self._hall.activity, sight.at)
        if told:
            self.changes.add({"at": sight.at, "clock": sight.clock, **told})
