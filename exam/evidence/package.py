"""The one form of the evidence as a file: a ZIP archive whose bytes depend on its members alone.

Members are sorted by name and stored as they are, dated 1980, without extra fields; every common
program opens it. Reading is strict: whatever is not what `write_package` writes is named by the
member in which it lies, so no byte can change without being found.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from exam.errors import EvidenceError

ARCHIVE: Final = "(ZIP)"
"""Stands for what belongs to no member: the list of members at the end of the file."""
LARGEST_PACKAGE_BYTES: Final = 2**31
MOST_MEMBERS: Final = 2**16 - 2

_LOCAL: Final = struct.Struct("<4s5H3I2H")
_CENTRAL: Final = struct.Struct("<4s6H3I5H2I")
_END: Final = struct.Struct("<4s4H2IH")
_LOCAL_SIGN: Final = b"PK\x03\x04"
_CENTRAL_SIGN: Final = b"PK\x01\x02"
_END_SIGN: Final = b"PK\x05\x06"
_LENGTH_AT: Final = 10
"""Which field of a line of the list says how long the name is."""
_VERSION: Final = 20
_NAMES: Final = "latin-1"
"""Ours are ASCII; of any other each byte is a character, so that its length is known."""
_MADE_ON_UNIX: Final = 3 << 8 | _VERSION
_FIRST_OF_1980: Final = 1 << 5 | 1
_OWNER_READS_AND_WRITES: Final = 0o100600 << 16


@dataclass(frozen=True, slots=True)
class Package:
    """What could be read of a package; `damaged` names the members that are not as written."""

    members: Mapping[str, bytes]
    damaged: tuple[str, ...]


def write_package(members: Mapping[str, bytes]) -> bytes:
    """Write members by name; the same members are the same bytes.

    Raises:
        EvidenceError: there are too many, or they are too large for one file.

    """
    _require_small(_length(members), len(members))
    tail = _tail(members)
    parts = [
        part for name in sorted(members) for part in (_local(name, members[name]), members[name])
    ]
    return b"".join([*parts, tail])


def read_package(raw: bytes) -> Package:
    """Read a package, and name every member that is not to the byte what was written.

    Raises:
        EvidenceError: it is larger than any that is written.

    """
    _require_small(len(raw), 0)
    members: dict[str, bytes] = {}
    damaged: list[str] = []
    listed = _listed(raw)
    offset = _next_member(raw, 0)
    while offset >= 0:
        name, start, end = _bounds(raw, offset)
        whole = raw[offset:start] == _local(name, raw[start:end])
        if not whole and offset in listed:
            name, start, end = _bounds(raw, offset, listed[offset])
        if not whole or name in members:
            damaged.append(name)
        members.setdefault(name, raw[start:end])
        _require_small(len(raw), len(members) + len(damaged))
        offset = _next_member(raw, end)
    if raw[_length(members) :] != _tail(members):
        damaged.append(ARCHIVE)
    return Package(members, tuple(damaged))


def _require_small(length: int, members: int) -> None:
    if length > LARGEST_PACKAGE_BYTES or members > MOST_MEMBERS:
        raise EvidenceError("evidence.too-large")


def _next_member(raw: bytes, offset: int) -> int:
    """Return where the next member begins, behind whatever is damaged; below zero if none does."""
    return -1 if raw.startswith(_CENTRAL_SIGN, offset) else raw.find(_LOCAL_SIGN, offset)


def _listed(raw: bytes) -> dict[int, str]:
    """Return what the list at the end names, by where each member begins, as far as it is read."""
    found: dict[int, str] = {}
    *_, at, _comment = _END.unpack(raw[-_END.size :].rjust(_END.size, b"\0"))
    while raw.startswith(_CENTRAL_SIGN, at) and at + _CENTRAL.size <= len(raw):
        fields = _CENTRAL.unpack_from(raw, at)
        name_length, offset = fields[_LENGTH_AT], fields[-1]
        at += _CENTRAL.size
        found[offset] = raw[at : at + name_length].decode(_NAMES)
        at += name_length
    return found


def _bounds(raw: bytes, offset: int, listed: str | None = None) -> tuple[str, int, int]:
    """Return the name of a member, where its content begins, and where it ends.

    A listed name counts instead of the one that stands there. The size stands there twice; if the
    two differ, the one counts behind which something begins.
    """
    header = raw[offset : offset + _LOCAL.size].ljust(_LOCAL.size, b"\0")
    *_, stored, size, name_length, _extra = _LOCAL.unpack(header)
    begin = offset + _LOCAL.size
    name = raw[begin : begin + name_length].decode(_NAMES) if listed is None else listed
    start = begin + len(name)
    ends = (start + size, start + stored)
    end = next((at for at in ends if raw[at : at + 4] in (_LOCAL_SIGN, _CENTRAL_SIGN)), ends[0])
    return name, start, end


def _length(members: Mapping[str, bytes]) -> int:
    """Return where the list of members begins."""
    return sum(_LOCAL.size + len(name) + len(content) for name, content in members.items())


def _tail(members: Mapping[str, bytes]) -> bytes:
    """Return what follows the members in a package that has exactly these, sorted."""
    directory, offset = [], 0
    for name in sorted(members):
        directory.append(_central(name, members[name], offset))
        offset += _LOCAL.size + len(name) + len(members[name])
    listed = b"".join(directory)
    count = len(members)
    return listed + _END.pack(_END_SIGN, 0, 0, count, count, len(listed), offset, 0)


def _local(name: str, content: bytes) -> bytes:
    raw, size = name.encode(_NAMES), len(content)
    dated = (0, _FIRST_OF_1980, crc32(content), size, size)
    return _LOCAL.pack(_LOCAL_SIGN, _VERSION, 0, 0, *dated, len(raw), 0) + raw


def _central(name: str, content: bytes, offset: int) -> bytes:
    raw, size = name.encode(_NAMES), len(content)
    dated = (0, 0, 0, _FIRST_OF_1980, crc32(content), size, size)
    placed = (len(raw), 0, 0, 0, 0, _OWNER_READS_AND_WRITES, offset)
    return _CENTRAL.pack(_CENTRAL_SIGN, _MADE_ON_UNIX, _VERSION, *dated, *placed) + raw
