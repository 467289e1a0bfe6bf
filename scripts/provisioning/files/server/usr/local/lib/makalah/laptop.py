"""The laptop that serves the exam: what `/etc/makalah/server.toml` says, and what follows.

    exam = "/var/lib/makalah-server/exam"     the folder of the exam that is served
    people_port = 8444                        for proctors and panelists
    kiosk_port = 8443                         for the PCs
    addresses = ["192.168.1.10:8443"]         this server and spare ones; may be left out
    backup = "/media/cadangan/exam"           a second copy, kept up all the time; may be left out
    dhcp = "192.168.1.100-192.168.1.199"      only if nothing else gives PCs their addresses

`serve`, `backup` and `dhcp` become the program that does it, `firewall` loads the rules, `rules`
prints them, and `wants backup` or `wants dhcp` ends with 0 if the file asks for that. Needs nothing
but Python.
"""

import ipaddress
import os
import stat
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

SETTINGS: Final = Path("/etc/makalah/server.toml")
STATE: Final = "/var/lib/makalah-server"
PROGRAM: Final = "/opt/makalah/venv/bin/makalah-server"
TABLE: Final = "makalah_server"
_KEYS: Final = ("exam", "people_port", "kiosk_port", "addresses", "backup", "dhcp")
_PORTS: Final = range(1024, 65_536)
_PRIVATE: Final = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16")
_CONTROL: Final = "1, 2, 58"
"""ICMP, IGMP and ICMPv6 by number, because a small system has no list of their names."""
_MOST_LEASES: Final = 1_024


class LaptopError(Exception):
    """What the file says cannot be used; the text is a sentence."""


class Range(NamedTuple):
    """The addresses that PCs are given, first and last."""

    first: ipaddress.IPv4Address
    last: ipaddress.IPv4Address

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"


class Laptop(NamedTuple):
    """What the laptop serves, and where."""

    exam: str = f"{STATE}/exam"
    people_port: int = 8444
    kiosk_port: int = 8443
    addresses: tuple[str, ...] = ()
    backup: str | None = None
    dhcp: Range | None = None


def parse_range(typed: str) -> Range:
    """Read FIRST-LAST.

    Raises:
        LaptopError: these are no private addresses in order, or too many.

    """
    try:
        first, last = (ipaddress.IPv4Address(one.strip()) for one in typed.split("-"))
    except ValueError:
        said = f"“{typed}” is no range: give FIRST-LAST, such as 192.168.1.100-192.168.1.199."
        raise LaptopError(said) from None
    nets = [ipaddress.IPv4Network(one) for one in _PRIVATE]
    if not any(first in net and last in net for net in nets):
        raise LaptopError(f"“{typed}” are not addresses of a network inside a building.")
    if not 0 <= int(last) - int(first) < _MOST_LEASES:
        raise LaptopError(f"“{typed}” is empty, or has more than {_MOST_LEASES} addresses.")
    return Range(first, last)


def parse_laptop(text: str) -> Laptop:
    """Read the file.

    Raises:
        LaptopError: it says something that is not known or not possible.

    """
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LaptopError(f"The file is no TOML: {error}.") from None
    if unknown := sorted(said.keys() - set(_KEYS)):
        raise LaptopError(f"“{unknown[0]}” is not known; known are {', '.join(_KEYS)}.")
    usual = Laptop()
    people, kiosk = _port(said, "people_port", usual), _port(said, "kiosk_port", usual)
    if people == kiosk:
        raise LaptopError("“people_port” and “kiosk_port” are to be two ports.")
    exam, backup = _folder(said.get("exam", usual.exam), STATE), said.get("backup")
    dhcp = said.get("dhcp")
    return Laptop(
        exam,
        people,
        kiosk,
        _addresses(said.get("addresses", [])),
        None if backup is None else _folder(backup, STATE, "/media"),
        None if dhcp is None else parse_range(str(dhcp)),
    )


def _port(said: dict[str, object], key: str, usual: Laptop) -> int:
    port = said.get(key, getattr(usual, key))
    if not isinstance(port, int) or isinstance(port, bool) or port not in _PORTS:
        raise LaptopError(f"“{key}” is to be a port from {_PORTS[0]} to {_PORTS[-1]}.")
    return port


def _folder(typed: object, *within: str) -> str:
    """Return a folder, if it is where the server may write."""
    if not isinstance(typed, str) or not _is_fit(typed) or ".." in Path(typed).parts:
        raise LaptopError(f"“{typed}” is no folder, such as {STATE}/exam.")
    if not any(Path(above) in Path(typed).parents for above in within):
        places = " or ".join(within)
        raise LaptopError(f"“{typed}” is to be in {places}: the server may write nowhere else.")
    return typed


def _is_fit(typed: str) -> bool:
    return typed.isprintable() and not {'"', "\\"} & set(typed)


def _addresses(typed: object) -> tuple[str, ...]:
    if not isinstance(typed, list):
        raise LaptopError('“addresses” is to be a list such as ["192.168.1.10:8443"].')
    for one in typed:
        host, _, port = str(one).rpartition(":")
        try:
            ipaddress.IPv4Address(host)
            is_port = 0 < int(port) < 65_536
        except ValueError:
            is_port = False
        if not is_port:
            raise LaptopError(f"“{one}” is no address of a server, such as 192.168.1.10:8443.")
    return tuple(map(str, typed))


