"""Our vectors, read by a stranger and by us: what has been written must stay readable."""

from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from exam import keys
from exam.codes import code_from_bits, make_code, show_code
from exam.ledger import (
    MerkleTree,
    SignedCheckpoint,
    leaf_hash,
    merkle_root,
    read_checkpoint,
    verify_consistency,
    verify_inclusion,
)
from exam.receipts import (
    SignedReceipt,
    provisional_code,
    read_receipt,
    receipt_code,
    require_receipt_for,
)
from exam.seal import (
    Manuscript,
    content_key_of,
    envelope_digest,
    open_envelope,
    open_with_content_key,
    pad,
    read_envelope,
    unpad,
)
from tests.exam import stranger
from tests.exam.vectors import FOLDER, vectors

CODES, KEYS, SEALED = vectors("codes"), vectors("keys"), vectors("sealed")
ENVELOPE, LEDGER = vectors("envelope"), vectors("ledger")


def raw(vector: dict[str, Any], name: str) -> bytes:
    return bytes.fromhex(vector[name])


def context_of(vector: dict[str, Any]) -> list[bytes | str | int]:
    """The context as our functions take it."""
    return [
        bytes.fromhex(value) if kind == "bytes" else value
        for part in vector["context"]
        for kind, value in part.items()
    ]


def bound(vector: dict[str, Any]) -> bytes:
    """Purpose and context as a stranger binds them."""
    return stranger.bind(vector["purpose"], [stranger.part_of(part) for part in vector["context"]])


def test_every_file_says_what_it_is() -> None:
    files = sorted(FOLDER.glob("*.json"))
    assert len(files) >= 5
    for file in files:
        assert len(vectors(file.stem)["description"]) > 40


# Codes


@pytest.mark.parametrize("vector", CODES["from_bits"], ids=lambda one: one["code"])
def test_a_code_is_the_one_of_its_bits(vector: dict[str, Any]) -> None:
    number = int(vector["bits"], 16)
    assert code_from_bits(number) == stranger.code_of(number) == vector["code"]


@pytest.mark.parametrize("vector", CODES["from_random"], ids=lambda one: one["code"])
def test_a_code_is_the_one_of_its_random_bytes(vector: dict[str, Any]) -> None:
    random = raw(vector, "random")
    assert make_code({7: random}.__getitem__) == vector["code"]
    assert stranger.code_of(int.from_bytes(random, "big") >> 1) == vector["code"]
    assert show_code(vector["code"]) == vector["shown"]


# Keys


def test_a_context_is_bound_as_a_stranger_binds_it() -> None:
    vector = KEYS["bind"]
    assert bound(vector) == raw(vector, "bound")
    assert keys.bind(vector["purpose"], *context_of(vector)) == raw(vector, "bound")


def test_a_digest_is_the_one_that_a_stranger_works_out() -> None:
    vector = KEYS["digest"]
    parts = [stranger.part_of(part) for part in vector["context"]]
    assert stranger.digest(vector["purpose"], *parts) == raw(vector, "digest")
    assert keys.digest(vector["purpose"], *context_of(vector)) == raw(vector, "digest")


@pytest.mark.parametrize("vector", KEYS["stretch"], ids=lambda one: one["profile"])
def test_a_typed_secret_stretches_to_the_keys_that_a_stranger_works_out(
    vector: dict[str, Any],
) -> None:
    parts = [stranger.part_of(part) for part in vector["context"]]
    salt = stranger.digest(vector["purpose"], *parts)
    cost = (vector["iterations"], vector["lanes"], vector["memory_kib"])
    tag = stranger.argon2id(vector["secret"].encode(), salt, *cost)
    assert tag == raw(vector, "auth") + raw(vector, "wrap")


def test_the_hash_of_an_auth_key_and_a_derived_key_are_those_that_a_stranger_works_out() -> None:
    hashed, derived = KEYS["auth_hash"], KEYS["derive_key"]
    assert stranger.digest("auth-hash", raw(hashed, "auth")) == raw(hashed, "hash")
    assert keys.auth_hash(raw(hashed, "auth")) == raw(hashed, "hash")
    pseudorandom = stranger.extract(b"", raw(derived, "key"))
    assert stranger.expand(pseudorandom, bound(derived), 32) == raw(derived, "derived")
    ours = keys.derive_key(raw(derived, "key"), derived["purpose"], *context_of(derived))
    assert ours == raw(derived, "derived")


