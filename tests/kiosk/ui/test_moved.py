"""What is said of a section that was moved: what it stands beside now."""

import pytest

from kiosk.language import load_catalog
from kiosk.text import Sheet
from kiosk.ui.moved import Passage, moved, say_moved, stayed
from tests.kiosk.ui.writer import Copy

H1, H2 = "\ue001", "\ue002"
TEXT = f"{H1}Satu\na\n{H2}Kecil\nb\n{H1}Dua\nc\n{H1}Tiga"


def move(title: str, *, down: bool) -> Passage | None:
    """Move a section of the text, and return what is known of it."""
    sheet = Sheet(TEXT, Copy(TEXT).record)
    before = sheet.headings()
    at = next(each.at for each in before if each.title == title)
    if not sheet.move_section(at, down=down):
        return stayed(before, at, down=down)
    return moved(before, sheet.headings(), at, down=down)


@pytest.mark.parametrize(
    ("title", "down", "said"),
    [
        ("Dua", False, "“Dua” now stands above “Satu”."),
        ("Satu", True, "“Satu” now stands below “Dua”."),
        ("Dua", True, "“Dua” now stands below “Tiga”."),
        ("Satu", False, "“Satu” is the first one already."),
        ("Tiga", True, "“Tiga” is the last one already."),
    ],
)
def test_the_neighbour_that_was_passed_is_named(title: str, down: bool, said: str) -> None:
    passage = move(title, down=down)
    assert passage is not None
    assert say_moved(passage, str) == said


def test_of_a_section_that_is_not_found_nothing_is_said() -> None:
    assert moved((), (), 3, down=True) is None


def test_long_titles_are_cut_so_that_all_of_it_is_one_row() -> None:
    for language in ("en", "id"):
        said = say_moved(Passage("x" * 90, "y" * 90, down=True), load_catalog(language).gettext)
        assert len(said) <= 78
