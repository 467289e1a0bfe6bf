"""What turns a laptop into the exam's server and back, in trees that are not running."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from scripts.packing.debs import PACKAGES
from scripts.provisioning import packages, server_place
from scripts.provisioning.__main__ import apply, check, main, table, undo
from scripts.provisioning.files.server.usr.local.lib.makalah import awake, laptop
from scripts.provisioning.packages import Packages
from scripts.provisioning.refusal import Refusal
from scripts.provisioning.server import server_steps
from scripts.provisioning.server_place import Chosen, Settings
from scripts.provisioning.server_system import Firewall
from scripts.provisioning.steps import SERVER_FILES, Step
from scripts.provisioning.tree import Tree
from tests.scripts.test_provisioning import a_tree, needs_root, paths_of, seen

ROOT = Path(__file__).parent.parent.parent
EXAM = "/var/lib/makalah-server/exam"
MODULE = SERVER_FILES / "usr/local/lib/makalah/laptop.py"


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return a_tree(tmp_path)


def files_only(tree: Tree, chosen: Chosen | None = None) -> list[Step]:
    """Return the steps that need no program of the tree."""
    steps = server_steps(tree, chosen or Chosen())
    return [step for step in steps if step.name not in ("Packages", "Program", "Room on the disk")]


@needs_root
def test_a_server_holds_and_is_given_back_as_it_was(tree: Tree) -> None:
    before = seen(tree.root)
    assert check(files_only(tree), tree) == 1
    apply(files_only(tree), tree)
    made = seen(tree.root)
    assert check(files_only(tree), tree) == 0
    apply(files_only(tree), tree)
    assert seen(tree.root) == made
    undo(files_only(tree), Tree(tree.root, os.getuid()))
    assert seen(tree.root) == before


@needs_root
def test_an_exam_outlives_undo_and_is_the_accounts_again_afterwards(tree: Tree) -> None:
    apply(files_only(tree), tree)
    exam = tree.at(EXAM)
    exam.mkdir()
    (exam / "exam.db").write_text("work")
    (wrong,) = problems(tree, "Folder of the exams")
    assert wrong == f"{EXAM} and 1 more do not belong to makalah"
    apply(files_only(tree), tree)
    assert check(files_only(tree), tree) == 0
    assert exam.stat().st_uid != os.getuid()
    undo(files_only(tree), tree)
    assert (exam / "exam.db").read_text() == "work"
    assert (exam / "exam.db").stat().st_uid == os.getuid()
    assert "makalah" not in tree.text("/etc/passwd")


def problems(tree: Tree, name: str) -> list[str]:
    return next(step for step in files_only(tree) if step.name == name).problems(tree)


@needs_root
def test_what_was_chosen_stays_until_something_else_is(tree: Tree) -> None:
    apply(files_only(tree, Chosen(exam=f"{EXAM}-2", dhcp="10.0.0.10-10.0.0.90")), tree)
    apply(files_only(tree, Chosen(people_port=9444)), tree)
    found = laptop.parse_laptop(tree.text(server_place.SETTINGS))
    assert (found.exam, found.people_port) == (f"{EXAM}-2", 9444)
    assert str(found.dhcp) == "10.0.0.10-10.0.0.90"
    apply(files_only(tree, Chosen(dhcp="none")), tree)
    assert laptop.parse_laptop(tree.text(server_place.SETTINGS)).dhcp is None


@pytest.mark.parametrize(
    "chosen",
    [Chosen(exam="exam"), Chosen(people_port=443), Chosen(people_port=8443),
     Chosen(exam=f'{EXAM}"b'), Chosen(exam="/srv/exam"), Chosen(exam=f"{EXAM}/../../../etc"),
     Chosen(backup="/home/budi/exam"),
     Chosen(addresses=("laptop:8443",)), Chosen(dhcp="8.8.8.1-8.8.8.9"),
     Chosen(dhcp="10.0.0.9-10.0.0.1"), Chosen(dhcp="10.0.0.0-10.9.0.0"), Chosen(dhcp="10.0.0.9")],
)  # fmt: skip
def test_what_cannot_be_is_refused_before_it_is_written(tree: Tree, chosen: Chosen) -> None:
    with pytest.raises(Refusal, match=r"server\.toml: "):
        Settings(chosen).require(tree)
    assert not tree.exists(server_place.SETTINGS)


@pytest.mark.parametrize("text", ["=", "other = 1", "people_port = true", "addresses = 1"])
def test_a_file_that_cannot_be_used_is_told_by_check(tree: Tree, text: str) -> None:
    tree.put(server_place.SETTINGS, text.encode())
    assert Settings(Chosen()).problems(tree)[0].startswith(f"{server_place.SETTINGS}: ")


def test_a_file_that_others_can_change_is_not_used(tree: Tree) -> None:
    tree.put(server_place.SETTINGS, b"people_port = 8444\n", 0o666)
    assert "Others than root" in Settings(Chosen()).problems(tree)[0]


@needs_root
def test_a_kiosk_is_no_server_and_a_server_no_kiosk(
    tree: Tree, capsys: pytest.CaptureFixture[str]
) -> None:
    tree.originals.set_note("chosen", "{}")
    assert main(["server", "--root", str(tree.root), "--check"]) == 2
    assert "This is a kiosk. Give it back first" in capsys.readouterr().err
    tree.originals.set_note("kind", "server")
    assert main(["kiosk", "--root", str(tree.root), "--undo"]) == 2
    assert "scripts/provision-server --undo" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/etc/ufw/ufw.conf", "# on\nENABLED=yes\n"),
        ("/etc/systemd/system/multi-user.target.wants/firewalld.service", ""),
    ],
)
def test_another_firewall_is_named_and_refused(tree: Tree, path: str, text: str) -> None:
    Firewall().require(tree)
    tree.put(path, text.encode())
    with pytest.raises(Refusal, match="is switched on, and would keep the PCs out"):
        Firewall().require(tree)


class Apt(Tree):
    """A tree whose package manager changes the list of packages, as Debian's does."""

    going: tuple[str, ...] = ("systemd-timesyncd",)

    def run(self, *command: str, **_more: object) -> str:
        """Install or purge by the list alone."""
        if "--simulate" in command:
            return "".join(f"Remv {name} [1]\n" for name in self.going)
        names = {one for one in command[1:] if re.fullmatch("[a-z][a-z-]+", one)}
        there = packages.installed(self) - set(self.going)
        there = there | (names - {"install"}) if "install" in command else there - names
        self.going = ()
        write_packages(self, there)
        return ""


