"""The program itself in /opt/makalah: its environment from wheels, by the hashes of the lock."""

import hashlib
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scripts.provisioning.refusal import Refusal
from scripts.provisioning.tree import Tree

REPOSITORY: Final = Path(__file__).parent.parent.parent
HOME: Final = "/opt/makalah"
_VENV: Final = f"{HOME}/venv"
_PYTHON: Final = f"{_VENV}/bin/python"
COMMANDS: Final = {"makalah-kiosk": "kiosk", "makalah-server": "server"}
_PARTS: Final = ("exam", "kiosk", "server")
_STAMP: Final = f"{HOME}/stamp"
_ENTRY: Final = re.compile(
    r"^([a-z0-9][a-z0-9._-]*)==([^ ;\\]+)(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL
)
_LEAST_BYTES: Final = 600_000_000


def locked(lock: str, wheels: Path) -> str:
    """Return the part of a lock of which there are wheels, with its hashes.

    pip itself refuses if what these need is not among them.
    """
    there = {tuple(file.name.split("-")[:2]) for file in wheels.glob("*.whl")}
    known = {(name.lower(), version) for name, version in there}
    entries = (
        found[0].rstrip()
        for found in _ENTRY.finditer(lock)
        if (found[1].replace("-", "_").replace(".", "_"), found[2]) in known
    )
    return "\n".join([*entries, ""])


def find_pip(lock: str, wheels: Path) -> Path:
    """Return pip's wheel, whose hash is in the lock.

    Raises:
        Refusal: it is not there, or is another.

    """
    for file in sorted(wheels.glob("pip-*.whl")):
        if f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}" in lock:
            return file
    raise Refusal(f"There is no wheel of pip in {wheels} that requirements.lock knows.")


@dataclass(frozen=True, slots=True)
class Program:
    """The program and what it needs, from a folder of wheels."""

    wheels: Path | None = None
    repository: Path = REPOSITORY
    name: str = "Program"
    why: str = (
        "The program lies in /opt/makalah, from wheels whose hashes are known, and is root's."
    )

    def problems(self, tree: Tree) -> list[str]:
        """Return what of the program is missing, old, or in reach of others than root."""
        if tree.text(_STAMP).strip() != self._stamp():
            return [f"{HOME} does not have this version of the program"]
        return [f"{path} can be changed by others than root" for path in self._open(tree)]

    def _open(self, tree: Tree) -> Iterator[str]:
        for place in sorted(tree.at(HOME).rglob("*")):
            told = place.lstat()
            if not place.is_symlink() and (told.st_uid != tree.owner or told.st_mode & 0o022):
                yield f"/{place.relative_to(tree.root)}"

    def _files(self) -> Iterator[Path]:
        for part in _PARTS:
            for file in sorted((self.repository / part).rglob("*")):
                if file.is_file() and "__pycache__" not in file.parts:
                    yield file.relative_to(self.repository)

    def _stamp(self) -> str:
        every = hashlib.sha256((self.repository / "requirements.lock").read_bytes())
        for file in self._files():
            content = hashlib.sha256((self.repository / file).read_bytes())
            every.update(f"{file} {content.hexdigest()}\n".encode())
        return every.hexdigest()

    def require(self, tree: Tree) -> None:
        """Refuse if there are no wheels, not enough room, or something else is in the place."""
        find_pip(self._lock(), self._wheels())
        if tree.exists(HOME) and tree.originals.note("program") is None:
            raise Refusal(f"{HOME} is there already and is not this program's. Move it away first.")
        if shutil.disk_usage(tree.root).free < _LEAST_BYTES:
            raise Refusal("There is not enough room on the disk: 600 MB are needed.")

    def apply(self, tree: Tree) -> None:
        """Build the environment anew; the stamp comes last.

        Raises:
            Refusal: there are no wheels, or they do not fit together.

        """
        tree.originals.set_note("program", HOME)
        tree.originals.keep_folder(HOME)
        shutil.rmtree(tree.at(HOME), ignore_errors=True)
        self._copy_to(tree.at(HOME))
        self._install(tree)
        for command, part in COMMANDS.items():
            file = tree.at(f"{_VENV}/bin/{command}")
            file.write_text(f"#!{_PYTHON} -I\nfrom {part}.__main__ import main\n\nmain()\n")
            file.chmod(0o755)
        tree.run(_PYTHON, "-m", "compileall", "-q", f"{HOME}/program")
        for place in tree.at(HOME).rglob("*"):
            if not place.is_symlink():
                place.chmod(place.stat().st_mode & 0o755)
        tree.at(_STAMP).write_text(f"{self._stamp()}\n")

    def _lock(self) -> str:
        return (self.repository / "requirements.lock").read_text("utf-8")

    def _wheels(self) -> Path:
        if self.wheels is None:
            raise Refusal("The program is to be installed: say with --wheels where its wheels are.")
        return self.wheels

    def _copy_to(self, home: Path) -> None:
        """Copy the wheels, the part of the lock that is about them, and the program."""
        shutil.copytree(self._wheels(), home / "wheels")
        (home / "requirements.txt").write_text(locked(self._lock(), self._wheels()))
        for file in self._files():
            target = home / "program" / file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self.repository / file, target)

    def _install(self, tree: Tree) -> None:
        """Make the environment, with the program in it as it lies beside it."""
        pip = find_pip(self._lock(), self._wheels())
        tree.run("/usr/bin/python3", "-m", "venv", "--without-pip", _VENV)
        tree.run(
            _PYTHON, f"{HOME}/wheels/{pip.name}/pip", "install", "--quiet",
            "--disable-pip-version-check", "--no-input", "--no-index", "--only-binary", ":all:",
            "--find-links", f"{HOME}/wheels", "--require-hashes",
            "--requirement", f"{HOME}/requirements.txt",
        )  # fmt: skip
        (site,) = tree.at(_VENV).glob("lib/python3.*/site-packages")
        (site / "makalah.pth").write_text(f"{HOME}/program\n")

    def undo(self, tree: Tree) -> list[str]:
        """Take the program away."""
        if tree.originals.note("program") is not None:
            shutil.rmtree(tree.at(HOME), ignore_errors=True)
        return []
