"""A line between kiosk and server that loses, holds back and swallows what goes over it."""

import random
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from scripts.practice.premises import Server

_CHUNK_BYTES: Final = 65_536
_LOOK_SECONDS: Final = 0.2
_FIRST_REPEAT_SECONDS: Final = 0.2
_REPEATS: Final = 6


@dataclass
class Line:
    """What a line does to everything that goes over it, each way; it may change at any time."""

    random: random.Random
    loss: float = 0.0
    one_way_seconds: float = 0.0
    is_cut: bool = False

    def set(self, loss: float = 0.0, one_way_seconds: float = 0.0, *, is_cut: bool = False) -> None:
        """Make it lossy, slow or dead; without anything, whole again."""
        self.loss, self.one_way_seconds, self.is_cut = loss, one_way_seconds, is_cut

    @property
    def swallows(self) -> bool:
        """Whether it loses the next thing."""
        return self.is_cut or self.random.random() < self.loss

    def hold_stream(self) -> None:
        """Wait as a piece of a stream does: until a repetition gets through, and for the way."""
        wait = self.one_way_seconds
        for repeat in range(_REPEATS):
            if self.random.random() >= self.loss:
                break
            wait += _FIRST_REPEAT_SECONDS * 2**repeat
        time.sleep(wait)
        while self.is_cut:
            time.sleep(_LOOK_SECONDS)


@dataclass
class Forwarder:
    """Passes connections on to the server, which need not be there; `line` spoils what it passes.

    Without a line it passes everything on as it comes.
    """

    listener: socket.socket
    server: Server
    line: Line | None = None
    _open: list[socket.socket] = field(default_factory=list)
    _is_over: bool = False

    def start(self) -> None:
        """Begin to listen."""
        self.listener.settimeout(_LOOK_SECONDS)
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Let go of everything."""
        self._is_over = True
        self._thread.join()
        self.listener.close()
        for end in self._open:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self) -> None:
        while not self._is_over:
            with suppress(TimeoutError):
                theirs, _ = self.listener.accept()
                self._pass_on(theirs)

    def _pass_on(self, theirs: socket.socket) -> None:
        theirs.settimeout(None)
        try:
            ours = socket.create_connection(("127.0.0.1", self.server.kiosk_port))
        except OSError:
            theirs.close()
            return
        self._open += [theirs, ours]
        for source, target in ((theirs, ours), (ours, theirs)):
            threading.Thread(target=self._pump, args=(source, target), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(_CHUNK_BYTES):
                if self.line is not None:
                    self.line.hold_stream()
                target.sendall(data)
        with suppress(OSError):
            target.shutdown(socket.SHUT_RDWR)
