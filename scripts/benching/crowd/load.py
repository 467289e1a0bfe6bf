"""The load program: `python -m scripts.benching.crowd.load ERRAND` sends scene after scene.

It reads the number of a scene from standard input, plays it, and answers with one line of JSON, a
`Took`; it ends with its input. With ` flush` behind the number it brings to the disk what a call
left in its caller's file before that call counts as answered. One process, no event loop: a
connection is a socket, what is left of a request and what came of an answer.
"""

import heapq
import selectors
import socket
import ssl
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from scripts.benching.crowd.errand import Call, Caller, Errand, Took, read_file
from scripts.benching.crowd.flushing import flush_path

_READ: Final = 65_536
_PATIENCE_SECONDS: Final = 120.0
_IDLE_SECONDS: Final = 20.0
"""A connection that rested for so long is made anew, as a kiosk does: the server lets go of one."""
_OK: Final = frozenset((b"200", b"201", b"204", b"303"))
"""The last is how a form is answered: with the address of the page that follows."""
_LENGTH: Final = b"content-length:"
_END: Final = b"\r\n\r\n"
FLUSH: Final = "flush"


@dataclass
class Line:
    """One caller's connection; a call waits until the one before it was answered."""

    errand: Errand
    caller: Caller
    connection: ssl.SSLSocket | None = None
    waiting: deque[Call] = field(default_factory=deque)
    rest: bytes = b""
    answer: bytes = b""
    awaited: Call | None = None
    has_found: bool = False
    used_at: float = 0.0

    @property
    def has_rested(self) -> bool:
        """Whether nothing was sent for so long that the connection may be gone."""
        is_there = self.connection is not None
        return is_there and time.perf_counter() - self.used_at > _IDLE_SECONDS

    def connect(self) -> ssl.SSLSocket:
        """Connect, or go on with the connection that stands."""
        if self.connection is None:
            own = (self.caller.address, 0) if self.caller.address else None
            place = (self.errand.host, self.errand.port)
            plain = socket.create_connection(place, source_address=own)
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            context = ssl.create_default_context(cadata=self.errand.authority)
            if self.caller.pem:
                context.load_cert_chain(self.caller.pem)
            self.connection = context.wrap_socket(plain, server_hostname=self.errand.name)
            self.connection.setblocking(False)
        return self.connection

    def drop(self) -> None:
        """Let go of a connection that the server closed."""
        if self.connection is not None:
            self.connection.close()
        self.connection, self.rest, self.answer, self.awaited = None, b"", b"", None


class Scene:
    """Every call of one scene, sent when it is due; each answer is flushed if that is asked for."""

    def __init__(self, lines: list[Line], number: int, *, flushes: bool = False) -> None:
        self._lines = lines
        self._flushes = flushes
        self._selector = selectors.DefaultSelector()
        self._due = [
            (call.due, at, call)
            for at, line in enumerate(lines)
            for call in line.caller.scenes[number]
        ]
        heapq.heapify(self._due)
        self._open = len(self._due)
        self._took: list[float] = []
        self._late: list[float] = []
        self._found: list[float] = []
        self._refused = 0
        self._began = 0.0

    def play(self) -> Took:
        """Send everything, and wait for every answer, or for two minutes after the last call."""
        cpu, self._began = time.process_time(), time.perf_counter()
        last = max((due for due, _, _ in self._due), default=0.0)
        while self._open and self._now < last + _PATIENCE_SECONDS:
            self._begin_due()
            pause = max(0.0, self._due[0][0] - self._now) if self._due else 1.0
            for key, _ in self._selector.select(min(pause, 1.0)):
                self._turn(key.data)
        for line in self._lines:
            line.waiting.clear()
        self._selector.close()
        return Took(
            tuple(self._took),
            tuple(self._late),
            self._refused + self._open,
            self._now,
            time.process_time() - cpu,
            self._began,
            tuple(self._found),
        )

    @property
    def _now(self) -> float:
        return time.perf_counter() - self._began

    def _begin_due(self) -> None:
        while self._due and self._due[0][0] <= self._now:
            due, at, call = heapq.heappop(self._due)
            line = self._lines[at]
            self._late.append((self._now - due) * 1000)
            line.waiting.append(call)
            if line.awaited is None:
                self._send_next(line)

    def _send_next(self, line: Line) -> None:
        if line.has_rested:
            self._let_go(line)
        line.awaited, line.used_at = line.waiting.popleft(), time.perf_counter()
        line.rest, line.answer = line.awaited.request, b""
        try:
            connection = line.connect()
        except OSError:
            self._finish(line, is_answered=False)
            return
        if connection.fileno() not in self._selector.get_map():
            self._selector.register(connection, selectors.EVENT_READ, line)
        self._turn(line)

    def _turn(self, line: Line) -> None:
        """Go on with sending, or with reading what came."""
        if (connection := line.connection) is None:
            return
        try:
            self._talk(connection, line)
        except ssl.SSLWantReadError:
            pass
        except ssl.SSLWantWriteError:
            self._wish(connection, line, selectors.EVENT_READ | selectors.EVENT_WRITE)
        except OSError:
            self._lose(line)

    def _talk(self, connection: ssl.SSLSocket, line: Line) -> None:
        while line.rest:
            line.rest = line.rest[connection.send(line.rest) :]
        self._wish(connection, line, selectors.EVENT_READ)
        while chunk := connection.recv(_READ):
            line.answer += chunk
            if line.awaited is not None and _is_whole(line.answer):
                self._finish(line, is_answered=line.answer[9:12] in _OK)
        raise ConnectionResetError

    def _let_go(self, line: Line) -> None:
        if line.connection is not None and line.connection.fileno() in self._selector.get_map():
            self._selector.unregister(line.connection)
        line.drop()

    def _lose(self, line: Line) -> None:
        was_awaited = line.awaited is not None
        self._let_go(line)
        if was_awaited:
            self._finish(line, is_answered=False)

    def _wish(self, connection: ssl.SSLSocket, line: Line, events: int) -> None:
        if self._selector.get_key(connection).events != events:
            self._selector.modify(connection, events, line)

    def _finish(self, line: Line, *, is_answered: bool) -> None:
        call, line.awaited = line.awaited, None
        self._open -= 1
        if call is not None and is_answered:
            self._note_answer(line, call)
        else:
            self._refused += 1
        if line.waiting:
            self._send_next(line)

    def _note_answer(self, line: Line, call: Call) -> None:
        if self._flushes:
            flush_path(Path(line.caller.file))
        self._took.append((self._now - call.due) * 1000)
        sought = line.errand.sought
        if sought and not line.has_found and sought in line.answer:
            line.has_found = True
            self._found.append(self._now)


def _is_whole(answer: bytes) -> bool:
    """Whether an answer with a length has come to its end."""
    head, found, body = answer.partition(_END)
    if not found:
        return False
    for field_line in head.lower().split(b"\r\n"):
        if field_line.startswith(_LENGTH):
            return len(body) >= int(field_line[len(_LENGTH) :])
    return True


def main() -> int:
    """Play the scenes that are named on standard input."""
    errand = read_file(Path(sys.argv[1]), Errand)
    lines = [Line(errand, caller) for caller in errand.callers]
    for told in sys.stdin:
        number, _, how = told.strip().partition(" ")
        took = Scene(lines, int(number), flushes=how == FLUSH).play()
        print(msgspec.json.encode(took).decode(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
