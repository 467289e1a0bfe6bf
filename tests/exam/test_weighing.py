"""Scores of a stage: values times weights, exact, with every value kept."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from exam.config import Criterion
from exam.weighing import Part, StageScore, exact, score_of, weigh

VALUES = st.lists(st.integers(0, 100), min_size=2, max_size=2)


def rubric(*weights: float) -> list[Criterion]:
    return [Criterion(f"k{at}", f"K{at}", weight, "-") for at, weight in enumerate(weights)]


def test_a_sheet_comes_to_the_weighted_sum_over_the_rubric() -> None:
    values = {"k0": 80, "k1": 70, "k2": 90, "k3": 60}
    assert weigh(values, rubric(25, 30, 25, 20)) == Fraction("75.5")


def test_weights_are_taken_as_written_not_as_stored() -> None:
    assert weigh({"k0": 1, "k1": 1, "k2": 1}, rubric(33.3, 33.3, 33.4)) == 1
    assert exact(0.1) * 3 == Fraction("0.3")


def test_the_score_is_the_mean_over_those_who_scored() -> None:
    lines = rubric(40.5, 59.5)
    score = score_of(lines, {"a": {"k0": 80, "k1": 60}, "b": {"k0": 71, "k1": 90}})
    assert score is not None
    assert [sheet.score for sheet in score.sheets] == [Fraction("68.1"), Fraction("82.305")]
    assert score.score == Fraction("75.2025")
    assert score.mean_of("k1") == 75


def test_who_is_recused_does_not_count_in_the_mean() -> None:
    both = score_of(rubric(100), {"a": {"k0": 80}, "b": {"k0": 60}})
    alone = score_of(rubric(100), {"a": {"k0": 80}})
    assert both is not None
    assert alone is not None
    assert [both.score, alone.score] == [70, 80]


def test_nobodys_values_are_no_score() -> None:
    assert score_of(rubric(100), {}) is None


def test_every_value_stays_beside_what_it_came_to() -> None:
    score = score_of(rubric(25, 75), {"a": {"k0": 80, "k1": 60}})
    assert score is not None
    (sheet,) = score.sheets
    assert sheet.parts == (
        Part("k0", 80, Fraction(25), Fraction(20)),
        Part("k1", 60, Fraction(75), Fraction(45)),
    )
    assert sheet.values == {"k0": 80, "k1": 60}


def test_a_score_from_outside_has_no_sheets() -> None:
    assert StageScore(Fraction("82.5")).sheets == ()


@given(st.dictionaries(st.sampled_from("abcde"), VALUES, min_size=1))
def test_a_mean_lies_between_the_lowest_and_the_highest_value(given: dict[str, list[int]]) -> None:
    lines = rubric(33.3, 66.7)
    values = {who: {"k0": first, "k1": second} for who, (first, second) in given.items()}
    score = score_of(lines, values)
    assert score is not None
    everything = [value for pair in given.values() for value in pair]
    assert min(everything) <= score.score <= max(everything)
