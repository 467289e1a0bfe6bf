"""The roll of candidates: who is expected, for which post, and at which place by the plan.

Only what may stand on paper that lies open in the room: nothing of it opens anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from exam.config import ExamConfig
from server.sittings import ONLY

_EXPECTED = """
    select applications.id, number, applications.name as name, nip, post_id,
           places.name as place, coalesce(places.room, '') as room
    from applications left join places on places.application_id = applications.id
    where applications.sitting_id = ? and (barred = '' or admission > 0)
    order by number
"""
_PLACES = "select * from places where sitting_id = ? order by room, line, position"


@dataclass(frozen=True, slots=True)
class Entrant:
    """Somebody who is expected; `place` and `room` are empty until there is a plan."""

    application_id: str
    number: str
    name: str
    nip: str
    post_name: str
    place: str
    room: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the plan, with whoever sits there; a spare one has nobody."""

    name: str
    room: str
    is_spare: bool
    entrant: Entrant | None


def roll_of(db: Database, config: ExamConfig, sitting_id: str = ONLY) -> tuple[Entrant, ...]:
    """Return everybody who is expected in a sitting, by number.

    Who does not come to the paper by an announcement or a decision is not expected.
    """
    posts = {post.id: post.name for post in config.posts}
    return tuple(
        Entrant(
            application_id=row["id"],
            number=row["number"],
            name=row["name"],
            nip=row["nip"],
            post_name=posts.get(row["post_id"], row["post_id"]),
            place=row["place"] or "",
            room=row["room"],
        )
        for row in db.query(_EXPECTED, [sitting_id])
    )


def places_of(db: Database, config: ExamConfig, sitting_id: str = ONLY) -> tuple[Place, ...]:
    """Return every place as it stands in a sitting's room, row by row; none without a plan."""
    roll = roll_of(db, config, sitting_id)
    seated: Mapping[str, Entrant] = {one.place: one for one in roll if one.place}
    rows = db.query(_PLACES, [sitting_id])
    return tuple(
        Place(row["name"], row["room"], bool(row["is_spare"]), seated.get(row["name"]))
        for row in rows
    )
