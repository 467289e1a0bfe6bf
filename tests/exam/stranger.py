"""The formats as a stranger would write them from the documents, without a line of `exam`.

Standard algorithms come from the standard library and from the bare primitives of `cryptography`;
what is put together from them (binding, HPKE, X-Wing, codes, the log) is written here anew.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha3_256, sha256, shake_256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
X_WING = 0x647A
HKDF_SHA256 = 1
AES_256_GCM = 2
ENC_BYTES = 1120
X_WING_LABEL = bytes.fromhex("5c2e2f2f5e5c")


def part_of(vector: dict[str, Any]) -> bytes:
    """Write one part of a context as the vectors name it."""
    ((kind, value),) = vector.items()
    if kind == "bytes":
        return bytes.fromhex(value)
    return value.encode() if kind == "text" else int(value).to_bytes(8, "big")


def bind(purpose: str, parts: Sequence[bytes]) -> bytes:
    """Join a purpose and parts, each behind its length."""
    raw = [purpose.encode(), *parts]
    return b"makalah v1" + b"".join(len(part).to_bytes(4, "big") + part for part in raw)


def digest(purpose: str, *parts: bytes) -> bytes:
    """SHA-256 over a purpose and parts."""
    return sha256(bind(purpose, parts)).digest()


def extract(salt: bytes, key: bytes) -> bytes:
    """HKDF-Extract of RFC 5869."""
    return hmac.digest(salt or bytes(32), key, "sha256")


def expand(key: bytes, info: bytes, length: int) -> bytes:
    """HKDF-Expand of RFC 5869."""
    out, block = b"", b""
    while len(out) < length:
        block = hmac.digest(key, block + info + bytes([len(out) // 32 + 1]), "sha256")
        out += block
    return out[:length]


def argon2id(password: bytes, salt: bytes, iterations: int, lanes: int, memory_kib: int) -> bytes:
    """64 bytes of Argon2id."""
    kdf = Argon2id(salt=salt, length=64, iterations=iterations, lanes=lanes, memory_cost=memory_kib)
    return kdf.derive(password)


@dataclass(frozen=True)
class Suite:
    """The base mode of RFC 9180 with HKDF-SHA256."""

    kem: int
    aead: int
    key_bytes: int

    @property
    def _id(self) -> bytes:
        numbers = (self.kem, HKDF_SHA256, self.aead)
        return b"HPKE" + b"".join(number.to_bytes(2, "big") for number in numbers)

    def _extract(self, salt: bytes, label: str, key: bytes) -> bytes:
        return extract(salt, b"HPKE-v1" + self._id + label.encode() + key)

    def _expand(self, key: bytes, label: str, info: bytes, length: int) -> bytes:
        labeled = length.to_bytes(2, "big") + b"HPKE-v1" + self._id + label.encode() + info
        return expand(key, labeled, length)

    def schedule(self, shared_secret: bytes, info: bytes) -> tuple[bytes, bytes]:
        """Key and nonce of the first message."""
        hashes = self._extract(b"", "psk_id_hash", b"") + self._extract(b"", "info_hash", info)
        secret = self._extract(shared_secret, "secret", b"")
        context = b"\x00" + hashes
        key = self._expand(secret, "key", context, self.key_bytes)
        return key, self._expand(secret, "base_nonce", context, 12)


OURS = Suite(X_WING, AES_256_GCM, 32)


def x_wing_keys(seed: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    """Both halves of an X-Wing key."""
    expanded = shake_256(seed).digest(96)
    lattice = MLKEM768PrivateKey.from_seed_bytes(expanded[:64])
    return lattice, X25519PrivateKey.from_private_bytes(expanded[64:])


def x_wing_shared_secret(seed: bytes, enc: bytes) -> bytes:
    """Open an X-Wing encapsulation."""
    lattice, curve = x_wing_keys(seed)
    point = enc[1088:]
    shared = lattice.decapsulate(enc[:1088]) + curve.exchange(
        X25519PublicKey.from_public_bytes(point)
    )
    return sha3_256(shared + point + curve.public_key().public_bytes_raw() + X_WING_LABEL).digest()


def open_sealed(seed: bytes, sealed: bytes, info: bytes) -> bytes:
    """Open what was sealed to a seed."""
    enc, ciphertext = sealed[1 : 1 + ENC_BYTES], sealed[1 + ENC_BYTES :]
    key, nonce = OURS.schedule(x_wing_shared_secret(seed, enc), info)
    return AESGCM(key).decrypt(nonce, ciphertext, b"")


def decrypt(key: bytes, encrypted: bytes, associated: bytes) -> bytes:
    """Open what was encrypted under a key."""
    return AESGCM(key).decrypt(encrypted[1:13], encrypted[13:], associated)


def code_of(number: int) -> str:
    """Write 55 bits as a code, with a table of powers of two in GF(32)."""
    powers = [1]
    for _ in range(30):
        doubled = powers[-1] << 1
        powers.append(doubled ^ 0b100101 if doubled & 32 else doubled)
    values = [number >> 5 * place & 31 for place in range(10, -1, -1)]
    check = 0
    for place, value in enumerate(values, start=1):
        if value:
            check ^= powers[(powers.index(value) + place) % 31]
    return "".join(ALPHABET[value] for value in [*values, check])


def short_code(hashed: bytes) -> str:
    """Write the low 55 of the first 56 bits of a digest as a code."""
    return code_of(int.from_bytes(hashed[:7], "big") % 2**55)


def log_root(entries: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962 §2.1."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    split = 1
    while split * 2 < len(entries):
        split *= 2
    return sha256(b"\x01" + log_root(entries[:split]) + log_root(entries[split:])).digest()
