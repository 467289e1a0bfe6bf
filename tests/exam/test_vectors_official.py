"""Official vectors: of the primitives, and of what is put together from them."""

from itertools import pairwise
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    Suite,
)
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from exam import keys
from exam.errors import KeyMismatchError
from exam.ledger import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    merkle_root,
    verify_consistency,
    verify_inclusion,
)
from tests.exam import stranger
from tests.exam.vectors import vectors

Cipher = type[AESGCM] | type[ChaCha20Poly1305]
AEADS: dict[int, tuple[AEAD, int, Cipher]] = {
    1: (AEAD.AES_128_GCM, 16, AESGCM),
    2: (AEAD.AES_256_GCM, 32, AESGCM),
    3: (AEAD.CHACHA20_POLY1305, 32, ChaCha20Poly1305),
}
HPKE = vectors("official/hpke")["vectors"]
X_WING = vectors("official/x-wing")["vectors"]
MERKLE = vectors("official/merkle")
LEAVES = [leaf_hash(bytes.fromhex(leaf)) for leaf in MERKLE["leaves"]]


def raw(vector: dict[str, Any], *names: str) -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(vector[name]) for name in names)


# HPKE


@pytest.mark.parametrize("vector", [*HPKE, *X_WING], ids=lambda one: f"{one['aead_id']}")
def test_a_stranger_works_out_keys_and_messages_as_rfc_9180_does(vector: dict[str, Any]) -> None:
    _, key_bytes, cipher = AEADS[vector["aead_id"]]
    suite = stranger.Suite(vector["kem_id"], vector["aead_id"], key_bytes)
    shared, info, aad, plaintext = raw(vector, "shared_secret", "info", "aad", "plaintext")
    key, nonce = suite.schedule(shared, info)
    assert (key, nonce) == raw(vector, "key", "base_nonce")
    assert cipher(key).encrypt(nonce, plaintext, aad).hex() == vector["ciphertext"]


@pytest.mark.parametrize("vector", HPKE, ids=lambda one: f"{one['aead_id']}")
def test_the_library_opens_what_rfc_9180_seals(vector: dict[str, Any]) -> None:
    """Its messages have associated data, for which the library has no argument: so without."""
    aead, _, cipher = AEADS[vector["aead_id"]]
    secret, enc, info, key, nonce = raw(vector, "secret_key", "enc", "info", "key", "base_nonce")
    message = enc + cipher(key).encrypt(nonce, b"isi", b"")
    suite, private = Suite(KEM.X25519, KDF.HKDF_SHA256, aead), X25519PrivateKey
    assert suite.decrypt(message, private.from_private_bytes(secret), info) == b"isi"
    with pytest.raises(InvalidTag):
        suite.decrypt(message, private.from_private_bytes(secret), info + b"\x00")


# X-Wing


@pytest.mark.parametrize("vector", X_WING)
def test_our_public_key_of_a_seed_is_the_one_of_x_wing(vector: dict[str, Any]) -> None:
    seed, public_key, enc, shared = raw(vector, "secret_key", "public_key", "enc", "shared_secret")
    assert keys.sealing_public_key(seed) == public_key
    assert stranger.x_wing_shared_secret(seed, enc) == shared


def test_our_public_key_of_the_drafts_first_seed_begins_and_ends_as_there() -> None:
    """draft-connolly-cfrg-xwing-kem, Appendix C; its seeds are SHAKE128 of nothing."""
    seed = bytes.fromhex("7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26")
    public = keys.sealing_public_key(seed).hex()
    assert len(public) == 2 * 1216
    assert public.startswith("e2236b35a8c24b39b10aa1323a96a919a2ced88400633a7b07131713fc14b2b5")
    assert public.endswith("859edb06eff389b27dce59844570216223593d4ba32d9abac8cd049040ef6534")


@pytest.mark.parametrize("vector", X_WING)
def test_the_library_opens_what_the_vectors_of_x_wing_seal(vector: dict[str, Any]) -> None:
    aead, _, cipher = AEADS[vector["aead_id"]]
    seed, enc, info, key, nonce = raw(vector, "secret_key", "enc", "info", "key", "base_nonce")
    message = enc + cipher(key).encrypt(nonce, b"isi", b"")
    suite = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, aead)
    private = MLKEM768X25519PrivateKey(*stranger.x_wing_keys(seed))
    assert suite.decrypt(message, private, info) == b"isi"


