"""Vectors of the exam's log: roots, proofs, checkpoints."""

from typing import Final

from exam.ledger import (
    Checkpoint,
    MerkleTree,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    merkle_root,
    sign_checkpoint,
)
from scripts.vectors.sources import EXAM_ID, SERVER_SECRET, Vector

_ENTRIES = [f"entry {number}".encode() for number in range(7)]
_LEAVES = [leaf_hash(entry) for entry in _ENTRIES]
_EXAM_TIME = 600_000


_LEDGER: Final = (
    "The Merkle tree of RFC 6962 over the entries, with its audit paths and consistency "
    "proofs; peaks are the roots of the full subtrees, the largest first. A checkpoint is "
    "version byte 01, then a MessagePack array of exam id, size, root and exam time in "
    "milliseconds, signed by the server (purpose 'checkpoint')."
)


def ledger() -> Vector:
    """A log of seven entries, whole and proven, and a signed checkpoint of it."""
    sizes = range(len(_LEAVES) + 1)
    return {
        "description": _LEDGER,
        "entries": [entry.hex() for entry in _ENTRIES],
        "roots": [merkle_root(_LEAVES[:size]).hex() for size in sizes],
        "peaks": [[peak.hex() for peak in _tree(size).peaks] for size in sizes],
        "inclusion": [
            {
                "index": index,
                "size": len(_LEAVES),
                "path": _hex(inclusion_proof(_LEAVES, index)),
            }
            for index in range(len(_LEAVES))
        ],
        "consistency": [
            {
                "first": first,
                "second": len(_LEAVES),
                "path": _hex(consistency_proof(_LEAVES, first)),
            }
            for first in sizes
        ],
        "checkpoint": _checkpoint(),
    }


def _checkpoint() -> Vector:
    checkpoint = Checkpoint(EXAM_ID, len(_LEAVES), merkle_root(_LEAVES), _EXAM_TIME)
    signed = sign_checkpoint(checkpoint, SERVER_SECRET)
    return {
        "server_secret": SERVER_SECRET.hex(),
        "exam_id": EXAM_ID.hex(),
        "size": checkpoint.size,
        "root": checkpoint.root.hex(),
        "at": checkpoint.at,
        "body": signed.body.hex(),
        "signature": signed.signature.hex(),
    }


def _tree(size: int) -> MerkleTree:
    tree = MerkleTree()
    for leaf in _LEAVES[:size]:
        tree.append(leaf)
    return tree


def _hex(path: list[bytes]) -> list[str]:
    return [node.hex() for node in path]
