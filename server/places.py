"""The seat plan of a sitting: the places of its room, who was given which by lot, what was changed.

The lot is drawn from a recorded seed, so that anybody can draw it again. It can be drawn anew only
while nobody has signed in; a change of one place is always possible, each with its reason. Where
somebody in fact sits is not said here, and nobody is refused for sitting elsewhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from exam.chronicle import decode_entry, encode_entry
from exam.clock import ExamTime
from exam.config import ExamConfig
from exam.errors import RefusedError
from exam.placing import Place, Seated, draw_places, plan_digest
from exam.proceedings import PlaceChanged, SeatsDrawn
from server.rooms import places_in
from server.sittings import ONLY, first_row
from server.store import append_entry

_LOT: Final = b'{"event":"SeatsDrawn",'
_LOTS: Final = """
    select entry from ledger where substr(entry, 1, ?) = ? order by position desc
"""
_PEOPLE: Final = """
    select id, post_id, accommodation from applications
    where sitting_id = ? and barred = '' order by id
"""
_TAKEN: Final = """
    select name, application_id from places
    where sitting_id = ? and application_id is not null
"""
_GIVE: Final = "update places set application_id = ? where sitting_id = ? and name = ?"
_SIGNED_IN: Final = """
    select count(*) as people from applications where admission > 0 and sitting_id = ?
"""
_ELSEWHERE: Final = """
    select a.id, p.name from applications a
    join places p on p.application_id = a.id and a.sitting_id = :sitting
    join seats s on s.id = a.seat_id
    where s.name <> p.name collate nocase
"""


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """The places of the room from the front, and the application at each that is taken."""

    places: tuple[Place, ...]
    taken: Mapping[str, str]

    @property
    def is_drawn(self) -> bool:
        """Whether anybody has a place yet."""
        return bool(self.taken)

    @property
    def digest(self) -> str:
        """What names this plan, in hexadecimal; empty before the lot."""
        return plan_digest(self.places, self.taken) if self.is_drawn else ""

    @property
    def rows(self) -> tuple[tuple[Place, ...], ...]:
        """The places of each row, from the front."""
        numbers = dict.fromkeys(place.row for place in self.places)
        return tuple(
            tuple(place for place in self.places if place.row == number) for number in numbers
        )

    def place_of(self, application_id: str) -> str | None:
        """Return the name of somebody's place, if they have one."""
        return next((name for name, who in self.taken.items() if who == application_id), None)

    def place_named(self, typed: str) -> Place:
        """Return the place that somebody means; capitals do not matter.

        Raises:
            RefusedError: the room has no such place.

        """
        wanted = typed.strip().casefold()
        for place in self.places:
            if place.name.casefold() == wanted:
                return place
        raise RefusedError("places.unknown", place=typed.strip()[:40])


def room_of(config: ExamConfig, sitting_id: str = ONLY) -> tuple[Place, ...]:
    """Return the places of a sitting's room as the config describes it."""
    return places_in(config.writing, sitting_id)


def plan_of(db: Database, config: ExamConfig, sitting_id: str = ONLY) -> SeatPlan:
    """Return the seat plan of a sitting as it stands."""
    return SeatPlan(room_of(config, sitting_id), _taken(db, sitting_id))


def planned_places(db: Database, sitting_id: str = ONLY) -> dict[str, str]:
    """Return the place that each application was given, by its id; empty before the lot."""
    return {application_id: name for name, application_id in _taken(db, sitting_id).items()}


def misplaced(db: Database, sitting_id: str = ONLY, one: str | None = None) -> dict[str, str]:
    """Return where those should sit who signed in at another PC than the plan says, by their id.

    All of them, or that one if they did.
    """
    query = _ELSEWHERE if one is None else f"{_ELSEWHERE} and a.id = :one"
    rows = db.query(query, {"sitting": sitting_id, "one": one})
    return {row["id"]: row["name"] for row in rows}


