"""Machines as trees of files: a PC of a lab, as its kernel and system tell of it, and changes."""

from collections.abc import Mapping
from pathlib import Path

from kiosk.lockdown.sources import Sources

LINK = "-> "
"""A file whose content begins so is a link to what follows."""
GONE = "\0gone"
"""A file that a change takes away."""

_ROUTES = """\
Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
enp3s0\t0000000A\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0
"""
_ROUTES_6 = """\
fe800000000000000000000000000000 40 00000000000000000000000000000000 00 \
00000000000000000000000000000000 00000400 00000001 00000000 00000001   enp3s0
00000000000000000000000000000000 00 00000000000000000000000000000000 00 \
00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo
"""
_TCP = """\
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:0277 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 17322 1
   1: 0700000A:9C40 0100000A:20FB 01 00000000:00000000 00:00000000 00000000  1000        0 18873 1
"""
_TCP_6 = """\
  sl  local_address                         remote_address                        st tx_queue
   0: 00000000000000000000000001000000:0277 00000000000000000000000000000000:0000 0A 00000000:00
"""
_MOUNTS = """\
23 29 0:21 / /proc rw,nosuid,nodev,noexec,relatime shared:12 - proc proc rw
29 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw,errors=remount-ro
96 29 8:1 / /boot/efi rw,relatime shared:47 - vfat /dev/sda1 rw,fmask=0077
"""
_SESSION = """\
# This is private data. Do not parse.
UID=1000
USER=kios
ACTIVE=1
IS_DISPLAY=1
STATE=active
REMOTE=0
TYPE=tty
ORIGINAL_TYPE=tty
CLASS=user
SCOPE=session-1.scope
SEAT=seat0
TTY=tty1
VTNR=1
LEADER=712
AUDIT=1
"""
_NET = "/sys/class/net"
LAB_PC: Mapping[str, str] = {
    "/proc/net/route": _ROUTES,
    "/proc/net/ipv6_route": _ROUTES_6,
    "/proc/net/tcp": _TCP,
    "/proc/net/tcp6": _TCP_6,
    "/proc/self/mountinfo": _MOUNTS,
    "/proc/meminfo": "MemTotal:  8009788 kB\nMemFree:  301232 kB\nMemAvailable:  5120000 kB\n",
    "/proc/cpuinfo": "processor\t: 0\nmodel name\t: Core(TM) i3\nflags\t\t: fpu vme sse2\n",
    "/proc/1/comm": "systemd\n",
    "/proc/2/comm": "kthreadd\n",
    "/proc/712/comm": "makalah-kiosk\n",
    "/proc/asound/PCH/id": "PCH\n",
    "/etc/resolv.conf": "# none\n",
    f"{_NET}/lo/flags": "0x9\n",
    f"{_NET}/lo/operstate": "unknown\n",
    f"{_NET}/enp3s0/flags": "0x1003\n",
    f"{_NET}/enp3s0/operstate": "up\n",
    f"{_NET}/wlp2s0/flags": "0x1002\n",
    f"{_NET}/wlp2s0/operstate": "down\n",
    f"{_NET}/wlp2s0/wireless/.keep": "",
    "/sys/class/rfkill/rfkill0/type": "wlan\n",
    "/sys/class/rfkill/rfkill0/soft": "1\n",
    "/sys/class/rfkill/rfkill0/hard": "0\n",
    "/sys/class/rfkill/rfkill1/type": "bluetooth\n",
    "/sys/class/rfkill/rfkill1/soft": "1\n",
    "/sys/class/rfkill/rfkill1/hard": "0\n",
    "/sys/class/bluetooth/hci0/address": "00:1a:7d:da:71:13\n",
    "/sys/devices/pci0000:00/0000:00:17.0/ata1/block/sda/size": "488397168\n",
    "/sys/devices/pci0000:00/0000:00:17.0/ata1/block/sda/dev": "8:0\n",
    "/sys/devices/pci0000:00/0000:00:17.0/ata1/block/sda/removable": "0\n",
    "/sys/devices/pci0000:00/0000:00:17.0/ata1/block/sda/sda2/dev": "8:2\n",
    "/sys/block/sda": f"{LINK}../devices/pci0000:00/0000:00:17.0/ata1/block/sda",
    "/sys/devices/pci0000:00/0000:00:17.0/ata2/block/sr0/size": "2097151\n",
    "/sys/devices/pci0000:00/0000:00:17.0/ata2/block/sr0/removable": "1\n",
    "/sys/block/sr0": f"{LINK}../devices/pci0000:00/0000:00:17.0/ata2/block/sr0",
    "/sys/devices/pci0000:00/0000:00:1f.3/sound/card0/id": "PCH\n",
    "/sys/class/sound/card0": f"{LINK}../../devices/pci0000:00/0000:00:1f.3/sound/card0",
    "/sys/class/power_supply/AC/type": "Mains\n",
    "/sys/class/power_supply/AC/online": "1\n",
    "/sys/class/power_supply/BAT0/type": "Battery\n",
    "/sys/class/power_supply/BAT0/status": "Full\n",
    "/sys/class/power_supply/BAT0/capacity": "100\n",
    "/sys/class/dmi/id/sys_vendor": "LENOVO\n",
    "/sys/class/dmi/id/product_name": "10MRS04B00\n",
    "/sys/bus/usb/devices/1-0:1.0/bInterfaceClass": "09\n",
    "/run/systemd/sessions/1": _SESSION,
    "/run/systemd/sessions/1.ref": "",
}
"""A PC as it should be: one network, no way out, its radios off, one login."""

_USB = "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2"


def usb_disk(name: str, number: int, **more: str) -> dict[str, str]:
    """A stick or disk on USB, in the parts of a machine."""
    place = f"{_USB}/block/{name}"
    return {
        f"{place}/size": "60437492\n",
        f"{place}/dev": f"8:{number}\n",
        f"{place}/removable": "1\n",
        f"{place}/device/model": "Cruzer Blade    \n",
        f"{place}/{name}1/dev": f"8:{number + 1}\n",
        f"/sys/block/{name}": f"{LINK}../devices/pci0000:00/0000:00:14.0/usb1/1-2/block/{name}",
        **{f"{place}/{path}": content for path, content in more.items()},
    }


def machine(root: Path, *changes: Mapping[str, str], free: int = 10**10, wall: int = 0) -> Sources:
    """Write a machine into a folder: the lab's PC, with these changes."""
    files = dict(LAB_PC)
    for change in changes:
        files.update(change)
    write_tree(root, files)
    return Sources(root, 1000, "1", (root,), lambda _folder: free, lambda: wall)


def bare(root: Path, files: Mapping[str, str]) -> Sources:
    """Write a machine that has these files only."""
    write_tree(root, files)
    return Sources(root, 1000, "", (root,), lambda _folder: 10**10, lambda: 0)


def write_tree(root: Path, files: Mapping[str, str]) -> None:
    """Write files and links below a folder; what is gone is left out."""
    for path, content in files.items():
        if content == GONE:
            continue
        place = root / path.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        if content.startswith(LINK):
            place.symlink_to(content.removeprefix(LINK))
        else:
            place.write_text(content, "utf-8")
