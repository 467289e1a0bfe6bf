"""What a PC is known by, and the secret of its own slot in the lock of the stick.

Whoever has the stick alone cannot work it out; whoever has PC and stick can start the PC anyway.
The salt is that of the slot itself, which LUKS2 draws and keeps on the stick.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_LABEL: Final = b"makalah pc slot 1\n"
_BOARD: Final = ("product_uuid", "product_serial", "board_serial")
_ETHERNET: Final = "1"
_FILLED: Final = re.compile(
    r"^(?:0|f|-)+$|o\.?e\.?m|default|none|serial|not specified|invalid", re.IGNORECASE
)
"""What makers leave in place of a number: all PCs of a model may have it."""


def identify(sys: Path) -> list[str]:
    """Name what tells this PC from every other, in a fixed order; nothing if nothing does."""
    return [*_board(sys / "class/dmi/id"), *sorted(_cards(sys / "class/net"))]


def _board(folder: Path) -> Iterator[str]:
    for name in _BOARD:
        try:
            said = (folder / name).read_text("utf-8", "replace").strip()
        except OSError:
            continue
        if said and not _FILLED.search(said):
            yield f"{name}={said}"


def _cards(folder: Path) -> Iterator[str]:
    """Yield the addresses of cards on the board; one that is plugged in may be at another PC."""
    for card in folder.glob("*"):
        try:
            device = (card / "device").resolve(strict=True)
            bus = (card / "device/subsystem").resolve(strict=True).name
            kind = (card / "type").read_text().strip()
            address = (card / "address").read_text().strip()
        except OSError:
            continue
        is_wired = kind == _ETHERNET and not (card / "wireless").exists()
        if is_wired and bus != "usb" and "/usb" not in str(device):
            yield f"card={address}"


def secret_of(identity: list[str]) -> bytes:
    """Return the secret of a PC's slot (64 hexadecimal digits).

    Raises:
        ValueError: nothing tells this PC from another, so it cannot have a slot.

    """
    if not identity:
        raise ValueError("nothing tells this PC from another")
    return hashlib.sha256(_LABEL + "\n".join(identity).encode()).hexdigest().encode()
