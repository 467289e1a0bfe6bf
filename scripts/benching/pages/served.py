"""The shipped server as a child for those who read: `python -m scripts.benching.pages.served ROOT`.

It serves an exam on ports that are free and says that of the people's door; it ends with its input.
"""

import asyncio
import sys
from pathlib import Path
from typing import Final

import uvloop

from server.console import log_troubles_only
from server.office import OpenExam, open_exam
from server.web.doors import Doors, open_doors
from server.web.serve import attend

_HOST: Final = "127.0.0.1"


def main() -> int:
    """Serve until standard input ends."""
    log_troubles_only()
    with open_doors(_HOST, 0, 0) as doors, open_exam(Path(sys.argv[1])) as exam:
        uvloop.run(_serve(exam, doors))
    return 0


async def _serve(exam: OpenExam, doors: Doors) -> None:
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(attend(exam, doors, stop, lambda: print(doors.people_port, flush=True)))
        await asyncio.to_thread(sys.stdin.read)
        stop.set()


if __name__ == "__main__":
    sys.exit(main())
