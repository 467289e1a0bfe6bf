"""Keys: every use is bound to its purpose, and what does not verify raises."""

import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam import keys
from exam.errors import KeyMismatchError, ShareError
from tests.exam.sources import (
    EXAM,
    OTHER_EXAM,
    PANEL_SEED,
    each_bit_flipped,
    fixed,
)

KEY = bytes(range(32))
PANEL = keys.sealing_public_key(PANEL_SEED)
PARTS = st.lists(
    st.one_of(st.binary(max_size=9), st.text(max_size=9), st.integers(0, 2**64 - 1)), max_size=4
)
Parts = list[bytes | str | int]


def refuses(act: Callable[..., object], *given: bytes | str) -> KeyMismatchError:
    with pytest.raises(KeyMismatchError) as refused:
        act(*given)
    return refused.value


# Binding


@given(PARTS, PARTS)
def test_no_two_contexts_bind_alike(left: Parts, right: Parts) -> None:
    same = [keys.bind("", part) for part in left] == [keys.bind("", part) for part in right]
    assert (keys.bind("p", *left) == keys.bind("p", *right)) is same


def test_a_digest_is_sha_256_over_the_bound_parts() -> None:
    assert keys.digest("p", "a") == sha256(keys.bind("p", "a")).digest()
    assert keys.bind("p", 1) == keys.bind("p", bytes(7) + b"\x01")
    assert keys.bind("p", 2**64 - 1) == keys.bind("p", b"\xff" * 8)


@pytest.mark.parametrize("part", [-1, -(2**63), 2**64, "\ud800"])
def test_what_cannot_be_written_down_is_bound_to_nothing(part: str | int) -> None:
    for act in (
        lambda: keys.bind("p", part),
        lambda: keys.digest("p", part),
        lambda: keys.derive_key(KEY, "p", part),
        lambda: keys.encrypt(KEY, b"", "p", part, random=fixed()),
        lambda: keys.decrypt(KEY, b"\x01" + bytes(28), "p", part),
        lambda: keys.seal_to(PANEL, b"", "p", part),
        lambda: keys.open_sealed(PANEL_SEED, bytes(2000), "p", part),
    ):
        error = refuses(act)
        assert (error.code, error.details) == ("keys.context", {"purpose": "p"})


# Stretching


def test_another_secret_purpose_or_context_gives_other_keys() -> None:
    def stretch(secret: str, purpose: str, *context: bytes | str) -> keys.StretchedKeys:
        return keys.stretch(secret, purpose, *context, profile=keys.TEST_ONLY)

    stretched = [
        stretch("a", "card", EXAM, "001"),
        stretch("b", "card", EXAM, "001"),
        stretch("", "card", EXAM, "001"),
        stretch("a", "staff", EXAM, "001"),
        stretch("a", "card", OTHER_EXAM, "001"),
        stretch("a", "card", EXAM, "002"),
    ]
    drawn = {key for one in stretched for key in (one.auth, one.wrap)}
    assert len(drawn) == 12
    assert {len(key) for key in drawn} == {keys.KEY_BYTES}


def test_the_profile_decides_the_cost_and_the_keys() -> None:
    dearer = keys.StretchProfile("dearer", iterations=2, lanes=1, memory_kib=8)
    cheap = keys.stretch("a", "card", profile=keys.TEST_ONLY)
    assert keys.stretch("a", "card", profile=dearer) != cheap
    assert keys.STANDARD.memory_kib >= 64 * 1024
    assert keys.STANDARD.iterations >= 3
    assert keys.PROFILES == {"standard": keys.STANDARD, "test-only": keys.TEST_ONLY}


def test_a_secret_that_utf_8_cannot_hold_is_refused() -> None:
    error = refuses(lambda: keys.stretch("\ud800", "card", profile=keys.TEST_ONLY))
    assert (error.code, error.details) == ("keys.context", {"purpose": "card"})


def test_stretching_on_several_threads_at_once_comes_to_an_end() -> None:
    program = (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from exam import keys\n"
        "with ThreadPoolExecutor(4) as pool:\n"
        "    work = lambda n: keys.stretch(str(n), 'card', profile=keys.STANDARD)\n"
        "    print(len(set(pool.map(work, range(6)))))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=180, check=True
    )
    assert done.stdout.strip() == "6"


