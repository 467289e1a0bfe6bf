"""Receipts of hand-ins, and the short codes that people copy."""

from dataclasses import replace
from functools import cache
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam import keys
from exam.codes import parse_code
from exam.encoding import encode_versioned
from exam.errors import SealError
from exam.receipts import (
    Receipt,
    SignedReceipt,
    provisional_code,
    read_receipt,
    receipt_code,
    require_receipt_for,
    sign_receipt,
)
from exam.seal import HandIn, Manuscript, envelope_digest, peek_envelope, seal_manuscript
from tests.exam.sources import (
    APPLICATION,
    EXAM,
    OTHER_EXAM,
    PANEL_SEED,
    SEAT_SECRET,
    SERVER_SECRET,
    each_bit_flipped,
    fixed,
)

HAND_IN = HandIn(EXAM, APPLICATION, 1, 3, "seat-1", 5_000, "submitted", bytes(32))
SEAT = keys.signing_public_key(SEAT_SECRET)
SERVER = keys.signing_public_key(SERVER_SECRET)
RECEIPT = Receipt(EXAM, APPLICATION, 1, b"\x05" * 32, 6_000)


@cache
def sealed(hand_in: HandIn = HAND_IN, random: str = "makalah") -> bytes:
    public = keys.sealing_public_key(PANEL_SEED)
    return seal_manuscript(Manuscript("a", ""), hand_in, public, SEAT_SECRET, fixed(random), 64)


def signed_by_the_server(body: bytes) -> SignedReceipt:
    return SignedReceipt(body, keys.sign(SERVER_SECRET, body, "receipt"))


def refusal_of(signed: SignedReceipt) -> str:
    with pytest.raises(SealError) as refused:
        read_receipt(signed, SERVER)
    return refused.value.code


@given(
    st.builds(
        Receipt,
        exam_id=st.binary(min_size=32, max_size=32),
        application_id=st.from_regex(r"\A[!-~]{1,100}\Z"),
        revision=st.integers(1, 2**16 - 1),
        envelope_digest=st.binary(min_size=32, max_size=32),
        received_at=st.integers(0, 2**48),
    )
)
def test_every_receipt_that_can_be_signed_is_read(receipt: Receipt) -> None:
    assert read_receipt(sign_receipt(receipt, SERVER_SECRET), SERVER) == receipt


def test_a_receipt_is_read_with_the_servers_key_only() -> None:
    with pytest.raises(SealError, match=r"seal\.receipt"):
        read_receipt(sign_receipt(RECEIPT, SERVER_SECRET), SEAT)


def test_every_flipped_bit_of_a_receipt_is_refused() -> None:
    signed = sign_receipt(RECEIPT, SERVER_SECRET)
    for body in each_bit_flipped(signed.body):
        assert refusal_of(SignedReceipt(body, signed.signature)) == "seal.receipt"
    for signature in each_bit_flipped(signed.signature):
        assert refusal_of(SignedReceipt(signed.body, signature)) == "seal.receipt"


def test_every_cut_off_or_longer_receipt_is_refused_even_if_the_server_signed_it() -> None:
    body = sign_receipt(RECEIPT, SERVER_SECRET).body
    for length in range(len(body)):
        assert refusal_of(signed_by_the_server(body[:length])) == "seal.damaged"
    assert refusal_of(signed_by_the_server(body + b"\x00")) == "seal.damaged"


def test_a_signature_for_something_else_is_no_receipt() -> None:
    body = sign_receipt(RECEIPT, SERVER_SECRET).body
    assert (
        refusal_of(SignedReceipt(body, keys.sign(SERVER_SECRET, body, "order"))) == "seal.receipt"
    )


@pytest.mark.parametrize("body", [b"", b"\x01", b"\x01\x90", b"\x01\xc1", b"\x01\xdc\x00\x00"])
def test_what_the_server_signed_but_is_no_receipt_is_refused(body: bytes) -> None:
    assert refusal_of(signed_by_the_server(body)) == "seal.damaged"


