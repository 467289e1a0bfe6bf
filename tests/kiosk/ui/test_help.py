"""The page of help: exactly the keys that there are, and all of it on the smallest screen."""

import pytest
from rich.cells import cell_len

from exam.manuscript import Part
from kiosk.language import load_catalog
from kiosk.text import Clipboard
from kiosk.ui.app import KioskApp
from kiosk.ui.editor import Editor
from kiosk.ui.help import HelpGroup, more_keys, moving_keys, proctor_keys, ten_keys, text_keys
from kiosk.ui.keys import CHANGES, MOVES, PAGE_KEYS, SELECTING
from tests.kiosk.ui.conftest import Look
from tests.kiosk.ui.fake_desk import WRITING, FakeDesk

EVERYDAY = {"left", "right", "up", "down", "home", "end", "pageup", "pagedown"} | {
    "enter", "backspace", "delete",
}  # fmt: skip
"""Keys that need no words."""
ALIKE = {"ctrl+h", "ctrl+backspace", "ctrl+@", "ctrl+space", "ctrl+shift+z"}
"""Second names of keys that are named."""
COLUMN_CELLS, COLUMN_ROWS = 38, 20


def _editor() -> Editor:
    return Editor(Part.PAPER, "", lambda *_edit: None, lambda _notice: None, Clipboard())


def _groups(language: str = "en", *, has_slides: bool = True) -> tuple[HelpGroup, ...]:
    _ = load_catalog(language).gettext
    left = (make(_, has_slides=has_slides) for make in (ten_keys, more_keys))
    return (*left, *(make(_) for make in (text_keys, moving_keys, proctor_keys)))


def test_help_names_every_key_that_does_something_and_no_other() -> None:
    named = [key for group in _groups() for row in group.rows for key in row.keys]
    of_editor = {*MOVES, *CHANGES, *SELECTING, *_editor()._own_changes, "ctrl+c"}
    existing = {
        key
        for key in of_editor | PAGE_KEYS.keys() | {"f11", "f12"}
        if key not in EVERYDAY | ALIKE and (not key.startswith("shift+") or key == "shift+tab")
    }
    plain = {key for key in existing if "+shift+" not in key}
    assert set(named) == plain | {"shift+left", "shift+right"}
    assert len(named) == len(set(named))


def test_without_slides_help_names_every_other_key() -> None:
    named, fewer = (
        [key for group in _groups(has_slides=asked) for row in group.rows for key in row.keys]
        for asked in (True, False)
    )
    assert sorted(fewer) == sorted(set(named) - {"f3"})
    said = [row.meaning for group in _groups(has_slides=False) for row in group.rows]
    assert not any("slide" in meaning for meaning in said)


@pytest.mark.parametrize("has_slides", [True, False])
def test_the_keys_that_matter_are_ten(has_slides: bool) -> None:
    assert len(ten_keys(str, has_slides=has_slides).rows) == 10


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_row_of_help_is_too_long_for_its_column(language: str) -> None:
    for group in (*_groups(language), *_groups(language, has_slides=False)):
        assert all(cell_len(row.shown) < group.key_cells for row in group.rows)
        widest = max(group.key_cells + cell_len(row.meaning) for row in group.rows)
        assert widest <= COLUMN_CELLS


async def test_help_is_one_page_without_scrolling_and_leads_back(look: Look) -> None:
    desk = FakeDesk(WRITING)
    desk.texts[Part.PAPER] = "Kota"
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        for key in ("enter", "f1", "space", "escape"):
            await pilot.press("f1")
            shown = await look(pilot)
            words = [row.shown for group in _groups("id") for row in group.rows]
            assert all(word in shown for word in words)
            assert "angkat tangan" in shown
            await pilot.press(key)
            assert "Kota" in await look(pilot)
