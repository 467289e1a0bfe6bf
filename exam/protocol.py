"""Messages between kiosk and server, as MessagePack arrays.

Four calls: `enrol`, `sign-in`, `beat`, `submit`. Each may be repeated, lost, delayed or reordered
without harm. A kiosk trusts nothing but the exam whose id stands in its pairing code: the manifest
with that digest names the CA, the server's signing key, the panel key and the config.

Versions: every request and the manifest begin with a version number, for ever, and a refusal keeps
its form, for ever. Within a version fields are only ever added at the end, with a default; whoever
does not know them ignores them. Any other change is a new version, which the server refuses by name
before it reads the rest. What is signed inside a message is bytes to it, with a form of its own.
"""

from collections.abc import Mapping
from typing import Any, Final, TypeVar

import msgspec

from exam import keys
from exam.clock import BEAT_SECONDS
from exam.codes import Randomness
from exam.errors import KeyMismatchError, LinkError, RefusedError
from exam.events import StartOrdered
from exam.limits import Version
from exam.messages import (
    MEGABYTE,
    ORDER_BYTES,
    PART_RECORDS,
    BeatReply,
    BeatRequest,
    EnrolReply,
    EnrolRequest,
    Held,
    IssuedOrder,
    Manifest,
    Message,
    Orders,
    Record,
    Refusal,
    SealedTopic,
    SeatStatus,
    SegmentPart,
    ServerTime,
    SignedOrder,
    SignInReply,
    SignInRequest,
    SubmitReply,
    SubmitRequest,
)

__all__ = [
    "BEAT_SECONDS",
    "MEDIA_TYPE",
    "MESSAGE_BYTES",
    "PART_RECORDS",
    "SEAT_TIMEOUT_SECONDS",
    "SERVER_NAME",
    "VERSION",
    "BeatReply",
    "BeatRequest",
    "EnrolReply",
    "EnrolRequest",
    "Held",
    "IssuedOrder",
    "Manifest",
    "Message",
    "Orders",
    "Record",
    "Refusal",
    "SealedTopic",
    "SeatStatus",
    "SegmentPart",
    "ServerTime",
    "SignInReply",
    "SignInRequest",
    "SignedOrder",
    "SubmitReply",
    "SubmitRequest",
    "decode",
    "decode_manifest",
    "decode_request",
    "encode",
    "exam_id_of",
    "make_order_id",
    "open_topic",
    "read_order",
    "seal_topic",
    "sign_order",
]

VERSION: Final = 1
SEAT_TIMEOUT_SECONDS: Final = 10
"""A seat not heard of for so long may be replaced by another."""
SERVER_NAME: Final = "makalah.internal"
"""DNS name in the server's certificate, sent as SNI, so that addresses may change."""
MEDIA_TYPE: Final = "application/vnd.makalah+msgpack"

_PROBLEM_CHARACTERS: Final = 200
_T = TypeVar("_T")

MESSAGE_BYTES: Final[Mapping[type[Any], int]] = {
    Manifest: 2 * MEGABYTE,
    EnrolRequest: 16_384,
    EnrolReply: 16_384,
    SignInRequest: 16_384,
    SignInReply: 128 * MEGABYTE,
    BeatRequest: 16 * MEGABYTE,
    BeatReply: 2 * MEGABYTE,
    SubmitRequest: 16 * MEGABYTE + 65_536,
    SubmitReply: 16_384,
    Refusal: 524_288,
    IssuedOrder: ORDER_BYTES,
}
"""The longest that each message may be on the wire, in bytes."""

_LONGEST_MESSAGE: Final = max(MESSAGE_BYTES.values())


class _Versioned(Message, frozen=True):
    version: Version


def encode(message: msgspec.Struct) -> bytes:
    """Write a message.

    Raises:
        LinkError: a text or number in it cannot be written.

    """
    try:
        return msgspec.msgpack.encode(message)
    except (ValueError, OverflowError):
        raise LinkError("protocol.unwritable", kind=type(message).__name__) from None


