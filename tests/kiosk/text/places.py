"""Places in a whole text: lines, rows and words of a plain string, found the long way."""

from functools import lru_cache

from tests.kiosk.text import naive


def place(text: str, at: int) -> tuple[int, int]:
    """Line and column of a place."""
    before = text[:at]
    return before.count("\n"), len(before) - (before.rfind("\n") + 1)


def offset(text: str, line: int, column: int) -> int:
    return sum(len(each) + 1 for each in text.split("\n")[:line]) + column


def rest(text: str, at: int) -> int:
    line, column = place(text, min(max(at, 0), len(text)))
    return offset(text, line, naive.rest_column(text.split("\n")[line], column))


def spot(text: str, width: int, at: int) -> tuple[int, int]:
    """Row and cell of a place; what stands behind a full row is in the cursor's cell."""
    line, column = place(text, at)
    found = [
        (number, row.start)
        for number, row in enumerate(naive.rows(text, width))
        if row.line == line and row.start <= column
    ]
    number, start = found[-1]
    shown = text.split("\n")[line]
    cell = naive.sign_of(shown) + naive.cells(shown[start:column])
    cell += naive.padded(shown, column, naive.pads(text, width)[line])
    return number, min(cell, width) if width >= naive.NARROWEST else cell


def places_in_row(text: str, width: int, number: int) -> list[int]:
    """All places of a row where the cursor may rest; the end of a row begins the next."""
    row = naive.rows(text, width)[number]
    line = text.split("\n")[row.line]
    inside = [c for c in naive.stops(line) if row.start <= c and (c < row.end or row.is_last)]
    return [offset(text, row.line, column) for column in inside]


def at(text: str, width: int, number: int, cell: int) -> int:
    """The last place of a row that is drawn at a cell or before it, else the row's first."""
    number = min(max(number, 0), len(naive.rows(text, width)) - 1)
    places = places_in_row(text, width, number)
    return max((p for p in places if spot(text, width, p)[1] <= cell), default=places[0])


# -- letters and words


@lru_cache(500)
def all_stops(text: str) -> tuple[int, ...]:
    """All places of a text where the cursor may rest."""
    lines = text.split("\n")
    return tuple(
        offset(text, i, stop) for i, line in enumerate(lines) for stop in naive.stops(line)
    )


@lru_cache(500)
def line_starts(text: str) -> tuple[int, ...]:
    """The places of the first letters of all lines."""
    lines = text.split("\n")
    return tuple(offset(text, i, naive.floor_of(line)) for i, line in enumerate(lines))


def solid_letters(line: str) -> list[tuple[int, int]]:
    """(start, end) of all letters of a line but its silent marks."""
    found = naive.letters(line, naive.floor_of(line))
    return [(start, end) for start, end in found if line[start] not in naive.SILENT]


def sort_of(character: str) -> str:
    if character.isalnum() or character == "_":
        return "word"
    return "blank" if character.isspace() else "sign"


def runs(line: str) -> list[tuple[int, int, str]]:
    """(start, end, sort) of words, blanks and signs; silent marks belong to what is before them."""
    letters = [(sort_of(line[start]), start) for start, _ in solid_letters(line)]
    starts = [
        (start, sort)
        for index, (sort, start) in enumerate(letters)
        if index == 0 or letters[index - 1][0] != sort
    ]
    ends = [*[start for start, _ in starts[1:]], len(line)]
    return [(start, end, sort) for (start, sort), end in zip(starts, ends, strict=bool(starts))]


def word_span(text: str, at: int) -> tuple[int, int]:
    """The word at a place, else the run before it; with the silent marks on both sides."""
    index, column = place(text, at)
    line, begins = text.split("\n")[index], at - column
    found = runs(line)
    if not found:
        return at, at
    letter = next((start for start, _ in solid_letters(line) if start >= column), len(line))
    here = [run for run in found if run[0] <= letter < run[1] and run[2] == "word"]
    before = [run for run in found if run[0] < letter]
    start, end, _ = (here or before or found[:1])[-1]
    while start > naive.floor_of(line) and line[start - 1] in naive.SILENT:
        start -= 1
    return begins + start, begins + end


def line_span(text: str, at: int) -> tuple[int, int]:
    """The whole line around a place, with its mark."""
    index, column = place(text, at)
    return at - column, at - column + len(text.split("\n")[index])


def section_span(text: str, at: int) -> tuple[int, int]:
    """From the heading above a place to the next one below, or to the edges of the text."""
    here, lines = place(text, at)[0], text.split("\n")
    headings = [index for index, line in enumerate(lines) if line[:1] in naive.HEADINGS]
    first = max((index for index in headings if index <= here), default=0)
    below = [index for index in headings if index > here]
    return offset(text, first, 0), offset(text, below[0], 0) - 1 if below else len(text)
