"""What can be typed at `scripts/provision-server`, and the steps that follow from it."""

import argparse
from pathlib import Path

from scripts.provisioning.server import server_steps
from scripts.provisioning.server_place import Chosen
from scripts.provisioning.steps import Step
from scripts.provisioning.tree import Tree


def server_parser() -> argparse.ArgumentParser:
    """Return the parser of the server's command."""
    parser = argparse.ArgumentParser(
        prog="provision-server",
        description="Make this laptop with Debian 12 the exam's server, or give it back.",
    )
    parser.add_argument("what", choices=("server",), help=argparse.SUPPRESS)
    parser.add_argument("--root", type=Path, default=Path("/"), help="a tree that is not running")
    task = parser.add_mutually_exclusive_group()
    task.add_argument("--check", action="store_true", help="only say what holds")
    task.add_argument("--undo", action="store_true", help="give the laptop back as it was")
    task.add_argument("--list", action="store_true", help="say what each step is for")
    parser.add_argument("--exam", metavar="DIR", help="the folder of the exam that is served")
    parser.add_argument("--people-port", type=int, metavar="PORT")
    parser.add_argument("--kiosk-port", type=int, metavar="PORT")
    parser.add_argument(
        "--at", action="append", metavar="ADDRESS:PORT",
        help="where PCs find this server or a spare one, port for PCs; repeat",
    )  # fmt: skip
    parser.add_argument("--backup", metavar="DIR", help="where a second copy is kept up, or none")
    parser.add_argument(
        "--dhcp", metavar="FIRST-LAST", help="give PCs these addresses, or none; off unless asked"
    )
    parser.add_argument(
        "--packages", type=Path, metavar="DIR", help="a folder of .deb files with their index"
    )
    parser.add_argument("--wheels", type=Path, metavar="DIR", help="a folder of wheels")
    return parser


def steps_of(said: argparse.Namespace, tree: Tree) -> list[Step]:
    """Return the steps for what was typed."""
    addresses = None if said.at is None else tuple(said.at)
    chosen = Chosen(said.exam, said.people_port, said.kiosk_port, addresses, said.backup, said.dhcp)
    return server_steps(tree, chosen, said.packages, said.wheels)
