"""What stands inside a line: text set bold or italic, and footnotes at their places.

Marks inside a line set a state: after BOLD_ON the text is bold until the next BOLD_OFF or the end
of the line, and a mark that sets what is set already says nothing. A footnote begins plain, ends at
NOTE_END or with its line, and gives back the state before it; a footnote inside a footnote is not
one. So every string has one meaning, and a lost mark never reaches past its line. In a row of a
table, a cell is what a line is elsewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from exam.manuscript import marks

_MARK: Final = re.compile(f"[{''.join(marks.ALL_MARKS)}]")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that follow each other in the document and are set alike, without marks."""

    text: str
    bold: bool
    italic: bool
    start: int

    @property
    def end(self) -> int:
        """Where it ends in the document."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its text, and where it stands in the document, marks included."""

    runs: tuple[Run, ...]
    start: int
    end: int

    @property
    def text(self) -> str:
        """The characters that were typed into it."""
        return "".join(run.text for run in self.runs)


Inline = Run | Note


def inlines_of(text: str, start: int = 0) -> tuple[Inline, ...]:
    """Read the text of a line or of a cell; `start` is its place in the document."""
    if text.isascii() or not _MARK.search(text):
        return (Run(text, False, False, start),) if text else ()
    reader = _Reader()
    for at, piece in _pieces(text, start):
        reader.read(at, piece)
    return reader.finish(start + len(text))


def runs_of(text: str, start: int = 0) -> tuple[Run, ...]:
    """Return the runs of a line or a cell, its footnotes left out."""
    return tuple(each for each in inlines_of(text, start) if isinstance(each, Run))


def notes_of(text: str, start: int = 0) -> tuple[Note, ...]:
    """Return the footnotes of a line or a cell."""
    if marks.NOTE_START not in text:
        return ()
    return tuple(each for each in inlines_of(text, start) if isinstance(each, Note))


def letters_of(text: str) -> str:
    """Return what is read in a line or a cell, its footnotes left out."""
    return "".join(run.text for run in runs_of(text))


def _pieces(text: str, start: int) -> Iterator[tuple[int, str]]:
    """Yield marks and what stands between them, each with its place."""
    at = 0
    for found in _MARK.finditer(text):
        if found.start() > at:
            yield start + at, text[at : found.start()]
        yield start + found.start(), found[0]
        at = found.end()
    if at < len(text):
        yield start + at, text[at:]


class _Reader:
    """Reads pieces of one line in their order."""

    def __init__(self) -> None:
        self._line: list[Inline] = []
        self._note: list[Run] = []
        self._note_start = -1
        self._state = self._outer = (False, False)

    def read(self, at: int, piece: str) -> None:
        bold, italic = self._state
        match piece:
            case marks.BOLD_ON | marks.BOLD_OFF:
                self._state = (piece == marks.BOLD_ON, italic)
            case marks.ITALIC_ON | marks.ITALIC_OFF:
                self._state = (bold, piece == marks.ITALIC_ON)
            case marks.NOTE_START:
                self._begin_note(at)
            case marks.NOTE_END:
                self._end_note(at + len(piece))
            case _ if piece not in marks.ALL_MARKS:
                run = Run(piece, bold, italic, at)
                (self._line if self._note_start < 0 else self._note).append(run)

    def _begin_note(self, at: int) -> None:
        if self._note_start < 0:
            self._note_start = at
            self._outer, self._state = self._state, (False, False)

    def _end_note(self, end: int) -> None:
        if self._note_start >= 0:
            self._line.append(Note(tuple(self._note), self._note_start, end))
            self._note, self._note_start = [], -1
            self._state = self._outer

    def finish(self, end: int) -> tuple[Inline, ...]:
        self._end_note(end)
        return tuple(self._line)
