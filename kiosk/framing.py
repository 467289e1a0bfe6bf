"""How a segment lies in its file: a version byte, the header behind its length, then the records.

A length is written in groups of seven bits, the lowest first, so a typed character's record costs
one byte more than itself. A cut at any instant leaves a readable file: whatever is not whole at its
end, zeros included, is not there yet.
"""

from typing import Final

FILE_VERSION: Final = 1
_SHORTEST_BYTES: Final = 17
"""No frame is shorter: a record is at least its AES-GCM tag and a byte."""
_MOST_LENGTH_BYTES: Final = 4
_LOW_BITS: Final = 0x7F
_MORE: Final = 0x80


def begin_file(header: bytes) -> bytes:
    """Return the bytes with which the file of a segment begins."""
    return bytes([FILE_VERSION]) + frame(header)


def frame(content: bytes) -> bytes:
    """Put the length before a header or record."""
    length, out = len(content), bytearray()
    while length > _LOW_BITS:
        out.append(length & _LOW_BITS | _MORE)
        length >>= 7
    out.append(length)
    return bytes(out) + content


def frames_from(raw: bytes, start: int) -> tuple[list[bytes], int]:
    """Split bytes into their whole frames; returns these and where the last one ends."""
    found: list[bytes] = []
    while True:
        length, begin = _length_at(raw, start)
        if length < _SHORTEST_BYTES or begin + length > len(raw):
            return found, start
        found.append(raw[begin : begin + length])
        start = begin + length


def _length_at(raw: bytes, place: int) -> tuple[int, int]:
    """Read a length; returns it and the place behind it, or 0 if none stands there."""
    length = 0
    for number, byte in enumerate(raw[place : place + _MOST_LENGTH_BYTES]):
        length |= (byte & _LOW_BITS) << 7 * number
        if not byte & _MORE:
            return length, place + number + 1
    return 0, place


def is_torn(rest: bytes) -> bool:
    """Whether bytes behind the last good record are what a cut leaves: one unfinished, and zeros.

    A file can grow before its contents reach the disk, so a record may be there and spoilt.
    """
    frames, end = frames_from(rest, 0)
    if not frames:
        return _length_at(rest, 0)[0] >= _SHORTEST_BYTES or not any(rest)
    return len(frames) == 1 and not any(rest[end:])
