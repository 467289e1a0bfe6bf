"""Where the time of a key goes in our screen: cProfile in its process, over many keys."""

import os
import pstats
import signal
import tempfile
from pathlib import Path
from typing import Final

from scripts.benching.keystrokes import Typist
from scripts.benching.ours import make_ready
from scripts.benching.programs import OURS, environment
from scripts.benching.running import Running
from scripts.benching.session import COLUMNS, ROWS, Session
from scripts.benching.terminal import PseudoTerminal
from scripts.benching.texts import Place, paper_of

_LINES: Final = 45
_SETTLING_SECONDS: Final = 0.3


def profile_ours(words: int, keys: int, *, is_long: bool) -> None:
    """Type in the middle of a paper under the profiler, and print where the time went."""
    paper = paper_of(words, is_long=is_long)
    with tempfile.TemporaryDirectory(prefix="makalah-bench-") as made:
        folder = Path(made)
        outcome = folder / "profile"
        command = make_ready(folder, paper.text, outcome)
        terminal = PseudoTerminal(command, environment(folder), (COLUMNS, ROWS))
        try:
            session = Session(terminal, OURS.margins)
            session.wait_for_text()
            running = Running(OURS, paper, session, folder)
            running.go(Place.MIDDLE)
            typist = Typist(running)
            screen = running.pids[-1]
            os.kill(screen, signal.SIGUSR1)
            session.settle(_SETTLING_SECONDS)
            typist.type_letters(keys)
            os.kill(screen, signal.SIGUSR1)
            session.settle(_SETTLING_SECONDS)
            print(f"under the profiler: {typist.result(Place.MIDDLE)}")
        finally:
            terminal.close()
        stats = pstats.Stats(str(outcome)).strip_dirs()
        for order in ("tottime", "cumulative"):
            stats.sort_stats(order).print_stats(_LINES)
