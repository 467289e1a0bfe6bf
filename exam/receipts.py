"""Receipts: the server's signature over an envelope's digest, with a code to be copied by hand.

A receipt has exactly one encoding; any other is refused as damaged.
"""

from typing import Annotated, Final

import msgspec

from exam import keys
from exam.codes import Code, code_from_bits
from exam.encoding import Format, decode_versioned, encode_versioned
from exam.errors import KeyMismatchError, SealError
from exam.limits import Hash32, Instant, Ordinal, Signature
from exam.seal import ApplicationId, envelope_digest, peek_envelope

LARGEST_RECEIPT_BYTES: Final = 512


class Receipt(Format, frozen=True):
    """The server has this envelope, durably, since that exam time (milliseconds)."""

    exam_id: Hash32
    application_id: ApplicationId
    revision: Ordinal
    envelope_digest: Hash32
    received_at: Instant


class SignedReceipt(Format, frozen=True):
    """A receipt's bytes, which begin with a version byte, and the server's signature."""

    body: Annotated[bytes, msgspec.Meta(max_length=LARGEST_RECEIPT_BYTES)]
    signature: Signature


def sign_receipt(receipt: Receipt, server_secret: bytes) -> SignedReceipt:
    """Sign a receipt with the server's signing key."""
    body = encode_versioned(receipt)
    return SignedReceipt(body, keys.sign(server_secret, body, "receipt"))


def read_receipt(signed: SignedReceipt, server_public_key: bytes) -> Receipt:
    """Check the server's signature and return the receipt.

    Raises:
        SealError: not signed by that server, of a newer version, or not a receipt.

    """
    try:
        keys.verify(server_public_key, signed.signature, signed.body, "receipt")
    except KeyMismatchError:
        raise SealError("seal.receipt") from None
    newer = SealError("seal.receipt-version")
    return decode_versioned(signed.body, Receipt, SealError("seal.damaged"), newer)


def require_receipt_for(receipt: Receipt, signed_envelope: bytes) -> None:
    """Check that a receipt is for this very envelope, as whoever holds both can.

    Raises:
        SealError: it is for another, or the envelope is damaged.

    """
    envelope = peek_envelope(signed_envelope)
    named = (receipt.exam_id, receipt.application_id, receipt.revision)
    if named != (envelope.exam_id, envelope.application_id, envelope.revision):
        raise SealError("seal.other-receipt")
    if receipt.envelope_digest != envelope_digest(signed_envelope):
        raise SealError("seal.other-receipt")


def receipt_code(signed: SignedReceipt) -> Code:
    """Short code of a receipt, to be copied by hand and found again in the ledger."""
    return _short_code(keys.digest("receipt-code", signed.body))


def provisional_code(signed_envelope: bytes) -> Code:
    """Short code of an envelope that the server has not yet acknowledged."""
    return _short_code(keys.digest("provisional-code", signed_envelope))


def _short_code(digest: bytes) -> Code:
    return code_from_bits(int.from_bytes(digest[:7], "big"))
