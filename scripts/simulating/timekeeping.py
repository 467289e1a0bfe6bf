"""P5, watched: what screens and server say of the time, held against the world's own clock.

From look to look a remaining time falls by what has passed, or less in a pause; it grows only by
what was given. In touch, both sides say the same within a second.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlite_utils import Database

from exam.events import CreditGranted, EndOrdered, HandInReopened, PauseOrdered, ResumeOrdered
from exam.protocol import BeatRequest, decode
from exam.sitting import Phase
from kiosk.view import DeskView
from server.office import OpenExam

if TYPE_CHECKING:
    from scripts.simulating.candidate import Person
    from scripts.simulating.world import World

TOUCH_SECONDS: Final = 6.0
_SAME: Final = 1_000
_DOUBT: Final = 6_000
"""In a bad network the first reading of a clock may be so far off (milliseconds)."""
_MOVED_SECONDS: Final = 30.0


@dataclass(slots=True)
class _Shown:
    """What a screen showed at a look; `used` of what was given it has shown."""

    at: float
    remaining: int
    phase: Phase
    is_confirmed: bool
    used: float = 0.0


class Timekeeping:
    """Looks at all clocks once a second."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self._offsets: list[float] = []
        self._drifted = 0.0
        self._looked_at = 0.0
        self._said: dict[int, list[float]] = {}
        self._orders_known = 0
        self._orders_changed_at = -1e9
        self._settled_life = 0
        self._settled_at = -1e9
        self._moved_at = -1e9
        self._shown: dict[tuple[str, str], _Shown] = {}

    def hear(
        self, _seat: str, call: str, raw: bytes, _reply: bytes | None, _error: BaseException | None
    ) -> None:
        """Look whenever the server has answered, and remember what it was told of the time."""
        hub = self._world.hub
        if call == "beat" and hub.exam is not None and self._offsets:
            status = decode(raw, BeatRequest).status
            error = self._offset_of(status.exam_time) - self._offsets[-1]
            if status.run:
                self._said.setdefault(hub.life, []).append(error)
        self.look_at_server()

    def look_at_server(self) -> None:
        """Hold the server's time against the world's: nothing but a person may move it."""
        exam, world = self._world.hub.exam, self._world
        self._drifted += (world.now - self._looked_at) * 1000 * world.hub.clock.drift
        self._looked_at = world.now
        if exam is None or not exam.timeline.is_settled:
            self._settled_life = 0
            return
        self._note_changes(exam)
        offset = self._offset_of(exam.timeline.now())
        if not self._offsets:
            self._offsets.append(offset)
        moved = offset - self._offsets[-1]
        if abs(moved) <= _SAME:
            world.story.lose("exam time moved by restarts", abs(moved), 0)
            return
        basis = world.hub.basis_of_time()
        if basis == "wall" and world.is_anybody_writing():
            world.story.counts["seconds of wall time at a server that was restored"] += 1
            return
        apart = min(abs(offset - known) for known in self._offsets)
        self._offsets.append(offset)
        self._moved_at = world.now
        world.story.tell("server", f"moves exam time by {moved:.0f} ms, by {basis}")
        world.story.counts[f"exam time moved by {basis}"] += 1
        allowed = _SAME if world.lan.is_calm() else _DOUBT
        if basis in ("person", "wall") or apart <= allowed:
            return
        said = self._said.get(world.hub.life, [])
        if moved < 0 and said and max(said) < -_SAME:
            # Every call that told it came late, or from a seat that slept when it was told itself.
            world.story.counts["exam time that no seat could say, set back"] += 1
            return
        world.story.violate("P5", f"exam time moved by {moved:.0f} ms, by {basis}")

    def _offset_of(self, exam_time: int) -> float:
        """By how much exam time is ahead of the world's, but for the quartz of the server."""
        return exam_time - self._world.now * 1000 - self._drifted

    def _note_changes(self, exam: OpenExam) -> None:
        """Note since when the server knows the time, and all orders: a seat may bring one back."""
        world = self._world
        if self._settled_life != world.hub.life:
            self._settled_life, self._settled_at = world.hub.life, world.now
        count = exam.store.read(_count_orders)
        if count != self._orders_known:
            self._orders_known, self._orders_changed_at = count, world.now

    def look_at(self, person: "Person") -> None:
        """Look at the screen before which somebody sits."""
        computer = person.computer
        if not person.is_seated or computer.desk is None or not computer.is_awake:
            return
        view = computer.desk.view
        if view.number != person.number or view.phase not in (Phase.WRITING, Phase.PAUSED):
            return
        self._hold_against_before(person, view, view.phase)
        if self._is_in_touch(person, view):
            self._hold_against_server(person, view)

    def _hold_against_before(self, person: "Person", view: DeskView, phase: Phase) -> None:
        key = (person.computer.name, person.number)
        before = self._shown.get(key)
        shown = _Shown(self._world.now, view.remaining, phase, view.is_time_confirmed)
        self._shown[key] = shown
        if before is None:
            return
        shown.used = before.used
        if self._world.now - self._moved_at < _MOVED_SECONDS:
            return
        is_calm = self._world.lan.is_good(person.computer.name, TOUCH_SECONDS)
        tolerance = _SAME if is_calm else _DOUBT
        grown = shown.remaining - before.remaining
        # Where no disk took the mark of the time, an old one holds until a server is heard.
        is_doubtful = not shown.is_confirmed and not person.computer.disk_was_good_at(before.at)
        if grown > tolerance and not is_doubtful:
            self._judge_growth(person, before, shown, grown, tolerance)
        passed = (shown.at - before.at) * 1000
        if -grown > passed + tolerance and self._must_be_steady(person, before, shown):
            self._world.story.violate(
                "P5",
                f"{person.number} at {person.computer.name}: {before.remaining} ms were left, "
                f"{passed:.0f} ms passed, and {shown.remaining} are left",
            )

    def _judge_growth(
        self, person: "Person", before: _Shown, shown: _Shown, grown: int, tolerance: int
    ) -> None:
        if grown > self._given(person) - shown.used + tolerance:
            self._world.story.violate(
                "P5",
                f"{person.number} at {person.computer.name}: {before.remaining} ms were left, "
                f"now {shown.remaining}, and not so much was given",
            )
        shown.used += grown

    def _must_be_steady(self, person: "Person", before: _Shown, shown: _Shown) -> bool:
        """Whether nothing explains that more is gone than has passed."""
        is_ended = any(isinstance(order, EndOrdered) for _, _, order in self._orders(person))
        is_corrected = shown.is_confirmed and not before.is_confirmed
        is_damaged = bool(self._world.lab.spoilt)  # an acknowledged pause may be lost with it
        return not (is_ended or is_corrected or is_damaged or before.phase is Phase.PAUSED)

    def _given(self, person: "Person") -> float:
        """Return all that was ever given to somebody at most, pauses until now included."""
        total, open_since = 0.0, dict[str, float]()
        for at, _, order in self._orders(person):
            if isinstance(order, CreditGranted | HandInReopened):
                total += order.milliseconds
            elif isinstance(order, PauseOrdered):
                open_since[order.id] = at
            elif isinstance(order, ResumeOrdered):
                since = open_since.pop(order.pause_id, at)
                total += (at - since) * 1000 + order.at - order.issued_at
        return total + sum((self._world.now - since) * 1000 for since in open_since.values())

    def _orders(self, person: "Person") -> list[tuple[float, str, object]]:
        given = self._world.proctor.given
        return [one for one in given if one[1] in ("", person.application_id)]

    def _is_in_touch(self, person: "Person", view: DeskView) -> bool:
        """Whether both sides have had time to tell each other everything."""
        world, computer = self._world, person.computer
        return (
            view.is_time_confirmed
            and world.lan.is_good(computer.name, TOUCH_SECONDS)
            and world.hub.is_good(TOUCH_SECONDS)
            and world.now - self._moved_at > TOUCH_SECONDS
            and world.now - self._settled_at > TOUCH_SECONDS
            and world.now - world.proctor.ordered_at > TOUCH_SECONDS
            and world.now - self._orders_changed_at > TOUCH_SECONDS
            and world.loop.time() - computer.asleep_until > TOUCH_SECONDS
        )

    def _hold_against_server(self, person: "Person", view: DeskView) -> None:
        at_server = self._world.hub.remaining_of(person.application_id)
        if at_server is None:
            return
        apart = abs(at_server - view.remaining)
        self._world.story.lose("time apart while in touch", apart, 0)
        if apart > _SAME:
            self._world.story.violate(
                "P5",
                f"{person.number} at {person.computer.name}: {view.remaining} ms left on the "
                f"screen, {at_server} at the server",
            )


def _count_orders(db: Database) -> int:
    return int(db.execute("select count(*) from orders").fetchone()[0])
