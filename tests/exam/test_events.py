"""What can happen to a sitting, as it travels and is kept."""

from typing import Any, Final, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.events import AnyOrder, Cause, Deed, SittingEvent
from tests.exam.sittings import (
    ACCEPTED,
    acknowledged,
    admitted,
    answered,
    any_of,
    called,
    closed,
    credited,
    ended,
    entered,
    has_read,
    head,
    interrupted,
    lifted,
    locked,
    paused,
    received,
    reopened,
    resumed,
    sealed,
    started,
    told,
)

EXAMPLES: Final[tuple[SittingEvent, ...]] = (
    started(),
    paused(1),
    resumed(3, 2),
    credited(1, 2),
    ended(3, 2),
    reopened(2, 0, 1),
    admitted(1),
    closed(1),
    told(1),
    answered(1),
    locked(1),
    lifted(1),
    ACCEPTED,
    acknowledged(1),
    sealed(1),
    interrupted(1, 2),
    has_read(1),
    called(1),
    entered(1),
    received(1),
    head(1),
)

A_HEX_ID = "0123456789abcdef" * 2
NO_HEX_IDS = [
    "",
    A_HEX_ID[1:],
    A_HEX_ID + "0",
    A_HEX_ID.upper(),
    A_HEX_ID + "\n",
    "g" * 32,
    7,
    None,
]
NO_NUMBERS: list[Any] = [None, "1", 1.5, [], True]
INSTANT = ([0, 1, 2**48], [-1, 2**48 + 1, *NO_NUMBERS])
ORDINAL = ([1, 2**16 - 1], [0, -1, 2**16, *NO_NUMBERS])
COUNT = ([0, 2**32], [-1, 2**32 + 1, *NO_NUMBERS])
HEX_ID = ([A_HEX_ID], NO_HEX_IDS)
HEX_HASH = ([A_HEX_ID * 2], [*NO_HEX_IDS, A_HEX_ID, A_HEX_ID.upper() * 2])
NAME = (["", "x" * 200], ["x" * 201, 1, None])
REASON = (["", "x" * 2000], ["x" * 2001, 1, None])
SAID = (["x", "x" * 500], ["", "x" * 501, 1, None])
GRANTERS = (
    [("a",), ("x" * 200,) * 9],
    [(), ("",), ("x",) * 10, ("x" * 201,), (1,), "a", None],
)
CAUSES = ["submitted", "time-up", "ended-early", "ordered"]

LIMITS: Final[dict[str, tuple[list[Any], list[Any]]]] = {
    "id": HEX_ID,
    "pause_id": HEX_ID,
    "call_id": HEX_ID,
    "lock_id": HEX_ID,
    "message_id": HEX_ID,
    "segment_id": HEX_ID,
    "digest": HEX_HASH,
    "head": HEX_HASH,
    "issued_at": INSTANT,
    "at": INSTANT,
    "begin": INSTANT,
    "end": INSTANT,
    "sealed_at": INSTANT,
    "received_at": INSTANT,
    "revision": ORDINAL,
    "admission": ORDINAL,
    "generation": COUNT,
    "count": COUNT,
    "reason": REASON,
    "text": SAID,
    "seat_id": NAME,
    "seat_name": NAME,
    "receipt_code": NAME,
    "granted_by": GRANTERS,
    "milestone": (["identity-confirmed", "rules-accepted"], ["", "writing", 1, None]),
    "cause": (CAUSES, ["", "Submitted", 1, None]),
    "milliseconds": ([1, 2**31], [-1, 2**31 + 1, *NO_NUMBERS]),
    "EndOrdered.cause": (CAUSES[2:], [*CAUSES[:2], "", 1, None]),
    "CreditGranted.milliseconds": ([1, 2**31], [0, -1, 2**31 + 1]),
    "HandInReopened.milliseconds": ([0, 2**31], [-1, 2**31 + 1]),
}
"""For every field, by its name alone or after its kind: values at its limits, and beyond them."""

FIELDS: Final = [
    (example, field.name) for example in EXAMPLES for field in msgspec.structs.fields(example)
]


def limits_of(example: SittingEvent, field: str) -> tuple[list[Any], list[Any]]:
    return LIMITS.get(f"{type(example).__name__}.{field}") or LIMITS[field]


def with_value(example: SittingEvent, field: str, value: object) -> dict[str, object]:
    return {**msgspec.to_builtins(example), field: value}


def test_every_kind_of_fact_is_tried_here() -> None:
    assert {type(example) for example in EXAMPLES} == set(get_args(SittingEvent))


@pytest.mark.parametrize(("example", "field"), FIELDS)
def test_a_value_at_its_limit_is_read_as_it_was_written(example: SittingEvent, field: str) -> None:
    for value in limits_of(example, field)[0]:
        told = with_value(example, field, value)
        for read in (
            msgspec.json.decode(msgspec.json.encode(told), type=SittingEvent),
            msgspec.msgpack.decode(msgspec.msgpack.encode(told), type=SittingEvent),
        ):
            assert type(read) is type(example)
            assert msgspec.to_builtins(read) == told


