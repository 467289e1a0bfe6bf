"""Prints how long a kiosk is without a screen when the screen alone is killed, at 20,000 words.

Each time the kiosk is at rest, its screen is killed with SIGKILL, and one letter is typed at once:
it waits in the terminal, and counts as shown when it stands in the text of the next screen.
"""

import os
import signal
import statistics
import sys
import time
from typing import Final

from scripts.benching.programs import OURS
from scripts.benching.running import Running, started
from scripts.benching.texts import Paper, Place, paper_of

MOST_SECONDS: Final = 5.0
_WORDS: Final = 20_000
_KIOSKS: Final = 5
_KILLS_IN_A_KIOSK: Final = 2
"""A third death within a minute is followed by a pause, so that it is seen."""
_KEY: Final = "x"


def main() -> int:
    """Print the median and the worst; 1 if the worst is too long."""
    paper = paper_of(_WORDS)
    times = [seconds for _ in range(_KIOSKS) for seconds in restart_seconds(paper)]
    print(
        f"{len(times)} restarts at {_WORDS} words, from SIGKILL to the next letter on the screen: "
        f"median {statistics.median(times):.2f} s, worst {max(times):.2f} s"
    )
    return int(max(times) > MOST_SECONDS)


def restart_seconds(paper: Paper) -> list[float]:
    """Kill the screens of one kiosk, one after the other; returns how long each was missed."""
    with started(OURS, paper) as kiosk:
        kiosk.go(Place.END)
        return [_restart(kiosk, _KEY * count) for count in range(8, 8 + _KILLS_IN_A_KIOSK)]


def _restart(kiosk: Running, word: str) -> float:
    kiosk.session.settle(1.0)
    killed = time.perf_counter()
    os.kill(kiosk.pids[-1], signal.SIGKILL)
    kiosk.session.terminal.write(word.encode())
    while word not in kiosk.session.letters:
        if time.perf_counter() - killed > 2 * MOST_SECONDS:
            raise TimeoutError(kiosk.session.text)
        kiosk.session.settle(0.005)
    return time.perf_counter() - killed


if __name__ == "__main__":
    sys.exit(main())
