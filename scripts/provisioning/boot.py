"""The boot loader: no menu to edit without the boot password, and a way in for technicians."""

import hashlib
import os
import re
from dataclasses import dataclass
from typing import Final

from scripts.provisioning.refusal import Refusal
from scripts.provisioning.steps import Placed
from scripts.provisioning.tree import Tree

KERNEL_ARGUMENTS: Final = (
    "quiet",
    "loglevel=1",
    "panic=10",
    "consoleblank=0",
    "noresume",
    "ipv6.disable=1",
    "sysctl.kernel.sysrq=0",
    "sysctl.kernel.ctrl-alt-del=0",
    "systemd.show_status=false",
    "systemd.swap=0",
    "systemd.gpt_auto=0",
    "systemd.crash_reboot=1",
    "plymouth.enable=0",
    "usbcore.authorized_default=0",
)
"""What a kiosk's kernel is started with, whatever starts it."""
_CFG: Final = "/boot/grub/grub.cfg"
_LINUX: Final = "/etc/grub.d/10_linux"
_PASSWORD: Final = "/etc/grub.d/01_makalah"
_SCRIPT: Final = """#!/bin/sh
cat <<'END'
set superusers="makalah"
password_pbkdf2 makalah {kept}
END
"""
_ROUNDS: Final = 10_000
_CLASS: Final = 'CLASS="--class gnu-linux'
_OPEN: Final = 'CLASS="--unrestricted --class gnu-linux'
_HASH: Final = re.compile(r"grub\.pbkdf2\.sha512\.(\d+)\.([0-9A-F]+)\.([0-9A-F]+)")


def hash_of(password: str, salt: bytes) -> str:
    """Return a password as GRUB keeps it."""
    made = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, _ROUNDS)
    return f"grub.pbkdf2.sha512.{_ROUNDS}.{salt.hex().upper()}.{made.hex().upper()}"


@dataclass(frozen=True, slots=True)
class Boot:
    """GRUB, where the tree has it; other boot loaders are the business of who set them up."""

    password: str | None = None
    name: str = "Boot menu"
    why: str = "Only the exam starts without the boot password, and no line of the menu is edited."

    def _placed(self) -> Placed:
        files = ("/etc/default/grub.d/makalah.cfg", "/etc/grub.d/42_makalah_technician")
        return Placed(self.name, self.why, files)

    def problems(self, tree: Tree) -> list[str]:
        """Return what of the boot menu is open."""
        if not tree.exists(_LINUX):
            return []
        wrong = self._placed().problems(tree)
        if not self._is_kept(tree.text(_PASSWORD)):
            wrong.append("there is no boot password, or another one")
        if _OPEN not in tree.text(_LINUX):
            wrong.append(f"{_LINUX} asks for the boot password also for the exam")
        menu = tree.text(_CFG)
        lines = [line for line in menu.splitlines() if line.strip().startswith("linux")]
        for argument in KERNEL_ARGUMENTS:
            if not lines or any(argument not in line.split() for line in lines):
                wrong.append(f"{_CFG} starts a kernel without {argument}")
        if "password_pbkdf2" not in menu:
            wrong.append(f"{_CFG} has no boot password")
        return wrong

    def _is_kept(self, text: str) -> bool:
        found = _HASH.search(text)
        if found is None or self.password is None:
            return found is not None
        return hash_of(self.password, bytes.fromhex(found[2])) == found[0]

    def require(self, tree: Tree) -> None:
        """Refuse if there is no password yet, or GRUB is another one."""
        if self.password is None and not self._is_kept(tree.text(_PASSWORD)):
            raise Refusal("The boot menu needs a password: give it in --boot-password-file.")
        linux = tree.text(_LINUX)
        if _CLASS not in linux and _OPEN not in linux:
            raise Refusal(f"{_LINUX} is not the one of Debian 12. Reinstall grub-common first.")

    def apply(self, tree: Tree) -> None:
        """Close the menu.

        Raises:
            Refusal: the menu cannot be written.

        """
        if self.password is not None and not self._is_kept(tree.text(_PASSWORD)):
            kept = hash_of(self.password, os.urandom(32))
            tree.put(_PASSWORD, _SCRIPT.format(kept=kept).encode(), 0o700)
        linux = tree.text(_LINUX)
        if _OPEN not in linux:
            tree.put(_LINUX, linux.replace(_CLASS, _OPEN).encode(), 0o755)
        self._placed().apply(tree)
        tree.originals.keep(_CFG)
        tree.run("/usr/sbin/grub-mkconfig", "-o", _CFG)

    def undo(self, tree: Tree) -> list[str]:
        """Leave it to the originals, of which the menu itself is one."""
        return []
