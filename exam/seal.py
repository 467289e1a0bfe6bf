"""Hand-in envelopes and receipts.

An envelope holds both texts under its own content key, which is sealed to the panel key; the seat
signs it. It is padded so that its size does not tell whose it is. A receipt is the server's
signature over the envelope's digest, with a short code that can be copied by hand.
"""

from dataclasses import dataclass
from typing import Annotated, Final, TypeVar

import msgspec

from exam import keys
from exam.codes import Code, Randomness, code_from_bits
from exam.errors import KeyMismatchError, SealError

PADDED_BYTES: Final = 128 * 1024
"""Room for text in an envelope; a longer text takes the next multiple and is never refused."""

_SALT_BYTES: Final = 32
_LENGTH_BYTES: Final = 4
_Whole = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
_T = TypeVar("_T")


class Manuscript(msgspec.Struct, frozen=True, array_like=True):
    """What is handed in: the paper and the slides, with their marks."""

    paper: str
    slides: str


class _Contents(msgspec.Struct, frozen=True, array_like=True):
    salt: bytes
    manuscript: Manuscript


class Envelope(msgspec.Struct, frozen=True, array_like=True):
    """A sealed hand-in; (application, revision) is its identity, `cause` a `sitting.Cause`."""

    version: int
    exam_id: bytes
    application_id: str
    revision: _Whole
    seat_id: str
    sealed_at: _Whole
    cause: str
    journal_head: bytes
    content_key: bytes
    body: bytes
    plaintext_hash: bytes


class SignedEnvelope(msgspec.Struct, frozen=True, array_like=True):
    """An envelope's bytes with the seat's signature."""

    envelope: bytes
    signature: bytes


class Receipt(msgspec.Struct, frozen=True, array_like=True):
    """The server has this envelope, durably, since that exam time (milliseconds)."""

    exam_id: bytes
    application_id: str
    revision: int
    envelope_digest: bytes
    received_at: int


class SignedReceipt(msgspec.Struct, frozen=True, array_like=True):
    """A receipt's bytes with the server's signature."""

    body: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class HandIn:
    """Who hands in what, from where, when (exam milliseconds) and why."""

    exam_id: bytes
    application_id: str
    revision: int
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
) -> bytes:
    """Seal both texts to the panel, sign with the seat key, return the bytes to keep and send."""
    names = (hand_in.exam_id, hand_in.application_id, hand_in.revision)
    plaintext = msgspec.msgpack.encode(_Contents(random(_SALT_BYTES), manuscript))
    content_key = random(keys.KEY_BYTES)
    envelope = Envelope(
        version=1,
        exam_id=hand_in.exam_id,
        application_id=hand_in.application_id,
        revision=hand_in.revision,
        seat_id=hand_in.seat_id,
        sealed_at=hand_in.sealed_at,
        cause=hand_in.cause,
        journal_head=hand_in.journal_head,
        content_key=keys.seal_to(panel_public_key, content_key, "envelope-key", *names),
        body=keys.encrypt(content_key, pad(plaintext), "envelope-body", *names, random=random),
        plaintext_hash=keys.digest("plaintext", plaintext),
    )
    raw = msgspec.msgpack.encode(envelope)
    signature = keys.sign(seat_secret, raw, "envelope")
    return msgspec.msgpack.encode(SignedEnvelope(raw, signature))


def read_envelope(signed: bytes, seat_public_key: bytes) -> Envelope:
    """Check the seat's signature and return the envelope, still sealed.

    Raises:
        SealError: damaged, of a newer version, or not signed by that seat.

    """
    outer = _decode(signed, SignedEnvelope)
    try:
        keys.verify(seat_public_key, outer.signature, outer.envelope, "envelope")
    except KeyMismatchError:
        raise SealError("seal.signature") from None
    return peek_envelope(signed)


def peek_envelope(signed: bytes) -> Envelope:
    """Return the envelope's claims without checking who signed it.

    Raises:
        SealError: damaged, or of a newer version.

    """
    envelope = _decode(_decode(signed, SignedEnvelope).envelope, Envelope)
    if envelope.version != 1:
        raise SealError("seal.version", version=envelope.version)
    return envelope


def open_envelope(envelope: Envelope, panel_seed: bytes) -> Manuscript:
    """Open an envelope with the panel's seed.

    Raises:
        SealError: another panel key, or the contents are not what was signed.

    """
    names = (envelope.exam_id, envelope.application_id, envelope.revision)
    try:
        content_key = keys.open_sealed(panel_seed, envelope.content_key, "envelope-key", *names)
        plaintext = unpad(keys.decrypt(content_key, envelope.body, "envelope-body", *names))
    except KeyMismatchError:
        raise SealError("seal.panel-key", application=envelope.application_id) from None
    if keys.digest("plaintext", plaintext) != envelope.plaintext_hash:
        raise SealError("seal.contents", application=envelope.application_id)
    return _decode(plaintext, _Contents).manuscript


def envelope_digest(signed: bytes) -> bytes:
    """Digest of the signed envelope's bytes, which receipts and the ledger name."""
    return keys.digest("envelope", signed)


def sign_receipt(receipt: Receipt, server_secret: bytes) -> SignedReceipt:
    """Sign a receipt with the server's signing key."""
    body = msgspec.msgpack.encode(receipt)
    return SignedReceipt(body, keys.sign(server_secret, body, "receipt"))


def read_receipt(signed: SignedReceipt, server_public_key: bytes) -> Receipt:
    """Check the server's signature and return the receipt.

    Raises:
        SealError: not signed by that server, or not a receipt.

    """
    try:
        keys.verify(server_public_key, signed.signature, signed.body, "receipt")
    except KeyMismatchError:
        raise SealError("seal.receipt") from None
    return _decode(signed.body, Receipt)


def receipt_code(signed: SignedReceipt) -> Code:
    """Short code of a receipt, to be copied by hand and found again in the ledger."""
    return _short_code(keys.digest("receipt-code", signed.body))


def provisional_code(signed_envelope: bytes) -> Code:
    """Short code of an envelope that the server has not yet acknowledged."""
    return _short_code(keys.digest("provisional-code", signed_envelope))


def pad(plaintext: bytes, least: int = 0) -> bytes:
    """Fill up to a multiple of `PADDED_BYTES` and at least `least`, with the length in front."""
    framed = len(plaintext).to_bytes(_LENGTH_BYTES, "big") + plaintext
    filled = framed.ljust(least, b"\0")
    return filled + bytes(-len(filled) % PADDED_BYTES)


def unpad(padded: bytes) -> bytes:
    """Undo `pad`.

    Raises:
        SealError: the stated length does not fit.

    """
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    if len(padded) < _LENGTH_BYTES + length:
        raise SealError("seal.padding")
    return padded[_LENGTH_BYTES : _LENGTH_BYTES + length]


def _short_code(digest: bytes) -> Code:
    return code_from_bits(int.from_bytes(digest[:7], "big"))


def _decode(raw: bytes, kind: type[_T]) -> _T:
    try:
        return msgspec.msgpack.decode(raw, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise SealError("seal.damaged") from None
