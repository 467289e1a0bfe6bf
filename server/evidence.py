"""What can be proved of the exam: signed checkpoints of the ledger, and the ledger as a file.

An exported ledger is one JSON line for each entry, byte for byte as it was hashed, and a last line
with the signed checkpoint, so that a stranger can check it without this program.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import msgspec
from sqlite_utils import Database

from exam.chronicle import OrderIssued, OrderRecovered, decode_entry
from exam.clock import ExamTime
from exam.codes import show_code
from exam.errors import LedgerError
from exam.ledger import (
    Checkpoint,
    MerkleTree,
    SignedCheckpoint,
    leaf_hash,
    merkle_root,
    read_checkpoint,
    sign_checkpoint,
)
from exam.pairing import fingerprint_of

_CLOSED: Final = b'"order":{"event":"SittingClosed",'


class CheckpointLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The last line of an exported ledger, bytes as hexadecimal; `checkpoint` is the root."""

    checkpoint: str
    size: int
    body: str
    signature: str


@dataclass(frozen=True, slots=True)
class CheckpointAtClose:
    """The log as it was when the sitting had just been closed, which paper keeps for all.

    `staff_id` is who closed it; nobody's, if it was closed by a command or known again from a PC.
    """

    size: int
    root: bytes
    at: ExamTime
    staff_id: str

    @property
    def short(self) -> str:
        """The root as people copy it by hand."""
        return short_root(self.root)


class CheckpointKeeper:
    """The latest signed checkpoint, renewed only when the ledger has grown."""

    def __init__(self, exam_id: bytes, signing_secret: bytes) -> None:
        self._exam_id = exam_id
        self._secret = signing_secret
        self._tree = MerkleTree()
        self.latest: SignedCheckpoint | None = None

    @property
    def size(self) -> int:
        """How many entries of the ledger the latest checkpoint covers."""
        return self._tree.size

    def renew(self, db: Database, now: ExamTime) -> None:
        """Take in what was committed since the last time."""
        rows = db.query(
            "select leaf from ledger where position >= ? order by position", [self._tree.size]
        )
        before = self._tree.size
        for row in rows:
            self._tree.append(row["leaf"])
        if self.latest is None or self._tree.size > before:
            checkpoint = Checkpoint(self._exam_id, self._tree.size, self._tree.root(), now)
            self.latest = sign_checkpoint(checkpoint, self._secret)


def short_root(root: bytes) -> str:
    """Write a root as people copy it by hand: its first 80 bits in four groups."""
    return show_code(fingerprint_of(root))


def checkpoint_at_close(db: Database, sitting_id: str = "") -> CheckpointAtClose | None:
    """Return the checkpoint that ends with the order to close a sitting; None while it is open.

    It is the same whenever it is asked for, however much was written down since.
    """
    tree, found = MerkleTree(), None
    for row in db.query("select entry, leaf from ledger order by position"):
        tree.append(row["leaf"])
        if _CLOSED not in row["entry"]:
            continue
        entry = decode_entry(row["entry"])
        if isinstance(entry, OrderIssued | OrderRecovered) and entry.sitting_id == sitting_id:
            staff_id = entry.staff_id if isinstance(entry, OrderIssued) else ""
            found = CheckpointAtClose(
                tree.size, tree.root(), ExamTime(entry.order.issued_at), staff_id
            )
    return found


def export_ledger(db: Database, exam_id: bytes, signing_secret: bytes, now: ExamTime) -> list[str]:
    """Write the ledger as JSON lines, the last one a checkpoint signed at `now`."""
    entries = [row["entry"] for row in db.query("select entry from ledger order by position")]
    root = merkle_root([leaf_hash(entry) for entry in entries])
    checkpoint = Checkpoint(exam_id, len(entries), root, now)
    signed = sign_checkpoint(checkpoint, signing_secret)
    return [*(entry.decode() for entry in entries), _write_last_line(checkpoint, signed)]


def verify_lines(lines: Sequence[str], server_public_key: bytes) -> Checkpoint:
    """Check an exported ledger against its signed checkpoint, and return the checkpoint.

    Raises:
        LedgerError: a line is not, to the byte, what the server wrote.

    """
    if not lines:
        raise LedgerError("ledger.checkpoint")
    *entries, last = lines
    signed = _read_last_line(last)
    checkpoint = read_checkpoint(signed, server_public_key)
    if last != _write_last_line(checkpoint, signed):
        raise LedgerError("ledger.checkpoint")
    for entry in entries:
        decode_entry(entry.encode())
    root = merkle_root([leaf_hash(entry.encode()) for entry in entries])
    if (len(entries), root) != (checkpoint.size, checkpoint.root):
        raise LedgerError("ledger.root", size=checkpoint.size, found=len(entries))
    return checkpoint


def _write_last_line(checkpoint: Checkpoint, signed: SignedCheckpoint) -> str:
    line = CheckpointLine(
        checkpoint=checkpoint.root.hex(),
        size=checkpoint.size,
        body=signed.body.hex(),
        signature=signed.signature.hex(),
    )
    return msgspec.json.encode(line).decode()


def _read_last_line(raw: str) -> SignedCheckpoint:
    try:
        line = msgspec.json.decode(raw, type=CheckpointLine)
        return SignedCheckpoint(bytes.fromhex(line.body), bytes.fromhex(line.signature))
    except (msgspec.MsgspecError, ValueError):
        raise LedgerError("ledger.checkpoint") from None
