"""`scripts/bench`: how quick the editor is beside others, what faults cost, what a crowd costs.

The exit code is 0 if every target that could be measured was kept, else 1; 2 if a program is
missing.
"""

import argparse
import shutil
import signal
import sys
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from scripts.benching.crowd.measuring import CROWDS, QUICK_CROWDS, measure_crowds
from scripts.benching.crowd.rivals import find_nginx
from scripts.benching.crowd.tables import crowd_tables, crowd_targets, growth_targets
from scripts.benching.editor import measure_editor
from scripts.benching.noise import this_machine
from scripts.benching.plan import FULL, QUICK, Plan
from scripts.benching.profiling import profile_ours
from scripts.benching.programs import PACKAGES
from scripts.benching.recovering import measure_recovery
from scripts.benching.recovery import recovery_tables, recovery_targets, rows_of
from scripts.benching.report import tables_of, targets_table
from scripts.benching.results import Results
from scripts.benching.session import NothingShownError
from scripts.benching.sitting import EDITS_OF_FOUR_HOURS, KEYS_OF_FOUR_HOURS
from scripts.benching.targets import Target, all_passed, targets_of
from scripts.benching.terminal import ProgramEndedError

_DOCS: Final = Path(__file__).parents[2] / "docs"
_END: Final = "<!-- end of figures -->"
_SEED: Final = 20_261_205


class _Place(NamedTuple):
    """Where tables stand in a document, behind which line."""

    document: Path
    begin: str


_EDITOR: Final = _Place(_DOCS / "benchmarks.md", "<!-- figures of scripts/bench editor -->\n")
_RECOVERY: Final = _Place(_DOCS / "recovery.md", "<!-- figures of scripts/bench recovery -->\n")


def main() -> int:
    """Do what was asked for; told to end, end all programs first."""
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    options = _parser().parse_args()
    if options.what == "recovery":
        return _bench_recovery(options)
    if options.what == "crowd":
        return _bench_crowd(options)
    missing = [name for name in PACKAGES if shutil.which(name) is None]
    if missing:
        print(f"Install these first: apt-get install {' '.join(missing)}", file=sys.stderr)
        return 2
    if options.what == "profile":
        profile_ours(options.words, options.keys, is_long=options.long)
        return 0
    plan = QUICK if options.quick else FULL
    if options.soak:
        plan = replace(plan, soak_edits=EDITS_OF_FOUR_HOURS, soak_keys=KEYS_OF_FOUR_HOURS)
    return _bench(plan, options.json, writes=options.write)


def _bench(plan: Plan, file: Path | None, *, writes: bool) -> int:
    """Measure, and show what was measured even if it could not go on to the end."""
    results = Results(this_machine())
    try:
        measure_editor(results, plan)
    except (NothingShownError, ProgramEndedError) as error:
        results.given_up = type(error).__name__
        print(f"Given up: {results.given_up}\n{error}", file=sys.stderr)
    targets = targets_of(results)
    tables = tables_of(results, targets)
    passed = all_passed(targets) and not results.given_up
    print(tables)
    if file is not None:
        file.write_bytes(msgspec.json.format(_as_json(asdict(results), targets, passed=passed)))
    if writes and not results.given_up:
        _write(tables, _EDITOR)
    return 0 if passed else 1


def _bench_recovery(options: argparse.Namespace) -> int:
    """Let faults happen, and show what they cost even if it could not go on to the end."""
    recovery = measure_recovery(options.seed, is_quick=options.quick)
    targets = recovery_targets(recovery.incidents)
    passed = all_passed(targets) and not recovery.given_up
    tables = recovery_tables(recovery, targets)
    print(tables)
    if options.json is not None:
        rows = [asdict(row) for row in rows_of(recovery.incidents)]
        found = _as_json({"rows": rows, **asdict(recovery)}, targets, passed=passed)
        options.json.write_bytes(msgspec.json.format(found))
    if options.write and not recovery.given_up:
        _write(tables, _RECOVERY)
    return 0 if passed else 1


def _bench_crowd(options: argparse.Namespace) -> int:
    """Let crowds sign in, write and hand in; with --quick, growth counts and times do not."""
    if find_nginx() is None:
        print("Install this first: apt-get install nginx-light", file=sys.stderr)
        return 2
    crowds = measure_crowds(QUICK_CROWDS if options.quick else CROWDS)
    targets = [*crowd_targets(crowds), *growth_targets(crowds)]
    passed = all_passed(targets)
    tables = f"### Targets\n\n{targets_table(targets)}\n\n{crowd_tables(crowds)}"
    print(tables)
    if options.json is not None:
        found = {"machine": asdict(this_machine()), "crowds": [asdict(each) for each in crowds]}
        options.json.write_bytes(msgspec.json.format(_as_json(found, targets, passed=passed)))
    return 0 if passed else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    kinds = parser.add_subparsers(dest="what", required=True)
    editor = kinds.add_parser("editor", help="measure, and hold against the targets")
    editor.add_argument("--quick", action="store_true", help="less of everything: 4 minutes")
    editor.add_argument(
        "--soak",
        action="store_true",
        help="with --quick: a whole sitting of 40,000 edits nevertheless",
    )
    editor.add_argument("--json", type=Path, metavar="FILE", help="write everything as JSON")
    editor.add_argument("--write", action="store_true", help="put the tables into docs/")
    recovery = kinds.add_parser("recovery", help="kill, cut off and fill up; measure the loss")
    recovery.add_argument("--quick", action="store_true", help="fewer of each fault")
    recovery.add_argument("--seed", type=int, default=_SEED, help=f"(default: {_SEED})")
    recovery.add_argument("--json", type=Path, metavar="FILE", help="write everything as JSON")
    recovery.add_argument("--write", action="store_true", help="put the tables into docs/")
    crowd = kinds.add_parser("crowd", help="thousands of kiosks sign in, write and hand in")
    crowd.add_argument("--quick", action="store_true", help="a few dozen kiosks: two minutes")
    crowd.add_argument("--json", type=Path, metavar="FILE", help="write everything as JSON")
    profile = kinds.add_parser("profile", help="show where the time of a key goes in ours")
    profile.add_argument("--words", type=int, default=20_000, help="(default: 20000)")
    profile.add_argument("--keys", type=int, default=500, help="(default: 500)")
    profile.add_argument("--long", action="store_true", help="inside one long paragraph")
    return parser


def _as_json(found: Mapping[str, Any], targets: list[Target], *, passed: bool) -> bytes:
    held: list[dict[str, Any]] = [asdict(each) | {"passed": each.passed} for each in targets]
    return msgspec.json.encode({"passed": passed, "targets": held, **found})


def _write(tables: str, place: _Place) -> None:
    """Put the tables where the last ones stand."""
    before, _, rest = place.document.read_text("utf-8").partition(place.begin)
    _, _, after = rest.partition(_END)
    place.document.write_text(f"{before}{place.begin}\n{tables}\n{_END}{after}", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
