"""What a PC says on its network, from the frames that the machine around it wrote down.

Told apart are what it may say (asking for an address, the exam's server, its clock) and all else.
"""

import ipaddress
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_GLOBAL_HEADER, _PACKET_HEADER = 24, 16
_MAGIC: Final = {b"\xd4\xc3\xb2\xa1": "<", b"\xa1\xb2\xc3\xd4": ">"}
_ETHERNET: Final = 14
_IP4, _ARP, _IP6 = 0x0800, 0x0806, 0x86DD
_TCP, _UDP = 6, 17
_DHCP_CLIENT, _DHCP_SERVER, _NTP = 68, 67, 123


class FramesError(Exception):
    """A file holds no frames; the message is for people."""


@dataclass(frozen=True, slots=True)
class Packet:
    """One packet that the PC sent: what kind, and to whom."""

    kind: str
    target: str
    port: int = 0
    source_port: int = 0

    def __str__(self) -> str:
        return f"{self.kind} {self.target}" + (f":{self.port}" if self.port else "")


@dataclass(frozen=True, slots=True)
class Allowed:
    """Whom a PC may talk to: the exam's server and its two ports."""

    server: str
    ports: frozenset[int]

    def lets(self, packet: Packet) -> bool:
        """Whether a packet is one that a locked PC may send."""
        match packet.kind:
            case "arp":
                return True
            case "tcp":
                return packet.target == self.server and packet.port in self.ports
            case "udp":
                is_dhcp = (packet.source_port, packet.port) == (_DHCP_CLIENT, _DHCP_SERVER)
                return is_dhcp or (packet.target == self.server and packet.port == _NTP)
            case _:
                return False


def sent_by(frames: Path, address: bytes, start: int = 0) -> list[Packet]:
    """Return what the PC with that hardware address sent, from so many bytes into the file.

    Raises:
        FramesError: the file is none of frames.

    """
    raw = frames.read_bytes()
    order = _MAGIC.get(raw[:4])
    if order is None:
        raise FramesError(f"{frames} holds no frames.")
    found = _frames(raw, order, max(start, _GLOBAL_HEADER))
    return [packet_of(frame) for frame in found if frame[6:12] == address]


def _frames(raw: bytes, order: str, at: int) -> Iterator[bytes]:
    while at + _PACKET_HEADER <= len(raw):
        (length,) = struct.unpack_from(f"{order}I", raw, at + 8)
        frame = raw[at + _PACKET_HEADER : at + _PACKET_HEADER + length]
        if len(frame) < length:
            return
        yield frame
        at += _PACKET_HEADER + length


def packet_of(frame: bytes) -> Packet:
    """Return what an Ethernet frame carries."""
    (kind,) = struct.unpack_from("!H", frame, 12)
    body = frame[_ETHERNET:]
    if kind == _ARP:
        return Packet("arp", str(ipaddress.IPv4Address(body[24:28])))
    if kind == _IP6:
        return Packet("ip6", str(ipaddress.IPv6Address(body[24:40])))
    if kind != _IP4:
        return Packet(f"ethernet {kind:#06x}", frame[:6].hex(":"))
    target = str(ipaddress.IPv4Address(body[16:20]))
    inner = body[(body[0] & 0x0F) * 4 :]
    if body[9] == _TCP:
        source, port = struct.unpack_from("!HH", inner)
        return Packet("tcp", target, port, source)
    if body[9] == _UDP:
        source, port = struct.unpack_from("!HH", inner)
        return Packet("udp", target, port, source)
    return Packet(f"ip protocol {body[9]}", target)
