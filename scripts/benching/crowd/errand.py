"""What the load program is told, and what it brings back, as MessagePack in files.

Everything that is sent is written beforehand, so that sending it costs less than answering it.
"""

from pathlib import Path
from typing import TypeVar

import msgspec

from scripts.benching.crowd.flushing import flush_path

_T = TypeVar("_T")


class Call(msgspec.Struct, array_like=True, frozen=True):
    """A whole HTTP request, to be sent so many seconds after the beginning of its scene."""

    due: float
    request: bytes


class Caller(msgspec.Struct, array_like=True, frozen=True):
    """A machine with a certificate of its own (a PEM file; "" shows none), and what it sends.

    `file` is where what it sends lies afterwards, if the load program is to flush that. `address`
    is from where it calls, if not from wherever the system says.
    """

    pem: str
    scenes: tuple[tuple[Call, ...], ...]
    file: str = ""
    address: str = ""


class Errand(msgspec.Struct, array_like=True, frozen=True):
    """Where to call, whom to trust (PEM), by which name, and who calls.

    `sought` are bytes for which every caller waits in the answers, if any.
    """

    host: str
    port: int
    authority: str
    name: str
    callers: tuple[Caller, ...]
    sought: bytes = b""


class Took(msgspec.Struct, frozen=True):
    """What became of the calls of one scene.

    `milliseconds` run from when a call was due to the end of its answer, so a call that had to wait
    for the one before it counts in full. `late` is by how much the load program itself sent late.
    `seconds` is from the beginning of the scene to the last answer, `cpu` what the program used.
    `began` is the instant of the beginning on the machine's running clock, and `found` when each
    caller that waited for something had it in hand, in seconds since then.
    """

    milliseconds: tuple[float, ...] = ()
    late: tuple[float, ...] = ()
    refused: int = 0
    seconds: float = 0.0
    cpu: float = 0.0
    began: float = 0.0
    found: tuple[float, ...] = ()


def write_file(file: Path, message: msgspec.Struct) -> None:
    """Write a message into a file, and to the disk, so that no commit has to wait for it later."""
    file.write_bytes(msgspec.msgpack.encode(message))
    flush_path(file)


def read_file(file: Path, kind: type[_T]) -> _T:
    """Read a message of a kind from a file."""
    return msgspec.msgpack.decode(file.read_bytes(), type=kind)


def request(method: str, path: str, host: str, body: bytes, media_type: str) -> bytes:
    """Write a request of HTTP/1.1 on a connection that stays open."""
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: {media_type}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
