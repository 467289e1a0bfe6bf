"""The exam's log as a Merkle tree (RFC 6962): root, inclusion, signed checkpoints.

Entries are opaque bytes in one order. A checkpoint fixes how many there were and their root, so
that nothing before it can be changed, dropped or reordered unseen.
"""

from collections.abc import Sequence
from hashlib import sha256

import msgspec

from exam.errors import KeyMismatchError, LedgerError
from exam.keys import sign, verify

_PURPOSE = "checkpoint"


class Checkpoint(msgspec.Struct, frozen=True, array_like=True):
    """The state of the log at one moment: `size` entries with that `root`, at exam time `at`."""

    exam_id: bytes
    size: int
    root: bytes
    at: int


class SignedCheckpoint(msgspec.Struct, frozen=True, array_like=True):
    """A checkpoint's bytes with the server's signature."""

    body: bytes
    signature: bytes


def leaf_hash(entry: bytes) -> bytes:
    """Hash of one entry (RFC 6962 §2.1)."""
    return sha256(b"\x00" + entry).digest()


def _node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """Root over leaf hashes; of none, the hash of nothing."""
    tree = MerkleTree()
    for leaf in leaves:
        tree.append(leaf)
    return tree.root()


class MerkleTree:
    """A growing log that keeps only the roots of its full subtrees (at most log₂ n hashes)."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash at the end."""
        node, carry = leaf, self.size
        while carry & 1:
            node = _node_hash(self._peaks.pop(), node)
            carry >>= 1
        self._peaks.append(node)
        self.size += 1

    def root(self) -> bytes:
        """Root over all leaves so far."""
        if not self._peaks:
            return sha256(b"").digest()
        root = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            root = _node_hash(peak, root)
        return root


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Audit path of one leaf (RFC 6962 §2.1.1), nearest sibling first."""
    if len(leaves) <= 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(leaves[:split], index), merkle_root(leaves[split:])]
    return [*inclusion_proof(leaves[split:], index - split), merkle_root(leaves[:split])]


def verify_inclusion(
    leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes
) -> None:
    """Check that a leaf stands at `index` in the log of that size and root (RFC 9162 §2.1.3.2).

    Raises:
        LedgerError: it does not.

    """
    if not 0 <= index < size:
        raise LedgerError("ledger.inclusion", index=index)
    node, place, last = leaf, index, size - 1
    for sibling in path:
        if last == 0:
            raise LedgerError("ledger.inclusion", index=index)
        if place & 1 or place == last:
            node = _node_hash(sibling, node)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            node = _node_hash(node, sibling)
        place, last = place >> 1, last >> 1
    if last != 0 or node != root:
        raise LedgerError("ledger.inclusion", index=index)


def _split(size: int) -> int:
    return 1 << ((size - 1).bit_length() - 1)


def sign_checkpoint(checkpoint: Checkpoint, secret: bytes) -> SignedCheckpoint:
    """Sign a checkpoint with the server's signing key."""
    body = msgspec.msgpack.encode(checkpoint)
    return SignedCheckpoint(body, sign(secret, body, _PURPOSE))


def read_checkpoint(signed: SignedCheckpoint, public_key: bytes) -> Checkpoint:
    """Check the signature and return the checkpoint.

    Raises:
        LedgerError: not signed by that server, or not a checkpoint.

    """
    try:
        verify(public_key, signed.signature, signed.body, _PURPOSE)
        return msgspec.msgpack.decode(signed.body, type=Checkpoint)
    except (KeyMismatchError, msgspec.MsgspecError, UnicodeDecodeError):
        raise LedgerError("ledger.checkpoint") from None
