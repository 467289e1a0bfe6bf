"""An older program meets a newer one, and says so before anything else."""

from typing import Any

import msgspec
import pytest

from exam import protocol
from exam.errors import LinkError, RefusedError
from exam.protocol import (
    MESSAGE_BYTES,
    VERSION,
    BeatRequest,
    EnrolRequest,
    Manifest,
    Message,
    SignInRequest,
    SubmitRequest,
)
from scripts.vectors.messages import EXAMPLES
from tests.exam.shapes import shown_shortly

REQUESTS: tuple[type[Message], ...] = (EnrolRequest, SignInRequest, BeatRequest, SubmitRequest)
EXAMPLE_OF = {type(example): example for example in EXAMPLES}
REST: tuple[list[object], ...] = (
    [],
    ["x"],
    [1.5, None, {"a": [b"\xff", {}]}, "\u0000", True],
    [b"x" * 5000],
    [[[[[[[]]]]]]],
)
each_request = pytest.mark.parametrize("kind", REQUESTS, ids=lambda kind: kind.__name__)


@each_request
def test_a_call_of_our_version_is_read(kind: type[Message]) -> None:
    example = EXAMPLE_OF[kind]
    assert protocol.decode_request(protocol.encode(example), kind) == example


@each_request
@pytest.mark.parametrize("version", [0, 2, 3, 65_535])
@pytest.mark.parametrize("rest", REST, ids=shown_shortly)
def test_a_call_of_another_version_is_refused_by_name_whatever_follows(
    kind: type[Message], version: int, rest: list[object]
) -> None:
    with pytest.raises(RefusedError) as refused:
        protocol.decode_request(msgspec.msgpack.encode([version, *rest]), kind)
    assert refused.value.code == "protocol.version"
    assert refused.value.details == {"theirs": version, "ours": VERSION}


@pytest.mark.parametrize("rest", REST, ids=shown_shortly)
def test_an_exam_of_another_version_is_refused_by_name_whatever_follows(
    rest: list[object],
) -> None:
    with pytest.raises(LinkError) as refused:
        protocol.decode_manifest(msgspec.msgpack.encode([2, *rest]))
    assert refused.value.code == "protocol.exam-version"
    assert refused.value.details == {"theirs": 2, "ours": VERSION}


def test_a_manifest_of_our_version_is_read() -> None:
    manifest = EXAMPLE_OF[Manifest]
    assert protocol.decode_manifest(protocol.encode(manifest)) == manifest


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x90",
        b"\x01",
        b"\xc0",
        b"\x80",
        *map(msgspec.msgpack.encode, ([None], ["1"], [b"1"], [True], [1.5], [[1]], [{"a": 1}])),
        *map(msgspec.msgpack.encode, ([-1], [65_536], [2**64 - 1], {"version": 1})),
        b"\x92\x02" + b"\x91" * 5000,
        b"\x92\x02\xc1",
        b"\x92\x02",
    ],
    ids=shown_shortly,
)
def test_a_call_whose_version_cannot_be_told_is_not_understood(raw: bytes) -> None:
    def decode_manifest(raw: bytes, _: Any) -> Manifest:
        return protocol.decode_manifest(raw)

    for read, kind in ((protocol.decode_request, BeatRequest), (decode_manifest, Manifest)):
        with pytest.raises(LinkError) as refused:
            read(raw, kind)
        assert refused.value.code == "protocol.message"
        assert refused.value.details["kind"] == kind.__name__


@pytest.mark.parametrize("version", [VERSION, VERSION + 1])
def test_a_call_longer_than_its_kind_may_be_is_refused_whatever_its_version(version: int) -> None:
    raw = msgspec.msgpack.encode([version, bytes(MESSAGE_BYTES[SignInRequest])])
    with pytest.raises(LinkError) as refused:
        protocol.decode_request(raw, SignInRequest)
    assert refused.value.code == "protocol.too-long"
    assert refused.value.details["kind"] == "SignInRequest"
    raw = msgspec.msgpack.encode([version, bytes(MESSAGE_BYTES[Manifest])])
    with pytest.raises(LinkError) as refused:
        protocol.decode_manifest(raw)
    assert refused.value.code == "protocol.too-long"
    assert refused.value.details["kind"] == "Manifest"


def test_every_call_and_the_manifest_begin_with_their_version() -> None:
    calls = [kind for kind in EXAMPLE_OF if kind.__name__.endswith("Request")]
    assert set(calls) == set(REQUESTS)
    versioned: tuple[type[Message], ...] = (*REQUESTS, Manifest)
    for kind in versioned:
        assert kind.__struct_fields__[0] == "version"
        assert msgspec.msgpack.decode(protocol.encode(EXAMPLE_OF[kind]))[0] == VERSION
