"""The seat plan: the places of the room, who was given which by lot, and what was changed since.

The lot is drawn from a recorded seed, so that anybody can draw it again. It can be drawn anew only
while nobody has signed in; a change of one place is always possible, each with its reason. Where
somebody in fact sits is not said here, and nobody is refused for sitting elsewhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from exam.chronicle import decode_entry, encode_entry
from exam.clock import ExamTime
from exam.config import ExamConfig
from exam.errors import RefusedError
from exam.placing import Place, Seated, draw_places, places_of_room, plan_digest
from exam.proceedings import PlaceChanged, SeatsDrawn
from server.sittings import first_row
from server.store import append_entry

_LOT: Final = b'{"event":"SeatsDrawn",'
_LOTS: Final = """
    select entry from ledger where substr(entry, 1, ?) = ? order by position desc limit 1
"""
_PEOPLE: Final = "select id, post_id, accommodation from applications order by id"
_ELSEWHERE: Final = """
    select a.id, p.name from applications a
    join places p on p.application_id = a.id
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


def room_of(config: ExamConfig) -> tuple[Place, ...]:
    """Return the places of the sitting's room as the config describes it."""
    sitting = config.writing.sitting
    return places_of_room(sitting.row_lengths, sitting.spare_seats)


def plan_of(db: Database, config: ExamConfig) -> SeatPlan:
    """Return the seat plan as it stands."""
    rows = db.query("select name, application_id from places where application_id is not null")
    return SeatPlan(room_of(config), {row["name"]: row["application_id"] for row in rows})


def planned_places(db: Database) -> dict[str, str]:
    """Return the place that each application was given, by its id; empty before the lot."""
    rows = db.query("select application_id, name from places where application_id is not null")
    return {row["application_id"]: row["name"] for row in rows}


def misplaced(db: Database) -> dict[str, str]:
    """Return where those should sit who signed in at another PC than the plan says, by their id."""
    return {row["id"]: row["name"] for row in db.query(_ELSEWHERE)}


def draw_seats(
    db: Database,
    config: ExamConfig,
    seed: bytes,
    staff_id: str,
    now: ExamTime,
    reason: str = "",
    instead_of: str = "",
) -> SeatPlan:
    """Draw the lot and write the plan down, inside an act.

    `instead_of` is the digest of the plan that is to be given up, with the reason for it.

    Raises:
        RefusedError: another plan stands meanwhile, somebody has signed in already, a lot is given
            up without a reason, or the room is too small.

    """
    present = plan_of(db, config)
    _require_unchanged(db, present, instead_of)
    require_nobody_signed_in(db)
    if present.is_drawn and not reason:
        raise RefusedError("places.drawn")
    people = [
        Seated(row["id"], row["post_id"], in_front=row["accommodation"] > 0)
        for row in db.query(_PEOPLE)
    ]
    plan = SeatPlan(present.places, draw_places(seed, present.places, people))
    _write(db, plan, config.writing.sitting.room)
    entry = SeatsDrawn(now, seed.hex(), plan.digest, staff_id, reason)
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
    plan = plan_of(db, config)
    if not plan.is_drawn:
        raise RefusedError("places.undrawn")
    who = first_row(db, "select id from applications where number = ?", number.strip())
    if who is None:
        raise RefusedError("order.nobody", application=number)
    target, before = plan.place_named(place).name, plan.place_of(who["id"])
    if target == before:
        return
    other = plan.taken.get(target)
    moves = [(who["id"], target)] if other is None else [(who["id"], target), (other, before or "")]
    _free(db, [name for name in (target, before) if name is not None])
    for application_id, name in moves:
        db.execute("update places set application_id = ? where name = ?", [application_id, name])
        entry = PlaceChanged(now, application_id, name, staff_id, reason)
        append_entry(db, encode_entry(entry))


def last_lot(db: Database) -> SeatsDrawn | None:
    """Return what the ledger says of the lot that was drawn last, if there is any."""
    row = first_row(db, _LOTS, len(_LOT), _LOT)
    entry = None if row is None else decode_entry(row["entry"])
    return entry if isinstance(entry, SeatsDrawn) else None


def _require_unchanged(db: Database, present: SeatPlan, known: str) -> None:
    """Refuse to give up another plan than the one that somebody looked at."""
    if present.digest != known:
        lot = last_lot(db)
        raise RefusedError(
            "places.changed", who="–" if lot is None or not lot.staff_id else lot.staff_id
        )


def require_nobody_signed_in(db: Database) -> None:
    """Refuse to draw a lot when places are taken in the room.

    Raises:
        RefusedError: somebody has signed in.

    """
    row = first_row(db, "select count(*) as people from applications where admission > ?", 0)
    if row is not None and row["people"]:
        raise RefusedError("places.signed-in", people=row["people"])


def _write(db: Database, plan: SeatPlan, room: str) -> None:
    db.execute("delete from places")
    db.table("places").insert_all(
        {
            "name": place.name,
            "room": room,
            "line": place.row,
            "position": place.position,
            "is_spare": int(place.is_spare),
            "application_id": plan.taken.get(place.name),
        }
        for place in plan.places
    )


def _free(db: Database, names: Sequence[str]) -> None:
    """Leave places empty for a moment: nobody may have two."""
    for name in names:
        db.execute("update places set application_id = null where name = ?", [name])
