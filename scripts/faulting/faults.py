"""One run: a room with two robots, one kind of fault after the other, and what all came to."""

import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from scripts.faulting import disks, kills, lan, moving, restoring
from scripts.faulting.cuts import Log, logs_of, settle_all
from scripts.faulting.losses import Incident
from scripts.faulting.plan import Plan
from scripts.faulting.room import Room, opened_room
from scripts.faulting.writing import write_before

ROBOTS: Final = 2
_BEGAN: Final = time.monotonic()


@dataclass
class Run:
    """What was found so far; `lan` says who spoiled the network, nothing before that was tried."""

    seed: int
    lan: str = ""
    incidents: list[Incident] = field(default_factory=list)

    def play(self, plan: Plan) -> None:
        """Let everything happen that a plan says; what was found stays, however it ends.

        Raises:
            ScreenTimeoutError: a kiosk did not come to show what it has to.
            UnsettledError: what was typed did not come to the server in time.
            WrongTextError: something stands in a text that was not typed there.
            PracticeError: a program refused or did not do its part.
            EnclosureError: a network or a file system could not be made as it was wanted.

        """
        _say("a room with two kiosks")
        with opened_room(ROBOTS, self.seed, plan.card_kdf) as room:
            logs = logs_of(room)
            if plan.long_words:
                write_before(room.robots[0], plan.long_words)
            for what in self._stages(plan, room, logs):
                _say(what)
                self.incidents += settle_all(logs)

    def _stages(self, plan: Plan, room: Room, logs: list[Log]) -> Iterator[str]:
        """Do one kind of fault after the other; each is told when it is over."""
        kill = partial(kills.kill_kiosks, kinds=kills.kinds_of(plan.kiosk_kills))
        with ThreadPoolExecutor(ROBOTS) as crowd:
            list(crowd.map(kill, logs))
        yield f"{ROBOTS} × {plan.kiosk_kills} kiosks, desks and screens killed"
        kills.kill_server(room, logs, plan.server_kills)
        yield f"{plan.server_kills} servers killed"
        for _ in range(plan.lonely_kills):
            kills.kill_kiosks_without_server(room, logs)
        yield f"{plan.lonely_kills} × {ROBOTS} kiosks killed without a server"
        yield from self._stages_of_one(plan, room, logs[1])
        if plan.restores:
            with restoring.told_of_another(room) as place:
                restoring.restore_elsewhere(room, logs, place)
            yield "the server restored elsewhere"

    def _stages_of_one(self, plan: Plan, room: Room, log: Log) -> Iterator[str]:
        for _ in range(plan.moves):
            moving.move_on(room, log, room.enrol())
        yield f"{plan.moves} PCs dead"
        for _ in range(plan.disks):
            for second in (None, room.premises.folder / "second"):
                disks.fill_disk(log, second)
        yield f"{plan.disks} × 2 disks full"
        if plan.lan_seconds:
            with lan.laid_line(room, log.robot) as line:
                self.lan = line.how
                for kind in lan.KINDS:
                    lan.spoil_lan(log, line, kind, plan.lan_seconds, plan.lan_kills)
                    yield f"{kind} ({line.how})"


def _say(what: str) -> None:
    minutes, seconds = divmod(round(time.monotonic() - _BEGAN), 60)
    print(f"· {minutes}:{seconds:02} {what}", file=sys.stderr, flush=True)
