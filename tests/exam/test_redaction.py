"""Blacking out: what stood there is gone with its length, and all else stays as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.manuscript import marks as m
from exam.manuscript.marks import ALL_MARKS
from exam.redaction import BLACK, Place, black_out, join_places, places_of

SIGNS = [*"ab Z.\n", *ALL_MARKS]
TEXTS = st.text(st.sampled_from(SIGNS), max_size=40)


def struck(text: str, *passages: str) -> str:
    return black_out(text, [place for one in passages for place in places_of(text, one)])


@pytest.mark.parametrize(
    ("text", "passages", "after"),
    [
        ("Hormat saya, Teguh.", ["Teguh"], f"Hormat saya, {BLACK}."),
        ("Teguh Wicaksono hadir", ["Teguh Wicaksono"], f"{BLACK} hadir"),
        ("Teguh, Wicaksono hadir", ["Teguh", "Wicaksono"], f"{BLACK} hadir"),
        ("Teguh dan Wicaksono", ["Teguh", "Wicaksono"], f"{BLACK} dan {BLACK}"),
        ("TEGUH dan teguh", ["Teguh"], f"{BLACK} dan {BLACK}"),
        ("keteguhan Teguh", ["Teguh"], f"keteguhan {BLACK}"),
        ("Teguh\n Wicaksono", ["teguh  wicaksono"], f"{BLACK}\n{BLACK}"),
        ("(Camat) hadir", ["(Camat)"], f"{BLACK} hadir"),
        (f"{m.HEADING_1}Oleh Teguh", ["Teguh"], f"{m.HEADING_1}Oleh {BLACK}"),
        (
            f"Te{m.BOLD_ON}guh{m.BOLD_OFF} ada",
            ["Teguh"],
            f"{BLACK}{m.BOLD_ON}{m.BOLD_OFF} ada",
        ),
        ("tanpa nama", [""], "tanpa nama"),
        ("tanpa nama", ["Teguh"], "tanpa nama"),
    ],
)
def test_a_passage_gives_way_to_a_bar_of_one_length(
    text: str, passages: list[str], after: str
) -> None:
    assert struck(text, *passages) == after


def test_the_bar_is_as_long_whatever_stood_there() -> None:
    short, long = (struck(f"Saya {name}.", name) for name in ("Al", "Tumenggung Arya Diningrat"))
    assert short == long


def test_places_that_overlap_are_one() -> None:
    text = "Drs. Teguh Wicaksono"
    assert join_places(text, [Place(5, 10), Place(0, 7), Place(8, 20)]) == (Place(0, 20),)
    assert join_places(text, [Place(0, 20), Place(5, 10)]) == (Place(0, 20),)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 40), st.integers(1, 40)), max_size=4))
def test_no_mark_and_no_line_is_ever_lost(text: str, spans: list[tuple[int, int]]) -> None:
    places = [
        Place(start, min(start + size, len(text))) for start, size in spans if start < len(text)
    ]
    after = black_out(text, places)
    kept = {"\n", *ALL_MARKS}
    assert [one for one in after if one in kept] == [one for one in text if one in kept]


@given(TEXTS, st.integers(0, 40), st.integers(1, 40))
def test_what_stands_outside_a_place_stays(text: str, start: int, size: int) -> None:
    end = min(start + size, len(text))
    if start >= end:
        assert black_out(text, []) == text
        return
    after = black_out(text, [Place(start, end)])
    assert after.startswith(text[:start])
    assert after.endswith(text[end:])
    assert not set(after[start : len(after) - (len(text) - end)]) & set("abZ.")
