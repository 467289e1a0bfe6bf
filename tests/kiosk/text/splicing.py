"""What stands in a plain string once something was put into it or taken out of it."""

import re
from typing import NamedTuple

from exam.manuscript import clean_input, marks
from tests.kiosk.text import naive, places

STRAY = re.compile(f"(?<=[^\n])[{''.join(marks.LINE_MARKS)}]")


class Spliced(NamedTuple):
    """Up to `at` all is as before; then comes what is `written`, what is `kept`, and the rest."""

    at: int
    before: str
    written: str
    kept: str
    rest: str

    @property
    def text(self) -> str:
        return self.before + self.written + self.kept + self.rest


class Set(NamedTuple):
    """How what is written next would be set; `outside` is None where no footnote is."""

    bold: bool = False
    italic: bool = False
    outside: tuple[bool, bool] | None = None


def letters_set(line: str) -> Set:
    """How what is written at the end of a line is set."""
    now = Set()
    for letter in line:
        match letter:
            case marks.BOLD_ON | marks.BOLD_OFF:
                now = now._replace(bold=letter == marks.BOLD_ON)
            case marks.ITALIC_ON | marks.ITALIC_OFF:
                now = now._replace(italic=letter == marks.ITALIC_ON)
            case marks.NOTE_START if now.outside is None:
                now = Set(outside=now[:2])
            case marks.NOTE_END if now.outside is not None:
                now = Set(*now.outside)
            case marks.CELL if is_row(line):
                now = Set()
    return now


def is_row(line: str) -> bool:
    return line.startswith(marks.ROW)


def clean_row(row: str) -> str:
    """A line that was copied: its mark, inline marks, whole footnotes, and what may be typed."""
    mark = row[: naive.floor_of(row)]
    kept = "".join(c if c in marks.INLINE_MARKS else clean_input(c) for c in row[len(mark) :])
    if not is_row(row):
        return mark + whole_notes(kept)
    cells = kept.split(marks.CELL)
    cells[11:] = ["\t".join(cells[11:])] * bool(cells[11:])
    return mark + marks.CELL.join(whole_notes(cell) for cell in cells)


def whole_notes(text: str) -> str:
    out, is_open = "", False
    for letter in text:
        if letter == (marks.NOTE_START if is_open else marks.NOTE_END):
            continue
        is_open = (is_open or letter == marks.NOTE_START) and letter != marks.NOTE_END
        out += letter
    return out + marks.NOTE_END if is_open else out


def marked_place(old: str, new: str, at: int) -> int:
    """Where a place is once its line has another mark."""
    line, column = places.place(old, at)
    gain = naive.floor_of(new.split("\n")[line]) - naive.floor_of(old.split("\n")[line])
    return places.offset(new, line, column + gain if column else 0)


def spliced(text: str, start: int, end: int, piece: str) -> Spliced:
    """Put a piece between two places.

    A line mark that would not begin a line any more falls out, what follows stays as bold and as
    italic as it was and on its side of a footnote, and rows keep their cells or go as a whole.
    """
    lines = text.split("\n")
    (a, left), (b, right) = places.place(text, start), places.place(text, end)
    if a == b and is_row(lines[a]):
        return in_row(text, start, end, piece)
    if is_row(lines[a]) or is_row(lines[b]):
        return between_lines(text, start, end, piece)
    head = lines[a][:left]
    piece = begun(head, piece)
    last = (head + piece).split("\n")[-1]
    tail = lines[b][right:]
    if is_row(last):
        kept = "\n" + bridge("", lines[b][:right]) if tail else "\n" * (b + 1 == len(lines))
        return Spliced(start, text[:start], piece, kept, text[end:])
    if last and tail[:1] in naive.SIGN_CELLS:
        right, end = right + 1, end + 1
    kept = joint(last, lines[b], right)
    return Spliced(start, text[:start], piece, kept, text[end:])


