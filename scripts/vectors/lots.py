"""Vectors of the lot of places: a seed, a room, people, and where everybody sits."""

from typing import Final

from exam.placing import Seated, draw_places, places_of_room, plan_digest
from scripts.vectors.sources import Vector, drawn

_ROWS: Final = (5, 4, 4)
_SPARES: Final = 2
_POSTS: Final = ("brida", "damkar", "kesbangpol")
_IN_FRONT: Final = (3, 7)
_PEOPLE: Final = tuple(
    Seated(f"{number:03}.{_POSTS[number % 3]}", _POSTS[number % 3], number in _IN_FRONT)
    for number in range(1, 11)
)


def seats() -> Vector:
    """Two lots for the same room and people, each from another seed."""
    places = places_of_room(_ROWS, _SPARES)
    lots = []
    for seed in (bytes(32), drawn("lot", 32)):
        taken = draw_places(seed, places, _PEOPLE)
        lots.append(
            {
                "seed": seed.hex(),
                "taken": dict(sorted(taken.items())),
                "digest": plan_digest(places, taken),
            }
        )
    return {
        "description": "The lot of docs/seating.md: who sits at which place, for each seed.",
        "rows": list(_ROWS),
        "spares": _SPARES,
        "people": [[one.application_id, one.post_id, one.in_front] for one in _PEOPLE],
        "lots": lots,
    }
