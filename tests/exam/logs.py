"""Small logs and damaged proofs for the tests of the ledger."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from hypothesis import strategies as st
from pymerkle import InmemoryTree

from exam.ledger import (
    leaf_hash,
)

ENTRIES = st.lists(st.binary(max_size=8), min_size=1, max_size=40)
SMALL_SIZES = range(13)


def leaves_of(entries: Sequence[bytes]) -> list[bytes]:
    return [leaf_hash(entry) for entry in entries]


def small_log(size: int) -> list[bytes]:
    return leaves_of([bytes([number]) for number in range(size)])


def oracle_of(entries: Sequence[bytes]) -> InmemoryTree:
    oracle = InmemoryTree(algorithm="sha256")
    for entry in entries:
        oracle.append_entry(entry)
    return oracle


def damaged(path: Sequence[bytes]) -> Iterator[list[bytes]]:
    """Every path that lacks, repeats, swaps or changes something of this one, and longer ones."""
    path = list(path)
    for place, node in enumerate(path):
        yield path[:place] + path[place + 1 :]
        yield [*path[:place], node, *path[place:]]
        yield [*path[:place], bytes(32), *path[place + 1 :]]
    for left, right in combinations(range(len(path)), 2):
        swapped = list(path)
        swapped[left], swapped[right] = path[right], path[left]
        yield swapped
    yield [*path, bytes(32)]
    yield [bytes(32), *path]
