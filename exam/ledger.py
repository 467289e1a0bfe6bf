"""The exam's log as a Merkle tree (RFC 6962): root, inclusion, consistency, signed checkpoints.

Entries are opaque bytes in one order. A checkpoint fixes how many there were and their root, so
that nothing before it can be changed, dropped or reordered unseen; a consistency proof shows that a
later checkpoint only added to an earlier one.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Annotated, Final

import msgspec

from exam.encoding import Format, decode_versioned, encode_versioned
from exam.errors import KeyMismatchError, LedgerError
from exam.keys import sign, verify
from exam.limits import Hash32, Instant, Signature

HASH_BYTES: Final = 32
_PURPOSE: Final = "checkpoint"
_LARGEST_CHECKPOINT_BYTES: Final = 128
_EMPTY_ROOT: Final = sha256(b"").digest()
_Size = Annotated[int, msgspec.Meta(ge=0, le=2**48)]


class Checkpoint(Format, frozen=True):
    """The state of the log at one moment: `size` entries with that `root`, at exam time `at`."""

    exam_id: Hash32
    size: _Size
    root: Hash32
    at: Instant


class SignedCheckpoint(Format, frozen=True):
    """A checkpoint's bytes, which begin with a version byte, and the server's signature."""

    body: Annotated[bytes, msgspec.Meta(max_length=_LARGEST_CHECKPOINT_BYTES)]
    signature: Signature


def leaf_hash(entry: bytes) -> bytes:
    """Hash of one entry (RFC 6962 §2.1)."""
    return sha256(b"\x00" + entry).digest()


def _node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """Root over leaf hashes; of none, the hash of nothing."""
    return _root_of(leaves, 0, len(leaves))


def _root_of(leaves: Sequence[bytes], start: int, end: int) -> bytes:
    tree = MerkleTree()
    for place in range(start, end):
        tree.append(leaves[place])
    return tree.root()


class MerkleTree:
    """A growing log that keeps only the roots of its full subtrees (at most log₂ n hashes)."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    @classmethod
    def restore(cls, size: int, peaks: Sequence[bytes]) -> "MerkleTree":
        """Go on from a tree of that size and those peaks.

        Raises:
            LedgerError: no tree of that size has so many peaks, or one of them is not a hash.

        """
        if size < 0 or len(peaks) != size.bit_count():
            raise LedgerError("ledger.peaks")
        for peak in peaks:
            _require_hash(peak)
        tree = cls()
        tree.size = size
        tree._peaks = list(peaks)
        return tree

    @property
    def peaks(self) -> tuple[bytes, ...]:
        """Roots of the full subtrees, the largest first: all that has to be kept."""
        return tuple(self._peaks)

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash at the end.

        Raises:
            LedgerError: it is not a hash.

        """
        _require_hash(leaf)
        node, carry = leaf, self.size
        while carry & 1:
            node = _node_hash(self._peaks.pop(), node)
            carry >>= 1
        self._peaks.append(node)
        self.size += 1

    def root(self) -> bytes:
        """Root over all leaves so far."""
        if not self._peaks:
            return _EMPTY_ROOT
        root = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            root = _node_hash(peak, root)
        return root


def _require_hash(node: bytes) -> None:
    """Refuse what is not 32 bytes: two of other lengths could pass for two hashes side by side."""
    if len(node) != HASH_BYTES:
        raise LedgerError("ledger.hash", length=len(node), expected=HASH_BYTES)


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Audit path of one leaf (RFC 6962 §2.1.1), nearest sibling first.

    It hashes every other leaf once.

    Raises:
        LedgerError: there is no leaf at that index.

    """
    start, end = 0, len(leaves)
    if not start <= index < end:
        raise LedgerError("ledger.inclusion", index=index)
    path = []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_root_of(leaves, middle, end))
            end = middle
        else:
            path.append(_root_of(leaves, start, middle))
            start = middle
    return path[::-1]


