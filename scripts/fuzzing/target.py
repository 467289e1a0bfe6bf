"""What a target is: something to feed, and examples to begin from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from exam.errors import ExamError

DATA: Final = Path(__file__).parents[2] / "tests" / "data"


class Shape(Enum):
    """How the examples are changed: as bytes, or as what they encode or pack."""

    BYTES = "bytes"
    MSGPACK = "msgpack"
    JSON = "json"
    ZIP = "zip"


@dataclass(frozen=True, slots=True)
class Target:
    """A parser, or a few that read the same; whatever it raises but an ExamError is a finding."""

    name: str
    feed: Callable[[bytes], object]
    seeds: Callable[[], Iterable[bytes]]
    shape: Shape = Shape.BYTES


class LostError(Exception):
    """What was read is not what would be written."""


def tried(read: Callable[..., object], *arguments: object) -> object:
    """Read, and take a refusal for an answer."""
    try:
        return read(*arguments)
    except ExamError as refusal:
        return refusal


def as_text(data: bytes) -> str:
    """Decode bytes as a terminal does: what is not UTF-8 becomes lone surrogates."""
    return data.decode("utf-8", "surrogateescape")
