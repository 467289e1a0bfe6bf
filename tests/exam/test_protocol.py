"""Messages between kiosk and server: what is written is read, and nothing else is."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam import messages, protocol
from exam.errors import LinkError, RosterError
from exam.events import Cause, PaperSealed
from exam.protocol import (
    MESSAGE_BYTES,
    BeatReply,
    BeatRequest,
    IssuedOrder,
    Manifest,
    Message,
    Refusal,
    SeatStatus,
    ServerTime,
    SignInReply,
    SignInRequest,
    SubmitRequest,
)
from exam.roster.values import LONGEST_TEXT
from scripts.vectors.messages import EXAMPLES
from tests.exam.shapes import shown_shortly, structs_of, values_of
from tests.exam.sources import each_bit_flipped
from tests.exam.vectors import vectors

KINDS = [kind for kind in structs_of(messages) if kind is not Message]
GOLDEN = {one["kind"]: bytes.fromhex(one["bytes"]) for one in vectors("messages")["messages"]}
RECEIVED = msgspec.msgpack.decode(GOLDEN["SignInReply"])[11]
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
each_example = pytest.mark.parametrize("message", EXAMPLES, ids=lambda one: type(one).__name__)


def read_or_refused(raw: bytes, kind: type[msgspec.Struct]) -> msgspec.Struct | str:
    try:
        return protocol.decode(raw, kind)
    except LinkError as error:
        return error.code


def refusal_of(raw: bytes, kind: type[msgspec.Struct]) -> LinkError:
    with pytest.raises(LinkError) as refused:
        protocol.decode(raw, kind)
    return refused.value


@each_kind
@given(data=st.data())
def test_whatever_keeps_the_limits_is_read_as_it_was_written(
    kind: type[msgspec.Struct], data: st.DataObject
) -> None:
    message = data.draw(values_of(kind))
    assert protocol.decode(protocol.encode(message), kind) == message


def test_there_is_an_example_of_every_message() -> None:
    assert {type(example) for example in EXAMPLES} == set(KINDS)


@each_example
def test_a_message_keeps_the_bytes_that_it_was_given(message: Message) -> None:
    golden = GOLDEN[type(message).__name__]
    assert protocol.encode(message) == golden
    assert protocol.decode(golden, type(message)) == message


@each_example
def test_no_changed_bit_breaks_more_than_the_message(message: Message) -> None:
    for changed in each_bit_flipped(protocol.encode(message)):
        read = read_or_refused(changed, type(message))
        assert isinstance(read, type(message)) or read == "protocol.message"


@each_example
def test_a_message_that_is_cut_is_refused(message: Message) -> None:
    raw = protocol.encode(message)
    for length in range(len(raw)):
        assert refusal_of(raw[:length], type(message)).code == "protocol.message"
    assert refusal_of(raw + b"\x00", type(message)).code == "protocol.message"


@each_kind
@given(raw=st.binary(max_size=60))
def test_whatever_comes_is_a_message_or_refused_as_one(
    kind: type[msgspec.Struct], raw: bytes
) -> None:
    read = read_or_refused(raw, kind)
    assert isinstance(read, kind) or read == "protocol.message"


@each_kind
def test_a_message_nested_without_end_is_refused(kind: type[msgspec.Struct]) -> None:
    for opening in (b"\x91", b"\x81\xa1a"):
        raw = b"\x9f" + b"\x01" * 14 + opening * 4000
        assert refusal_of(raw[: MESSAGE_BYTES.get(kind, 9000)], kind).code == "protocol.message"


def test_why_a_message_was_refused_is_said_shortly() -> None:
    raw = msgspec.msgpack.encode([1, "001", 1, ["w", 0, 0, 0], [], [{"event": "x" * 5000}]])
    error = refusal_of(raw, BeatRequest)
    assert error.details["kind"] == "BeatRequest"
    assert str(error.details["problem"]).startswith("Invalid value 'xxx")
    assert len(str(error.details["problem"])) == 200


@pytest.mark.parametrize(
    "message", [SignInRequest(1, "\udcff", bytes(32)), SignInRequest(2**70, "001", bytes(32))]
)
def test_what_cannot_be_written_is_not_sent(message: Message) -> None:
    with pytest.raises(LinkError) as refused:
        protocol.encode(message)
    assert refused.value.code == "protocol.unwritable"
    assert refused.value.details == {"kind": "SignInRequest"}


# Fields that are added, and fields that are missing


@each_example
def test_fields_that_a_later_program_adds_at_the_end_are_ignored(message: Message) -> None:
    fields = msgspec.msgpack.decode(protocol.encode(message))
    for more in ([None], [{"new": [1, 2]}, "x"]):
        raw = msgspec.msgpack.encode([*fields, *more])
        assert protocol.decode(raw, type(message)) == message


@each_example
def test_fields_missing_at_the_end_have_their_defaults_or_are_demanded(message: Message) -> None:
    fields = msgspec.msgpack.decode(protocol.encode(message))
    described = msgspec.structs.fields(type(message))
    for length in range(len(fields)):
        raw = msgspec.msgpack.encode(fields[:length])
        if any(field.required for field in described[length:]):
            assert refusal_of(raw, type(message)).code == "protocol.message"
        else:
            read = protocol.decode(raw, type(message))
            defaults = {field.name: field.default for field in described[length:]}
            assert read == msgspec.structs.replace(message, **defaults)


def test_what_a_later_program_adds_to_a_deed_is_ignored() -> None:
    deed = PaperSealed(revision=1, admission=2, at=3, cause=Cause.ORDERED)
    told = msgspec.to_builtins(deed) | {"pages": 7}
    fields = msgspec.msgpack.decode(protocol.encode(BeatRequest(1, deeds=(deed,))))
    fields[5] = [told]
    assert protocol.decode(msgspec.msgpack.encode(fields), BeatRequest).deeds == (deed,)


def test_what_an_older_kiosk_never_says_is_nothing() -> None:
    beat = protocol.decode(b"\x91\x01", BeatRequest)
    assert beat == BeatRequest(1, "", 0, SeatStatus("", 0, 0, 0, 0, -1, ""), (), (), None, ())
    assert (beat.left_behind, beat.is_all) == ((), False)
    reply = protocol.decode(msgspec.msgpack.encode([[1, 5]]), BeatReply)
    assert reply == BeatReply(ServerTime(1, 5, is_settled=True), (), (), None, False, (), 0)


# Lengths


@pytest.mark.parametrize(
    ("kind", "field", "fitting", "beyond"),
    [
        (SignInRequest, 1, "𝒩" * 200, "x" * 201),
        (SignInRequest, 2, bytes(32), bytes(33)),
        (SignInReply, 2, "𝒩" * LONGEST_TEXT, "x" * (LONGEST_TEXT + 1)),
        (SignInReply, 5, 2**36, 2**36 + 1),
        (SignInReply, 11, RECEIVED * 100, RECEIVED * 101),
        (SignInReply, 14, "x" * LONGEST_TEXT, "x" * (LONGEST_TEXT + 1)),
        (SignInReply, 15, "x" * LONGEST_TEXT, "x" * (LONGEST_TEXT + 1)),
        (BeatRequest, 2, 2**32, 2**32 + 1),
        (BeatRequest, 4, [[b"", 0, []]] * 64, [[b"", 0, []]] * 65),
        (BeatRequest, 4, [[b"", 0, [b""] * 10_000]], [[b"", 0, [b""] * 10_001]]),
        (BeatRequest, 4, [[bytes(4096), 0, []]], [[bytes(4097), 0, []]]),
        (BeatRequest, 4, [[b"", 0, [bytes(5_000_000)]]], [[b"", 0, [bytes(5_000_001)]]]),
        (BeatRequest, 7, [[b"", bytes(64)]] * 1000, [[b"", bytes(64)]] * 1001),
        (BeatRequest, 7, [[bytes(32_768), bytes(64)]], [[bytes(32_769), bytes(64)]]),
        (BeatRequest, 8, [[b"", 0, []]] * 64, [[b"", 0, []]] * 65),
        (BeatReply, 1, [[bytes(16), 1]] * 128, [[bytes(16), 1]] * 129),
        (BeatReply, 5, ["x" * 262] * 16, ["x" * 262] * 17),
        (BeatReply, 5, ["x" * 262], ["x" * 263]),
        (SubmitRequest, 1, bytes(16_000_000), bytes(16_000_001)),
        (Manifest, 4, bytes(1_000_000), bytes(1_000_001)),
        (Refusal, 1, {str(n): n for n in range(32)}, {str(n): n for n in range(33)}),
        (Refusal, 1, {"a": "x" * 2000}, {"a": "x" * 2001}),
        (Refusal, 1, {"a": -(2**63) + 1}, {"a": 2**63}),
    ],
    ids=shown_shortly,
)
def test_a_field_ends_where_its_limit_says(
    kind: type[Message], field: int, fitting: Any, beyond: Any
) -> None:
    fields = msgspec.msgpack.decode(GOLDEN[kind.__name__])
    fields[field] = fitting
    assert isinstance(protocol.decode(msgspec.msgpack.encode(fields), kind), kind)
    fields[field] = beyond
    assert refusal_of(msgspec.msgpack.encode(fields), kind).code == "protocol.message"


@each_kind
def test_a_message_longer_than_its_kind_may_be_is_refused_unread(
    kind: type[msgspec.Struct],
) -> None:
    most = MESSAGE_BYTES.get(kind, max(MESSAGE_BYTES.values()))
    assert refusal_of(bytes(most), kind).code == "protocol.message"
    error = refusal_of(bytes(most + 1), kind)
    assert error.code == "protocol.too-long"
    assert error.details == {"kind": kind.__name__, "length": most + 1, "most": most}


def test_every_message_that_is_sent_by_itself_has_a_length_of_its_own() -> None:
    by_itself = {kind for kind in KINDS if kind.__name__.endswith(("Request", "Reply"))}
    assert set(MESSAGE_BYTES) == by_itself | {Manifest, Refusal, IssuedOrder}


@pytest.mark.parametrize(
    "message",
    [
        protocol.EnrolRequest(1, "𝒩" * 200, "𝒩" * 200, bytes(4096), bytes(32)),
        protocol.EnrolReply("𝒩" * 200, bytes(4096), 65_535),
        SignInRequest(65_535, "𝒩" * 200, bytes(32)),
        Manifest(1, bytes(4096), bytes(32), bytes(2048), bytes(1_000_000)),
        SubmitRequest(1, bytes(16_000_000)),
        Refusal("𝒩" * 200, {f"{n:02}" + "𝒩" * 198: "𝒩" * 2000 for n in range(32)}),
    ],
    ids=lambda one: type(one).__name__,
)
def test_a_message_fits_with_every_field_at_its_longest(message: Message) -> None:
    assert protocol.decode(protocol.encode(message), type(message)) == message


# Refusals


def test_the_form_of_a_refusal_never_changes() -> None:
    raw = bytes.fromhex("92 a4 782e7979 82 a1 61 03 a1 62 a1 63")
    assert protocol.encode(Refusal("x.yy", {"a": 3, "b": "c"})) == raw
    error = protocol.decode(raw, Refusal).to_error()
    assert (error.code, dict(error.details)) == ("x.yy", {"a": 3, "b": "c"})


@pytest.mark.parametrize("name", ["code", "self", "details"])
def test_a_refusal_with_any_detail_arrives(name: str) -> None:
    assert dict(Refusal("seat.fenced", {name: "x"}).to_error().details) == {name: "x"}


def test_an_error_arrives_as_it_was_raised() -> None:
    error = RosterError("roster.cells", file="a.csv", row=3, expected=-5)
    arrived = protocol.decode(protocol.encode(Refusal.of(error)), Refusal).to_error()
    assert (arrived.code, arrived.details) == (error.code, error.details)


def test_an_error_with_details_that_could_not_travel_arrives_nevertheless() -> None:
    error = RosterError("roster.syntax", long="x" * 2001, bad="a\udcffb", much=2**70, less=-(2**70))
    arrived = protocol.decode(protocol.encode(Refusal.of(error)), Refusal).to_error()
    most = 2**63 - 1
    assert arrived.details == {"long": "x" * 2000, "bad": "a?b", "much": most, "less": -most}