def draw_seats(
    db: Database,
    config: ExamConfig,
    seed: bytes,
    staff_id: str,
    now: ExamTime,
    reason: str = "",
    instead_of: str = "",
    sitting_id: str = ONLY,
) -> SeatPlan:
    """Draw the lot of a sitting and write the plan down, inside an act.

    `instead_of` is the digest of the plan that is to be given up, with the reason for it.

    Raises:
        RefusedError: another plan stands meanwhile, somebody has signed in already, a lot is given
            up without a reason, or the room is too small.

    """
    present = plan_of(db, config, sitting_id)
    _require_unchanged(db, present, instead_of, sitting_id)
    require_nobody_signed_in(db, sitting_id)
    if present.is_drawn and not reason:
        raise RefusedError("places.drawn")
    people = [
        Seated(row["id"], row["post_id"], in_front=row["accommodation"] > 0)
        for row in db.query(_PEOPLE, [sitting_id])
    ]
    plan = SeatPlan(present.places, draw_places(seed, present.places, people))
    _write(db, plan, config.writing.sitting_of(sitting_id).room, sitting_id)
    entry = SeatsDrawn(now, seed.hex(), plan.digest, staff_id, reason, sitting_id)
    append_entry(db, encode_entry(entry))
    return plan


def change_place(
    db: Database,
    config: ExamConfig,
    number: str,
    place: str,
    staff_id: str,
    reason: str,
    now: ExamTime,
) -> None:
    """Give a candidate another place, inside an act; whoever has it takes theirs instead.

    Done again it changes nothing.

    Raises:
        RefusedError: the lot is not drawn yet, or there is no such candidate or place.

    """
    who = first_row(db, "select id, sitting_id from applications where number = ?", number.strip())
    if who is None:
        raise RefusedError("order.nobody", application=number)
    sitting_id = who["sitting_id"]
    plan = plan_of(db, config, sitting_id)
    if not plan.is_drawn:
        raise RefusedError("places.undrawn")
    target, before = plan.place_named(place).name, plan.place_of(who["id"])
    if target == before:
        return
    other = plan.taken.get(target)
    moves = [(who["id"], target)] if other is None else [(who["id"], target), (other, before or "")]
    _give(db, sitting_id, [(None, name) for name in (target, before) if name is not None])
    _give(db, sitting_id, moves)
    for application_id, name in moves:
        entry = PlaceChanged(now, application_id, name, staff_id, reason)
        append_entry(db, encode_entry(entry))


def last_lot(db: Database, sitting_id: str = ONLY) -> SeatsDrawn | None:
    """Return what the ledger says of the lot that was drawn last for a sitting, if there is any."""
    for row in db.query(_LOTS, [len(_LOT), _LOT]):
        entry = decode_entry(row["entry"])
        if isinstance(entry, SeatsDrawn) and entry.sitting_id == sitting_id:
            return entry
    return None


def _taken(db: Database, sitting_id: str) -> dict[str, str]:
    return {row["name"]: row["application_id"] for row in db.query(_TAKEN, [sitting_id])}


def _require_unchanged(db: Database, present: SeatPlan, known: str, sitting_id: str) -> None:
    """Refuse to give up another plan than the one that somebody looked at."""
    if present.digest != known:
        lot = last_lot(db, sitting_id)
        raise RefusedError(
            "places.changed", who="–" if lot is None or not lot.staff_id else lot.staff_id
        )


def require_nobody_signed_in(db: Database, sitting_id: str = ONLY) -> None:
    """Refuse to draw a lot when places are taken in the room.

    Raises:
        RefusedError: somebody has signed in.

    """
    row = first_row(db, _SIGNED_IN, sitting_id)
    if row is not None and row["people"]:
        raise RefusedError("places.signed-in", people=row["people"])


def _write(db: Database, plan: SeatPlan, room: str, sitting_id: str) -> None:
    db.execute("delete from places where sitting_id = ?", [sitting_id])
    db.table("places").insert_all(
        {
            "sitting_id": sitting_id,
            "name": place.name,
            "room": room,
            "line": place.row,
            "position": place.position,
            "is_spare": int(place.is_spare),
            "application_id": plan.taken.get(place.name),
        }
        for place in plan.places
    )


def _give(db: Database, sitting_id: str, moves: Iterable[tuple[str | None, str]]) -> None:
    """Give places to candidates, or to nobody for a moment: nobody may have two."""
    for application_id, name in moves:
        db.execute(_GIVE, [application_id, sitting_id, name])
