"""Where every sitting stands, by what is recorded: orders, deeds, envelopes, heads of journals.

Nothing is kept of a sitting but these facts; `exam.sitting` works out the rest. What is ordered for
all of one sitting concerns nobody of another; in an exam that has one, its id is empty.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final

import msgspec
from sqlite_utils import Database

from exam.chronicle import DeedReported, encode_entry
from exam.clock import ExamTime
from exam.draft import MOST_DEEDS
from exam.errors import RefusedError
from exam.events import (
    AnyOrder,
    Deed,
    EnvelopeReceived,
    HeadAcknowledged,
    PauseAcknowledged,
    PauseOrdered,
    SittingEvent,
)
from exam.protocol import IssuedOrder, decode
from exam.sitting import Sitting, fold
from server.store import append_entry

EVERYBODY: Final = ""
"""Instead of an application's id: the order is for all of a sitting."""
ONLY: Final = ""
"""Instead of a sitting's id: the exam has one, or all of them are meant."""

_ENVELOPES: Final = """
    select application_id, revision, admission, sealed_at, received_at, digest, receipt_code
    from envelopes
"""

_ORDERS: Final = """
    select body from orders
    where (application_id = ? and sitting_id = ?) or (application_id <> '' and application_id = ?)
"""
_INSERT_DEED: Final = """
    insert or ignore into deeds (application_id, deed)
    select :application_id, :deed
    where (select count(*) from deeds where application_id = :application_id) < :most
"""

_MOST_REMEMBERED: Final = 20_000
"""Facts that are kept as read: the proctor's page looks at all of them every two seconds."""

Row = Mapping[str, Any]


def first_row(db: Database, sql: str, *values: str | int | bytes) -> Row | None:
    """Return the first row of a query, or None; cheap enough for every beat."""
    cursor = db.execute(sql, values)
    row = cursor.fetchone()
    return None if row is None else {key[0]: row[at] for at, key in enumerate(cursor.description)}


def application_row(db: Database, application_id: str) -> Row:
    """Return an application.

    Raises:
        RefusedError: there is none of that id.

    """
    row = first_row(db, "select * from applications where id = ?", application_id)
    if row is None:
        raise RefusedError("order.nobody", application=application_id)
    return row


def require_of_sitting(db: Database, application_id: str, sitting_id: str) -> None:
    """Refuse what is meant for somebody of another sitting than the one that is acted on.

    Raises:
        RefusedError: there is no such application, or it is of another sitting.

    """
    if application_id == EVERYBODY or sitting_id == ONLY:
        return
    if application_row(db, application_id)["sitting_id"] != sitting_id:
        raise RefusedError("sitting.another")


def envelopes_of(db: Database, application_id: str) -> tuple[EnvelopeReceived, ...]:
    """Return every envelope of an application that is here, by revision, first come first."""
    rows = db.query(
        f"{_ENVELOPES} where application_id = ? order by revision, received_at, digest",
        [application_id],
    )
    return tuple(_received(row) for row in rows)


def deeds_of(db: Database, application_id: str) -> tuple[Deed, ...]:
    """Return what seats reported of an application, in the order in which it was written down."""
    query = "select deed from deeds where application_id = ? order by rowid"
    return tuple(_deed(row["deed"]) for row in db.query(query, [application_id]))


def pauses_of(db: Database, application_id: str) -> tuple[PauseAcknowledged, ...]:
    """Return which pauses an application has acknowledged, as seats reported it."""
    deeds = deeds_of(db, application_id)
    return tuple(deed for deed in deeds if isinstance(deed, PauseAcknowledged))


def sitting_of(db: Database, application: Row) -> Sitting:
    """Return where an application's sitting stands, by everything that is recorded of it."""
    application_id = application["id"]
    heads = db.query("select head from heads where application_id = ?", [application_id])
    return _stand(
        application,
        [
            *_orders_of(db, application_id, application["sitting_id"]),
            *deeds_of(db, application_id),
            *envelopes_of(db, application_id),
            *(read_head(row["head"]) for row in heads),
        ],
    )


