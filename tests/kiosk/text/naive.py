"""What the text core promises, said again as plainly as possible: character by character, slowly.

Nothing here looks at `kiosk.text`. Widths come from the library that draws the screen.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from rich.cells import get_character_cell_size

from exam.manuscript import marks

HEADINGS = (marks.HEADING_1, marks.HEADING_2, marks.HEADING_3)
SIGN_CELLS = dict.fromkeys(marks.LINE_MARKS, 2) | {
    marks.BULLET_2: 4,
    marks.NUMBER: 4,
    marks.NUMBER_2: 6,
}
DRAWN = {marks.CELL: " | ", marks.NOTE_START: "[", marks.NOTE_END: "]"}
SILENT = set(marks.ALL_MARKS) - DRAWN.keys()
STYLES = (marks.BOLD_ON, marks.BOLD_OFF, marks.ITALIC_ON, marks.ITALIC_OFF)
BINDING = "\u00a0\u202f\u2007"
NARROWEST = 12


class NaiveRow(NamedTuple):
    line: int
    section: int
    start: int
    end: int
    is_last: bool


def floor_of(line: str) -> int:
    """The column behind the mark of a line."""
    return int(line[:1] in SIGN_CELLS)


def has_stray(text: str) -> bool:
    """Whether a line mark stands anywhere but at the start of its line."""
    return any(
        letter in SIGN_CELLS and at > 0 and text[at - 1] != "\n" for at, letter in enumerate(text)
    )


def sign_of(line: str) -> int:
    return SIGN_CELLS.get(line[:1], 0)


def is_control(character: str) -> bool:
    return character < " " or "\x7f" <= character < "\xa0"


def combines(character: str) -> bool:
    return (
        character not in marks.ALL_MARKS
        and not is_control(character)
        and get_character_cell_size(character) == 0
    )


def width_of(character: str, x: int) -> int:
    if character == "\t":
        return 4 - x % 4
    if character in DRAWN:
        return len(DRAWN[character])
    if character in SILENT:
        return 0
    return 1 if is_control(character) else get_character_cell_size(character)


def cells(text: str, x: int = 0) -> int:
    at = x
    for character in text:
        at += width_of(character, at)
    return at - x


def can_break(character: str) -> bool:
    return character.isspace() and character not in BINDING


def letters(line: str, start: int) -> Iterator[tuple[int, int]]:
    """(start, end) of each letter from a column on; a silent mark is one of its own."""
    while start < len(line):
        end = start + 1
        while end < len(line) and combines(line[end]) and line[end - 1] not in SILENT:
            end += 1
        yield start, end
        start = end


@lru_cache(4000)
def stops(line: str) -> tuple[int, ...]:
    """The columns at which the cursor may rest: behind the line's mark and behind each letter."""
    floor = floor_of(line)
    ends = [end for start, end in letters(line, floor) if line[start] not in SILENT]
    return (floor, *ends)


def rest_column(line: str, column: int) -> int:
    return max(stop for stop in stops(line) if stop <= max(column, floor_of(line)))


# -- rows


@lru_cache(4000)
def breaks(line: str, width: int) -> tuple[int, ...]:
    found: list[int] = []
    start = 0
    while width >= NARROWEST and (start := row_end(line, start, width - sign_of(line))) < len(line):
        found.append(start)
    return tuple(found)


def row_end(line: str, start: int, limit: int) -> int:
    """Where a row ends: behind its last blank, else where it is full; at the end of its line.

    Silent marks stand in one row with what follows them.
    """
    x, full, behind_blank = 0, start, start
    for first, end in letters(line, start):
        wide = cells(line[first:end], x)
        if x + wide > limit:
            if can_break(line[first]) or full == start:
                return end
            return full if behind_blank == start else behind_blank
        x += wide
        full = full if line[first] in SILENT else end
        behind_blank = end if can_break(line[first]) else behind_blank
    return len(line)


@lru_cache(4000)
def rows(text: str, width: int) -> tuple[NaiveRow, ...]:
    out: list[NaiveRow] = []
    for index, line in enumerate(text.split("\n")):
        edges = [0, *breaks(line, width), len(line)]
        last = len(edges) - 2
        out += [
            NaiveRow(index, section, edges[section], edges[section + 1], section == last)
            for section in range(last + 1)
        ]
    return tuple(out)


# -- tables


@lru_cache(4000)
def pads(text: str, width: int) -> tuple[tuple[int, ...], ...]:
    """The blanks before each cell sign of each line, if its table fits with them."""
    out: list[tuple[int, ...]] = []
    for is_row, group in groupby(text.split("\n"), lambda line: line[:1] == marks.ROW):
        table = [line[1:].split(marks.CELL) for line in group]
        found = [row_pads(table, number) for number in range(len(table))]
        rows = zip(table, found, strict=True)
        fits = all(2 + cells(" | ".join(row)) + sum(blanks) <= width for row, blanks in rows)
        is_aligned = (
            is_row
            and fits
            and width >= NARROWEST
            and not any("\t" in cell for row in table for cell in row)
        )
        out += found if is_aligned else [()] * len(table)
    return tuple(out)


def row_pads(table: list[list[str]], number: int) -> tuple[int, ...]:
    """What each cell of a row but its last lacks to the widest of its column."""
    return tuple(
        max(cells(row[column]) for row in table if column < len(row)) - cells(text)
        for column, text in enumerate(table[number][:-1])
    )


def padded(line: str, until: int, blanks: tuple[int, ...]) -> int:
    """The blanks of a row that stand before a column."""
    return sum(blanks[: line[:until].count(marks.CELL)])


# -- finding


def find(text: str, wanted: str) -> list[tuple[int, int]]:
    """Where a text stands, whatever its case, over bold and italic; a space finds one that binds.

    What combines with the last letter makes it another one.
    """
    kept = [(i, letter) for i, letter in enumerate(text) if letter not in STYLES]
    found: list[tuple[int, int]] = []
    index = 0
    while wanted and index + len(wanted) <= len(kept):
        piece = kept[index : index + len(wanted)]
        end = piece[-1][0] + 1
        goes_on = end < len(text) and combines(text[end])
        is_same = all(same(have, want) for (_, have), want in zip(piece, wanted, strict=True))
        if is_same and not goes_on:
            found.append((piece[0][0], end))
            index += len(wanted)
        else:
            index += 1
    return found


def same(have: str, want: str) -> bool:
    if want == " ":
        return have in (" ", "\u00a0")
    return have == want or have.lower() == want.lower() or have.upper() == want.upper()
