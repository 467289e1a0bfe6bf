"""Reads a list of candidates that is text: separated by comma, semicolon or tab.

Which of them separates is seen from the header, not from the first line, which is often a title.
"""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from typing import Final

from exam.errors import RosterError
from exam.roster.findings import Findings
from exam.roster.header import find_header
from exam.roster.tables import MOST_ROWS, Cell, Row, Sheet

_DELIMITERS: Final = ",;\t"
_SEPARATOR_LINE: Final = re.compile(r'"?sep=([,;\t])"?\r?\n', re.IGNORECASE)
LAST_ROW: Final = 1_048_576
"""Where the sheets of spreadsheet programs end."""
_SHOWN_WORDS: Final = 20
_NOT_TEXT: Final = "\0"
_MIXED: Final = re.compile(rb"[\xc3-\xc5][\x80-\xbf]")
"""A letter with an accent in UTF-8, which has no place in a file that is not UTF-8."""
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")


def read_text(raw: bytes, findings: Findings) -> Sheet:
    """Read the table in a text file.

    Raises:
        RosterError: it is no text, or its quotation marks do not fit, or it is too large.

    """
    text = _decode(raw, findings)
    if text.lstrip().startswith("<"):
        raise RosterError("roster.format", file=findings.file, format="HTML/XML")
    marked = _SEPARATOR_LINE.match(text)
    if marked:
        attempts = [_Attempt(text[marked.end() :], marked[1], findings.file)]
    else:
        attempts = [_Attempt(text, delimiter, findings.file) for delimiter in _DELIMITERS]
    best = max(attempts, key=lambda attempt: find_header(attempt.sheet).likeness)
    if best.problem is not None:
        raise best.problem
    return best.sheet


def _decode(raw: bytes, findings: Findings) -> str:
    wide = raw.startswith(_UTF_16)
    try:
        text = raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        text = _NOT_TEXT if wide else _decode_western(raw, findings)
    if _NOT_TEXT in text:
        raise RosterError("roster.encoding", file=findings.file)
    return text


def _decode_western(raw: bytes, findings: Findings) -> str:
    """Read Windows-1252, which is all that older programs of an office can write."""
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        return _NOT_TEXT
    if _MIXED.search(raw):
        return _NOT_TEXT
    words = [word for word in re.split(r"[\s,;]+", text) if not word.isascii()][:_SHOWN_WORDS]
    for word in words:
        findings.repair("repair.windows-1252", found=word)
    return text


class _Attempt:
    """The table that one delimiter makes, up to where it cannot be read any more."""

    def __init__(self, text: str, delimiter: str, file: str) -> None:
        self.problem: RosterError | None = None
        self.sheet = Sheet(tuple(self._rows(text, delimiter, file)), delimited=True)

    def _rows(self, text: str, delimiter: str, file: str) -> Iterator[Row]:
        records = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
        number = filled = 0
        try:
            for number, record in enumerate(records, 1):
                cells = {at: Cell(text) for at, text in enumerate(record) if text.strip()}
                if cells:
                    filled += 1
                    yield Row(number, cells)
                if filled > MOST_ROWS or number > LAST_ROW:
                    self.problem = RosterError("roster.large", file=file, rows=MOST_ROWS)
                    return
        except csv.Error:
            self.problem = RosterError("roster.syntax", file=file, row=number + 1)
