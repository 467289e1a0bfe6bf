"""Who and what else is at a PC: other logins, programs for remote access, a machine around it."""

from collections.abc import Mapping
from typing import Final

from kiosk.lockdown.sources import Sources

_SESSIONS: Final = "/run/systemd/sessions"
_DMI: Final = "/sys/class/dmi/id"
_COMM_LENGTH: Final = 15
"""The kernel keeps no more of a program's name."""
_INIT: Final = "1"

REMOTE_ACCESS: Final = frozenset(
    {
        "anydesk",
        "autossh",
        "chrome-remote-desktop",
        "dwagent",
        "dwagsvc",
        "gnome-remote-desktop-daemon",
        "krdpserver",
        "krfb",
        "ngrok",
        "nxd",
        "nxnode",
        "nxserver.bin",
        "parsecd",
        "remoting_me2me_host",
        "rustdesk",
        "screenconnect",
        "splashtop-streamer",
        "srstreamer",
        "sunshine",
        "tailscaled",
        "teamviewer",
        "teamviewerd",
        "tigervncserver",
        "tmate",
        "upterm",
        "vino-server",
        "vncserver",
        "vncserver-x11-core",
        "wayvnc",
        "weylus",
        "x0tigervncserver",
        "x0vncserver",
        "x11vnc",
        "xrdp",
        "xrdp-sesman",
        "xtigervnc",
        "xtightvnc",
        "xvnc",
        "zerotier-one",
    }
)
"""Programs by which somebody elsewhere sees or uses a PC, in small letters."""

_MACHINES: Final = (
    "bochs",
    "google compute",
    "innotek",
    "kvm",
    "openstack",
    "parallels",
    "qemu",
    "virtual machine",
    "virtualbox",
    "vmware",
    "xen",
)
"""What machines in machines call themselves, in small letters."""


def check_logins(sources: Sources) -> list[str]:
    """Find whoever is logged in besides the kiosk."""
    if not sources.exists(_SESSIONS):
        raise FileNotFoundError(_SESSIONS)
    named = [name for name in sources.names(_SESSIONS) if not name.endswith(".ref")]
    sessions = {name: dict(sources.fields(f"{_SESSIONS}/{name}")) for name in named}
    people = {name: one for name, one in sessions.items() if _is_of_a_person(one)}
    own = _own_session(sources, people)
    return [_show_login(one) for name, one in people.items() if name != own]


def _is_of_a_person(session: Mapping[str, str]) -> bool:
    return session.get("CLASS", "user") == "user" and session.get("STATE") != "closing"


def _own_session(sources: Sources, people: Mapping[str, Mapping[str, str]]) -> str | None:
    """Return the kiosk's session: by its number, or the first at this PC of the kiosk's user."""
    for name, session in people.items():
        if sources.session and sources.session in (name, session.get("AUDIT")):
            return name
    here = (
        name
        for name, session in people.items()
        if session.get("UID") == str(sources.user) and session.get("REMOTE") != "1"
    )
    return next(here, None)


def _show_login(session: Mapping[str, str]) -> str:
    from_where = session.get("REMOTE_HOST") or session.get("TTY") or session.get("DISPLAY") or ""
    user = session.get("USER") or session.get("UID") or "?"
    return f"{user} {from_where}".strip()


def check_remote_access(sources: Sources) -> list[str]:
    """Find programs for remote access among all that run."""
    numbers = [name for name in sources.names("/proc") if name.isdecimal()]
    if _INIT not in numbers:
        raise PermissionError("/proc")
    known = {name[:_COMM_LENGTH]: name for name in REMOTE_ACCESS}
    running = {_program(sources, number) for number in numbers}
    return sorted(known[name] for name in running & known.keys())


def _program(sources: Sources, number: str) -> str:
    """Return the name of a program that runs, nothing if it has ended meanwhile."""
    try:
        return sources.text(f"/proc/{number}/comm").strip().casefold()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def check_virtual_machine(sources: Sources) -> list[str]:
    """Find out whether the PC is one at all."""
    names = [
        sources.text_if_any(f"{_DMI}/{each}").strip() for each in ("sys_vendor", "product_name")
    ]
    shown = " ".join(name for name in names if name)
    if any(machine in shown.casefold() for machine in _MACHINES):
        return [shown]
    flags = (value for name, value in sources.fields("/proc/cpuinfo") if name == "flags")
    return ["hypervisor"] if "hypervisor" in next(flags, "").split() else []
