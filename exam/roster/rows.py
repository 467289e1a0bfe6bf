"""Tells the candidates in a table from everything else that offices write around them.

No candidate is ever left out silently: a row is passed over only if it certainly is none, and then
it is reported. Whatever might be a candidate is read as one or refused.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from exam.roster.applications import LONGEST_NUMBER
from exam.roster.choices import Choices
from exam.roster.findings import Findings
from exam.roster.header import Header
from exam.roster.headings import NAME, NIP, NUMBER, POST, folded, meaning_of
from exam.roster.lines import Line, lines_below
from exam.roster.nip import is_lossy, without_separators
from exam.roster.tables import Cell, Kind

_FEW: Final = 3
"""Up to so many filled cells can be a note; a candidate's row has more."""
_NOTES: Final = frozenset(
    {"jumlah", "total", "catatan", "keterangan", "mengetahui", "ketua", "ditetapkan", "sumber"}
)
_DIGITS: Final = re.compile(r"\d{10}", re.ASCII)
"""More digits than a date has, fewer than a NIP that was cut short."""


def candidate_lines(header: Header, posts: Choices, findings: Findings) -> list[Line]:
    """Return the rows that are candidates, with merged cells filled in."""
    lines = list(lines_below(header))
    lines = lines[_numbering_rows(lines, findings) :]
    named = [_is_candidate(line, posts) for line in lines]
    last = max((at for at, is_candidate in enumerate(named) if is_candidate), default=-1)
    table = []
    for line, is_candidate in zip(lines[: last + 1], named, strict=False):
        if _repeats_header(line, findings):
            continue
        if is_candidate:
            table.append(line)
        else:
            _pass_over_title(line, header, findings)
    end = lines[last].number if last >= 0 else header.last_row
    _pass_over_footer(lines[last + 1 :], end, findings)
    _report_shared(header, table, findings)
    _refuse_hidden(table, findings)
    _refuse_surplus(header, table, findings)
    return table


def _numbering_rows(lines: Sequence[Line], findings: Findings) -> int:
    """Pass over the row that numbers the columns, as official tables have it below the header."""
    if not lines or not _numbers_columns(lines[0]):
        return 0
    findings.repair("repair.numbering", lines[0].number, found=lines[0].text)
    return 1


def _numbers_columns(line: Line) -> bool:
    texts = [cell.text.strip().strip("()") for _, cell in sorted(line.row.cells.items())]
    if line.filled < _FEW or not all(text.isascii() and text.isdigit() for text in texts):
        return False
    return all(int(later[:9]) == int(sooner[:9]) + 1 for sooner, later in pairwise(texts))


def _is_candidate(line: Line, posts: Choices) -> bool:
    """Whether a row applies: with a number, a post, name and NIP, or most of its cells."""
    number, post, nip, name = (line.cells.get(column) for column in (NUMBER, POST, NIP, NAME))
    if line.filled > _FEW or (number is not None and _looks_like_number(number)):
        return True
    if post is not None and posts.find(post.text) is not None:
        return True
    if nip is None or name is None:
        return False
    return _has_nip(nip) and not re.search(r"\d", name.text)


def _looks_like_number(cell: Cell) -> bool:
    words = cell.text.split()
    if len(words) != 1 or len(words[0]) > LONGEST_NUMBER:
        return False
    return any(sign.isdigit() for sign in words[0])


def _has_nip(cell: Cell) -> bool:
    if cell.kind is Kind.NUMBER or is_lossy(cell.text):
        return True
    return _DIGITS.search(without_separators(cell.text)) is not None


def _repeats_header(line: Line, findings: Findings) -> bool:
    """Pass over the header where it stands again, on the next page."""
    alike = sum(meaning_of(cell.text) == name for name, cell in line.cells.items())
    if alike >= _FEW:
        findings.repair("repair.header", line.number, found=line.text)
    return alike >= _FEW


def _pass_over_title(line: Line, header: Header, findings: Findings) -> None:
    """Pass over a row between candidates that certainly is none; refuse what is uncertain."""
    if _is_title(line, header):
        findings.repair("repair.title", line.number, found=line.text)
    else:
        findings.refuse("roster.stray", row=line.number, value=line.text)


def _is_title(line: Line, header: Header) -> bool:
    """Whether the only cell of a row is merged across the name and the NIP."""
    name, nip = sorted((header.columns[NAME], header.columns[NIP]))
    return line.filled == 1 and any(
        span.first_row <= line.number <= span.last_row
        and span.first_column <= name
        and nip <= span.last_column
        for span in header.sheet.merged
    )


def _pass_over_footer(lines: Sequence[Line], end: int, findings: Findings) -> None:
    """Report what stands below the table's last row: sums, notes, places for signatures.

    It has to be set apart by an empty row or begin with a word that such notes begin with.
    """
    above = end
    apart = False
    for line in lines:
        apart = apart or line.number > above + 1 or _is_note(line)
        above = line.number
        if apart:
            findings.repair("repair.footer", line.number, found=line.text)
        else:
            findings.refuse("roster.stray", row=line.number, value=line.text)


def _is_note(line: Line) -> bool:
    first = min(line.row.cells)
    words = folded(line.row.cells[first].text).split()
    return bool(words) and words[0] in _NOTES


def _report_shared(header: Header, table: Sequence[Line], findings: Findings) -> None:
    for line in table:
        for name, cell in line.shared.items():
            findings.repair("repair.merged", line.number, header.heading(name), made=cell.text)


def _refuse_hidden(table: Sequence[Line], findings: Findings) -> None:
    hidden = [str(line.number) for line in table if line.row.hidden]
    if hidden:
        findings.refuse("roster.hidden", rows=", ".join(hidden), count=len(hidden))


def _refuse_surplus(header: Header, table: Sequence[Line], findings: Findings) -> None:
    """Refuse rows of a text file that are wider than the header: their cells may be shifted."""
    if not header.sheet.delimited:
        return
    width = max(header.headings) + 1
    for line in table:
        if max(line.row.cells) >= width:
            findings.refuse("roster.cells", row=line.number, expected=width)
