"""Texts in a window: what is shown, what is pointed at, how many are out of sight."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.ui.roll import Roll

TEXTS = ("satu dua tiga", "empat", "lima enam tujuh delapan", "sembilan")


def roll(height: int, width: int = 9) -> Roll:
    made = Roll(TEXTS, width)
    made.open_window(height)
    return made


def shown(made: Roll) -> list[str]:
    return [row.content for row in made.in_window]


def test_texts_are_wrapped_and_only_their_first_rows_are_marked() -> None:
    rows = roll(9).rows
    assert [row.content for row in rows] == [
        "satu dua",
        "tiga",
        "empat",
        "lima enam",
        "tujuh",
        "delapan",
        "sembilan",
    ]
    assert [row.content for row in rows if row.is_first] == [
        "satu dua",
        "empat",
        "lima enam",
        "sembilan",
    ]


def test_whoever_walks_sees_the_whole_text_and_how_many_are_out_of_sight() -> None:
    made = roll(3)
    assert (shown(made), made.above, made.below) == (["satu dua", "tiga", "empat"], 0, 2)
    made.point_at(2)
    assert (shown(made), made.above, made.below) == (["lima enam", "tujuh", "delapan"], 2, 1)
    made.point_at(3)
    assert (made.in_window[-1].content, made.above, made.below) == ("sembilan", 3, 0)
    made.point_at(1)
    assert shown(made)[0] == "empat"


def test_pointing_past_an_end_points_at_the_last_one() -> None:
    made = roll(3)
    made.point_at(99)
    assert made.here == 3
    made.point_at(-1)
    assert made.here == 0


def test_turning_points_at_something_in_the_window() -> None:
    made = roll(3)
    made.turn(3)
    assert (shown(made)[0], made.here) == ("lima enam", 2)
    made.turn(-3)
    assert (shown(made)[-1], made.here) == ("empat", 1)


def test_of_a_text_longer_than_the_window_the_beginning_is_shown() -> None:
    made = roll(2)
    made.point_at(2)
    assert shown(made) == ["lima enam", "tujuh"]
    assert made.below == 2


def test_an_empty_roll_shows_nothing() -> None:
    empty = Roll(())
    empty.open_window(5)
    empty.point_at(3)
    empty.turn(1)
    assert (empty.in_window, empty.here, empty.above, empty.below) == ((), 0, 0, 0)


@given(
    st.lists(st.text(st.sampled_from("ab 漢"), max_size=30), min_size=1, max_size=12),
    st.integers(1, 20),
    st.integers(1, 8),
    st.lists(st.one_of(st.integers(-3, 15), st.sampled_from([(5,), (-5,)])), max_size=8),
)
def test_what_is_pointed_at_is_always_in_the_window(
    texts: list[str], width: int, height: int, moves: list[int | tuple[int]]
) -> None:
    made = Roll(texts, width)
    made.open_window(height)
    for move in moves:
        if isinstance(move, int):
            made.point_at(move)
        else:
            made.turn(*move)
        assert made.here in {row.text for row in made.in_window}
        before, behind = made.rows[: made.top], made.rows[made.top + made.height :]
        assert made.above == sum(row.is_first for row in before)
        assert made.below == len({row.text for row in behind})
