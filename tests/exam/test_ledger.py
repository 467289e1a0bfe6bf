"""The exam's log as a Merkle tree."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from exam import keys
from exam.errors import LedgerError
from exam.ledger import (
    Checkpoint,
    MerkleTree,
    SignedCheckpoint,
    inclusion_proof,
    leaf_hash,
    merkle_root,
    read_checkpoint,
    sign_checkpoint,
    verify_inclusion,
)
from tests.exam.sources import EXAM, SEAT_SECRET, SERVER_SECRET, each_bit_flipped

# Leaves and roots of the test data that implementations of RFC 6962 share.
RFC_LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
RFC_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
ENTRIES = st.lists(st.binary(max_size=8), min_size=1, max_size=40)
CHECKPOINT = Checkpoint(EXAM, 3, b"\x09" * 32, 7_000)
SERVER = keys.signing_public_key(SERVER_SECRET)


def leaves_of(entries: list[bytes]) -> list[bytes]:
    return [leaf_hash(entry) for entry in entries]


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_rfc_6962(size: int) -> None:
    assert merkle_root(leaves_of(RFC_LEAVES[:size])).hex() == RFC_ROOTS[size]


@given(ENTRIES)
def test_roots_and_proofs_agree_with_another_implementation(entries: list[bytes]) -> None:
    oracle = InmemoryTree(algorithm="sha256")
    for entry in entries:
        oracle.append_entry(entry)
    leaves = leaves_of(entries)
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


@given(ENTRIES)
def test_every_entry_is_proven_to_be_in_the_log(entries: list[bytes]) -> None:
    leaves = leaves_of(entries)
    root = merkle_root(leaves)
    for index, leaf in enumerate(leaves):
        path = inclusion_proof(leaves, index)
        verify_inclusion(leaf, index, len(leaves), path, root)


@pytest.mark.parametrize("size", range(1, 12))
def test_no_wrong_place_size_leaf_path_or_root_is_proven(size: int) -> None:
    leaves = leaves_of([bytes([number]) for number in range(size)])
    root = merkle_root(leaves)
    for index, leaf in enumerate(leaves):
        path = inclusion_proof(leaves, index)
        wrong = [
            (leaf, -1, size, path, root),
            (leaf, size, size, path, root),
            (leaf_hash(b"other"), index, size, path, root),
            (leaf, index, size, path, bytes(32)),
            (leaf, index, size, [*path, root], root),
            *((leaf, other, size, path, root) for other in range(size) if other != index),
            *((leaf, index, size, path[:cut], root) for cut in range(len(path))),
            *(
                (leaf, index, size, [*path[:at], bytes(32), *path[at + 1 :]], root)
                for at in range(len(path))
            ),
        ]
        for case in wrong:
            with pytest.raises(LedgerError) as refused:
                verify_inclusion(*case)
            assert refused.value.details == {"index": case[1]}


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


def test_a_checkpoint_is_read_with_the_servers_key_only() -> None:
    signed = sign_checkpoint(CHECKPOINT, SERVER_SECRET)
    assert read_checkpoint(signed, SERVER) == CHECKPOINT
    with pytest.raises(LedgerError):
        read_checkpoint(signed, keys.signing_public_key(SEAT_SECRET))


def test_every_flipped_bit_of_a_checkpoint_is_refused() -> None:
    signed = sign_checkpoint(CHECKPOINT, SERVER_SECRET)
    for body in each_bit_flipped(signed.body):
        with pytest.raises(LedgerError):
            read_checkpoint(SignedCheckpoint(body, signed.signature), SERVER)


@pytest.mark.parametrize("body", [b"", b"\x90", msgspec.msgpack.encode([EXAM, "3", b"", 1])])
def test_what_the_server_signed_but_is_no_checkpoint_is_refused(body: bytes) -> None:
    signed = SignedCheckpoint(body, keys.sign(SERVER_SECRET, body, "checkpoint"))
    with pytest.raises(LedgerError) as refused:
        read_checkpoint(signed, SERVER)
    assert refused.value.code == "ledger.checkpoint"
