"""A terminal's screen, fed with the bytes that a program writes.

It answers no questions and keeps no history; a program that asks what the terminal can do gets no
answer, as from an old one.
"""

import codecs
import re
from collections.abc import Callable
from typing import Final

from scripts.benching.grid import Area, Grid
from scripts.benching.styles import styled

_SEQUENCE: Final = re.compile(
    r"""
      (?P<text> [^\x00-\x1f\x7f-\x9f]+ )
    | \x1b\[ (?P<private> [<-?]* ) (?P<numbers> [0-9:;]* ) (?P<between> [\ -/]* ) (?P<final> [@-~] )
    | (?P<string> \x1b\] .*? (?: \x07 | \x1b\\ ) | \x1b[PX^_] .*? \x1b\\ )
    | \x1b\( (?P<charset> . )
    | \x1b [\ -/]* (?P<single> [0-OQ-WYZ`-~=>78\\] )
    | \x1b [\)*+\-./#%\ ] (?P<ignored> . )
    | (?P<control> [\x00-\x1a\x1c-\x1f\x7f-\x9f] )
    """,
    re.VERBOSE | re.DOTALL,
)
_UNFINISHED: Final = re.compile(
    r"\x1b (?: \[ [\ -?]* | [\]PX^_] .* | [\ -/]* )", re.VERBOSE | re.DOTALL
)
_DRAWING: Final = str.maketrans("`afgjklmnopqrstuvwxyz{|}~", "◆▒°±┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·")
_ACTIONS: Final[dict[str, Callable[[Grid, int, int], None]]] = {
    "A": lambda grid, count, _: grid.step(-count, 0),
    "B": lambda grid, count, _: grid.step(count, 0),
    "C": lambda grid, count, _: grid.step(0, count),
    "D": lambda grid, count, _: grid.step(0, -count),
    "E": lambda grid, count, _: grid.step(count, -grid.columns),
    "F": lambda grid, count, _: grid.step(-count, -grid.columns),
    "G": lambda grid, count, _: grid.move(grid.cursor.row, count - 1),
    "`": lambda grid, count, _: grid.move(grid.cursor.row, count - 1),
    "d": lambda grid, count, _: grid.move(count - 1, grid.cursor.column),
    "H": lambda grid, row, column: grid.move(row - 1, column - 1),
    "f": lambda grid, row, column: grid.move(row - 1, column - 1),
    "I": lambda grid, count, _: grid.tab(count),
    "Z": lambda grid, count, _: grid.tab(-count),
    "L": lambda grid, count, _: grid.insert_rows(count),
    "M": lambda grid, count, _: grid.insert_rows(-count),
    "@": lambda grid, count, _: grid.shift(count),
    "P": lambda grid, count, _: grid.shift(-count),
    "S": lambda grid, count, _: grid.scroll(count),
    "T": lambda grid, count, _: grid.scroll(-count),
    "X": lambda grid, count, _: grid.wipe_letters(count),
    "b": lambda grid, count, _: grid.repeat(count),
    "s": lambda grid, _, __: grid.keep_cursor(),
    "u": lambda grid, _, __: grid.recall_cursor(),
}
"""What control sequences do, by their final letter, with their first two numbers."""
_CURSOR, _ALTERNATES = 25, {47, 1047, 1049}


class Screen:
    """What a terminal of so many columns and rows shows."""

    def __init__(self, columns: int, rows: int) -> None:
        self.grid = Grid(columns, rows)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._pending = ""
        self._draws = False

    def feed(self, data: bytes) -> None:
        """Take what a program wrote; what is cut in the middle waits for the rest."""
        text = self._pending + self._decoder.decode(data)
        at = 0
        while at < len(text):
            found = _SEQUENCE.match(text, at)
            if found is not None:
                self._take(found)
                at = found.end()
            elif _UNFINISHED.fullmatch(text, at):
                break
            else:  # another sequence cut it short
                at = text.find("\x1b", at + 1) % (len(text) + 1)
        self._pending = text[at:]

    def _take(self, found: re.Match[str]) -> None:
        kind = found.lastgroup
        if kind == "text":
            text = found["text"]
            self.grid.write(text.translate(_DRAWING) if self._draws else text)
        elif kind == "final":
            self._control_sequence(found)
        elif kind == "control":
            self._control(found["control"])
        elif kind == "single":
            self._escape(found["single"])
        elif kind == "charset":
            self._draws = found["charset"] == "0"

    def _control(self, sign: str) -> None:
        grid = self.grid
        if sign == "\r":
            grid.move(grid.cursor.row, 0)
        elif sign in "\n\v\f":
            grid.line_feed()
            grid.cursor.waits = False
        elif sign == "\b":
            grid.step(0, -1)
        elif sign == "\t":
            grid.tab(1)

    def _escape(self, sign: str) -> None:
        action = {
            "7": self.grid.keep_cursor,
            "8": self.grid.recall_cursor,
            "D": self.grid.line_feed,
            "M": self.grid.reverse_line_feed,
            "c": self._reset,
        }.get(sign)
        if action is not None:
            action()
        elif sign == "E":
            self._control("\r")
            self._control("\n")

    def _reset(self) -> None:
        self.grid = Grid(self.grid.columns, self.grid.rows)
        self._draws = False

    def _control_sequence(self, found: re.Match[str]) -> None:
        private, final = found["private"], found["final"]
        if private == "?" and final in "hl" and not found["between"]:
            self._switch(found["numbers"], on=final == "h")
        elif final == "m" and not private and not found["between"]:
            self.grid.style = styled(self.grid.style, found["numbers"])
        elif not private and not found["between"]:
            numbers = [int(each or 0) for each in re.split("[;:]", found["numbers"])]
            self._move_or_wipe(final, numbers)

    def _switch(self, numbers: str, *, on: bool) -> None:
        for number in map(int, filter(None, numbers.split(";"))):
            if number == _CURSOR:
                self.grid.cursor_shown = on
            elif number in _ALTERNATES and on:
                self.grid.wipe(self._everything)

    @property
    def _everything(self) -> Area:
        return Area(0, 0, self.grid.rows, self.grid.columns)

    def _move_or_wipe(self, final: str, numbers: list[int]) -> None:
        count = numbers[0] or 1
        second = (numbers[1] if len(numbers) > 1 else 0) or 1
        if final in _ACTIONS:
            _ACTIONS[final](self.grid, count, second)
        elif final == "J":
            self._wipe_screen(numbers[0])
        elif final == "K":
            self._wipe_row(numbers[0])
        elif final == "r":
            self._set_region(numbers)

    def _wipe_row(self, how: int) -> None:
        row, column = self.grid.cursor.row, self.grid.cursor.column
        left = column if how == 0 else 0
        right = column + 1 if how == 1 else self.grid.columns
        self.grid.wipe(Area(row, left, row + 1, right))
        self.grid.cursor.waits = False

    def _wipe_screen(self, how: int) -> None:
        row, columns = self.grid.cursor.row, self.grid.columns
        if how in (0, 1):
            self._wipe_row(how)
        if how == 0:
            self.grid.wipe(Area(row + 1, 0, self.grid.rows, columns))
        elif how == 1:
            self.grid.wipe(Area(0, 0, row, columns))
        else:
            self.grid.wipe(self._everything)

    def _set_region(self, numbers: list[int]) -> None:
        top = max(numbers[0], 1) - 1
        bottom = (numbers[1] if len(numbers) > 1 else 0) or self.grid.rows
        if top < bottom - 1 < self.grid.rows:
            self.grid.region = (top, bottom)
            self.grid.move(0, 0)
