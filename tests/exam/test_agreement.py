"""Agreement among raters, against the worked examples that its inventors published."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.agreement import Intraclass, alpha, intraclass, leniency

# Shrout, P. E. & Fleiss, J. L. (1979). Intraclass correlations: uses in assessing rater
# reliability. Psychological Bulletin 86(2), 420–428: Table 2 (four ratings on six targets), and the
# estimates from it in Table 4: ICC(2,1) = .29, ICC(2,4) = .62.
SHROUT_FLEISS = (
    (9, 2, 5, 8),
    (6, 1, 3, 2),
    (8, 4, 6, 8),
    (7, 1, 2, 6),
    (10, 5, 6, 9),
    (6, 2, 4, 7),
)

# Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability. University of Pennsylvania,
# https://repository.upenn.edu/asc_papers/43: the example of four observers and twelve units with
# missing values, of which alpha for interval data is .849. The twelfth unit has one value only,
# which pairs with nothing.
KRIPPENDORFF = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
Ratings = dict[int, dict[int, Fraction]]
TABLES = st.lists(
    st.dictionaries(st.integers(0, 4), st.fractions(0, 100, max_denominator=20), min_size=1),
    max_size=9,
).map(lambda rows: dict(enumerate(rows)))


def by_subject(rows: tuple[tuple[int | None, ...], ...]) -> Ratings:
    return {
        subject: {rater: Fraction(value) for rater, value in enumerate(row) if value is not None}
        for subject, row in enumerate(rows)
    }


PUBLISHED = by_subject(SHROUT_FLEISS)
OBSERVED = by_subject(tuple(zip(*KRIPPENDORFF, strict=True)))


def shown(value: Fraction | None, places: int) -> str:
    assert value is not None
    return f"{float(value):.{places}f}"


def test_the_intraclass_correlations_are_those_of_shrout_and_fleiss() -> None:
    found = intraclass(PUBLISHED)
    assert (found.subjects, found.raters) == (6, 4)
    assert (shown(found.single, 2), shown(found.mean, 2)) == ("0.29", "0.62")


def test_alpha_is_that_of_krippendorff() -> None:
    assert shown(alpha(OBSERVED), 3) == "0.849"


def test_a_value_that_pairs_with_nothing_does_not_count_for_alpha() -> None:
    assert len(OBSERVED[11]) == 1
    without = {unit: row for unit, row in OBSERVED.items() if unit != 11}
    assert alpha(without) == alpha(OBSERVED)


def test_intraclass_correlations_speak_of_subjects_that_everybody_rated() -> None:
    with_gap: Ratings = {**PUBLISHED, 6: {0: Fraction(10), 2: Fraction(1)}}
    assert intraclass(with_gap) == intraclass(PUBLISHED)


def test_in_krippendorffs_example_everybody_rated_eight_of_twelve() -> None:
    found = intraclass(OBSERVED)
    assert (found.subjects, found.raters) == (8, 4)
    assert found == intraclass({unit: OBSERVED[unit] for unit in range(1, 9)})


@pytest.mark.parametrize(
    "rows", [(), ((80, 90),), ((80,), (90,)), ((70, None), (80, None), (None, 90))]
)
def test_what_cannot_be_said_is_not_said(rows: tuple[tuple[int | None, ...], ...]) -> None:
    found = intraclass(by_subject(rows))
    assert (found.single, found.mean) == (None, None)


def test_without_two_values_of_a_subject_there_is_no_alpha() -> None:
    assert alpha({}) is None
    assert alpha(by_subject(((70, None), (None, 90)))) is None


def test_where_everybody_gives_the_same_to_everything_nothing_can_be_said() -> None:
    same = by_subject(((80, 80), (80, 80)))
    assert intraclass(same) == Intraclass(2, 2, None, None)
    assert alpha(same) is None


def test_full_agreement_is_one() -> None:
    agreed = by_subject(((70, 70, 70), (80, 80, 80), (95, 95, 95)))
    assert intraclass(agreed) == Intraclass(3, 3, Fraction(1), Fraction(1))
    assert alpha(agreed) == 1


def test_leniency_is_against_the_others_on_the_same_subjects() -> None:
    found = leniency(by_subject(((80, 70, 60), (90, 80, None), (None, None, 10))))
    assert found == {0: Fraction(25, 2), 1: Fraction(-5), 2: Fraction(-15)}


def test_who_is_alone_with_every_subject_is_neither_mild_nor_strict() -> None:
    assert leniency(by_subject(((80, None), (None, 70)))) == {0: None, 1: None}


@given(TABLES, st.fractions(-50, 50), st.fractions(1, 9))
def test_neither_a_shift_nor_a_scale_changes_agreement(
    ratings: Ratings, shift: Fraction, scale: Fraction
) -> None:
    moved = {
        subject: {rater: value * scale + shift for rater, value in row.items()}
        for subject, row in ratings.items()
    }
    assert alpha(moved) == alpha(ratings)
    assert intraclass(moved) == intraclass(ratings)


@given(TABLES)
def test_alpha_is_one_at_most_and_the_order_of_subjects_is_nothing(ratings: Ratings) -> None:
    found = alpha(ratings)
    assert found is None or found <= 1
    assert alpha(dict(reversed(ratings.items()))) == found


@given(st.lists(st.lists(st.integers(0, 100), min_size=3, max_size=3), min_size=1, max_size=9))
def test_where_nobody_is_missing_leniency_adds_up_to_nothing(rows: list[list[int]]) -> None:
    found = leniency({at: dict(enumerate(map(Fraction, row))) for at, row in enumerate(rows)})
    assert sum(value for value in found.values() if value is not None) == 0
