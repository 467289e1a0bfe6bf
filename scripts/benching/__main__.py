"""`scripts/bench`: how quick the editor is, what faults cost, and what the server takes.

Without a name every question about the server is answered. The exit code is 0 if every target that
could be measured was kept, else 1; 2 if a program is missing. With `--quick` times are shown, but
only counts decide: bytes, exponents and calls that failed.
"""

import argparse
import signal
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

import msgspec

from scripts.benching.editor import measure_editor
from scripts.benching.entries import (
    BY_NAME,
    DOCS,
    ENTRIES,
    PERFORMANCE,
    as_json,
    found_for,
    growth_of,
    tables_of,
    told,
    write_figures,
)
from scripts.benching.entry import Entry
from scripts.benching.noise import this_machine
from scripts.benching.plan import FULL, QUICK, Plan
from scripts.benching.processes import find_program
from scripts.benching.profiling import profile_ours
from scripts.benching.programs import PACKAGES
from scripts.benching.recovering import measure_recovery
from scripts.benching.recovery import recovery_tables, recovery_targets, rows_of
from scripts.benching.report import tables_of as editor_tables
from scripts.benching.report import targets_table
from scripts.benching.results import Results
from scripts.benching.session import NothingShownError
from scripts.benching.sitting import EDITS_OF_FOUR_HOURS, KEYS_OF_FOUR_HOURS
from scripts.benching.targets import Target, all_passed, targets_of
from scripts.benching.terminal import ProgramEndedError
from server.console import log_troubles_only

_SEED: Final = 20_261_205
_DOCUMENTS: Final = {"editor": DOCS / "benchmarks.md", "recovery": DOCS / "recovery.md"}
_GROWTH: Final = "growth"


def main() -> int:
    """Do what was asked for; told to end, end all programs first."""
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    options = _parser().parse_args()
    if options.what == "recovery":
        return _bench_recovery(options)
    if options.what in ("editor", "profile"):
        return _bench_editor(options)
    return _bench_server(options)


def _is_missing(programs: Iterable[str]) -> bool:
    """Say which programs have to be installed, if any."""
    missing = [name for name in dict.fromkeys(programs) if find_program(name) is None]
    if missing:
        print(f"Install these first: apt-get install {' '.join(missing)}", file=sys.stderr)
    return bool(missing)


def _bench_server(options: argparse.Namespace) -> int:
    """Answer one question about the server, or all; or show of all how cost grows."""
    asked: Sequence[Entry] = (BY_NAME[options.what],) if options.what in BY_NAME else ENTRIES
    if _is_missing(program for entry in asked for program in entry.needs):
        return 2
    log_troubles_only()
    machine = this_machine()
    found = found_for(asked, quick=options.quick)
    if options.what == _GROWTH:
        print(growth_of(found))
    for one in found if options.what != _GROWTH else ():
        tables = tables_of(one, machine)
        print(f"## {one.entry.name}\n\n{tables}")
        if options.write:
            write_figures(tables, PERFORMANCE, one.entry.name)
    if options.json is not None:
        options.json.write_bytes(msgspec.json.format(msgspec.json.encode(as_json(found, machine))))
    return 0 if all(one.passed for one in found) else 1


def _bench_editor(options: argparse.Namespace) -> int:
    """Measure the editor, or show where the time of a key goes."""
    if _is_missing(PACKAGES):
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
    tables = editor_tables(results, targets)
    passed = all_passed(targets) and not results.given_up
    print(tables)
    if file is not None:
        file.write_bytes(msgspec.json.format(_as_json(asdict(results), targets, passed=passed)))
    if writes and not results.given_up:
        _write("editor", tables, targets)
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
        _write("recovery", tables, targets)
    return 0 if passed else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    _add_common(parser, quick=False, json=None, write=False)
    kinds = parser.add_subparsers(dest="what")
    editor = kinds.add_parser("editor", help="key to changed cell, beside nano, micro, TextArea")
    _add_common(editor)
    editor.add_argument(
        "--soak",
        action="store_true",
        help="with --quick: a whole sitting of 40,000 edits nevertheless",
    )
    recovery = kinds.add_parser("recovery", help="kill, cut off and fill up; measure the loss")
    _add_common(recovery)
    recovery.add_argument("--seed", type=int, default=_SEED, help=f"(default: {_SEED})")
    for entry in ENTRIES:
        _add_common(kinds.add_parser(entry.name, help=entry.help))
    _add_common(kinds.add_parser(_GROWTH, help="how each cost of the server grows, of all these"))
    profile = kinds.add_parser("profile", help="show where the time of a key goes in ours")
    profile.add_argument("--words", type=int, default=20_000, help="(default: 20000)")
    profile.add_argument("--keys", type=int, default=500, help="(default: 500)")
    profile.add_argument("--long", action="store_true", help="inside one long paragraph")
    return parser


def _add_common(parser: argparse.ArgumentParser, **defaults: object) -> None:
    """Add what every run may be told, before the name and behind it.

    What was said before the name holds where nothing is said behind it.
    """

    def default(name: str) -> object:
        return defaults.get(name, argparse.SUPPRESS)

    parser.add_argument(
        "--quick", action="store_true", default=default("quick"), help="less of everything"
    )
    parser.add_argument(
        "--json",
        type=Path,
        metavar="FILE",
        default=default("json"),
        help="write everything as JSON",
    )
    parser.add_argument(
        "--write", action="store_true", default=default("write"), help="put the tables into docs/"
    )


def _as_json(found: Mapping[str, Any], targets: list[Target], *, passed: bool) -> bytes:
    held = [told(each) for each in targets]
    return msgspec.json.encode({"passed": passed, "targets": held, **found})


def _write(name: str, tables: str, targets: Sequence[Target]) -> None:
    """Put all tables into the document of an entry, and what was held into that of all."""
    write_figures(tables, _DOCUMENTS[name], name)
    write_figures(f"{targets_table(targets)}\n", PERFORMANCE, name)


if __name__ == "__main__":
    sys.exit(main())
