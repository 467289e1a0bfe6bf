"""`scripts/fuzz`: feed a parser with changed examples for a while, or all of them in turn.

A finding is anything that is raised and is no ExamError, a value that does not come back as it was,
or a feed that takes longer than it may. It is kept in a folder that is named at the end.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

_FOUND: Final = Path(__file__).parents[2] / ".cache" / "fuzz"
_SECONDS_PER_FEED: Final = 10
_MEGABYTES: Final = 3000
_LONGEST_BYTES: Final = 65_536


def main() -> int:
    """Fuzz what was asked for; 1 if there is a finding, 2 if it could not be fuzzed."""
    parser = _parser()
    options = parser.parse_args()
    from scripts.fuzzing.targets import TARGETS

    names = [target.name for target in TARGETS]
    if options.list:
        print("\n".join(names))
        return 0
    if not options.all and options.target not in names:
        parser.error(f"name one of these targets, or say --all: {', '.join(names)}")
    chosen = names if options.all else [options.target]
    return max(_fuzz(name, options.seconds) for name in chosen)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/fuzz", description=__doc__)
    parser.add_argument("target", nargs="?", help="one target by its name")
    parser.add_argument("--all", action="store_true", help="every target, one after the other")
    parser.add_argument("--list", action="store_true", help="name the targets")
    parser.add_argument("--seconds", type=int, default=60, help="how long for each (default: 60)")
    return parser


def _fuzz(name: str, seconds: int) -> int:
    """Fuzz one target in a process of its own; what it learned is not kept, what it found is."""
    found = _FOUND / name
    found.mkdir(parents=True, exist_ok=True)
    before = set(found.iterdir())
    with tempfile.TemporaryDirectory() as corpus:
        command = [sys.executable, "-m", "scripts.fuzzing.run", name, corpus]
        limits = [
            f"-max_total_time={seconds}",
            f"-timeout={_SECONDS_PER_FEED}",
            f"-rss_limit_mb={_MEGABYTES}",
            f"-max_len={_LONGEST_BYTES}",
            f"-artifact_prefix={found}/",
            "-print_final_stats=1",
            "-verbosity=0",
        ]
        done = subprocess.run([*command, *limits], check=False, text=True, capture_output=True)
    if done.returncode:
        print(done.stdout, done.stderr, file=sys.stderr)
    return _report(name, done, set(found.iterdir()) - before)


def _report(name: str, done: "subprocess.CompletedProcess[str]", findings: set[Path]) -> int:
    told = done.stderr.splitlines()
    fed = next((line.split()[-1] for line in told if "executed_units" in line), "0")
    if findings:
        print(f"{name}: a finding: {min(findings)}", flush=True)
        return 1
    if done.returncode:
        print(f"{name}: could not be fuzzed", file=sys.stderr, flush=True)
        return 2
    print(f"{name}: fed {fed} times, nothing found", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
