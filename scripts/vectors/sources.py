"""Fixed inputs, and what was sealed once and is kept."""

import json
from collections.abc import Callable
from hashlib import shake_256
from pathlib import Path
from typing import Any, Final

from exam.errors import ExamError

FOLDER: Final = Path(__file__).parent.parent.parent / "tests" / "data" / "vectors"
Vector = dict[str, Any]

EXAM_ID: Final = b"\x11" * 32
APPLICATION: Final = "001.kesbangpol"
SEAT_SECRET: Final = bytes(range(32))
SERVER_SECRET: Final = bytes(range(32, 64))
PANEL_SEED: Final = bytes(range(64, 96))
KEY: Final = bytes(range(96, 128))


def drawn(label: str, length: int) -> bytes:
    """Bytes that look random and are always the same for a label."""
    return shake_256(f"makalah vectors/{label}".encode()).digest(length)


class InTurn:
    """A source of randomness that gives these values, one after the other, and no others."""

    def __init__(self, *values: bytes) -> None:
        self._values = list(values)

    def __call__(self, length: int) -> bytes:
        """Give the next value, which must be of that length."""
        value = self._values.pop(0)
        if len(value) != length:
            raise ValueError(length)
        return value


def kept_or_sealed(
    file: str, name: str, opens: Callable[[bytes], object], seal: Callable[[], bytes]
) -> bytes:
    """Return what the file keeps under a name if it still opens, or seal anew."""
    path = FOLDER / file
    kept = json.loads(path.read_text()) if path.exists() else {}
    raw = bytes.fromhex(kept.get("sealed_once", {}).get(name, ""))
    try:
        opens(raw)
    except ExamError:
        return seal()
    return raw