def write_packages(tree: Tree, names: set[str]) -> None:
    entries = [f"Package: {name}\nStatus: install ok installed\n" for name in sorted(names)]
    path = tree.at("/var/lib/dpkg/status")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(entries))


def test_the_clocks_package_that_had_to_go_comes_back(tmp_path: Path) -> None:
    tree = Apt(tmp_path)
    write_packages(tree, {"systemd-timesyncd", "gimp"})
    Packages(needed=("chrony",)).apply(tree)
    assert packages.installed(tree) == {"chrony", "gimp"}
    tree.going = ("chrony",)
    assert Packages(needed=("chrony",)).undo(tree) == []
    assert packages.installed(tree) == {"systemd-timesyncd", "gimp"}


def test_a_program_of_the_person_is_never_removed(tmp_path: Path) -> None:
    tree = Apt(tmp_path)
    tree.going = ("systemd-timesyncd", "gimp")
    write_packages(tree, {"systemd-timesyncd", "gimp"})
    with pytest.raises(Refusal, match="would have to go: gimp"):
        Packages(needed=("chrony",)).apply(tree)
    assert packages.installed(tree) == {"systemd-timesyncd", "gimp"}


def test_the_archive_has_what_the_server_needs(tree: Tree) -> None:
    (step,) = (one for one in server_steps(tree, Chosen(dhcp="10.0.0.1-10.0.0.9"))
               if isinstance(one, Packages))  # fmt: skip
    assert set(step.needed) == set(PACKAGES["server"])


def test_only_the_exam_is_let_in_and_addresses_only_where_they_are_asked() -> None:
    usual = laptop.rules_of(laptop.Laptop())
    leasing = laptop.rules_of(laptop.Laptop(dhcp=laptop.parse_range("10.0.0.1-10.0.0.9")))
    added = [line.strip() for line in leasing.splitlines() if line not in usual.splitlines()]
    assert added == ["udp sport 68 udp dport 67 accept"]
    assert usual.count("policy drop") == 1
    assert "flush" not in usual
    assert "tcp dport { 8443, 8444 } accept" in usual
    assert usual.count("tcp dport") == 1


