"""Envelopes as the tests make them: whole, changed by their own seat, and forged."""

from typing import Any

import msgspec
import pytest

from exam import keys
from exam.encoding import encode_versioned
from exam.errors import SealError
from exam.seal import (
    PADDED_BYTES,
    HandIn,
    Manuscript,
    SignedEnvelope,
    content_key_of,
    open_envelope,
    peek_envelope,
    read_envelope,
    seal_manuscript,
)
from tests.exam.sources import (
    APPLICATION,
    EXAM,
    OTHER_EXAM,
    PANEL_SEED,
    SEAT_SECRET,
    SERVER_SECRET,
    fixed,
)

HEAD = b"\x0a" * 32
HAND_IN = HandIn(EXAM, APPLICATION, 1, 3, "seat-1", 5_000, "submitted", HEAD)
MANUSCRIPT = Manuscript("\ue001Judul\nIsi – “dengan” tanda", "\ue001Slide")
SEAT = keys.signing_public_key(SEAT_SECRET)
SERVER = keys.signing_public_key(SERVER_SECRET)
PANEL = keys.sealing_public_key(PANEL_SEED)
SMALL_ROOM = 64
"""Room for text in the examples of which every bit is tried."""

OTHER_CLAIMS: dict[str, bytes | str | int] = {
    "exam_id": OTHER_EXAM,
    "application_id": "002.kesbangpol",
    "revision": 2,
    "admission": 2,
    "seat_id": "seat-2",
    "sealed_at": 5_001,
    "cause": "time-up",
    "journal_head": bytes(32),
}


def sealed(
    manuscript: Manuscript = MANUSCRIPT,
    hand_in: HandIn = HAND_IN,
    room_bytes: int = PADDED_BYTES,
    random: str = "makalah",
) -> bytes:
    return seal_manuscript(manuscript, hand_in, PANEL, SEAT_SECRET, fixed(random), room_bytes)


def signed_by_the_seat(inner: bytes) -> bytes:
    """What a seat with a will of its own could send."""
    return msgspec.msgpack.encode(SignedEnvelope(inner, keys.sign(SEAT_SECRET, inner, "envelope")))


def changed(**claims: Any) -> bytes:
    """A small envelope with other claims, signed anew by its own seat."""
    envelope = msgspec.structs.replace(peek_envelope(sealed(room_bytes=SMALL_ROOM)), **claims)
    return signed_by_the_seat(encode_versioned(envelope))


def refusal_of(raw: bytes) -> str:
    with pytest.raises(SealError) as refused:
        open_envelope(read_envelope(raw, SEAT), PANEL_SEED)
    return refused.value.code


def forged(padded: bytes, plaintext: bytes) -> bytes:
    """An envelope with these padded contents, which says that they are that plaintext."""
    envelope = peek_envelope(sealed(room_bytes=SMALL_ROOM))
    context = tuple(getattr(HAND_IN, name) for name in OTHER_CLAIMS)
    content_key = content_key_of(envelope, PANEL_SEED)
    body = keys.encrypt(content_key, padded, "envelope-body", *context, random=fixed("n"))
    return changed(
        content_key=envelope.content_key,
        body=body,
        plaintext_hash=keys.digest("plaintext", plaintext),
    )


SALT = b"\xc4\x20" + bytes(32)
