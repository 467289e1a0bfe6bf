"""The command: `python3 -m scripts.provisioning kiosk` or `server`; `list` says what is done.

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
from scripts.provisioning.server_arguments import server_parser, steps_of
from scripts.provisioning.steps import Step
from scripts.provisioning.tree import Tree

_DONE, _FOUND, _REFUSED = 0, 1, 2
_NEEDED: Final = ("ID=debian", 'VERSION_ID="12"')
_KIND: Final = "kind"
_MADE: Final = {"kiosk": "a kiosk", "server": "the exam's server"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; whatever is refused is said in one sentence."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    parser = server_parser() if given[:1] == ["server"] else _parser()
    said = parser.parse_args(given)
    try:
        if said.what == "list":
            print(table(kiosk_steps(Options())), end="")
            return _DONE
        if said.what == "server":
            return _run_server(said, Tree(said.root.absolute()))
        return _run(said)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
    except OSError as error:
        print(f"{error.filename}: {error.strerror}. Nothing is lost; try again.", file=sys.stderr)
    return _REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="provision-kiosk", description=__doc__)
    parser.add_argument("what", choices=("kiosk", "server", "list"))
    parser.add_argument("--root", type=Path, default=Path("/"), help="a tree that is not running")
    task = parser.add_mutually_exclusive_group()
    task.add_argument("--check", action="store_true", help="only say what holds")
    task.add_argument("--undo", action="store_true", help="give the PC back as it was")
    parser.add_argument("--server", action="append", default=[], metavar="ADDRESS:PORT")
    parser.add_argument("--name", help="what people call this PC")
    parser.add_argument("--kiosk-port", type=int, help="the kiosks' port of the servers")
    parser.add_argument("--address", help="this PC's own, such as 192.168.1.21/24; without: DHCP")
    parser.add_argument("--gateway", help="with an address: the way to servers elsewhere")
    parser.add_argument("--time-zone", choices=ZONES)
    parser.add_argument(
        "--packages", type=Path, metavar="DIR", help="a folder of .deb files with their index"
    )
    parser.add_argument("--wheels", type=Path, metavar="DIR", help="a folder of wheels")
    parser.add_argument("--boot-password-file", type=Path, metavar="FILE")
    return parser


def _run(said: argparse.Namespace) -> int:
    tree = Tree(said.root.absolute())
    _require_tree(said.what, tree)
    options = _given(said).over(tree)
    password = _password_in(said.boot_password_file)
    steps = kiosk_steps(options, said.packages, said.wheels, password)
    if said.check:
        return check(steps, tree)
    if said.undo:
        return undo(steps, tree)
    _require(steps, tree)
    options.keep(tree)
    return apply(steps, tree)


def _run_server(said: argparse.Namespace, tree: Tree) -> int:
    steps = steps_of(said, tree)
    if said.list:
        print(table(steps), end="")
        return _DONE
    _require_tree(said.what, tree)
    if said.check:
        return check(steps, tree)
    if said.undo:
        return undo(steps, tree)
    _require(steps, tree)
    if tree.originals.note(_KIND) is None:
        tree.originals.set_note(_KIND, said.what)
    return apply(steps, tree, said.what)


def _require(steps: Sequence[Step], tree: Tree) -> None:
    """Look at all that is to be changed before anything is."""
    for step in steps:
        if step.problems(tree):
            step.require(tree)


def _given(said: argparse.Namespace) -> Options:
    return Options(
        tuple(said.server), said.name, said.kiosk_port, said.address, said.time_zone, said.gateway
    )


def _require_tree(kind: str, tree: Tree) -> None:
    """Refuse what is no Debian 12, or is of the other kind already."""
    if os.geteuid() != 0:
        raise Refusal("This changes the whole PC: run it as root, for instance with sudo.")
    lines = tree.text("/etc/os-release").splitlines()
    if not set(_NEEDED) <= set(lines):
        raise Refusal(f"{tree.root} is no Debian 12. Install that first; nothing was changed.")
    made = (tree.originals.note(_KIND) or "kiosk") if tree.exists(PLACE) else kind
    if made != kind:
        raise Refusal(f"This is {_MADE[made]}. Give it back first: scripts/provision-{made} --undo")


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


def apply(steps: Sequence[Step], tree: Tree, kind: str = "kiosk") -> int:
    """Take every step that does not hold."""
    changed = False
    for step in steps:
        if step.problems(tree):
            print(f"· {step.name}", file=sys.stderr)
            step.apply(tree)
            changed = True
    if not changed:
        print(f"Nothing had to be changed: this is {_MADE[kind]}.")
    elif tree.is_running:
        print(f"Start this PC again: it is {_MADE[kind]} from then on.")
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
