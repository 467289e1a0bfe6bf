"""Tables: cells between marks, rows of any length, widths by what stands in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.manuscript import (
    Block,
    BlockKind,
    Table,
    blocks_of,
    cells_of,
    column_shares,
    passages_of,
    table_of,
)
from exam.manuscript import marks as m
from exam.manuscript.tables import MOST_COLUMNS
from tests.exam.manuscripts import ANYTHING, bold, row

ROWS = st.lists(
    st.lists(st.text("ab \t" + m.BOLD_ON, max_size=60), min_size=1, max_size=9).map(
        lambda cells: row(*cells)
    ),
    min_size=1,
    max_size=5,
)


def _table(*rows: str) -> Table:
    return table_of(blocks_of("\n".join(rows)))


@given(ANYTHING)
def test_passages_hold_every_block_once_and_in_order(text: str) -> None:
    found: list[Block] = []
    for passage in passages_of(blocks_of(text)):
        found.extend(passage.blocks if isinstance(passage, Table) else [passage])
    assert tuple(found) == blocks_of(text)


def test_rows_that_follow_each_other_are_one_table() -> None:
    text = "\n".join([row("a"), row("b"), "teks", row("c")])
    passages = list(passages_of(blocks_of(text)))
    assert [len(each.rows) if isinstance(each, Table) else 0 for each in passages] == [2, 0, 1]


@given(ANYTHING)
def test_cells_stand_in_the_document_where_they_say(text: str) -> None:
    for block in blocks_of(text):
        if block.kind is BlockKind.ROW:
            for cell in cells_of(block):
                assert text[cell.start : cell.end] == cell.text


@given(ROWS)
def test_all_rows_of_a_table_have_the_cells_of_the_longest(rows: list[str]) -> None:
    table = _table(*rows)
    assert table.columns == max(line.count(m.CELL) + 1 for line in rows)
    assert {len(cells) for cells in table.rows} == {table.columns}


def test_a_short_row_is_filled_with_empty_cells_at_its_end() -> None:
    table = _table(row("a", "b"), row("c"))
    assert [[cell.text for cell in cells] for cells in table.rows] == [["a", "b"], ["c", ""]]
    assert table.rows[1][1].start == table.rows[1][1].end == table.blocks[1].end


def test_a_row_without_any_cell_mark_has_one_cell() -> None:
    assert [cell.text for cell in cells_of(blocks_of(m.ROW)[0])] == [""]


def test_cell_marks_past_the_most_columns_part_nothing() -> None:
    cells = cells_of(blocks_of(row(*"abcdefghijklmnop"))[0])
    assert len(cells) == MOST_COLUMNS
    assert cells[-1].text == m.CELL.join("lmnop")


@given(ROWS)
def test_shares_of_the_width_are_whole_and_no_column_vanishes(rows: list[str]) -> None:
    shares = column_shares(_table(*rows))
    assert sum(shares) == pytest.approx(1)
    assert min(shares) >= 1 / len(shares) / 3


def test_a_column_with_more_text_is_wider_whatever_its_marks() -> None:
    narrow, wide = column_shares(_table(row("No.", "Uraian kegiatan"), row("1", "Pengadaan bak")))
    assert narrow < wide
    assert column_shares(_table(row(bold("No."), "Uraian kegiatan"), row("1", "x"))) == (
        column_shares(_table(row("No.", "Uraian kegiatan"), row("1", "x")))
    )


def test_an_address_leaves_the_other_columns_room_for_their_words() -> None:
    address = "https://semarangkota.go.id/" + "laporan-" * 10
    shares = column_shares(_table(row("Pengadaan", "1.030.000.000", address)))
    assert shares[0] * 72 >= len("Pengadaan") + 3
    assert shares[1] * 72 >= len("1.030.000.000") + 3