def begun(head: str, piece: str) -> str:
    """How a piece may begin in a line of text."""
    if letters_set(head).outside is not None:
        return in_cell(piece, in_note=True)
    rows = [row if is_row(row) else row.replace(marks.CELL, "\t") for row in piece.split("\n")]
    piece = "\n".join(rows)
    if head and is_row(piece):
        return "\n" + piece
    return piece[naive.floor_of(piece) :] if head else piece


def in_cell(piece: str, *, in_note: bool) -> str:
    """A piece as it may stand in a cell or in a footnote."""
    dropped = (*marks.LINE_MARKS, *(marks.NOTE_START, marks.NOTE_END) * in_note)
    return "".join(
        " " if letter in ("\n", marks.CELL) else letter for letter in piece if letter not in dropped
    )


def bridge(now: str, then: str) -> str:
    """The marks after `now` that set letters as they are set after `then`."""
    have, want = letters_set(now), letters_set(then)
    out = ""
    if have.outside is not None and want.outside is None:
        out, have = marks.NOTE_END, Set(*have.outside)
    if have.outside is None and want.outside is not None:
        out += turned(have, want.outside) + marks.NOTE_START
        have = Set()
    return out + turned(have, want[:2])


def turned(have: Set, want: tuple[bool, bool]) -> str:
    out = ""
    if have.bold != want[0]:
        out += marks.BOLD_ON if want[0] else marks.BOLD_OFF
    if have.italic != want[1]:
        out += marks.ITALIC_ON if want[1] else marks.ITALIC_OFF
    return out


def joint(now: str, line: str, column: int) -> str:
    """What is needed between `now` and the rest of a line; at its end, only the end of a note."""
    wanted = bridge(now, line[:column])
    if column < len(line):
        return wanted
    return marks.NOTE_END if marks.NOTE_END in wanted else ""


def in_row(text: str, start: int, end: int, piece: str) -> Spliced:
    """Inside one row all cell marks stay, behind what is written."""
    index, column = places.place(text, start)
    line, begins = text.split("\n")[index], start - column
    left, right = (max(at - begins, 1) for at in (start, end))
    in_note = letters_set(line[:left]).outside is not None
    piece = in_cell(piece, in_note=in_note)
    cells = marks.CELL * line[left:right].count(marks.CELL)
    now = line[:left] + piece
    if cells:
        ending = marks.NOTE_END if letters_set(now).outside is not None else ""
        kept = ending + cells + joint("", line, right)
    else:
        kept = joint(now, line, right)
    at = begins + left
    return Spliced(at, text[:at], piece, kept, text[begins + right :])


def between_lines(text: str, start: int, end: int, piece: str) -> Spliced:
    """From a row or to one: lines are not joined, and rows that are covered go."""
    lines = text.split("\n")
    (a, left), (b, right) = places.place(text, start), places.place(text, end)
    first, last = lines[a], lines[b]
    head = first[:left]
    goes = is_row(first) and left <= 1
    if goes:
        start, head = start - left, ""
        piece = begun("", piece)
    elif is_row(first):
        piece = in_cell(piece, in_note=letters_set(head).outside is not None)
    else:
        piece = begun(head, piece)
    upper = marks.NOTE_END * (letters_set((head + piece).split("\n")[-1]).outside is not None)
    upper += marks.CELL * (first[left:].count(marks.CELL) if is_row(first) else 0)
    middle = [] if goes and not piece else ["" if goes else upper]
    rest = text[end:]
    if not (is_row(last) and right == len(last)):
        rest = text[end + max(naive.floor_of(last) - right, 0) :]
        right = max(right, naive.floor_of(last))
        cells = marks.CELL * last[:right].count(marks.CELL) if is_row(last) else ""
        mark = last[: naive.floor_of(last)] if is_row(last) or last[right:] else ""
        middle.append(mark + cells + joint("", last, right))
    elif not middle and not rest:
        return Spliced(max(start - 1, 0), text[: max(start - 1, 0)], "", "", "")
    elif not middle:
        rest = rest[1:]
    return Spliced(start, text[:start], piece, "\n".join(middle), rest)


def in_one_line(text: str) -> str:
    return clean_input(text).replace("\n", " ")
