"""One run of the benchmark of recovery: faults at real processes, with what else went on."""

import sys
from typing import Final

from scripts.benching.noise import Listener, echo_milliseconds, this_machine
from scripts.benching.priority import going_first
from scripts.benching.recovery import Recovery
from scripts.faulting.enclosures import EnclosureError
from scripts.faulting.faults import Run
from scripts.faulting.losses import WrongTextError
from scripts.faulting.plan import FULL, QUICK
from scripts.faulting.room import UnsettledError
from scripts.practice.premises import PracticeError
from scripts.practice.terminal import ScreenTimeoutError

_ECHOES: Final = 50
_GIVES_UP: Final = (
    ScreenTimeoutError, UnsettledError, WrongTextError, PracticeError, EnclosureError,
)  # fmt: skip


def measure_recovery(seed: int, *, is_quick: bool) -> Recovery:
    """Let all faults of a plan happen; says on stderr how far it is, and why it gave up."""
    run = Run(seed)
    recovery = Recovery(this_machine(), seed, "", run.incidents)
    with going_first() as goes_first:
        recovery.goes_first = goes_first
        listener = Listener()
        listener.echoes += echo_milliseconds(_ECHOES)
        try:
            run.play(QUICK if is_quick else FULL)
        except _GIVES_UP as error:
            recovery.given_up = type(error).__name__
            print(f"Given up: {recovery.given_up}\n{error}", file=sys.stderr)
        listener.echoes += echo_milliseconds(_ECHOES)
        recovery.noise = listener.noise()
    recovery.lan = run.lan
    return recovery
