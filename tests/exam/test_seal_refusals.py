"""Hand-in envelopes: whatever is not exactly what was sealed and signed is refused."""

from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam import keys
from exam.encoding import encode_versioned
from exam.errors import SealError
from exam.seal import (
    LARGEST_ENVELOPE_BYTES,
    SignedEnvelope,
    content_key_of,
    open_envelope,
    open_with_content_key,
    pad,
    peek_envelope,
    read_claimed_envelope,
    read_envelope,
    unpad,
)
from tests.exam.sealing import (
    HAND_IN,
    MANUSCRIPT,
    OTHER_CLAIMS,
    SALT,
    SEAT,
    SERVER,
    SMALL_ROOM,
    changed,
    forged,
    refusal_of,
    sealed,
    signed_by_the_seat,
)
from tests.exam.sources import (
    APPLICATION,
    PANEL_SEED,
    SEAT_SECRET,
    each_byte_changed,
)

# Whatever is not exactly what the seat signed is refused


@pytest.mark.no_cover
def test_every_changed_byte_of_an_envelope_is_refused() -> None:
    codes = {refusal_of(raw) for raw in each_byte_changed(sealed(room_bytes=SMALL_ROOM))}
    assert codes == {"seal.damaged", "seal.signature"}


@pytest.mark.no_cover
def test_every_changed_byte_that_the_seat_itself_signs_is_refused() -> None:
    """So not even the seat's key can change a claim or the contents of what somebody sealed."""
    inner = msgspec.msgpack.decode(sealed(room_bytes=SMALL_ROOM), type=SignedEnvelope).envelope
    codes = {refusal_of(signed_by_the_seat(raw)) for raw in each_byte_changed(inner)}
    assert codes == {"seal.damaged", "seal.version", "seal.panel-key", "seal.contents"}


def test_every_cut_off_or_longer_envelope_is_refused() -> None:
    raw = sealed(room_bytes=SMALL_ROOM)
    inner = msgspec.msgpack.decode(raw, type=SignedEnvelope).envelope
    for length in range(len(raw)):
        assert refusal_of(raw[:length]) == "seal.damaged"
    for length in range(len(inner)):
        assert refusal_of(signed_by_the_seat(inner[:length])) == "seal.damaged"
    assert refusal_of(raw + b"\x00") == "seal.damaged"
    assert refusal_of(signed_by_the_seat(inner + b"\x00")) == "seal.damaged"


def test_an_envelope_has_one_encoding_only() -> None:
    raw = sealed(room_bytes=SMALL_ROOM)
    outer = msgspec.msgpack.decode(raw, type=SignedEnvelope)
    assert raw[:4] == b"\x92\xc5" + len(outer.envelope).to_bytes(2, "big")
    longer_length = b"\x92\xc6" + len(outer.envelope).to_bytes(4, "big") + raw[4:]
    longer_array = b"\xdc\x00\x02" + raw[1:]
    assert msgspec.msgpack.decode(longer_length) == msgspec.msgpack.decode(raw)
    assert msgspec.msgpack.decode(longer_array) == msgspec.msgpack.decode(raw)
    for same_in_other_words in (longer_length, longer_array):
        assert refusal_of(same_in_other_words) == "seal.damaged"
    assert outer.envelope[:2] == b"\x01\x9b"
    inner = b"\x01\xdc\x00\x0b" + outer.envelope[2:]
    assert refusal_of(signed_by_the_seat(inner)) == "seal.damaged"


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xc1", b"\x92\xc0\xc0", b"\x90", b"\x92\xc4\x00\xc4\x00", b"\x91" * 5_000],
    ids=["empty", "reserved", "nil", "no fields", "empty fields", "nested"],
)
def test_what_is_no_envelope_is_refused_as_damaged(raw: bytes) -> None:
    assert refusal_of(raw) == "seal.damaged"
    with pytest.raises(SealError, match=r"seal\.damaged"):
        peek_envelope(raw)


