"""What faults came to: lines held against a text, figures by kind, targets, a lossy line."""

import random
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from scripts.benching.noise import Machine
from scripts.benching.recovery import Recovery, recovery_tables, recovery_targets, rows_of
from scripts.benching.targets import all_passed
from scripts.faulting import disks, kills, lan, moving, restoring
from scripts.faulting.lines import Forwarder, Line
from scripts.faulting.losses import Incident, WrongTextError, kept_of, loss_of
from scripts.faulting.plan import FULL, LONG_WORDS
from scripts.faulting.robot import Life
from scripts.practice.premises import Server

MS = 1_000_000


def life(typed: str) -> Life:
    """A line of which a character was typed each 100 ms, and seen 10 ms later."""
    given = [place * 100 * MS for place in range(len(typed))]
    return Life(typed, given, [at + 10 * MS for at in given])


@pytest.mark.parametrize(
    ("typed", "added", "kept"),
    [
        (["k0001 k0002 "], "\nk0001 k0002 ", [12]),
        (["k0001 k0002 ", "k0003 "], "\nk0001 k0\nk0003 ", [8, 6]),
        (["k0001 ", "k0002 "], "\n\nk0002 ", [0, 6]),
        (["k0001 ", "k0002 "], "\nk0002 ", [0, 6]),
        (["k0001 ", "k0002 "], "", [0, 0]),
    ],
)
def test_of_each_line_so_much_was_kept_as_stands_in_the_text(
    typed: list[str], added: str, kept: list[int]
) -> None:
    assert kept_of([life(line) for line in typed], added) == kept


@pytest.mark.parametrize("added", ["\nk0009 ", "\nk0001 k0001 ", "\nk0001 \nk0001 ", "k0001 "])
def test_a_text_with_something_that_nobody_typed_is_an_error(added: str) -> None:
    with pytest.raises(WrongTextError):
        kept_of([life("k0001 ")], added)


def test_a_loss_is_as_old_as_the_first_character_that_is_gone() -> None:
    line = life("k0001 k0002 ")
    loss = loss_of(line, 9, 1_105 * MS)
    assert (loss.lost, loss.seen_lost, loss.lost_ms) == (3, 2, 205.0)
    assert loss_of(line, 12, 1_105 * MS).lost_ms == 0


def test_a_character_is_in_sight_with_the_word_that_it_stands_in() -> None:
    line = life("k0001 k0002 k0")
    line.seen_at.clear()
    line.note("│ k0001 k00 │", 5)
    assert len(line.seen_at) == 9
    line.note("│ k0001 k0002 k0 │", 6)
    assert line.seen_at == [5] * 9 + [6] * 5


GOOD = [
    Incident(kills.KIOSK, LONG_WORDS, 2, 2, 150, 2_000),
    Incident(kills.SERVER, 0, again_ms=20),
    Incident(moving.OTHER_SEAT, 0, 20, 20, 1_900, 3_000),
]


def test_faults_that_cost_little_keep_every_promise() -> None:
    targets = recovery_targets(GOOD)
    assert all_passed(targets)
    assert all(target.passed for target in targets)
    assert not all_passed(recovery_targets([]))


@pytest.mark.parametrize(
    ("bad", "name"),
    [
        (replace(GOOD[0], lost_ms=1_001), "typing lost by a kill: worst"),
        (replace(GOOD[0], lost_ms=301), "typing lost by a kill: p99"),
        (replace(GOOD[0], again_ms=5_001), "writing again at 20,000 words: worst"),
        (replace(GOOD[1], lost=1), "characters lost while server or LAN fail: worst"),
        (replace(GOOD[1], again_ms=501), "a key in sight while server or LAN fail: worst"),
        (replace(GOOD[1], acknowledged_lost=1), "acknowledged and lost"),
        (replace(GOOD[2], lost_ms=4_001), "typing lost where only the server has it: worst"),
        (replace(GOOD[2], again_ms=5_001), "writing again after any fault: worst"),
    ],
)
def test_one_bad_fault_fails_its_target(bad: Incident, name: str) -> None:
    failed = [one.name for one in recovery_targets([*GOOD, bad]) if one.passed is False]
    assert name in failed


def test_the_table_has_a_row_for_each_kind_and_length() -> None:
    kinds = (
        *kills.kinds_of(5), kills.SERVER, kills.ALONE, moving.OTHER_SEAT, disks.SECOND,
        disks.ALONE, restoring.RESTORED, *lan.KINDS, *lan.KILLS.values(),
    )  # fmt: skip
    incidents = [Incident(kind, words) for kind in kinds for words in (0, LONG_WORDS)]
    assert len(rows_of(incidents)) == 2 * len(set(kinds))
    recovery = Recovery(Machine("CPU", 2, "6", "3.11"), 1, "netem", incidents, given_up="Error")
    tables = recovery_tables(recovery, recovery_targets(incidents))
    assert all(kind in tables for kind in kinds)
    assert "Given up" in tables


def test_the_full_run_kills_kiosks_at_least_two_hundred_times() -> None:
    assert 2 * FULL.kiosk_kills >= 200


def test_a_line_swallows_as_much_as_it_was_told_and_everything_when_cut() -> None:
    line = Line(random.Random(1))
    assert not any(line.swallows for _ in range(100))
    line.set(loss=0.3)
    assert 250 < sum(line.swallows for _ in range(1_000)) < 350
    line.set(is_cut=True)
    assert all(line.swallows for _ in range(100))


@pytest.fixture
def proxy() -> Iterator[tuple[Forwarder, Line]]:
    """A proxy before a program that says everything back."""
    line = Line(random.Random(1))
    with socket.create_server(("127.0.0.1", 0)) as echo:
        server = Server(Path("none"), Path("none"), echo.getsockname()[1])
        forwarder = Forwarder(socket.create_server(("127.0.0.1", 0)), server, line)
        forwarder.start()
        Thread(target=_say_back, args=(echo,), daemon=True).start()
        yield forwarder, line
        forwarder.close()


def _say_back(echo: socket.socket) -> None:
    end, _ = echo.accept()
    with end:
        while said := end.recv(100):
            end.sendall(said)


def test_a_proxy_passes_everything_on_and_holds_it_while_the_line_is_cut(
    proxy: tuple[Forwarder, Line],
) -> None:
    forwarder, line = proxy
    with socket.create_connection(forwarder.listener.getsockname(), timeout=10) as end:
        end.sendall(b"satu")
        assert end.recv(100) == b"satu"
        line.set(is_cut=True)
        end.sendall(b"dua")
        end.settimeout(0.5)
        with pytest.raises(TimeoutError):
            end.recv(100)
        line.set()
        end.settimeout(10)
        assert end.recv(100) == b"dua"


def test_a_proxy_before_a_server_that_is_away_closes_the_connection(tmp_path: Path) -> None:
    taken = socket.socket()  # not listening, and nobody else can meanwhile
    taken.bind(("127.0.0.1", 0))
    server = Server(tmp_path, tmp_path, taken.getsockname()[1])
    forwarder = Forwarder(socket.create_server(("127.0.0.1", 0)), server)
    forwarder.start()
    try:
        with socket.create_connection(forwarder.listener.getsockname(), timeout=10) as end:
            assert end.recv(100) == b""
    finally:
        forwarder.close()
        taken.close()
