"""Every step that makes a PC a kiosk, in the order in which they are taken."""

from pathlib import Path
from typing import Final

from scripts.provisioning.account import Account
from scripts.provisioning.boot import Boot
from scripts.provisioning.early import Early
from scripts.provisioning.options import Options
from scripts.provisioning.packages import Packages
from scripts.provisioning.place import Places, Room, Zone
from scripts.provisioning.program import Program
from scripts.provisioning.steps import Placed, Step, enabled

_UNIT: Final = "/etc/systemd/system"
_CONSOLES: Final = (
    "getty@.service", "getty@tty1.service", "autovt@.service", "serial-getty@.service",
    "console-getty.service", "container-getty@.service", "getty.target", "debug-shell.service",
    "console-setup.service", "keyboard-setup.service",
)  # fmt: skip
_KEYS: Final = (
    "ctrl-alt-del.target", "kbrequest.target", "suspend.target", "sleep.target",
    "hibernate.target", "hybrid-sleep.target", "suspend-then-hibernate.target", "swap.target",
)  # fmt: skip
_DESKTOPS: Final = (
    "display-manager.service", "gdm.service", "gdm3.service", "lightdm.service", "sddm.service",
    "udisks2.service", "packagekit.service", "plymouth-start.service",
)  # fmt: skip
_LISTENERS: Final = (
    "ssh.service", "ssh.socket", "sshd.service", "cups.service", "cups.socket",
    "cups-browsed.service", "avahi-daemon.service", "avahi-daemon.socket", "rpcbind.service",
    "rpcbind.socket", "xrdp.service", "xrdp-sesman.service", "x11vnc.service", "anydesk.service",
    "teamviewerd.service", "rustdesk.service", "tailscaled.service", "zerotier-one.service",
    "exim4.service", "apache2.service", "nginx.service", "smbd.service", "nmbd.service",
)  # fmt: skip
_NETWORKS: Final = (
    "NetworkManager.service", "networking.service", "connman.service", "wpa_supplicant.service",
    "ModemManager.service", "bluetooth.service", "systemd-resolved.service",
)  # fmt: skip
_CLOCKS: Final = ("chrony.service", "ntp.service", "ntpsec.service", "openntpd.service")
_DISTURBING: Final = (
    "apt-daily.timer", "apt-daily-upgrade.timer", "unattended-upgrades.service", "cron.service",
    "anacron.service", "man-db.timer",
)  # fmt: skip
_OURS: Final = "/usr/local/lib/makalah"
_QUESTIONS: Final = ("setup", "asking", "answers", "cards", "joining", "anew")
_LIBRARY: Final = "/lib/systemd/system"


def kiosk_steps(
    options: Options,
    packages: Path | None = None,
    wheels: Path | None = None,
    password: str | None = None,
) -> list[Step]:
    """Return every step; folders and password are needed only for what is not there yet."""
    return [
        Packages(packages),
        Account(),
        Places(),
        Room(options),
        Zone(options),
        Program(wheels),
        *_files(),
        Early(),
        Boot(password),
    ]


def _files() -> list[Step]:
    """Return the steps that are files, units and links only."""
    return [
        Placed(
            "Exam on the screen",
            "The first console shows the exam and, whatever breaks, the exam again.",
            (f"{_UNIT}/makalah-kiosk.service", "/etc/pam.d/makalah-kiosk", "/etc/makalah",
             "/usr/local/lib/makalah/screen.py", "/etc/polkit-1/rules.d/10-makalah.rules"),
            links=[*enabled("makalah-kiosk.service", "multi-user.target.wants"),
                   (f"{_UNIT}/default.target", f"{_LIBRARY}/multi-user.target")],
        ),
        Placed(
            "Technician's questions",
            "A PC that is no seat yet asks for its name, the servers and a pairing code.",
            (f"{_UNIT}/makalah-setup.service", *(f"{_OURS}/{name}.py" for name in _QUESTIONS)),
            links=enabled("makalah-setup.service", "multi-user.target.wants"),
        ),
        Placed(
            "One console",
            "No key leads to another console, and on none of them is a login or a shell.",
            (f"{_UNIT}/makalah-console.service", "/usr/local/lib/makalah/console.py",
             "/etc/systemd/logind.conf.d", f"{_UNIT}/makalah-technician.service",
             f"{_UNIT}/emergency.service", f"{_UNIT}/rescue.service"),
            _CONSOLES,
            [*enabled("makalah-console.service", "sysinit.target.wants"),
             *enabled("makalah-technician.service", "multi-user.target.wants"),
             ("/etc/udev/rules.d/90-console-setup.rules", "/dev/null")],
        ),
        Placed(
            "Keys, sleep and swap",
            "No key restarts the PC or speaks to the kernel; nothing sleeps or swaps to a disk.",
            ("/etc/sysctl.d", "/etc/systemd/system.conf.d", "/etc/systemd/sleep.conf.d"),
            _KEYS,
        ),
        Placed(
            "Network",
            "Nothing but the exam's servers can be reached, and nothing reaches the PC.",
            (f"{_UNIT}/makalah-net.service", "/usr/local/lib/makalah/room.py",
             "/etc/systemd/network", "/etc/resolv.conf"),
            _NETWORKS,
            [*enabled("makalah-net.service", "sysinit.target.wants",
                      "systemd-networkd.service.requires"),
             (f"{_UNIT}/multi-user.target.wants/systemd-networkd.service",
              f"{_LIBRARY}/systemd-networkd.service")],
        ),
        Placed(
            "Clock",
            "The time comes from the exam's servers only.",
            ("/etc/systemd/timesyncd.conf.d",),
            _CLOCKS,
            [(f"{_UNIT}/sysinit.target.wants/systemd-timesyncd.service",
              f"{_LIBRARY}/systemd-timesyncd.service")],
        ),
        Placed(
            "What is plugged in",
            "Keyboards, mice and the proctors' stick work; no other device does, inside or out.",
            ("/etc/udev/rules.d", "/etc/modprobe.d", f"{_UNIT}/makalah-stick@.service"),
        ),
        Placed(
            "Logs and traces",
            "Logs are in memory only, and what a broken program had in memory is not kept.",
            ("/etc/systemd/journald.conf.d", "/etc/systemd/coredump.conf.d",
             "/etc/security/limits.d"),
            ("rsyslog.service", "syslog.socket", "kdump-tools.service"),
        ),
        Placed(
            "Other programs",
            "No desktop, remote access, listener or update runs beside the exam.",
            off=(*_DESKTOPS, *_LISTENERS, *_DISTURBING),
        ),
    ]  # fmt: skip
