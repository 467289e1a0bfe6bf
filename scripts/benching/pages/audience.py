"""Proctors who watch: connections that are told of the room as it changes, and count the bytes."""

import selectors
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

from exam.protocol import SERVER_NAME
from scripts.benching.pages.browser import get_request

_READ: Final = 65_536
_NEWS: Final = "/pengawas/kabar"
_PATIENCE_SECONDS: Final = 60
_BEGUN: Final = b'"all":true'


@dataclass
class Watcher:
    """One connection, and what came of it since it was last asked."""

    connection: ssl.SSLSocket
    heard: bytes = b""


class Audience:
    """So many proctors before one server, each of whom was told of the whole room first."""

    def __init__(
        self, port: int, authority: str, cookies: Mapping[str, str], watchers: int
    ) -> None:
        self._selector = selectors.DefaultSelector()
        trust = ssl.create_default_context(cadata=authority)
        self.watchers = [self._admit(port, trust, cookies) for _ in range(watchers)]

    def __enter__(self) -> Self:
        """Wait until everybody has been told of the whole room."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while any(_BEGUN not in one.heard for one in self.watchers) and time.monotonic() < until:
            self._hear_once()
        return self

    def __exit__(self, *_: object) -> None:
        """Let everybody leave."""
        self._selector.close()
        for one in self.watchers:
            one.connection.close()

    def hear(self, seconds: float) -> list[int]:
        """Listen for so long; returns how many bytes came to each."""
        for one in self.watchers:
            one.heard = b""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._hear_once()
        return [len(one.heard) for one in self.watchers]

    def _admit(self, port: int, trust: ssl.SSLContext, cookies: Mapping[str, str]) -> Watcher:
        plain = socket.create_connection(("127.0.0.1", port))
        connection = trust.wrap_socket(plain, server_hostname=SERVER_NAME)
        connection.sendall(get_request(_NEWS, cookies))
        connection.setblocking(False)
        watcher = Watcher(connection)
        self._selector.register(connection, selectors.EVENT_READ, watcher)
        return watcher

    def _hear_once(self) -> None:
        for key, _ in self._selector.select(0.05):
            watcher: Watcher = key.data
            try:
                while chunk := watcher.connection.recv(_READ):
                    watcher.heard += chunk
            except ssl.SSLWantReadError:
                continue
            self._selector.unregister(watcher.connection)
