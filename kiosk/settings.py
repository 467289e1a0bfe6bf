"""Who this PC is: the seat folder that enrolment makes.

The folder appears whole or not at all, and only its owner can read it. Nothing of what enrolment
put there changes, except `kiosk.toml`, by a technician.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from exam.config import ExamConfig, decode_config
from exam.errors import DirectoryError, ExamError
from exam.keys import KEY_BYTES
from exam.protocol import Manifest, decode_manifest, exam_id_of
from kiosk.files import sync_directory, write_private
from kiosk.options import NO_SETTINGS, KioskSettings, read_settings


@dataclass(frozen=True, slots=True)
class SeatFolder:
    """The files of an enrolled PC."""

    root: Path

    @property
    def manifest(self) -> Path:
        """What the exam is; its digest is the exam id."""
        return self.root / "manifest.bin"

    @property
    def description(self) -> Path:
        """The seat's id and name, and where the server is."""
        return self.root / "seat.json"

    @property
    def key(self) -> Path:
        """TLS key (P-256, PEM)."""
        return self.root / "seat.key"

    @property
    def certificate(self) -> Path:
        """TLS certificate (PEM)."""
        return self.root / "seat.crt"

    @property
    def ca_certificate(self) -> Path:
        """The only authority that this PC trusts (PEM)."""
        return self.root / "ca.crt"

    @property
    def signing_key(self) -> Path:
        """Signs envelopes (Ed25519, 32 bytes)."""
        return self.root / "signing.key"

    @property
    def settings(self) -> Path:
        """What a technician sets for this PC (TOML); it need not be there."""
        return self.root / "kiosk.toml"

    @property
    def addresses(self) -> Path:
        """Where servers are, as one of them told."""
        return self.root / "addresses.json"

    @property
    def spool(self) -> Path:
        """Journals, orders, envelopes and receipts of those who sit here."""
        return self.root / "spool"


class SeatDescription(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The seat's id and name, and where the server is."""

    seat_id: str
    seat_name: str
    host: str
    kiosk_port: int
    people_port: int


@dataclass(frozen=True, slots=True)
class Seat:
    """An enrolled PC: who it is, which exam it trusts, its signing key, and its settings."""

    folder: SeatFolder
    description: SeatDescription
    exam_id: bytes
    manifest: Manifest
    config: ExamConfig
    signing_secret: bytes
    settings: KioskSettings = NO_SETTINGS

    def with_stick(self, stick: Path) -> "Seat":
        """Return the same seat with another place for sticks."""
        return replace(self, settings=replace(self.settings, stick=stick))


def open_seat(root: Path) -> Seat:
    """Read the folder of an enrolled PC.

    Raises:
        DirectoryError: there is none, or it cannot be read.
        InputError: what is set for this PC is not known or not possible.
        LinkError: its exam was made with another version of the program.

    """
    folder = SeatFolder(root)
    if not folder.description.exists():
        raise DirectoryError("seat.missing", directory=str(root))
    manifest_bytes = _read(folder.manifest)
    manifest, config = _read_manifest(folder.manifest, manifest_bytes)
    return Seat(
        folder=folder,
        description=_read_description(folder.description),
        exam_id=exam_id_of(manifest_bytes),
        manifest=manifest,
        config=config,
        signing_secret=_read_key(folder.signing_key),
        settings=read_settings(folder.settings),
    )


@contextmanager
def new_seat_folder(root: Path) -> Iterator[SeatFolder]:
    """Make a seat folder beside its place; it moves there when the block ends well.

    Raises:
        DirectoryError: something is there already, or the place cannot be written.

    """
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise DirectoryError("seat.exists", directory=str(root))
    made = _make_sibling(root)
    try:
        yield SeatFolder(made)
        _move(made, root)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def write_seat_file(path: Path, content: bytes) -> None:
    """Write a file of a new seat folder.

    Raises:
        DirectoryError: the place cannot be written.

    """
    try:
        write_private(path, content)
    except OSError as error:
        raise _unwritable(path.parent, error) from None


def _make_sibling(root: Path) -> Path:
    try:
        root.parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=f".{root.name}-", dir=root.parent))
    except OSError as error:
        raise _unwritable(root, error) from None


def _move(made: Path, root: Path) -> None:
    try:
        sync_directory(made)
        made.rename(root)
        sync_directory(root.parent)
    except OSError as error:
        raise _unwritable(root, error) from None


def _unwritable(root: Path, error: OSError) -> DirectoryError:
    return DirectoryError("seat.write", directory=str(root), problem=error.strerror or "?")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise DirectoryError("seat.damaged", file=str(path)) from None


def _read_key(path: Path) -> bytes:
    """Read a key whole: half a key would fail only when something is to be signed."""
    key = _read(path)
    if len(key) != KEY_BYTES:
        raise DirectoryError("seat.damaged", file=str(path))
    return key


def _read_manifest(path: Path, raw: bytes) -> tuple[Manifest, ExamConfig]:
    try:
        manifest = decode_manifest(raw)
        return manifest, decode_config(manifest.config)
    except ExamError as error:
        if error.code == "protocol.exam-version":
            raise
        raise DirectoryError("seat.damaged", file=str(path)) from None


def _read_description(path: Path) -> SeatDescription:
    try:
        return msgspec.json.decode(_read(path), type=SeatDescription)
    except msgspec.MsgspecError:
        raise DirectoryError("seat.damaged", file=str(path)) from None
