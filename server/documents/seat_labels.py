"""Labels for the tables: the place in large letters, and who sits there.

Without a plan there is a label for each candidate, with room to write the place in.
"""

from collections.abc import Sequence
from typing import Final

from docx.table import _Cell

from server.documents.pieces import Cut, cut_sheet
from server.documents.sheet import CENTER, Look, Occasion, put
from server.documents.sheet_tables import centre
from server.roll import Entrant, Place

_CUT: Final = Cut(columns=2, height_mm=66)
_EXAM: Final = Look(points=9, align=CENTER)
_ROOM: Final = Look(points=10, align=CENTER)
_PLACE: Final = Look(points=48, bold=True, align=CENTER)
_WRITE: Final = Look(points=30, align=CENTER, before=8, after=8)
_NUMBER: Final = Look(points=20, bold=True, align=CENTER)
_NAME: Final = Look(points=15, align=CENTER)


def seat_labels(places: Sequence[Place], entrants: Sequence[Entrant], occasion: Occasion) -> bytes:
    """Draw a label for each place of the plan, or for each candidate if there is none."""
    room = occasion.sitting.room
    unplanned = [Place("", one.room or room, is_spare=False, entrant=one) for one in entrants]
    _ = occasion.translate

    def fill(cell: _Cell, place: Place, _width: float) -> None:
        put(cell.paragraphs[0], occasion.config.exam.name, _EXAM)
        put(cell.add_paragraph(), place.room, _ROOM)
        if place.name:
            put(cell.add_paragraph(), place.name, _PLACE)
        else:
            put(cell.add_paragraph(), "." * 16, _WRITE)
        _put_sitter(cell, place, occasion)
        centre(cell)

    return cut_sheet(occasion, _("Seat labels"), _CUT, places or unplanned, fill)


def _put_sitter(cell: _Cell, place: Place, occasion: Occasion) -> None:
    _ = occasion.translate
    who = place.entrant
    if who is not None:
        put(cell.add_paragraph(), who.number, _NUMBER)
        put(cell.add_paragraph(), who.name, _NAME)
    else:
        text = _("SPARE PC") if place.is_spare else _("NOT TAKEN")
        put(cell.add_paragraph(), text, _NUMBER)
