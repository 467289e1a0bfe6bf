"""Where an exam lives on the server's disk.

The exam directory holds everything that the server needs and nothing that it must not have: cards,
shares and passphrases are written to another folder, outside it.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

DEFAULT_KIOSK_PORT: Final = 8443
DEFAULT_PEOPLE_PORT: Final = 8444


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
    def topic_key(self) -> Path:
        """Opens the sealed topics; travels in the start order (32 bytes)."""
        return self.root / "keys" / "topic.key"
