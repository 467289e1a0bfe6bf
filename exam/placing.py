"""Who sits where: the places of a room, and a lot that anybody can draw again from its seed.

The same seed, room and candidates give the same plan, whatever the order in which they are named.
`docs/seating.md` says each step for whoever draws the lot again without this program.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from typing import Final

from exam.errors import RefusedError
from exam.lot import Lot

_LABEL: Final = b"makalah seats v1"


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a room, named like its PC; row and position count from one, from front and left.

    `is_aisle` says that it is the first or the last of its row.
    """

    name: str
    row: int
    position: int
    is_spare: bool = False
    is_aisle: bool = False


@dataclass(frozen=True, slots=True)
class Seated:
    """A candidate who needs a place; `in_front` where they need one that is easy to reach."""

    application_id: str
    post_id: str
    in_front: bool = False


def place_name(number: int) -> str:
    """Return what the PC at the place of that number is called."""
    return f"PC-{number:02}"


def places_of_room(row_lengths: Sequence[int], spares: int, first: int = 1) -> tuple[Place, ...]:
    """Return the places of a room from the front, spare ones spread evenly over it.

    They are numbered from `first` on.
    """
    seats, numbers = sum(row_lengths), count(first)
    spare = {(2 * one + 1) * seats // (2 * spares) + first for one in range(spares)}
    return tuple(
        Place(place_name(number), row, position, number in spare, position in (1, length))
        for row, length in enumerate(row_lengths, 1)
        for position, number in zip(range(1, length + 1), numbers, strict=False)
    )


def draw_places(seed: bytes, places: Sequence[Place], people: Iterable[Seated]) -> dict[str, str]:
    """Draw the lot; returns the application at each place that somebody gets.

    Whoever needs a place in front gets one first. After that two neighbours who wrote for the same
    post are parted where another exchange does not bring two others together.

    Raises:
        RefusedError: there are more people than places that are not spare.

    """
    ordered = sorted(people, key=lambda one: one.application_id)
    ordinary = [place for place in places if not place.is_spare]
    if len(ordered) > len(ordinary):
        raise RefusedError("places.few", people=len(ordered), places=len(ordinary))
    lot = Lot(_LABEL, seed)
    front = lot.shuffle([one for one in ordered if one.in_front])
    others = [one for one in ordered if not one.in_front]
    easy = sorted(ordinary, key=_reach)
    kept = dict(zip((place.name for place in easy), front, strict=False))
    rest = lot.shuffle([place for place in ordinary if place.name not in kept])
    drawn = dict(zip((place.name for place in rest), others, strict=False))
    parted = _Parting(ordinary, {**kept, **drawn}, fixed=kept.keys()).part()
    return {name: one.application_id for name, one in parted.items()}


def plan_digest(places: Iterable[Place], taken: Mapping[str, str]) -> str:
    """Return the SHA-256, in hexadecimal, of a plan: a line for each place, in their order."""
    lines = (
        f"{place.name}\t{place.row}\t{place.position}\t{int(place.is_spare)}\t"
        f"{taken.get(place.name, '')}\n"
        for place in places
    )
    return sha256("".join(lines).encode()).hexdigest()


def _reach(place: Place) -> tuple[bool, int, bool, int]:
    """Order places by how easily they are reached: the front row, then the ends of each row."""
    in_front = place.row == 1
    return (not in_front and not place.is_aisle, place.row, not place.is_aisle, place.position)


class _Parting:
    """Parts neighbours of one post by exchanging places; each exchange leaves fewer of them."""

    def __init__(
        self, places: Sequence[Place], taken: Mapping[str, Seated], fixed: Iterable[str]
    ) -> None:
        self._taken = {place.name: taken.get(place.name) for place in places}
        self._beside = _neighbours(places)
        held = set(fixed)
        self._movable = [place.name for place in places if place.name not in held]

    def part(self) -> dict[str, Seated]:
        """Exchange as long as it helps, from the front to the back of the room."""
        exchanges = 1
        while exchanges:
            exchanges = sum(self._improve(name) for name in self._movable)
        return {name: one for name, one in self._taken.items() if one is not None}

    def _improve(self, name: str) -> bool:
        if not self._clashes(name):
            return False
        return any(self._exchange(name, other) for other in self._movable if other != name)

    def _exchange(self, one: str, other: str) -> bool:
        """Exchange two places, or leave all as it was if that does not help."""
        if self._post_at(one) == self._post_at(other):
            return False
        before = self._clashes(one) + self._clashes(other)
        self._swap(one, other)
        if self._clashes(one) + self._clashes(other) < before:
            return True
        self._swap(one, other)
        return False

    def _swap(self, one: str, other: str) -> None:
        self._taken[one], self._taken[other] = self._taken[other], self._taken[one]

    def _clashes(self, name: str) -> int:
        """How many neighbours of a place write for the same post."""
        here = self._post_at(name)
        beside = (self._post_at(each) for each in self._beside[name])
        return 0 if here is None else sum(there == here for there in beside)

    def _post_at(self, name: str) -> str | None:
        who = self._taken.get(name)
        return None if who is None else who.post_id


def _neighbours(places: Sequence[Place]) -> dict[str, tuple[str, ...]]:
    """Return the names of the places to the left and to the right of each."""
    at = {(place.row, place.position): place.name for place in places}
    return {
        place.name: tuple(
            at[place.row, position]
            for position in (place.position - 1, place.position + 1)
            if (place.row, position) in at
        )
        for place in places
    }
