"""The parts of the server's system that are more than files: the clock and the firewall."""

import re
from dataclasses import dataclass
from typing import Final

from scripts.provisioning.refusal import Refusal
from scripts.provisioning.steps import SERVER_FILES, Placed, enabled
from scripts.provisioning.tree import Tree

_UNIT: Final = "/etc/systemd/system"
_CHRONY: Final = "/etc/chrony/makalah.conf"
_ON: Final = re.compile(r"^\s*ENABLED\s*=\s*[\"']?yes", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clock:
    """The time of the lab, which is this laptop's."""

    name: str = "Time of the lab"
    why: str = "The PCs take their time from here, without internet; the clock never jumps."

    def _placed(self) -> Placed:
        files = (_CHRONY, f"{_UNIT}/chrony.service.d")
        return Placed(self.name, self.why, files, folder=SERVER_FILES)

    def problems(self, tree: Tree) -> list[str]:
        """Return what of the settings differs."""
        return self._placed().problems(tree)

    def require(self, tree: Tree) -> None:
        """Settings can always be put in place."""

    def apply(self, tree: Tree) -> None:
        """Put the settings in place."""
        self._placed().apply(tree)

    def undo(self, tree: Tree) -> list[str]:
        """Take the settings out of chrony's folder, before chrony itself goes with its folder."""
        if tree.originals.has(_CHRONY):
            tree.originals.restore(_CHRONY)
        return []


@dataclass(frozen=True, slots=True)
class Firewall:
    """Our own table beside whatever the person at the laptop has."""

    name: str = "Firewall"
    why: str = "From outside only the exam can be reached; the person's own way out stays open."

    def _placed(self) -> Placed:
        links = enabled("makalah-firewall.service", "sysinit.target.wants")
        files = (f"{_UNIT}/makalah-firewall.service",)
        return Placed(self.name, self.why, files, links=links, folder=SERVER_FILES)

    def problems(self, tree: Tree) -> list[str]:
        """Return what differs, and other firewalls, which would drop what ours lets in."""
        return [*self._placed().problems(tree), *_others(tree)]

    def require(self, tree: Tree) -> None:
        """Refuse beside another firewall."""
        if others := _others(tree):
            raise Refusal(f"{others[0]}, and would keep the PCs out: switch it off first.")

    def apply(self, tree: Tree) -> None:
        """Put the firewall in place."""
        self._placed().apply(tree)

    def undo(self, tree: Tree) -> list[str]:
        """Leave it to the originals."""
        return []


def _others(tree: Tree) -> list[str]:
    found = []
    if _ON.search(tree.text("/etc/ufw/ufw.conf")):
        found.append("the firewall ufw is switched on")
    if tree.exists(f"{_UNIT}/multi-user.target.wants/firewalld.service"):
        found.append("the firewall firewalld is switched on")
    return found
