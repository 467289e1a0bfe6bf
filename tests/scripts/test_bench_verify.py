"""The bench verifies evidence of sittings that were really written, and would find it damaged."""

from collections.abc import Sequence
from dataclasses import replace

import msgspec
import pytest

from scripts.benching import spending, verifying
from scripts.benching.spending import Spent, least_spent_on
from scripts.benching.steps import Steps
from scripts.benching.targets import Target
from scripts.benching.verifying import Verified, measure_evidence
from server.bundle import bundle_of
from server.office import OpenExam

PACE = 60.0
"""So slow that a sitting has some hundreds of key presses."""


def verified(sittings: int, seconds: float, problems: int = 0) -> Verified:
    spent = Spent(seconds, seconds)
    entries, signatures = 250 * sittings, 3 * sittings
    steps = Steps(round(1000 * seconds), round(1000 * seconds))
    return Verified(
        sittings=sittings,
        records=20_000,
        entries=entries,
        package_bytes=200_000 * sittings,
        making=spent,
        verifying=spent,
        making_steps=steps,
        verifying_calls=steps.calls,
        problems=problems,
        signatures=signatures,
        bare=seconds / 5,
    )


def failed(targets: Sequence[Target]) -> list[str]:
    return [target.name for target in targets if not target.passed]


def test_four_hours_are_written_handed_in_opened_and_verified() -> None:
    found = measure_evidence(2, PACE)
    assert (found.sittings, found.problems) == (2, 0)
    assert found.records > 200
    assert found.entries > 2 * 60
    assert found.signatures >= 5
    assert found.package_bytes > 128 * 1024
    assert min(found.making.cpu, found.verifying.cpu, found.bare) > 0
    assert min(found.making_steps.calls, found.making_steps.instructions) > 100
    assert found.verifying_calls > 100


def test_damaged_evidence_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(exam: OpenExam) -> bytes:
        raw = bytearray(bundle_of(exam))
        raw[len(raw) // 2] ^= 1
        return bytes(raw)

    monkeypatch.setattr(verifying, "bundle_of", damaged)
    found = measure_evidence(2, PACE)
    assert found.problems > 0
    assert "evidence: problems found" in failed(verifying.answer_of([found]).counts)


def test_what_is_quick_enough_is_kept() -> None:
    answer = verifying.answer_of([verified(500, 5), verified(1000, 10)])
    assert failed([*answer.times, *answer.counts]) == []
    assert "| 1,000    | 20,000       | 250,000     | 200,000" in answer.tables
    (_, most) = msgspec.json.decode(msgspec.json.encode(answer.data))["verified"]
    assert most["verifying"] == {"seconds": 10, "cpu": 10}


def test_whatever_is_worse_than_promised_fails() -> None:
    few, most = verified(10, 0.1), verified(20, 4)
    large = replace(most, package_bytes=9_000_000, bare=0.1)
    answer = verifying.answer_of([few, large])
    assert failed(answer.times) == [target.name for target in answer.times]
    assert failed(answer.counts) == [
        "evidence: bytes for a sitting",
        "growth: calls in Python of making evidence by sittings",
        "growth: SQLite's steps of making evidence by sittings",
        "growth: calls in Python of verifying by sittings",
        "growth: bytes of evidence by sittings",
    ]


def test_quick_is_the_same_with_fewer_sittings(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def measure(sittings: int, pace: float) -> Verified:
        asked.append((sittings, pace))
        return verified(sittings, sittings / 100)

    monkeypatch.setattr(verifying, "measure_evidence", measure)
    for quick in (False, True):
        assert failed(verifying.ENTRY.answer(quick).counts) == []
    assert [sittings for sittings, _ in asked] == [125, 250, 500, 1000, 4, 8, 16, 32]
    assert {pace for _, pace in asked[:4]} == {2.0}


@pytest.fixture
def passing(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Clocks that show how much of these seconds has been used up; of CPU it is half."""
    spent = [0.0]
    monkeypatch.setattr(spending, "perf_counter", lambda: sum(spent))
    monkeypatch.setattr(spending, "process_time", lambda: sum(spent) / 2)
    return spent


@pytest.mark.parametrize(
    ("costs", "tries"),
    [([4.0, 1.0, 2.0, 9.0], 3), ([0.1] * 9, 6), ([0.0] * 30, 20)],
    ids=["dear", "cheap", "nothing"],
)
def test_the_least_of_a_few_tries_counts(
    passing: list[float], costs: list[float], tries: int
) -> None:
    done = list[int]()

    def act() -> int:
        passing.append(costs[len(done)])
        done.append(len(done))
        return done[-1]

    last, spent = least_spent_on(act)
    least = min(costs[:tries])
    assert (last, len(done)) == (tries - 1, tries)
    assert [spent.seconds, spent.cpu] == pytest.approx([least, least / 2])
