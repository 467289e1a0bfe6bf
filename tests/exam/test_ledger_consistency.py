"""That a log continues another: shown when it is so, never when not."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.errors import LedgerError
from exam.ledger import (
    consistency_proof,
    merkle_root,
    verify_consistency,
)
from tests.exam.logs import ENTRIES, SMALL_SIZES, damaged, leaves_of, oracle_of, small_log
from tests.exam.sources import each_bit_flipped


@given(ENTRIES, st.data())
def test_every_log_is_shown_to_continue_its_own_beginning(
    entries: list[bytes], data: st.DataObject
) -> None:
    leaves = leaves_of(entries)
    first = data.draw(st.integers(0, len(leaves)))
    path = consistency_proof(leaves, first)
    roots = merkle_root(leaves[:first]), merkle_root(leaves)
    verify_consistency(first, len(leaves), *roots, path)


@pytest.mark.parametrize("size", range(1, 35))
def test_every_log_of_up_to_34_entries_continues_each_of_its_beginnings(size: int) -> None:
    leaves = small_log(size)
    root = merkle_root(leaves)
    for first in range(size + 1):
        known, path = merkle_root(leaves[:first]), consistency_proof(leaves, first)
        verify_consistency(first, size, known, root, path)


@given(ENTRIES, st.data())
def test_another_implementation_shows_the_same_roots_to_be_consistent(
    entries: list[bytes], data: st.DataObject
) -> None:
    leaves, oracle = leaves_of(entries), oracle_of(entries)
    first = data.draw(st.integers(1, len(leaves)))
    theirs = oracle.prove_consistency(first, len(leaves))
    theirs.verify(merkle_root(leaves[:first]), merkle_root(leaves))


def subproof(first: int, leaves: Sequence[bytes], *, known: bool) -> list[bytes]:
    """SUBPROOF as RFC 6962 §2.1.2 writes it."""
    if first == len(leaves):
        return [] if known else [merkle_root(leaves)]
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    if first <= split:
        return [*subproof(first, leaves[:split], known=known), merkle_root(leaves[split:])]
    right = subproof(first - split, leaves[split:], known=False)
    return [*right, merkle_root(leaves[:split])]


@pytest.mark.parametrize("size", SMALL_SIZES[1:])
def test_a_consistency_proof_is_the_one_of_the_definition(size: int) -> None:
    leaves = small_log(size)
    for first in range(1, size + 1):
        assert consistency_proof(leaves, first) == subproof(first, leaves, known=True)


@pytest.mark.parametrize("second", SMALL_SIZES)
def test_no_rewritten_log_is_shown_to_continue_another(second: int) -> None:
    leaves = small_log(second)
    root = merkle_root(leaves)
    for first in range(second + 1):
        path, known = consistency_proof(leaves, first), merkle_root(leaves[:first])
        verify_consistency(first, second, known, root, path)
        refuses_consistency(first, second, bytes(32), root, path)
        if first:
            refuses_consistency(first, second, known, bytes(32), path)
        for wrong in damaged(path):
            refuses_consistency(first, second, known, root, wrong)
        for other in {-1, *range(second + 2)} - {first}:
            refuses_consistency(other, second, known, root, path)


def refuses_consistency(
    first: int, second: int, first_root: bytes, second_root: bytes, path: Sequence[bytes]
) -> None:
    with pytest.raises(LedgerError) as refused:
        verify_consistency(first, second, first_root, second_root, path)
    assert refused.value.code == "ledger.consistency"
    assert refused.value.details == {"first": first, "second": second}


def test_every_flipped_bit_of_a_consistency_proof_is_refused() -> None:
    leaves = small_log(7)
    roots, path = (merkle_root(leaves[:3]), merkle_root(leaves)), consistency_proof(leaves, 3)
    for place, node in enumerate(path):
        for other in each_bit_flipped(node):
            refuses_consistency(3, 7, *roots, [*path[:place], other, *path[place + 1 :]])


@pytest.mark.parametrize(("size", "first"), [(0, 1), (0, -1), (3, 4), (3, -1)])
def test_no_log_is_shown_to_continue_a_longer_one(size: int, first: int) -> None:
    with pytest.raises(LedgerError) as refused:
        consistency_proof(small_log(size), first)
    assert refused.value.code == "ledger.consistency"
    assert refused.value.details == {"first": first, "second": size}


@pytest.mark.parametrize("wrong", [0, 1, 2])
def test_what_is_no_hash_shows_no_consistency(wrong: int) -> None:
    leaves = small_log(7)
    nodes = [merkle_root(leaves[:3]), merkle_root(leaves), *consistency_proof(leaves, 3)]
    nodes[wrong] += b"\x00"
    with pytest.raises(LedgerError, match=r"ledger\.hash"):
        verify_consistency(3, 7, nodes[0], nodes[1], nodes[2:])
