"""Full disks: the folder of the work is a small file system of its own, and something fills it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from scripts.faulting.cuts import Log
from scripts.faulting.enclosures import Enclosure
from scripts.faulting.kills import fall

SECOND: Final = "disk full, a second folder"
ALONE: Final = "disk full, no other"
_SIZE: Final = "2m"
_MOUNT: Final = (
    'mkdir -p "$0" && mount -t tmpfs -o size="$1",mode=700 tmpfs "$0" && echo ready && exec cat'
)
_FILL: Final = 'head -c 100m /dev/zero >"$0/filler" 2>/dev/null; df --output=avail "$0" | tail -n 1'
_PAGE_SECONDS: Final = 8
"""Typed until the last page of the journal, which the file has already, is full as well."""
_TYPED_SECONDS: Final = (0.5, 2.0)


@contextmanager
def small_disk(spool: Path) -> Iterator[Enclosure]:
    """Put a small file system under a folder, seen by nobody but who enters."""
    enclosure = Enclosure("--mount", ["sh", "-c", _MOUNT, str(spool), _SIZE])
    try:
        yield enclosure
    finally:
        enclosure.close()


def fill_disk(log: Log, second: Path | None) -> None:
    """Fill the disk of a kiosk while a robot types, then kill the kiosk and let it start again.

    The kiosk has not been opened on the small disk before: it begins there with what the server
    has. With a second folder it finds its work there, without it finds it at the server.
    """
    robot = log.robot
    settings = robot.home / "kiosk.toml"
    if second is not None:
        settings.write_text(f'second_spool = "{second}"\n', "utf-8")
    spool = robot.home / "spool"
    with small_disk(spool) as disk:
        robot.entering = disk.entering
        robot.open_again()
        robot.begin_line()
        disk.run("sh", "-c", _FILL, str(spool))
        robot.write_for(_PAGE_SECONDS + robot.random.uniform(*_TYPED_SECONDS))
        fall(log, ALONE if second is None else SECOND)
        log.await_at_server()  # which alone has it, while the disk is full
    settings.unlink(missing_ok=True)
    robot.entering = ()
    robot.open_again()