@pytest.mark.parametrize("vector", X_WING)
def test_we_open_what_a_stranger_seals_with_x_wings_encapsulation(vector: dict[str, Any]) -> None:
    seed, enc, shared = raw(vector, "secret_key", "enc", "shared_secret")
    key, nonce = stranger.OURS.schedule(shared, stranger.bind("key-slot", [b"ketua"]))
    sealed = keys.VERSION + enc + AESGCM(key).encrypt(nonce, b"isi", b"")
    assert keys.open_sealed(seed, sealed, "key-slot", "ketua") == b"isi"
    with pytest.raises(KeyMismatchError):
        keys.open_sealed(seed, sealed, "key-slot", "lain")


# The primitives


def test_argon2id_is_the_one_of_rfc_9106() -> None:
    vector = vectors("official/argon2id")["rfc"]
    salt, password, secret, associated = raw(
        vector, "salt", "password", "secret", "associated_data"
    )
    kdf = Argon2id(
        salt=salt,
        length=32,
        iterations=vector["iterations"],
        lanes=vector["lanes"],
        memory_cost=vector["memory_kib"],
        ad=associated,
        secret=secret,
    )
    assert kdf.derive(password).hex() == vector["tag"]


@pytest.mark.parametrize(
    "vector", vectors("official/argon2id")["profiles"], ids=lambda one: one["profile"]
)
def test_a_secret_stretches_to_what_another_implementation_makes_of_it(
    vector: dict[str, Any],
) -> None:
    profile, exam_id = keys.PROFILES[vector["profile"]], b"\x11" * 32
    assert (profile.iterations, profile.lanes, profile.memory_kib) == (
        vector["iterations"],
        vector["lanes"],
        vector["memory_kib"],
    )
    assert keys.digest("card", exam_id, "001").hex() == vector["salt"]
    typed = bytes.fromhex(vector["password"]).decode()
    stretched = keys.stretch(typed, "card", exam_id, "001", profile=profile)
    assert (stretched.auth + stretched.wrap).hex() == vector["tag"]


@pytest.mark.parametrize("vector", vectors("official/hkdf")["vectors"])
def test_hkdf_is_the_one_of_rfc_5869(vector: dict[str, Any]) -> None:
    key, salt, info, output = raw(vector, "input", "salt", "info", "output")
    theirs = HKDF(SHA256(), len(output), salt=salt or None, info=info)
    assert theirs.derive(key) == output
    assert stranger.expand(stranger.extract(salt, key), info, len(output)) == output


@pytest.mark.parametrize("vector", vectors("official/ed25519")["vectors"])
def test_signatures_are_those_of_rfc_8032(vector: dict[str, Any]) -> None:
    secret, public, message, signature = raw(vector, "secret", "public_key", "message", "signature")
    assert keys.signing_public_key(secret) == public
    assert Ed25519PrivateKey.from_private_bytes(secret).sign(message) == signature
    Ed25519PublicKey.from_public_bytes(public).verify(signature, message)


@pytest.mark.parametrize("vector", vectors("official/aes-gcm")["vectors"])
def test_encryption_is_the_one_of_nist(vector: dict[str, Any]) -> None:
    key, nonce, plaintext, associated = raw(vector, "key", "nonce", "plaintext", "associated_data")
    sealed = AESGCM(key).encrypt(nonce, plaintext, associated)
    assert sealed.hex() == vector["ciphertext"] + vector["tag"]


# The log


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_certificate_transparency(size: int) -> None:
    assert merkle_root(LEAVES[:size]).hex() == MERKLE["roots"][size]


@pytest.mark.parametrize("vector", MERKLE["inclusion"])
def test_audit_paths_are_those_of_certificate_transparency(vector: dict[str, Any]) -> None:
    index, size = vector["index"], vector["size"]
    path = inclusion_proof(LEAVES[:size], index)
    assert [node.hex() for node in path] == vector["path"]
    verify_inclusion(LEAVES[index], index, size, path, bytes.fromhex(MERKLE["roots"][size]))


@pytest.mark.parametrize("vector", MERKLE["consistency"])
def test_consistency_proofs_are_those_of_certificate_transparency(vector: dict[str, Any]) -> None:
    first, second = vector["first"], vector["second"]
    path = consistency_proof(LEAVES[:second], first)
    assert [node.hex() for node in path] == vector["path"]
    known, root = (bytes.fromhex(MERKLE["roots"][size]) for size in (first, second))
    verify_consistency(first, second, known, root, path)


def test_every_official_file_says_where_it_is_from() -> None:
    names = ["aes-gcm", "argon2id", "ed25519", "hkdf", "hpke", "merkle", "slip-39", "x-wing"]
    assert all(one < other for one, other in pairwise(names))
    for name in names:
        assert vectors(f"official/{name}")["source"]
