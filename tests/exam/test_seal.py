"""Envelopes and receipts."""

from dataclasses import replace
from functools import partial

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam import keys
from exam.codes import parse_code
from exam.errors import SealError
from exam.seal import (
    PADDED_BYTES,
    Envelope,
    HandIn,
    Manuscript,
    Receipt,
    SignedEnvelope,
    SignedReceipt,
    envelope_digest,
    open_envelope,
    pad,
    peek_envelope,
    provisional_code,
    read_envelope,
    read_receipt,
    receipt_code,
    seal_manuscript,
    sign_receipt,
    unpad,
)
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

HAND_IN = HandIn(EXAM, APPLICATION, 1, "seat-1", 5_000, "submitted", b"head")
MANUSCRIPT = Manuscript("\ue001Judul\nIsi – “dengan” tanda", "\ue001Slide")
SEAT = keys.signing_public_key(SEAT_SECRET)
SERVER = keys.signing_public_key(SERVER_SECRET)
RECEIPT = Receipt(EXAM, APPLICATION, 1, b"\x05" * 32, 6_000)


def sealed(manuscript: Manuscript = MANUSCRIPT, hand_in: HandIn = HAND_IN) -> bytes:
    public = keys.sealing_public_key(PANEL_SEED)
    return seal_manuscript(manuscript, hand_in, public, SEAT_SECRET, fixed())


def signed_anew(envelope: Envelope) -> bytes:
    """What a seat with a will of its own could send."""
    raw = msgspec.msgpack.encode(envelope)
    signature = keys.sign(SEAT_SECRET, raw, "envelope")
    return msgspec.msgpack.encode(SignedEnvelope(raw, signature))


def refusal_of(raw: bytes) -> str:
    with pytest.raises(SealError) as refused:
        open_envelope(read_envelope(raw, SEAT), PANEL_SEED)
    return refused.value.code


def test_what_is_handed_in_is_what_the_panel_opens() -> None:
    envelope = read_envelope(sealed(), SEAT)
    assert open_envelope(envelope, PANEL_SEED) == MANUSCRIPT
    assert (envelope.application_id, envelope.revision) == (APPLICATION, 1)
    assert (envelope.exam_id, envelope.seat_id, envelope.cause) == (EXAM, "seat-1", "submitted")
    assert (envelope.sealed_at, envelope.journal_head) == (5_000, b"head")
    assert peek_envelope(sealed()).application_id == APPLICATION


@given(st.text(max_size=2000), st.text(max_size=100))
def test_every_text_survives_sealing(paper: str, slides: str) -> None:
    manuscript = Manuscript(paper, slides)
    assert open_envelope(read_envelope(sealed(manuscript), SEAT), PANEL_SEED) == manuscript


def test_the_size_of_an_envelope_does_not_tell_whose_it_is() -> None:
    sizes = {len(sealed(Manuscript("a" * length, ""))) for length in (0, 1, 20_000, 120_000)}
    assert len(sizes) == 1
    assert len(sealed(Manuscript("a" * PADDED_BYTES, ""))) - sizes.pop() == PADDED_BYTES


def test_an_envelope_holds_no_word_in_clear() -> None:
    assert b"Judul" not in sealed()


def test_no_changed_byte_of_an_envelope_is_accepted() -> None:
    raw = sealed()
    spots = [*range(40), *range(40, len(raw) - 80, 997), *range(len(raw) - 80, len(raw))]
    for place in spots:
        changed = raw[:place] + bytes([raw[place] ^ 1 << place % 8]) + raw[place + 1 :]
        assert refusal_of(changed) in {"seal.signature", "seal.damaged"}


@pytest.mark.parametrize("raw", [b"", b"\xc1", b"\x92\xc0\xc0", sealed()[:-1], sealed() + b"\x00"])
def test_what_is_no_envelope_is_refused_as_damaged(raw: bytes) -> None:
    assert refusal_of(raw) == "seal.damaged"
    with pytest.raises(SealError):
        peek_envelope(raw)


def test_an_envelope_of_another_seat_is_refused() -> None:
    with pytest.raises(SealError) as refused:
        read_envelope(sealed(), SERVER)
    assert refused.value.code == "seal.signature"


def test_an_envelope_with_text_that_is_not_utf_8_is_refused_as_damaged() -> None:
    inner = msgspec.msgpack.decode(sealed(), type=SignedEnvelope).envelope
    wrong = inner.replace(b"seat-1", b"seat\xff1")
    signature = keys.sign(SEAT_SECRET, wrong, "envelope")
    assert refusal_of(msgspec.msgpack.encode(SignedEnvelope(wrong, signature))) == "seal.damaged"


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("version", 2, "seal.version"),
        ("exam_id", OTHER_EXAM, "seal.panel-key"),
        ("application_id", "002.kesbangpol", "seal.panel-key"),
        ("revision", 2, "seal.panel-key"),
        ("content_key", b"\x01", "seal.panel-key"),
        ("body", b"\x01" + bytes(40), "seal.panel-key"),
        ("plaintext_hash", bytes(32), "seal.contents"),
    ],
)
def test_an_envelope_that_its_own_seat_tampered_with_does_not_open(
    name: str, value: bytes | str | int, code: str
) -> None:
    envelope = msgspec.structs.replace(peek_envelope(sealed()), **{name: value})
    assert refusal_of(signed_anew(envelope)) == code


