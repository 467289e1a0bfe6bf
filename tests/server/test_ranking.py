"""Ranking: exact weights, shared ranks, and results by post."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.config import Criterion
from exam.errors import RefusedError
from server.ceremony import Handouts
from server.office import OpenExam
from server.ranking import results_of, shared_ranks, show_score, weigh
from tests.server.panel_acting import Panel, open_panel

_SCORES = st.lists(st.fractions(min_value=0, max_value=100), min_size=1, max_size=12)


@pytest.fixture
def panel(exam: OpenExam, made: Handouts) -> Panel:
    return open_panel(exam, made)


def rubric(*weights: float) -> list[Criterion]:
    return [Criterion(f"k{at}", f"K{at}", weight, "-") for at, weight in enumerate(weights)]


def test_a_score_is_the_weighted_sum_over_the_rubric() -> None:
    values = {"k0": 80, "k1": 70, "k2": 90, "k3": 60}
    assert weigh(values, rubric(25, 30, 25, 20)) == Fraction("75.5")


def test_weights_are_taken_as_written_not_as_stored() -> None:
    values = {"k0": 1, "k1": 1, "k2": 1}
    assert weigh(values, rubric(33.3, 33.3, 33.4)) == 1


@pytest.mark.parametrize(
    ("scores", "ranks"),
    [
        ([90, 80, 80, 70], [1, 2, 2, 4]),
        ([70, 90, 80, 80], [4, 1, 2, 2]),
        ([50, 50, 50], [1, 1, 1]),
        ([1], [1]),
        ([], []),
    ],
)
def test_ties_share_a_rank_and_the_next_ones_are_skipped(
    scores: list[int], ranks: list[int]
) -> None:
    assert shared_ranks([Fraction(score) for score in scores]) == ranks


@given(_SCORES)
def test_a_rank_is_one_more_than_the_number_of_better_papers(scores: list[Fraction]) -> None:
    ordered = sorted(scores, reverse=True)
    assert shared_ranks(scores) == [ordered.index(score) + 1 for score in scores]


@pytest.mark.parametrize(
    ("score", "shown"),
    [("75.5", "75,50"), ("0.005", "0,01"), ("79.995", "80,00"), ("100", "100,00"), ("0", "0,00")],
)
def test_scores_are_shown_rounded_half_up_with_a_comma(score: str, shown: str) -> None:
    assert show_score(Fraction(score), "id") == shown


def test_english_pages_show_a_point() -> None:
    assert show_score(Fraction(2, 3), "en") == "0.67"


def test_there_is_no_result_before_the_last_lock(panel: Panel) -> None:
    *first, _ = panel.desks()
    for desk in first:
        panel.score_all(desk)
        panel.lock(desk)
    with pytest.raises(RefusedError) as refused:
        panel.exam.store.read(lambda db: results_of(db, panel.exam.config))
    assert refused.value.code == "ranking.not-revealed"


def test_the_better_paper_of_a_post_is_first_and_carries_its_author(panel: Panel) -> None:
    config = panel.exam.config
    first_desk = panel.desk("ketua")
    better = next(line.code for line in panel.exam.store.read(first_desk.papers))
    for value, desk in zip((60, 70, 80, 90, 95), panel.desks(), strict=True):
        panel.score_all(desk, value)
        panel.score(desk, better, value, value, value, value + 5)
        panel.lock(desk)
    results = panel.exam.store.read(lambda db: results_of(db, config))
    kesbangpol = results[0]
    assert [paper.rank for paper in kesbangpol.papers] == [1, 2]
    assert kesbangpol.papers[0].code == better
    assert kesbangpol.papers[0].mean == 80
    assert kesbangpol.papers[1].mean == 79
    assert kesbangpol.papers[0].contribution == 20
    authors = {
        row["paper_code"]: row["application_id"]
        for row in panel.exam.store.read(lambda db: list(db["identities"].rows))
    }
    assert authors[better] == f"{kesbangpol.papers[0].candidate.number}.kesbangpol"


def test_every_candidate_of_a_post_is_in_its_result_once(panel: Panel) -> None:
    for desk in panel.desks():
        panel.score_all(desk)
        panel.lock(desk)
    results = panel.exam.store.read(lambda db: results_of(db, panel.exam.config))
    listed = [
        candidate.number
        for result in results
        for candidate in (*(paper.candidate for paper in result.papers), *result.without_paper)
    ]
    expected = panel.exam.store.read(lambda db: [row["number"] for row in db["applications"].rows])
    assert sorted(listed) == sorted(expected)


def test_equal_scores_share_the_first_rank(panel: Panel) -> None:
    for desk in panel.desks():
        panel.score_all(desk, 77)
        panel.lock(desk)
    results = panel.exam.store.read(lambda db: results_of(db, panel.exam.config))
    assert [paper.rank for paper in results[0].papers] == [1, 1]
