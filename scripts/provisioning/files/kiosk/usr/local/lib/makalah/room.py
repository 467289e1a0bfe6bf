"""The room of this PC: who may be reached from it, and where its time comes from.

Reads `/var/lib/makalah/room.toml`, which is root's, and loads the rules of the network; `show`
prints them instead. Without a file, or with one that cannot be used, only an address can be got:
a mistake closes the PC and never opens it. Needs nothing but Python.

    name = "PC-01"                            what people call this PC
    servers = ["192.168.1.10:8444"]           ADDRESS:PORT of people's port, once per server
    kiosk_port = 8443                         the kiosks' port, the same at every server
    address = "192.168.1.21/24"               only if the room has no DHCP
    gateway = "192.168.1.1"                   only with an address, to servers of another network
    time_zone = "Asia/Makassar"               of the room, if it was asked for at this PC
"""

import ipaddress
import os
import stat
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

ROOM: Final = Path("/var/lib/makalah/room.toml")
TIME: Final = Path("/run/systemd/timesyncd.conf.d/makalah.conf")
NETWORK: Final = Path("/run/systemd/network/05-makalah.network")
ETC: Final = Path("/etc")
KIOSK_PORT: Final = 8443
UNNAMED: Final = "PC"
"""The name of a PC that nobody named yet."""
ZONES: Final = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
_KEYS: Final = frozenset({"name", "servers", "kiosk_port", "address", "gateway", "time_zone"})
_PORTS: Final = range(1, 65_536)
_UNFIT: Final = frozenset('"\\')


class RoomError(Exception):
    """What a room's file says cannot be used; the text is a sentence."""


class Server(NamedTuple):
    """A server by its address, and the port of people's pages, where PCs enrol."""

    address: ipaddress.IPv4Address
    port: int

    def __str__(self) -> str:
        return f"{self.address}:{self.port}"


class Room(NamedTuple):
    """A PC's name, the servers it may reach, and its own address if the room gives none."""

    name: str
    servers: tuple[Server, ...]
    kiosk_port: int = KIOSK_PORT
    address: ipaddress.IPv4Interface | None = None
    gateway: ipaddress.IPv4Address | None = None
    time_zone: str | None = None


def parse_server(typed: str) -> Server:
    """Read ADDRESS:PORT.

    Raises:
        RoomError: it is not the address and port of a server.

    """
    host, _, port = typed.strip().rpartition(":")
    try:
        address, number = ipaddress.IPv4Address(host), _PORTS[_PORTS.index(int(port))]
    except ValueError:
        said = f"“{typed}” is no server: give ADDRESS:PORT in digits, such as 192.168.1.10:8444."
        raise RoomError(said) from None
    return Server(address, number)


def parse_room(text: str) -> Room:
    """Read a room's file.

    Raises:
        RoomError: it says something that is not known or not possible.

    """
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RoomError(f"The file is no TOML: {error}.") from None
    if unknown := sorted(said.keys() - _KEYS):
        raise RoomError(f"“{unknown[0]}” is not known; known are {', '.join(sorted(_KEYS))}.")
    name, servers, port = said.get("name"), said.get("servers"), said.get("kiosk_port", KIOSK_PORT)
    if not isinstance(name, str) or not _is_fit(name):
        raise RoomError("“name” is to be what people call this PC, such as PC-01.")
    if not isinstance(servers, list) or not servers:
        raise RoomError('“servers” is to be a list such as ["192.168.1.10:8444"].')
    if not isinstance(port, int) or isinstance(port, bool) or port not in _PORTS:
        raise RoomError("“kiosk_port” is to be a port such as 8443.")
    zone = said.get("time_zone")
    if zone is not None and zone not in ZONES.values():
        raise RoomError(f"“time_zone” is to be one of {', '.join(ZONES.values())}.")
    hosts = tuple(parse_server(str(one)) for one in servers)
    return Room(name, hosts, port, *_own(said), zone)


def _is_fit(name: str) -> bool:
    return bool(name.strip()) and name.isprintable() and not _UNFIT & set(name)


def _own(
    said: dict[str, object],
) -> tuple[ipaddress.IPv4Interface | None, ipaddress.IPv4Address | None]:
    """Read this PC's own address, and the way out of its network."""
    address, gateway = said.get("address"), said.get("gateway")
    if address is None and gateway is None:
        return None, None
    try:
        own = ipaddress.IPv4Interface(str(address))
        way = None if gateway is None else ipaddress.IPv4Address(str(gateway))
    except ValueError:
        raise RoomError(
            "“address” is to be this PC's own, such as 192.168.1.21/24; “gateway” stands beside it."
        ) from None
    if way is not None and (way not in own.network or way == own.ip):
        raise RoomError(f"“gateway” is not in the network of {own}.")
    return own, way


