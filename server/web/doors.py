"""The two listening sockets, bound before anything starts, so that a taken port stops nothing.

Where nothing is written there are no kiosks, so there is one door only.
"""

import errno
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Final

from exam.errors import DirectoryError

_BACKLOG: Final = 2048
_LAST_PORT: Final = 65_535
_UNREAD_BYTES: Final = 32 * 1024
"""So much may lie in the kernel for each connection, which a thousand fill at the same instant."""


@dataclass(frozen=True, slots=True)
class Doors:
    """Where the server listens."""

    host: str
    kiosks: socket.socket | None
    people: socket.socket

    @property
    def kiosk_port(self) -> int:
        """The port that kiosks call, even if any free one was asked for; 0 if there are none."""
        return 0 if self.kiosks is None else _port_of(self.kiosks)

    @property
    def people_port(self) -> int:
        """The port that browsers open."""
        return _port_of(self.people)

    def announce(self) -> str:
        """Say the addresses in one line."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        people = f"people: https://{host}:{self.people_port}"
        return people if self.kiosks is None else f"{people}  kiosks: {host}:{self.kiosk_port}"


@contextmanager
def open_doors(host: str, kiosk_port: int | None, people_port: int) -> Iterator[Doors]:
    """Listen on both ports for the length of a block; port 0 takes any free one, None opens none.

    Raises:
        DirectoryError: a port is taken or forbidden, or the host is no address of this machine.

    """
    with ExitStack() as stack:
        kiosks = None
        if kiosk_port is not None:
            kiosks = stack.enter_context(listening(host, kiosk_port))
        people = stack.enter_context(listening(host, people_port))
        yield Doors(host, kiosks, people)


def listening(host: str, port: int) -> socket.socket:
    """Listen on one port; 0 takes any free one.

    Raises:
        DirectoryError: the port is taken or forbidden, or the host is no address of this machine.

    """
    if not 0 <= port <= _LAST_PORT:
        raise DirectoryError("port.forbidden", port=port)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        raise _refusal(error, host, port) from error
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _UNREAD_BYTES)
    return listener


def _refusal(error: OSError, host: str, port: int) -> DirectoryError:
    match error.errno:
        case errno.EADDRINUSE:
            return DirectoryError("port.taken", port=port)
        case errno.EACCES | errno.EPERM:
            return DirectoryError("port.forbidden", port=port)
        case _:
            return DirectoryError("port.host", host=host)


def _port_of(listener: socket.socket) -> int:
    return int(listener.getsockname()[1])
