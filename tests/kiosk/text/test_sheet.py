"""Whatever is done to a sheet, in any order, it agrees with a plain string and a cursor."""

from hypothesis import given
from hypothesis import strategies as st

from exam.manuscript import marks
from tests.kiosk.text.acts import (
    ACTS,
    ACTS_AND_SIZES,
    KEYS,
    MARKING,
    MOVES,
    SELECT,
    TABLING,
    UNDO,
    Act,
    Pair,
)
from tests.kiosk.text.texts import SOUND, TABLES, WIDTHS

COMMANDS = st.lists(ACTS, max_size=12)


def done(text: str, width: int, acts: list[Act]) -> Pair:
    pair = Pair(text, width)
    pair.check()
    for act in acts:
        pair.do(act)
        pair.check()
    return pair


@given(SOUND | TABLES, WIDTHS, COMMANDS)
def test_any_commands_do_what_they_would_do_to_a_plain_string(
    text: str, width: int, acts: list[Act]
) -> None:
    done(text, width, acts)


@given(st.sampled_from(["", "satu dua"]), st.lists(st.one_of(KEYS, KEYS, MOVES, UNDO), max_size=40))
def test_a_sheet_written_from_nothing_agrees_key_by_key(text: str, acts: list[Act]) -> None:
    done(text, 14, acts)


@given(SOUND, WIDTHS, COMMANDS)
def test_undone_to_the_first_step_and_done_again_to_the_last_all_is_as_it_was(
    text: str, width: int, acts: list[Act]
) -> None:
    pair = done(text, width, acts)
    while pair.model.redo():
        assert pair.sheet.redo()
    last = pair.model.snapshot
    for name, other, snapshot in (("undo", "redo", text), ("redo", "undo", last.text)):
        while getattr(pair.sheet, name)():
            assert getattr(pair.model, name)()
            pair.check()
        assert not getattr(pair.model, name)()
        assert pair.sheet.text == snapshot
        assert not pair.sheet.undo() if other == "redo" else not pair.sheet.redo()
    if pair.model.done:
        assert tuple(pair.sheet.selection) == pair.model.done[-1].after[1:]


@given(SOUND | TABLES, WIDTHS, st.lists(st.tuples(ACTS_AND_SIZES, st.booleans()), max_size=10))
def test_drawing_only_the_damaged_rows_gives_the_whole_picture(
    text: str, width: int, acts: list[tuple[Act, bool]]
) -> None:
    pair = Pair(text, width)
    for act, looks in acts:
        pair.do(act)
        if looks:
            pair.look()
    pair.look()


@given(SOUND | TABLES, st.lists(st.one_of(KEYS, MOVES, SELECT, TABLING), max_size=10))
def test_each_command_alone_says_all_rows_that_it_changed(text: str, acts: list[Act]) -> None:
    pair = Pair(text, 40)
    for act in acts:
        pair.do(act)
        pair.look()


@given(
    st.lists(
        st.sampled_from([marks.NUMBER + "a", marks.NUMBER_2, "", "x", marks.BULLET]), max_size=7
    ),
    st.lists(st.one_of(KEYS, MOVES, UNDO, MARKING), max_size=6),
)
def test_numbers_of_items_below_are_drawn_anew_when_something_above_changes(
    lines: list[str], acts: list[Act]
) -> None:
    pair = Pair("\n".join([*lines, marks.NUMBER + "b", marks.NUMBER_2 + "c"]), 40)
    for act in acts:
        pair.do(act)
        pair.look()
