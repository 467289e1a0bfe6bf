"""Prints what the exam's log costs with a million entries: to grow, to prove, to check."""

import argparse
import sys
from collections.abc import Callable
from time import perf_counter
from typing import Final, TypeVar

from exam.ledger import (
    MerkleTree,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    merkle_root,
    verify_consistency,
    verify_inclusion,
)

_ENTRIES: Final = 1_000_000
_T = TypeVar("_T")


def timed(act: Callable[[], _T], name: str) -> _T:
    """Do something and print how long it took."""
    begun = perf_counter()
    done = act()
    print(f"{name}: {(perf_counter() - begun) * 1000:,.3f} ms")
    return done


def grow(leaves: list[bytes]) -> MerkleTree:
    """Add every leaf to a new tree."""
    tree = MerkleTree()
    for leaf in leaves:
        tree.append(leaf)
    return tree


def main() -> int:
    """Print each cost on a line."""
    parser = argparse.ArgumentParser(prog="python -m scripts.ledger_cost", description=__doc__)
    parser.add_argument("--entries", type=int, default=_ENTRIES)
    size = parser.parse_args().entries
    leaves = [leaf_hash(number.to_bytes(8, "big")) for number in range(size)]
    index, first = size // 3, size // 3 + 1
    tree = timed(lambda: grow(leaves), f"append {size:,} entries")
    root = timed(tree.root, "root of the grown tree")
    peaks = timed(lambda: MerkleTree.restore(tree.size, tree.peaks), "restore from peaks").peaks
    path = timed(lambda: inclusion_proof(leaves, index), "inclusion proof from all leaves")
    timed(lambda: verify_inclusion(leaves[index], index, size, path, root), "check inclusion")
    known = merkle_root(leaves[:first])
    nodes = timed(lambda: consistency_proof(leaves, first), "consistency proof from all leaves")
    timed(lambda: verify_consistency(first, size, known, root, nodes), "check consistency")
    print(f"hashes kept: {len(peaks)}; of the two proofs: {len(path)} and {len(nodes)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
