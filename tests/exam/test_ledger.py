"""The exam's log as a Merkle tree: what a root, a proof and a checkpoint show, and what not."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.errors import LedgerError
from exam.ledger import (
    MerkleTree,
    inclusion_proof,
    leaf_hash,
    merkle_root,
    verify_inclusion,
)
from tests.exam.logs import ENTRIES, SMALL_SIZES, damaged, leaves_of, oracle_of, small_log

# Roots


@given(ENTRIES)
def test_roots_and_proofs_agree_with_another_implementation(entries: list[bytes]) -> None:
    oracle, leaves = oracle_of(entries), leaves_of(entries)
    assert merkle_root(leaves) == oracle.get_root()
    for index in range(len(entries)):
        theirs = oracle.prove_inclusion(index + 1, len(entries)).path[1:]
        assert inclusion_proof(leaves, index) == theirs


@given(ENTRIES)
def test_a_growing_tree_has_the_root_of_every_size(entries: list[bytes]) -> None:
    tree, leaves = MerkleTree(), leaves_of(entries)
    for size, leaf in enumerate(leaves, start=1):
        tree.append(leaf)
        assert (tree.size, tree.root()) == (size, merkle_root(leaves[:size]))


@given(ENTRIES, st.data())
def test_a_tree_goes_on_from_its_peaks_as_if_it_had_never_stopped(
    entries: list[bytes], data: st.DataObject
) -> None:
    leaves = leaves_of(entries)
    stop = data.draw(st.integers(0, len(leaves)))
    before = MerkleTree()
    for leaf in leaves[:stop]:
        before.append(leaf)
    after = MerkleTree.restore(before.size, before.peaks)
    assert (after.size, after.root()) == (stop, merkle_root(leaves[:stop]))
    for leaf in leaves[stop:]:
        after.append(leaf)
    assert (after.size, after.root()) == (len(leaves), merkle_root(leaves))
    assert before.peaks == MerkleTree.restore(stop, before.peaks).peaks


def test_a_tree_of_six_keeps_the_roots_of_four_and_of_two() -> None:
    leaves, tree = small_log(6), MerkleTree()
    for leaf in leaves:
        tree.append(leaf)
    assert tree.peaks == (merkle_root(leaves[:4]), merkle_root(leaves[4:]))


@pytest.mark.parametrize(
    ("size", "peaks"), [(-1, 0), (-1, 1), (0, 1), (1, 0), (1, 2), (3, 1), (4, 2), (7, 2)]
)
def test_a_tree_is_not_restored_from_a_wrong_number_of_peaks(size: int, peaks: int) -> None:
    with pytest.raises(LedgerError) as refused:
        MerkleTree.restore(size, [bytes(32)] * peaks)
    assert refused.value.code == "ledger.peaks"


@pytest.mark.parametrize("length", [0, 31, 33])
def test_what_is_no_hash_is_taken_neither_for_a_leaf_nor_for_a_peak(length: int) -> None:
    for act in (MerkleTree().append, lambda node: MerkleTree.restore(1, [node])):
        with pytest.raises(LedgerError) as refused:
            act(bytes(length))
        assert refused.value.code == "ledger.hash"
        assert refused.value.details == {"length": length, "expected": 32}


def test_a_leaf_is_never_taken_for_a_node() -> None:
    left, right = leaves_of([b"a", b"b"])
    assert leaf_hash(left + right) != merkle_root([left, right])


@given(ENTRIES, st.data())
def test_no_entry_can_be_changed_dropped_or_moved_unseen(
    entries: list[bytes], data: st.DataObject
) -> None:
    root = merkle_root(leaves_of(entries))
    at = data.draw(st.integers(0, len(entries) - 1))
    changed = [*entries[:at], entries[at] + b"x", *entries[at + 1 :]]
    for other in (changed, entries[:at] + entries[at + 1 :], [*entries, b""], entries[::-1]):
        assert (merkle_root(leaves_of(other)) == root) is (other == entries)


# Inclusion


@given(ENTRIES)
def test_every_entry_is_proven_to_be_in_the_log(entries: list[bytes]) -> None:
    leaves = leaves_of(entries)
    root = merkle_root(leaves)
    for index, leaf in enumerate(leaves):
        verify_inclusion(leaf, index, len(leaves), inclusion_proof(leaves, index), root)


def refuses_inclusion(
    leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes
) -> None:
    with pytest.raises(LedgerError) as refused:
        verify_inclusion(leaf, index, size, path, root)
    assert refused.value.code == "ledger.inclusion"
    assert refused.value.details == {"index": index}


@pytest.mark.parametrize("size", SMALL_SIZES[1:])
def test_no_wrong_place_leaf_path_or_root_is_proven(size: int) -> None:
    leaves = small_log(size)
    root = merkle_root(leaves)
    for index, leaf in enumerate(leaves):
        path = inclusion_proof(leaves, index)
        for other in {-1, *range(size + 2)} - {index}:
            refuses_inclusion(leaf, other, size, path, root)
        for wrong in damaged(path):
            refuses_inclusion(leaf, index, size, wrong, root)
        refuses_inclusion(leaf_hash(b"other"), index, size, path, root)
        refuses_inclusion(leaf, index, size, path, bytes(32))


@pytest.mark.parametrize("size", SMALL_SIZES[1:])
def test_a_wrong_size_is_proven_only_where_the_path_is_the_same(size: int) -> None:
    """A path fits every size in which it has the same turns; the checkpoint fixes the size."""
    leaves = small_log(size)
    root = merkle_root(leaves)
    for index, leaf in enumerate(leaves):
        path = inclusion_proof(leaves, index)
        for other in range(-1, 2 * size + 2):
            turns = turns_of(index, other)
            if turns == turns_of(index, size):
                verify_inclusion(leaf, index, other, path, root)
            else:
                refuses_inclusion(leaf, index, other, path, root)


def turns_of(index: int, size: int) -> list[bool] | None:
    """On which side the sibling stands, from the leaf to the root, by the definition."""
    if not 0 <= index < size:
        return None
    if size == 1:
        return []
    split = 1 << ((size - 1).bit_length() - 1)
    if index < split:
        return [*(turns_of(index, split) or []), False]
    return [*(turns_of(index - split, size - split) or []), True]


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_what_is_no_hash_is_proven_nowhere(length: int) -> None:
    leaves = small_log(2)
    root = merkle_root(leaves)
    joined = leaves[0] + leaves[1]
    for leaf, path in ((joined[:length], [joined[length:]]), (leaves[0], [bytes(length)])):
        with pytest.raises(LedgerError, match=r"ledger\.hash"):
            verify_inclusion(leaf, 0, 2, path, root)


@pytest.mark.parametrize(("size", "index"), [(0, 0), (1, 1), (1, -1), (5, 5), (5, -1), (5, 99)])
def test_nothing_is_proven_of_an_entry_that_is_not_there(size: int, index: int) -> None:
    with pytest.raises(LedgerError) as refused:
        inclusion_proof(small_log(size), index)
    assert (refused.value.code, refused.value.details) == ("ledger.inclusion", {"index": index})