def write_room(room: Room) -> str:
    """Write a room's file.

    Raises:
        RoomError: the name cannot stand in it.

    """
    if not _is_fit(room.name):
        raise RoomError(f"“{room.name}” cannot be a name: no quotes, backslashes or line breaks.")
    servers = ", ".join(f'"{server}"' for server in room.servers)
    lines = [f'name = "{room.name}"', f"servers = [{servers}]", f"kiosk_port = {room.kiosk_port}"]
    others = {"address": room.address, "gateway": room.gateway, "time_zone": room.time_zone}
    lines += [f'{key} = "{value}"' for key, value in others.items() if value is not None]
    return "\n".join([*lines, ""])


def read_room(file: Path, owner: int = 0) -> Room | None:
    """Read the room's file, None if there is none.

    Raises:
        RoomError: it cannot be used, or somebody else than its owner can change it.

    """
    try:
        with file.open("rb") as opened:
            told = os.fstat(opened.fileno())
            if told.st_uid != owner or told.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
                raise RoomError("Others than root can change the file: it is not used.")
            return parse_room(opened.read().decode())
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise RoomError(f"The file cannot be read: {error}.") from None


def rules_of(room: Room | None) -> str:
    """Return the rules of the network as nft reads them; all of them are replaced at once."""
    out, back = _ways(room, "daddr", "dport"), _ways(room, "saddr", "sport")
    return "\n".join(
        [
            "table inet makalah",
            "delete table inet makalah",
            "table inet makalah {",
            "    chain input {",
            "        type filter hook input priority filter; policy drop;",
            '        iif "lo" accept',
            "        udp sport 67 udp dport 68 accept",
            *(f"        {way} ct state established accept" for way in back),
            "    }",
            "    chain forward {",
            "        type filter hook forward priority filter; policy drop;",
            "    }",
            "    chain output {",
            "        type filter hook output priority filter; policy drop;",
            '        oif "lo" accept',
            "        udp sport 68 udp dport 67 accept",
            *(f"        {way} accept" for way in out),
            "    }",
            "}",
            "",
        ]
    )


def _ways(room: Room | None, side: str, port: str) -> Iterator[str]:
    """Yield what is let through to each server, or from it."""
    if room is None:
        return
    for server in room.servers:
        ports = ", ".join(str(one) for one in sorted({server.port, room.kiosk_port}))
        yield f"ip {side} {server.address} tcp {port} {{ {ports} }}"
        yield f"ip {side} {server.address} udp {port} 123"


def time_of(room: Room | None) -> str:
    """Return whom systemd-timesyncd asks for the time."""
    hosts = dict.fromkeys(str(server.address) for server in room.servers) if room else {}
    return f"[Time]\nNTP={' '.join(hosts)}\n"


def network_of(
    address: ipaddress.IPv4Interface, gateway: ipaddress.IPv4Address | None = None
) -> str:
    """Return the network of a PC whose address is set by hand."""
    way = "" if gateway is None else f"Gateway={gateway}\n"
    return (
        "[Match]\nType=ether\nKind=!*\n\n[Link]\nRequiredForOnline=no\n\n"
        f"[Network]\nAddress={address}\n{way}LinkLocalAddressing=no\nIPv6AcceptRA=no\n"
    )


def set_zone(zone: str, etc: Path = ETC) -> None:
    """Make clocks show the time of the room."""
    link, target = etc / "localtime", f"/usr/share/zoneinfo/{zone}"
    if link.is_symlink() and str(link.readlink()) == target:
        return
    fresh = etc / "localtime.makalah-new"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(link)
    (etc / "timezone").write_text(f"{zone}\n")


def _read_or_close() -> Room | None:
    try:
        return read_room(ROOM)
    except RoomError as error:
        print(f"{ROOM}: {error} Only an address can be got.", file=sys.stderr)
        return None


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    file.write_text(text)
    file.chmod(0o644)


def apply(room: Room | None) -> int:
    """Load the rules, and write what the time and the network come from; 1 if there are none."""
    loaded = subprocess.run(
        ["/usr/sbin/nft", "-f", "-"], input=rules_of(room), text=True, check=False
    )
    if loaded.returncode:
        return 1
    _write(TIME, time_of(room))
    if room is not None and room.address is not None:
        _write(NETWORK, network_of(room.address, room.gateway))
    else:
        NETWORK.unlink(missing_ok=True)
    if room is not None and room.time_zone is not None:
        set_zone(room.time_zone)
    return 0


def main(arguments: list[str]) -> int:
    """Run the command `apply` or `show`."""
    room = _read_or_close()
    if arguments == ["show"]:
        print(rules_of(room), end="")
        return 0
    if arguments == ["apply"]:
        return apply(room)
    print("Say apply or show.", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
