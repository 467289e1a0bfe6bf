"""The Debian packages that are needed, from a folder of .deb files or from the PC's own sources."""

import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from scripts.provisioning.refusal import Refusal
from scripts.provisioning.tree import Tree

NEEDED: Final = (
    "cage",
    "console-setup-linux",
    "dbus",
    "fonts-dejavu-core",
    "foot",
    "kbd",
    "libpam-systemd",
    "nftables",
    "polkitd",
    "python3",
    "systemd-timesyncd",
    "udev",
    "xkb-data",
)
SERVER_NEEDED: Final = ("chrony", "dbus", "nftables", "python3")
DHCP_NEEDED: Final = "dnsmasq-base"
"""What a server needs beyond these if it gives PCs their addresses."""
_GIVES_WAY: Final = frozenset({"chrony", "ntp", "ntpsec", "openntpd", "systemd-timesyncd"})
"""Of programs that set the clock Debian lets only one be there."""
_ADDED: Final = "packages"
_REMOVED: Final = re.compile(r"^Remv (\S+)", re.MULTILINE)
_WITHIN: Final = "/var/tmp/makalah-packages"
_INDEX: Final = "Packages"
_APT: Final = "/usr/bin/apt-get"
_INSTALL: Final = ("-qq", "install", "--yes", "--no-install-recommends")
_ALONE: Final = (
    f"-oDir::State::lists={_WITHIN}/lists",
    f"-oDir::Etc::sourcelist={_WITHIN}/sources",
    "-oDir::Etc::sourceparts=/dev/null",
    "-oDir::Etc::preferencesparts=/dev/null",
    "-oAPT::Sandbox::User=",
)
"""How apt looks into that folder and nowhere else."""


def installed(tree: Tree) -> set[str]:
    """Return the names of the packages that are installed."""
    found = set()
    for entry in tree.text("/var/lib/dpkg/status").split("\n\n"):
        fields = dict(line.partition(": ")[::2] for line in entry.splitlines() if line[:1] != " ")
        if fields.get("Status", "").endswith(" ok installed"):
            found.add(fields.get("Package", ""))
    return found


@dataclass(frozen=True, slots=True)
class Packages:
    """What has to be installed; `folder` has the .deb files if there is no network."""

    folder: Path | None = None
    needed: tuple[str, ...] = NEEDED
    name: str = "Packages"
    why: str = "Window, terminal, letters and firewall come from Debian itself."

    def problems(self, tree: Tree) -> list[str]:
        """Return the packages that are missing."""
        there = installed(tree)
        return [f"{package} is not installed" for package in self.needed if package not in there]

    def require(self, tree: Tree) -> None:
        """Refuse a folder that has no packages."""
        if self.folder is not None:
            self._files_in(self.folder)

    def apply(self, tree: Tree) -> None:
        """Install what is missing, and note what was added.

        Raises:
            Refusal: it cannot be installed.

        """
        if not self.problems(tree):
            return
        before = installed(tree)
        if tree.originals.note(_ADDED) is None:
            tree.originals.set_note(_ADDED, " ".join(sorted(before)))
        if self.folder is None:
            self._install(tree)
        else:
            self._install_from(self.folder, tree)
        if missing := self.problems(tree):
            raise Refusal(f"After installing, something is missing: {'; '.join(missing)}.")

    def _files_in(self, folder: Path) -> list[Path]:
        """Return a folder's packages and their index, by which apt finds what it needs of them."""
        files = sorted(folder.glob("*.deb"))
        if not files or not (folder / _INDEX).is_file():
            raise Refusal(f"{folder} is no folder of .deb files with their index, {_INDEX}.")
        return [*files, folder / _INDEX]

    def _install_from(self, folder: Path, tree: Tree) -> None:
        within = tree.at(_WITHIN)
        shutil.rmtree(within, ignore_errors=True)
        (within / "lists" / "partial").mkdir(mode=0o755, parents=True)
        try:
            for file in self._files_in(folder):
                shutil.copy(file, within)
            (within / "sources").write_text(f"deb [trusted=yes] file:{_WITHIN} ./\n")
            tree.run(_APT, *_ALONE, "-qq", "update")
            self._install(tree, *_ALONE, "--no-upgrade")
        finally:
            shutil.rmtree(within)

    def _install(self, tree: Tree, *options: str) -> None:
        """Install, unless a program of the person at this PC would have to go."""
        asked = (_APT, *options, *_INSTALL, *self.needed)
        going = set(_REMOVED.findall(tree.run(*asked, "--simulate"))) - _GIVES_WAY
        if going:
            raise Refusal(f"These packages would have to go: {', '.join(sorted(going))}.")
        tree.run(*asked)

    def undo(self, tree: Tree) -> list[str]:
        """Remove the packages that were not there before, and bring back those that went.

        What others need now stays.
        """
        noted = tree.originals.note(_ADDED)
        if noted is None:
            return []
        before, stays = set(noted.split()), []
        if added := sorted(installed(tree) - before):
            try:
                tree.run("/usr/bin/dpkg", "--purge", *added)
            except Refusal as refusal:
                stays.append(f"Some packages stay, because others need them: {refusal}")
        gone = tuple(sorted((before - installed(tree)) & _GIVES_WAY))
        if gone:
            stays += self._bring_back(gone, tree)
        return stays

    def _bring_back(self, gone: tuple[str, ...], tree: Tree) -> list[str]:
        try:
            replace(self, needed=gone).apply(tree)
        except Refusal as refusal:
            names = ", ".join(gone)
            return [f"These packages were there before, install them again: {names}. {refusal}"]
        return []