def decode(raw: bytes, kind: type[_T]) -> _T:
    """Read a message of one kind.

    Raises:
        LinkError: not such a message, or beyond its limits.

    """
    return _decode_as(raw, kind, kind)


def _decode_as(raw: bytes, kind: type[_T], wanted: type[Any]) -> _T:
    """Read a message, or the beginning of one that is `wanted` and named in what is raised."""
    _require_length(raw, wanted)
    try:
        return msgspec.msgpack.decode(raw, type=kind)
    except (ValueError, RecursionError) as error:
        problem = str(error)[:_PROBLEM_CHARACTERS]
        raise LinkError("protocol.message", kind=wanted.__name__, problem=problem) from None


def _require_length(raw: bytes, kind: type[Any]) -> None:
    most = MESSAGE_BYTES.get(kind, _LONGEST_MESSAGE)
    if len(raw) > most:
        raise LinkError("protocol.too-long", kind=kind.__name__, length=len(raw), most=most)


def decode_request(raw: bytes, kind: type[_T]) -> _T:
    """Read a call, its version first.

    Raises:
        RefusedError: the kiosk speaks another version.
        LinkError: not such a call, or beyond its limits.

    """
    version = _version_of(raw, kind)
    if version != VERSION:
        raise RefusedError("protocol.version", theirs=version, ours=VERSION)
    return decode(raw, kind)


def decode_manifest(raw: bytes) -> Manifest:
    """Read what the exam is, its version first.

    Raises:
        LinkError: not a manifest, or of another version.

    """
    version = _version_of(raw, Manifest)
    if version != VERSION:
        raise LinkError("protocol.exam-version", theirs=version, ours=VERSION)
    return decode(raw, Manifest)


def _version_of(raw: bytes, kind: type[Any]) -> int:
    """Read the version with which a message of that kind begins, whatever follows it."""
    return _decode_as(raw, _Versioned, kind).version


def exam_id_of(manifest: bytes) -> bytes:
    """Digest of the manifest's bytes, 32 bytes: the exam's identity."""
    return keys.digest("manifest", manifest)


def seal_topic(key: bytes, post_id: str, text: bytes, random: Randomness) -> SealedTopic:
    """Seal one post's topic under the topic key."""
    return SealedTopic(post_id, keys.encrypt(key, text, "topic", post_id, random=random))


def open_topic(key: bytes, topic: SealedTopic) -> bytes:
    """Open a sealed topic.

    Raises:
        KeyMismatchError: another key, or another post's topic.

    """
    return keys.decrypt(key, topic.sealed, "topic", topic.post_id)


def sign_order(issued: IssuedOrder, server_secret: bytes) -> SignedOrder:
    """Sign an order with the server's signing key.

    Raises:
        RefusedError: no kiosk could read it, so it is not signed.

    """
    try:
        body = encode(issued)
        _read_issued(body)
    except LinkError:
        raise RefusedError("order.unreadable") from None
    return SignedOrder(body, keys.sign(server_secret, body, "order"))


def read_order(signed: SignedOrder, server_public_key: bytes, exam_id: bytes) -> IssuedOrder:
    """Check an order's signature and exam.

    Raises:
        KeyMismatchError: not this server's order, or of another exam.
        LinkError: signed, but nothing that this version knows as an order.

    """
    keys.verify(server_public_key, signed.signature, signed.body, "order")
    issued = _read_issued(signed.body)
    if issued.exam_id != exam_id:
        raise KeyMismatchError("keys.mismatch", purpose="order")
    return issued


def _read_issued(body: bytes) -> IssuedOrder:
    issued = decode(body, IssuedOrder)
    starts = isinstance(issued.order, StartOrdered)
    if len(issued.topic_key) not in ((0, keys.KEY_BYTES) if starts else (0,)):
        raise LinkError("protocol.message", kind=IssuedOrder.__name__, problem="topic_key")
    return issued


def make_order_id(random: Randomness) -> str:
    """Draw the id of an order, 128 bits in hexadecimal digits."""
    return random(16).hex()
