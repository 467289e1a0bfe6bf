"""A whole rehearsal as a process of its own: reads what is wished, tells how far it is.

It ends, and leaves nothing behind, when whoever started it closes its standard input or is gone.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import msgspec

from exam.errors import ExamError
from server.console import log_troubles_only
from server.office import read_manifest
from server.rehearsal.conduct import play
from server.rehearsal.readiness import readiness_of
from server.rehearsal.stand_in import stand_in
from server.rehearsal.verdict import findings_of
from server.rehearsing import Scene, Told, Wish
from server.web.doors import open_doors

Tell = Callable[[Told], None]


def main() -> int:
    """Play what stands in the first line of standard input; returns the exit code."""
    log_troubles_only()
    wish = msgspec.json.decode(sys.stdin.buffer.readline(), type=Wish)
    Thread(target=_end_with_input, daemon=True).start()
    try:
        rehearse(wish, _say)
    except ExamError as error:
        _say(Told(code=error.code, details=dict(error.details)))
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def rehearse(wish: Wish, tell: Tell) -> None:
    """Play a rehearsal beside an exam that is served, on ports that are free, and tell of it.

    Raises:
        ExamError: the exam cannot be read, or nothing can be played.

    """
    root = Path(wish.directory)
    _raw, _manifest, config = read_manifest(root)
    ready = readiness_of(root, config)
    tell(Told(Scene.MAKING))
    beside = root.resolve().parent
    with (
        open_doors(wish.host, 0, 0) as doors,
        stand_in(config, wish.seats, wish.minutes, beside) as (stage, handouts),
    ):
        tell(Told(Scene.ARRIVING))
        played = play(stage, handouts, doors, lambda: tell(Told(Scene.WRITING)))
    tell(Told(findings=findings_of(ready, played)))


def _say(told: Told) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(told) + b"\n")
    sys.stdout.buffer.flush()


def _end_with_input() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGINT)


if __name__ == "__main__":
    sys.exit(main())
