"""Messages between kiosk and server."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam import keys, protocol
from exam.codes import ALPHABET, fold_typed
from exam.errors import CodeError, KeyMismatchError, LinkError, RefusedError
from exam.protocol import (
    BeatReply,
    BeatRequest,
    EnrolReply,
    EnrolRequest,
    Held,
    Manifest,
    Message,
    PairingCode,
    Refusal,
    SealedTopic,
    SegmentPart,
    SignedOrder,
    SignInReply,
    SignInRequest,
    StartOrder,
    SubmitReply,
    SubmitRequest,
)
from exam.seal import SignedReceipt
from tests.exam.sources import (
    EXAM,
    OTHER_EXAM,
    SEAT_SECRET,
    SERVER_SECRET,
    each_bit_flipped,
    fixed,
)

SERVER = keys.signing_public_key(SERVER_SECRET)
TOPIC_KEY = bytes(range(32))
RECEIPT = SignedReceipt(b"body", b"signature")
PART = SegmentPart(b"header", 3, (b"record", b""))
TOPIC = SealedTopic("brida", b"sealed")
ORDER = StartOrder(EXAM, 10_000, TOPIC_KEY)
MESSAGES: list[Message] = [
    Manifest(1, b"ca", b"server", b"panel", b"{}"),
    EnrolRequest(1, "CODE", "PC-01", b"csr", bytes(32)),
    EnrolReply("seat-1", b"certificate", 8443),
    PART,
    TOPIC,
    SignInRequest(1, "001", bytes(32)),
    SignInReply("001.brida", "001", "Nama", "1979", "brida", 60_000, 1, 5, TOPIC, (PART,), RECEIPT),
    BeatRequest(1, "001.brida", "writing", 7, (PART,)),
    Held(bytes(16), 5),
    ORDER,
    SignedOrder(b"body", b"signature"),
    BeatReply(5, (Held(bytes(16), 5),), (SignedOrder(b"body", b"signature"),)),
    SubmitRequest(1, b"envelope"),
    SubmitReply(RECEIPT),
    Refusal("seat.fenced", {"seat": "PC-02", "row": 3}),
]


def read_or_refused(raw: bytes, kind: type[Message]) -> Message | str:
    try:
        return protocol.decode(raw, kind)
    except LinkError as error:
        return error.code


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_a_message_is_read_as_it_was_written(message: Message) -> None:
    assert protocol.decode(protocol.encode(message), type(message)) == message


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_no_changed_bit_breaks_more_than_the_message(message: Message) -> None:
    raw = protocol.encode(message)
    for changed in each_bit_flipped(raw[:60]):
        read = read_or_refused(changed + raw[60:], type(message))
        assert isinstance(read, type(message)) or read == "protocol.message"


@given(st.binary(max_size=60))
def test_whatever_comes_is_a_message_or_refused_as_one(raw: bytes) -> None:
    for kind in (BeatRequest, SignInReply, Refusal, Manifest):
        read = read_or_refused(raw, kind)
        assert isinstance(read, kind) or read == "protocol.message"


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        (SignInRequest(1, "0" * 201, bytes(32)), SignInRequest),
        (SignInRequest(1, "001", bytes(31)), SignInRequest),
        (EnrolRequest(1, "CODE", "PC-01", bytes(4097), bytes(32)), EnrolRequest),
        (EnrolRequest(1, "CODE", "PC-01", b"csr", bytes(33)), EnrolRequest),
        (SegmentPart(bytes(8193), 0, ()), SegmentPart),
        (SegmentPart(b"", -1, ()), SegmentPart),
        (SegmentPart(b"", 0, (bytes(2_000_001),)), SegmentPart),
        (SegmentPart(b"", 0, (b"",) * 10_001), SegmentPart),
        (BeatRequest(1, "001", "writing", -1), BeatRequest),
        (BeatRequest(1, "001", "writing", 1, (PART,) * 65), BeatRequest),
        (SubmitRequest(1, bytes(16_000_001)), SubmitRequest),
        (Held(bytes(15), 1), Held),
    ],
)
def test_a_message_beyond_its_limits_is_refused(message: Message, kind: type[Message]) -> None:
    with pytest.raises(LinkError):
        protocol.decode(protocol.encode(message), kind)


def test_a_newer_protocol_is_refused_by_name() -> None:
    protocol.require_version(protocol.VERSION)
    with pytest.raises(RefusedError) as refused:
        protocol.require_version(2)
    assert refused.value.details == {"theirs": 2, "ours": 1}


def test_a_refusal_arrives_as_the_error_that_was_raised() -> None:
    error = Refusal("seat.fenced", {"seat": "PC-02"}).to_error()
    assert (error.code, dict(error.details)) == ("seat.fenced", {"seat": "PC-02"})


@pytest.mark.parametrize("name", ["code", "self", "details"])
def test_a_refusal_with_any_detail_arrives(name: str) -> None:
    assert dict(Refusal("seat.fenced", {name: "x"}).to_error().details) == {name: "x"}


# The exam's identity


def test_the_exam_id_changes_with_every_bit_of_the_manifest() -> None:
    manifest = protocol.encode(MESSAGES[0])
    ids = {protocol.exam_id_of(changed) for changed in each_bit_flipped(manifest)}
    assert len(ids) == 8 * len(manifest)
    assert protocol.exam_id_of(manifest) not in ids


# Topics and orders


def test_a_topic_opens_with_its_key_for_its_post() -> None:
    sealed = protocol.seal_topic(TOPIC_KEY, "brida", b"tema", fixed())
    assert protocol.open_topic(TOPIC_KEY, sealed) == b"tema"
    for key, topic in (
        (bytes(32), sealed),
        (TOPIC_KEY, msgspec.structs.replace(sealed, post_id="damkar")),
    ):
        with pytest.raises(KeyMismatchError):
            protocol.open_topic(key, topic)


def test_an_order_is_obeyed_from_this_server_for_this_exam_only() -> None:
    signed = protocol.sign_order(ORDER, SERVER_SECRET)
    assert protocol.read_order(signed, SERVER, EXAM) == ORDER
    for public, exam_id in ((SERVER, OTHER_EXAM), (keys.signing_public_key(SEAT_SECRET), EXAM)):
        with pytest.raises(KeyMismatchError):
            protocol.read_order(signed, public, exam_id)


def test_no_changed_bit_of_an_order_is_obeyed() -> None:
    signed = protocol.sign_order(ORDER, SERVER_SECRET)
    for body in each_bit_flipped(signed.body):
        with pytest.raises(KeyMismatchError):
            protocol.read_order(SignedOrder(body, signed.signature), SERVER, EXAM)


def test_a_receipt_is_never_taken_for_an_order() -> None:
    body = protocol.encode(ORDER)
    signature = keys.sign(SERVER_SECRET, body, "receipt")
    with pytest.raises(KeyMismatchError):
        protocol.read_order(SignedOrder(body, signature), SERVER, EXAM)


# Pairing codes


def refusal_of(typed: str) -> str:
    with pytest.raises(CodeError) as refused:
        protocol.parse_pairing_code(typed)
    return refused.value.code


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=7, max_size=7))
def test_a_pairing_code_is_read_as_shown_and_names_its_exam(exam_id: bytes, drawn: bytes) -> None:
    code = protocol.make_pairing_code(exam_id, lambda _: drawn)
    assert len(code.show().split("-")) == 7
    for typed in (code.show(), code.show().lower(), code.show().replace("-", " ")):
        assert protocol.parse_pairing_code(typed) == code
    assert code.matches(exam_id)


def test_a_pairing_code_of_another_exam_does_not_match() -> None:
    code = protocol.make_pairing_code(EXAM, fixed())
    for changed in each_bit_flipped(EXAM[:10]):
        assert not code.matches(changed + EXAM[10:])
    assert len(code.pin) == 16


def test_every_wrong_character_of_a_pairing_code_is_found() -> None:
    typed = fold_typed(protocol.make_pairing_code(EXAM, fixed()).show())
    for place in range(28):
        for wrong in set(ALPHABET) - {typed[place]}:
            mistyped = typed[:place] + wrong + typed[place + 1 :]
            if place < 12:
                assert refusal_of(mistyped) == "code.check"
            else:
                assert not protocol.parse_pairing_code(mistyped).matches(EXAM)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "code.pairing"),
        ("0" * 15, "code.pairing"),
        ("0" * 27 + "U", "code.pairing"),
        ("0" * 27, "code.pairing"),
        ("0" * 29, "code.pairing"),
        ("U" + "0" * 27, "code.pairing"),
        ("1" + "0" * 27, "code.check"),
    ],
)
def test_what_is_no_pairing_code_is_refused(typed: str, code: str) -> None:
    assert refusal_of(typed) == code


def test_the_shortest_pairing_code_is_zero() -> None:
    assert PairingCode(protocol.parse_pairing_code("0" * 28).secret, "0" * 16).matches(bytes(32))
