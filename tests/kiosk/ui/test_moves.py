"""Each key that moves the cursor, and the key for the same move that every terminal sends."""

import pytest

from exam.manuscript import BlockKind
from kiosk.text import Move
from kiosk.ui.keys import MOVES, Step
from tests.kiosk.ui.writer import after

H = BlockKind.HEADING_1.value

MOVED = [
    (("left", ""), "sa|tu", "s|atu"),
    (("right", ""), "sa|tu", "sat|u"),
    (("up", ""), "satu\ndu|a", "sa|tu\ndua"),
    (("down", ""), "sa|tu\ndua", "satu\ndu|a"),
    (("home", ""), "sa|tu", "|satu"),
    (("end", ""), "sa|tu", "satu|"),
    (("pagedown", ""), "|a" + "\nb" * 20, "a" + "\nb" * 8 + "\n|b" + "\nb" * 11),
    (("pageup", ""), "a" + "\nb" * 19 + "\n|c", "a" + "\nb" * 10 + "\n|b" + "\nb" * 8 + "\nc"),
    (("ctrl+left", "ctrl+k"), "satu dua|", "satu |dua"),
    (("ctrl+right", "ctrl+l"), "|satu dua", "satu |dua"),
    (("ctrl+up", "ctrl+u"), "satu\ndua|", "satu\n|dua"),
    (("ctrl+down", "ctrl+d"), "sa|tu\ndua", "satu\n|dua"),
    (("ctrl+pageup", "ctrl+o"), f"{H}satu\ndua\ntiga|", f"{H}|satu\ndua\ntiga"),
    (("ctrl+pagedown", "ctrl+n"), f"|satu\ndua\n{H}tiga", f"satu\ndua\n{H}|tiga"),
    (("ctrl+home", "ctrl+t"), "satu\ndua|", "|satu\ndua"),
    (("ctrl+end", "ctrl+e"), "sa|tu\ndua", "satu\ndua|"),
]
CASES = [(key, before, then) for keys, before, then in MOVED for key in keys if key]


@pytest.mark.parametrize(("key", "before", "then"), CASES)
async def test_a_key_moves_the_cursor(key: str, before: str, then: str) -> None:
    assert await after(key, text=before) == then


@pytest.mark.parametrize(("key", "before", "then"), CASES)
async def test_with_shift_the_selection_reaches_as_far_as_the_move(
    key: str, before: str, then: str
) -> None:
    *modifiers, name = key.split("+")
    marked = await after("+".join([*modifiers, "shift", name]), text=before)
    assert marked.replace("^", "") == then
    assert marked.replace("|", "").index("^") == before.index("|")


@pytest.mark.parametrize(("key", "before", "then"), CASES)
async def test_while_marking_the_selection_reaches_as_far_as_the_move(
    key: str, before: str, then: str
) -> None:
    marked = await after("f8", key, text=before)
    assert marked.replace("^", "") == then
    assert marked.replace("|", "").index("^") == before.index("|")


def test_every_move_has_a_key_and_every_such_key_was_tried() -> None:
    plain = {key for key, step in MOVES.items() if not step.extend}
    assert plain == {key for key, _before, _then in CASES}
    assert {MOVES[key].move for key in plain} == set(Move)
    assert {step.move for step in MOVES.values() if step.extend} == set(Move)


def test_keys_with_several_modifiers_are_named_as_they_arrive() -> None:
    assert MOVES["ctrl+shift+left"] == Step(Move.WORD_LEFT, extend=True)
    assert MOVES["shift+pageup"] == Step(Move.PAGE_UP, extend=True)


async def test_arrows_lead_over_the_mark_of_a_line_to_the_line_above() -> None:
    assert await after("left", text=f"satu\n{H}|dua") == f"satu|\n{H}dua"
    assert await after("right", text=f"satu|\n{H}dua") == f"satu\n{H}|dua"


async def test_an_arrow_after_a_selection_goes_to_its_end() -> None:
    assert await after("right", text="^sa|tu") == "sa|tu"
    assert await after("left", text="^sa|tu") == "|satu"