def all_sittings(db: Database, sitting_id: str = ONLY) -> dict[str, Sitting]:
    """Return where everybody of a sitting stands, or of all, by application, in five queries."""
    facts: defaultdict[str, list[SittingEvent]] = defaultdict(list)
    common: defaultdict[str, list[SittingEvent]] = defaultdict(list)
    for row in db.query("select application_id, sitting_id, body from orders"):
        of = facts[row["application_id"]] if row["application_id"] else common[row["sitting_id"]]
        of.append(_order(row["body"]))
    for row in db.query("select application_id, deed from deeds"):
        facts[row["application_id"]].append(_deed(row["deed"]))
    for row in db.query(_ENVELOPES):
        facts[row["application_id"]].append(_received(row))
    for row in db.query("select application_id, head from heads"):
        facts[row["application_id"]].append(read_head(row["head"]))
    return {
        row["id"]: _stand(row, [*common[row["sitting_id"]], *facts[row["id"]]])
        for row in db.table("applications").rows
        if sitting_id in (ONLY, row["sitting_id"])
    }


def _stand(application: Row, facts: Iterable[SittingEvent]) -> Sitting:
    return fold(Sitting(application["length"], application["accommodation"]), facts)


def ordered_sitting(db: Database, duration: int, sitting_id: str = ONLY) -> Sitting:
    """Return a sitting as it was ordered for all, whether or not any seat has obeyed."""
    return fold(Sitting(duration), _orders_of(db, EVERYBODY, sitting_id))


def common_sitting(db: Database, duration: int, sitting_id: str = ONLY) -> Sitting:
    """Return a sitting as it stands for all, by what was ordered for everybody in it.

    A pause of all begins in it when the first seat acknowledges.
    """
    sitting = ordered_sitting(db, duration, sitting_id)
    if not sitting.orders(PauseOrdered):
        return sitting
    deeds = [_deed(row["deed"]) for row in db.query("select distinct deed from deeds")]
    return fold(sitting, (deed for deed in deeds if isinstance(deed, PauseAcknowledged)))


def note_deeds(
    db: Database, seat_id: str, application_id: str, deeds: Iterable[Deed], now: ExamTime
) -> None:
    """Write down what a seat reports of its candidate, each deed once.

    More than a journal can hold is not believed.
    """
    for deed in deeds:
        row = {
            "application_id": application_id,
            "deed": msgspec.msgpack.encode(deed),
            "most": MOST_DEEDS,
        }
        if db.execute(_INSERT_DEED, row).rowcount == 1:
            entry = DeedReported(now, application_id, seat_id, deed)
            append_entry(db, encode_entry(entry))


def _orders_of(db: Database, application_id: str, sitting_id: str) -> list[SittingEvent]:
    """Return what was ordered for one, and for all of the sitting."""
    rows = db.query(_ORDERS, [EVERYBODY, sitting_id, application_id])
    return [_order(row["body"]) for row in rows]


@lru_cache(_MOST_REMEMBERED)
def _order(body: bytes) -> AnyOrder:
    return decode(body, IssuedOrder).order


@lru_cache(_MOST_REMEMBERED)
def _deed(raw: bytes) -> Deed:
    deed: Deed = msgspec.msgpack.decode(raw, type=Deed)
    return deed


@lru_cache(_MOST_REMEMBERED)
def read_head(raw: bytes) -> HeadAcknowledged:
    """Read how far a journal was acknowledged, as the table of heads has it."""
    return msgspec.msgpack.decode(raw, type=HeadAcknowledged)


def _received(row: Row) -> EnvelopeReceived:
    return EnvelopeReceived(
        revision=row["revision"],
        admission=row["admission"],
        sealed_at=row["sealed_at"],
        received_at=row["received_at"],
        digest=row["digest"].hex(),
        receipt_code=row["receipt_code"],
    )
