"""The crowd as a process of its own, so that it does not share the server's interpreter.

It reads its errand from standard input, says when everybody is ready, and tells its tale.
"""

import sys

import uvloop

from server.rehearsal.crowd import Crowd
from server.rehearsal.errand import READY, read_errand, write_tale


def main() -> None:
    """Run the errand on standard input."""
    errand = read_errand(sys.stdin.buffer.readline())
    tale = uvloop.run(Crowd(errand).go(lambda: _say(READY + b"\n")))
    _say(write_tale(tale))


def _say(line: bytes) -> None:
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
