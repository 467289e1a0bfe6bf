"""Slides in frames: all that is projected, in its proportions, and what is too full."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.manuscript import marks as m
from exam.manuscript import slides_of
from kiosk.preview.book import Room, SlideBook
from kiosk.preview.frames import Size, frame_size
from kiosk.preview.ink import Tone
from tests.exam.manuscripts import MARKED, note, row
from tests.kiosk.preview.drawn import read, widths

ROOM = Room(80, 21)
SIZES = st.builds(Room, st.integers(80, 200), st.integers(20, 60))


def _book(*lines: str) -> SlideBook:
    return SlideBook("\n".join([f"{m.HEADING_1}Judul", *lines]), "(kode)")


def _drawn(*lines: str, room: Room = ROOM) -> list[str]:
    return read(_book(*lines).draw(0, room))


@given(MARKED, SIZES)
def test_rows_are_of_one_width_and_hold_all_words_of_a_slide(text: str, room: Room) -> None:
    book = SlideBook(text, "(kode)")
    for number, slide in enumerate(slides_of(text)):
        rows = book.draw(number, room)
        assert len(widths(rows)) == 1
        assert max(widths(rows)) <= room.width
        shown = "".join(read(rows))
        assert all(letter in shown for letter in "".join(slide.name.split()))


@given(st.integers(40, 200), st.integers(12, 80), st.sampled_from([6, 16, 30]))
def test_frames_are_twice_as_wide_as_cells_are_high(width: int, height: int, size: int) -> None:
    frame = frame_size(Size(width, height), size)
    assert frame.width <= width - 2
    assert frame.height <= max(height - 2, 6)
    assert abs(frame.width - frame.height * 32 / 9) <= 4 or frame.height == 6


def test_a_slide_has_a_bar_its_text_and_code_and_number_at_its_foot() -> None:
    rows = _book(f"{m.BULLET}butir", f"{m.NUMBER_2}anak", "teks").draw(0, ROOM)
    texts = read(rows)
    bar = [at for at, drawn in enumerate(rows) if any(span.ink.tone is Tone.BAR for span in drawn)]
    assert bar == [1, 2, 3]
    assert "Judul" in texts[2]
    under = [line.strip("│ ") for line in texts[4:-2]]
    assert [line for line in under if line] == ["• butir", "a. anak", "teks"]
    assert under[0] == under[2] == ""
    assert texts[-2].strip("│ ").startswith("(kode)")
    assert texts[-2].strip("│ ").endswith("1 / 1")
    assert len(rows) == ROOM.height


def test_tables_and_footnotes_are_drawn_where_they_are_projected() -> None:
    texts = _drawn("atas" + note("kaki"), row("a", "b"), row("c", "d"), "bawah")
    order = [
        next(at for at, line in enumerate(texts) if word in line)
        for word in ("atas[1]", "│ a", "├", "│ c", "bawah", "[1]kaki")
    ]
    assert order == sorted(order)


def test_a_full_slide_stands_in_two_columns_and_short_lines_are_side_by_side() -> None:
    texts = _drawn(*(f"{m.BULLET}butir {number}" for number in range(40)))
    first = next(line for line in texts if "butir 0" in line)
    assert first.count("butir") == 2


def test_a_title_of_many_lines_pushes_the_text_down() -> None:
    rows = read(SlideBook(f"{m.HEADING_1}{'judul ' * 90}\nteks", "").draw(0, ROOM))
    assert sum("judul" in line for line in rows) > 5
    assert any("teks" in line for line in rows)


def test_a_slide_without_a_title_has_an_empty_bar() -> None:
    rows = SlideBook("teks", "").draw(0, ROOM)
    assert any(span.ink.tone is Tone.BAR for span in rows[1])
    assert "teks" in "".join(read(rows))


def test_places_are_found_on_their_slides() -> None:
    text = f"{m.HEADING_1}satu\nx\n{m.HEADING_2}dua"
    book = SlideBook(text, "")
    assert [book.page_at(place) for place in (0, 7, 8, len(text))] == [0, 0, 1, 1]
    assert book.count == 2


def test_without_any_slide_nothing_is_drawn() -> None:
    book = SlideBook("", "")
    assert (book.count, book.draw(0, ROOM), book.page_at(5)) == (0, (), 0)


@pytest.mark.parametrize(
    ("lines", "size", "fits", "readable"),
    [(3, 30, True, True), (9, 16, True, False), (300, 6, False, False)],
)
def test_how_full_a_slide_is_is_known(lines: int, size: int, fits: bool, readable: bool) -> None:
    fullness = _book(*["kata " * 30] * lines).fullness(0)
    assert (fullness.size, fullness.fits, fullness.is_readable) == (size, fits, readable)
    assert fullness.words == 30 * lines + 1