def test_a_newer_receipt_is_named_as_such() -> None:
    assert refusal_of(signed_by_the_server(b"\x02whatever")) == "seal.receipt-version"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("exam_id", bytes(31)),
        ("exam_id", bytes(33)),
        ("application_id", ""),
        ("application_id", "x" * 101),
        ("application_id", "a b"),
        ("revision", 0),
        ("revision", 2**16),
        ("envelope_digest", bytes(31)),
        ("envelope_digest", bytes(33)),
        ("received_at", -1),
        ("received_at", 2**48 + 1),
        ("received_at", 1.0),
    ],
)
def test_a_receipt_beyond_its_limits_is_refused_as_damaged(name: str, value: Any) -> None:
    receipt = msgspec.structs.replace(RECEIPT, **{name: value})
    assert refusal_of(signed_by_the_server(encode_versioned(receipt))) == "seal.damaged"


@pytest.mark.parametrize(
    ("body", "signature"), [(bytes(513), bytes(64)), (b"", bytes(63)), (b"", bytes(65))]
)
def test_a_signed_receipt_beyond_its_limits_is_not_decoded(body: bytes, signature: bytes) -> None:
    msgspec.msgpack.decode(
        msgspec.msgpack.encode(SignedReceipt(bytes(512), bytes(64))), type=SignedReceipt
    )
    raw = msgspec.msgpack.encode(SignedReceipt(body, signature))
    with pytest.raises(msgspec.ValidationError):
        msgspec.msgpack.decode(raw, type=SignedReceipt)


# Whose receipt it is


def receipt_for(envelope: bytes, **changes: Any) -> Receipt:
    claims = peek_envelope(envelope)
    receipt = Receipt(
        claims.exam_id, claims.application_id, claims.revision, envelope_digest(envelope), 6_000
    )
    return msgspec.structs.replace(receipt, **changes)


def test_whoever_holds_both_can_check_that_a_receipt_is_for_their_envelope() -> None:
    require_receipt_for(receipt_for(sealed()), sealed())


@pytest.mark.parametrize(
    "changes",
    [
        {"exam_id": OTHER_EXAM},
        {"application_id": "002.kesbangpol"},
        {"revision": 2},
        {"envelope_digest": bytes(32)},
    ],
)
def test_a_receipt_for_another_exam_candidate_or_hand_in_is_refused(
    changes: dict[str, Any],
) -> None:
    with pytest.raises(SealError) as refused:
        require_receipt_for(receipt_for(sealed(), **changes), sealed())
    assert refused.value.code == "seal.other-receipt"


def test_a_receipt_for_another_text_of_the_same_hand_in_is_refused() -> None:
    with pytest.raises(SealError, match=r"seal\.other-receipt"):
        require_receipt_for(receipt_for(sealed()), sealed(random="another"))


def test_no_receipt_is_for_a_damaged_envelope() -> None:
    with pytest.raises(SealError, match=r"seal\.damaged"):
        require_receipt_for(RECEIPT, b"")


# Short codes


def test_short_codes_can_be_typed_and_tell_apart() -> None:
    other = sign_receipt(msgspec.structs.replace(RECEIPT, revision=2), SERVER_SECRET)
    mine = sign_receipt(RECEIPT, SERVER_SECRET)
    codes = [
        receipt_code(mine),
        receipt_code(other),
        provisional_code(sealed()),
        provisional_code(sealed(replace(HAND_IN, revision=2))),
    ]
    assert [parse_code(code) for code in codes] == codes
    assert len(set(codes)) == len(codes)


def test_a_short_code_is_the_55_lowest_bits_of_seven_bytes_of_a_digest() -> None:
    number = int.from_bytes(keys.digest("provisional-code", b"x")[:7], "big")
    code = provisional_code(b"x")
    values = ["0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(character) for character in code[:11]]
    assert sum(value << 5 * place for place, value in enumerate(values[::-1])) == number % 2**55
    body = sign_receipt(RECEIPT, SERVER_SECRET).body
    assert receipt_code(SignedReceipt(body, bytes(64))) != provisional_code(body)
