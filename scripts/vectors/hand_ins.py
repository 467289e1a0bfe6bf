"""Vectors of a hand-in: envelope, receipt, short codes, padding."""

from dataclasses import fields
from typing import Final

import msgspec

from exam import keys, receipts, seal
from exam.receipts import Receipt
from exam.seal import HandIn, Manuscript
from scripts.vectors.sources import (
    APPLICATION,
    EXAM_ID,
    PANEL_SEED,
    SEAT_SECRET,
    SERVER_SECRET,
    InTurn,
    Vector,
    drawn,
    kept_or_sealed,
)

_ROOM_BYTES = 64
_HAND_IN = HandIn(
    exam_id=EXAM_ID,
    application_id=APPLICATION,
    revision=1,
    admission=2,
    seat_id="0123456789abcdef",
    sealed_at=14_400_000,
    cause="submitted",
    journal_head=drawn("journal head", 32),
)
_MANUSCRIPT = Manuscript("Judul\nIsi – “dengan” tanda", "Slide")
_SALT = drawn("salt", 32)
_CONTENT_KEY = drawn("content key", 32)
_NONCE = drawn("envelope nonce", 12)


_ENVELOPE: Final = (
    "Signed envelope: MessagePack array of the envelope's bytes and the seat's signature "
    "(purpose 'envelope'). Envelope: version byte 01, then a MessagePack array of the "
    "claims in this order, the sealed content key, the body and the plaintext hash. Both "
    "keys and contents are bound to all claims in their order (purposes 'envelope-key' "
    "and 'envelope-body'). Plaintext: MessagePack array of salt and [paper, slides]; its "
    "hash is the digest with the purpose 'plaintext'; padded it stands behind its length "
    "(four bytes, big-endian) and before zeros. Digest and codes: purposes 'envelope', "
    "'provisional-code', 'receipt-code'. The room is smaller than in any exam."
)


def envelopes() -> Vector:
    """One small envelope, layer by layer, its receipt and their short codes."""
    sealed_key = _sealed_key()
    signed = _envelope(sealed_key)
    outer = msgspec.msgpack.decode(signed, type=seal.SignedEnvelope)
    return {
        "description": _ENVELOPE,
        "panel_seed": PANEL_SEED.hex(),
        "seat_secret": SEAT_SECRET.hex(),
        "claims": _claims(),
        "paper": _MANUSCRIPT.paper,
        "slides": _MANUSCRIPT.slides,
        "room_bytes": _ROOM_BYTES,
        "salt": _SALT.hex(),
        "content_key": _CONTENT_KEY.hex(),
        "nonce": _NONCE.hex(),
        "sealed_once": {"content_key": sealed_key.hex()},
        "envelope": outer.envelope.hex(),
        "signature": outer.signature.hex(),
        "signed": signed.hex(),
        "digest": seal.envelope_digest(signed).hex(),
        "provisional_code": receipts.provisional_code(signed),
        "receipt": _receipt(signed),
        "padding": [
            {"plaintext": text.hex(), "room_bytes": 8, "padded": seal.pad(text, 0, 8).hex()}
            for text in (b"", b"isi", b"teks", b"lebih")
        ],
    }


def _claims() -> list[Vector]:
    values = [(field.name, getattr(_HAND_IN, field.name)) for field in fields(_HAND_IN)]
    return [{name: one.hex() if isinstance(one, bytes) else one} for name, one in values]


def _sealed_key() -> bytes:
    """The content key sealed to the panel; it must open for the very claims of the envelope."""
    return kept_or_sealed(
        "envelope.json",
        "content_key",
        lambda raw: seal.content_key_of(seal.peek_envelope(_envelope(raw)), PANEL_SEED),
        _seal_key_anew,
    )


def _seal_key_anew() -> bytes:
    random = InTurn(_CONTENT_KEY, _SALT, _NONCE)
    public_key = keys.sealing_public_key(PANEL_SEED)
    whole = seal.seal_manuscript(
        _MANUSCRIPT, _HAND_IN, public_key, SEAT_SECRET, random, _ROOM_BYTES
    )
    return seal.peek_envelope(whole).content_key


def _envelope(sealed_key: bytes) -> bytes:
    random = InTurn(_SALT, _NONCE)
    return seal._write_envelope(
        _MANUSCRIPT, _HAND_IN, _CONTENT_KEY, sealed_key, SEAT_SECRET, random, _ROOM_BYTES
    )


def _receipt(signed_envelope: bytes) -> Vector:
    receipt = Receipt(
        exam_id=EXAM_ID,
        application_id=APPLICATION,
        revision=_HAND_IN.revision,
        envelope_digest=seal.envelope_digest(signed_envelope),
        received_at=14_400_250,
    )
    signed = receipts.sign_receipt(receipt, SERVER_SECRET)
    return {
        "description": (
            "Version byte 01, then a MessagePack array of exam id, application id, revision, "
            "digest of the signed envelope, and exam time of receiving; signed by the server "
            "(purpose 'receipt')."
        ),
        "server_secret": SERVER_SECRET.hex(),
        "received_at": receipt.received_at,
        "body": signed.body.hex(),
        "signature": signed.signature.hex(),
        "receipt_code": receipts.receipt_code(signed),
    }
