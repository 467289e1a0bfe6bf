"""`scripts/demo`: the practice day, at this terminal or by itself."""

import argparse
import signal
import sys
import time
from pathlib import Path

from exam.errors import ExamError
from scripts.practice.day import Day, Outcome
from scripts.practice.premises import PracticeError
from scripts.practice.table import drawn
from scripts.practice.terminal import ScreenTimeoutError
from scripts.practice.visit import visit

_CANDIDATES = 54


def main() -> int:
    """Play the day as asked for; returns the exit code."""
    options = _parser().parse_args()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        if options.auto:
            return play(options.seats, options.minutes, _new_folder(options.out))
        visit()
    except (PracticeError, ScreenTimeoutError, ExamError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/demo", description=__doc__)
    parser.add_argument("--auto", action="store_true", help="play the day without a person")
    parser.add_argument("--seats", type=_seats, default=3, help="candidates (default: 3)")
    parser.add_argument("--minutes", type=float, help="writing time (default: 0.45 + 0.12 a seat)")
    parser.add_argument("--out", type=Path, help="new or empty folder for results")
    return parser


def _seats(text: str) -> int:
    seats = int(text)
    if not 1 <= seats <= _CANDIDATES:
        raise argparse.ArgumentTypeError(f"1-{_CANDIDATES}")
    return seats


def _new_folder(out: Path | None) -> Path:
    folder = out or Path(time.strftime("practice-day-%Y%m%d-%H%M%S"))
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise PracticeError(f"{folder} is not empty. Choose another folder with --out.")
    return folder


def play(seats: int, minutes: float | None, out: Path) -> int:
    """Play the day by itself and print what came of it; 1 if anything differs, else 0."""
    began = time.monotonic()
    day = Day(
        seats, minutes or 0.45 + 0.12 * seats, out, lambda line: print(f"· {line}", flush=True)
    )
    outcomes = day.play()
    print(table(outcomes))
    wrong = [outcome for outcome in outcomes if outcome.different]
    verdict = "every paper is as typed" if not wrong else f"{len(wrong)} DIFFER from what was typed"
    print(f"{len(outcomes)} papers, {verdict}; {time.monotonic() - began:.0f} s; results in {out}")
    return 1 if wrong else 0


def table(outcomes: list[Outcome]) -> str:
    """Draw the outcomes as a table."""
    head = ("number", "PC", "typed", "read back", "equal", "receipt", "code", "score", "post")
    rows = [
        (
            outcome.card.number,
            outcome.seat_name,
            str(outcome.words_typed),
            str(outcome.words_read),
            "NO: " + ", ".join(outcome.different) if outcome.different else "yes",
            outcome.receipt,
            outcome.paper_code,
            outcome.score,
            outcome.card.post,
        )
        for outcome in outcomes
    ]
    return f"\n{drawn(head, rows)}\n"


if __name__ == "__main__":
    sys.exit(main())
