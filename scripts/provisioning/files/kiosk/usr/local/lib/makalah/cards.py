"""What this PC's network cards say: the addresses that they have, and why they may have none."""

import fcntl
import ipaddress
import socket
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_SYS: Final = Path("/sys/class/net")
_ETHERNET: Final = "1"
# linux/sockios.h; linux/if.h: a name of 16 bytes, then a socket's address.
_ADDRESS: Final = 0x8915
_MASK: Final = 0x891B
_REQUEST: Final = struct.Struct("16s24x")
_NUMBER: Final = slice(20, 24)
_LOOKS_EACH_SECOND: Final = 4


def wired(sys: Path = _SYS) -> list[str]:
    """Return the names of the cards that a cable fits into."""
    return [card.name for card in sorted(sys.glob("*")) if _said(card / "type") == _ETHERNET]


def has_cable(sys: Path = _SYS) -> bool:
    """Whether a cable is plugged in that leads somewhere."""
    return any(_said(sys / card / "carrier") == "1" for card in wired(sys))


def addresses(sys: Path = _SYS) -> list[ipaddress.IPv4Interface]:
    """Return the address of every card that has one."""
    return [address for card in wired(sys) for address in _address_of(card)]


def wait_for_address(seconds: float, own: ipaddress.IPv4Interface | None = None) -> bool:
    """Wait until a card has an address, or this one; false if none has when the time is over."""
    for _ in range(max(0, round(seconds * _LOOKS_EACH_SECOND))):
        if _has(own):
            return True
        time.sleep(1 / _LOOKS_EACH_SECOND)
    return _has(own)


def _has(own: ipaddress.IPv4Interface | None) -> bool:
    found = addresses()
    return bool(found) if own is None else own in found


def _address_of(card: str) -> Iterator[ipaddress.IPv4Interface]:
    request = _REQUEST.pack(card.encode())
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            number, mask = (
                ipaddress.IPv4Address(fcntl.ioctl(asking, what, request)[_NUMBER])
                for what in (_ADDRESS, _MASK)
            )
        except OSError:
            return
    yield ipaddress.IPv4Interface(f"{number}/{mask}")


def _said(file: Path) -> str:
    """Return what the kernel says; a card that is off says nothing of its cable."""
    try:
        return file.read_text().strip()
    except OSError:
        return ""
