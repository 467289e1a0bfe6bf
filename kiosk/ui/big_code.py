"""Codes in letters that are read from a metre away, each drawn on five by seven cells.

Letters that are easily taken for one another differ in at least five cells; zero has a stroke.
"""

from typing import Final

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from exam.codes import LENGTH, show_code

GLYPHS: Final = {
    "0": ".###. #...# #..## #.#.# ##..# #...# .###.",
    "1": "..#.. .##.. ..#.. ..#.. ..#.. ..#.. .###.",
    "2": ".###. #...# ....# ..##. .#... #.... #####",
    "3": ".###. #...# ....# ..##. ....# #...# .###.",
    "4": "...#. ..##. .#.#. #..#. ##### ...#. ...#.",
    "5": "##### #.... ####. ....# ....# #...# .###.",
    "6": "..##. .#... #.... ####. #...# #...# .###.",
    "7": "##### ....# ....# ...#. ..#.. ..#.. ..#..",
    "8": ".###. #...# .#.#. ..#.. .#.#. #...# .###.",
    "9": ".###. #...# #...# .#### ....# ...#. .##..",
    "A": "..#.. .#.#. #...# #...# ##### #...# #...#",
    "B": "####. #...# #...# ####. #...# #...# ####.",
    "C": "..### .#... #.... #.... #.... .#... ..###",
    "D": "###.. #..#. #...# #...# #...# #..#. ###..",
    "E": "##### #.... #.... ####. #.... #.... #####",
    "F": "##### #.... #.... ###.. #.... #.... #....",
    "G": ".###. #...# #.... #.### #...# #...# .###.",
    "H": "#...# #...# #...# ##### #...# #...# #...#",
    "J": "..### ...#. ...#. ...#. ...#. #..#. .##..",
    "K": "#...# #..#. #.#.. ##... #.#.. #..#. #...#",
    "M": "#...# ##.## #.#.# #.#.# #...# #...# #...#",
    "N": "#...# ##..# ##..# #.#.# #..## #..## #...#",
    "P": "####. #...# #...# #...# ####. #.... #....",
    "Q": ".###. #...# #...# #...# #.#.# #..#. .##.#",
    "R": "####. #...# #...# ####. #.#.. #..#. #...#",
    "S": ".#### #.... #.... .###. ....# ....# ####.",
    "T": "##### ..#.. ..#.. ..#.. ..#.. ..#.. ..#..",
    "V": "#...# #...# #...# #...# .#.#. .#.#. ..#..",
    "W": "#...# #...# #...# #.#.# #.#.# ##.## #...#",
    "X": "#...# #...# .#.#. ..#.. .#.#. #...# #...#",
    "Y": "#...# #...# .#.#. ..#.. ..#.. ..#.. ..#..",
    "Z": "##### ....# ...#. ..#.. .#... #.... #####",
    "-": ".. .. .. ## .. .. ..",
}
"""The rows of each letter from above; the last one parts the groups."""
ROWS: Final = 7
_GAP: Final = " "
_SOLID, _PALE = "\N{FULL BLOCK}", "\N{MEDIUM SHADE}"
"""Both are in every font of the console."""
_A_CODE: Final = show_code("0" * LENGTH)
_LARGEST, _PART = 2, 3


def draw_code(code: str, ink: str = _SOLID, scale: int = 1) -> tuple[str, ...]:
    """Return the rows of a code in groups, as it stands on cards; each cell `scale` times."""
    glyphs = [GLYPHS[sign].split() for sign in code]
    rows = (_GAP.join(glyph[row] for glyph in glyphs) for row in range(ROWS))
    drawn = ("".join(_cell(sign, ink) * scale for sign in row) for row in rows)
    return tuple(row for row in drawn for _ in range(scale))


def _cell(sign: str, ink: str) -> str:
    return ink if sign == "#" else " "


def fitting_scale(width: int, height: int) -> int:
    """Return how large a code may be drawn in so many cells; 0 if there is no room for one."""
    cells = len(draw_code(_A_CODE)[0])
    return min(_LARGEST, width // cells, height // ROWS)


class BigCode(Widget):
    """Shows a code as large as there is room for; one that is not final is pale."""

    def __init__(self, widget_id: str) -> None:
        super().__init__(id=widget_id)
        self._code = ""
        self._is_final = False

    def show_code(self, code: str, *, is_final: bool) -> None:
        """Show a code; the same one is not drawn again."""
        if (code, is_final) != (self._code, self._is_final):
            self._code, self._is_final = code, is_final
            self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the rows that the code takes, of which there are to be no more than a third."""
        del container
        return max(1, ROWS * fitting_scale(width, max(ROWS, viewport.height // _PART)))

    def render(self) -> Content:
        """Draw the code; in a window that is too narrow for it, in normal letters."""
        scale = fitting_scale(self.size.width, self.size.height)
        if not scale or not self._code:
            return Content(self._code)
        ink = _SOLID if self._is_final else _PALE
        return Content("\n".join(draw_code(self._code, ink, scale)))