def test_shares_join_into_the_secret() -> None:
    shares = [bytes.fromhex(share) for share in KEYS["shares"]["shares"]]
    assert keys.join_shares(shares) == raw(KEYS["shares"], "secret")
    first, second, third = (int.from_bytes(share, "big") for share in shares)
    assert (first ^ second ^ third).to_bytes(32, "big") == raw(KEYS["shares"], "secret")


# What was encrypted, sealed and signed


def test_what_was_encrypted_is_opened_by_a_stranger_and_by_us() -> None:
    vector = SEALED["encrypt"]
    key, encrypted, plaintext = (raw(vector, name) for name in ("key", "encrypted", "plaintext"))
    assert stranger.decrypt(key, encrypted, bound(vector)) == plaintext
    assert keys.decrypt(key, encrypted, vector["purpose"], *context_of(vector)) == plaintext
    again = keys.encrypt(
        key,
        plaintext,
        vector["purpose"],
        *context_of(vector),
        random=lambda _: raw(vector, "nonce"),
    )
    assert again == encrypted


def test_what_was_sealed_once_is_opened_by_a_stranger_and_by_us() -> None:
    vector, sealed = SEALED["seal"], raw(SEALED["sealed_once"], "sealed")
    seed, plaintext = raw(vector, "seed"), raw(vector, "plaintext")
    assert keys.sealing_public_key(seed) == raw(vector, "public_key")
    assert stranger.open_sealed(seed, sealed, bound(vector)) == plaintext
    assert keys.open_sealed(seed, sealed, vector["purpose"], *context_of(vector)) == plaintext


def test_what_was_signed_is_verified_by_a_stranger_and_by_us() -> None:
    vector = SEALED["sign"]
    secret, public, body, signature = (
        raw(vector, name) for name in ("secret", "public_key", "body", "signature")
    )
    signed = stranger.digest(vector["purpose"], body)
    assert Ed25519PrivateKey.from_private_bytes(secret).sign(signed) == signature
    assert keys.sign(secret, body, vector["purpose"]) == signature
    keys.verify(public, signature, body, vector["purpose"])


# A hand-in


def signer(name: str) -> tuple[Ed25519PublicKey, bytes]:
    secret = Ed25519PrivateKey.from_private_bytes(raw(ENVELOPE, name))
    return secret.public_key(), secret.public_key().public_bytes_raw()


def claims_as_written() -> list[bytes | str | int]:
    hexadecimal = {"exam_id", "journal_head"}
    return [
        bytes.fromhex(value) if name in hexadecimal else value
        for claim in ENVELOPE["claims"]
        for name, value in claim.items()
    ]


def test_a_stranger_reads_an_envelope_layer_by_layer() -> None:
    envelope, signature = msgspec.msgpack.decode(raw(ENVELOPE, "signed"))
    assert (envelope, signature) == (raw(ENVELOPE, "envelope"), raw(ENVELOPE, "signature"))
    signer("seat_secret")[0].verify(signature, stranger.digest("envelope", envelope))
    assert envelope[:1] == b"\x01"
    *claims, sealed_key, body, plaintext_hash = msgspec.msgpack.decode(envelope[1:])
    assert claims == claims_as_written()
    parts = [
        part
        if isinstance(part, bytes)
        else (part.encode() if isinstance(part, str) else part.to_bytes(8, "big"))
        for part in claims
    ]
    key_info, body_info = (stranger.bind(f"envelope-{use}", parts) for use in ("key", "body"))
    content_key = stranger.open_sealed(raw(ENVELOPE, "panel_seed"), sealed_key, key_info)
    assert content_key == raw(ENVELOPE, "content_key")
    padded = stranger.decrypt(content_key, body, body_info)
    plaintext = padded[4 : 4 + int.from_bytes(padded[:4], "big")]
    assert len(padded) % ENVELOPE["room_bytes"] == 0
    assert stranger.digest("plaintext", plaintext) == plaintext_hash
    texts = [ENVELOPE["paper"], ENVELOPE["slides"]]
    assert msgspec.msgpack.decode(plaintext) == [raw(ENVELOPE, "salt"), texts]


