"""The rooms of an exam: a place has one name in it, whichever sitting is held there.

Rooms are numbered in the order in which the config first names them. The places of a room go on
counting where those of the room before end, so a name stands on one PC only; sittings in the same
room use the same PCs.
"""

from collections.abc import Mapping

from exam.config import Writing
from exam.placing import Place, places_of_room


def seats_of(writing: Writing) -> int:
    """How many PCs there are: in each room as many as its largest sitting has."""
    return sum(_sizes(writing).values())


def places_in(writing: Writing, sitting_id: str) -> tuple[Place, ...]:
    """Return the places of a sitting's room as the config describes it for that sitting."""
    sitting, first = writing.sitting_of(sitting_id), 1
    for room, size in _sizes(writing).items():
        if room == sitting.room.casefold():
            break
        first += size
    return places_of_room(sitting.row_lengths, sitting.spare_seats, first)


def names_elsewhere(writing: Writing, sitting_id: str) -> frozenset[str]:
    """Return what the PCs of rooms other than a sitting's are called, in one spelling."""
    if not sitting_id:
        return frozenset()
    here = writing.sitting_of(sitting_id).room.casefold()
    return frozenset(
        place.name.casefold()
        for other in writing.sitting_ids
        if writing.sitting_of(other).room.casefold() != here
        for place in places_in(writing, other)
    )


def _sizes(writing: Writing) -> Mapping[str, int]:
    """Return how many PCs stand in each room, by its name in one spelling."""
    sizes: dict[str, int] = {}
    for sitting in writing.sittings:
        room = sitting.room.casefold()
        sizes[room] = max(sizes.get(room, 0), sitting.seats)
    return sizes
