"""Pages: filled as word processors fill them, and known by where they begin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.manuscript import A4_MM, F4_MM, OFFICIAL, Font, PaperFormat, pages_of
from exam.manuscript import marks as m
from tests.exam.manuscripts import ANYTHING, MARKED, note, row

# Fifty lines and ten points more stand on a page of this format; so under some lines and the gap
# of a paragraph, as many lines find room as are free.
LINE = 13.8
TIGHT = PaperFormat(*A4_MM, line_spacing=1.0)
FITTING = 50
WORDS_A_LINE = 3
PARAGRAPH = "kata " * 12
FORMATS = st.sampled_from(
    [
        OFFICIAL,
        TIGHT,
        PaperFormat(*F4_MM, Font.BOOKMAN_OLD_STYLE, 11, 1.15),
        PaperFormat(*F4_MM, Font.TIMES_NEW_ROMAN, 12, 2.0),
        PaperFormat(60, 60, Font.ARIAL, 14, 2.0, 20, 20, 20, 20),
        PaperFormat(10, 10, Font.ARIAL, 14, 2.0, 20, 20, 20, 20),
    ]
)


def _lines(number: int) -> str:
    """Return a paragraph of that many lines in `TIGHT`."""
    return " ".join(["katakatakatakatakata"] * WORDS_A_LINE * number)


def _page_of(text: str, part: str, paper: PaperFormat = TIGHT) -> int:
    """Return the page on which a part of a text begins, counted from 1."""
    place = text.index(part)
    return sum(start <= place for start in pages_of(text, paper).starts)


@given(ANYTHING, FORMATS)
def test_every_document_has_pages_that_begin_in_it_in_order(text: str, paper: PaperFormat) -> None:
    pages = pages_of(text, paper)
    assert pages.starts[0] == 0
    assert list(pages.starts) == sorted(pages.starts)
    assert pages.starts[-1] <= len(text)
    assert 0 <= pages.filled <= 1
    assert pages.count - 1 <= pages.measure <= pages.count


@given(st.lists(MARKED, max_size=6), st.text("kata ", max_size=99), FORMATS)
def test_one_more_paragraph_never_takes_fewer_pages(
    texts: list[str], more: str, paper: PaperFormat
) -> None:
    text = "\n".join(texts)
    assert pages_of(f"{text}\n{more}", paper).count >= pages_of(text, paper).count


def test_an_empty_document_is_one_page() -> None:
    pages = pages_of("", OFFICIAL)
    assert (pages.count, pages.starts) == (1, (0,))
    assert pages.measure == pytest.approx(LINE / OFFICIAL.text_height_points, abs=1e-4)


def test_the_page_is_full_when_the_next_line_does_not_fit() -> None:
    assert pages_of(_lines(FITTING), TIGHT).count == 1
    assert pages_of(_lines(FITTING + 2), TIGHT).count == 2


def test_pages_begin_where_their_first_line_begins() -> None:
    text = _lines(60)
    first, second = pages_of(text, TIGHT).starts
    assert first == 0
    assert text[second - 1] == " "


def test_larger_type_and_wider_lines_take_more_pages() -> None:
    text = "\n".join([PARAGRAPH * 6] * 20)
    sizes = [PaperFormat(size_points=size) for size in (10, 12, 14)]
    spacings = [PaperFormat(line_spacing=spacing) for spacing in (1.0, 1.15, 1.5, 2.0)]
    for papers in (sizes, spacings):
        measures = [pages_of(text, paper).measure for paper in papers]
        assert measures == sorted(set(measures))
    assert pages_of(text, PaperFormat(*F4_MM)).measure < pages_of(text, OFFICIAL).measure


# -- what stays together


@pytest.mark.parametrize(
    ("free", "lines", "on_first"),
    [(1, 5, 0), (2, 5, 2), (3, 5, 3), (4, 5, 3), (5, 5, 5), (2, 3, 0), (1, 2, 0), (3, 4, 2)],
)
def test_a_paragraph_leaves_no_line_alone_on_either_page(
    free: int, lines: int, on_first: int
) -> None:
    text = f"{_lines(FITTING - free)}\n{_lines(lines).replace('kata', 'kana')}"
    ends = [*pages_of(text, TIGHT).starts[1:], len(text)]
    assert text[: ends[0]].count("kana") == on_first * WORDS_A_LINE * 5


@pytest.mark.parametrize(("free", "page"), [(2, 2), (3, 2), (4, 1)])
def test_a_heading_goes_with_the_lines_that_follow_it(free: int, page: int) -> None:
    text = f"{_lines(FITTING - free)}\n{m.HEADING_2}Judul\n{_lines(5)}"
    assert _page_of(text, m.HEADING_2) == page


@pytest.mark.parametrize(("free", "page"), [(4, 2), (6, 2), (7, 1)])
def test_headings_that_follow_each_other_stay_together(free: int, page: int) -> None:
    text = f"{_lines(FITTING - free)}\n{m.HEADING_1}Bab\n{m.HEADING_2}Sub\n{_lines(5)}"
    assert _page_of(text, m.HEADING_1) == page


def test_headings_over_more_than_a_page_are_parted_after_all() -> None:
    text = "\n".join([m.HEADING_1 + "Bab"] * 60)
    assert pages_of(text, TIGHT).count > 1


def test_the_gap_between_paragraphs_is_the_larger_of_the_two() -> None:
    apart = pages_of("a\nb", TIGHT).filled * TIGHT.text_height_points
    assert apart == pytest.approx(2 * LINE + 8, abs=0.01)
    headed = pages_of(f"a\n{m.HEADING_2}b", TIGHT).filled * TIGHT.text_height_points
    assert headed == pytest.approx(2 * LINE + 14, abs=0.01)


def test_items_of_a_list_stand_close_together() -> None:
    close = pages_of(f"{m.BULLET}a\n{m.NUMBER_2}b", TIGHT).filled * TIGHT.text_height_points
    assert close == pytest.approx(2 * LINE, abs=0.01)


# -- page breaks


def test_a_page_break_begins_a_page_and_takes_no_room() -> None:
    text = f"a\n{m.PAGE_BREAK}\nb"
    pages = pages_of(text, TIGHT)
    assert pages.starts == (0, text.index(m.PAGE_BREAK))
    assert pages.filled * TIGHT.text_height_points == pytest.approx(LINE + 1, abs=0.01)


def test_text_behind_a_page_break_begins_the_page() -> None:
    text = f"a\n{m.PAGE_BREAK}b"
    pages = pages_of(text, TIGHT)
    assert pages.starts == (0, text.index(m.PAGE_BREAK))
    assert pages.filled * TIGHT.text_height_points == pytest.approx(LINE, abs=0.01)


def test_a_page_break_at_the_start_breaks_nothing_and_two_leave_an_empty_page() -> None:
    assert pages_of(f"{m.PAGE_BREAK}\na", TIGHT).count == 1
    assert pages_of(f"a\n{m.PAGE_BREAK}\n{m.PAGE_BREAK}\nb", TIGHT).count == 3


# -- tables


def test_a_row_is_as_high_as_its_highest_cell() -> None:
    def height(*rows: str) -> float:
        return pages_of("\n".join(rows), TIGHT).filled * TIGHT.text_height_points

    edges = 4.5
    assert height(row("a", "b")) == pytest.approx(LINE + edges, abs=0.01)
    assert height(row("a", "b"), row("c")) == pytest.approx(2 * (LINE + edges), abs=0.01)
    high = height(row("a", "b"), row(PARAGRAPH * 6, "c"))
    assert high > height(row("a", "b"), row("a", "c")) + LINE / 2


def test_a_table_goes_on_with_its_head_on_the_next_page() -> None:
    text = "\n".join(row(str(number), "isi") for number in range(60))
    pages = pages_of(text, TIGHT)
    row_height = LINE + 4.5
    rows_a_page = int(TIGHT.text_height_points / row_height)
    assert pages.count == 2
    assert text[pages.starts[1]] == m.ROW
    assert pages.filled * TIGHT.text_height_points == pytest.approx(
        (60 - rows_a_page + 1) * row_height, abs=0.1
    )


def test_under_a_table_there_is_a_gap() -> None:
    text = f"{row('a')}\nb"
    used = pages_of(text, TIGHT).filled * TIGHT.text_height_points
    assert used == pytest.approx(2 * LINE + 4.5 + 8, abs=0.01)


def test_a_row_higher_than_a_page_is_parted_after_all() -> None:
    text = f"{row('a', 'b')}\n{row(_lines(200), 'b')}\nakhir"
    pages = pages_of(text, TIGHT)
    assert pages.count > 4
    assert _page_of(text, "akhir") == pages.count


# -- footnotes


def test_a_footnote_takes_room_on_the_page_of_its_sign() -> None:
    assert pages_of(_lines(FITTING), TIGHT).count == 1
    assert pages_of(_lines(FITTING) + note("isi"), TIGHT).count == 2
    assert pages_of(f"{_lines(FITTING - 4)}{note('isi')}", TIGHT).count == 1


def test_footnotes_in_cells_take_room_too() -> None:
    rows = [row("a", str(number)) for number in range(38)]
    assert pages_of("\n".join(rows), TIGHT).count == 1
    rows[3] = row("a" + note("isi"), "b" + note("isi"))
    assert pages_of("\n".join(rows), TIGHT).count == 2


def test_footnotes_do_not_count_as_how_far_the_last_page_is_filled() -> None:
    plain, noted = pages_of("kata", TIGHT), pages_of("kata" + note("isi"), TIGHT)
    assert noted.filled == pytest.approx(plain.filled)
