"""Where exams lie on the server, what is chosen for it, and whether the disk has room."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from scripts.provisioning.account import SERVER_HOME, SERVER_USER, numbers_of
from scripts.provisioning.files.server.usr.local.lib.makalah import laptop
from scripts.provisioning.refusal import Refusal
from scripts.provisioning.tree import Tree

SETTINGS: Final = str(laptop.SETTINGS)
SPARE: Final = "/media/cadangan"
"""Where the stick of the second copy is mounted."""
NONE: Final = "none"
"""What is typed to take a choice back."""
LEAST_BYTES: Final = 2_000_000_000
_MODE: Final = 0o750


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was given at the command; None means “as server.toml says, or as usual”."""

    exam: str | None = None
    people_port: int | None = None
    kiosk_port: int | None = None
    addresses: tuple[str, ...] | None = None
    backup: str | None = None
    dhcp: str | None = None

    def over(self, before: laptop.Laptop) -> laptop.Laptop:
        """Return what is to stand in server.toml.

        Raises:
            LaptopError: what was given is not possible.

        """
        said = {key: value for key, value in asdict(self).items() if value not in (None, ())}
        wanted = before._asdict() | {k: None if v == NONE else v for k, v in said.items()}
        return laptop.parse_laptop(laptop.write_laptop(laptop.Laptop(**wanted)))


def _read(tree: Tree) -> laptop.Laptop | None:
    return laptop.read_laptop(tree.at(SETTINGS), tree.owner)


def dhcp_is_wanted(tree: Tree, chosen: Chosen) -> bool:
    """Whether the laptop is to give PCs their addresses; a file that cannot be used says no."""
    try:
        return chosen.over(_read(tree) or laptop.Laptop()).dhcp is not None
    except laptop.LaptopError:
        return False


@dataclass(frozen=True, slots=True)
class Settings:
    """The file that names the exam that is served, and the ports."""

    chosen: Chosen
    name: str = "Settings"
    why: str = "server.toml names the exam that is served, its ports and where the copy goes."

    def problems(self, tree: Tree) -> list[str]:
        """Return what is wrong with the file."""
        try:
            found = _read(tree)
            if found is None:
                return [f"{SETTINGS} is not there"]
            differs = self.chosen.over(found) != found
        except laptop.LaptopError as error:
            return [f"{SETTINGS}: {error}"]
        return [f"{SETTINGS} does not say what was chosen"] if differs else []

    def _wanted(self, tree: Tree) -> laptop.Laptop:
        try:
            return self.chosen.over(_read(tree) or laptop.Laptop())
        except laptop.LaptopError as error:
            raise Refusal(f"{SETTINGS}: {error}") from None

    def require(self, tree: Tree) -> None:
        """Refuse what cannot be, given now or standing in the file."""
        self._wanted(tree)

    def apply(self, tree: Tree) -> None:
        """Write the file."""
        tree.put(SETTINGS, laptop.write_laptop(self._wanted(tree)).encode())

    def undo(self, tree: Tree) -> list[str]:
        """Leave it to the originals."""
        return []


@dataclass(frozen=True, slots=True)
class Store:
    """The folder of the exams, and the place of the stick."""

    name: str = "Folder of the exams"
    why: str = "Exams lie in one folder that only the server's account and root can read."

    def problems(self, tree: Tree) -> list[str]:
        """Return what is missing or belongs to others."""
        try:
            user, group = numbers_of(tree, SERVER_USER)
        except Refusal as refusal:
            return [str(refusal)]
        wrong = [f"{path} is missing or not as it is to be"
                 for path, *how in _places(tree, user, group)
                 if not (tree.at(path).is_mount() or tree.is_folder(path, *how))]  # fmt: skip
        others = [path for path in _inside(tree) if path.lstat().st_uid != user]
        if others:
            first = others[0].relative_to(tree.root)
            wrong.append(f"/{first} and {len(others) - 1} more do not belong to {SERVER_USER}")
        return wrong

    def require(self, tree: Tree) -> None:
        """Folders can always be made."""

    def apply(self, tree: Tree) -> None:
        """Make the folders, and give what somebody else put there to the account."""
        user, group = numbers_of(tree, SERVER_USER)
        for path, mode, owner, of_group in _places(tree, user, group):
            if not tree.at(path).is_mount():
                tree.make_folder(path, mode, owner, of_group)
        for place in _inside(tree):
            os.chown(place, user, group, follow_symlinks=False)

    def undo(self, tree: Tree) -> list[str]:
        """Keep exams that are there: give them to root, so that no later account reads them."""
        inside = list(_inside(tree))
        if not inside:
            return []
        for place in (tree.at(SERVER_HOME), *inside):
            os.chown(place, tree.owner, tree.owner, follow_symlinks=False)
        return [f"{SERVER_HOME} stays, because exams are in it; it is root's now."]


def _places(tree: Tree, user: int, group: int) -> list[tuple[str, int, int, int]]:
    return [(SERVER_HOME, _MODE, user, group), (SPARE, 0o755, tree.owner, tree.owner)]


def _inside(tree: Tree) -> Iterator[Path]:
    """Yield everything in the folder of the exams."""
    for folder, folders, files in os.walk(tree.at(SERVER_HOME)):
        for name in sorted((*folders, *files)):
            yield Path(folder, name)


@dataclass(frozen=True, slots=True)
class Space:
    """The disk, on which also a copy of the exam and the log have to fit."""

    name: str = "Room on the disk"
    why: str = "2 GB are free, which is enough for an exam, a copy of it and the log."

    def problems(self, tree: Tree) -> list[str]:
        """Return how much is free if it is too little."""
        free = shutil.disk_usage(tree.root).free
        return [] if free >= LEAST_BYTES else [f"{free / 1e9:.1f} GB are free, not 2 GB"]

    def require(self, tree: Tree) -> None:
        """Refuse a disk that is nearly full."""
        if wrong := self.problems(tree):
            raise Refusal(f"{wrong[0]}: make room on the disk first.")

    def apply(self, tree: Tree) -> None:
        """Nobody's files are thrown away here.

        Raises:
            Refusal: the disk became too full meanwhile.

        """
        self.require(tree)

    def undo(self, tree: Tree) -> list[str]:
        """Nothing was done."""
        return []
