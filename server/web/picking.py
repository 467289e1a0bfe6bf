"""For whom something is meant: everybody, or those who were ticked; never a guess between both."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from exam.errors import RefusedError
from server.sittings import ONLY
from server.web.seat_view import slug_of

_TICK: Final = "one-"
_PEOPLE: Final = """
    select applications.id, number, applications.name, seats.name as seat
    from applications left join seats on seats.id = applications.seat_id
    where ? in ('', sitting_id)
    order by number
"""


@dataclass(frozen=True, slots=True)
class Pickable:
    """A candidate who can be ticked."""

    application_id: str
    number: str
    name: str
    seat: str
    is_ticked: bool

    @property
    def field(self) -> str:
        """What the box in the form is called."""
        return f"{_TICK}{self.application_id}"


def pickable(db: Database, ticked: str = "", sitting_id: str = ONLY) -> tuple[Pickable, ...]:
    """Return every candidate of a sitting by number; the one of that slug is ticked at first."""
    return tuple(
        Pickable(row["id"], row["number"], row["name"], row["seat"] or "", _is(row, ticked))
        for row in db.query(_PEOPLE, [sitting_id])
    )


def picked(data: Mapping[str, str]) -> tuple[str, ...]:
    """Return the applications that a form is meant for, by id; none of them is everybody.

    Raises:
        RefusedError: neither all nor some are chosen, or both.

    """
    some = tuple(sorted(name.removeprefix(_TICK) for name in data if name.startswith(_TICK)))
    match data.get("whom", ""):
        case "all" if not some:
            return ()
        case "some" if some:
            return some
        case _:
            raise RefusedError("form.whom")


def _is(row: Mapping[str, str], slug: str) -> bool:
    return slug_of(row["number"]) == slug
