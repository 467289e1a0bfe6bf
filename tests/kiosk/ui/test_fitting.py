"""What gives way on a row that is too narrow: always what matters least."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.ui.fitting import Fitted, Item
from kiosk.ui.rows import Sentence, Sides, cells_of, cut, shortened

CLOCK = Item(("Sisa waktu 1:00", "1:00"), (3,))
SAVED = Item(("Tersimpan", ""), (4,))
PERSON = Item(("Peserta 017", "017", ""), (1, 2))
ROW = Fitted((CLOCK,), (SAVED, PERSON))


def text_of(said: Fitted | Sides | Sentence, width: int) -> str:
    """Return the first row as it is read."""
    return "".join(text for text, _look in said.rows(width)[0])


def test_what_fits_is_said_in_full_with_the_rest_of_the_room_between() -> None:
    assert text_of(ROW, 45) == " Sisa waktu 1:00      Tersimpan  Peserta 017 "


def test_what_matters_least_gives_way_first_step_by_step() -> None:
    shown = list(dict.fromkeys(" ".join(text_of(ROW, width).split()) for width in range(45, 0, -1)))
    assert shown[:6] == [
        "Sisa waktu 1:00 Tersimpan Peserta 017",
        "Sisa waktu 1:00 Tersimpan 017",
        "Sisa waktu 1:00 Tersimpan",
        "1:00 Tersimpan",
        "1:00",
        "1:…",
    ]


words = st.text("abc漢 ", max_size=12)


@st.composite
def items(draw: st.DrawFn) -> Item:
    forms = draw(st.lists(words, min_size=1, max_size=3))
    worth = draw(st.lists(st.integers(1, 9), min_size=len(forms) - 1, max_size=len(forms) - 1))
    return Item(tuple(forms), tuple(worth))


rows = st.builds(
    Fitted, st.lists(items(), max_size=3).map(tuple), st.lists(items(), max_size=4).map(tuple)
)


@given(rows, st.integers(0, 90))
def test_a_row_is_never_wider_than_the_screen(row: Fitted, width: int) -> None:
    assert cells_of(row.rows(width)[0]) <= width


@given(st.text("ab 漢", max_size=40), st.text("cd", max_size=10), st.integers(0, 60))
def test_two_sides_fill_the_width_and_the_left_one_gives_way(
    left: str, right: str, width: int
) -> None:
    pieces = Sides(left, right).rows(width)[0]
    assert cells_of(pieces) <= width
    if len(right) < width:
        assert "".join(text for text, _look in pieces).endswith(right)


@given(st.text("ab 漢", max_size=80), st.integers(1, 4), st.integers(4, 40))
def test_a_sentence_stands_on_as_many_rows_as_it_may(text: str, most: int, width: int) -> None:
    shown = Sentence(text, most).rows(width)
    assert 1 <= len(shown) <= most
    assert all(cells_of(row) <= width for row in shown)
    read = "".join(piece for row in shown for piece, _look in row).replace(" ", "")
    whole = text.replace(" ", "")
    assert read == whole or (read.endswith("…") and whole.startswith(read[:-1]))


def test_a_wide_letter_is_not_halved() -> None:
    assert shortened("漢字漢字", 6) == "漢字…"
    assert shortened("漢字", 0) == ""
    assert cut([("ab", ""), ("漢字", "x")], 5) == [("ab", ""), ("漢…", "x")]
