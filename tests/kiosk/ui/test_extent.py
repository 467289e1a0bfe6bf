"""What F8 has selected is said with its words."""

import pytest

from kiosk.language import load_catalog
from kiosk.text import Sheet
from kiosk.ui.extent import Extent, Grown, extent_of, say_marking
from tests.kiosk.ui.writer import Copy

TEXT = "\ue001judul\nsatu dua\ntiga\n\ue001lain"


def test_each_press_selects_more_and_says_what() -> None:
    sheet = Sheet(TEXT, Copy(TEXT).record)
    sheet.place_cursor(TEXT.index("dua") + 1)
    grown = []
    for _ in range(5):
        sheet.grow_selection()
        grown.append(extent_of(sheet))
    assert grown == [
        Grown(Extent.NOTHING),
        Grown(Extent.WORD, 1),
        Grown(Extent.PARAGRAPH, 2),
        Grown(Extent.SECTION, 4),
        Grown(Extent.EVERYTHING, 5),
    ]


@pytest.mark.parametrize("language", ["en", "id"])
def test_each_extent_is_said_in_one_row(language: str) -> None:
    said = {say_marking(Grown(each, 12_345), load_catalog(language).gettext) for each in Extent}
    assert len(said) == len(Extent)
    assert all(len(each) <= 78 for each in said)
    assert say_marking(None, str) == say_marking(Grown(Extent.NOTHING), str)
