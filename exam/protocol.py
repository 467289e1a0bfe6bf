"""Messages between kiosk and server, as MessagePack arrays.

Four calls: `enrol`, `sign-in`, `beat`, `submit`. Each may be repeated, lost, delayed or reordered
without harm. A kiosk trusts nothing but the exam whose id stands in its pairing code: the manifest
with that digest names the CA, the server's signing key, the panel key and the config.
"""

from typing import Annotated, Final, TypeVar

import msgspec

from exam import keys
from exam.codes import (
    ALPHABET,
    LENGTH,
    Code,
    Randomness,
    fold_typed,
    make_code,
    parse_code,
    show_code,
)
from exam.errors import CodeError, KeyMismatchError, LinkError, RefusedError
from exam.ledger import SignedCheckpoint
from exam.seal import SignedReceipt

VERSION: Final = 1
BEAT_SECONDS: Final = 2
SEAT_TIMEOUT_SECONDS: Final = 10
"""A seat not heard of for so long may be replaced by another."""
SERVER_NAME: Final = "makalah.internal"
"""DNS name in the server's certificate, sent as SNI, so that addresses may change."""
MEDIA_TYPE: Final = "application/vnd.makalah+msgpack"
_PIN_CHARACTERS: Final = 16

Short = Annotated[str, msgspec.Meta(max_length=200)]
Id16 = Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
Hash32 = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
Record = Annotated[bytes, msgspec.Meta(max_length=2_000_000)]
Count = Annotated[int, msgspec.Meta(ge=0)]

_T = TypeVar("_T")


class Message(msgspec.Struct, frozen=True, array_like=True):
    """Anything that travels."""


class Manifest(Message, frozen=True):
    """What the exam is; the digest of its bytes is the exam id."""

    version: int
    ca_certificate: bytes
    server_signing_key: bytes
    panel_public_key: bytes
    config: bytes


class EnrolRequest(Message, frozen=True):
    """A PC asks for a seat: one-time code, its name, a CSR (DER) and its Ed25519 key."""

    version: int
    code: Short
    seat_name: Short
    csr: Annotated[bytes, msgspec.Meta(max_length=4096)]
    signing_key: Hash32


class EnrolReply(Message, frozen=True):
    """The seat's certificate (DER) and the port for kiosks on the same address."""

    seat_id: str
    certificate: bytes
    kiosk_port: int


class SegmentPart(Message, frozen=True):
    """Records `first` onwards of one journal segment."""

    header: Annotated[bytes, msgspec.Meta(max_length=8192)]
    first: Count
    records: Annotated[tuple[Record, ...], msgspec.Meta(max_length=10_000)]


class SealedTopic(Message, frozen=True):
    """The topic of one post under the topic key that the start order carries."""

    post_id: str
    sealed: bytes


class SignInRequest(Message, frozen=True):
    """A candidate at a seat: number, and the auth key that the card code stretches to."""

    version: int
    number: Short
    auth: Hash32


class SignInReply(Message, frozen=True):
    """Who they are, what they may do, and the journal so far."""

    application_id: str
    number: str
    name: str
    nip: str
    post_id: str
    length: int
    revision: int
    exam_time: int
    topic: SealedTopic
    journal: tuple[SegmentPart, ...]
    receipt: SignedReceipt | None = None


class BeatRequest(Message, frozen=True):
    """Every two seconds: status and new records; `application_id` is empty before sign-in."""

    version: int
    application_id: Short
    phase: Short
    words: Count
    journal: Annotated[tuple[SegmentPart, ...], msgspec.Meta(max_length=64)] = ()
    checkpoint: SignedCheckpoint | None = None


class Held(Message, frozen=True):
    """The server has, durably, so many records of a segment."""

    segment_id: Id16
    count: Count


class StartOrder(Message, frozen=True):
    """The sitting begins at that exam time; the key opens the sealed topics."""

    exam_id: bytes
    at: int
    topic_key: bytes


