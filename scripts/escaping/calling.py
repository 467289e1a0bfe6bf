"""Calls everybody whom a locked PC may not reach, from inside it; run by the PC's own Python.

Prints a line for each call: as whom, what was called, what came of it. As root, whom nobody at the
PC is, and as the exam's account, both without the limits that its service sets.
"""

import errno
import json
import os
import pwd
import socket
import sys
import time
from collections.abc import Callable, Iterator
from typing import Final

ACCOUNT: Final = "kiosk"
OPEN, ANSWERED, SILENT, REFUSED = "open", "answered", "nothing came back", "refused by the PC"
LAST: Final = "all called"
_SECONDS: Final = 1.5
_SERVER_SECONDS: Final = 240
"""So long the PC may take to have its network and its server."""
_WEB, _NAMES, _ANY = 80, 53, 9
_OTHER_PORTS: Final = (22, 53, 80, 139, 443, 445, 631, 3389, 5432, 8080)
_BEYOND: Final = ("192.0.2.1", "198.51.100.7", "203.0.113.9")
"""Addresses that documents use; nobody has them."""
_FROM_AFAR: Final = frozenset({errno.ECONNREFUSED, errno.ECONNRESET})
_SILENCE: Final = frozenset({errno.ETIMEDOUT, errno.EAGAIN})
_PING: Final = bytes.fromhex("0800f7ff00000000")
_FRAME: Final = bytes.fromhex("ffffffffffff") + bytes(6) + bytes.fromhex("88b5") + bytes(46)

Call = tuple[str, Callable[[], str]]


def _tcp(host: str, port: int) -> Call:
    def call() -> str:
        with socket.socket() as made:
            made.settimeout(_SECONDS)
            made.connect((host, port))
            return OPEN

    return f"tcp {host}:{port}", call


def _send(name: str, kind: int, protocol: int, said: bytes, host: str, port: int) -> Call:
    def call() -> str:
        with socket.socket(socket.AF_INET, kind, protocol) as made:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
            made.settimeout(_SECONDS)
            # Only what is connected is told that somebody refused it.
            made.connect((host, port))
            made.send(said)
            made.recv(1)
            return ANSWERED

    return name, call


def udp(host: str, port: int) -> Call:
    """Return a call by UDP that waits for an answer."""
    return _send(f"udp {host}:{port}", socket.SOCK_DGRAM, 0, b"\r\n", host, port)


def _ping(host: str, kind: int, name: str) -> Call:
    return _send(f"{name} {host}", kind, socket.IPPROTO_ICMP, _PING, host, 0)


def _name(name: str) -> str:
    socket.getaddrinfo(name, _WEB)
    return ANSWERED


def _ip6() -> str:
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as made:
        made.sendto(b"\r\n", ("ff02::1", _ANY))
        return OPEN


def _frame() -> str:
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW) as made:
        cards = [name for _, name in socket.if_nameindex() if name != "lo"]
        made.bind((cards[0], 0))
        made.send(_FRAME)
        return OPEN


def calls(server: str, ports: list[int], *, is_root: bool) -> Iterator[Call]:
    """Yield all that is called; root's own frames are past every rule, so they are not tried."""
    near = [f"{server.rpartition('.')[0]}.{last}" for last in (1, 3, 4, 77)]
    yield from (_tcp(server, port) for port in ports)
    yield from (_tcp(server, port) for port in _OTHER_PORTS)
    yield from (_tcp(host, port) for host in near for port in (22, _NAMES, _WEB))
    yield from (_tcp(host, port) for host in _BEYOND for port in (_WEB, 443))
    yield from (udp(host, port) for host in (server, *near) for port in (_NAMES, 69, _ANY))
    yield from (udp(host, _NAMES) for host in _BEYOND)
    yield from (udp(host, 5353) for host in ("224.0.0.251", "255.255.255.255"))
    for host in (server, near[1], _BEYOND[0]):
        yield _ping(host, socket.SOCK_DGRAM, "ping")
        yield _ping(host, socket.SOCK_RAW, "ping by a raw socket")
    yield "a name", lambda: _name("makalah.example")
    yield "IPv6, all near", _ip6
    if not is_root:
        yield "a frame of Ethernet", _frame


def outcome_of(call: Callable[[], str]) -> str:
    """Return what came of a call."""
    try:
        return call()
    except TimeoutError:
        return SILENT
    except OSError as error:
        if error.errno in _FROM_AFAR:
            return ANSWERED
        if error.errno in _SILENCE:
            return SILENT
        return f"{REFUSED}: {error.strerror or error}"


def _wait_for(server: str, port: int) -> None:
    deadline = time.monotonic() + _SERVER_SECONDS
    _, call = _tcp(server, port)
    while outcome_of(call) != OPEN and time.monotonic() < deadline:
        time.sleep(1)


def _call_all(server: str, ports: list[int], account: str) -> None:
    for name, call in calls(server, ports, is_root=account == "root"):
        print(json.dumps([account, name, outcome_of(call)]), flush=True)


def main() -> None:
    """Call everybody as root, then as the exam's account."""
    server, ports = sys.argv[1], [int(port) for port in sys.argv[2:]]
    _wait_for(server, ports[0])
    _call_all(server, ports, "root")
    account = pwd.getpwnam(ACCOUNT)
    os.setgroups([])
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)
    _call_all(server, ports, ACCOUNT)
    print(json.dumps([LAST]), flush=True)


if __name__ == "__main__":
    main()
