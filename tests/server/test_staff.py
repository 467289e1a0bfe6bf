"""Passphrases: how they are drawn, typed and checked, and what they open."""

import os
from concurrent.futures import ThreadPoolExecutor
from math import log2

import pytest

from exam import keys
from exam.errors import RefusedError
from exam.keys import STANDARD, TEST_ONLY
from server.ceremony import Handouts
from server.office import OpenExam
from server.staff import (
    PASSPHRASE_WORDS,
    Login,
    NewStaff,
    Role,
    fold_passphrase,
    log_in,
    make_passphrase,
    staff_row,
)


def enter(exam: OpenExam, staff_id: str, passphrase: str) -> Login:
    return exam.store.read(
        lambda db: log_in(db, exam.exam_id, staff_id, passphrase, exam.config.kdf_profile)
    )


def passphrase_of(made: Handouts, staff_id: str) -> str:
    (found,) = [one.passphrase for one in made.staff if one.staff_id == staff_id]
    return found


def test_a_passphrase_has_six_words_and_at_least_65_bits() -> None:
    assert len(make_passphrase(os.urandom).split()) == PASSPHRASE_WORDS
    drawn = {word for _ in range(3000) for word in make_passphrase(os.urandom).split()}
    assert len(drawn) > 2000
    assert len(drawn) <= 2048
    assert PASSPHRASE_WORDS * log2(2048) >= 65


def test_every_bit_of_the_randomness_that_counts_changes_the_passphrase() -> None:
    def with_bit(bit: int) -> str:
        return make_passphrase(lambda size: (1 << bit).to_bytes(size, "big"))

    assert len({with_bit(bit) for bit in range(66)}) == 66


@pytest.mark.parametrize(
    "typed",
    [
        "abad adik agar",
        "  ABAD\tAdik  agar\n",
        "abad-adik-agar",
        "Abad, adik, agar.",
        "abad_adik.agar",
    ],
)
def test_a_passphrase_may_be_typed_in_any_case_with_any_separators(typed: str) -> None:
    assert fold_passphrase(typed) == "abad adik agar"


def test_a_panelist_logs_in_and_gets_the_seed_of_the_own_public_key(
    exam: OpenExam, made: Handouts
) -> None:
    login = enter(exam, "ketua", passphrase_of(made, "ketua").upper().replace(" ", "-"))
    assert (login.staff_id, login.role) == ("ketua", Role.CHAIR)
    assert login.role.is_panelist
    (row,) = exam.store.read(
        lambda db: list(db.query("select public_key from staff where id = 'ketua'"))
    )
    assert login.seed is not None
    assert keys.sealing_public_key(login.seed) == row["public_key"]


def test_a_proctor_logs_in_without_a_seed(exam: OpenExam, made: Handouts) -> None:
    login = enter(exam, "pengawas-1", passphrase_of(made, "pengawas-1"))
    assert login.role is Role.PROCTOR
    assert not login.role.is_panelist
    assert login.seed is None


def test_an_unknown_id_and_a_wrong_passphrase_are_refused_alike(
    exam: OpenExam, made: Handouts
) -> None:
    refusals = []
    for staff_id, passphrase in (
        ("nobody", passphrase_of(made, "ketua")),
        ("ketua", passphrase_of(made, "penilai-2")),
        ("ketua", ""),
    ):
        with pytest.raises(RefusedError) as caught:
            enter(exam, staff_id, passphrase)
        refusals.append((caught.value.code, dict(caught.value.details)))
    assert refusals == [("staff.log-in", {})] * 3


def test_an_unknown_id_costs_a_stretch_too(exam: OpenExam, monkeypatch: pytest.MonkeyPatch) -> None:
    stretched: list[str] = []
    real = keys.stretch

    def counting(
        secret: str, purpose: str, *context: bytes | str, profile: keys.StretchProfile
    ) -> keys.StretchedKeys:
        stretched.append(secret)
        return real(secret, purpose, *context, profile=profile)

    monkeypatch.setattr(keys, "stretch", counting)
    with pytest.raises(RefusedError):
        enter(exam, "nobody", "satu dua tiga")
    assert stretched == ["satu dua tiga"]


def test_two_logins_at_once_both_come_back() -> None:
    people = [NewStaff(f"s{at}", "S", Role.PROCTOR, "abad adik") for at in range(2)]
    with ThreadPoolExecutor(2) as pool:
        rows = [pool.submit(staff_row, one, b"exam", STANDARD, os.urandom) for one in people]
        hashes = {row.result(timeout=60)["auth_hash"] for row in rows}
    assert len(hashes) == 2


def test_the_row_of_a_panelist_holds_no_secret_in_clear() -> None:
    person = NewStaff("ketua", "Ketua", Role.CHAIR, "abad adik agar")
    drawn: list[bytes] = []

    def random(size: int) -> bytes:
        drawn.append(os.urandom(size))
        return drawn[-1]

    row = staff_row(person, b"exam", TEST_ONLY, random)
    seed = drawn[0]
    assert keys.sealing_public_key(seed) == row["public_key"]
    values = [value.encode() if isinstance(value, str) else value for value in row.values()]
    assert all(seed not in value and b"abad" not in value for value in values)
