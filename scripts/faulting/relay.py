"""Carries packets between the two ends of a line, and loses or holds back what the line does."""

import heapq
import os
import select
import socket
import sys
import threading
import time
from contextlib import ExitStack
from typing import Final

from scripts.faulting.enclosures import Enclosure
from scripts.faulting.lines import Line
from scripts.faulting.tunnel import NAME

SERVER_ADDRESS: Final = "10.77.0.1"
KIOSK_ADDRESS: Final = "10.77.0.2"
_PACKET_BYTES: Final = 65_536
_LOOK_SECONDS: Final = 0.2
_MOST_WAITING: Final = 10_000


class Relay:
    """Two networks with nothing but a line between them, in one of which we listen.

    The kernel spoils the packets if it can (netem), else this program does; `how` says which.
    """

    def __init__(self, line: Line, port: int) -> None:
        self._line = line
        self._stack = ExitStack()
        self._here, (self._near, listening) = self._end(SERVER_ADDRESS, str(port))
        self._there, (self._far,) = self._end(KIOSK_ADDRESS)
        self.listener = socket.socket(fileno=listening)
        self._is_kernels = all(self._rule("add", "delay", "0ms"))
        self.how = "netem" if self._is_kernels else "packets dropped and held by the harness"
        self._is_over = False
        self._thread = threading.Thread(target=self._carry, daemon=True)
        self._thread.start()

    @property
    def entering(self) -> tuple[str, ...]:
        """What a command has to begin with to run at the kiosk's end."""
        return self._there.entering

    def close(self) -> None:
        """Take the line away."""
        self._is_over = True
        self._thread.join()
        for device in (self._near, self._far):
            os.close(device)
        self._stack.close()

    def _end(self, address: str, *port: str) -> tuple[Enclosure, list[int]]:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            handle = theirs.fileno()
            program = (sys.executable, "-m", "scripts.faulting.tunnel", str(handle), address, *port)
            enclosure = Enclosure("--net", program, [handle])
            self._stack.callback(enclosure.close)
            _, handles, _, _ = socket.recv_fds(ours, 1, 2)
        return enclosure, handles

    def follow_line(self) -> None:
        """Tell the kernel what the line does now, if it is the kernel that does it."""
        if self._is_kernels:
            loss = 1.0 if self._line.is_cut else self._line.loss
            delay = f"{self._line.one_way_seconds * 1000:.0f}ms"
            self._rule("change", "delay", delay, "loss", f"{loss:.0%}", "limit", "10000")

    def _rule(self, act: str, *rule: str) -> list[bool]:
        command = ("tc", "qdisc", act, "dev", NAME, "root", "netem", *rule)
        return [end.run(*command).returncode == 0 for end in (self._here, self._there)]

    def _carry(self) -> None:
        """Take packets out of one end and put them into the other when they are due."""
        waiting: list[tuple[float, int, int, bytes]] = []
        other = {self._near: self._far, self._far: self._near}
        count = 0
        while not self._is_over:
            pause = waiting[0][0] - time.monotonic() if waiting else _LOOK_SECONDS
            ready, _, _ = select.select(list(other), [], [], min(max(pause, 0), _LOOK_SECONDS))
            for source in ready:
                packet = os.read(source, _PACKET_BYTES)
                if len(waiting) < _MOST_WAITING and not self._swallows():
                    count += 1
                    heapq.heappush(waiting, (self._due(), count, other[source], packet))
            while waiting and waiting[0][0] <= time.monotonic():
                _, _, target, packet = heapq.heappop(waiting)
                os.write(target, packet)

    def _swallows(self) -> bool:
        return not self._is_kernels and self._line.swallows

    def _due(self) -> float:
        return time.monotonic() + (0 if self._is_kernels else self._line.one_way_seconds)
