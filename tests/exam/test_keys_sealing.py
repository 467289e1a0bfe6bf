"""Sealing to the holder of a seed: what is opened, what is refused."""

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from exam import keys
from exam.errors import KeyMismatchError
from tests.exam.sources import EXAM, OTHER_EXAM, PANEL_SEED, each_byte_changed

PANEL = keys.sealing_public_key(PANEL_SEED)
SEALED = keys.seal_to(PANEL, b"isi", "envelope-key", EXAM)
LATTICE_BYTES = 1184
LOW_ORDER_POINTS = [
    (0).to_bytes(32, "little"),
    (1).to_bytes(32, "little"),
    bytes.fromhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
    bytes.fromhex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
    *((2**255 - 19 + offset).to_bytes(32, "little") for offset in (-1, 0, 1)),
]
"""The seven points u of Curve25519 (RFC 7748 §6.1) that give zero with every secret."""


def refusal_of(sealed: bytes, seed: bytes = PANEL_SEED, purpose: str = "envelope-key") -> str:
    with pytest.raises(KeyMismatchError) as refused:
        keys.open_sealed(seed, sealed, purpose, EXAM)
    return refused.value.code


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=100))
def test_what_is_sealed_to_a_holder_is_opened_by_the_seed(seed: bytes, plaintext: bytes) -> None:
    sealed = keys.seal_to(keys.sealing_public_key(seed), plaintext, "p", EXAM)
    assert keys.open_sealed(seed, sealed, "p", EXAM) == plaintext
    assert len(sealed) == len(plaintext) + keys.SEALING_OVERHEAD_BYTES


def test_the_same_text_is_never_sealed_alike() -> None:
    assert keys.seal_to(PANEL, b"isi", "p") != keys.seal_to(PANEL, b"isi", "p")


@pytest.mark.no_cover
def test_every_changed_byte_of_a_sealed_text_is_refused() -> None:
    codes = [refusal_of(changed) for changed in each_byte_changed(SEALED)]
    assert codes == ["keys.version"] + ["keys.mismatch"] * (len(SEALED) - 1)


def test_every_cut_off_or_longer_sealed_text_is_refused() -> None:
    for length in range(len(SEALED)):
        assert refusal_of(SEALED[:length]) == "keys.mismatch"
    assert refusal_of(SEALED + b"\x00") == "keys.mismatch"


def test_another_seed_purpose_or_exam_opens_nothing() -> None:
    assert refusal_of(SEALED, seed=bytes(32)) == "keys.mismatch"
    assert refusal_of(SEALED, purpose="segment-panel") == "keys.mismatch"
    with pytest.raises(KeyMismatchError) as refused:
        keys.open_sealed(PANEL_SEED, SEALED, "envelope-key", OTHER_EXAM)
    assert refused.value.details == {"purpose": "envelope-key"}


@pytest.mark.parametrize("point", LOW_ORDER_POINTS)
def test_a_point_that_gives_the_secret_away_is_refused_by_both_sides(point: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        X25519PrivateKey.from_private_bytes(PANEL_SEED).exchange(
            X25519PublicKey.from_public_bytes(point)
        )
    with pytest.raises(KeyMismatchError) as refused:
        keys.seal_to(PANEL[:LATTICE_BYTES] + point, b"isi", "p")
    assert refused.value.code == "keys.public-key"
    lattice_half, rest = SEALED[: 1 + 1088], SEALED[1 + 1088 + 32 :]
    assert refusal_of(lattice_half + point + rest) == "keys.mismatch"


@pytest.mark.parametrize(
    "public",
    [
        b"",
        bytes(32),
        PANEL[:LATTICE_BYTES],
        PANEL[:-1],
        PANEL + b"\x00",
        PANEL[LATTICE_BYTES:] + PANEL[:LATTICE_BYTES],
        b"\xff" * 1216,
        b"\xff\xff" + PANEL[2:],
        b"\x01\x0d" + PANEL[2:],
    ],
    ids=[
        "empty",
        "no lattice key",
        "no point",
        "cut",
        "long",
        "halves swapped",
        "no numbers below q",
        "a number above q",
        "the number q itself",
    ],
)
def test_nothing_is_sealed_to_a_damaged_public_key(public: bytes) -> None:
    """FIPS 203 §7.2 has the sender check that every coefficient is below q = 3329."""
    with pytest.raises(KeyMismatchError) as refused:
        keys.seal_to(public, b"isi", "p")
    assert refused.value.code == "keys.public-key"
