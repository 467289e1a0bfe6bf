"""Changes values instead of bytes: a value somewhere in an example becomes another.

The decoders are compiled, so the fuzzer cannot see how far a byte of its got; changed values keep
the outer form, and reach the rules behind it.
"""

import random
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from typing import Final, TypeVar
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812

import msgspec

from scripts.fuzzing.target import Shape

_V = TypeVar("_V")
Mutator = Callable[[bytes, int, int], bytes]
"""Takes an example, the most bytes that there may be, and a seed."""

_UNREADABLE: Final = (
    ValueError,
    OSError,
    OverflowError,
    RecursionError,
    TypeError,
    IndexError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    BadZipFile,
    ZlibError,
)
_NUMBERS: Final = (-1, 0, 1, 2, 65_535, 65_536, 2**32, 2**48, 2**53, 2**63, 2**64 - 1)
_LENGTHS: Final = (0, 15, 16, 17, 31, 32, 33, 64)
_SIGNS: Final = ("\0", "\x7f", "\u0301", "\ue001", "\uffff", "😀")
_MANY: Final = 1100
_DEEP: Final = 2000
_LONG: Final = 5000


def mutator_of(shape: Shape) -> Mutator | None:
    """Return what changes examples of a shape; the fuzzer itself changes plain bytes better."""
    match shape:
        case Shape.BYTES:
            return None
        case Shape.MSGPACK:
            return _mutator(msgspec.msgpack.decode, msgspec.msgpack.encode, _changed)
        case Shape.JSON:
            return _mutator(msgspec.json.decode, msgspec.json.encode, _changed)
        case Shape.ZIP:
            return _mutator(_unpacked, _packed, _with_other_part)


def _mutator(
    decode: Callable[[bytes], _V],
    encode: Callable[[_V], bytes],
    changed: Callable[[_V, random.Random], _V],
) -> Mutator:
    """Change a value, and one time in four, or where there is none, the bytes."""

    def change(data: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)
        if chance.randrange(4):
            with suppress(*_UNREADABLE):
                return encode(changed(decode(data), chance))[:most]
        return _other_bytes(data, chance)[:most]

    return change


def _other_bytes(data: bytes, chance: random.Random) -> bytes:
    """Put other bytes in the place of a few."""
    at = chance.randrange(len(data) + 1)
    cut = chance.choice((0, 1, 1, 4, 16))
    match chance.randrange(3):
        case 0:
            other = chance.randbytes(chance.choice((0, 1, 1, 4)))
        case 1:
            other = bytes(byte ^ 1 << chance.randrange(8) for byte in data[at : at + cut])
        case _:
            other = data[chance.randrange(len(data) + 1) :][: chance.choice((1, 16, 256))]
    return data[:at] + other + data[at + cut :]


def _unpacked(data: bytes) -> dict[str, bytes]:
    """Unpack what this fuzzer packed itself or was given as an example."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(ZipInfo(name), part, ZIP_DEFLATED)
    return packed.getvalue()


def _with_other_part(parts: dict[str, bytes], chance: random.Random) -> dict[str, bytes]:
    """Leave a part of an archive out, or put other bytes into it, a few times."""
    name = chance.choice(sorted(parts))
    if not chance.randrange(20):
        return {other: part for other, part in parts.items() if other != name}
    part = parts[name]
    for _ in range(chance.choice((1, 1, 2, 5))):
        part = _other_bytes(part, chance)
    return parts | {name: part}


def _changed(value: object, chance: random.Random) -> object:
    """Change one value at some depth."""
    if isinstance(value, list) and value and chance.randrange(4):
        at = chance.randrange(len(value))
        return [*value[:at], *_instead(value[at], chance), *value[at + 1 :]]
    if isinstance(value, dict) and value and chance.randrange(4):
        key = chance.choice(sorted(value, key=repr))
        return value | {key: _changed(value[key], chance)}
    return _other(value, chance)


def _instead(value: object, chance: random.Random) -> list[object]:
    """Put nothing, two, or another one in the place of a value."""
    match chance.randrange(8):
        case 0:
            return []
        case 1:
            return [value, value]
        case _:
            return [_changed(value, chance)]


def _other(value: object, chance: random.Random) -> object:
    """Return something that is nearly or not at all like a value."""
    kinds: list[Callable[[], object]] = [
        lambda: chance.choice(_NUMBERS),
        chance.random,
        lambda: None,
        lambda: bool(chance.randrange(2)),
        lambda: chance.randbytes(chance.choice(_LENGTHS)),
        lambda: chance.choice(_SIGNS) * chance.randrange(9),
        lambda: "x" * chance.choice((199, 200, 201, _LONG)),
        lambda: [value] * chance.choice((0, 1, 2, _MANY)),
        lambda: {"event": value},
        lambda: _nested(chance.randrange(_DEEP)),
        lambda: value + chance.choice((-1, 1)) if isinstance(value, int) else value,
        lambda: value[: len(value) // 2] if isinstance(value, str | bytes) else value,
    ]
    return chance.choice(kinds)()


def _nested(depth: int) -> list[object]:
    nested: list[object] = []
    for _ in range(depth):
        nested = [nested]
    return nested
