"""`scripts/image-trial`: a whole sitting at an emulated PC that is started from the stick.

It makes a practice exam and starts its server on this machine, sets a new stick up as a technician
does, sits as a candidate does, cuts the power twice, and goes on at another PC.
"""

import argparse
import json
import signal
import sys
from pathlib import Path

from exam.errors import ExamError
from scripts.escaping.board import MachineError
from scripts.escaping.console_font import FontMissingError
from scripts.escaping.qmp import MonitorError
from scripts.imaging_trial.letters import LettersMissingError
from scripts.imaging_trial.record import Record, TrialError
from scripts.imaging_trial.trial import Trial
from scripts.practice.premises import PracticeError
from scripts.practice.terminal import ScreenTimeoutError

_FAILURES = (
    TrialError, ScreenTimeoutError, PracticeError, MachineError, MonitorError, ExamError,
    FontMissingError, LettersMissingError,
)  # fmt: skip


def main() -> int:
    """Take all steps and print what came of each; 1 if one failed."""
    options = _parser().parse_args()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    if options.pictures is not None:
        options.pictures.mkdir(parents=True, exist_ok=True)
    record = Record(lambda line: print(f"· {line}", flush=True), options.pictures)
    try:
        Trial(options.image, record, is_uefi=options.uefi).run()
    except _FAILURES as error:
        record.end_with(error)
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    print(f"\n{record.table()}", flush=True)
    if options.json is not None:
        options.json.write_text(json.dumps(record.told(), indent=2) + "\n", "utf-8")
    return 0 if record.is_good else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/image-trial", description=__doc__)
    parser.add_argument(
        "image", type=_image, help="an image that was not yet set up, raw; it is not changed"
    )
    parser.add_argument("--pictures", type=Path, help="folder for what the screen showed")
    parser.add_argument("--json", type=Path, help="write what came of each step")
    parser.add_argument("--uefi", action="store_true", help="PCs with UEFI in place of BIOS")
    return parser


def _image(text: str) -> Path:
    if not Path(text).is_file():
        raise argparse.ArgumentTypeError(f"there is no image {text}")
    return Path(text).resolve()


if __name__ == "__main__":
    sys.exit(main())
