"""The rules of a round: whole sheets in one form, and which subjects diverge."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.config import Criterion, DivergenceSection
from exam.errors import SealError
from exam.limits import LONGEST_REASON
from exam.scoring import (
    ROUND_ONE,
    ROUND_TWO,
    Sheet,
    Verdict,
    decode_sheet,
    digest_of_sheets,
    diverging,
    encode_sheet,
    require_whole_sheet,
    spread_of,
)
from exam.seal import pad

RUBRIC = (Criterion("masalah", "Masalah", 25, "-"), Criterion("gagasan", "Gagasan", 75, "-"))
WHOLE = {"masalah": 80, "gagasan": 60}
_VALUES = st.fixed_dictionaries({"masalah": st.integers(0, 100), "gagasan": st.integers(0, 100)})
_SHEETS = st.dictionaries(
    st.text(max_size=8), st.builds(Verdict, _VALUES, st.text(max_size=60)), max_size=6
)


@given(_SHEETS)
def test_a_sheet_comes_back_as_it_was_written(sheet: dict[str, Verdict]) -> None:
    assert decode_sheet(encode_sheet(sheet)) == sheet


def test_a_sheet_with_a_reason_comes_back_whole() -> None:
    sheet = {"7KQ2": Verdict(WHOLE, "Tetap."), "M4XD": Verdict(WHOLE)}
    assert decode_sheet(encode_sheet(sheet)) == sheet


@given(_SHEETS)
def test_the_order_in_which_things_were_scored_is_in_no_sheet(sheet: dict[str, Verdict]) -> None:
    turned = {
        subject: Verdict(dict(reversed(verdict.values.items())), verdict.reason)
        for subject, verdict in reversed(sheet.items())
    }
    assert encode_sheet(turned) == encode_sheet(sheet)


def test_the_length_of_a_sheet_tells_no_reason() -> None:
    short, long = ({"7KQ2": Verdict(WHOLE, "x" * length)} for length in (1, LONGEST_REASON))
    assert len(encode_sheet(short)) == len(encode_sheet(long))


@pytest.mark.parametrize(
    "plaintext",
    [
        b"",
        b"\xc0",
        b"\x81\xa1a\x81\xa6values\x80",
        b"\x81\xa1a\x82\xa6values\x80\xa4more\x01",
        b"\x81\xa1a\x82\xa6reason\xa0\xa6values\x80",
    ],
)
def test_what_is_no_sheet_in_its_one_form_is_refused(plaintext: bytes) -> None:
    with pytest.raises(SealError) as refused:
        decode_sheet(pad(plaintext))
    assert refused.value.code == "seal.damaged"


@pytest.mark.parametrize(
    ("sheet", "number"),
    [
        ({}, ROUND_ONE),
        ({"A": Verdict(WHOLE), "B": Verdict(WHOLE)}, ROUND_ONE),
        ({"B": Verdict(WHOLE)}, ROUND_ONE),
        ({"A": Verdict({"masalah": 80})}, ROUND_ONE),
        ({"A": Verdict({**WHOLE, "lain": 1})}, ROUND_ONE),
        ({"A": Verdict({**WHOLE, "gagasan": 101})}, ROUND_ONE),
        ({"A": Verdict({**WHOLE, "gagasan": -1})}, ROUND_ONE),
        ({"A": Verdict(WHOLE, "Sebab.")}, ROUND_ONE),
        ({"A": Verdict(WHOLE)}, ROUND_TWO),
        ({"A": Verdict(WHOLE, " \n")}, ROUND_TWO),
        ({"A": Verdict(WHOLE, "x" * (LONGEST_REASON + 1))}, ROUND_TWO),
    ],
)
def test_a_sheet_that_is_not_whole_is_refused(sheet: Sheet, number: int) -> None:
    with pytest.raises(SealError):
        require_whole_sheet(sheet, {"A"}, RUBRIC, number)


@pytest.mark.parametrize(
    ("verdict", "number"),
    [
        (Verdict(WHOLE), ROUND_ONE),
        (Verdict({"masalah": 0, "gagasan": 100}), ROUND_ONE),
        (Verdict(WHOLE, "Tetap."), ROUND_TWO),
    ],
)
def test_a_whole_sheet_is_taken(verdict: Verdict, number: int) -> None:
    require_whole_sheet({"A": verdict}, {"A"}, RUBRIC, number)


def test_who_diverges_in_nothing_commits_an_empty_sheet_in_round_two() -> None:
    require_whole_sheet({}, (), RUBRIC, ROUND_TWO)


@given(st.dictionaries(st.text(max_size=5), _SHEETS, max_size=4), st.data())
def test_the_digest_of_a_round_changes_with_every_value_and_reason(
    sheets: dict[str, dict[str, Verdict]], data: st.DataObject
) -> None:
    before = digest_of_sheets(sheets)
    assert digest_of_sheets(dict(reversed(sheets.items()))) == before
    places = [(who, subject) for who, sheet in sheets.items() for subject in sheet]
    if places:
        who, subject = data.draw(st.sampled_from(places))
        verdict = sheets[who][subject]
        changed = {**verdict.values, "masalah": (verdict.values["masalah"] + 1) % 101}
        sheets[who][subject] = Verdict(changed, verdict.reason)
        assert digest_of_sheets(sheets) != before
        sheets[who][subject] = Verdict(verdict.values, f"{verdict.reason}.")
        assert digest_of_sheets(sheets) != before


def test_an_empty_sheet_is_in_the_digest_as_well() -> None:
    assert digest_of_sheets({"ketua": {}}) != digest_of_sheets({})


def given_values(*pairs: tuple[int, int]) -> dict[str, dict[str, int]]:
    return {
        f"penilai-{at}": {"masalah": first, "gagasan": second}
        for at, (first, second) in enumerate(pairs)
    }


@pytest.mark.parametrize(
    ("pairs", "of", "spread"),
    [
        ((), "total", Fraction(0)),
        (((80, 60),), "total", Fraction(0)),
        (((80, 60), (40, 60)), "total", Fraction(10)),
        (((80, 60), (40, 60)), "criterion", Fraction(40)),
        (((0, 100), (100, 100), (50, 20)), "criterion", Fraction(100)),
        (((90, 50), (30, 70)), "total", Fraction(0)),
    ],
)
def test_the_spread_is_between_the_highest_and_the_lowest(
    pairs: tuple[tuple[int, int], ...], of: str, spread: Fraction
) -> None:
    assert spread_of(given_values(*pairs).values(), RUBRIC, of) == spread


@pytest.mark.parametrize(("points", "asked"), [(10, True), (10.1, False), (9.9, True)])
def test_a_difference_of_as_many_points_as_the_config_says_is_asked_again(
    points: float, asked: bool
) -> None:
    scores = {"A": given_values((80, 60), (40, 60)), "B": given_values((80, 60), (80, 60))}
    found = diverging(scores, RUBRIC, DivergenceSection(points=points))
    assert found == (frozenset("A") if asked else frozenset())


def test_without_a_rule_on_divergence_nobody_is_asked_again() -> None:
    assert diverging({"A": given_values((0, 0), (100, 100))}, RUBRIC, None) == frozenset()


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), max_size=5), st.floats(1, 100))
def test_whoever_diverges_in_total_diverges_in_a_criterion(
    pairs: list[tuple[int, int]], points: float
) -> None:
    scores = {"A": given_values(*pairs)}
    total = diverging(scores, RUBRIC, DivergenceSection(points=points, of="total"))
    criterion = diverging(scores, RUBRIC, DivergenceSection(points=points, of="criterion"))
    assert total <= criterion
