"""The shipped server as a child: `python -m scripts.benching.crowd.served ROOT TOPIC_KEY`.

It serves an exam on ports that are free and says them in its first line. Each line on standard
input is an order: `start` starts the sitting; it ends with its input.
"""

import asyncio
import sys
from pathlib import Path
from typing import Final

import uvloop

from server.console import log_troubles_only
from server.door import open_check_in
from server.office import OpenExam, open_exam
from server.starting import order_start
from server.topics import unlock_topics
from server.web.doors import Doors, open_doors
from server.web.serve import attend

_HOST: Final = "127.0.0.1"
_NOBODY: Final = ""


def main() -> int:
    """Serve until standard input ends."""
    log_troubles_only()
    root, topic_key = Path(sys.argv[1]), bytes.fromhex(sys.argv[2])
    with open_doors(_HOST, 0, 0) as doors, open_exam(root) as exam:
        uvloop.run(_serve(exam, doors, topic_key))
    return 0


async def _serve(exam: OpenExam, doors: Doors, topic_key: bytes) -> None:
    stop = asyncio.Event()
    await exam.act(lambda db, now: open_check_in(db, _NOBODY, now))
    await asyncio.to_thread(unlock_topics, exam, topic_key, _NOBODY)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(attend(exam, doors, stop, lambda: _say(str(doors.kiosk_port))))
        while (line := await asyncio.to_thread(sys.stdin.readline)) and line.strip() == "start":
            at = await exam.act(lambda db, now: order_start(db, exam, _NOBODY, now))
            _say(str(at - exam.timeline.now()))
        stop.set()


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
