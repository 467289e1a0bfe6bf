"""PCs from which one lock was taken, to see that the suite finds it gone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from scripts.escaping.inside import Inside, Stick, changed

_FILES: Final = Path(__file__).parents[1] / "provisioning/files/kiosk"
_UNITS: Final = "/etc/systemd/system"
_SCREEN: Final = "/usr/local/lib/makalah/screen.py"
_SYSCTL: Final = "/etc/sysctl.d/90-makalah.conf"
_NO_RULES: Final = "/usr/sbin/nft flush ruleset"
_LOGIN: Final = """\
[Unit]
Description=A shell on the second console
[Service]
ExecStart=/bin/sh
StandardInput=tty-force
StandardOutput=tty
StandardError=tty
TTYPath=/dev/tty2
Restart=always
"""


@dataclass(frozen=True, slots=True)
class Weakness:
    """A lock that is taken away, and the group that has to find it gone.

    `files` are laid over the system, `arguments` told to the kernel in place of others. Where it
    `is_of_network`, calls from inside have to find it gone as well.
    """

    name: str
    group: str
    files: Mapping[str, str]
    arguments: Mapping[str, str] = field(default_factory=dict)
    is_of_network: bool = False

    def start_of(self, stick: Stick, beside: Mapping[str, str] | None = None) -> Inside:
        """Return a start of a stick with this weakness, and with other files beside."""
        return stick.with_files({**self.files, **(beside or {})}, self.arguments)


def _ours(path: str, old: str, new: str) -> dict[str, str]:
    return {path: changed(_FILES / path.lstrip("/"), old, new)}


def weaknesses() -> tuple[Weakness, ...]:
    """Return what is taken away, one lock of each kind.

    Raises:
        InsideError: the PC's files have changed, and a lock is not found in them.

    """
    consoles = {
        **_ours(_SCREEN, '"/usr/bin/cage", "-d"', '"/usr/bin/cage", "-s", "-d"'),
        f"{_UNITS}/makalah-console.service": "",
        f"{_UNITS}/login.service": _LOGIN,
        f"{_UNITS}/multi-user.target.d/login.conf": "[Unit]\nWants=login.service\n",
    }
    network = {
        f"{_UNITS}/makalah-net.service.d/none.conf": (
            f"[Service]\nExecStartPost={_NO_RULES}\nExecReload=\nExecReload={_NO_RULES}\n"
        )
    }
    magic = _ours(_SYSCTL, "kernel.sysrq = 0", "kernel.sysrq = 1")
    return (
        Weakness("consoles can be switched", "consoles-ctrl-alt", consoles),
        Weakness(
            "the kernel's keys are on",
            "magic-keys",
            magic,
            {"sysctl.kernel.sysrq=0": "sysctl.kernel.sysrq=1"},
        ),
        Weakness("the network has no rules", "calls", network, is_of_network=True),
    )
