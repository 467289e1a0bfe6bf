"""How noisy this machine was: a bare echo through a pseudo-terminal, and who else used the CPU."""

import os
import platform
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from scripts.benching.figures import Spread, spread_of
from scripts.benching.programs import environment
from scripts.benching.session import COLUMNS, ROWS, Margins, Session
from scripts.benching.terminal import PseudoTerminal
from scripts.benching.texts import prose

_STAT: Final = Path("/proc/stat")
_CPUINFO: Final = Path("/proc/cpuinfo")
_ECHO: Final = ("sh", "-c", "stty raw -echo; printf ready; exec cat")
_IDLE_FIELDS, _STEAL_FIELD = (3, 4), 7


@dataclass(frozen=True, slots=True)
class Machine:
    """Where it was measured."""

    cpu: str
    cpus: int
    kernel: str
    python: str


@dataclass(frozen=True, slots=True)
class Noise:
    """What others did on this machine meanwhile, in CPUs; `echo` is `cat` in raw mode."""

    echo: Spread
    others_cpus: float
    stolen_cpus: float
    seconds: float


def this_machine() -> Machine:
    """Say where we are."""
    models = [line for line in _CPUINFO.read_text().splitlines() if line.startswith("model name")]
    cpu = models[0].partition(":")[2].strip() if models else platform.machine()
    return Machine(cpu, os.cpu_count() or 1, platform.release(), platform.python_version())


def echo_milliseconds(keys: int) -> list[float]:
    """Type into `cat`: what terminal, scheduler and this program cost by themselves."""
    home = Path("/nonexistent")
    terminal = PseudoTerminal(_ECHO, environment(home), (COLUMNS, ROWS))
    try:
        session = Session(terminal, Margins(0, 0))
        session.settle(0.3)
        letters = islice(filter(str.isalpha, prose()), keys)
        return [session.press(each.encode(), each).milliseconds for each in letters]
    finally:
        terminal.close()


class Listener:
    """Listens to the whole machine from its making on; `echoes` are given in as they come."""

    def __init__(self) -> None:
        self._began, self._busy, self._stolen = time.perf_counter(), *_ticks()
        self._own = _own_seconds()
        self.echoes: list[float] = []

    def noise(self) -> Noise:
        """Say what was heard so far; all our programs must have ended."""
        seconds = time.perf_counter() - self._began
        _busy, stolen = _ticks()
        stolen_cpus = (stolen - self._stolen) / os.sysconf("SC_CLK_TCK") / seconds
        echo, others = spread_of(self.echoes), round(self.others_cpus(), 2)
        return Noise(echo, others, round(stolen_cpus, 3), round(seconds))

    def others_cpus(self) -> float:
        """How many CPUs other programs used so far; all of ours must have ended."""
        busy, _stolen = _ticks()
        ticks = (busy - self._busy) / os.sysconf("SC_CLK_TCK")
        own = _own_seconds() - self._own
        return max(ticks - own, 0) / (time.perf_counter() - self._began)


def _ticks() -> tuple[int, int]:
    """Return how long all CPUs were busy, and how long the host kept them (proc_stat(5))."""
    fields = [int(each) for each in _STAT.read_text().splitlines()[0].split()[1:9]]
    idle = sum(fields[each] for each in _IDLE_FIELDS)
    return sum(fields) - idle - fields[_STEAL_FIELD], fields[_STEAL_FIELD]


def _own_seconds() -> float:
    """CPU time of this process and of all children that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
