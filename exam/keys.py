"""Keys of the exam: derivation profiles, labels, and the few ways in which they are used.

Every output begins with a version byte, every use is bound to its purpose and context, and whatever
does not verify, or is not of the length that it must have, raises. Randomness comes in through an
argument; only sealing to a public key draws its own, because the library's HPKE takes none.
"""

import operator
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from hashlib import sha256, shake_256
from typing import Final

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from exam.codes import Randomness
from exam.errors import KeyMismatchError, ShareError
from exam.profiles import PROFILES, STANDARD, TEST_ONLY, StretchProfile

__all__ = [
    "KEY_BYTES",
    "PROFILES",
    "SEALING_OVERHEAD_BYTES",
    "STANDARD",
    "TEST_ONLY",
    "VERSION",
    "StretchProfile",
    "StretchedKeys",
    "auth_hash",
    "bind",
    "decrypt",
    "derive_key",
    "digest",
    "encrypt",
    "join_shares",
    "open_sealed",
    "seal_to",
    "sealing_public_key",
    "sign",
    "signing_public_key",
    "split_among",
    "stretch",
    "verify",
]

VERSION: Final = b"\x01"
KEY_BYTES: Final = 32
SEALING_OVERHEAD_BYTES: Final = 1 + 1120 + 16
"""By how much `seal_to` lengthens: version, encapsulation (ML-KEM-768, then X25519), tag."""

_NONCE_BYTES: Final = 12
_MLKEM_SEED_BYTES: Final = 64
_MLKEM_PUBLIC_BYTES: Final = 1184
_SUITE: Final = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_SMALL_ORDER_POINTS: Final = frozenset(
    bytes.fromhex(point)
    for point in (
        "00" * 32,
        "01" + "00" * 31,
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ec" + "ff" * 30 + "7f",
        "ed" + "ff" * 30 + "7f",
        "ee" + "ff" * 30 + "7f",
    )
)
"""Ed25519 points of small order as encoded, without their sign bit.

Under such a key one signature fits many texts, and the library takes it: a seat that chose one
could deny what it signed.
"""


@dataclass(frozen=True, slots=True)
class StretchedKeys:
    """What a typed secret becomes: `auth` proves it, `wrap` never leaves its owner."""

    auth: bytes
    wrap: bytes


def bind(purpose: str, *context: bytes | str | int) -> bytes:
    """Join a purpose and its context without ambiguity: each part behind its length.

    Text is UTF-8, a number eight bytes, big-endian.

    Raises:
        KeyMismatchError: a number below zero or beyond 64 bits, or text that UTF-8 cannot hold.

    """
    return b"".join(_bound(purpose, context))


def _bound(purpose: str, context: Iterable[bytes | str | int]) -> Iterator[bytes]:
    """Return one after the other what is bound, long parts as they are."""
    yield b"makalah v1"
    for part in (purpose, *context):
        raw = _as_bytes(part, purpose)
        yield len(raw).to_bytes(4, "big")
        yield raw


def _as_bytes(part: bytes | str | int, purpose: str) -> bytes:
    if isinstance(part, bytes):
        return part
    try:
        return part.encode() if isinstance(part, str) else part.to_bytes(8, "big")
    except (UnicodeEncodeError, OverflowError):
        raise KeyMismatchError("keys.context", purpose=purpose) from None


def _require_length(key: bytes, purpose: str) -> None:
    if len(key) != KEY_BYTES:
        raise KeyMismatchError("keys.length", purpose=purpose, length=len(key), expected=KEY_BYTES)


def digest(purpose: str, *parts: bytes | str | int) -> bytes:
    """SHA-256 over a purpose and parts, 32 bytes."""
    hashed = sha256()
    for piece in _bound(purpose, parts):
        hashed.update(piece)
    return hashed.digest()


def stretch(
    secret: str, purpose: str, *context: bytes | str, profile: StretchProfile
) -> StretchedKeys:
    """Derive both keys of a typed secret; the salt is the digest of purpose and context."""
    kdf = Argon2id(
        salt=digest(purpose, *context),
        length=2 * KEY_BYTES,
        iterations=profile.iterations,
        lanes=profile.lanes,
        memory_cost=profile.memory_kib,
    )
    raw = kdf.derive(_as_bytes(secret, purpose))
    return StretchedKeys(auth=raw[:KEY_BYTES], wrap=raw[KEY_BYTES:])


def auth_hash(auth: bytes) -> bytes:
    """Return what the server keeps of an auth key."""
    return digest("auth-hash", auth)


def derive_key(key: bytes, purpose: str, *context: bytes | str | int) -> bytes:
    """Derive a 32-byte key from a 32-byte key for one purpose (HKDF-SHA256, no salt)."""
    _require_length(key, purpose)
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=bind(purpose, *context)).derive(key)


def encrypt(
    key: bytes, plaintext: bytes, purpose: str, *context: bytes | str | int, random: Randomness
) -> bytes:
    """Encrypt under a 32-byte key: version, nonce, AES-256-GCM bound to purpose and context."""
    _require_length(key, purpose)
    nonce = random(_NONCE_BYTES)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, plaintext, bind(purpose, *context))


