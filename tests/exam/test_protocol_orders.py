"""Orders that a kiosk obeys, topics that it opens, and the exam that both are of."""

from dataclasses import dataclass
from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam import keys, protocol
from exam.errors import ExamError, KeyMismatchError, LinkError, RefusedError
from exam.events import AnyOrder, CreditGranted, HandInReopened, PauseOrdered, StartOrdered
from exam.protocol import (
    IssuedOrder,
    Manifest,
    SealedTopic,
    SignedOrder,
    make_order_id,
    open_topic,
    read_order,
    seal_topic,
    sign_order,
)
from scripts.vectors.messages import EXAMPLES
from tests.exam.shapes import values_of
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
ID = "0" * 31 + "1"
START = IssuedOrder(EXAM, "", "", StartOrdered(ID, 5, 10_005), TOPIC_KEY)
PAUSE = IssuedOrder(EXAM, "", "001", PauseOrdered(ID, 5, "listrik"))
WIDEST = "𝒩" * 200
MANIFEST = next(one for one in EXAMPLES if isinstance(one, Manifest))


def signed_anyway(body: bytes) -> SignedOrder:
    """Sign what the server would not have signed."""
    return SignedOrder(body, keys.sign(SERVER_SECRET, body, "order"))


def refusal_of(signed: SignedOrder, exam_id: bytes = EXAM) -> ExamError:
    with pytest.raises(ExamError) as refused:
        read_order(signed, SERVER, exam_id)
    return refused.value


@given(st.sampled_from(get_args(AnyOrder)).flatmap(values_of))
def test_every_order_is_obeyed_as_it_was_signed(order: AnyOrder) -> None:
    issued = IssuedOrder(EXAM, "pagi", "001", order)
    assert read_order(sign_order(issued, SERVER_SECRET), SERVER, EXAM) == issued


def test_an_order_is_obeyed_from_this_server_for_this_exam_only() -> None:
    signed = sign_order(START, SERVER_SECRET)
    assert read_order(signed, SERVER, EXAM) == START
    assert refusal_of(signed, OTHER_EXAM).details == {"purpose": "order"}
    with pytest.raises(KeyMismatchError) as refused:
        read_order(signed, keys.signing_public_key(SEAT_SECRET), EXAM)
    assert refused.value.code == "keys.signature"


def test_no_changed_bit_of_an_order_or_its_signature_is_obeyed() -> None:
    signed = sign_order(START, SERVER_SECRET)
    for body in each_bit_flipped(signed.body):
        assert refusal_of(SignedOrder(body, signed.signature)).code == "keys.signature"
    for signature in each_bit_flipped(signed.signature):
        assert refusal_of(SignedOrder(signed.body, signature)).code == "keys.signature"


@pytest.mark.parametrize("purpose", ["receipt", "checkpoint", "envelope", ""])
def test_what_was_signed_as_something_else_is_no_order(purpose: str) -> None:
    body = protocol.encode(START)
    signed = SignedOrder(body, keys.sign(SERVER_SECRET, body, purpose))
    assert refusal_of(signed).code == "keys.signature"


@given(st.binary(max_size=80))
def test_whatever_was_signed_is_an_order_or_refused(body: bytes) -> None:
    assert isinstance(refusal_of(signed_anyway(body)), LinkError)


def test_an_order_of_a_kind_that_this_program_does_not_know_is_refused_as_such() -> None:
    body = msgspec.msgpack.encode([EXAM, "", "", {"event": "RoomDarkened", "id": ID}, b""])
    assert refusal_of(signed_anyway(body)).code == "protocol.message"


def test_an_order_of_another_exam_says_so_though_it_is_signed_by_the_same_server() -> None:
    signed = sign_order(msgspec.structs.replace(PAUSE, exam_id=OTHER_EXAM), SERVER_SECRET)
    assert refusal_of(signed).code == "keys.mismatch"


# The key of the topics


@pytest.mark.parametrize("length", [1, 16, 31])
def test_a_topic_key_of_another_length_is_refused(length: int) -> None:
    issued = msgspec.structs.replace(START, topic_key=bytes(length))
    error = refusal_of(signed_anyway(protocol.encode(issued)))
    assert (error.code, error.details["problem"]) == ("protocol.message", "topic_key")
    with pytest.raises(RefusedError):
        sign_order(issued, SERVER_SECRET)


