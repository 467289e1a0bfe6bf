"""Turning pages: every row comes into sight, and the page that one writes on first."""

import pytest

from exam.manuscript import OFFICIAL
from exam.manuscript import marks as m
from kiosk.preview.book import PaperBook, Room, SlideBook
from kiosk.preview.reader import Reader
from kiosk.preview.sheets import Header
from tests.kiosk.preview.drawn import PARAGRAPH, read, widths

ROOM = Room(80, 20)
TEXT = "\n".join(f"bagian {number} {PARAGRAPH}" for number in range(30))
BOOK = PaperBook(TEXT, OFFICIAL, Header("(kode)", "Kepala Dinas"))


def _reader(place: int = 0, room: Room = ROOM) -> Reader:
    return Reader(BOOK, place, room)


def _shown(reader: Reader) -> str:
    return "\n".join(read(reader.rows()))


def test_the_page_that_holds_the_place_is_shown_first_from_its_top() -> None:
    reader = _reader(len(TEXT))
    assert list(reader.pages) == [BOOK.count - 1]
    assert "(kode)" in _shown(reader)


@pytest.mark.parametrize("room", [ROOM, Room(97, 33), Room(160, 50), Room(200, 24)])
def test_the_picture_fills_the_room(room: Room) -> None:
    reader = _reader(room=room)
    rows = reader.rows()
    assert len(rows) == room.height
    assert widths(rows) == {room.width}


def test_going_down_shows_everything_and_going_up_leads_back() -> None:
    reader, seen, steps = _reader(), set(), 0
    while reader.has_more or list(reader.pages) != [BOOK.count - 1]:
        seen |= set(_shown(reader).split("\n"))
        reader.move(3)
        steps += 1
    seen |= set(_shown(reader).split("\n"))
    for number in range(30):
        assert any(f"bagian {number} " in line for line in seen)
    for _ in range(steps):
        reader.move(-3)
    assert list(reader.pages) == [0]
    assert "(kode)" in _shown(reader)


def test_a_page_key_moves_by_what_is_in_sight_and_then_to_the_next_page() -> None:
    reader = _reader()
    steps = 0
    while list(reader.pages) == [0]:
        reader.move_page(1)
        steps += 1
    assert steps == 3
    assert "(kode)" in _shown(reader)
    reader.move_page(-1)
    assert list(reader.pages) == [0]
    assert f"1 / {BOOK.count}" in _shown(reader)


def test_turning_over_goes_to_the_top_of_the_page_beside_and_stops_at_the_ends() -> None:
    reader = _reader()
    reader.turn(-1)
    assert list(reader.pages) == [0]
    reader.move(5)
    reader.turn(1)
    assert list(reader.pages) == [1]
    assert "(kode)" in _shown(reader)
    reader.turn_to_end(1)
    reader.turn(1)
    assert list(reader.pages) == [BOOK.count - 1]
    reader.turn_to_end(-1)
    assert list(reader.pages) == [0]


def test_two_pages_stand_side_by_side_and_are_turned_together() -> None:
    reader = _reader(room=Room(160, 60))
    assert list(reader.pages) == [0, 1]
    assert _shown(reader).count("(kode)") == 2
    assert _shown(reader).count("└") == 2
    reader.turn(1)
    assert reader.pages[0] == 2
    reader.turn_to_end(1)
    assert reader.pages[-1] == BOOK.count - 1


def test_another_size_of_the_screen_keeps_the_page() -> None:
    reader = _reader(len(TEXT) // 2)
    (page,) = reader.pages
    reader.move(7)
    reader.resize(Room(160, 60))
    assert page in reader.pages
    reader.resize(Room(80, 20))
    assert page - page % 2 in reader.pages


def test_slides_are_turned_one_by_one_and_none_at_all_is_an_empty_room() -> None:
    slides = SlideBook(f"{m.HEADING_1}satu\n{m.HEADING_1}dua", "")
    reader = Reader(slides, 0, Room(200, 60))
    assert list(reader.pages) == [0]
    reader.move(1)
    assert list(reader.pages) == [1]
    empty = Reader(SlideBook("", ""), 0, ROOM)
    empty.move(1)
    empty.turn_to_end(1)
    assert _shown(empty).strip() == ""
    assert list(empty.pages) == [0]


def test_a_page_key_does_not_stop_for_the_last_rows_of_a_page() -> None:
    rows = len(BOOK.draw(0, ROOM))
    reader = _reader(room=Room(80, rows - 2))
    assert reader.has_more
    assert reader.has_next
    reader.move_page(1)
    assert list(reader.pages) == [1]
    reader.turn_to_end(1)
    assert not reader.has_next
