"""Who waits before the next passphrase: a table of tries, and who is not touched by them."""

import pytest

from exam.errors import RefusedError
from server.lockout import FORGET_SECONDS, FREE_TRIES, Lockout, wait_seconds


class Door:
    """A lockout with a hand on its clock, in seconds."""

    def __init__(self) -> None:
        self.now = 0
        self.lockout = Lockout(lambda: self.now * 1000)

    def wrong(self, account: str, address: str) -> int:
        """Try a wrong passphrase; returns how many seconds to wait instead, if any."""
        try:
            self.lockout.begin(account, address)
        except RefusedError as refused:
            return int(refused.details["seconds"])
        return 0


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.mark.parametrize(
    ("beyond", "seconds"),
    [(-5, 0), (-1, 0), (0, 30), (1, 60), (2, 120), (3, 240), (4, 300), (5, 300), (1000, 300)],
)
def test_each_wait_is_twice_the_one_before_up_to_five_minutes(beyond: int, seconds: int) -> None:
    assert wait_seconds(beyond) == seconds


def test_five_wrong_tries_are_free_and_the_sixth_has_to_wait(door: Door) -> None:
    assert [door.wrong("ketua", "10.0.0.1") for _ in range(6)] == [0] * FREE_TRIES + [30]
    door.now += 29
    assert door.wrong("ketua", "10.0.0.1") == 1
    door.now += 1
    assert door.wrong("ketua", "10.0.0.1") == 0
    assert door.wrong("ketua", "10.0.0.1") == 60


def test_trying_while_one_has_to_wait_makes_the_wait_no_longer(door: Door) -> None:
    for _ in range(FREE_TRIES):
        door.wrong("ketua", "10.0.0.1")
    waits = []
    for _ in range(4):
        waits.append(door.wrong("ketua", "10.0.0.1"))
        door.now += 10
    assert waits == [30, 20, 10, 0]


def test_nobody_is_locked_out_from_another_address(door: Door) -> None:
    for _ in range(50):
        door.wrong("ketua", "10.0.0.66")
        door.now += 1
    assert door.wrong("ketua", "10.0.0.66") > 0
    assert door.wrong("ketua", "10.0.0.1") == 0


def test_a_wait_for_one_account_is_none_for_another(door: Door) -> None:
    for _ in range(FREE_TRIES):
        door.wrong("ketua", "10.0.0.1")
    assert door.wrong("ketua", "10.0.0.1") == 30
    assert door.wrong("pengawas-1", "10.0.0.1") == 0


def test_an_address_that_tries_many_accounts_waits_for_all(door: Door) -> None:
    waits = [door.wrong(f"akun-{at}", "10.0.0.66") for at in range(21)]
    assert waits == [0] * 20 + [30]
    assert door.wrong("ketua", "10.0.0.1") == 0


def test_an_account_without_a_name_is_not_taken_for_all_accounts(door: Door) -> None:
    assert [door.wrong("", "10.0.0.1") for _ in range(6)] == [0] * 5 + [30]
    assert door.wrong("ketua", "10.0.0.1") == 0


def test_a_right_passphrase_takes_back_its_own_try_and_those_before_it(door: Door) -> None:
    for _ in range(10):
        for _ in range(FREE_TRIES):
            assert door.wrong("ketua", "10.0.0.1") == 0
            door.lockout.succeed("ketua", "10.0.0.1")
    door.wrong("ketua", "10.0.0.1")
    assert door.wrong("ketua", "10.0.0.1") == 0


def test_tries_are_forgotten_after_half_an_hour(door: Door) -> None:
    for _ in range(FREE_TRIES):
        door.wrong("ketua", "10.0.0.1")
    door.now += FORGET_SECONDS
    assert [door.wrong("ketua", "10.0.0.1") for _ in range(6)] == [0] * FREE_TRIES + [30]


def test_what_is_remembered_has_a_bound(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.lockout.MOST_REMEMBERED", 8)
    for at in range(100):
        assert door.wrong("ketua", f"10.0.0.{at}") == 0
    for _ in range(FREE_TRIES - 1):
        door.wrong("ketua", "10.0.0.99")
    assert door.wrong("ketua", "10.0.0.99") == 30
    door.now += FORGET_SECONDS
    for at in range(8):
        assert door.wrong("ketua", f"10.0.1.{at}") == 0
