"""`scripts/simulate`: days that go wrong, under a virtual clock, each from one seed.

The exit code is 1 if a promise was not kept, else 0.
"""

import argparse
import multiprocessing
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Final

from scripts.simulating.living import DAY, LAB, be_quiet, live_through, world_of
from scripts.simulating.report import Report
from scripts.simulating.world import run_seed

_PORTION: Final = 25


def main() -> int:
    """Do what was asked for."""
    options = _parser().parse_args()
    be_quiet()
    if options.trace is not None:
        return _tell(options.trace)
    names = [str(seed) for seed in range(options.first, options.first + options.seeds)]
    names += [f"{LAB}{lab}" for lab in range(options.first, options.first + options.labs)]
    names += [f"{DAY}{day}" for day in range(options.first, options.first + options.days)]
    began = time.monotonic()
    report = Report()
    for part in _parts(names, options.jobs):
        for name, one in part.violations:
            print(f"{name} at {one.at:.3f} s: {one.promise}: {one.what}", flush=True)
        report.join(part)
    seconds = time.monotonic() - began
    rate = report.worlds / seconds
    print(f"{rate:.1f} seeds/s with {options.jobs} jobs, {seconds:.0f} s")
    print("\n".join(report.lines()))
    return 1 if report.violations else 0


def _parts(names: Sequence[str], jobs: int) -> Iterator[Report]:
    portions = [names[at : at + _PORTION] for at in range(0, len(names), _PORTION)]
    if any(not name.isdecimal() for name in names):
        portions = [[name] for name in names]
    if jobs == 1:
        yield from map(live_through, portions)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:  # which notices a worker that died
        yield from pool.map(live_through, portions)


def _tell(name: str) -> int:
    """Run one world and tell its story."""
    story = run_seed(*world_of(name))
    print(story.text())
    report = Report()
    report.add(name, story)
    print("\n".join(report.lines()))
    print(f"trace hash: {story.digest()}")
    return 1 if story.violations else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/simulate", description=__doc__)
    parser.add_argument("--seeds", type=int, default=0, metavar="N", help="so many small worlds")
    parser.add_argument("--from", type=int, default=1, dest="first", metavar="S", help="first seed")
    parser.add_argument("--days", type=int, default=0, metavar="D", help="56 PCs for 4 hours")
    parser.add_argument("--labs", type=int, default=0, metavar="L", help="56 PCs for 5 minutes")
    parser.add_argument("--jobs", type=int, default=1, metavar="J", help="processes at once")
    parser.add_argument(
        "--trace", metavar="SEED", help="tell the story of one seed, lab-N or day-N"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
