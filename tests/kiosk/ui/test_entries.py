"""What an outline lists, and how wide: sections with their words, what is missing, slides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from exam.manuscript import BlockKind, slides_of
from kiosk.language import load_catalog
from kiosk.text.headings import Heading
from kiosk.ui.entries import (
    Entry,
    SlidePlace,
    entry_row,
    section_entries,
    slide_at,
    slide_entries,
)
from kiosk.ui.listing import Listing

H1 = BlockKind.HEADING_1.value
_ = load_catalog("id").gettext
HEADINGS = (
    Heading(1, "BAB I Pendahuluan", 10, 1_412),
    Heading(2, "Latar belakang", 40, 250),
    Heading(1, "Penutup", 90, 33),
)
REQUIRED = ("Pendahuluan", "Pembahasan", "Penutup")
SLIDES = slides_of(f"{H1}Gagasan\nsatu dua\n{H1}\n{H1}Rencana\ntiga")


@pytest.mark.parametrize(
    ("cursor", "here"), [(0, None), (10, 0), (39, 0), (40, 1), (89, 1), (90, 2), (999, 2)]
)
def test_the_section_with_the_cursor_is_marked(cursor: int, here: int | None) -> None:
    entries = section_entries(HEADINGS, cursor, ())
    assert [index for index, each in enumerate(entries) if each.is_here] == [
        index for index in range(3) if index == here
    ]


def test_required_sections_that_are_missing_stand_below_and_lead_nowhere() -> None:
    entries = section_entries(HEADINGS, 0, REQUIRED)
    assert [each.title for each in entries if each.at is None] == ["Pembahasan"]
    assert entries[-1] == Entry("Pembahasan")
    assert [each.title for each in section_entries((), 0, REQUIRED)] == list(REQUIRED)


def test_slides_are_numbered_and_the_one_with_the_cursor_is_marked() -> None:
    entries = slide_entries(SLIDES, SLIDES[1].start)
    assert [each.title for each in entries] == ["1. Gagasan", "2. ", "3. Rencana"]
    assert [each.is_here for each in entries] == [False, True, False]
    assert [each.words for each in entries] == [3, 0, 2]
    assert [each.at for each in entries] == [slide.start for slide in SLIDES]


@pytest.mark.parametrize(("cursor", "number", "words"), [(0, 1, 3), (9, 1, 3), (99, 3, 2)])
def test_the_slide_of_the_cursor_is_known(cursor: int, number: int, words: int) -> None:
    assert slide_at(SLIDES, cursor) == SlidePlace(number, words)


def test_before_the_first_slide_there_is_none() -> None:
    assert slide_at((), 0) is None
    assert slide_at(slides_of(f"\n\n{H1}Satu"), 0) == SlidePlace(1, 1)


@pytest.mark.parametrize(
    ("entry", "row"),
    [
        (Entry("Pendahuluan", 1, 0, 1_412), "  Pendahuluan           1.412 "),
        (Entry("Latar belakang", 2, 9, 250, is_here=True), "▶   Latar belakang        250 "),
        (Entry("Kelembagaan riset daerah", 3, 9, 7), "      Kelembagaan riset da… 7 "),
        (Entry("Pembahasan"), "  Pembahasan      (belum ada) "),
        (Entry("", 1, 9, 0), "  …                         0 "),
    ],
)
def test_an_entry_says_where_it_stands_and_how_long_it_is(entry: Entry, row: str) -> None:
    assert entry_row(entry, 30, _) == row


@given(
    st.builds(
        Entry,
        st.text(max_size=60),
        st.integers(1, 3),
        st.integers(0, 9) | st.none(),
        st.integers(0, 99_999),
        st.booleans(),
    ),
    st.integers(8, 40),
)
def test_an_entry_keeps_its_width_and_never_steers_the_terminal(entry: Entry, width: int) -> None:
    row = entry_row(entry, width, _)
    assert cell_len(row) <= width
    assert not any(letter < " " or "\x7f" <= letter <= "\x9f" for letter in row)


def titles(listing: Listing, height: int) -> list[str]:
    """Return the first word of each entry in view."""
    rows = listing.rows(30, height, focused=True)[2:-4]
    return [text.replace("▶", "").split()[0] for text, _look in rows if text.strip()]


def test_a_list_scrolls_to_what_is_chosen_and_at_its_end_to_what_is_missing() -> None:
    listing = Listing(_)
    entries = section_entries(
        [Heading(1, str(number), number, 1) for number in range(6)], 0, ("Penutup", "Pustaka")
    )
    assert listing.take(entries, 6, follows=True)
    assert not listing.take(entries, 6, follows=True)
    assert titles(listing, 10) == ["0", "1", "2", "3"]
    listing.choose(4)
    assert titles(listing, 10) == ["1", "2", "3", "4"]
    listing.choose(99)
    assert (listing.index, titles(listing, 10)) == (5, ["4", "5", "Penutup", "Pustaka"])
    assert titles(listing, 7) == ["5"]
    listing.choose(-1)
    assert titles(listing, 21) == ["0", "1", "2", "3", "4", "5", "Penutup", "Pustaka"]
    assert not listing.choose_row(8)
    assert listing.choose_row(7)
    assert listing.chosen_at == 5


def test_of_sections_of_one_name_the_one_that_was_moved_stays_chosen() -> None:
    listing = Listing(_)
    same = [Heading(1, "Data", at, 1) for at in (0, 50, 100)]
    listing.take(section_entries(same, 0, ()), 3, follows=True)
    listing.choose(1)
    listing.expect_move(down=True)
    listing.take(section_entries(same, 100, ()), 3, follows=False)
    assert listing.index == 2
    listing.expect_move(down=False)
    listing.take(section_entries(same, 50, ()), 3, follows=False)
    assert listing.index == 1
    listing.expect_move(down=True)
    listing.take(section_entries(same[:1], 50, ()), 3, follows=False)
    assert listing.index == 0
