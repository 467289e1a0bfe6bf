"""A plain string with tables in it: what the commands for rows, columns and cells mean."""

from dataclasses import dataclass

from exam.manuscript import marks
from tests.kiosk.text import naive, places
from tests.kiosk.text.pencil import Pencil
from tests.kiosk.text.splicing import is_row

MOST = 12
CLOSED = (marks.ROW, marks.PAGE_BREAK, *naive.HEADINGS)
"""Marks of lines in which no text goes on behind a table."""


def cells_of(line: str) -> list[str]:
    cells = line[1:].split(marks.CELL)
    return [*cells[: MOST - 1], *[marks.CELL.join(cells[MOST - 1 :])] * (len(cells) >= MOST)]


def row_of(cells: list[str]) -> str:
    return marks.ROW + marks.CELL.join(cells)


def is_silent(text: str, *others: str) -> bool:
    return set(text) <= naive.SILENT | set(others)


@dataclass
class Tabled(Pencil):
    """A text with tables."""

    def cell(self) -> tuple[int, int, int]:
        """Number, start and end of the cursor's cell."""
        _, column, line = self.place()
        start = 1
        for number, text in enumerate(cells_of(line)):
            if column <= start + len(text):
                return number, start, start + len(text)
            start += len(text) + 1
        raise AssertionError(line)

    def table(self) -> tuple[int, list[list[str]]]:
        """The first line of the cursor's table, and its cells."""
        lines = self.text.split("\n")
        first = stop = self.place()[0]
        while first and is_row(lines[first - 1]):
            first -= 1
        while stop < len(lines) and is_row(lines[stop]):
            stop += 1
        return first, [cells_of(line) for line in lines[first:stop]]

    def columns(self) -> int:
        return max(map(len, self.table()[1]))

    def go_to_cell(self, line: int, number: int) -> bool:
        cells = cells_of(self.text.split("\n")[line])[: number + 1]
        return self.go(line, len(row_of(cells)))

    def rebuild(self, rows: list[list[str]], row: int, number: int) -> bool:
        """Write the table anew, with the cursor behind the text of a cell."""
        first, old = self.table()
        text = self.with_lines(first, first + len(old), [row_of(cells) for cells in rows])
        if rows:
            head = places.offset(text, first + row, len(row_of(rows[row][: number + 1])))
        else:
            at_end = first + len(old) == len(self.text.split("\n"))
            head = places.offset(text, first, 0) - at_end
        return self.become(text, max(head, 0))

    # -- commands

    def insert_table(self, columns: int, rows: int) -> bool:
        lines, line = self.text.split("\n"), self.place()[0]
        while is_row(lines[line]) and is_row("".join(lines[line + 1 : line + 2])):
            line += 1
        here = lines[line]
        is_free = is_silent(here) and not here.startswith(marks.PAGE_BREAK) and not is_row(here)
        is_free = is_free and not (line and is_row(lines[line - 1]))
        above = [] if is_free else [here, *[""] * is_row(here)]
        table = [row_of([""] * min(max(columns, 1), MOST))] * max(rows, 1)
        below = "".join(lines[line + 1 : line + 2])
        after = [""] * (line + 1 == len(lines) or below[:1] in CLOSED)
        text = self.with_lines(line, line + 1, [*above, *table, *after])
        return self.become(text, places.offset(text, line + len(above), 1))

    def next_cell(self) -> bool:
        line, _, text = self.place()
        if not is_row(text):
            return True
        number = self.cell()[0]
        if number + 1 < len(cells_of(text)):
            return self.go_to_cell(line, number + 1)
        first, rows = self.table()
        return self.go_to_cell(line + 1, 0) if line + 1 < first + len(rows) else self.add_row()

    def previous_cell(self) -> bool:
        line, _, text = self.place()
        if not is_row(text):
            return True
        number = self.cell()[0]
        if number:
            return self.go_to_cell(line, number - 1)
        return line == self.table()[0] or self.go_to_cell(line - 1, MOST)

    def break_row(self) -> bool:
        """Enter in a table."""
        line, column, text = self.place()
        first, rows = self.table()
        number, _, end = self.cell()
        if line == 0 and column == 1 and not is_silent(text[1:end]):
            return self.become("\n" + self.text, self.head + 1)
        if line + 1 < first + len(rows):
            return self.go_to_cell(line + 1, number)
        if len(rows) > 1 and is_silent(text, marks.CELL):
            start = self.head - column
            return self.become(self.with_lines(line, line + 1, [""]), start)
        return self.add_row_at(number)

    def add_row(self) -> bool:
        return not is_row(self.line) or self.add_row_at(0)

    def add_row_at(self, number: int) -> bool:
        line, columns = self.place()[0], self.columns()
        text = self.with_lines(line + 1, line + 1, [row_of([""] * columns)])
        return self.become(text, places.offset(text, line + 1, 1 + min(number, columns - 1)))

    def drop_row(self) -> bool:
        if not is_row(self.line):
            return True
        (first, rows), (number, *_) = self.table(), self.cell()
        row = self.place()[0] - first
        del rows[row]
        return self.rebuild(rows, min(row, len(rows) - 1), number)

    def add_column(self) -> bool:
        if not is_row(self.line) or self.columns() == MOST:
            return True
        (first, rows), number = self.table(), self.cell()[0] + 1
        for cells in rows:
            while len(cells) < number:
                cells.append("")
            cells.insert(number, "")
        return self.rebuild(rows, self.place()[0] - first, number)

    def drop_column(self) -> bool:
        if not is_row(self.line):
            return True
        (first, rows), number = self.table(), self.cell()[0]
        if self.columns() == 1:
            return self.rebuild([], 0, 0)
        left = [[cell for at, cell in enumerate(cells) if at != number] or [""] for cells in rows]
        return self.rebuild(left, self.place()[0] - first, number)
