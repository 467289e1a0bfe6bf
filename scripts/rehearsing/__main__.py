"""`scripts/rehearse`: a whole selection with simulated people against the real server."""

import argparse
import signal
import sys
import time
from pathlib import Path

from exam.errors import ExamError
from exam.sentences import sentence
from kiosk.language import load_catalog
from scripts.practice.premises import CONFIGS, PracticeError
from scripts.practice.terminal import ScreenTimeoutError
from scripts.rehearsing.plan import SHORT, WHOLE
from scripts.rehearsing.report import table
from scripts.rehearsing.selection import rehearse

_LANGUAGE = "en"


def main() -> int:
    """Play the selection as asked for and print what came of it; returns the exit code."""
    options = _parser().parse_args()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        report = rehearse(
            options.config,
            SHORT if options.short else WHOLE,
            _new_folder(options.out, options.config),
            options.seed,
            lambda line: print(f"· {line}", flush=True),
        )
    except (PracticeError, ScreenTimeoutError) as error:
        print(error, file=sys.stderr)
        return 2
    except ExamError as error:
        print(sentence(error, load_catalog(_LANGUAGE).gettext), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    print(f"\n{table(report)}")
    return report.exit_code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/rehearse", description=__doc__)
    known = sorted(path.stem for path in CONFIGS.glob("*.toml"))
    parser.add_argument("config", metavar="CONFIG", type=_name, help=", ".join(known))
    parser.add_argument("--short", action="store_true", help="a few people of each sitting")
    parser.add_argument("--out", type=Path, help="new or empty folder for what is saved")
    parser.add_argument("--seed", type=int, default=1, help="another one, another selection")
    return parser


def _name(text: str) -> str:
    """Take the name of a selection, or the path of its file."""
    name = Path(text).stem
    if not (CONFIGS / f"{name}.toml").is_file():
        raise argparse.ArgumentTypeError(f"there is no {name}.toml in {CONFIGS}")
    return name


def _new_folder(out: Path | None, name: str) -> Path:
    folder = out or Path(time.strftime(f"rehearsal-{name}-%Y%m%d-%H%M%S"))
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise PracticeError(f"{folder} is not empty. Choose another folder with --out.")
    return folder


if __name__ == "__main__":
    sys.exit(main())
