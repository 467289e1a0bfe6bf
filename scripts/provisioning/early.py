"""What is plugged in is judged from the start on: the initramfs has the same rules as the system.

Debian puts the rules of /etc/udev into it by itself. A disk's phrase is typed there, and the system
itself may lie on a stick, so without them a PC whose kernel lets no device in would not start.
"""

import hashlib
from dataclasses import dataclass
from typing import Final

from scripts.provisioning.steps import FILES
from scripts.provisioning.tree import Tree

RULES: Final = "/etc/udev/rules.d/70-makalah-usb.rules"
_MAKE: Final = "/usr/sbin/update-initramfs"
_MADE: Final = "initramfs"


@dataclass(frozen=True, slots=True)
class Early:
    """The initramfs, where the tree makes one."""

    name: str = "Start of the system"
    why: str = "What is plugged in is judged by the same rules before the system itself runs."

    def problems(self, tree: Tree) -> list[str]:
        """Return that the initramfs has other rules, if it has."""
        if not tree.exists(_MAKE) or tree.originals.note(_MADE) == _digest():
            return []
        return ["the initramfs was made with other rules for what is plugged in"]

    def require(self, tree: Tree) -> None:
        """An initramfs can always be made again."""

    def apply(self, tree: Tree) -> None:
        """Make the initramfs of every kernel again.

        Raises:
            Refusal: it cannot be made; the old one is still there.

        """
        tree.run(_MAKE, "-u", "-k", "all")
        tree.originals.set_note(_MADE, _digest())

    def undo(self, tree: Tree) -> list[str]:
        """Make it again without the rules."""
        if tree.originals.note(_MADE) is None:
            return []
        if tree.originals.has(RULES):
            tree.originals.restore(RULES)
        tree.run(_MAKE, "-u", "-k", "all")
        tree.originals.set_note(_MADE, None)
        return []


def _digest() -> str:
    return hashlib.sha256((FILES / RULES.lstrip("/")).read_bytes()).hexdigest()
