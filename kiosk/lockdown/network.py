"""What a PC can reach beyond the exam's server, and what can reach it.

A check returns what it found in the words of the machine, nothing if all is well, and raises
OSError or ValueError if it cannot tell.
"""

import ipaddress
import struct
from collections.abc import Iterator
from typing import Final

from kiosk.lockdown.sources import Sources

_INTERFACES: Final = "/sys/class/net"
_IS_UP, _IS_LOOPBACK = 0x1, 0x8
_ROUTE_REJECTS: Final = 0x200
_LISTENING: Final = "0A"
_STUB: Final = ipaddress.ip_address("127.0.0.53")
_RESOLVED: Final = "/run/systemd/resolve/resolv.conf"
_WORD: Final = 8

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def check_routes(sources: Sources) -> list[str]:
    """Find gateways: whatever lies behind one is not the exam's network."""
    found = [*_routes_by_ip4(sources), *_routes_by_ip6(sources)]
    return list(dict.fromkeys(found))


def _routes_by_ip4(sources: Sources) -> Iterator[str]:
    for line in sources.text("/proc/net/route").splitlines()[1:]:
        name, _, gateway, flags, *_rest = line.split()
        if int(gateway, 16) and int(flags, 16) & _IS_UP:
            yield f"{name} {_ip4(gateway)}"


def _routes_by_ip6(sources: Sources) -> Iterator[str]:
    for line in sources.text_if_any("/proc/net/ipv6_route").splitlines():
        _, _, _, _, gateway, _, _, _, flags, name = line.split()
        rejects = int(flags, 16) & _ROUTE_REJECTS
        if int(gateway, 16) and not rejects and name != "lo":
            yield f"{name} {_ip6(gateway)}"


def check_name_servers(sources: Sources) -> list[str]:
    """Find name servers that are not the PC itself, also behind the one of systemd."""
    found = _name_servers(sources.text_if_any("/etc/resolv.conf"))
    if _STUB in found:
        found = [*found, *_name_servers(sources.text_if_any(_RESOLVED))]
    return [str(one) for one in dict.fromkeys(found) if not one.is_loopback]


def _name_servers(text: str) -> list[Address]:
    lines = [line.split() for line in text.splitlines()]
    named = [line[1].partition("%")[0] for line in lines if line[:1] == ["nameserver"] and line[1:]]
    return [ipaddress.ip_address(name) for name in named]


def check_second_network(sources: Sources) -> list[str]:
    """Find the networks in use, if there is more than one."""
    used = [name for name in _interfaces(sources) if _is_used(sources, name)]
    return used if len(used) > 1 else []


def check_wifi(sources: Sources) -> list[str]:
    """Find Wi-Fi that is switched on, whether it has a network or not."""
    if not is_radio_on(sources, "wlan"):
        return []
    return [name for name in _interfaces(sources) if _is_wifi(sources, name)]


def is_radio_on(sources: Sources, kind: str) -> bool:
    """Whether a kind of radio may send: a switch for it is on, or there is none."""
    switches = [
        f"/sys/class/rfkill/{name}"
        for name in sources.names("/sys/class/rfkill")
        if sources.text(f"/sys/class/rfkill/{name}/type").strip() == kind
    ]
    return not switches or any(_is_on(sources, switch) for switch in switches)


def _is_on(sources: Sources, switch: str) -> bool:
    return all(sources.text(f"{switch}/{by}").strip() == "0" for by in ("soft", "hard"))


def _interfaces(sources: Sources) -> list[str]:
    """Return the interfaces that are switched on, without the loopback."""
    if not sources.exists(_INTERFACES):
        raise FileNotFoundError(_INTERFACES)
    return [name for name in sources.names(_INTERFACES) if _is_switched_on(sources, name)]


def _is_switched_on(sources: Sources, name: str) -> bool:
    flags = int(sources.text_if_any(f"{_INTERFACES}/{name}/flags").strip() or "0", 16)
    return bool(flags & _IS_UP) and not flags & _IS_LOOPBACK


def _is_used(sources: Sources, name: str) -> bool:
    """Whether an interface is connected; tunnels never say more than unknown."""
    return sources.text(f"{_INTERFACES}/{name}/operstate").strip() in ("up", "unknown")


def _is_wifi(sources: Sources, name: str) -> bool:
    place = f"{_INTERFACES}/{name}"
    return sources.exists(f"{place}/wireless") or sources.exists(f"{place}/phy80211")


def check_listeners(sources: Sources, allowed: tuple[int, ...]) -> list[str]:
    """Find the ports at which programs of this PC take calls from other machines."""
    found = [
        *_listeners(sources.text("/proc/net/tcp")),
        *_listeners(sources.text_if_any("/proc/net/tcp6")),
    ]
    ports = {port for address, port in found if not _is_of_here(address)}
    return [str(port) for port in sorted(ports - set(allowed))]


def _listeners(table: str) -> Iterator[tuple[Address, int]]:
    for line in table.splitlines()[1:]:
        _, local, _, state, *_rest = line.split()
        if state == _LISTENING:
            address, _, port = local.partition(":")
            yield (
                (_ip4(address) if len(address) == _WORD else _ip6_of_words(address)),
                int(port, 16),
            )


def _is_of_here(address: Address) -> bool:
    inner = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (inner or address).is_loopback


def _ip4(digits: str) -> ipaddress.IPv4Address:
    """Read an address as the kernel prints one: a word in the order of the machine."""
    return ipaddress.IPv4Address(struct.pack("=I", int(digits, 16)))


def _ip6(digits: str) -> ipaddress.IPv6Address:
    return ipaddress.IPv6Address(int(digits, 16))


def _ip6_of_words(digits: str) -> ipaddress.IPv6Address:
    words = [int(digits[at : at + _WORD], 16) for at in range(0, len(digits), _WORD)]
    return ipaddress.IPv6Address(struct.pack("=4I", *words))
