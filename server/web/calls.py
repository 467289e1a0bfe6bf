"""Who waits for a proctor, as pages show it, each with the button to answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import msgspec
from sqlite_utils import Database

from exam.sitting import Sitting
from server.conversing import calls_in
from server.web.hall_view import WallClock

_PEOPLE: Final = """
    select a.id, a.number, a.name, coalesce(s.name, '') as seat
    from applications a left join seats s on s.id = a.seat_id
    where a.id in (select value from json_each(?))
"""


@dataclass(frozen=True, slots=True)
class CallShown:
    """A candidate waits for a proctor since the clock showed this."""

    application_id: str
    call_id: str
    number: str
    name: str
    seat: str
    clock: str


def calls_shown(
    db: Database, sittings: Mapping[str, Sitting], clock: WallClock
) -> tuple[CallShown, ...]:
    """Return the unanswered calls of these sittings, the longest wait first."""
    calls = calls_in(sittings)
    asked = msgspec.json.encode([call.application_id for call in calls]).decode()
    people = {row["id"]: row for row in db.query(_PEOPLE, [asked])}
    return tuple(
        CallShown(
            application_id=call.application_id,
            call_id=call.call_id,
            number=people[call.application_id]["number"],
            name=people[call.application_id]["name"],
            seat=people[call.application_id]["seat"],
            clock=clock.show(call.at),
        )
        for call in calls
    )