@pytest.mark.parametrize("revision", [-1, -(2**63), 2**63, 2**64 - 1])
def test_an_envelope_with_an_impossible_revision_is_refused_and_stops_nothing(
    revision: int,
) -> None:
    envelope = msgspec.structs.replace(peek_envelope(sealed()), revision=revision)
    assert refusal_of(signed_anew(envelope)).startswith("seal.")


@pytest.mark.parametrize(
    ("plaintext", "code"),
    [
        (b"\xff\xff\xff\xff", "seal.padding"),
        (b"", "seal.padding"),
        (pad(b"\xc1"), "seal.damaged"),
        (pad(b"\x92\xc4\x00\x92\xa1\xff\xa0"), "seal.damaged"),
    ],
    ids=["length", "empty", "nonsense", "not utf-8"],
)
def test_an_envelope_with_nonsense_inside_is_refused(plaintext: bytes, code: str) -> None:
    envelope = peek_envelope(sealed())
    names = (EXAM, APPLICATION, 1)
    content_key = keys.open_sealed(PANEL_SEED, envelope.content_key, "envelope-key", *names)
    body = keys.encrypt(content_key, plaintext, "envelope-body", *names, random=fixed("n"))
    contents = b"" if code == "seal.padding" else unpad(plaintext)
    plaintext_hash = keys.digest("plaintext", contents)
    forged = msgspec.structs.replace(envelope, body=body, plaintext_hash=plaintext_hash)
    assert refusal_of(signed_anew(forged)) == code


def test_another_panel_opens_nothing() -> None:
    with pytest.raises(SealError) as refused:
        open_envelope(peek_envelope(sealed()), bytes(32))
    assert refused.value.code == "seal.panel-key"
    assert refused.value.details == {"application": APPLICATION}


def test_the_digest_names_the_bytes_that_were_sent() -> None:
    assert envelope_digest(b"a") != envelope_digest(b"b")
    assert len(envelope_digest(sealed())) == 32


# Receipts


def test_a_receipt_is_read_with_the_servers_key_only() -> None:
    signed = sign_receipt(RECEIPT, SERVER_SECRET)
    assert read_receipt(signed, SERVER) == RECEIPT
    with pytest.raises(SealError) as refused:
        read_receipt(signed, SEAT)
    assert refused.value.code == "seal.receipt"


def test_every_flipped_bit_of_a_receipt_is_refused() -> None:
    signed = sign_receipt(RECEIPT, SERVER_SECRET)
    for body in each_bit_flipped(signed.body):
        with pytest.raises(SealError):
            read_receipt(SignedReceipt(body, signed.signature), SERVER)
    for signature in each_bit_flipped(signed.signature):
        with pytest.raises(SealError):
            read_receipt(SignedReceipt(signed.body, signature), SERVER)


def test_a_signature_for_something_else_is_no_receipt() -> None:
    body = sign_receipt(RECEIPT, SERVER_SECRET).body
    with pytest.raises(SealError):
        read_receipt(SignedReceipt(body, keys.sign(SERVER_SECRET, body, "order")), SERVER)


@pytest.mark.parametrize("body", [b"", b"\x90", b"\x95\xc4\x00\xa1\xff\x01\xc4\x00\x01"])
def test_what_the_server_signed_but_is_no_receipt_is_refused(body: bytes) -> None:
    signed = SignedReceipt(body, keys.sign(SERVER_SECRET, body, "receipt"))
    with pytest.raises(SealError) as refused:
        read_receipt(signed, SERVER)
    assert refused.value.code == "seal.damaged"


def test_short_codes_can_be_typed_and_tell_apart() -> None:
    other = sign_receipt(msgspec.structs.replace(RECEIPT, revision=2), SERVER_SECRET)
    mine = sign_receipt(RECEIPT, SERVER_SECRET)
    codes = [
        receipt_code(mine),
        receipt_code(other),
        provisional_code(sealed()),
        provisional_code(sealed(hand_in=replace(HAND_IN, revision=2))),
    ]
    assert [parse_code(code) for code in codes] == codes
    assert len(set(codes)) == len(codes)
    assert receipt_code(sign_receipt(RECEIPT, SERVER_SECRET)) == codes[0]


# Padding


@given(st.integers(min_value=0, max_value=PADDED_BYTES + 10))
def test_padding_is_undone_and_always_a_whole_number_of_rooms(length: int) -> None:
    padded = pad(b"\x07" * length)
    assert len(padded) % PADDED_BYTES == 0
    assert len(padded) - length < PADDED_BYTES + 4
    assert unpad(padded) == b"\x07" * length


def test_padding_can_be_made_to_reach_the_size_of_a_longer_text() -> None:
    longer = pad(bytes(PADDED_BYTES))
    padded = pad(b"short", len(longer))
    assert len(padded) == len(longer) == 2 * PADDED_BYTES
    assert unpad(padded) == b"short"


@pytest.mark.parametrize("padded", [b"", b"\x00\x00", b"\x00\x00\x00\x01", b"\xff" * 8])
def test_a_length_that_does_not_fit_is_refused(padded: bytes) -> None:
    with pytest.raises(SealError) as refused:
        partial(unpad, padded)()
    assert refused.value.code == "seal.padding"