def test_we_open_the_envelope_that_was_written() -> None:
    signed, seed = raw(ENVELOPE, "signed"), raw(ENVELOPE, "panel_seed")
    envelope = read_envelope(signed, signer("seat_secret")[1])
    manuscript = Manuscript(ENVELOPE["paper"], ENVELOPE["slides"])
    assert open_envelope(envelope, seed) == manuscript
    assert content_key_of(envelope, seed) == raw(ENVELOPE, "content_key")
    assert open_with_content_key(envelope, raw(ENVELOPE, "content_key")) == manuscript


def test_digest_and_short_codes_are_those_that_a_stranger_works_out() -> None:
    signed, receipt = raw(ENVELOPE, "signed"), ENVELOPE["receipt"]
    assert envelope_digest(signed) == raw(ENVELOPE, "digest")
    assert stranger.digest("envelope", signed) == raw(ENVELOPE, "digest")
    provisional = stranger.short_code(stranger.digest("provisional-code", signed))
    assert provisional_code(signed) == provisional == ENVELOPE["provisional_code"]
    code = stranger.short_code(stranger.digest("receipt-code", raw(receipt, "body")))
    signed_receipt = SignedReceipt(raw(receipt, "body"), raw(receipt, "signature"))
    assert receipt_code(signed_receipt) == code == receipt["receipt_code"]


def test_a_receipt_is_read_by_a_stranger_and_by_us() -> None:
    vector = ENVELOPE["receipt"]
    body, signature = raw(vector, "body"), raw(vector, "signature")
    secret = Ed25519PrivateKey.from_private_bytes(raw(vector, "server_secret"))
    secret.public_key().verify(signature, stranger.digest("receipt", body))
    exam_id, application_id, revision, *_ = claims_as_written()
    received = [exam_id, application_id, revision, raw(ENVELOPE, "digest"), vector["received_at"]]
    assert body[:1] == b"\x01"
    assert msgspec.msgpack.decode(body[1:]) == received
    public_key = secret.public_key().public_bytes_raw()
    receipt = read_receipt(SignedReceipt(body, signature), public_key)
    require_receipt_for(receipt, raw(ENVELOPE, "signed"))


@pytest.mark.parametrize("vector", ENVELOPE["padding"], ids=lambda one: one["plaintext"])
def test_padding_is_as_it_was(vector: dict[str, Any]) -> None:
    plaintext, padded = raw(vector, "plaintext"), raw(vector, "padded")
    assert pad(plaintext, room_bytes=vector["room_bytes"]) == padded
    assert unpad(padded) == plaintext
    framed = len(plaintext).to_bytes(4, "big") + plaintext
    assert padded == framed + bytes(len(padded) - len(framed))


# The log


def test_the_log_is_the_one_that_a_stranger_builds() -> None:
    entries = [bytes.fromhex(entry) for entry in LEDGER["entries"]]
    leaves = [leaf_hash(entry) for entry in entries]
    for size, root in enumerate(LEDGER["roots"]):
        assert merkle_root(leaves[:size]).hex() == stranger.log_root(entries[:size]).hex() == root
        peaks = [bytes.fromhex(peak) for peak in LEDGER["peaks"][size]]
        assert MerkleTree.restore(size, peaks).root().hex() == root
    roots = [bytes.fromhex(root) for root in LEDGER["roots"]]
    for vector in LEDGER["inclusion"]:
        path = [bytes.fromhex(node) for node in vector["path"]]
        index, size = vector["index"], vector["size"]
        verify_inclusion(leaves[index], index, size, path, roots[size])
    for vector in LEDGER["consistency"]:
        path = [bytes.fromhex(node) for node in vector["path"]]
        first, second = vector["first"], vector["second"]
        verify_consistency(first, second, roots[first], roots[second], path)


def test_a_checkpoint_is_read_by_a_stranger_and_by_us() -> None:
    vector = LEDGER["checkpoint"]
    body, signature = raw(vector, "body"), raw(vector, "signature")
    secret = Ed25519PrivateKey.from_private_bytes(raw(vector, "server_secret"))
    secret.public_key().verify(signature, stranger.digest("checkpoint", body))
    exam_id, size, root, at = msgspec.msgpack.decode(body[1:])
    assert (exam_id.hex(), size, root.hex(), at) == tuple(
        vector[name] for name in ("exam_id", "size", "root", "at")
    )
    public_key = secret.public_key().public_bytes_raw()
    checkpoint = read_checkpoint(SignedCheckpoint(body, signature), public_key, exam_id)
    assert (checkpoint.size, checkpoint.root, checkpoint.at) == (size, root, at)