def verify_inclusion(
    leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes
) -> None:
    """Check that a leaf stands at `index` in the log of that size and root (RFC 9162 §2.1.3.2).

    Raises:
        LedgerError: it does not.

    """
    if not 0 <= index < size:
        raise LedgerError("ledger.inclusion", index=index)
    for node in (leaf, *path):
        _require_hash(node)
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


def consistency_proof(leaves: Sequence[bytes], first: int) -> list[bytes]:
    """Nodes that show how the log of all leaves continues that of the `first` (RFC 6962 §2.1.2).

    Empty if `first` is none of them or all. It hashes every leaf once.

    Raises:
        LedgerError: there are not so many leaves.

    """
    start, end = 0, len(leaves)
    if not start <= first <= end:
        raise LedgerError("ledger.consistency", first=first, second=end)
    if first == 0:
        return []
    path = []
    while first < end:
        middle = start + _split(end - start)
        if first <= middle:
            path.append(_root_of(leaves, middle, end))
            end = middle
        else:
            path.append(_root_of(leaves, start, middle))
            start = middle
    if start:
        path.append(_root_of(leaves, start, end))
    return path[::-1]


def verify_consistency(
    first: int, second: int, first_root: bytes, second_root: bytes, path: Sequence[bytes]
) -> None:
    """Check that the log of the second size and root continues the first (RFC 9162 §2.1.4.2).

    Every log continues the empty one.

    Raises:
        LedgerError: it does not, or the path is not exactly what shows it.

    """
    for node in (first_root, second_root, *path):
        _require_hash(node)
    if not 0 <= first <= second:
        shown = False
    elif first == second:
        shown = not path and first_root == second_root
    elif first == 0:
        shown = not path and first_root == _EMPTY_ROOT
    else:
        nodes = path if first & (first - 1) else (first_root, *path)
        shown = _climb(nodes, first, second) == (first_root, second_root)
    if not shown:
        raise LedgerError("ledger.consistency", first=first, second=second)


def _climb(nodes: Sequence[bytes], first: int, second: int) -> tuple[bytes, bytes] | None:
    """Work out both roots from the nodes of a path, or nothing if they are too few or too many."""
    old, new = first - 1, second - 1
    while old & 1:
        old, new = old >> 1, new >> 1
    if not nodes:
        return None
    old_root = new_root = nodes[0]
    for node in nodes[1:]:
        if new == 0:
            return None
        if old & 1 or old == new:
            old_root, new_root = _node_hash(node, old_root), _node_hash(node, new_root)
            while old and not old & 1:
                old, new = old >> 1, new >> 1
        else:
            new_root = _node_hash(new_root, node)
        old, new = old >> 1, new >> 1
    return None if new else (old_root, new_root)


def _split(size: int) -> int:
    """Return the largest power of two below a size."""
    return 1 << ((size - 1).bit_length() - 1)


def sign_checkpoint(checkpoint: Checkpoint, secret: bytes) -> SignedCheckpoint:
    """Sign a checkpoint with the server's signing key."""
    body = encode_versioned(checkpoint)
    return SignedCheckpoint(body, sign(secret, body, _PURPOSE))


def read_checkpoint(
    signed: SignedCheckpoint, public_key: bytes, exam_id: bytes | None = None
) -> Checkpoint:
    """Check the signature and return the checkpoint; of one exam only, if its id is given.

    Raises:
        LedgerError: not signed by that server, not a checkpoint, or one of another exam.

    """
    try:
        verify(public_key, signed.signature, signed.body, _PURPOSE)
    except KeyMismatchError:
        raise LedgerError("ledger.checkpoint") from None
    damaged, newer = LedgerError("ledger.checkpoint"), LedgerError("ledger.version")
    checkpoint = decode_versioned(signed.body, Checkpoint, damaged, newer)
    if exam_id not in (None, checkpoint.exam_id):
        raise LedgerError("ledger.other-exam")
    return checkpoint