class SignedOrder(Message, frozen=True):
    """An order's bytes with the server's signature."""

    body: bytes
    signature: bytes


class BeatReply(Message, frozen=True):
    """What the server holds, its exam time, the orders in force and the latest checkpoint."""

    exam_time: int
    held: tuple[Held, ...] = ()
    orders: tuple[SignedOrder, ...] = ()
    checkpoint: SignedCheckpoint | None = None


class SubmitRequest(Message, frozen=True):
    """A sealed envelope."""

    version: int
    envelope: Annotated[bytes, msgspec.Meta(max_length=16_000_000)]


class SubmitReply(Message, frozen=True):
    """The receipt; the same envelope always gets the same one."""

    receipt: SignedReceipt


class Refusal(Message, frozen=True):
    """Why a call was refused: a code and details of `exam.errors`."""

    code: str
    details: dict[str, str | int]

    def to_error(self) -> RefusedError:
        """Return the error that the other side raised."""
        return RefusedError(self.code, **self.details)


def encode(message: msgspec.Struct) -> bytes:
    """Write a message."""
    return msgspec.msgpack.encode(message)


def decode(raw: bytes, kind: type[_T]) -> _T:
    """Read a message of one kind.

    Raises:
        LinkError: not such a message, or beyond its limits.

    """
    try:
        return msgspec.msgpack.decode(raw, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise LinkError("protocol.message", kind=kind.__name__, problem=str(error)) from None


def require_version(version: int) -> None:
    """Refuse a call of another protocol version.

    Raises:
        RefusedError: the other side speaks another version.

    """
    if version != VERSION:
        raise RefusedError("protocol.version", theirs=version, ours=VERSION)


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


def sign_order(order: StartOrder, server_secret: bytes) -> SignedOrder:
    """Sign an order with the server's signing key."""
    body = encode(order)
    return SignedOrder(body, keys.sign(server_secret, body, "order"))


def read_order(signed: SignedOrder, server_public_key: bytes, exam_id: bytes) -> StartOrder:
    """Check an order's signature and exam.

    Raises:
        KeyMismatchError: not this server's order, or of another exam.

    """
    keys.verify(server_public_key, signed.signature, signed.body, "order")
    order = decode(signed.body, StartOrder)
    if order.exam_id != exam_id:
        raise KeyMismatchError("keys.mismatch", purpose="order")
    return order


class PairingCode(msgspec.Struct, frozen=True):
    """What a technician types at a PC: a one-time secret, and which exam to trust."""

    secret: Code
    pin: str

    def show(self) -> str:
        """Write it in groups of four."""
        return show_code(self.secret + self.pin)

    def matches(self, exam_id: bytes) -> bool:
        """Whether the code was made for that exam."""
        return self.pin == _pin(exam_id)


def make_pairing_code(exam_id: bytes, random: Randomness) -> PairingCode:
    """Draw a pairing code for one PC."""
    return PairingCode(make_code(random), _pin(exam_id))


def parse_pairing_code(typed: str) -> PairingCode:
    """Read a pairing code as people type it.

    Raises:
        CodeError: wrong length, wrong characters, or a wrong check character in the secret; a wrong
            character in the pin shows only when the code does not match the exam.

    """
    text = fold_typed(typed)
    secret, pin = text[:-_PIN_CHARACTERS], text[-_PIN_CHARACTERS:]
    if len(text) != LENGTH + _PIN_CHARACTERS or not set(text) <= set(ALPHABET):
        raise CodeError("code.pairing")
    return PairingCode(parse_code(secret), pin)


def _pin(exam_id: bytes) -> str:
    """First 80 bits of the exam id in the code alphabet."""
    number = int.from_bytes(exam_id[:10], "big")
    places = reversed(range(_PIN_CHARACTERS))
    return "".join(ALPHABET[(number >> (5 * place)) & 31] for place in places)
