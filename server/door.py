"""The door of a sitting: while it is closed, nobody signs in who has not signed in before.

A new exam has its door closed. Whoever is noted as late is let in though it was closed; whoever
has signed in comes back whenever they like, because a PC may have to be started again. A server
that was restored may know neither, so a door that it never saw open keeps nobody out. Where an
exam has several sittings nobody signs in for one that is closed: others sit there by then.
"""

from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from exam.chronicle import encode_entry
from exam.clock import ExamTime
from exam.config import ExamConfig
from exam.errors import RefusedError
from exam.events import StartOrdered
from exam.proceedings import Attendance, CheckInClosed, CheckInOpened
from exam.result_record import Decision
from server.office import OpenExam
from server.recovering import is_recovering
from server.sittings import ONLY, Row, first_row, ordered_sitting
from server.store import append_entry

_THE_SERVER: Final = ""


@dataclass(frozen=True, slots=True)
class Door:
    """When check-in was last opened and closed, and by whom; None is never, or not since."""

    opened_at: ExamTime | None = None
    opened_by: str = ""
    closed_at: ExamTime | None = None
    closed_by: str = ""

    @property
    def is_open(self) -> bool:
        """Whether candidates may sign in."""
        return self.opened_at is not None and self.closed_at is None


def door_of(db: Database, sitting_id: str = ONLY) -> Door:
    """Return how the door of a sitting stands."""
    row = first_row(db, "select * from door where sitting_id = ?", sitting_id)
    if row is None:
        return Door()
    closed_at = None if row["closed_at"] is None else ExamTime(row["closed_at"])
    return Door(ExamTime(row["opened_at"]), row["opened_by"], closed_at, row["closed_by"] or "")


def open_check_in(db: Database, staff_id: str, now: ExamTime, sitting_id: str = ONLY) -> None:
    """Let candidates of a sitting sign in, inside an act; an open door stays as it is."""
    if door_of(db, sitting_id).is_open:
        return
    opened = {"opened_at": now, "opened_by": staff_id, "closed_at": None, "closed_by": None}
    db.table("door").insert({"sitting_id": sitting_id, **opened}, replace=True)
    append_entry(db, encode_entry(CheckInOpened(now, staff_id, sitting_id)))


def close_check_in(db: Database, staff_id: str, now: ExamTime, sitting_id: str = ONLY) -> None:
    """Let nobody new sign in from now on, inside an act; a closed door stays as it is."""
    if not door_of(db, sitting_id).is_open:
        return
    db.table("door").update(sitting_id, {"closed_at": now, "closed_by": staff_id})
    append_entry(db, encode_entry(CheckInClosed(now, staff_id, sitting_id)))


def close_due_doors(db: Database, exam: OpenExam, now: ExamTime) -> None:
    """Close the doors whose time has come, inside an act, by the starts that were ordered.

    No clock on a wall closes one, and one that a proctor opened after such an order stays open.
    """
    for row in list(db.query("select sitting_id, opened_at from door where closed_at is null")):
        common = ordered_sitting(db, 0, row["sitting_id"])
        last_entry = exam.config.writing.sitting_rules.last_entry
        begins = (one for one in common.orders(StartOrdered) if one.at == common.start)
        if any(row["opened_at"] < one.issued_at and one.at + last_entry <= now for one in begins):
            close_check_in(db, _THE_SERVER, now, row["sitting_id"])


def require_may_enter(db: Database, config: ExamConfig, application: Row) -> None:
    """Refuse who has not signed in before and comes while the door is closed.

    Where an exam has several sittings, what is refused names the one that the card is for.

    Raises:
        RefusedError: they do not come to the paper, the door is not open yet, or is closed and
            nobody let them in as late, or the sitting is over and others sit there.

    """
    _require_not_over(db, config, application)
    require_expected(config, application)
    if application["seat_id"] is not None:
        return
    door = door_of(db, application["sitting_id"])
    if door.opened_at is None and not is_recovering(db):
        raise _refusal("seat.door-not-open", "sitting.door-not-open", config, application)
    if door.closed_at is not None and not _is_let_in(db, application["id"]):
        raise _refusal("seat.door-closed", "sitting.door-closed", config, application)


def require_expected(config: ExamConfig, application: Row) -> None:
    """Refuse somebody who does not come to the paper, by an announcement or a decision.

    Whoever has signed in stays: what they wrote is theirs to finish.

    Raises:
        RefusedError: they do not come; names the stage.

    """
    if not application["barred"] or application["seat_id"] is not None:
        return
    stages = {stage.id: stage.name for stage in config.stages}
    by_decision = application["barred"] in set(Decision)
    raise RefusedError(
        "sitting.excluded" if by_decision else "sitting.not-gone-on",
        number=application["number"],
        post=config.post(application["post_id"]).name,
        stage=stages[application["barred_at"]],
    )


def _require_not_over(db: Database, config: ExamConfig, application: Row) -> None:
    """Refuse whoever comes for a sitting of several that is closed."""
    sitting_id = application["sitting_id"]
    if sitting_id and ordered_sitting(db, application["length"], sitting_id).closed_at is not None:
        raise _of_sitting("sitting.over", config, application)


def _refusal(only: str, one_of_several: str, config: ExamConfig, application: Row) -> RefusedError:
    """Say why a card lets nobody in, and what it is for if there are several sittings."""
    if not application["sitting_id"]:
        return RefusedError(only)
    return _of_sitting(one_of_several, config, application)


def _of_sitting(code: str, config: ExamConfig, application: Row) -> RefusedError:
    """Refuse with the sitting that a card is for."""
    sitting = config.writing.sitting_of(application["sitting_id"])
    return RefusedError(
        code,
        number=application["number"],
        post=config.post(application["post_id"]).name,
        sitting=sitting.id,
        date=f"{sitting.date:%d-%m-%Y}",
        hour=f"{sitting.start:%H.%M}",
    )


def _is_let_in(db: Database, application_id: str) -> bool:
    query = "select attendance from attendance where application_id = ?"
    row = first_row(db, query, application_id)
    return row is not None and row["attendance"] == Attendance.LATE
