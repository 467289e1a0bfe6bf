"""The command: `python3 -m scripts.provisioning kiosk`, and `list`, which says what it does.

Ends with 0 if all is done or holds, 1 if --check finds something, 2 if it refuses.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from scripts.provisioning.kiosk import kiosk_steps
from scripts.provisioning.options import ZONES, Options
from scripts.provisioning.originals import PLACE
from scripts.provisioning.refusal import Refusal
from scripts.provisioning.steps import Step
from scripts.provisioning.tree import Tree

_DONE, _FOUND, _REFUSED = 0, 1, 2
_NEEDED: Final = ("ID=debian", 'VERSION_ID="12"')


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; whatever is refused is said in one sentence."""
    said = _parser().parse_args(arguments)
    try:
        if said.what == "list":
            print(table(kiosk_steps(Options())), end="")
            return _DONE
        return _run(said)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
    except OSError as error:
        print(f"{error.filename}: {error.strerror}. Nothing is lost; try again.", file=sys.stderr)
    return _REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="provision-kiosk", description=__doc__)
    parser.add_argument("what", choices=("kiosk", "list"))
    parser.add_argument("--root", type=Path, default=Path("/"), help="a tree that is not running")
    task = parser.add_mutually_exclusive_group()
    task.add_argument("--check", action="store_true", help="only say what holds")
    task.add_argument("--undo", action="store_true", help="give the PC back as it was")
    parser.add_argument("--server", action="append", default=[], metavar="ADDRESS:PORT")
    parser.add_argument("--name", help="what people call this PC")
    parser.add_argument("--kiosk-port", type=int, help="the kiosks' port of the servers")
    parser.add_argument("--address", help="this PC's own, such as 192.168.1.21/24; without: DHCP")
    parser.add_argument("--time-zone", choices=ZONES)
    parser.add_argument(
        "--packages", type=Path, metavar="DIR", help="a folder of .deb files with their index"
    )
    parser.add_argument("--wheels", type=Path, metavar="DIR", help="a folder of wheels")
    parser.add_argument("--boot-password-file", type=Path, metavar="FILE")
    return parser


def _run(said: argparse.Namespace) -> int:
    tree = Tree(said.root.absolute())
    _require_tree(tree)
    given = Options(tuple(said.server), said.name, said.kiosk_port, said.address, said.time_zone)
    options = given.over(tree)
    password = _password_in(said.boot_password_file)
    steps = kiosk_steps(options, said.packages, said.wheels, password)
    if said.check:
        return check(steps, tree)
    if said.undo:
        return undo(steps, tree)
    for step in steps:
        if step.problems(tree):
            step.require(tree)
    options.keep(tree)
    return apply(steps, tree)


def _require_tree(tree: Tree) -> None:
    if os.geteuid() != 0:
        raise Refusal("This changes the whole PC: run it as root, for instance with sudo.")
    lines = tree.text("/etc/os-release").splitlines()
    if not set(_NEEDED) <= set(lines):
        raise Refusal(f"{tree.root} is no Debian 12. Install that first; nothing was changed.")


def _password_in(file: Path | None) -> str | None:
    """Return the first line of the file in which the boot password stands."""
    if file is None:
        return None
    password = file.read_text("utf-8").partition("\n")[0].strip()
    if not password:
        raise Refusal(f"The first line of {file} is empty: it is to be the boot password.")
    return password


def check(steps: Sequence[Step], tree: Tree) -> int:
    """Print a line per step; 1 if one of them does not hold."""
    failed = False
    for step in steps:
        problems = step.problems(tree)
        failed = failed or bool(problems)
        print(f"{step.name}: {'does not hold: ' + '; '.join(problems) if problems else 'holds'}")
    return _FOUND if failed else _DONE


def apply(steps: Sequence[Step], tree: Tree) -> int:
    """Take every step that does not hold."""
    changed = False
    for step in steps:
        if step.problems(tree):
            print(f"· {step.name}", file=sys.stderr)
            step.apply(tree)
            changed = True
    if not changed:
        print("Nothing had to be changed: this is a kiosk.")
    elif tree.is_running:
        print("Start this PC again: it is a kiosk from then on.")
    return _DONE


def undo(steps: Sequence[Step], tree: Tree) -> int:
    """Give the tree back as it was before the first step."""
    if not tree.exists(PLACE):
        print("Nothing had been changed here.")
        return _DONE
    for step in reversed(steps):
        for stays in step.undo(tree):
            print(stays)
    tree.originals.restore_all()
    print("Everything is as it was before. Start this PC again." if tree.is_running else "Undone.")
    return _DONE


def table(steps: Sequence[Step]) -> str:
    """Return what the steps are for, as a table of a document."""
    rows = [f"| {step.name} | {step.why} |" for step in steps]
    return "\n".join(["| Step | What it is for |", "|---|---|", *rows, ""])


if __name__ == "__main__":
    sys.exit(main())
