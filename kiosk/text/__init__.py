"""The text core of the editor: everything about writing but the screen.

A `Sheet` holds one part of the manuscript: its text as lines (`document`), the rows they fall into
(`wrapping`, `layout`), the selection, undo (`history`), finding (`search`), and which rows look
different since they were last drawn (`canvas`). It knows no terminal, no clock and no disk.
"""

from kiosk.text.canvas import Damage, Selection
from kiosk.text.drawing import Look, Piece
from kiosk.text.moves import Move
from kiosk.text.search import Span
from kiosk.text.sheet import Clipboard, Sheet
from kiosk.text.writing import Recorder

__all__ = [
    "Clipboard",
    "Damage",
    "Look",
    "Move",
    "Piece",
    "Recorder",
    "Selection",
    "Sheet",
    "Span",
]
