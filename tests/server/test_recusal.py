"""Conflicts of interest for single subjects, candidates who were not heard, and who hears whom."""

import pytest

from exam.errors import RefusedError
from exam.scoring_record import Recused, SubjectUnheard
from server.assignments import scorers_of
from server.recusal import note_unheard, recuse, recused_from
from server.scores import is_settled, scores_of
from tests.server.bench import PANEL, PAPERS, Bench, make_bench


@pytest.fixture
def bench() -> Bench:
    return make_bench()


@pytest.fixture
def hearing(bench: Bench) -> Bench:
    bench.open_round_one()
    bench.lock_all()
    bench.begin_interviews()
    return bench


def step_back(bench: Bench, panelist_id: str, subject: str, reason: str = "Saudara") -> None:
    recuse(bench.db, bench.papers, panelist_id, subject, reason, bench.tick())


def unhear(bench: Bench, subject: str, reason: str = "Tidak hadir") -> None:
    note_unheard(bench.db, bench.interviews, subject, reason, "ketua", bench.tick())


def test_whoever_steps_back_is_not_needed_for_that_paper(bench: Bench) -> None:
    bench.score(bench.desk("ketua"), "7KQ2", 50)
    step_back(bench, "ketua", "7KQ2")
    assert "7KQ2" not in bench.desk("ketua").subjects(bench.db, 1)
    assert bench.count("drafts") == 0
    bench.open_round_one()
    assert scores_of(bench.db, "makalah")["7KQ2"].keys() == {"penilai", "penilai-3"}
    assert len(scores_of(bench.db, "makalah")["M4XD"]) == 3
    assert recused_from(bench.db, "makalah", "ketua") == {"7KQ2": "Saudara"}
    (entry,) = bench.entries(Recused)
    assert isinstance(entry, Recused)
    assert (entry.staff_id, entry.subject, entry.reason) == ("ketua", "7KQ2", "Saudara")


def test_stepping_back_twice_is_written_once(bench: Bench) -> None:
    step_back(bench, "ketua", "7KQ2")
    step_back(bench, "ketua", "7KQ2", "Lagi")
    assert len(bench.entries(Recused)) == 1


def test_the_last_who_could_score_a_paper_cannot_step_back(bench: Bench) -> None:
    step_back(bench, "ketua", "7KQ2")
    step_back(bench, "penilai", "7KQ2")
    with pytest.raises(RefusedError) as refused:
        step_back(bench, "penilai-3", "7KQ2")
    assert refused.value.code == "recusal.last"


def test_a_lost_panelist_is_not_somebody_who_remains(bench: Bench) -> None:
    bench.force("penilai-3")
    step_back(bench, "ketua", "7KQ2")
    with pytest.raises(RefusedError) as refused:
        step_back(bench, "penilai", "7KQ2")
    assert refused.value.code == "recusal.last"


@pytest.mark.parametrize(
    ("subject", "reason", "code"),
    [
        ("ZZZZ", "Saudara", "marking.not-yours"),
        ("7KQ2", " ", "recusal.reason"),
    ],
)
def test_what_is_not_theirs_or_without_reason_is_refused(
    bench: Bench, subject: str, reason: str, code: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        step_back(bench, "ketua", subject, reason)
    assert refused.value.code == code


def test_nobody_steps_back_after_their_commit(bench: Bench) -> None:
    desk = bench.desk("ketua")
    bench.score_all(desk)
    bench.commit(desk)
    with pytest.raises(RefusedError) as refused:
        step_back(bench, "ketua", "7KQ2")
    assert refused.value.code == "marking.locked"


def test_whoever_stepped_back_from_everything_commits_an_empty_sheet(bench: Bench) -> None:
    for code in PAPERS:
        step_back(bench, "ketua", code)
    bench.open_round_one()
    bench.lock_all()
    assert all(len(given) == 2 for given in scores_of(bench.db, "makalah").values())
    assert is_settled(bench.db, "makalah")


# Interviews


def test_interviews_wait_for_the_names(bench: Bench) -> None:
    with pytest.raises(RefusedError) as refused:
        bench.begin_interviews()
    assert refused.value.code == "interview.names"


def test_interviews_are_scored_under_the_same_locks(hearing: Bench) -> None:
    hearing.open_round_one((50, 60, 90), hearing.interviews)
    assert not is_settled(hearing.db, "wawancara")
    hearing.lock_all(72, hearing.interviews)
    scores = scores_of(hearing.db, "wawancara")
    assert {
        value for given in scores.values() for one in given.values() for value in one.values()
    } == {72}
    assert is_settled(hearing.db, "wawancara")
    assert all(
        row["identity_share"] is None
        for row in hearing.db.query(
            "select identity_share from sheets where stage_id = 'wawancara'"
        )
    )


def test_one_or_two_may_hear_a_candidate(bench: Bench) -> None:
    bench.open_round_one()
    bench.lock_all()
    bench.begin_interviews({"001": ["ketua"], "002": ["ketua", "penilai"]})
    for _ in range(2):
        for panelist_id in PANEL[:2]:
            desk = bench.desk(panelist_id, bench.interviews)
            bench.score_all(desk)
            bench.commit(desk)
    scores = scores_of(bench.db, "wawancara")
    assert {subject: set(given) for subject, given in scores.items()} == {
        "001": {"ketua"},
        "002": {"ketua", "penilai"},
    }


def test_interviews_begin_once_and_with_somebody_for_everybody(hearing: Bench) -> None:
    with pytest.raises(RefusedError) as refused:
        hearing.begin_interviews()
    assert refused.value.code == "interview.begun"
    fresh = make_bench()
    fresh.open_round_one()
    fresh.lock_all()
    nobody: tuple[dict[str, list[str]], ...] = ({}, {"001": []})
    for scorers in nobody:
        with pytest.raises(RefusedError) as refused:
            fresh.begin_interviews(scorers)
        assert refused.value.code == "interview.nobody"


def test_whoever_was_not_heard_is_scored_by_nobody(hearing: Bench) -> None:
    unhear(hearing, "002")
    assert scorers_of(hearing.db, "wawancara").keys() == {"001", "003"}
    hearing.open_round_one(scored=hearing.interviews)
    assert scores_of(hearing.db, "wawancara").keys() == {"001", "003"}
    assert len(hearing.entries(SubjectUnheard)) == 1


def test_nobody_is_taken_off_the_list_after_a_commit_or_without_reason(hearing: Bench) -> None:
    with pytest.raises(RefusedError) as refused:
        unhear(hearing, "002", "")
    assert refused.value.code == "recusal.reason"
    desk = hearing.desk("ketua", hearing.interviews)
    hearing.score_all(desk)
    hearing.commit(desk)
    with pytest.raises(RefusedError) as refused:
        unhear(hearing, "002")
    assert refused.value.code == "unheard.committed"


def test_a_paper_is_never_unheard(bench: Bench) -> None:
    for scored, subject in ((bench.papers, "7KQ2"), (bench.interviews, "001")):
        with pytest.raises(RefusedError) as refused:
            note_unheard(bench.db, scored, subject, "Tidak hadir", "ketua", bench.tick())
        assert refused.value.code == "marking.not-yours"