@pytest.mark.skipif(
    shutil.which("nft") is None or os.geteuid() != 0, reason="the program nft reads the rules"
)
def test_the_rules_are_such_as_nft_takes() -> None:
    rules = laptop.rules_of(laptop.Laptop(dhcp=laptop.parse_range("10.0.0.1-10.0.0.9")))
    subprocess.run(["nft", "--check", "-f", "-"], input=rules, text=True, check=True)


def test_a_file_is_read_as_it_was_written() -> None:
    one = laptop.Laptop(
        EXAM, 9444, 9443, ("10.0.0.1:9443", "10.0.0.2:9443"), "/media/cadangan/exam",
        laptop.parse_range("10.0.0.10-10.0.0.90"),
    )  # fmt: skip
    assert laptop.parse_laptop(laptop.write_laptop(one)) == one
    assert laptop.parse_laptop("") == laptop.Laptop()


def test_every_command_names_what_the_file_says() -> None:
    one = laptop.Laptop(EXAM, 9444, 9443, ("10.0.0.1:9443",), "/media/cadangan/exam")
    assert laptop.serving(one)[1:] == [
        "serve", "--host=0.0.0.0", "--people-port=9444", "--kiosk-port=9443",
        "--address", "10.0.0.1:9443", EXAM,
    ]  # fmt: skip
    assert laptop.copying(one)[1:] == ["backup", "--follow", "/media/cadangan/exam", EXAM]
    with pytest.raises(laptop.LaptopError):
        laptop.leasing(one)
    with pytest.raises(laptop.LaptopError):
        laptop.copying(laptop.Laptop())


def test_units_run_only_commands_that_there_are() -> None:
    asked = {
        tuple(found[1].split())
        for unit in (SERVER_FILES / "etc/systemd/system").glob("makalah-*.service")
        for found in re.finditer(r"\w+\.py ([a-z ]+)$", unit.read_text(), re.MULTILINE)
    }
    assert asked == {
        ("serve",), ("backup",), ("dhcp",), ("firewall",), ("stay",), ("wants", "backup"),
        ("wants", "dhcp"), ("check",),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-I", MODULE, "sleep"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize(
    ("read", "said"),
    [
        (lambda: laptop.Laptop(backup="/media/cadangan/exam"), 0),
        (laptop.Laptop, 1),
        (lambda: None, 1),
    ],
)
def test_a_copy_is_wanted_only_if_the_file_names_a_place(
    monkeypatch: pytest.MonkeyPatch, read: Callable[[], laptop.Laptop | None], said: int
) -> None:
    monkeypatch.setattr(laptop, "read_laptop", lambda _file: read())
    assert laptop.main(["wants", "backup"]) == said


@pytest.mark.parametrize("states", [["active", "activating", "inactive"], ["failed"], [""]])
def test_the_laptop_stays_awake_until_the_exam_is_no_longer_served(
    monkeypatch: pytest.MonkeyPatch, states: list[str]
) -> None:
    told, waited = iter(states), list[float]()
    monkeypatch.setattr(
        subprocess, "run", lambda *_, **__: SimpleNamespace(stdout=f"{next(told)}\n")
    )
    monkeypatch.setattr(time, "sleep", waited.append)
    assert awake.main(["stay"]) == 0
    assert len(waited) == len(states) - 1


def test_every_file_that_lies_there_lands_by_one_step(tree: Tree) -> None:
    landing = [path for step in server_steps(tree, Chosen()) for path in landed(step)]
    there = [
        f"/{file.relative_to(SERVER_FILES)}"
        for file in sorted(SERVER_FILES.rglob("*"))
        if file.is_file() and "__pycache__" not in file.parts
    ]
    assert sorted(landing) == sorted(there)


def landed(step: Step) -> list[str]:
    placed = getattr(step, "_placed", None)
    return paths_of(placed() if placed else step)


def test_every_step_is_in_the_document(tree: Tree) -> None:
    assert table(server_steps(tree, Chosen())) in (ROOT / "docs/server-laptop.md").read_text()
