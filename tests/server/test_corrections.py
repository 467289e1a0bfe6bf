"""Corrections after the last lock: both values, who, why, and who consented."""

import os

import pytest

from exam.errors import RefusedError
from exam.scoring_record import CorrectionRefused, ScoreCorrected
from server.corrections import Change, ask_correction, consent, refuse, waiting_corrections
from server.scores import scores_of, scores_of_round
from tests.server.bench import Bench, make_bench

CHANGE = Change("7KQ2", "gagasan", 75, "Salah ketik")


@pytest.fixture
def bench() -> Bench:
    bench = make_bench()
    bench.open_round_one()
    bench.lock_all()
    return bench


def ask(bench: Bench, panelist_id: str = "penilai", change: Change = CHANGE) -> str:
    return ask_correction(bench.db, bench.papers, panelist_id, change, os.urandom, bench.tick())


def value_of(bench: Bench, panelist_id: str = "penilai") -> int:
    return scores_of(bench.db, "makalah")["7KQ2"][panelist_id]["gagasan"]


def test_a_correction_counts_once_it_is_consented_to(bench: Bench) -> None:
    correction = ask(bench)
    assert value_of(bench) == 70
    consent(bench.db, bench.papers, correction, "ketua", bench.tick())
    assert value_of(bench) == 75
    assert scores_of_round(bench.db, "makalah", 1)["7KQ2"]["penilai"]["gagasan"] == 70
    (entry,) = bench.entries(ScoreCorrected)
    assert isinstance(entry, ScoreCorrected)
    assert (entry.old_value, entry.new_value, entry.staff_id) == (70, 75, "penilai")
    assert (entry.consented_by, entry.reason) == ("ketua", "Salah ketik")


def test_the_later_of_two_corrections_counts(bench: Bench) -> None:
    for value in (75, 80):
        correction = ask(bench, change=Change("7KQ2", "gagasan", value, "Sebab"))
        consent(bench.db, bench.papers, correction, "ketua", bench.tick())
    assert value_of(bench) == 80
    values = [(row["old_value"], row["new_value"]) for row in bench.db["corrections"].rows]
    assert values == [(70, 75), (75, 80)]


def test_a_refused_correction_changes_nothing(bench: Bench) -> None:
    refuse(bench.db, bench.papers, ask(bench), "ketua", bench.tick())
    assert value_of(bench) == 70
    assert waiting_corrections(bench.db, "makalah") == []
    assert len(bench.entries(CorrectionRefused)) == 1


def test_a_correction_can_be_taken_back_by_whoever_asked(bench: Bench) -> None:
    refuse(bench.db, bench.papers, ask(bench), "penilai", bench.tick())
    assert waiting_corrections(bench.db, "makalah") == []


@pytest.mark.parametrize(
    ("asked_by", "decides", "allowed"),
    [
        ("penilai", "ketua", True),
        ("ketua", "penilai", True),
        ("penilai", "penilai", False),
        ("ketua", "ketua", False),
        ("penilai", "penilai-3", False),
    ],
)
def test_nobody_consents_to_their_own(
    bench: Bench, asked_by: str, decides: str, allowed: bool
) -> None:
    correction = ask(bench, asked_by)
    if allowed:
        consent(bench.db, bench.papers, correction, decides, bench.tick())
        assert value_of(bench, asked_by) == 75
        return
    with pytest.raises(RefusedError) as refused:
        consent(bench.db, bench.papers, correction, decides, bench.tick())
    assert refused.value.code == "correction.not-yours"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Change("7KQ2", "gagasan", 70, "Sebab"), "correction.same"),
        (Change("7KQ2", "gagasan", 101, "Sebab"), "correction.same"),
        (Change("7KQ2", "gagasan", -1, "Sebab"), "correction.same"),
        (Change("7KQ2", "gagasan", 71, " "), "recusal.reason"),
        (Change("ZZZZ", "gagasan", 71, "Sebab"), "marking.not-yours"),
        (Change("7KQ2", "lain", 71, "Sebab"), "marking.not-yours"),
    ],
)
def test_what_is_no_correction_is_refused(bench: Bench, change: Change, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        ask(bench, change=change)
    assert refused.value.code == code


def test_of_one_value_one_correction_waits(bench: Bench) -> None:
    ask(bench)
    with pytest.raises(RefusedError) as refused:
        ask(bench)
    assert refused.value.code == "correction.waits"
    ask(bench, change=Change("7KQ2", "masalah", 71, "Sebab"))


def test_what_was_decided_is_not_decided_again(bench: Bench) -> None:
    correction = ask(bench)
    consent(bench.db, bench.papers, correction, "ketua", bench.tick())
    for act in (consent, refuse):
        with pytest.raises(RefusedError) as refused:
            act(bench.db, bench.papers, correction, "ketua", bench.tick())
        assert refused.value.code == "correction.gone"


def test_nothing_is_corrected_before_the_last_lock() -> None:
    bench = make_bench()
    bench.open_round_one()
    with pytest.raises(RefusedError) as refused:
        ask(bench)
    assert refused.value.code == "correction.not-locked"
