"""Printed pages: each with its lines, rows and footnotes, and nothing lost between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.manuscript import (
    A4_MM,
    F4_MM,
    OFFICIAL,
    Block,
    BlockKind,
    Font,
    PaperFormat,
    blocks_of,
    cells_of,
    inlines_of,
    letters_of,
    notes_of,
    pages_of,
)
from exam.manuscript import marks as m
from exam.manuscript.leaves import Leaf, Leaves, PrintedTable, PrintedText
from exam.manuscript.setting import SetLine, cut_lines
from tests.exam.manuscripts import MARKED, bold, note, row

TIGHT = PaperFormat(*A4_MM, line_spacing=1.0)
TINY = PaperFormat(60, 60, Font.ARIAL, 14, 2.0, 20, 20, 20, 20)
LINES_OF_A_PAGE = 50
FORMATS = st.sampled_from(
    [
        OFFICIAL,
        PaperFormat(*F4_MM, Font.BOOKMAN_OLD_STYLE, 11, 1.15),
        TINY,
        PaperFormat(10, 10, Font.ARIAL, 14, 2.0, 20, 20, 20, 20),
    ]
)


def _leaves(text: str, paper: PaperFormat = TIGHT) -> list[Leaf]:
    leaves = Leaves(text, paper)
    return [leaves.leaf(page) for page in range(leaves.count)]


def _read(line: SetLine) -> str:
    return "".join(piece.text for piece in line if not piece.raised)


def _texts(leaf: Leaf) -> list[str]:
    """Return the paragraphs of a page, each with the signs of its notes left out."""
    return ["".join(map(_read, item.lines)) for item in leaf.items if isinstance(item, PrintedText)]


def _tables(leaf: Leaf) -> list[list[list[str]]]:
    return [
        [["".join(map(_read, cell)) for cell in cells] for cells in item.rows]
        for item in leaf.items
        if isinstance(item, PrintedTable)
    ]


def _typed(blocks: tuple[Block, ...]) -> str:
    """Return what is read in lines that are in no table."""
    return "".join(letters_of(each.text) for each in blocks if each.kind is not BlockKind.ROW)


def _without_blanks(text: str) -> str:
    return "".join(text.split())


@given(MARKED, FORMATS)
def test_the_lines_of_all_pages_together_are_what_was_typed(text: str, paper: PaperFormat) -> None:
    lines = "".join("".join(_texts(leaf)) for leaf in _leaves(text, paper))
    assert _without_blanks(lines) == _without_blanks(_typed(blocks_of(text)))


@given(
    st.lists(
        st.lists(st.text("kata ", max_size=200), min_size=2, max_size=2), min_size=1, max_size=5
    )
)
def test_no_letter_of_a_row_is_lost_that_is_higher_than_a_page(rows: list[list[str]]) -> None:
    leaves = _leaves("\n".join(row(*cells) for cells in rows), TINY)
    under_the_head = [cells for leaf in leaves for table in _tables(leaf) for cells in table[1:]]
    for column in range(2):
        shown = "".join(cells[column] for cells in under_the_head)
        assert shown == "".join(cells[column] for cells in rows[1:])


@given(MARKED, FORMATS)
def test_every_footnote_stands_on_one_page_and_in_the_order_of_the_signs(
    text: str, paper: PaperFormat
) -> None:
    numbers = [each.number for leaf in _leaves(text, paper) for each in leaf.notes]
    signed = sum(
        len(notes_of(cell.text))
        for block in blocks_of(text)
        for cell in (cells_of(block) if block.kind is BlockKind.ROW else (block,))
    )
    assert numbers == list(range(1, signed + 1))


@given(MARKED, FORMATS)
def test_there_are_as_many_pages_as_estimated_and_each_place_is_on_one(
    text: str, paper: PaperFormat
) -> None:
    leaves, pages = Leaves(text, paper), pages_of(text, paper)
    assert leaves.count == pages.count
    found = [leaves.page_at(place) for place in range(len(text) + 1)]
    assert found == sorted(found)
    assert set(found) <= set(range(leaves.count))


def test_a_page_that_does_not_exist_is_refused() -> None:
    with pytest.raises(IndexError):
        Leaves("satu", OFFICIAL).leaf(1)


def test_a_paragraph_is_parted_where_its_page_ends() -> None:
    line = "katakatakatakatakata " * 3
    first, second = _leaves(line * (LINES_OF_A_PAGE + 5))
    assert [len(item.lines) for item in first.items if isinstance(item, PrintedText)] == [50]
    assert [len(item.lines) for item in second.items if isinstance(item, PrintedText)] == [5]
    assert first.free == pytest.approx(10, abs=1)
    assert second.free == pytest.approx(700 - 5 * 13.8, abs=1)


def test_gaps_stand_between_paragraphs_and_never_over_the_first_of_a_page() -> None:
    (leaf,) = _leaves(f"{m.HEADING_1}Bab\nsatu\n{m.BULLET}dua\n{m.BULLET}tiga")
    assert [item.gap for item in leaf.items] == [0, 6, 8, 0]


def test_a_page_break_begins_a_page_and_is_not_seen() -> None:
    first, second = _leaves(f"satu\n{m.PAGE_BREAK}\ndua")
    assert (_texts(first), _texts(second)) == (["satu"], ["dua"])
    assert second.items[0].gap == 0


def test_text_in_the_line_of_a_page_break_is_seen() -> None:
    first, second = _leaves(f"satu\n{m.PAGE_BREAK}dua")
    assert (_texts(first), _texts(second)) == (["satu"], ["dua"])


def test_items_carry_their_labels_at_their_first_line_only() -> None:
    kinds = [m.NUMBER, m.NUMBER, m.NUMBER_2, m.BULLET, m.BULLET_2, ""]
    long = "katakatakatakatakata " * 3 * (LINES_OF_A_PAGE + 5)
    leaves = _leaves("\n".join(f"{kind}butir" for kind in kinds) + f"\n{m.NUMBER}{long}")
    labels = [
        [item.label for item in leaf.items if isinstance(item, PrintedText)] for leaf in leaves
    ]
    assert labels == [["1.", "2.", "a.", "•", "–", "", "1."], [""]]


def test_the_head_of_a_table_stands_on_each_of_its_pages() -> None:
    rows = [row("No.", "Isi"), *(row(f"{number}", "isi") for number in range(60))]
    first, second = _leaves("\n".join(rows))
    (upper,), (lower,) = _tables(first), _tables(second)
    assert upper[0] == lower[0] == ["No.", "Isi"]
    assert [cells[0] for cells in (*upper[1:], *lower[1:])] == [f"{at}" for at in range(60)]
    assert first.items[0].gap == second.items[0].gap == 0


def test_a_row_higher_than_a_page_goes_on_on_the_next() -> None:
    long = "katakatakatakatakata " * 3 * (LINES_OF_A_PAGE * 2 + 9)
    leaves = _leaves("\n".join([row("kepala", "isi"), row("satu", long), row("dua", "pendek")]))
    assert len(leaves) > 2
    shown = "".join(cells[1] for leaf in leaves for table in _tables(leaf) for cells in table[1:])
    assert shown.replace("pendek", "") == long


def test_footnotes_are_numbered_through_text_and_cells_and_stand_with_their_signs() -> None:
    text = f"a{note('satu')}\n{row('b' + note('dua'), 'c' + note(bold('tiga')))}\nd{note('empat')}"
    (leaf,) = _leaves(text)
    notes = [(each.number, "".join(map(_read, each.lines))) for each in leaf.notes]
    assert notes == [(1, "satu"), (2, "dua"), (3, "tiga"), (4, "empat")]
    assert leaf.notes[2].lines[0][0].bold
    signs = [
        piece.text
        for item in leaf.items
        if isinstance(item, PrintedText)
        for line in item.lines
        for piece in line
        if piece.raised
    ]
    assert signs == ["1", "4"]


def test_a_footnote_stands_on_the_page_of_its_line() -> None:
    line = "katakatakatakatakata " * 3
    text = line * (LINES_OF_A_PAGE + 5) + note("akhir") + " kata"
    first, second = _leaves(text)
    assert (len(first.notes), len(second.notes)) == (0, 1)


def test_a_footnote_in_the_line_of_a_page_break_is_not_lost() -> None:
    (leaf,) = _leaves(f"{m.PAGE_BREAK} {note('')}", PaperFormat(10, 10))
    assert [each.number for each in leaf.notes] == [1]


def test_pieces_keep_their_looks_when_they_are_cut() -> None:
    (block,) = blocks_of(bold("satu dua") + note("x") + " tiga")
    lines = cut_lines(inlines_of(block.text), (0, 6), 4)
    assert [[(piece.text, piece.bold) for piece in line] for line in lines] == [
        [("satu ", True)],
        [("dua", True), ("5", False), (" tiga", False)],
    ]


def test_each_place_is_on_the_page_that_begins_before_it() -> None:
    text = f"a\n{m.PAGE_BREAK}\nb"
    leaves = Leaves(text, TIGHT)
    assert [leaves.page_at(at) for at in (0, 1, len(text) - 1, len(text))] == [0, 0, 1, 1]


def test_a_place_is_on_the_page_that_begins_at_it_or_before_it() -> None:
    text = f"{m.HEADING_3}satu\n{m.PAGE_BREAK}\ndua"
    leaves = Leaves(text, TIGHT)
    assert [leaves.page_at(place) for place in (0, 3, text.index("dua"), len(text))] == [0, 0, 1, 1]
    assert _texts(leaves.leaf(0)) == ["satu"]
