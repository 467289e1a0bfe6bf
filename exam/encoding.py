"""How what is signed or sealed is written: a version byte, then MessagePack in its one form.

One value has one encoding, so that bytes which say the same are the same bytes; what differs in
form only is refused like what is damaged.
"""

from typing import TypeVar

import msgspec

from exam.errors import ExamError
from exam.keys import VERSION

_T = TypeVar("_T")


class Format(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """An array with exactly these fields."""


def encode_versioned(value: Format) -> bytes:
    """Write a value behind the version byte."""
    return VERSION + msgspec.msgpack.encode(value)


def decode_versioned(raw: bytes, kind: type[_T], damaged: ExamError, newer: ExamError) -> _T:
    """Read what `encode_versioned` wrote.

    Raises:
        ExamError: `newer` for another version byte, `damaged` for anything else that is not so.

    """
    if raw and raw[:1] != VERSION:
        raise newer
    return decode_strictly(raw[1:], kind, damaged)


def decode_strictly(raw: bytes, kind: type[_T], damaged: ExamError) -> _T:
    """Read a value in its one encoding.

    Raises:
        ExamError: `damaged`, for anything else.

    """
    try:
        value = msgspec.msgpack.decode(raw, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise damaged from None
    if msgspec.msgpack.encode(value) != raw:
        raise damaged
    return value
