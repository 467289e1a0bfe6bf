"""Signatures: nobody else makes them, and each has one form and one meaning."""

from collections.abc import Callable

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from exam import keys
from exam.errors import KeyMismatchError
from tests.exam.sources import (
    SEAT_SECRET,
    SERVER_SECRET,
    each_bit_flipped,
)

KEY = bytes(range(32))


def refuses(act: Callable[..., object], *given: bytes | str) -> KeyMismatchError:
    with pytest.raises(KeyMismatchError) as refused:
        act(*given)
    return refused.value


def test_every_flipped_bit_of_a_signature_or_body_is_refused() -> None:
    public, signature = keys.signing_public_key(SEAT_SECRET), keys.sign(SEAT_SECRET, b"isi", "p")
    keys.verify(public, signature, b"isi", "p")
    for changed in each_bit_flipped(signature):
        refuses(keys.verify, public, changed, b"isi", "p")
    for changed in each_bit_flipped(b"isi"):
        refuses(keys.verify, public, signature, changed, "p")
    for changed in each_bit_flipped(public):
        refuses(keys.verify, changed, signature, b"isi", "p")


@pytest.mark.parametrize(
    ("public", "signature_cut", "purpose"),
    [
        (keys.signing_public_key(SERVER_SECRET), 64, "p"),
        (keys.signing_public_key(SEAT_SECRET), 64, "q"),
        (keys.signing_public_key(SEAT_SECRET), 63, "p"),
        (keys.signing_public_key(SEAT_SECRET), 0, "p"),
        (b"short", 64, "p"),
        (b"", 64, "p"),
        (bytes(33), 64, "p"),
    ],
)
def test_another_signer_or_purpose_is_refused(
    public: bytes, signature_cut: int, purpose: str
) -> None:
    signature = keys.sign(SEAT_SECRET, b"isi", "p")[:signature_cut]
    error = refuses(lambda: keys.verify(public, signature, b"isi", purpose))
    assert (error.code, error.details) == ("keys.signature", {"purpose": purpose})


ORDER_OF_ED25519 = 2**252 + 27742317777372353535851937790883648493
FIELD_OF_ED25519 = 2**255 - 19


def test_a_signature_has_one_form_only() -> None:
    """RFC 8032 §5.1.7: S is below the order of the group, so nobody can write it otherwise."""
    public, signature = keys.signing_public_key(SEAT_SECRET), keys.sign(SEAT_SECRET, b"isi", "p")
    scalar = int.from_bytes(signature[32:], "little") + ORDER_OF_ED25519
    other = signature[:32] + scalar.to_bytes(32, "little")
    assert refuses(keys.verify, public, other, b"isi", "p").code == "keys.signature"


def small_order_encodings() -> list[bytes]:
    """Every y of a point whose order divides eight, and y + p where that fits, by arithmetic."""
    p = FIELD_OF_ED25519
    d = -121665 * pow(121666, -1, p) % p
    root_of_minus_one = pow(2, (p - 1) // 4, p)
    # Doubling (x, y) gives y = 0, the points of order four, where x² = -y²; with the curve's
    # equation -x² + y² = 1 + d x² y² that is d y⁴ + 2 y² - 1 = 0.
    discriminant = pow(1 + d, (p + 3) // 8, p)
    if discriminant * discriminant % p != (1 + d) % p:
        discriminant = discriminant * root_of_minus_one % p
    of_order_eight = []
    for sign in (1, -1):
        square = (-1 + sign * discriminant) * pow(d, -1, p) % p
        y = pow(square, (p + 3) // 8, p)
        for candidate in (y, y * root_of_minus_one % p):
            if candidate * candidate % p == square:
                of_order_eight += [candidate, p - candidate]
    values = {0, 1, p - 1, *of_order_eight}
    fitting = values | {value + p for value in values if value + p < 2**255}
    return [value.to_bytes(32, "little") for value in sorted(fitting)]


IDENTITY_WITH_S_ZERO = b"\x01" + bytes(63)
"""A signature that a point of small order makes valid for every eighth text, or more of them."""


def library_accepts(public: bytes, signature: bytes, body: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, keys.bind("p", body))
    except InvalidSignature:
        return False
    return True


def test_a_key_under_which_one_signature_fits_many_texts_is_refused() -> None:
    points = small_order_encodings()
    assert len(points) == 7
    texts = [bytes([number]) for number in range(100)]
    for point in points:
        for public in (point, point[:31] + bytes([point[31] | 0x80])):
            fitting = [t for t in texts if library_accepts(public, IDENTITY_WITH_S_ZERO, t)]
            assert len(fitting) > 3
            for text in fitting:
                error = refuses(keys.verify, public, IDENTITY_WITH_S_ZERO, text, "p")
                assert error.code == "keys.signature"
