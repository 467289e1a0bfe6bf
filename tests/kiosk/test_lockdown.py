"""Each check of a PC, over machines as trees of files."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.config import PcCheckSection
from exam.pc_check import PcKind
from kiosk.lockdown.checks import checks_of
from kiosk.lockdown.sources import Sources, this_machine
from kiosk.lockdown.watch import FAILURES
from tests.kiosk.machines import GONE, LAB_PC, LINK, bare, machine, usb_disk, write_tree

RULES = PcCheckSection()
_NET = "/sys/class/net"
_SESSION = LAB_PC["/run/systemd/sessions/1"]
_ROUTE = "enp3s0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n"
_ROUTE_6 = (
    "00000000000000000000000000000000 00 00000000000000000000000000000000 00 "
    "fe80000000000000021122fffe334455 00000400 00000001 00000000 00450003   enp3s0\n"
)
_SSH = "   2: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 1 1\n"
_SSH_6 = (
    "   1: 00000000000000000000000000000000:0016 00000000000000000000000000000000:0000 0A 0:0\n"
    "   2: 0000000000000000FFFF00000100007F:1F90 00000000000000000000000000000000:0000 0A 0:0\n"
)
_MOUNT = "101 29 {device} / {place} rw,relatime shared:60 - vfat /dev/sdb1 rw\n"


def added(path: str, more: str) -> dict[str, str]:
    return {path: LAB_PC[path] + more}


def session(**fields: str) -> str:
    lines = dict(line.split("=") for line in _SESSION.splitlines()[1:])
    return "\n".join(f"{name}={value}" for name, value in (lines | fields).items())


def up(name: str, state: str = "up") -> dict[str, str]:
    return {f"{_NET}/{name}/flags": "0x1003\n", f"{_NET}/{name}/operstate": f"{state}\n"}


def on(switch: int) -> dict[str, str]:
    return {f"/sys/class/rfkill/rfkill{switch}/soft": "0\n"}


def found(sources: Sources, kind: PcKind, rules: PcCheckSection = RULES) -> list[str]:
    return checks_of(sources, rules, lambda: None)[kind]()


def test_nothing_is_found_at_a_pc_as_it_should_be(tmp_path: Path) -> None:
    sources = machine(tmp_path)
    assert {kind: found(sources, kind) for kind in PcKind} == {kind: [] for kind in PcKind}


def test_what_is_off_is_not_looked_for(tmp_path: Path) -> None:
    rules = PcCheckSection(sound="off", wifi="off")
    checks = checks_of(machine(tmp_path), rules, lambda: None)
    assert set(PcKind) - set(checks) == {PcKind.SOUND, PcKind.WIFI}


Case = tuple[PcKind, Mapping[str, str], list[str]]
CASES: dict[str, Case] = {
    "a gateway": (PcKind.ROUTES, added("/proc/net/route", _ROUTE), ["enp3s0 192.168.1.1"]),
    "a gateway of IPv6": (
        PcKind.ROUTES,
        added("/proc/net/ipv6_route", _ROUTE_6),
        ["enp3s0 fe80::211:22ff:fe33:4455"],
    ),
    "no IPv6 at all": (PcKind.ROUTES, {"/proc/net/ipv6_route": GONE}, []),
    "name servers": (
        PcKind.NAME_SERVERS,
        {"/etc/resolv.conf": "search lan\nnameserver 8.8.8.8\nnameserver fe80::1%eth0\nnameserver"},
        ["8.8.8.8", "fe80::1"],
    ),
    "a name server behind the one of systemd": (
        PcKind.NAME_SERVERS,
        {
            "/etc/resolv.conf": "nameserver 127.0.0.53\n",
            "/run/systemd/resolve/resolv.conf": "nameserver 1.1.1.1\n",
        },
        ["1.1.1.1"],
    ),
    "only its own name server": (
        PcKind.NAME_SERVERS,
        {"/etc/resolv.conf": "nameserver 127.0.0.53\n"},
        [],
    ),
    "no file of name servers": (PcKind.NAME_SERVERS, {"/etc/resolv.conf": GONE}, []),
    "a tunnel": (PcKind.SECOND_NETWORK, up("wg0", "unknown"), ["enp3s0", "wg0"]),
    "a plug without a cable": (PcKind.SECOND_NETWORK, up("enp4s0", "down"), []),
    "Wi-Fi": (PcKind.WIFI, {**up("wlp2s0", "dormant"), **on(0)}, ["wlp2s0"]),
    "Wi-Fi that is blocked": (PcKind.WIFI, up("wlp2s0", "down"), []),
    "Wi-Fi without a switch": (
        PcKind.WIFI,
        {
            **up("wlan0", "down"),
            f"{_NET}/wlan0/phy80211/index": "0",
            "/sys/class/rfkill/rfkill0/type": "uwb\n",
        },
        ["wlan0"],
    ),
    "Bluetooth": (PcKind.BLUETOOTH, on(1), ["hci0"]),
    "a stick": (PcKind.REMOVABLE_MEDIA, usb_disk("sdb", 16), ["sdb Cruzer Blade"]),
    "a stick that is mounted": (
        PcKind.REMOVABLE_MEDIA,
        usb_disk("sdb", 16)
        | added("/proc/self/mountinfo", _MOUNT.format(device="8:17", place="/media/stick")),
        ["sdb Cruzer Blade"],
    ),
    "a disk on USB": (
        PcKind.REMOVABLE_MEDIA,
        usb_disk("sdb", 16, removable="0\n"),
        ["sdb Cruzer Blade"],
    ),
    "the stick that the system runs from": (
        PcKind.REMOVABLE_MEDIA,
        usb_disk("sdb", 16)
        | added("/proc/self/mountinfo", _MOUNT.format(device="8:17", place="/run/live/medium")),
        [],
    ),
    "the stick on which the work lies, unlocked": (
        PcKind.REMOVABLE_MEDIA,
        usb_disk("sdb", 16, **{"sdb1/holders/dm-0/.keep": ""})
        | {"/sys/block/dm-0/dev": "253:0\n", "/sys/block/dm-0/size": "1000\n"}
        | added("/proc/self/mountinfo", _MOUNT.format(device="253:0", place="/var/lib/makalah")),
        [],
    ),
    "a reader without a card": (
        PcKind.REMOVABLE_MEDIA,
        usb_disk("sdb", 16, size="0\n"),
        [],
    ),
    "a card": (
        PcKind.REMOVABLE_MEDIA,
        {
            "/sys/block/mmcblk0/size": "62333952\n",
            "/sys/block/mmcblk0/device/type": "SD\n",
        },
        ["mmcblk0"],
    ),
    "a phone": (
        PcKind.REMOVABLE_MEDIA,
        {
            "/sys/bus/usb/devices/1-3:1.0/bInterfaceClass": "06\n",
            "/sys/bus/usb/devices/1-3/product": "SM-A146P\n",
            "/sys/bus/usb/devices/1-4:1.0/bInterfaceClass": "06\n",
        },
        ["SM-A146P", "1-4"],
    ),
    "a login from elsewhere": (
        PcKind.LOGINS,
        {
            "/run/systemd/sessions/7": session(
                USER="teknisi", UID="1001", REMOTE="1", REMOTE_HOST="10.0.0.9", TTY="pts/0"
            )
        },
        ["teknisi 10.0.0.9"],
    ),
    "a login at another console": (
        PcKind.LOGINS,
        {"/run/systemd/sessions/9": session(USER="", UID="1001", TTY="tty3", AUDIT="9")},
        ["1001 tty3"],
    ),
    "a login that ends, the screen before logins and a service": (
        PcKind.LOGINS,
        {
            "/run/systemd/sessions/2": session(STATE="closing"),
            "/run/systemd/sessions/c1": session(CLASS="greeter"),
            "/run/systemd/sessions/c2": session(CLASS="manager"),
        },
        [],
    ),
    "a port": (PcKind.LISTENERS, added("/proc/net/tcp", _SSH), ["22"]),
    "the same port of IPv6": (PcKind.LISTENERS, added("/proc/net/tcp6", _SSH_6), ["22"]),
    "no ports of IPv6": (PcKind.LISTENERS, {"/proc/net/tcp6": GONE}, []),
    "remote access": (
        PcKind.REMOTE_ACCESS,
        {
            "/proc/900/comm": "AnyDesk\n",
            "/proc/901/comm": "gnome-remote-de\n",
            "/proc/902/cmdline": "ended",
        },
        ["anydesk", "gnome-remote-desktop-daemon"],
    ),
    "a machine in a machine": (
        PcKind.VIRTUAL_MACHINE,
        {"/sys/class/dmi/id/sys_vendor": "innotek GmbH\n"},
        ["innotek GmbH 10MRS04B00"],
    ),
    "a machine in one that does not say which": (
        PcKind.VIRTUAL_MACHINE,
        {"/proc/cpuinfo": "flags\t\t: fpu hypervisor sse2\n"},
        ["hypervisor"],
    ),
    "a processor that says nothing": (PcKind.VIRTUAL_MACHINE, {"/proc/cpuinfo": "\n"}, []),
    "a battery that gets empty": (
        PcKind.BATTERY,
        {
            "/sys/class/power_supply/BAT0/status": "Discharging\n",
            "/sys/class/power_supply/BAT0/capacity": "54\n",
            "/sys/class/power_supply/mouse/type": "Battery\n",
            "/sys/class/power_supply/mouse/scope": "Device\n",
            "/sys/class/power_supply/mouse/status": "Discharging\n",
        },
        ["54 %"],
    ),
    "a battery that says little": (
        PcKind.BATTERY,
        {
            "/sys/class/power_supply/BAT0/status": "Discharging\n",
            "/sys/class/power_supply/BAT0/capacity": GONE,
        },
        ["? %"],
    ),
    "a headset": (
        PcKind.SOUND,
        {
            "/sys/class/sound/card1": f"{LINK}../../devices/pci0000:00/usb1/1-1/sound/card1",
            "/sys/class/sound/card2": f"{LINK}../../devices/pci0000:00/usb1/1-2/sound/card2",
            "/proc/asound/card1/id": "Headset\n",
        },
        ["Headset", "card2"],
    ),
    "little memory": (PcKind.MEMORY, {"/proc/meminfo": "MemAvailable:   90000 kB\n"}, ["92 MB"]),
}


@pytest.mark.parametrize(("kind", "change", "expected"), CASES.values(), ids=CASES)
def test_a_check_finds_what_is_not_as_it_should_be(
    tmp_path: Path, kind: PcKind, change: Mapping[str, str], expected: list[str]
) -> None:
    assert found(machine(tmp_path, change), kind) == expected


def test_every_check_but_those_that_need_more_than_files_has_a_case() -> None:
    assert set(PcKind) - {kind for kind, _, _ in CASES.values()} == {PcKind.CLOCK, PcKind.DISK}


def test_a_port_that_is_allowed_is_no_finding(tmp_path: Path) -> None:
    sources = machine(tmp_path, added("/proc/net/tcp", _SSH))
    assert found(sources, PcKind.LISTENERS, PcCheckSection(allowed_ports=(22,))) == []


def test_a_login_of_the_kiosk_is_known_by_its_user_where_sessions_have_no_number(
    tmp_path: Path,
) -> None:
    other = session(USER="tamu", UID="1001", TTY="tty2")
    own = {"/run/systemd/sessions/1": session(AUDIT=""), "/run/systemd/sessions/0": other}
    sources = bare(tmp_path, own)
    assert found(sources, PcKind.LOGINS) == ["tamu tty2"]


@pytest.mark.parametrize(("free", "expected"), [(200_000_000, []), (199_999_999, ["199 MB"])])
def test_a_disk_has_to_have_so_much_room(tmp_path: Path, free: int, expected: list[str]) -> None:
    assert found(machine(tmp_path, free=free), PcKind.DISK) == expected


@pytest.mark.parametrize(
    ("ahead", "expected"),
    [
        (None, []),
        (120_000, []),
        (-120_000, []),
        (121_000, ["+0:02:01"]),
        (-7 * 3_600_000 - 62_000, ["-7:01:02"]),
    ],
)
def test_a_clock_may_be_wrong_by_so_much(
    tmp_path: Path, ahead: int | None, expected: list[str]
) -> None:
    assert checks_of(machine(tmp_path), RULES, lambda: ahead)[PcKind.CLOCK]() == expected


UNCHECKABLE = {
    PcKind.ROUTES, PcKind.SECOND_NETWORK, PcKind.WIFI, PcKind.REMOVABLE_MEDIA, PcKind.LOGINS,
    PcKind.LISTENERS, PcKind.REMOTE_ACCESS, PcKind.VIRTUAL_MACHINE, PcKind.MEMORY,
}  # fmt: skip


@pytest.mark.parametrize("kind", PcKind)
def test_a_check_that_cannot_see_anything_says_so_or_finds_nothing(
    tmp_path: Path, kind: PcKind
) -> None:
    sources = bare(tmp_path, {})
    if kind in UNCHECKABLE:
        with pytest.raises(FAILURES):
            found(sources, kind)
    else:
        assert found(sources, kind) == []


def test_where_other_programs_are_hidden_remote_access_cannot_be_checked(tmp_path: Path) -> None:
    sources = machine(tmp_path, {"/proc/1/comm": GONE})
    with pytest.raises(PermissionError):
        found(sources, PcKind.REMOTE_ACCESS)


@given(st.data())
def test_whatever_a_machine_says_a_check_finds_something_or_fails_as_expected(
    tmp_path_factory: pytest.TempPathFactory, data: Any
) -> None:
    root = tmp_path_factory.mktemp("machine")
    path = data.draw(st.sampled_from([name for name in LAB_PC if LINK not in LAB_PC[name]]))
    written = LAB_PC[path]
    cut = data.draw(st.integers(0, len(written)))
    odd = data.draw(st.text(max_size=20))
    sources = machine(root, {path: written[:cut] + odd + written[cut + len(odd) :]})
    for kind in PcKind:
        try:
            assert isinstance(found(sources, kind), list)
        except FAILURES:
            continue


def test_a_file_that_may_not_be_read_is_a_failure_and_not_nothing(tmp_path: Path) -> None:
    sources = machine(tmp_path)
    (tmp_path / "etc/resolv.conf").unlink()
    (tmp_path / "etc/resolv.conf").mkdir()
    with pytest.raises(FAILURES):
        found(sources, PcKind.NAME_SERVERS)


def test_this_machine_is_looked_at_from_its_root(tmp_path: Path) -> None:
    sources = this_machine((tmp_path,))
    assert (sources.root, sources.user) == (Path("/"), os.getuid())
    assert sources.free_bytes(tmp_path) > 0
    assert sources.wall() > 1_700_000_000_000
    assert sources.text("/proc/self/comm")


def test_a_tree_is_written_as_it_is_told(tmp_path: Path) -> None:
    write_tree(tmp_path, {"/a/b": "text", "/a/c": f"{LINK}b", "/a/d": GONE})
    assert sorted(each.name for each in (tmp_path / "a").iterdir()) == ["b", "c"]
    assert (tmp_path / "a/c").read_text() == "text"
