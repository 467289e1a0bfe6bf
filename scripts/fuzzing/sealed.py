"""Targets among keys, hand-ins, receipts and the exam's log."""

import json
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from exam import keys
from exam.encoding import encode_versioned
from exam.ledger import (
    HASH_BYTES,
    SignedCheckpoint,
    read_checkpoint,
    verify_consistency,
    verify_inclusion,
)
from exam.protocol import SegmentPart, SignedOrder
from exam.receipts import SignedReceipt, read_receipt, require_receipt_for
from exam.seal import (
    SignedEnvelope,
    _context,
    content_key_of,
    open_envelope,
    open_with_content_key,
    pad,
    peek_envelope,
    read_envelope,
    unpad,
)
from exam.transfer import (
    SignedTransfer,
    Transfer,
    Work,
    peek_transfer,
    read_transfer,
    write_transfer,
)
from scripts.fuzzing.target import DATA, LostError, Shape, Target, tried
from scripts.vectors.sources import EXAM_ID, PANEL_SEED, SEAT_SECRET, SERVER_SECRET

_PROOF_BYTES: Final = 16
_VERSION: Final = b"\x01"
_FILE_BEGINNING: Final = b"makalah transfer\n"


def _vectors(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((DATA / "vectors" / f"{name}.json").read_text())
    return read


_SEAT: Final = keys.signing_public_key(SEAT_SECRET)
_SERVER: Final = keys.signing_public_key(SERVER_SECRET)
_SIGNED: Final = bytes.fromhex(_vectors("envelope")["signed"])
_ENVELOPE: Final = read_envelope(_SIGNED, _SEAT)
_CONTENT_KEY: Final = content_key_of(_ENVELOPE, PANEL_SEED)


def feed_key(data: bytes) -> None:
    """Take bytes for everything that keys are used on."""
    context = ("purpose", b"context", 7)
    tried(keys.decrypt, PANEL_SEED, data, *context)
    tried(keys.decrypt, data, data, *context)
    tried(keys.open_sealed, PANEL_SEED, data, *context)
    tried(keys.seal_to, data, b"text", *context)
    tried(keys.verify, data[:32], data[32:96], data[96:], "purpose")
    tried(keys.join_shares, [data[:32], data[32:64]])


def feed_envelope(data: bytes) -> None:
    """Read bytes as a signed envelope, and as one that the seat itself signed."""
    tried(peek_envelope, data)
    signed = SignedEnvelope(data, keys.sign(SEAT_SECRET, data, "envelope"))
    open_envelope(read_envelope(msgspec.msgpack.encode(signed), _SEAT), PANEL_SEED)


def feed_contents(data: bytes) -> None:
    """Open an envelope whose author put these bytes into it."""
    for plaintext, padded in ((data, pad(data, room_bytes=64)), (b"", data)):
        body = keys.encrypt(
            _CONTENT_KEY, padded, "envelope-body", *_context(_ENVELOPE), random=bytes
        )
        hashed = keys.digest("plaintext", plaintext)
        envelope = msgspec.structs.replace(_ENVELOPE, body=body, plaintext_hash=hashed)
        tried(open_with_content_key, envelope, _CONTENT_KEY)


def feed_padding(data: bytes) -> None:
    """Take padding away; what was padded comes back."""
    if unpad(pad(data, room_bytes=64)) != data:
        raise LostError(data)
    unpad(data)


def feed_receipt(data: bytes) -> None:
    """Read a receipt that the server signed."""
    signed = SignedReceipt(data, keys.sign(SERVER_SECRET, data, "receipt"))
    require_receipt_for(read_receipt(signed, _SERVER), _SIGNED)


def feed_transfer(data: bytes) -> None:
    """Read bytes as a file that is carried by hand, and as what the seat itself signed in one."""
    tried(peek_transfer, data)
    body = _VERSION + data
    signed = SignedTransfer(body, keys.sign(SEAT_SECRET, body, "transfer"))
    transfer = read_transfer(_FILE_BEGINNING + encode_versioned(signed), _SEAT)
    if peek_transfer(write_transfer(transfer, SEAT_SECRET)) != transfer:
        raise LostError(data)


def feed_checkpoint(data: bytes) -> None:
    """Read a checkpoint that the server signed."""
    signed = SignedCheckpoint(data, keys.sign(SERVER_SECRET, data, "checkpoint"))
    read_checkpoint(signed, _SERVER, EXAM_ID)


def feed_proof(data: bytes) -> None:
    """Check both kinds of proof of bytes: two numbers, and as many hashes as there are."""
    first = int.from_bytes(data[:8], "big", signed=True)
    second = int.from_bytes(data[8:_PROOF_BYTES], "big", signed=True)
    rest = data[_PROOF_BYTES:]
    hashes = [rest[at : at + HASH_BYTES] for at in range(0, len(rest), HASH_BYTES)]
    root, other, path = (*hashes[:2], b"", b"")[0], (*hashes[1:2], b"")[0], hashes[2:]
    tried(verify_inclusion, other, first, second, path, root)
    tried(verify_consistency, first, second, root, other, path)


def _keys() -> Iterator[bytes]:
    sealed = _vectors("sealed")
    yield bytes.fromhex(sealed["encrypt"]["encrypted"])
    yield bytes.fromhex(sealed["sealed_once"]["sealed"])
    yield bytes.fromhex(sealed["seal"]["public_key"])
    yield b"".join(
        bytes.fromhex(sealed["sign"][part]) for part in ("public_key", "signature", "body")
    )


def _envelopes() -> Iterator[bytes]:
    yield msgspec.msgpack.decode(_SIGNED, type=SignedEnvelope).envelope
    yield _SIGNED


def _contents() -> Iterator[bytes]:
    padded = keys.decrypt(_CONTENT_KEY, _ENVELOPE.body, "envelope-body", *_context(_ENVELOPE))
    yield unpad(padded)
    yield padded


def _receipts() -> Iterator[bytes]:
    yield bytes.fromhex(_vectors("envelope")["receipt"]["body"])


def _transfers() -> Iterator[bytes]:
    receipt = SignedReceipt(next(_receipts()), bytes(64))
    work = Work("001.brida", (SegmentPart(b"header", 0, (b"record",)),), (_SIGNED,), (receipt,))
    orders = (SignedOrder(b"order", bytes(64)),)
    for works in ((), (work,)):
        transfer = Transfer(EXAM_ID, "seat-1", 5_000, works, orders)
        yield encode_versioned(transfer).removeprefix(_VERSION)


def _checkpoints() -> Iterator[bytes]:
    yield bytes.fromhex(_vectors("ledger")["checkpoint"]["body"])


def _proofs() -> Iterator[bytes]:
    ledger = _vectors("ledger")
    for one in ledger["consistency"]:
        numbers = one["first"].to_bytes(8, "big") + one["second"].to_bytes(8, "big")
        roots = ledger["roots"][one["first"]] + ledger["roots"][one["second"]]
        yield numbers + bytes.fromhex(roots + "".join(one["path"]))


TARGETS: Final = (
    Target("key", feed_key, _keys),
    Target("envelope", feed_envelope, _envelopes),
    Target("contents", feed_contents, _contents, Shape.MSGPACK),
    Target("padding", feed_padding, _contents),
    Target("receipt", feed_receipt, _receipts),
    Target("transfer", feed_transfer, _transfers, Shape.MSGPACK),
    Target("checkpoint", feed_checkpoint, _checkpoints),
    Target("proof", feed_proof, _proofs),
)
