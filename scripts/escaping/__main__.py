"""`scripts/escape-suite`: start the image, try every way out, and print what became of each.

At the sign-in page, what shows at rest after the start is taken for the exam, so the image must be
that of an enrolled PC; a text console is never taken for it. While a candidate writes, the page is
read letter by letter.
"""

import argparse
import json
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from exam.errors import ExamError
from scripts.escaping.attempts import ATTEMPTS, Attempt
from scripts.escaping.board import MachineError
from scripts.escaping.console_font import FontMissingError
from scripts.escaping.hall import HallError
from scripts.escaping.inside import InsideError
from scripts.escaping.page import NotReadyError
from scripts.escaping.playing import play, said
from scripts.escaping.qmp import MonitorError
from scripts.escaping.suite import NOBODY, Tried
from scripts.escaping.wire import Allowed
from scripts.imaging_trial.letters import LettersMissingError
from scripts.imaging_trial.record import TrialError
from scripts.practice.premises import PracticeError
from scripts.practice.table import drawn
from scripts.practice.terminal import ScreenTimeoutError
from scripts.provisioning.files.kiosk.usr.local.lib.makalah.room import (
    KIOSK_PORT,
    RoomError,
    parse_server,
)

_START_SECONDS: Final = 400
_PICTURE_WIDTH: Final = 512
_FAILURES: Final = (
    MachineError, MonitorError, NotReadyError, FontMissingError, LettersMissingError, HallError,
    InsideError, TrialError, PracticeError, ExamError, ScreenTimeoutError,
)  # fmt: skip


def main() -> int:
    """Try as asked for; 2 if nothing could be tried.

    1 if the PC did not hold once, or if a weakened one held.
    """
    parser = _parser()
    options = parser.parse_args()
    if options.while_writing and any(one.is_at_start for one in options.only or ()):
        parser.error("What is tried while the PC starts is not for --while-writing.")
    if (options.inside or options.weakened) and (options.uefi or options.only):
        parser.error("--inside and --weakened know nothing of --uefi and --only.")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        tried = play(options)
    except _FAILURES as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    print(table(tried), flush=True)
    if options.json is not None:
        options.json.write_text(json.dumps(told(tried), indent=2) + "\n", "utf-8")
    return 1 if any(one.verdict.outcome.is_bad is not options.weakened for one in tried) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/escape-suite", description=__doc__)
    parser.add_argument(
        "image",
        type=_image,
        help="the image of a PC, raw or .qcow2, enrolled if nothing else is asked for",
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
    parser.add_argument(
        "--enrol", action="store_true",
        help="the image is not set up yet: enrol it at an exam that is made here",
    )  # fmt: skip
    parser.add_argument(
        "--while-writing", action="store_true",
        help="with an image that is not set up yet: let a candidate write, and try then",
    )  # fmt: skip
    parser.add_argument(
        "--inside",
        action="store_true",
        help="with an image that is not set up yet: call everybody from inside the PC",
    )
    parser.add_argument(
        "--weakened",
        action="store_true",
        help="with such an image: take one lock after the other away, and see that it is found",
    )
    parser.add_argument("--uefi", action="store_true", help="a PC with UEFI in place of BIOS")
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


def table(tried: Sequence[Tried]) -> str:
    """Draw what became of each attempt."""
    head = ("attempt", "step", "outcome", "by what")
    rows = [
        (one.attempt.name, one.step or f"all {len(one.attempt.steps)}", *said(one)) for one in tried
    ]
    bad = sum(one.verdict.outcome.is_bad for one in tried)
    return f"\n{drawn(head, rows)}\n\n{len(tried)} verdicts, {bad} bad"


def told(tried: Sequence[Tried]) -> list[dict[str, str]]:
    """Return what became of each attempt as plain values."""
    return [
        {
            "attempt": one.attempt.name,
            "kind": one.attempt.kind,
            "step": one.step,
            "outcome": one.verdict.outcome,
            "reason": one.verdict.reason,
            "note": one.note,
        }
        for one in tried
    ]


if __name__ == "__main__":
    sys.exit(main())