def decrypt(key: bytes, sealed: bytes, purpose: str, *context: bytes | str | int) -> bytes:
    """Open what `encrypt` made.

    Raises:
        KeyMismatchError: another key, purpose or context, or damaged bytes.

    """
    _require_length(key, purpose)
    body = _body(sealed, purpose)
    nonce, ciphertext = body[:_NONCE_BYTES], body[_NONCE_BYTES:]
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, bind(purpose, *context))
    except (InvalidTag, ValueError):
        raise KeyMismatchError("keys.mismatch", purpose=purpose) from None


def sealing_public_key(seed: bytes) -> bytes:
    """Return the 1,216 public bytes (ML-KEM-768, then X25519) of a 32-byte sealing seed.

    Raises:
        KeyMismatchError: the seed has another length.

    """
    mlkem, x25519 = _sealing_halves(seed)
    return mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()


def seal_to(
    public_key: bytes, plaintext: bytes, purpose: str, *context: bytes | str | int
) -> bytes:
    """Seal to the holder of a sealing seed (HPKE, RFC 9180 base mode; context is in `info`).

    Raises:
        KeyMismatchError: the public key is not one, or a point of it would give the secret away.

    """
    info = bind(purpose, *context)
    try:
        key = MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(public_key[:_MLKEM_PUBLIC_BYTES]),
            X25519PublicKey.from_public_bytes(public_key[_MLKEM_PUBLIC_BYTES:]),
        )
        return VERSION + _SUITE.encrypt(plaintext, key, info)
    except ValueError:
        raise KeyMismatchError("keys.public-key") from None


def open_sealed(seed: bytes, sealed: bytes, purpose: str, *context: bytes | str | int) -> bytes:
    """Open what `seal_to` made.

    Raises:
        KeyMismatchError: another seed, purpose or context, or damaged bytes.

    """
    key = MLKEM768X25519PrivateKey(*_sealing_halves(seed))
    info = bind(purpose, *context)
    try:
        return _SUITE.decrypt(_body(sealed, purpose), key, info)
    except (InvalidTag, ValueError):
        raise KeyMismatchError("keys.mismatch", purpose=purpose) from None


def _sealing_halves(seed: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    """Expand a seed as X-Wing does: SHAKE256 → 64 bytes ML-KEM, 32 bytes X25519."""
    _require_length(seed, "sealing-seed")
    expanded = shake_256(seed).digest(_MLKEM_SEED_BYTES + KEY_BYTES)
    return (
        MLKEM768PrivateKey.from_seed_bytes(expanded[:_MLKEM_SEED_BYTES]),
        X25519PrivateKey.from_private_bytes(expanded[_MLKEM_SEED_BYTES:]),
    )


def signing_public_key(secret: bytes) -> bytes:
    """Return the 32 public bytes of a 32-byte Ed25519 secret."""
    _require_length(secret, "signing-key")
    return Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def sign(secret: bytes, body: bytes, purpose: str) -> bytes:
    """Sign a body for one purpose (Ed25519 over its digest), 64 bytes.

    Ed25519 itself reads what it signs twice, by a hash that is slower than the digest's.
    """
    _require_length(secret, purpose)
    return Ed25519PrivateKey.from_private_bytes(secret).sign(digest(purpose, body))


def verify(public_key: bytes, signature: bytes, body: bytes, purpose: str) -> None:
    """Check a signature made by `sign`.

    Raises:
        KeyMismatchError: not signed by the owner of that key, for that purpose, over that body.

    """
    signed = digest(purpose, body)
    try:
        key = Ed25519PublicKey.from_public_bytes(public_key)
        _require_large_order(public_key)
        key.verify(signature, signed)
    except (InvalidSignature, ValueError):
        raise KeyMismatchError("keys.signature", purpose=purpose) from None


def _require_large_order(public_key: bytes) -> None:
    if public_key[:-1] + bytes([public_key[-1] & 0x7F]) in _SMALL_ORDER_POINTS:
        raise InvalidSignature


def _body(sealed: bytes, purpose: str) -> bytes:
    if not sealed:
        raise KeyMismatchError("keys.mismatch", purpose=purpose)
    if sealed[:1] != VERSION:
        raise KeyMismatchError("keys.version")
    return sealed[1:]


def split_among(secret: bytes, holders: int, random: Randomness) -> list[bytes]:
    """Split a secret so that every one of the holders is needed, and fewer learn nothing.

    Raises:
        ShareError: there is nobody to hold a share.

    """
    if holders < 1:
        raise ShareError("share.holders")
    shares = [random(len(secret)) for _ in range(holders - 1)]
    return [*shares, _xor([secret, *shares])]


def join_shares(shares: Sequence[bytes]) -> bytes:
    """Join all the shares that `split_among` made, in any order.

    Raises:
        ShareError: there are none, or they are not of one length.

    """
    if len({len(share) for share in shares}) != 1:
        raise ShareError("share.unfit")
    return _xor(shares)


def _xor(parts: Sequence[bytes]) -> bytes:
    return bytes(reduce(operator.xor, column) for column in zip(*parts, strict=True))
