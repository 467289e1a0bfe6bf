"""The file that a proctor carries from a PC without network to the server.

It holds what the PC keeps, as it keeps it: encrypted journals, sealed envelopes and the orders that
it heard. The seat signs it. Bringing it twice, or beside what came over the network, adds nothing.
It begins with a text that no other kind of file begins with.
"""

from typing import Annotated, Final

import msgspec

from exam import keys
from exam.encoding import Format, decode_versioned, encode_versioned
from exam.errors import KeyMismatchError, SealError
from exam.limits import Hash32, Instant, Name, Signature
from exam.messages import Orders, SegmentPart
from exam.receipts import SignedReceipt

TRANSFER_BYTES: Final = 512_000_000
"""The longest file that there can be."""
_BEGINNING: Final = b"makalah transfer\n"
_PURPOSE: Final = "transfer"
_Body = Annotated[bytes, msgspec.Meta(max_length=TRANSFER_BYTES)]
_Envelopes = Annotated[
    tuple[Annotated[bytes, msgspec.Meta(max_length=16_000_000)], ...], msgspec.Meta(max_length=1000)
]
_Receipts = Annotated[tuple[SignedReceipt, ...], msgspec.Meta(max_length=1000)]
_Segments = Annotated[tuple[SegmentPart, ...], msgspec.Meta(max_length=10_000)]


class Work(Format, frozen=True):
    """What a PC keeps of one application: its journal in parts, sealed envelopes, and receipts."""

    application_id: Name
    segments: _Segments
    envelopes: _Envelopes
    receipts: _Receipts = ()


_Works = Annotated[tuple[Work, ...], msgspec.Meta(max_length=10_000)]


class Transfer(Format, frozen=True):
    """Everything that a seat keeps, at that exam time (milliseconds, 0 if it never heard it)."""

    exam_id: Hash32
    seat_id: Name
    made_at: Instant
    works: _Works
    orders: Orders


class SignedTransfer(Format, frozen=True):
    """A transfer's bytes, which begin with a version byte, and the seat's signature."""

    body: _Body
    signature: Signature


def write_transfer(transfer: Transfer, seat_secret: bytes) -> bytes:
    """Write the file, signed by the seat."""
    body = encode_versioned(transfer)
    signed = SignedTransfer(body, keys.sign(seat_secret, body, _PURPOSE))
    return _BEGINNING + encode_versioned(signed)


def peek_transfer(raw: bytes) -> Transfer:
    """Read what a file says without asking who signed it.

    Raises:
        SealError: it is damaged, cut short, or of a newer version.

    """
    return _read_body(_read_signed(raw).body)


def read_transfer(raw: bytes, seat_public_key: bytes) -> Transfer:
    """Check a file's signature and return what it holds.

    Raises:
        SealError: that seat did not sign it, or it is damaged or of a newer version.

    """
    signed = _read_signed(raw)
    try:
        keys.verify(seat_public_key, signed.signature, signed.body, _PURPOSE)
    except KeyMismatchError:
        raise SealError("transfer.signature") from None
    return _read_body(signed.body)


def _read_signed(raw: bytes) -> SignedTransfer:
    damaged, newer = SealError("transfer.damaged"), SealError("transfer.version")
    if len(raw) > TRANSFER_BYTES or not raw.startswith(_BEGINNING):
        raise damaged
    return decode_versioned(raw[len(_BEGINNING) :], SignedTransfer, damaged, newer)


def _read_body(body: bytes) -> Transfer:
    damaged, newer = SealError("transfer.damaged"), SealError("transfer.version")
    return decode_versioned(body, Transfer, damaged, newer)
