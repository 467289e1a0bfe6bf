"""Signed checkpoints of the exam's log."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam import keys
from exam.encoding import encode_versioned
from exam.errors import LedgerError
from exam.ledger import Checkpoint, SignedCheckpoint, read_checkpoint, sign_checkpoint
from tests.exam.sources import EXAM, OTHER_EXAM, SEAT_SECRET, SERVER_SECRET, each_bit_flipped

CHECKPOINT = Checkpoint(EXAM, 3, b"\x09" * 32, 7_000)
SIGNED = sign_checkpoint(CHECKPOINT, SERVER_SECRET)
SERVER = keys.signing_public_key(SERVER_SECRET)


def signed_by_the_server(body: bytes) -> SignedCheckpoint:
    return SignedCheckpoint(body, keys.sign(SERVER_SECRET, body, "checkpoint"))


def refusal_of(signed: SignedCheckpoint, exam_id: bytes | None = None) -> str:
    with pytest.raises(LedgerError) as refused:
        read_checkpoint(signed, SERVER, exam_id)
    return refused.value.code


@given(
    st.builds(
        Checkpoint,
        exam_id=st.binary(min_size=32, max_size=32),
        size=st.integers(0, 2**48),
        root=st.binary(min_size=32, max_size=32),
        at=st.integers(0, 2**48),
    )
)
def test_every_checkpoint_that_can_be_signed_is_read(checkpoint: Checkpoint) -> None:
    signed = sign_checkpoint(checkpoint, SERVER_SECRET)
    raw = msgspec.msgpack.encode(signed)
    assert msgspec.msgpack.decode(raw, type=SignedCheckpoint) == signed
    assert read_checkpoint(signed, SERVER) == checkpoint
    assert read_checkpoint(signed, SERVER, checkpoint.exam_id) == checkpoint


def test_a_checkpoint_is_read_with_the_servers_key_only() -> None:
    with pytest.raises(LedgerError, match=r"ledger\.checkpoint"):
        read_checkpoint(SIGNED, keys.signing_public_key(SEAT_SECRET))


def test_a_checkpoint_of_another_exam_is_refused() -> None:
    assert refusal_of(SIGNED, OTHER_EXAM) == "ledger.other-exam"
    assert refusal_of(SIGNED, b"") == "ledger.other-exam"


def test_every_flipped_bit_of_a_checkpoint_is_refused() -> None:
    for body in each_bit_flipped(SIGNED.body):
        assert refusal_of(SignedCheckpoint(body, SIGNED.signature)) == "ledger.checkpoint"
    for signature in each_bit_flipped(SIGNED.signature):
        assert refusal_of(SignedCheckpoint(SIGNED.body, signature)) == "ledger.checkpoint"


def test_every_cut_off_or_longer_checkpoint_is_refused_even_if_the_server_signed_it() -> None:
    for length in range(len(SIGNED.body)):
        assert refusal_of(signed_by_the_server(SIGNED.body[:length])) == "ledger.checkpoint"
    assert refusal_of(signed_by_the_server(SIGNED.body + b"\x00")) == "ledger.checkpoint"


def test_a_signature_for_something_else_is_no_checkpoint() -> None:
    signature = keys.sign(SERVER_SECRET, SIGNED.body, "receipt")
    assert refusal_of(SignedCheckpoint(SIGNED.body, signature)) == "ledger.checkpoint"


@pytest.mark.parametrize("body", [b"", b"\x01", b"\x01\x90", b"\x01\xc1", b"\x01" + b"\x91" * 99])
def test_what_the_server_signed_but_is_no_checkpoint_is_refused(body: bytes) -> None:
    assert refusal_of(signed_by_the_server(body)) == "ledger.checkpoint"


def test_a_checkpoint_has_one_encoding_only() -> None:
    assert SIGNED.body[:2] == b"\x01\x94"
    same_in_other_words = b"\x01\xdc\x00\x04" + SIGNED.body[2:]
    assert refusal_of(signed_by_the_server(same_in_other_words)) == "ledger.checkpoint"


def test_a_newer_checkpoint_is_named_as_such() -> None:
    assert refusal_of(signed_by_the_server(b"\x02whatever")) == "ledger.version"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("exam_id", bytes(31)),
        ("exam_id", bytes(33)),
        ("size", -1),
        ("size", 2**48 + 1),
        ("size", "3"),
        ("root", bytes(31)),
        ("root", bytes(33)),
        ("at", -1),
        ("at", 2**48 + 1),
        ("at", 1.0),
    ],
)
def test_a_checkpoint_beyond_its_limits_is_refused(name: str, value: Any) -> None:
    checkpoint = msgspec.structs.replace(CHECKPOINT, **{name: value})
    assert refusal_of(signed_by_the_server(encode_versioned(checkpoint))) == "ledger.checkpoint"


@pytest.mark.parametrize(
    ("body", "signature"), [(bytes(129), bytes(64)), (b"", bytes(63)), (b"", bytes(65))]
)
def test_a_signed_checkpoint_beyond_its_limits_is_not_decoded(
    body: bytes, signature: bytes
) -> None:
    raw = msgspec.msgpack.encode(SignedCheckpoint(body, signature))
    with pytest.raises(msgspec.ValidationError):
        msgspec.msgpack.decode(raw, type=SignedCheckpoint)
