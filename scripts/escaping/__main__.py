"""`scripts/escape-suite`: start the image, try every way out, and print what became of each.

What shows at rest after the start is taken for the exam, so the image must be that of an enrolled
PC; a text console is never taken for it.
"""

import argparse
import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from scripts.escaping.attempts import ATTEMPTS, Attempt
from scripts.escaping.console_font import FontMissingError
from scripts.escaping.hall import Hall, HallError
from scripts.escaping.machine import Machine, MachineError
from scripts.escaping.qmp import MonitorError
from scripts.escaping.suite import NOBODY, NotReadyError, Place, Trial, Tried
from scripts.escaping.wire import Allowed
from scripts.practice.table import drawn
from scripts.provisioning.files.kiosk.usr.local.lib.makalah.room import (
    KIOSK_PORT,
    RoomError,
    parse_server,
)

_START_SECONDS: Final = 400
_PICTURE_WIDTH: Final = 512


def main() -> int:
    """Try as asked for; 1 if the PC did not hold once, 2 if nothing could be tried."""
    options = _parser().parse_args()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        with tempfile.TemporaryDirectory(prefix="makalah-escapes-") as folder:
            disk = overlay_of(options.image, Path(folder))
            tried = play(disk, options.only or ATTEMPTS, options.server, options.exam)
    except (MachineError, MonitorError, NotReadyError, FontMissingError, HallError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    print(table(tried), flush=True)
    if options.json is not None:
        options.json.write_text(json.dumps(told(tried), indent=2) + "\n", "utf-8")
    if options.pictures is not None:
        keep_pictures(tried, options.pictures)
    return 1 if any(one.verdict.outcome.is_bad for one in tried) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/escape-suite", description=__doc__)
    parser.add_argument(
        "image", type=_image, help="the image of an enrolled PC, raw or .qcow2; it is not changed"
    )
    parser.add_argument(
        "--server", type=_server, default=NOBODY, metavar="ADDRESS:PORT",
        help="the server it is enrolled at, to which it may talk; 10.0.2.2 is this machine",
    )  # fmt: skip
    parser.add_argument("--only", nargs="+", type=_attempt, metavar="NAME", help="only these")
    parser.add_argument(
        "--exam", type=Path, metavar="FOLDER",
        help="the folder of the exam that the server serves: what the proctors are told is read",
    )  # fmt: skip
    parser.add_argument("--json", type=Path, help="write what became of each attempt")
    parser.add_argument("--pictures", type=Path, help="folder for what the screen showed")
    return parser


def _image(text: str) -> Path:
    if not Path(text).is_file():
        raise argparse.ArgumentTypeError(f"there is no image {text}")
    return Path(text).resolve()


def _server(text: str) -> Allowed:
    try:
        server = parse_server(text)
    except RoomError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return Allowed(str(server.address), frozenset({server.port, KIOSK_PORT}))


def _attempt(name: str) -> Attempt:
    for attempt in ATTEMPTS:
        if attempt.name == name:
            return attempt
    known = ", ".join(attempt.name for attempt in ATTEMPTS)
    raise argparse.ArgumentTypeError(f"“{name}” is no attempt; there are {known}")


def overlay_of(image: Path, folder: Path) -> Path:
    """Return a disk that begins as the image and keeps what is written to itself.

    Raises:
        MachineError: it cannot be made; holds what was said.

    """
    overlay = folder / "disk.qcow2"
    command = [
        "qemu-img",
        "create",
        "-q",
        "-f",
        "qcow2",
        "-F",
        "qcow2" if image.suffix == ".qcow2" else "raw",
        "-b",
        str(image),
        str(overlay),
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise MachineError("qemu-img is missing: apt-get install qemu-utils") from None
    if done.returncode:
        raise MachineError(done.stderr.strip())
    return overlay


def play(
    disk: Path, attempts: Sequence[Attempt], allowed: Allowed, exam: Path | None
) -> list[Tried]:
    """Start the machine and try; after an attempt that it lost it is started again.

    Raises:
        HallError: there is no exam in the folder.

    """
    hall = None if exam is None else Hall(exam)
    if hall is not None:
        hall.kinds()
    with closing(Place(lambda: Machine(disk))) as place:
        return Trial(place, _START_SECONDS, allowed, hall).run(attempts)


def table(tried: Sequence[Tried]) -> str:
    """Draw what became of each attempt."""
    head = ("attempt", "step", "outcome", "by what")
    rows = [
        (one.attempt.name, one.step or f"all {len(one.attempt.steps)}", *_said(one))
        for one in tried
    ]
    bad = sum(one.verdict.outcome.is_bad for one in tried)
    return f"\n{drawn(head, rows)}\n\n{len(tried)} verdicts, {bad} bad"


def _said(one: Tried) -> tuple[str, str]:
    return one.verdict.outcome, one.verdict.reason


def told(tried: Sequence[Tried]) -> list[dict[str, str]]:
    """Return what became of each attempt as plain values."""
    return [
        {
            "attempt": one.attempt.name,
            "kind": one.attempt.kind,
            "step": one.step,
            "outcome": one.verdict.outcome,
            "reason": one.verdict.reason,
        }
        for one in tried
    ]


def keep_pictures(tried: Sequence[Tried], folder: Path) -> None:
    """Keep what the screen showed after each attempt."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, one in enumerate(tried, 1):
        one.picture.save_small(folder / f"{number:03}-{one.attempt.name}.png", _PICTURE_WIDTH)


if __name__ == "__main__":
    sys.exit(main())
