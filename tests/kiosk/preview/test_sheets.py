"""Pages as sheets: with header, text, footnotes and number, and nothing lost."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.manuscript import OFFICIAL, Font, PaperFormat, blocks_of, letters_of
from exam.manuscript import marks as m
from exam.manuscript.leaves import Leaves
from kiosk.preview.book import PaperBook, Room
from kiosk.preview.sheets import Header, sheet_cells
from tests.exam.manuscripts import MARKED, bold, note, row
from tests.kiosk.preview.drawn import PARAGRAPH, letters, read, squeezed, widths

WITH_SIGNS = (m.BULLET, m.BULLET_2, m.NUMBER, m.NUMBER_2, m.ROW, m.NOTE_START)
HEADER = Header("(kode)", "Kepala Dinas")


def _book(text: str, paper: PaperFormat = OFFICIAL) -> PaperBook:
    return PaperBook(text, paper, HEADER)


def _drawn(text: str, width: int = 100) -> list[str]:
    return read(_book(text).draw(0, Room(width, 24)))


@given(MARKED, st.integers(80, 200))
def test_rows_are_of_one_width_and_no_wider_than_the_room(text: str, width: int) -> None:
    book = _book(text)
    for page in range(book.count):
        rows = book.draw(page, Room(width, 24))
        assert len(widths(rows)) == 1
        assert max(widths(rows)) <= width


@given(MARKED, st.integers(80, 200))
def test_all_that_was_typed_is_on_the_sheets(text: str, width: int) -> None:
    text = text.translate(dict.fromkeys(map(ord, WITH_SIGNS)))
    book = _book(text)
    shown = [letters(book.draw(page, Room(width, 24))) for page in range(book.count)]
    assert "".join(shown) == squeezed([letters_of(block.text) for block in blocks_of(text)])


def test_a_page_looks_like_a_sheet() -> None:
    text = f"{m.HEADING_1}Bab\nsatu{note('kaki')}\n{m.NUMBER}butir\n{m.BULLET_2}anak"
    rows = _drawn(text)
    assert rows[0].startswith("┌─")
    assert rows[1].startswith("│ (kode)")
    assert rows[1].endswith("Kepala Dinas │")
    inside = [line[2:-2].rstrip() for line in rows[3:8]]
    assert [" ".join(line.split()) for line in inside] == [
        "Bab",
        "satu[1]",
        "",
        "1. butir",
        "– anak",
    ]
    assert 0 < inside[3].index("1.") < inside[3].index("b") <= inside[4].index("–")
    assert [line[2:-2].strip() for line in rows[-4:-1]] == ["[1] kaki", "", "1 / 1"]
    assert set(rows[-5][2:-2].strip()) == {"─"}
    assert rows[-1].startswith("└─")


def test_a_page_that_is_not_full_is_about_as_high_as_a_full_one() -> None:
    full = "\n".join([PARAGRAPH] * 60)
    assert len(_drawn("satu")) == pytest.approx(len(_drawn(full)), abs=6)


def test_lines_break_as_in_print_where_there_is_room() -> None:
    text = PARAGRAPH * 5
    (item,) = Leaves(text, OFFICIAL).leaf(0).items
    printed = ["".join(piece.text for piece in line).rstrip() for line in item.lines]  # type: ignore[union-attr]
    assert [line[2:-2].rstrip() for line in _drawn(text)[3 : 3 + len(printed)]] == printed


def test_a_table_is_drawn_with_its_head_on_each_page() -> None:
    book = _book("\n".join([row("No.", "Isi")] + [row("1", bold("dua"))] * 60))
    assert book.count > 1
    for page in range(book.count):
        rows = read(book.draw(page, Room(100, 24)))
        assert "│ No." in rows[4]
        assert "┬" in rows[3]


def test_sheets_are_as_wide_as_their_lines_need() -> None:
    wide = PaperFormat(font=Font.TIMES_NEW_ROMAN, size_points=11)
    assert 80 < sheet_cells(OFFICIAL) < sheet_cells(wide) < 120


def test_a_place_is_found_on_its_page_and_two_pages_stand_abreast_where_they_fit() -> None:
    text = f"satu\n{m.PAGE_BREAK}\ndua"
    book = _book(text)
    assert [book.page_at(place) for place in (0, 4, 5, len(text))] == [0, 0, 1, 1]
    assert [book.abreast(Room(width, 24)) for width in (80, 159, 160)] == [1, 1, 2]


def test_a_sheet_is_made_higher_when_the_one_beside_it_is() -> None:
    rows = _book("satu").draw(0, Room(100, 24), 90)
    assert len(rows) == 90


def test_nothing_of_the_preview_is_loaded_before_it_is_opened() -> None:
    program = (
        "import sys, kiosk.ui.process, kiosk.ui.app, kiosk.ui.writing\n"
        "names = [n for n in sys.modules if n.startswith('kiosk.preview') or 'slide_set' in n]\n"
        "sys.exit(', '.join(names) or None)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (0, "")
