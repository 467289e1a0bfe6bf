"""Keys: every use is bound to its purpose, and what does not verify raises."""

import json
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from itertools import pairwise, permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam import keys
from exam.errors import KeyMismatchError
from tests.exam.sources import (
    EXAM,
    OTHER_EXAM,
    PANEL_SEED,
    SEAT_SECRET,
    SERVER_SECRET,
    each_bit_flipped,
    each_byte_changed,
    fixed,
)

KEY = bytes(range(32))
VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text())
PARTS = st.lists(st.one_of(st.binary(max_size=9), st.text(max_size=9)), max_size=4)


def refuses(act: Callable[..., object], *given: bytes | str) -> KeyMismatchError:
    with pytest.raises(KeyMismatchError) as refused:
        act(*given)
    return refused.value


# What has been written must stay readable.


def test_a_typed_secret_stretches_to_the_keys_that_were_stored() -> None:
    stretched = keys.stretch("7KQ2", "card", EXAM, "001", profile=keys.TEST_ONLY)
    assert stretched.auth.hex() == VECTORS["stretch_auth"]
    assert stretched.wrap.hex() == VECTORS["stretch_wrap"]


def test_a_digest_and_a_derived_key_are_those_that_were_stored() -> None:
    assert keys.digest("card", b"a", "b", 3).hex() == VECTORS["digest"]
    assert keys.derive_key(KEY, "score-key", "x", 1).hex() == VECTORS["derived"]


def test_what_was_encrypted_and_sealed_before_still_opens() -> None:
    encrypted, sealed = (bytes.fromhex(VECTORS[name]) for name in ("encrypted", "sealed"))
    assert keys.decrypt(KEY, encrypted, "draft", "p", 1) == b"isi"
    assert keys.encrypt(KEY, b"isi", "draft", "p", 1, random=fixed()) == encrypted
    assert keys.open_sealed(PANEL_SEED, sealed, "envelope-key", EXAM) == b"isi"


def test_a_signature_is_the_one_that_was_stored() -> None:
    assert keys.sign(SEAT_SECRET, b"isi", "envelope").hex() == VECTORS["signature"]


def test_a_sealing_seed_expands_as_x_wing_does() -> None:
    """First vector of draft-connolly-cfrg-xwing-kem."""
    seed = bytes.fromhex("7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26")
    public = keys.sealing_public_key(seed).hex()
    assert len(public) == 2 * 1216
    assert public.startswith("e2236b35a8c24b39b10aa1323a96a919a2ced88400633a7b07131713fc14b2b5")
    assert public.endswith("859edb06eff389b27dce59844570216223593d4ba32d9abac8cd049040ef6534")


# Binding


@given(PARTS, PARTS)
def test_no_two_contexts_bind_alike(left: list[bytes | str], right: list[bytes | str]) -> None:
    same = [keys.bind("", part) for part in left] == [keys.bind("", part) for part in right]
    assert (keys.bind("p", *left) == keys.bind("p", *right)) is same


def test_a_digest_is_sha_256_over_the_bound_parts() -> None:
    assert keys.digest("p", "a") == sha256(keys.bind("p", "a")).digest()
    assert keys.bind("p", 1) == keys.bind("p", bytes(7) + b"\x01")


# Stretching


def test_another_secret_purpose_or_context_gives_other_keys() -> None:
    def stretch(secret: str, purpose: str, *context: bytes | str) -> keys.StretchedKeys:
        return keys.stretch(secret, purpose, *context, profile=keys.TEST_ONLY)

    stretched = [
        stretch("a", "card", EXAM, "001"),
        stretch("b", "card", EXAM, "001"),
        stretch("a", "staff", EXAM, "001"),
        stretch("a", "card", OTHER_EXAM, "001"),
        stretch("a", "card", EXAM, "002"),
    ]
    drawn = {key for one in stretched for key in (one.auth, one.wrap)}
    assert len(drawn) == 10
    assert {len(key) for key in drawn} == {keys.KEY_BYTES}


def test_the_profile_decides_the_cost_and_the_keys() -> None:
    dearer = keys.StretchProfile("dearer", iterations=2, lanes=1, memory_kib=8)
    cheap = keys.stretch("a", "card", profile=keys.TEST_ONLY)
    assert keys.stretch("a", "card", profile=dearer) != cheap
    assert keys.STANDARD.memory_kib >= 64 * 1024
    assert keys.STANDARD.iterations >= 3


def test_stretching_on_several_threads_at_once_comes_to_an_end() -> None:
    program = (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from exam import keys\n"
        "with ThreadPoolExecutor(4) as pool:\n"
        "    work = lambda n: keys.stretch(str(n), 'card', profile=keys.STANDARD)\n"
        "    print(len(set(pool.map(work, range(12)))))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=90, check=True
    )
    assert done.stdout.strip() == "12"


def test_the_server_keeps_something_else_than_the_auth_key() -> None:
    assert keys.auth_hash(KEY) != KEY
    assert keys.auth_hash(KEY) != keys.auth_hash(bytes(32))


# Encryption under a key


@given(st.binary(max_size=100), PARTS)
def test_what_is_encrypted_is_decrypted(plaintext: bytes, context: list[bytes | str]) -> None:
    sealed = keys.encrypt(KEY, plaintext, "p", *context, random=fixed())
    assert sealed[:1] == keys.VERSION
    assert keys.decrypt(KEY, sealed, "p", *context) == plaintext


def test_every_flipped_bit_of_an_encrypted_text_is_refused() -> None:
    sealed = keys.encrypt(KEY, b"isi", "p", random=fixed())
    for changed in each_bit_flipped(sealed):
        refuses(keys.decrypt, KEY, changed, "p")


