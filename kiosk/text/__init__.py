"""The text core of the editor: everything about writing but the screen.

A `Sheet` holds one part of the manuscript: its text as lines (`document`), the rows they fall into
(`wrapping`, `layout`), how tables are aligned (`columns`), the selection, undo (`steps`,
`history`), finding (`search`), and which rows look different since they were last drawn
(`canvas`). What can be written grows from module to module: letters, lines and lists (`writing`),
tables (`tabling`), bold, footnotes and page breaks (`composing`), sections (`arranging`). Whatever
is written, `fitting` keeps rows, footnotes and looks around it whole. It knows no terminal, no
clock and no disk.
"""

from kiosk.text.canvas import Damage, Selection
from kiosk.text.drawing import Look, Piece
from kiosk.text.headings import Heading
from kiosk.text.moves import Move
from kiosk.text.search import Span
from kiosk.text.sheet import Clipboard, Sheet
from kiosk.text.steps import Recorder
from kiosk.text.styling import State

__all__ = [
    "Clipboard",
    "Damage",
    "Heading",
    "Look",
    "Move",
    "Piece",
    "Recorder",
    "Selection",
    "Sheet",
    "Span",
    "State",
]
