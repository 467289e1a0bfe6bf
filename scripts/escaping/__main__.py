"""`scripts/escape-suite`: start the image, try every way out, and print what became of each.

At the sign-in page, what shows at rest after the start is taken for the exam, so the image must be
that of an enrolled PC; a text console is never taken for it. While a candidate writes, the page is
read letter by letter.
"""

import argparse
import json
import signal
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from itertools import count
from pathlib import Path
from typing import Final

from exam.errors import ExamError
from scripts.escaping.attempts import ATTEMPTS, Attempt
from scripts.escaping.console_font import FontMissingError
from scripts.escaping.hall import Hall, HallError
from scripts.escaping.machine import Board, Machine, MachineError, overlay_of
from scripts.escaping.page import NotReadyError, SignInPage
from scripts.escaping.qmp import MonitorError
from scripts.escaping.suite import NOBODY, Place, Trial, Tried
from scripts.escaping.wire import Allowed
from scripts.escaping.writing import WritingPage
from scripts.imaging_trial.letters import LettersMissingError
from scripts.imaging_trial.record import Record, TrialError
from scripts.imaging_trial.technician import GATEWAY
from scripts.imaging_trial.trial import Trial as Sitting
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
    TrialError, PracticeError, ExamError, ScreenTimeoutError,
)  # fmt: skip


def main() -> int:
    """Try as asked for; 1 if the PC did not hold once, 2 if nothing could be tried."""
    parser = _parser()
    options = parser.parse_args()
    if options.while_writing and any(one.is_at_start for one in options.only or ()):
        parser.error("What is tried while the PC starts is not for --while-writing.")
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
    parser.add_argument(
        "--enrol", action="store_true",
        help="the image is not set up yet: enrol it at an exam that is made here",
    )  # fmt: skip
    parser.add_argument(
        "--while-writing", action="store_true",
        help="with an image that is not set up yet: let a candidate write, and try then",
    )  # fmt: skip
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


def play(options: argparse.Namespace) -> list[Tried]:
    """Try as asked for; after an attempt that it lost the machine is started again.

    Raises:
        HallError: there is no exam in the folder.

    """
    with ExitStack() as stack:
        attempts = options.only or [
            one for one in ATTEMPTS if not (options.while_writing and one.is_at_start)
        ]
        made_here = options.enrol or options.while_writing
        trial = _at_new_exam if made_here else _at_server
        return trial(options, stack).run(attempts)


def _at_server(options: argparse.Namespace, stack: ExitStack) -> Trial:
    """Start the image of a PC that is enrolled at a server."""
    hall = None if options.exam is None else Hall(options.exam)
    if hall is not None:
        hall.kinds()
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="makalah-escapes-"))
    disk = overlay_of(options.image, Path(folder))
    board = Board(is_uefi=options.uefi)
    place = stack.enter_context(closing(Place(lambda: Machine(disk, board))))
    return Trial(place, SignInPage(_START_SECONDS), options.server, hall, _keeper(options))


def _at_new_exam(options: argparse.Namespace, stack: ExitStack) -> Trial:
    """Make an exam and enrol a PC at it; while writing, a candidate signs in and the exam begins.

    As on the day of an exam, the PC was off since it was enrolled. After a cut of the power the
    same candidate goes on at it.
    """
    record = Record(lambda line: print(f"· {line}", flush=True))
    sitting = Sitting(options.image, record, is_uefi=options.uefi)
    again = sitting.begin_again if options.while_writing else sitting.switch_on_again
    sitting.prepare(stack)
    sitting.switch_on_again()
    if options.while_writing:
        sitting.sit()
    begun = iter((sitting.seat.machine,))

    def switch_on() -> Machine:
        if machine := next(begun, None):
            return machine
        again()
        return sitting.seat.machine

    place = stack.enter_context(closing(Place(switch_on)))
    page = WritingPage(sitting) if options.while_writing else SignInPage(_START_SECONDS)
    allowed = Allowed(GATEWAY, sitting.ports)
    return Trial(place, page, allowed, Hall(sitting.exam), _keeper(options))


def _keeper(options: argparse.Namespace) -> Callable[[Tried], None]:
    """Say each verdict as it comes, and keep what the screen showed."""
    numbers = count(1)

    def keep(one: Tried) -> None:
        print(f"· {one.attempt.name} {one.step or 'all'}: {' - '.join(_said(one))}", flush=True)
        if options.pictures is not None:
            options.pictures.mkdir(parents=True, exist_ok=True)
            file = options.pictures / f"{next(numbers):03}-{one.attempt.name}.png"
            one.picture.save_small(file, _PICTURE_WIDTH)

    return keep


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
    return one.verdict.outcome, "; ".join(filter(None, (one.verdict.reason, one.note)))


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
