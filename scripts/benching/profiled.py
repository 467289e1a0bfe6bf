"""The screen's process under a profiler: its arguments are a file for the outcome, and the wire.

The profile goes from a SIGUSR1 to the next, so that neither start nor end is in it.
"""

import cProfile
import signal
import sys

from kiosk.ui.process import main

if __name__ == "__main__":
    outcome = sys.argv.pop(1)
    profilers: list[cProfile.Profile] = []

    def begin_or_end(_number: int, _frame: object) -> None:
        """Begin to listen, or write down what was heard."""
        if profilers:
            profilers[0].disable()
            profilers[0].dump_stats(outcome)
        else:
            profilers.append(cProfile.Profile())
            profilers[0].enable()

    signal.signal(signal.SIGUSR1, begin_or_end)
    main()
