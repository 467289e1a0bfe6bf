"""Every step that makes a laptop the exam's server, in the order in which they are taken."""

from pathlib import Path
from typing import Final

from scripts.provisioning.account import SERVER_HOME, SERVER_USER, Account
from scripts.provisioning.packages import DHCP_NEEDED, SERVER_NEEDED, Packages
from scripts.provisioning.program import HOME, Program
from scripts.provisioning.server_place import Chosen, Settings, Space, Store, dhcp_is_wanted
from scripts.provisioning.server_system import Clock, Firewall
from scripts.provisioning.steps import SERVER_FILES, Placed, Step, enabled
from scripts.provisioning.tree import Tree

_UNIT: Final = "/etc/systemd/system"
_LIBRARY: Final = "/usr/local/lib/makalah/laptop.py"
_DISTURBING: Final = (
    "apt-daily.timer", "apt-daily-upgrade.timer", "unattended-upgrades.service",
    "packagekit-offline-update.service",
)  # fmt: skip


def server_steps(
    tree: Tree, chosen: Chosen, packages: Path | None = None, wheels: Path | None = None
) -> list[Step]:
    """Return every step; the folders are needed only for what is not there yet."""
    more = (DHCP_NEEDED,) if dhcp_is_wanted(tree, chosen) else ()
    return [
        Packages(
            packages,
            (*SERVER_NEEDED, *more),
            why="Clock and firewall come from Debian itself.",
        ),
        Account(
            SERVER_USER,
            SERVER_HOME,
            (),
            "Account of the server",
            "The server runs as makalah, which has no password, no shell and no rights of root.",
        ),
        Space(),
        Store(),
        Settings(chosen),
        Program(wheels),
        *_files(),
        Clock(),
        Firewall(),
    ]


def _files() -> list[Step]:
    """Return the steps that are files, units and links only."""
    return [
        Placed(
            "Exam is served",
            "The exam of server.toml is served from the start on and, whatever breaks, again.",
            (f"{_UNIT}/makalah-server.service", _LIBRARY),
            links=[*enabled("makalah-server.service", "multi-user.target.wants"),
                   ("/usr/local/bin/makalah-server", f"{HOME}/venv/bin/makalah-server")],
            folder=SERVER_FILES,
        ),
        Placed(
            "Second copy",
            "A copy of the exam is kept up all the time, on a stick named CADANGAN or elsewhere.",
            (f"{_UNIT}/makalah-backup.service", f"{_UNIT}/makalah-spare@.service",
             "/etc/udev/rules.d"),
            links=enabled("makalah-backup.service", "multi-user.target.wants"),
            folder=SERVER_FILES,
        ),
        Placed(
            "Addresses",
            "If server.toml asks for it, PCs of a lab without DHCP get their addresses here.",
            (f"{_UNIT}/makalah-dhcp.service",),
            links=enabled("makalah-dhcp.service", "multi-user.target.wants"),
            folder=SERVER_FILES,
        ),
        Placed(
            "Awake",
            "While the exam is served nothing sleeps, with the lid closed or open.",
            (f"{_UNIT}/makalah-awake.service", "/usr/local/lib/makalah/awake.py"),
            folder=SERVER_FILES,
        ),
        Placed(
            "No updates",
            "No program is replaced by itself; who wants updates asks for them.",
            off=_DISTURBING,
        ),
        Placed(
            "Log",
            "What the server said is still there after the power was cut.",
            ("/etc/systemd/journald.conf.d",),
            folder=SERVER_FILES,
        ),
    ]  # fmt: skip
