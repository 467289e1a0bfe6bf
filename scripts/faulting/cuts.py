"""What happens to a robot's line, and what that came to: noted at once, reckoned up at the end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scripts.faulting.archive import Records
from scripts.faulting.console import MILLISECOND
from scripts.faulting.losses import Incident, kept_of, loss_of
from scripts.faulting.robot import Robot
from scripts.faulting.room import OPENING, Room


@dataclass(frozen=True, slots=True)
class Cut:
    """A fault in the middle of a robot's line; `held` is what the server had of it by then.

    `again_ms` is how long nobody could write, None where nobody had to wait.
    """

    kind: str
    line: int
    at: int
    held: Mapping[bytes, int]
    again_ms: float | None


class Log:
    """The faults that one robot met."""

    def __init__(self, room: Room, robot: Robot) -> None:
        self.robot = robot
        self._room = room
        self._cuts: list[Cut] = []

    @property
    def held(self) -> Mapping[bytes, int]:
        """How many records of each segment the server has of this robot now."""
        return self._room.archive.counts(self.robot.candidate.card.number)

    def note(
        self, kind: str, at: int, held: Mapping[bytes, int], again_ms: float | None, line: int = -1
    ) -> None:
        """Note a fault at an instant, in a line that it ended; the last, if none is named."""
        place = line % len(self.robot.lives)
        self._cuts.append(Cut(kind, place, at, held, again_ms))

    def settle(self) -> list[Incident]:
        """Wait until all is at the server, and say what each fault since the last time came to.

        Raises:
            UnsettledError: the last line did not come to the server in time.
            WrongTextError: something else stands in the text than what was typed.

        """
        robot = self.robot
        text = self.await_at_server()
        records = self._room.archive.records(robot.candidate.card.number)
        kept = kept_of(robot.lives, text.removeprefix(OPENING.paper).removeprefix(robot.before))
        cuts, self._cuts = self._cuts, []
        return [self._incident(cut, kept[cut.line], records, text) for cut in cuts]

    def await_at_server(self) -> str:
        """Wait until the server has all that was typed; returns the text that it has.

        Raises:
            UnsettledError: it did not come to the server in time.

        """
        return self._room.await_at_server(self.robot, self.robot.life.typed)

    def _incident(self, cut: Cut, kept: int, records: Records, text: str) -> Incident:
        loss = loss_of(self.robot.lives[cut.line], kept, cut.at)
        return Incident(
            kind=cut.kind,
            words=self.robot.words,
            lost=loss.lost,
            seen_lost=loss.seen_lost,
            lost_ms=loss.lost_ms,
            again_ms=cut.again_ms,
            acknowledged_lost=self._acknowledged_lost(cut.held, records, text),
        )

    def _acknowledged_lost(self, held: Mapping[bytes, int], records: Records, text: str) -> int:
        """Count the records that the server once held and has no more.

        It is one more if they led to something else than the beginning of the text.
        """
        now = {header: tuple(records.get(header, ())[:count]) for header, count in held.items()}
        missing = sum(count - len(now[header]) for header, count in held.items())
        return missing + (not text.startswith(self._room.archive.text(now)))


def milliseconds(since: int, until: int) -> float:
    """Return the time between two instants."""
    return round((until - since) / MILLISECOND, 1)


def longest_wait_ms(robot: Robot) -> float:
    """Return how long the slowest character of the last line took to be in sight."""
    life = robot.life
    pairs = zip(life.given_at, life.seen_at, strict=True)
    return max(milliseconds(given, seen) for given, seen in pairs)


def settle_all(logs: Iterable[Log]) -> list[Incident]:
    """Reckon up the faults of several robots."""
    return [incident for log in logs for incident in log.settle()]


def logs_of(room: Room) -> list[Log]:
    """Return an empty log for each robot of a room."""
    return [Log(room, robot) for robot in room.robots]