def write_laptop(laptop: Laptop) -> str:
    """Write the file."""
    quoted = ", ".join(f'"{one}"' for one in laptop.addresses)
    lines = [
        f'exam = "{laptop.exam}"',
        f"people_port = {laptop.people_port}",
        f"kiosk_port = {laptop.kiosk_port}",
        *([f"addresses = [{quoted}]"] if laptop.addresses else []),
        *([f'backup = "{laptop.backup}"'] if laptop.backup else []),
        *([f'dhcp = "{laptop.dhcp}"'] if laptop.dhcp else []),
    ]
    return "\n".join([*lines, ""])


def read_laptop(file: Path, owner: int = 0) -> Laptop | None:
    """Read the file, None if there is none.

    Raises:
        LaptopError: it cannot be used, or somebody else than its owner can change it.

    """
    try:
        with file.open("rb") as opened:
            told = os.fstat(opened.fileno())
            if told.st_uid != owner or told.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
                raise LaptopError("Others than root can change the file: it is not used.")
            return parse_laptop(opened.read().decode())
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise LaptopError(f"The file cannot be read: {error}.") from None


def rules_of(laptop: Laptop) -> str:
    """Return the rules of what comes in, as nft reads them; what goes out is nobody's business.

    The table is ours alone and is replaced at once. What a person's own programs ask for gets its
    answers, and printers and name services of the network are heard as before.
    """
    private = ", ".join(_PRIVATE)
    ports = ", ".join(str(one) for one in sorted((laptop.people_port, laptop.kiosk_port)))
    rules = [
        "ct state { established, related } accept",
        'iif "lo" accept',
        f"meta l4proto {{ {_CONTROL} }} accept",
        f"ip saddr {{ {private} }} tcp dport {{ {ports} }} accept",
        f"ip saddr {{ {private} }} udp dport 123 accept",
        "udp sport 67 udp dport 68 accept",
        "ip6 saddr fe80::/10 udp sport 547 udp dport 546 accept",
        "ip daddr 224.0.0.251 udp dport 5353 accept",
        "ip6 daddr ff02::fb udp dport 5353 accept",
    ]
    if laptop.dhcp is not None:
        rules.append("udp sport 68 udp dport 67 accept")
    return "\n".join(
        [
            f"table inet {TABLE}",
            f"delete table inet {TABLE}",
            f"table inet {TABLE} {{",
            "    chain input {",
            "        type filter hook input priority filter; policy drop;",
            *(f"        {rule}" for rule in rules),
            "    }",
            "}",
            "",
        ]
    )


def serving(laptop: Laptop) -> list[str]:
    """Return the command that serves the exam."""
    found = [part for one in laptop.addresses for part in ("--address", one)]
    ports = [f"--people-port={laptop.people_port}", f"--kiosk-port={laptop.kiosk_port}"]
    return [PROGRAM, "serve", "--host=0.0.0.0", *ports, *found, laptop.exam]


def copying(laptop: Laptop) -> list[str]:
    """Return the command that keeps the second copy.

    Raises:
        LaptopError: the file asks for none.

    """
    if laptop.backup is None:
        raise LaptopError("“backup” is not set.")
    return [PROGRAM, "backup", "--follow", laptop.backup, laptop.exam]


def leasing(laptop: Laptop) -> list[str]:
    """Return the command that gives PCs their addresses: no way out, no names, nothing else.

    It answers only where this laptop has an address of the same network itself.

    Raises:
        LaptopError: the file asks for none.

    """
    if laptop.dhcp is None:
        raise LaptopError("“dhcp” is not set.")
    span = f"{laptop.dhcp.first},{laptop.dhcp.last},12h"
    return [
        "/usr/sbin/dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--port=0",
        "--bind-dynamic", f"--dhcp-range={span}", "--dhcp-option=3", "--dhcp-option=6",
        "--dhcp-leasefile=/run/makalah-dhcp/leases", "--log-facility=-", "--user=dnsmasq",
    ]  # fmt: skip


def load_rules() -> int:
    """Load the rules; with a file that cannot be used those of the usual ports."""
    try:
        laptop = read_laptop(SETTINGS)
    except LaptopError as error:
        print(f"{SETTINGS}: {error} The usual ports are let in.", file=sys.stderr)
        laptop = None
    rules = rules_of(laptop or Laptop())
    return subprocess.run(
        ["/usr/sbin/nft", "-f", "-"], input=rules, text=True, check=False
    ).returncode


_COMMANDS: Final[dict[str, Callable[[Laptop], list[str]]]] = {
    "serve": serving,
    "backup": copying,
    "dhcp": leasing,
}


def main(arguments: list[str]) -> int:
    """Run one of the commands; 1 if the file does not ask for it or cannot be used."""
    if arguments == ["firewall"]:
        return load_rules()
    try:
        laptop = read_laptop(SETTINGS) or Laptop()
        if arguments == ["rules"]:
            print(rules_of(laptop), end="")
            return 0
        if arguments in (["wants", "backup"], ["wants", "dhcp"]):
            return int(getattr(laptop, arguments[1]) is None)
        if len(arguments) == 1 and arguments[0] in _COMMANDS:
            command = _COMMANDS[arguments[0]](laptop)
            os.execv(command[0], command)
    except LaptopError as error:
        print(f"{SETTINGS}: {error}", file=sys.stderr)
        return 1
    print("Say serve, backup, dhcp, firewall, rules or wants.", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
