"""What is to be seen about a text is told apart without any colour."""

from collections.abc import AsyncIterator
from itertools import combinations

import pytest
from rich.style import Style

from exam.manuscript import BlockKind
from kiosk.text import Look
from kiosk.ui.app import KioskApp
from kiosk.ui.editor import Editor
from tests.kiosk.ui.fake_desk import WRITING, FakeDesk

PLAIN = Look()
KINDS = (BlockKind.PARAGRAPH, BlockKind.HEADING_1, BlockKind.HEADING_2, BlockKind.HEADING_3)
_SEEN = ("bold", "italic", "underline", "reverse")


@pytest.fixture
async def editor() -> AsyncIterator[Editor]:
    """An editor in the colours of the kiosk."""
    app = KioskApp(FakeDesk(WRITING))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        yield app.screen_stack[1].query_one("#editor-paper", Editor)


def seen(style: Style) -> tuple[bool, ...]:
    """What is left of a style where there are no colours."""
    return tuple(bool(getattr(style, name)) for name in _SEEN)


async def test_without_colours_every_look_is_still_told_from_the_others(editor: Editor) -> None:
    marked = {
        "plain": PLAIN,
        "bold": PLAIN._replace(bold=True),
        "italic": PLAIN._replace(italic=True),
        "both": PLAIN._replace(bold=True, italic=True),
    }
    for (one, look), (other, another) in combinations(marked.items(), 2):
        assert seen(editor.looks[look]) != seen(editor.looks[another]), (one, other)
    for kind in KINDS:
        states = {
            "plain": Look(kind),
            "found": Look(kind, found=True),
            "selected": Look(kind, selected=True),
            "the find of now": Look(kind, found=True, selected=True),
            "cursor": Look(kind, cursor=True),
        }
        for (one, look), (other, another) in combinations(states.items(), 2):
            pair = (one, other)
            if {*pair} == {"selected", "cursor"} and kind is BlockKind.HEADING_1:
                continue  # a selection ends at the cursor
            assert seen(editor.looks[look]) != seen(editor.looks[another]), (kind, pair)
    headings = [seen(editor.looks[Look(kind)]) for kind in KINDS]
    assert len(set(headings)) == len(KINDS)


async def test_signs_of_lists_tables_and_notes_stand_out_without_colours(editor: Editor) -> None:
    for kind in (BlockKind.BULLET, BlockKind.NUMBER, BlockKind.ROW, BlockKind.PAGE_BREAK):
        sign = editor.looks[Look(kind, sign=True)]
        assert seen(sign) != seen(editor.looks[PLAIN])
    note = editor.looks[Look(sign=True, note=True)]
    assert seen(note) != seen(editor.looks[Look(note=True)])