@pytest.mark.parametrize(("example", "field"), FIELDS)
def test_a_value_beyond_its_limit_is_refused(example: SittingEvent, field: str) -> None:
    for value in limits_of(example, field)[1]:
        told = with_value(example, field, value)
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(msgspec.json.encode(told), type=SittingEvent)
        with pytest.raises(msgspec.ValidationError):
            msgspec.msgpack.decode(msgspec.msgpack.encode(told), type=SittingEvent)


@pytest.mark.parametrize(("example", "field"), FIELDS)
def test_only_what_people_are_told_may_be_left_out(example: SittingEvent, field: str) -> None:
    told = with_value(example, field, None)
    del told[field]
    if f"{type(example).__name__}.{field}" in ("PauseOrdered.reason", "SeatAdmitted.seat_name"):
        assert getattr(msgspec.convert(told, SittingEvent), field) == ""
    else:
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(told, SittingEvent)


@pytest.mark.parametrize("cause", [Cause.SUBMITTED, Cause.TIME_UP])
def test_no_order_ends_a_sitting_by_what_only_a_candidate_or_the_time_does(cause: Cause) -> None:
    with pytest.raises(ValueError, match=cause.value):
        ended(3, cause=cause)


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
_INSTANTS = st.integers(0, 2**48)
_HEX_IDS = st.binary(min_size=16, max_size=16).map(bytes.hex)
WITHIN: Final[dict[str, st.SearchStrategy[Any]]] = {
    "id": _HEX_IDS,
    "pause_id": _HEX_IDS,
    "call_id": _HEX_IDS,
    "lock_id": _HEX_IDS,
    "message_id": _HEX_IDS,
    "segment_id": _HEX_IDS,
    "digest": st.binary(min_size=32, max_size=32).map(bytes.hex),
    "head": st.binary(min_size=32, max_size=32).map(bytes.hex),
    "issued_at": _INSTANTS,
    "at": _INSTANTS,
    "begin": _INSTANTS,
    "end": _INSTANTS,
    "sealed_at": _INSTANTS,
    "received_at": _INSTANTS,
    "revision": st.integers(1, 2**16 - 1),
    "admission": st.integers(1, 2**16 - 1),
    "generation": st.integers(0, 2**32),
    "count": st.integers(0, 2**32),
    "reason": _TEXTS,
    "text": _TEXTS.filter(bool),
    "seat_id": _TEXTS,
    "seat_name": _TEXTS,
    "receipt_code": _TEXTS,
    "granted_by": st.lists(_TEXTS.filter(bool), min_size=1, max_size=9).map(tuple),
    "milestone": st.sampled_from(["identity-confirmed", "rules-accepted"]),
    "cause": st.sampled_from(CAUSES[2:]),
    "milliseconds": st.integers(1, 2**31),
}


@st.composite
def facts_within_limits(draw: st.DrawFn) -> SittingEvent:
    """Any fact of any kind, with any values that it may have."""
    example = draw(st.sampled_from(EXAMPLES))
    values = {field.name: draw(WITHIN[field.name]) for field in msgspec.structs.fields(example)}
    return type(example)(**values)


@given(facts_within_limits())
def test_a_fact_is_read_as_it_was_written_in_either_form(fact: SittingEvent) -> None:
    as_json, as_msgpack = msgspec.json.encode(fact), msgspec.msgpack.encode(fact)
    assert msgspec.json.decode(as_json, type=SittingEvent) == fact
    assert msgspec.msgpack.decode(as_msgpack, type=SittingEvent) == fact
    assert hash(msgspec.msgpack.decode(as_msgpack, type=SittingEvent)) == hash(fact)


@given(any_of(), any_of())
def test_facts_are_the_same_only_if_they_are_written_the_same(
    one: SittingEvent, other: SittingEvent
) -> None:
    assert (one == other) is (msgspec.json.encode(one) == msgspec.json.encode(other))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: type(example).__name__)
def test_a_fact_names_its_kind_in_words(example: SittingEvent) -> None:
    assert msgspec.to_builtins(example)["event"] == type(example).__name__


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: type(example).__name__)
@pytest.mark.parametrize("kinds", [AnyOrder, Deed])
def test_only_an_order_is_read_as_an_order_and_a_deed_as_a_deed(
    example: SittingEvent, kinds: Any
) -> None:
    raw = msgspec.json.encode(example)
    if type(example) in get_args(kinds):
        assert msgspec.json.decode(raw, type=kinds) == example
    else:
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(raw, type=kinds)


@pytest.mark.parametrize(
    "raw",
    [
        b"{}",
        b"[]",
        b"null",
        b'{"event":"Unheard","at":1}',
        b'{"event":"started","at":1}',
        b'{"event":1}',
        b'{"at":1}',
    ],
)
def test_what_is_no_fact_is_refused(raw: bytes) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(raw, type=SittingEvent)