def test_the_server_keeps_something_else_than_the_auth_key() -> None:
    assert keys.auth_hash(KEY) != KEY
    assert keys.auth_hash(KEY) != keys.auth_hash(bytes(32))


# Encryption under a key


@given(st.binary(max_size=100), PARTS)
def test_what_is_encrypted_is_decrypted(plaintext: bytes, context: Parts) -> None:
    sealed = keys.encrypt(KEY, plaintext, "p", *context, random=fixed())
    assert sealed[:1] == keys.VERSION
    assert keys.decrypt(KEY, sealed, "p", *context) == plaintext


def test_every_flipped_bit_of_an_encrypted_text_is_refused() -> None:
    sealed = keys.encrypt(KEY, b"isi", "p", random=fixed())
    codes = [refuses(keys.decrypt, KEY, changed, "p").code for changed in each_bit_flipped(sealed)]
    assert codes == ["keys.version"] * 8 + ["keys.mismatch"] * (len(codes) - 8)


def test_every_shortened_or_lengthened_encrypted_text_is_refused() -> None:
    sealed = keys.encrypt(KEY, b"isi", "p", random=fixed())
    for changed in [*(sealed[:length] for length in range(len(sealed))), sealed + b"\x00"]:
        assert refuses(keys.decrypt, KEY, changed, "p").code == "keys.mismatch"


@pytest.mark.parametrize(
    ("key", "purpose", "context"),
    [
        (bytes(32), "p", ("x", 1)),
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


@given(st.binary(max_size=100))
def test_nothing_but_a_refusal_comes_of_strange_bytes(raw: bytes) -> None:
    for strange in (raw, keys.VERSION + raw):
        refuses(keys.decrypt, KEY, strange, "p")
        refuses(keys.open_sealed, PANEL_SEED, strange, "p")
        refuses(keys.verify, raw, raw, raw, "p")


@pytest.mark.parametrize("length", [0, 15, 16, 24, 31, 33, 64])
def test_a_key_of_another_length_is_refused_for_every_use(length: int) -> None:
    short, sealed = bytes(length), keys.encrypt(KEY, b"isi", "p", random=fixed())
    uses: dict[str, list[Callable[[], object]]] = {
        "p": [
            lambda: keys.encrypt(short, b"isi", "p", random=fixed()),
            lambda: keys.decrypt(short, sealed, "p"),
            lambda: keys.derive_key(short, "p"),
            lambda: keys.sign(short, b"isi", "p"),
        ],
        "sealing-seed": [
            lambda: keys.sealing_public_key(short),
            lambda: keys.open_sealed(short, sealed, "p"),
        ],
        "signing-key": [lambda: keys.signing_public_key(short)],
    }
    for purpose, acts in uses.items():
        for act in acts:
            error = refuses(act)
            assert error.code == "keys.length"
            assert error.details == {"purpose": purpose, "length": length, "expected": 32}


def test_a_newer_version_is_named_as_such_and_nothing_at_all_is_damaged() -> None:
    assert refuses(lambda: keys.decrypt(KEY, b"\x02" + bytes(40), "p")).code == "keys.version"
    assert refuses(lambda: keys.open_sealed(KEY, b"\x02", "p")).code == "keys.version"
    assert refuses(lambda: keys.decrypt(KEY, b"", "p")).code == "keys.mismatch"
    assert refuses(lambda: keys.open_sealed(KEY, b"", "p")).code == "keys.mismatch"


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


def test_every_flipped_bit_of_a_share_gives_another_secret() -> None:
    first, *rest = keys.split_among(KEY, 3, fixed())
    for changed in each_bit_flipped(first):
        assert keys.join_shares([changed, *rest]) != KEY


@pytest.mark.parametrize("holders", [0, -1])
def test_a_secret_is_not_split_among_nobody(holders: int) -> None:
    with pytest.raises(ShareError) as refused:
        keys.split_among(KEY, holders, fixed())
    assert refused.value.code == "share.holders"


@pytest.mark.parametrize("shares", [[], [b"", b"1"], [KEY, KEY[:-1]], [KEY, KEY, KEY + b"\x00"]])
def test_shares_that_are_not_of_one_length_are_not_joined(shares: list[bytes]) -> None:
    with pytest.raises(ShareError) as refused:
        keys.join_shares(shares)
    assert refused.value.code == "share.unfit"