@given(st.binary(max_size=200))
def test_nothing_but_a_refusal_comes_of_strange_bytes(raw: bytes) -> None:
    for strange in (raw, signed_by_the_seat(raw), signed_by_the_seat(b"\x01\x9b" + raw)):
        assert refusal_of(strange).startswith("seal.")


def test_an_envelope_larger_than_any_can_be_is_not_even_read() -> None:
    with pytest.raises(SealError) as refused:
        peek_envelope(bytes(LARGEST_ENVELOPE_BYTES + 1))
    assert refused.value.code == "seal.size"
    assert refused.value.details == {
        "length": LARGEST_ENVELOPE_BYTES + 1,
        "most": LARGEST_ENVELOPE_BYTES,
    }
    with pytest.raises(SealError, match=r"seal\.damaged"):
        peek_envelope(bytes(LARGEST_ENVELOPE_BYTES))


def test_an_envelope_of_another_seat_is_refused() -> None:
    with pytest.raises(SealError, match=r"seal\.signature"):
        read_envelope(sealed(), SERVER)
    with pytest.raises(SealError, match=r"seal\.signature"):
        read_claimed_envelope(sealed(), lambda _claimed: SERVER)


def test_a_seats_signature_for_something_else_is_none_for_an_envelope() -> None:
    inner = msgspec.msgpack.decode(sealed(), type=SignedEnvelope).envelope
    signature = keys.sign(SEAT_SECRET, inner, "receipt")
    assert refusal_of(msgspec.msgpack.encode(SignedEnvelope(inner, signature))) == "seal.signature"


def test_a_newer_envelope_is_named_as_such_whatever_it_holds() -> None:
    with pytest.raises(SealError) as refused:
        read_envelope(signed_by_the_seat(b"\x02whatever"), SEAT)
    assert (refused.value.code, refused.value.details) == ("seal.version", {"version": 2})


@pytest.mark.parametrize("name", OTHER_CLAIMS)
def test_no_claim_of_an_envelope_can_be_changed_even_by_its_own_seat(name: str) -> None:
    raw = changed(**{name: OTHER_CLAIMS[name]})
    read_envelope(raw, SEAT)
    with pytest.raises(SealError) as refused:
        open_envelope(peek_envelope(raw), PANEL_SEED)
    assert refused.value.code == "seal.panel-key"
    claimed = OTHER_CLAIMS[name] if name == "application_id" else APPLICATION
    assert refused.value.details == {"application": claimed}


@pytest.mark.parametrize("name", OTHER_CLAIMS)
def test_the_contents_are_bound_to_every_claim_too(name: str) -> None:
    envelope = peek_envelope(sealed(room_bytes=SMALL_ROOM))
    key = content_key_of(envelope, PANEL_SEED)
    other = msgspec.structs.replace(envelope, **{name: OTHER_CLAIMS[name]})
    with pytest.raises(SealError, match=r"seal\.content-key"):
        open_with_content_key(other, key)


