"""Lists of a selection cut down to the people of a short rehearsal, as the offices wrote them."""

import csv
from collections import Counter
from collections.abc import Collection, Sequence
from io import StringIO
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from exam.roster.findings import Findings
from exam.roster.text import read_text

_NIP_DIGITS: Final = 18
Rows = Sequence[Sequence[str]]


def cut_list(path: Path, numbers: Collection[str], nips: Collection[str]) -> None:
    """Leave the rows about these people out of a list; all others stay as they are.

    Raises:
        RosterError: it is no list.

    """
    if path.suffix == ".xlsx":
        _cut_workbook(path, numbers, nips)
        return
    sheet = read_text(path.read_bytes(), Findings(path.name))
    rows = [
        [row.cells[at].text if at in row.cells else "" for at in range(max(row.cells) + 1)]
        for row in sheet.rows
    ]
    drop = rows_about(rows, numbers, nips)
    kept = StringIO()
    csv.writer(kept).writerows(row for at, row in enumerate(rows) if at not in drop)
    path.write_text(kept.getvalue(), "utf-8")


def rows_about(rows: Rows, numbers: Collection[str], nips: Collection[str]) -> frozenset[int]:
    """Return the rows that are about any of these, known by their NIP, or else by their number.

    Numbers count in one column only, the one where most of them stand: a score may be equal to one.
    """
    by_nip = frozenset(at for at, row in enumerate(rows) if any(_nip(cell) in nips for cell in row))
    if by_nip:
        return by_nip
    wanted = {_number(one) for one in numbers}
    places = Counter(at for row in rows for at, cell in enumerate(row) if _number(cell) in wanted)
    if not places:
        return frozenset()
    column = places.most_common(1)[0][0]
    return frozenset(
        at for at, row in enumerate(rows) if column < len(row) and _number(row[column]) in wanted
    )


def _cut_workbook(path: Path, numbers: Collection[str], nips: Collection[str]) -> None:
    """Copy what is left with numbers and their formats; of several sheets the longest."""
    source = max(load_workbook(path, data_only=True).worksheets, key=lambda each: each.max_row)
    rows = list(source.iter_rows())
    texts = [["" if cell.value is None else str(cell.value) for cell in row] for row in rows]
    drop, shared = rows_about(texts, numbers, nips), _shared(source)
    book = Workbook()
    sheet: Any = book.active
    for at, row in enumerate(rows):
        if at in drop:
            continue
        sheet.append([shared.get((cell.row, cell.column), cell.value) for cell in row])
        for cell, copy in zip(row, sheet[sheet.max_row], strict=False):
            copy.number_format = cell.number_format
    book.save(path)


def _shared(sheet: Worksheet) -> dict[Any, Any]:
    """Return what the rows of cells say that are merged downwards; the first may be left out."""
    return {
        (row, span.min_col): sheet.cell(span.min_row, span.min_col).value
        for span in sheet.merged_cells.ranges
        if span.min_col == span.max_col
        for row in range(span.min_row, span.max_row + 1)
    }


def _number(text: str) -> str:
    """Return a candidate's number as spreadsheets may spell it, without zeros before it."""
    return text.strip().casefold().lstrip("0") or "–"


def _nip(text: str) -> str:
    digits = "".join(character for character in text if character.isdigit())
    return digits if len(digits) == _NIP_DIGITS else "–"
