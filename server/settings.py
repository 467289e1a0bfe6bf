"""Where an exam lives on the server's disk.

The exam directory holds everything that the server needs and nothing that it must not have: cards,
shares and passphrases are written to another folder, outside it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from exam.errors import InputError

DEFAULT_KIOSK_PORT: Final = 8443
DEFAULT_PEOPLE_PORT: Final = 8444
MOST_ADDRESSES: Final = 16

_LAST_PORT: Final = 65_535
_ADDRESS: Final = re.compile(
    r"(?:[A-Za-z0-9][A-Za-z0-9.-]{0,252}|\[[0-9A-Fa-f:.]{2,45}\]):([0-9]{1,5})"
)


def read_addresses(typed: Sequence[str]) -> tuple[str, ...]:
    """Check the addresses at which PCs are to look for a server, each once, as HOST:PORT.

    Raises:
        InputError: one of them is none, or there are more than PCs are told.

    """
    addresses = tuple(dict.fromkeys(one.strip() for one in typed))
    for address in addresses:
        found = _ADDRESS.fullmatch(address)
        if found is None or not 0 < int(found[1]) <= _LAST_PORT:
            raise InputError("link.address", address=address)
    if len(addresses) > MOST_ADDRESSES:
        raise InputError("link.addresses", given=len(addresses), most=MOST_ADDRESSES)
    return addresses


@dataclass(frozen=True, slots=True)
class ExamDirectory:
    """The files of one exam."""

    root: Path

    @property
    def database(self) -> Path:
        """SQLite: everything that changes."""
        return self.root / "exam.db"

    @property
    def manifest(self) -> Path:
        """What the exam is; its digest is the exam id."""
        return self.root / "manifest.bin"

    @property
    def lock(self) -> Path:
        """Held by the one process that works on this exam."""
        return self.root / "lock"

    @property
    def ca_key(self) -> Path:
        """Signs seats and the server (PEM)."""
        return self.root / "keys" / "ca.key"

    @property
    def ca_certificate(self) -> Path:
        """What everybody trusts (PEM)."""
        return self.root / "keys" / "ca.crt"

    @property
    def server_key(self) -> Path:
        """TLS key of both ports (PEM)."""
        return self.root / "keys" / "server.key"

    @property
    def server_certificate(self) -> Path:
        """TLS certificate of both ports (PEM)."""
        return self.root / "keys" / "server.crt"

    @property
    def signing_key(self) -> Path:
        """Signs receipts, orders and checkpoints (32 bytes)."""
        return self.root / "keys" / "signing.key"

    @property
    def keys(self) -> tuple[Path, ...]:
        """Every key and certificate: what never changes once the exam is created."""
        return (
            self.ca_key,
            self.ca_certificate,
            self.server_key,
            self.server_certificate,
            self.signing_key,
        )