def test_the_parts_of_two_envelopes_cannot_be_mixed() -> None:
    mine, other = (peek_envelope(sealed(random=seed)) for seed in ("mine", "other"))
    mixed = (
        {"content_key": other.content_key},
        {"body": other.body},
        {"plaintext_hash": other.plaintext_hash},
        {"content_key": other.content_key, "body": other.body},
    )
    for changes in mixed:
        envelope = msgspec.structs.replace(mine, **changes)
        assert refusal_of(signed_by_the_seat(encode_versioned(envelope))) == "seal.contents"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("exam_id", bytes(31)),
        ("exam_id", bytes(33)),
        ("application_id", ""),
        ("application_id", "x" * 101),
        ("application_id", "001 kesbangpol"),
        ("application_id", "001.kesbangpol\n"),
        ("application_id", "001.é"),
        ("revision", 0),
        ("revision", -1),
        ("revision", 2**16),
        ("revision", 2**64 - 1),
        ("revision", "1"),
        ("admission", -1),
        ("admission", 2**32 + 1),
        ("seat_id", ""),
        ("seat_id", "x" * 101),
        ("sealed_at", -1),
        ("sealed_at", 2**48 + 1),
        ("sealed_at", 1.0),
        ("cause", ""),
        ("cause", "Submitted"),
        ("cause", "x" * 33),
        ("cause", "submitted\n"),
        ("journal_head", bytes(31)),
        ("journal_head", bytes(33)),
        ("content_key", bytes(1168)),
        ("content_key", bytes(1170)),
        ("plaintext_hash", bytes(31)),
        ("plaintext_hash", bytes(33)),
    ],
)
def test_a_claim_beyond_its_limits_is_refused_as_damaged(
    name: str, value: bytes | str | float
) -> None:
    assert refusal_of(changed(**{name: value})) == "seal.damaged"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("application_id", "x" * 100),
        ("revision", 2**16 - 1),
        ("admission", 0),
        ("admission", 2**32),
        ("seat_id", "x" * 100),
        ("sealed_at", 0),
        ("sealed_at", 2**48),
        ("cause", "x" * 32),
        ("cause", "a"),
    ],
)
def test_a_claim_at_its_limit_is_accepted(name: str, value: str | int) -> None:
    hand_in = replace(HAND_IN, **{name: value})  # type: ignore[arg-type]
    raw = sealed(hand_in=hand_in, room_bytes=SMALL_ROOM)
    assert open_envelope(read_envelope(raw, SEAT), PANEL_SEED) == MANUSCRIPT


@pytest.mark.parametrize("length", [63, 65])
def test_a_signature_of_another_length_is_refused_as_damaged(length: int) -> None:
    raw = msgspec.msgpack.encode(SignedEnvelope(b"", bytes(length)))
    assert refusal_of(raw) == "seal.damaged"


# Whatever a seat with a will of its own seals is refused when it is opened


@pytest.mark.parametrize(
    ("padded", "code"),
    [
        (b"\xff\xff\xff\xff", "seal.padding"),
        (b"", "seal.padding"),
        (pad(b"\x92" + SALT + b"\x92\xa0\xa0") + b"\x01", "seal.padding"),
        (pad(b"\xc1"), "seal.damaged"),
        (pad(b"\x92" + SALT + b"\x92\xa1\xff\xa0"), "seal.damaged"),
        (pad(b"\x92" + SALT + b"\x93\xa0\xa0\xa0"), "seal.damaged"),
        (pad(b"\x93" + SALT + b"\x92\xa0\xa0\xc0"), "seal.damaged"),
        (pad(b"\x92\xc4\x1f" + bytes(31) + b"\x92\xa0\xa0"), "seal.damaged"),
        (pad(b"\x92" + SALT + b"\x92\xd9\x00\xa0"), "seal.damaged"),
    ],
    ids=[
        "length",
        "empty",
        "hidden in the padding",
        "nonsense",
        "not utf-8",
        "a third text",
        "a third field",
        "a short salt",
        "another encoding",
    ],
)
def test_an_envelope_with_nonsense_inside_is_refused(padded: bytes, code: str) -> None:
    plaintext = b"" if code == "seal.padding" else unpad(padded)
    assert refusal_of(forged(padded, plaintext)) == code


def test_contents_that_are_not_those_of_the_hash_are_refused() -> None:
    plaintext = b"\x92" + SALT + b"\x92\xa0\xa0"
    assert open_envelope(read_envelope(forged(pad(plaintext), plaintext), SEAT), PANEL_SEED)
    assert refusal_of(forged(pad(plaintext), b"another")) == "seal.contents"


def test_another_panel_opens_nothing() -> None:
    for act in (open_envelope, content_key_of):
        with pytest.raises(SealError) as refused:
            act(peek_envelope(sealed()), bytes(32))
        assert refused.value.code == "seal.panel-key"
        assert refused.value.details == {"application": APPLICATION}


def test_a_seed_of_another_length_opens_nothing() -> None:
    with pytest.raises(SealError, match=r"seal\.panel-key"):
        open_envelope(peek_envelope(sealed()), PANEL_SEED[:16])
