"""Numbers of lists: computed from the neighbours, the same on every screen and in print."""

import pytest
from hypothesis import given

from exam.manuscript import BlockKind, blocks_of, label_of, numbers_of
from exam.manuscript import marks as m
from tests.exam.manuscripts import ANYTHING, row

N1, N2, B1, B2 = m.NUMBER, m.NUMBER_2, m.BULLET, m.BULLET_2


def _labels(*lines: str) -> str:
    blocks = blocks_of("\n".join(lines))
    return " ".join(
        label_of(block.kind, number) if number else "-"
        for block, number in zip(blocks, numbers_of(blocks), strict=True)
    )


@pytest.mark.parametrize(
    ("lines", "labels"),
    [
        ([N1, N1, N1], "1. 2. 3."),
        ([N1, N2, N2, N1, N2], "1. a. b. 2. a."),
        ([N1, B2, B2, N1], "1. - - 2."),
        ([N1, "", " ", N1], "1. - - 2."),
        ([N1, m.PAGE_BREAK, N1], "1. - 2."),
        ([N1, m.PAGE_BREAK + "teks", N1], "1. - 1."),
        ([N1, "teks", N1], "1. - 1."),
        ([N1, m.HEADING_2, N1], "1. - 1."),
        ([N1, row("a"), N1], "1. - 1."),
        ([N1, B1, N1], "1. - 1."),
        ([N2, B2, N2], "a. - a."),
        ([B1, N2, N2, B1, N2], "- a. b. - a."),
        ([N2, N2], "a. b."),
        (["teks", B1], "- -"),
        ([N1 + m.BOLD_ON, N1], "1. 2."),
    ],
)
def test_a_list_counts_on_until_something_else_ends_it(lines: list[str], labels: str) -> None:
    assert _labels(*lines) == labels


@given(ANYTHING)
def test_a_number_is_one_or_one_more_than_the_number_before_it(text: str) -> None:
    blocks = blocks_of(text)
    last = {BlockKind.NUMBER: 0, BlockKind.NUMBER_2: 0}
    for block, number in zip(blocks, numbers_of(blocks), strict=True):
        if block.kind in last:
            assert number in (1, last[block.kind] + 1)
            last[block.kind] = number
        else:
            assert number == 0


@pytest.mark.parametrize(
    ("number", "label"), [(1, "a."), (26, "z."), (27, "aa."), (52, "zz."), (53, "aaa.")]
)
def test_letters_go_on_as_word_processors_count_with_them(number: int, label: str) -> None:
    assert label_of(BlockKind.NUMBER_2, number) == label