def test_a_start_may_come_without_the_key_and_no_other_order_with_it() -> None:
    without = msgspec.structs.replace(START, topic_key=b"")
    assert read_order(sign_order(without, SERVER_SECRET), SERVER, EXAM) == without
    with_it = msgspec.structs.replace(PAUSE, topic_key=TOPIC_KEY)
    assert refusal_of(signed_anyway(protocol.encode(with_it))).code == "protocol.message"
    with pytest.raises(RefusedError) as refused:
        sign_order(with_it, SERVER_SECRET)
    assert refused.value.code == "order.unreadable"


def test_a_topic_opens_with_its_key_for_its_post() -> None:
    sealed = seal_topic(TOPIC_KEY, "brida", b"tema", fixed())
    assert open_topic(TOPIC_KEY, sealed) == b"tema"
    for key, topic in (
        (bytes(32), sealed),
        (TOPIC_KEY, msgspec.structs.replace(sealed, post_id="damkar")),
        (TOPIC_KEY, SealedTopic("brida", b"")),
        *((TOPIC_KEY, SealedTopic("brida", raw)) for raw in each_bit_flipped(sealed.sealed)),
    ):
        with pytest.raises(KeyMismatchError):
            open_topic(key, topic)


# What no kiosk could read


@pytest.mark.parametrize(
    "order",
    [
        PauseOrdered(ID, 5, "x" * 2001),
        PauseOrdered(ID, 5, "\udcff"),
        PauseOrdered(ID, -1, ""),
        PauseOrdered(ID, 2**70, ""),
        PauseOrdered("1", 5, ""),
        CreditGranted(ID, 5, 0, ("a",), ""),
        CreditGranted(ID, 5, 1, (), ""),
        CreditGranted(ID, 5, 1, ("a",) * 10, ""),
    ],
)
def test_an_order_that_no_kiosk_could_read_is_not_signed(order: AnyOrder) -> None:
    with pytest.raises(RefusedError) as refused:
        sign_order(IssuedOrder(EXAM, "", "", order), SERVER_SECRET)
    assert refused.value.code == "order.unreadable"


def test_the_longest_order_is_signed_and_read() -> None:
    order = HandInReopened(ID, 2**48, 65_535, 2**31, (WIDEST,) * 9, "𝒩" * 2000)
    issued = IssuedOrder(EXAM, WIDEST, WIDEST, order)
    signed = sign_order(issued, SERVER_SECRET)
    assert protocol.decode(protocol.encode(signed), SignedOrder) == signed
    assert read_order(signed, SERVER, EXAM) == issued


def test_every_order_has_an_id_of_its_own() -> None:
    random = fixed()
    ids = {make_order_id(random) for _ in range(100)}
    assert len(ids) == 100
    assert make_order_id(lambda length: bytes(range(length))) == "000102030405060708090a0b0c0d0e0f"
    for one in ids:
        sign_order(IssuedOrder(EXAM, "", "", StartOrdered(one, 0, 0)), SERVER_SECRET)


# Whom it concerns


@dataclass(frozen=True)
class Scope:
    """Whom an order names, and whether 001 of the morning is among them."""

    sitting_id: str
    application_id: str
    is_meant: bool


@pytest.mark.parametrize(
    "scope",
    [
        Scope("", "", True),
        Scope("", "001", True),
        Scope("", "002", False),
        Scope("pagi", "", True),
        Scope("pagi", "001", True),
        Scope("pagi", "002", False),
        Scope("siang", "", False),
        Scope("siang", "001", False),
    ],
)
def test_an_order_concerns_whom_it_names(scope: Scope) -> None:
    issued = IssuedOrder(EXAM, scope.sitting_id, scope.application_id, START.order)
    assert issued.concerns("001", "pagi") == scope.is_meant


def test_who_has_no_sitting_is_not_meant_by_an_order_for_one() -> None:
    assert IssuedOrder(EXAM, "", "", START.order).concerns("001")
    assert not IssuedOrder(EXAM, "pagi", "", START.order).concerns("001")
    assert not IssuedOrder(EXAM, "", "001", START.order).concerns("")


# The exam's identity


def test_the_exam_id_changes_with_every_bit_of_the_manifest() -> None:
    raw = protocol.encode(MANIFEST)
    ids = {protocol.exam_id_of(changed) for changed in (raw, *each_bit_flipped(raw))}
    assert len(ids) == 8 * len(raw) + 1
    assert {len(exam_id) for exam_id in ids} == {32}
