"""Vectors of codes and keys."""

from typing import Final

from exam import keys
from exam.codes import code_from_bits, make_code, show_code
from scripts.vectors.sources import (
    APPLICATION,
    EXAM_ID,
    KEY,
    PANEL_SEED,
    SEAT_SECRET,
    InTurn,
    Vector,
    drawn,
    kept_or_sealed,
)

_CODES: Final = (
    "Codes that people type: 55 bits as eleven characters of five bits, the highest "
    "first, in the alphabet; then a check character, the sum over GF(32) (polynomial x^5 "
    "+ x^2 + 1) of each value times 2^1 to 2^11. A code is drawn from seven random bytes, "
    "big-endian, without the lowest bit."
)


def codes() -> Vector:
    """Codes from bits, from random bytes, and as they are shown."""
    numbers = [0, 1, 31, 32, 2**54, 2**55 - 1, 0x2AAAAAAAAAAAAA]
    random = [bytes(7), b"\xff" * 7, drawn("code", 7)]
    return {
        "description": _CODES,
        "alphabet": "0123456789ABCDEFGHJKMNPQRSTVWXYZ",
        "from_bits": [
            {"bits": f"{number:014x}", "code": code_from_bits(number)} for number in numbers
        ],
        "from_random": [
            {
                "random": raw.hex(),
                "code": make_code(InTurn(raw)),
                "shown": show_code(make_code(InTurn(raw))),
            }
            for raw in random
        ],
    }


_BOUND: Final = (
    "A purpose and its context are bound as 'makalah v1', then each part behind its "
    "length (four bytes, big-endian): text is UTF-8, a number eight bytes, big-endian. A "
    "digest is SHA-256 over that. A typed secret is stretched by Argon2id (version 1.3) "
    "with the digest as salt to 64 bytes: auth, then wrap. A derived key is HKDF-SHA256 "
    "without salt, the bound context as info, 32 bytes. Shares are joined by exclusive or."
)


def bound() -> Vector:
    """Binding, digests, stretching, derived keys and shares."""
    context = (EXAM_ID, APPLICATION, 3)
    parts = [{"bytes": EXAM_ID.hex()}, {"text": APPLICATION}, {"number": 3}]
    return {
        "description": _BOUND,
        "bind": {"purpose": "card", "context": parts, "bound": keys.bind("card", *context).hex()},
        "digest": {"purpose": "card", "context": parts, "digest": _hex_digest(*context)},
        "stretch": [_stretched(profile) for profile in keys.PROFILES.values()],
        "auth_hash": {"auth": KEY.hex(), "hash": keys.auth_hash(KEY).hex()},
        "derive_key": {
            "key": KEY.hex(),
            "purpose": "score-key",
            "context": parts,
            "derived": keys.derive_key(KEY, "score-key", *context).hex(),
        },
        "shares": {
            "secret": KEY.hex(),
            "shares": [
                share.hex()
                for share in keys.split_among(
                    KEY, 3, InTurn(drawn("share 1", 32), drawn("share 2", 32))
                )
            ],
        },
    }


def _hex_digest(*context: bytes | str | int) -> str:
    return keys.digest("card", *context).hex()


def _stretched(profile: keys.StretchProfile) -> Vector:
    stretched = keys.stretch("7KQ2M4XA9R3T", "card", EXAM_ID, "001", profile=profile)
    return {
        "profile": profile.name,
        "iterations": profile.iterations,
        "lanes": profile.lanes,
        "memory_kib": profile.memory_kib,
        "secret": "7KQ2M4XA9R3T",
        "purpose": "card",
        "context": [{"bytes": EXAM_ID.hex()}, {"text": "001"}],
        "auth": stretched.auth.hex(),
        "wrap": stretched.wrap.hex(),
    }


_SEALED: Final = (
    "Encrypted: version byte 01, nonce, AES-256-GCM with the bound context as associated "
    "data. Sealed: version byte 01, then HPKE base mode (KEM 0x647a, HKDF-SHA256, "
    "AES-256-GCM) with the bound context as info and no associated data: encapsulation "
    "and ciphertext. A sealing seed becomes 64 bytes of ML-KEM-768 seed and 32 bytes of "
    "X25519 secret by SHAKE256; the public key is both, in that order. Signed: Ed25519 "
    "over the purpose and the body, bound. What stands under sealed_once was sealed with "
    "randomness of the library's own, and opens."
)


def sealed() -> Vector:
    """Encryption, sealing and signatures."""
    text = b"isi makalah"
    public_key = keys.sealing_public_key(PANEL_SEED)
    purpose, context = "key-slot", (EXAM_ID, "ketua", 1)
    parts = [{"bytes": EXAM_ID.hex()}, {"text": "ketua"}, {"number": 1}]
    once = kept_or_sealed(
        "sealed.json",
        "sealed",
        lambda raw: keys.open_sealed(PANEL_SEED, raw, purpose, *context),
        lambda: keys.seal_to(public_key, text, purpose, *context),
    )
    return {
        "description": _SEALED,
        "encrypt": _encrypted(text),
        "seal": {
            "seed": PANEL_SEED.hex(),
            "public_key": public_key.hex(),
            "purpose": purpose,
            "context": parts,
            "plaintext": text.hex(),
        },
        "sealed_once": {"sealed": once.hex()},
        "sign": _signed(text),
    }


def _encrypted(text: bytes) -> Vector:
    nonce, context = drawn("nonce", 12), (EXAM_ID, "ketua", 1)
    return {
        "key": KEY.hex(),
        "nonce": nonce.hex(),
        "purpose": "draft",
        "context": [{"bytes": EXAM_ID.hex()}, {"text": "ketua"}, {"number": 1}],
        "plaintext": text.hex(),
        "encrypted": keys.encrypt(KEY, text, "draft", *context, random=InTurn(nonce)).hex(),
    }


def _signed(body: bytes) -> Vector:
    return {
        "secret": SEAT_SECRET.hex(),
        "public_key": keys.signing_public_key(SEAT_SECRET).hex(),
        "purpose": "envelope",
        "body": body.hex(),
        "signature": keys.sign(SEAT_SECRET, body, "envelope").hex(),
    }
