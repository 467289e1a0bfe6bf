"""`scripts/keys`: press random keys at a real screen and compare its texts with a model's.

The whole kiosk runs behind a pseudo-terminal: keeper, desk and journal in one process, the screen
in another; only the server stands in the same process. Everything that comes out is listened to.
The last line gives the counts; the exit code is 1 if anything was wrong.
"""

import argparse
import sys
import time
from random import Random, SystemRandom

from scripts.keying.hand import SLOW
from scripts.keying.rubbish import KINDS
from scripts.keying.scenes import Author
from scripts.keying.shrinking import bytes_of, shrink
from scripts.keying.trial import Trial, WrongError

_OTHER_KINDS = frozenset({"mouse", "mouse-bursts", "sizes", "signals", "alt+sign", "choice-bursts"})


def main() -> int:
    """Press as many keys as asked for."""
    options = _parser().parse_args()
    without = frozenset(options.without)
    print(f"seed {options.seed}, {options.count} keys", flush=True)
    trial = Trial(options.seed)
    wrong: WrongError | None = None
    try:
        author = Author(Random(options.seed), trial.start(), without)
        trial.play(author, options.count, _tell if options.count > 10_000 else lambda _keys: None)
    except WrongError as error:
        wrong = error
    finally:
        left = trial.end()
    if wrong is not None:
        _explain(wrong, trial, options.tries)
    else:
        print("\n".join(left), end="\n" if left else "")
    print(_summary(trial, is_wrong=bool(wrong or left)))
    return int(bool(wrong or left))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/keys", description=__doc__)
    parser.add_argument("--count", type=int, default=3_000, help="keys to press (default: 3000)")
    parser.add_argument(
        "--seed",
        type=int,
        default=SystemRandom().randrange(10**6),
        help="default: another each time",
    )
    kinds = sorted({*KINDS, *SLOW, *_OTHER_KINDS})
    parser.add_argument(
        "--without", nargs="*", default=(), choices=kinds, metavar="KIND", help=", ".join(kinds)
    )
    parser.add_argument(
        "--tries", type=int, default=60, help="how often to try fewer keys once it goes wrong"
    )
    return parser


def _tell(keys: int) -> None:
    print(f"{time.strftime('%H:%M:%S')} {keys} keys", flush=True)


def _explain(wrong: WrongError, trial: Trial, tries: int) -> None:
    """Say where it went wrong, and by which keys."""
    print(f"wrong after {trial.counts.keys} keys: {wrong}", flush=True)
    print(f"the scene: {bytes_of(trial.last_stretch.strokes)}", flush=True)
    if not tries:
        return
    few, said = shrink(trial.last_stretch, tries)
    if said:
        texts = {part.value: text for part, text in trial.last_stretch.texts.items()}
        print(f"by {len(few)} strokes at the end of {texts}:\n{bytes_of(few)}\n{said}")
    else:
        print("The last scene alone does not go wrong: what came before it is needed.")


def _summary(trial: Trial, *, is_wrong: bool) -> str:
    counts = trial.counts
    did = counts.strokes
    verdict = "WRONG" if is_wrong else "all equal to the model"
    return (
        f"{counts.keys} strokes ({did['Key']} keys, {did['Mouse']} of the mouse, "
        f"{did['Noise']} of noise), {did['Signalled']} signals, {did['Resized']} sizes, "
        f"{counts.edits} edits, {counts.comparisons} comparisons, "
        f"{counts.output_bytes} bytes heard, {counts.seconds:.0f} s: {verdict}"
    )


if __name__ == "__main__":
    sys.exit(main())
