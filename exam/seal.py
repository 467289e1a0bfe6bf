"""Hand-in envelopes.

An envelope holds both texts under its own content key, which is sealed to the panel key; the seat
signs it. Content key and contents are bound to every claim that the envelope makes, so none can be
changed by whoever did not seal it. Contents are padded, so that the size does not tell whose they
are. Each format has exactly one encoding; any other is refused as damaged.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Final

import msgspec

from exam import keys
from exam.codes import Randomness
from exam.encoding import Format, decode_strictly, decode_versioned, encode_versioned
from exam.errors import KeyMismatchError, SealError
from exam.limits import Count, Hash32, Instant, Ordinal, PartText, Signature

PADDED_BYTES: Final = 128 * 1024
"""Room for text in an envelope; a longer text takes the next multiple and is never refused."""
LARGEST_ENVELOPE_BYTES: Final = 16_000_000

_SALT_BYTES: Final = 32
_LENGTH_BYTES: Final = 4
_SEALED_KEY_BYTES: Final = keys.KEY_BYTES + keys.SEALING_OVERHEAD_BYTES

ApplicationId = Annotated[str, msgspec.Meta(pattern=r"^[!-~]{1,100}\Z")]
_Cause = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z-]{0,31}\Z")]
_SealedKey = Annotated[
    bytes, msgspec.Meta(min_length=_SEALED_KEY_BYTES, max_length=_SEALED_KEY_BYTES)
]
_Body = Annotated[bytes, msgspec.Meta(max_length=LARGEST_ENVELOPE_BYTES)]


class Manuscript(Format, frozen=True):
    """What is handed in: the paper and the slides, with their marks."""

    paper: PartText
    slides: PartText


class _Contents(Format, frozen=True):
    salt: Hash32
    manuscript: Manuscript


class Envelope(Format, frozen=True):
    """A sealed hand-in; (application, revision) is its identity, `cause` a `sitting.Cause`.

    `admission` says which admission by the server wrote it: a fencing token.
    """

    exam_id: Hash32
    application_id: ApplicationId
    revision: Ordinal
    admission: Count
    seat_id: ApplicationId
    sealed_at: Instant
    cause: _Cause
    journal_head: Hash32
    content_key: _SealedKey
    body: _Body
    plaintext_hash: Hash32


class SignedEnvelope(Format, frozen=True):
    """An envelope's bytes with the seat's signature."""

    envelope: _Body
    signature: Signature


@dataclass(frozen=True, slots=True)
class HandIn:
    """Who hands in what, by which admission, from where, when (exam milliseconds) and why."""

    exam_id: bytes
    application_id: str
    revision: int
    admission: int
    seat_id: str
    sealed_at: int
    cause: str
    journal_head: bytes


def seal_manuscript(
    manuscript: Manuscript,
    hand_in: HandIn,
    panel_public_key: bytes,
    seat_secret: bytes,
    random: Randomness,
    room_bytes: int = PADDED_BYTES,
) -> bytes:
    """Seal both texts to the panel, sign with the seat key, return the bytes to keep and send."""
    key = random(keys.KEY_BYTES)
    sealed_key = keys.seal_to(panel_public_key, key, "envelope-key", *_context(hand_in))
    return _write_envelope(manuscript, hand_in, key, sealed_key, seat_secret, random, room_bytes)


def _write_envelope(
    manuscript: Manuscript,
    hand_in: HandIn,
    content_key: bytes,
    sealed_key: bytes,
    seat_secret: bytes,
    random: Randomness,
    room_bytes: int,
) -> bytes:
    """Do all of the sealing that is the same for the same arguments."""
    plaintext = msgspec.msgpack.encode(_Contents(random(_SALT_BYTES), manuscript))
    padded, context = pad(plaintext, room_bytes=room_bytes), _context(hand_in)
    envelope = Envelope(
        exam_id=hand_in.exam_id,
        application_id=hand_in.application_id,
        revision=hand_in.revision,
        admission=hand_in.admission,
        seat_id=hand_in.seat_id,
        sealed_at=hand_in.sealed_at,
        cause=hand_in.cause,
        journal_head=hand_in.journal_head,
        content_key=sealed_key,
        body=keys.encrypt(content_key, padded, "envelope-body", *context, random=random),
        plaintext_hash=keys.digest("plaintext", plaintext),
    )
    raw = encode_versioned(envelope)
    signature = keys.sign(seat_secret, raw, "envelope")
    return msgspec.msgpack.encode(SignedEnvelope(raw, signature))


def _context(claims: HandIn | Envelope) -> tuple[bytes | str | int, ...]:
    return (
        claims.exam_id,
        claims.application_id,
        claims.revision,
        claims.admission,
        claims.seat_id,
        claims.sealed_at,
        claims.cause,
        claims.journal_head,
    )


def read_envelope(signed: bytes, seat_public_key: bytes) -> Envelope:
    """Check the seat's signature and return the envelope, still sealed.

    Raises:
        SealError: damaged, of a newer version, too large, or not signed by that seat.

    """
    outer = _decode_outer(signed)
    _require_signature(outer, seat_public_key)
    return _decode_envelope(outer)


def read_claimed_envelope(signed: bytes, key_of: Callable[[Envelope], bytes]) -> Envelope:
    """Check an envelope by the key of the seat that it names, which `key_of` finds by its claims.

    Raises:
        SealError: damaged, of a newer version, too large, or not signed by that seat.

    """
    outer = _decode_outer(signed)
    claimed = _decode_envelope(outer)
    _require_signature(outer, key_of(claimed))
    return claimed


def _require_signature(outer: SignedEnvelope, seat_public_key: bytes) -> None:
    try:
        keys.verify(seat_public_key, outer.signature, outer.envelope, "envelope")
    except KeyMismatchError:
        raise SealError("seal.signature") from None


def peek_envelope(signed: bytes) -> Envelope:
    """Return the envelope's claims without checking who signed it.

    Raises:
        SealError: damaged, of a newer version, or too large.

    """
    return _decode_envelope(_decode_outer(signed))


def _decode_outer(signed: bytes) -> SignedEnvelope:
    if len(signed) > LARGEST_ENVELOPE_BYTES:
        raise SealError("seal.size", length=len(signed), most=LARGEST_ENVELOPE_BYTES)
    return decode_strictly(signed, SignedEnvelope, SealError("seal.damaged"))


def _decode_envelope(outer: SignedEnvelope) -> Envelope:
    newer = SealError("seal.version", version=int.from_bytes(outer.envelope[:1], "big"))
    return decode_versioned(outer.envelope, Envelope, SealError("seal.damaged"), newer)


def open_envelope(envelope: Envelope, panel_seed: bytes) -> Manuscript:
    """Open an envelope with the panel's seed.

    Raises:
        SealError: another panel key, or the contents are not what was signed.

    """
    return _open(envelope, content_key_of(envelope, panel_seed), "seal.contents")


def content_key_of(envelope: Envelope, panel_seed: bytes) -> bytes:
    """Return the key of this one envelope, by which it can be disclosed without the panel's seed.

    Raises:
        SealError: another panel key.

    """
    try:
        context = _context(envelope)
        return keys.open_sealed(panel_seed, envelope.content_key, "envelope-key", *context)
    except KeyMismatchError:
        raise SealError("seal.panel-key", application=envelope.application_id) from None


def open_with_content_key(envelope: Envelope, content_key: bytes) -> Manuscript:
    """Open an envelope with its own content key, as somebody does to whom it was disclosed.

    Raises:
        SealError: another envelope's key, or the contents are not what was signed.

    """
    return _open(envelope, content_key, "seal.content-key")


def _open(envelope: Envelope, content_key: bytes, code: str) -> Manuscript:
    try:
        padded = keys.decrypt(content_key, envelope.body, "envelope-body", *_context(envelope))
    except KeyMismatchError:
        raise SealError(code, application=envelope.application_id) from None
    plaintext = unpad(padded)
    if keys.digest("plaintext", plaintext) != envelope.plaintext_hash:
        raise SealError("seal.contents", application=envelope.application_id)
    return decode_strictly(plaintext, _Contents, SealError("seal.damaged")).manuscript


def envelope_digest(signed: bytes) -> bytes:
    """Digest of the signed envelope's bytes, which receipts and the ledger name."""
    return keys.digest("envelope", signed)


def pad(plaintext: bytes, least: int = 0, room_bytes: int = PADDED_BYTES) -> bytes:
    """Fill up with zeros to a multiple of the room, and at least `least`; length in front."""
    framed = len(plaintext).to_bytes(_LENGTH_BYTES, "big") + plaintext
    filled = framed.ljust(least, b"\0")
    return filled + bytes(-len(filled) % room_bytes)


def unpad(padded: bytes) -> bytes:
    """Undo `pad`.

    Raises:
        SealError: the stated length does not fit, or something hides in the padding.

    """
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    end = _LENGTH_BYTES + length
    if len(padded) < end or padded[end:] != bytes(len(padded) - end):
        raise SealError("seal.padding")
    return padded[_LENGTH_BYTES:end]
