"""One worksheet of a workbook: its cells as the file holds them, its merged and hidden ones."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from exam.errors import RosterError
from exam.roster.formats import shows_dates
from exam.roster.parts import Styles, Texts, unescaped
from exam.roster.tables import MOST_CELLS, MOST_CHARACTERS, MOST_ROWS, Cell, Kind, Row, Sheet, Span

_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_TRUE: Final = ("1", "true", "on")
_LETTERS: Final = 26
_MOST_COLUMNS: Final = 16_384


class Worksheet(Texts):
    """Receives the XML of a sheet; rows without anything in them are left out."""

    def __init__(self, strings: Sequence[str], styles: Styles, file: str) -> None:
        super().__init__()
        self._strings, self._styles, self._file = strings, styles, file
        self._rows: list[Row] = []
        self._cell_count = 0
        self._cells: dict[int, Cell] = {}
        self._row, self._row_hidden = 0, False
        self._column, self._kind, self._style = -1, "n", 0
        self._value, self._has_formula = "", False
        self._merged: list[Span] = []
        self._hidden_columns: list[tuple[int, int]] = []

    def sheet(self, name: str, *, hidden: bool) -> Sheet:
        """Return what was received."""
        return Sheet(
            tuple(self._rows),
            name,
            hidden,
            merged=tuple(self._merged),
            hidden_columns=tuple(self._hidden_columns),
        )

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin a row or a cell; note what is merged or hidden."""
        super().opened(name, attributes)
        match name:
            case "row":
                self._open_row(attributes)
            case "c":
                self._open_cell(attributes)
            case "f":
                self._has_formula = True
            case "col" if attributes.get("hidden") in _TRUE:
                bounds = int(attributes["min"]) - 1, int(attributes["max"]) - 1
                self._hidden_columns.append(bounds)
                self._require_bound(len(self._hidden_columns))
            case "mergeCell":
                self._merged.append(_span(attributes["ref"]))
                self._require_bound(len(self._merged))

    def closed(self, name: str, text: str) -> None:
        """End a row or a cell, or take its value."""
        super().closed(name, text)
        match name:
            case "row" if self._cells:
                self._rows.append(Row(self._row, self._cells, self._row_hidden))
                self._cell_count += len(self._cells)
                self._require_bound(len(self._rows), self._cell_count)
            case "v":
                self._value = text[:MOST_CHARACTERS]
            case "is":
                self._value = self._joined()
            case "c":
                self._take_cell()

    def _take_cell(self) -> None:
        cell = self._cell()
        if cell is not None:
            self._cells[self._column] = cell

    def _require_bound(self, count: int, cells: int = 0) -> None:
        if count > MOST_ROWS or cells > MOST_CELLS:
            raise RosterError("roster.large", file=self._file, rows=MOST_ROWS)

    def _open_row(self, attributes: Mapping[str, str]) -> None:
        number = int(attributes.get("r", self._row + 1))
        if number <= self._row:
            raise ValueError(number)
        self._row, self._column, self._cells = number, -1, {}
        self._row_hidden = attributes.get("hidden") in _TRUE

    def _open_cell(self, attributes: Mapping[str, str]) -> None:
        column = self._column + 1
        if "r" in attributes:
            row, column = _place(attributes["r"])
            if row != self._row or column <= self._column:
                raise ValueError(attributes["r"])
        if column >= _MOST_COLUMNS:
            raise ValueError(column)
        self._column = column
        self._kind = attributes.get("t", "n")
        self._style = int(attributes.get("s", "0"))
        self._value, self._has_formula = "", False

    def _cell(self) -> Cell | None:
        """Make a cell of what stood in it; None if nothing did."""
        value = self._value
        match self._kind:
            case "s":
                value = self._strings[_index(value)]
            case "str":
                value = unescaped(value)
            case "b" if value.strip():
                value = "FALSE" if value.strip() == "0" else "TRUE"
        kind = self._kind_of_cell(value)
        if not value.strip():
            return Cell("", kind) if kind is Kind.UNCALCULATED else None
        if kind is not Kind.NUMBER:
            return Cell(value, kind)
        number, pattern = self._styles.format_of(self._style)
        return (
            Cell(value, Kind.DATE) if shows_dates(number, pattern) else Cell(value, kind, pattern)
        )

    def _kind_of_cell(self, value: str) -> Kind:
        if self._kind == "n" and self._has_formula and not value.strip():
            return Kind.UNCALCULATED
        return _KINDS[self._kind]


_KINDS: Final = {
    "n": Kind.NUMBER,
    "s": Kind.TEXT,
    "str": Kind.TEXT,
    "inlineStr": Kind.TEXT,
    "b": Kind.TRUTH,
    "e": Kind.ERROR,
    "d": Kind.DATE,
}


def _index(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def _place(reference: str) -> tuple[int, int]:
    """Return row (from 1) and column (from 0) of a reference such as B7."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise ValueError(reference)
    column = 0
    for letter in found[1]:
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return int(found[2]), column - 1


def _span(reference: str) -> Span:
    first, _, last = reference.partition(":")
    first_row, first_column = _place(first)
    last_row, last_column = _place(last or first)
    return Span(first_row, last_row, first_column, last_column)
