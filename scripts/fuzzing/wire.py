"""Targets among messages, orders, journal and ledger entries."""

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from exam import keys
from exam.chronicle import OrderIssued, decode_entry, encode_entry
from exam.codes import fold_typed, parse_code, show_code
from exam.draft import Draft
from exam.errors import LinkError
from exam.journal import (
    _Chain,
    parse_header,
    read_records,
    unlock_with_card,
    unlock_with_panel,
)
from exam.pairing import parse_pairing_code
from exam.protocol import (
    MESSAGE_BYTES,
    Refusal,
    SignedOrder,
    decode,
    decode_manifest,
    decode_request,
    encode,
    read_order,
)
from exam.sentences import sentence
from scripts.fuzzing.target import LostError, Shape, Target, as_text, tried
from scripts.vectors import chronicles, messages
from scripts.vectors.journals import journal
from scripts.vectors.sources import APPLICATION, EXAM_ID, KEY, PANEL_SEED, SERVER_SECRET

_SERVER: Final = keys.signing_public_key(SERVER_SECRET)
_JOURNAL: Final[dict[str, Any]] = journal()
_HEADER_BYTES: Final = bytes.fromhex(_JOURNAL["header"])
_HEADER: Final = parse_header(_HEADER_BYTES)
_SEGMENT_KEY: Final = bytes.fromhex(_JOURNAL["segment_key"])


def feed_code(data: bytes) -> None:
    """Read a code, which is written as it was read."""
    code = parse_code(as_text(data))
    if parse_code(show_code(code)) != code or fold_typed(code) != code:
        raise LostError(code)


def feed_pairing_code(data: bytes) -> None:
    """Read a pairing code, which is written as it was read."""
    code = parse_pairing_code(as_text(data))
    if parse_pairing_code(code.show()) != code:
        raise LostError(code)


def feed_message(data: bytes) -> None:
    """Read every kind of message; what is read can be written, and reads the same again."""
    for kind in MESSAGE_BYTES:
        try:
            message = decode(data, kind)
        except LinkError:
            continue
        if decode(encode(message), kind) != message:
            raise LostError(message)
        if isinstance(message, Refusal):
            sentence(message.to_error(), str)
        tried(decode_request, data, kind)
    tried(decode_manifest, data)


def feed_order(data: bytes) -> None:
    """Read an order that somebody signed."""
    signed = SignedOrder(data, keys.sign(SERVER_SECRET, data, "order"))
    read_order(signed, _SERVER, EXAM_ID).concerns(APPLICATION, "pagi")


def feed_header(data: bytes) -> None:
    """Read a header and open it; only the one that is known opens."""
    header = parse_header(data)
    for unlock, secret in ((unlock_with_card, KEY), (unlock_with_panel, PANEL_SEED)):
        key = tried(unlock, header, secret)
        if isinstance(key, bytes) and data != _HEADER_BYTES:
            raise LostError(data)


def feed_record(data: bytes) -> None:
    """Read bytes as a record, and as the contents of one whose author had the key."""
    tried(list, read_records(_HEADER_BYTES, _SEGMENT_KEY, [data]))
    chain = _Chain(_HEADER, _HEADER_BYTES, _SEGMENT_KEY)
    record = chain._cipher.encrypt(chain._nonce(), data, chain._aad())
    for event in read_records(_HEADER_BYTES, _SEGMENT_KEY, [record]):
        tried(Draft("Bab", "S").after, event)
        chain.encrypt(event)


def feed_entry(data: bytes) -> None:
    """Read an entry, which has one form only."""
    if encode_entry(decode_entry(data)) != data:
        raise LostError(data)


def _codes() -> Iterator[bytes]:
    yield from (b"0000-00KA-AAN3", b"0000 00ka aan3", "ooooOOka–aan3".encode())


def _pairing_codes() -> Iterator[bytes]:
    yield from (b"0810-40G2-081Z-PYDT-ZD5H-F5ZS-RM7A", b"0" * 28)


def _messages() -> Iterator[bytes]:
    yield from (encode(example) for example in messages.EXAMPLES)


def _orders() -> Iterator[bytes]:
    for entry in chronicles.EXAMPLES:
        if isinstance(entry, OrderIssued):
            yield msgspec.msgpack.encode([EXAM_ID, "pagi", APPLICATION, entry.order, b""])


def _headers() -> Iterator[bytes]:
    yield _HEADER_BYTES


def _events() -> Iterator[bytes]:
    yield from (bytes.fromhex(one["plaintext"]) for one in _JOURNAL["records"])


def _entries() -> Iterator[bytes]:
    yield from (encode_entry(example) for example in chronicles.EXAMPLES)


TARGETS: Final = (
    Target("code", feed_code, _codes),
    Target("pairing-code", feed_pairing_code, _pairing_codes),
    Target("message", feed_message, _messages, Shape.MSGPACK),
    Target("order", feed_order, _orders, Shape.MSGPACK),
    Target("header", feed_header, _headers, Shape.MSGPACK),
    Target("record", feed_record, _events, Shape.MSGPACK),
    Target("entry", feed_entry, _entries, Shape.JSON),
)
