"""Randomness, people and times that are the same in every run."""

import itertools
from collections.abc import Iterator
from hashlib import shake_256

from exam.codes import Randomness

EXAM = b"\x11" * 32
OTHER_EXAM = b"\x12" * 32
APPLICATION = "001.kesbangpol"
SEAT_SECRET = bytes(range(32))
SERVER_SECRET = bytes(range(32, 64))
PANEL_SEED = bytes(range(64, 96))


def fixed(seed: str = "makalah") -> Randomness:
    """Return a source that gives the same bytes in the same order, and never the same twice."""
    calls: Iterator[int] = itertools.count()

    def draw(length: int) -> bytes:
        return shake_256(f"{seed}/{next(calls)}".encode()).digest(length)

    return draw


def each_bit_flipped(raw: bytes) -> Iterator[bytes]:
    """Give every text that differs from this one in one bit."""
    for place in range(8 * len(raw)):
        changed = bytearray(raw)
        changed[place // 8] ^= 1 << place % 8
        yield bytes(changed)


def each_byte_changed(raw: bytes) -> Iterator[bytes]:
    """Give, for every byte, one text that differs from this one there."""
    for place in range(len(raw)):
        yield raw[:place] + bytes([raw[place] ^ 1 << place % 8]) + raw[place + 1 :]
