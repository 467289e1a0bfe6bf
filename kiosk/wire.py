"""One end of the socket pair between desk and screen: whole messages, in the order of sending.

Sending never waits: a message leaves when whoever sent it has done what it is at, so that a key is
drawn before the other process wakes up; what the socket does not take then is sent when it can be.
What has left stays in the kernel until the other end has read it, whatever becomes of the sender.
"""

import asyncio
import socket
from typing import Final

from exam.limits import LONGEST_TEXT

_LENGTH_BYTES: Final = 4
_MOST_BYTES: Final = 64_000 + 3 * 4 * LONGEST_TEXT
"""Three parts of the longest text in the widest characters, and room for all else."""
_PIECE_BYTES: Final = 262_144


class Wire:
    """Sends and receives messages as bytes; the other end may be gone at any time."""

    def __init__(self, end: socket.socket) -> None:
        end.setblocking(False)
        self._end = end
        self._arrived = bytearray()
        self._unsent = bytearray()
        self._all_sent = asyncio.Event()
        self._all_sent.set()
        self._is_cut = False
        self._is_blocked = False

    @property
    def is_clear(self) -> bool:
        """Whether all that was sent has left this process."""
        return not self._unsent

    def send(self, content: bytes) -> None:
        """Send a message; to somebody who is gone, nothing."""
        if not self._unsent:
            self._all_sent.clear()
            asyncio.get_running_loop().call_soon(self._send_waiting)
        self._unsent += len(content).to_bytes(_LENGTH_BYTES) + content

    async def flush(self) -> None:
        """Wait until all that was sent has left this process."""
        self._send_waiting()
        await self._all_sent.wait()

    async def receive(self) -> bytes | None:
        """Wait for the next message; None once the other end is gone or sends what is none."""
        loop = asyncio.get_running_loop()
        while len(self._arrived) < (end := self._end_of_next()):
            if end > _MOST_BYTES:
                return None
            try:
                piece = await loop.sock_recv(self._end, _PIECE_BYTES)
            except ConnectionError:
                return None
            if not piece:
                return None
            self._arrived += piece
        content = bytes(self._arrived[_LENGTH_BYTES:end])
        del self._arrived[:end]
        return content

    def close(self) -> None:
        """Let go of the socket; what it does not take now is lost."""
        self._send_waiting()
        self._drop_unsent()
        self._end.close()

    def _end_of_next(self) -> int:
        """How many bytes have to be here for the next message, or to know its length."""
        if len(self._arrived) < _LENGTH_BYTES:
            return _LENGTH_BYTES
        return _LENGTH_BYTES + int.from_bytes(self._arrived[:_LENGTH_BYTES])

    def _hand_over(self, data: bytes | bytearray) -> int:
        """Give the kernel what it takes now; returns how many bytes need no more care."""
        if self._is_cut:
            return len(data)
        try:
            return self._end.send(data)
        except BlockingIOError:
            return 0
        except OSError:
            self._is_cut = True
            return len(data)

    def _send_waiting(self) -> None:
        """Send what waits; the rest follows as soon as the other end takes it."""
        if not self._unsent:
            return
        del self._unsent[: self._hand_over(self._unsent)]
        if not self._unsent:
            self._drop_unsent()
        elif not self._is_blocked:
            self._is_blocked = True
            asyncio.get_running_loop().add_writer(self._end, self._send_waiting)

    def _drop_unsent(self) -> None:
        if self._is_blocked:
            self._is_blocked = False
            asyncio.get_running_loop().remove_writer(self._end)
        self._unsent.clear()
        self._all_sent.set()
