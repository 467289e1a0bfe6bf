"""What a step is, and the steps that only put files and links in place.

A step says by `problems` what does not hold; nothing means that it holds. Files and links are given
back from the originals, so `undo` is only for what is none.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from scripts.provisioning.tree import Tree

FILES: Final = Path(__file__).parent / "files" / "kiosk"
SERVER_FILES: Final = FILES.with_name("server")
_NOWHERE: Final = "/dev/null"


class Step(Protocol):
    """One thing that makes a PC a kiosk or the server; `name` and `why` are for technicians."""

    @property
    def name(self) -> str:
        """What a technician calls it."""

    @property
    def why(self) -> str:
        """What it is good for, in one sentence."""

    def problems(self, tree: Tree) -> list[str]:
        """Return what does not hold."""

    def require(self, tree: Tree) -> None:
        """Look whether it can be made to hold, before anything is changed.

        Raises:
            Refusal: it cannot, or what was chosen is not possible.

        """

    def apply(self, tree: Tree) -> None:
        """Make it hold.

        Raises:
            Refusal: it could not be made to hold.

        """

    def undo(self, tree: Tree) -> list[str]:
        """Take back what is no file of the originals; returns what had to stay."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Files that lie under a folder of `files`, units that are switched off or on, and links.

    `files` are paths of a PC; of a folder everything is meant. A unit in `off` cannot be started
    by anything.
    """

    name: str
    why: str
    files: Sequence[str] = ()
    off: Sequence[str] = ()
    links: Sequence[tuple[str, str]] = ()
    folder: Path = FILES

    def contents(self) -> list[tuple[str, bytes, int]]:
        """Return path, content and mode of every file."""
        found = []
        for path in self.files:
            place = self.folder / path.lstrip("/")
            every = sorted(place.rglob("*")) if place.is_dir() else [place]
            for file in every:
                if file.is_file() and file.suffix != ".pyc":
                    mode = 0o755 if os.access(file, os.X_OK) else 0o644
                    found.append((f"/{file.relative_to(self.folder)}", file.read_bytes(), mode))
        return found

    def every_link(self) -> list[tuple[str, str]]:
        """Return every link and where it leads."""
        return [*self.links, *((f"/etc/systemd/system/{unit}", _NOWHERE) for unit in self.off)]

    def problems(self, tree: Tree) -> list[str]:
        """Return the files and links that are not as they are to be."""
        files = [
            f"{path} differs"
            for path, content, mode in self.contents()
            if tree.differs(path, content, mode)
        ]
        links = [
            f"{path} does not lead to {target}"
            for path, target in self.every_link()
            if not tree.leads_to(path, target)
        ]
        return [*files, *links]

    def require(self, tree: Tree) -> None:
        """Files and links can always be put in place."""

    def apply(self, tree: Tree) -> None:
        """Put files and links in place."""
        for path, content, mode in self.contents():
            tree.put(path, content, mode)
        for path, target in self.every_link():
            tree.link(path, target)

    def undo(self, tree: Tree) -> list[str]:
        """Leave it to the originals."""
        return []


def enabled(unit: str, *by: str) -> list[tuple[str, str]]:
    """Return the links that start a unit of ours with others, each `TARGET.wants` or the like."""
    return [(f"/etc/systemd/system/{one}/{unit}", f"/etc/systemd/system/{unit}") for one in by]