def test_every_shortened_or_lengthened_encrypted_text_is_refused() -> None:
    sealed = keys.encrypt(KEY, b"isi", "p", random=fixed())
    for changed in [*(sealed[:length] for length in range(len(sealed))), sealed + b"\x00"]:
        refuses(keys.decrypt, KEY, changed, "p")


@pytest.mark.parametrize(
    ("key", "purpose", "context"),
    [
        (bytes(32), "p", ("x", 1)),
        (b"short", "p", ("x", 1)),
        (KEY, "q", ("x", 1)),
        (KEY, "p", ("x", 2)),
        (KEY, "p", ("x",)),
        (KEY, "p", (1, "x")),
        (KEY, "p", ("x", 1, "")),
    ],
)
def test_another_key_purpose_or_context_decrypts_nothing(
    key: bytes, purpose: str, context: tuple[str | int, ...]
) -> None:
    sealed = keys.encrypt(KEY, b"isi", "p", "x", 1, random=fixed())
    error = refuses(lambda: keys.decrypt(key, sealed, purpose, *context))
    assert (error.code, error.details) == ("keys.mismatch", {"purpose": purpose})


def test_a_newer_version_is_named_as_such() -> None:
    assert refuses(lambda: keys.decrypt(KEY, b"\x02" + bytes(40), "p")).code == "keys.version"
    assert refuses(lambda: keys.open_sealed(KEY, b"", "p")).code == "keys.version"


# Sealing to a holder


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=100))
def test_what_is_sealed_to_a_holder_is_opened_by_the_seed(seed: bytes, plaintext: bytes) -> None:
    sealed = keys.seal_to(keys.sealing_public_key(seed), plaintext, "p", EXAM)
    assert keys.open_sealed(seed, sealed, "p", EXAM) == plaintext


def test_the_same_text_is_never_sealed_alike() -> None:
    public = keys.sealing_public_key(PANEL_SEED)
    assert keys.seal_to(public, b"isi", "p") != keys.seal_to(public, b"isi", "p")


def test_every_changed_byte_of_a_sealed_text_is_refused() -> None:
    sealed = bytes.fromhex(VECTORS["sealed"])
    for changed in each_byte_changed(sealed):
        refuses(keys.open_sealed, PANEL_SEED, changed, "envelope-key", EXAM)


@pytest.mark.parametrize("length", [1, 2, 33, 1088, 1120, 1121, 1136])
def test_a_cut_off_sealed_text_is_refused(length: int) -> None:
    sealed = bytes.fromhex(VECTORS["sealed"])[:length]
    refuses(lambda: keys.open_sealed(PANEL_SEED, sealed, "envelope-key", EXAM))


def test_another_seed_purpose_or_exam_opens_nothing() -> None:
    sealed = bytes.fromhex(VECTORS["sealed"])
    refuses(lambda: keys.open_sealed(KEY, sealed, "envelope-key", EXAM))
    refuses(lambda: keys.open_sealed(PANEL_SEED, sealed, "segment-panel", EXAM))
    refuses(lambda: keys.open_sealed(PANEL_SEED, sealed, "envelope-key", OTHER_EXAM))


@pytest.mark.parametrize(
    "public",
    [
        b"",
        bytes(1215),
        keys.sealing_public_key(PANEL_SEED)[:-1],
        keys.sealing_public_key(PANEL_SEED) + b"\x00",
        b"\xff" * 1216,
        keys.sealing_public_key(PANEL_SEED)[:1184] + bytes(32),
    ],
    ids=["empty", "short", "cut", "long", "not a lattice key", "low order point"],
)
def test_nothing_is_sealed_to_a_damaged_public_key(public: bytes) -> None:
    assert refuses(lambda: keys.seal_to(public, b"isi", "p")).code == "keys.public-key"


# Signatures


def test_every_flipped_bit_of_a_signature_or_body_is_refused() -> None:
    public, signature = keys.signing_public_key(SEAT_SECRET), keys.sign(SEAT_SECRET, b"isi", "p")
    keys.verify(public, signature, b"isi", "p")
    for changed in each_bit_flipped(signature):
        refuses(keys.verify, public, changed, b"isi", "p")
    for changed in each_bit_flipped(b"isi"):
        refuses(keys.verify, public, signature, changed, "p")


@pytest.mark.parametrize(
    ("public", "signature_cut", "purpose"),
    [
        (keys.signing_public_key(SERVER_SECRET), 64, "p"),
        (keys.signing_public_key(SEAT_SECRET), 64, "q"),
        (keys.signing_public_key(SEAT_SECRET), 63, "p"),
        (b"short", 64, "p"),
        (bytes(32), 64, "p"),
    ],
)
def test_another_signer_or_purpose_is_refused(
    public: bytes, signature_cut: int, purpose: str
) -> None:
    signature = keys.sign(SEAT_SECRET, b"isi", "p")[:signature_cut]
    error = refuses(lambda: keys.verify(public, signature, b"isi", purpose))
    assert (error.code, error.details) == ("keys.signature", {"purpose": purpose})


# Sharing


@given(st.binary(max_size=40), st.integers(min_value=1, max_value=6))
def test_all_shares_in_any_order_give_the_secret(secret: bytes, holders: int) -> None:
    shares = keys.split_among(secret, holders, fixed())
    assert len(shares) == holders
    assert all(keys.join_shares(order) == secret for order in (shares, shares[::-1]))


def test_fewer_shares_than_all_are_only_noise() -> None:
    shares = keys.split_among(KEY, 4, fixed())
    for some in permutations(shares, 3):
        assert keys.join_shares(some) != KEY
    assert all(left != right for left, right in pairwise(shares))
    other = keys.split_among(bytes(32), 4, fixed())
    assert other[:3] == shares[:3], "all but one share are drawn without looking at the secret"
