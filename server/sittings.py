"""Where every sitting stands, by what is recorded: orders, deeds, envelopes, heads of journals.

Nothing is kept of a sitting but these facts; `exam.sitting` works out the rest.
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
"""Instead of an application's id: the order is for all."""

_ENVELOPES: Final = """
    select application_id, revision, admission, sealed_at, received_at, digest, receipt_code
    from envelopes
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
            *_orders_of(db, application_id),
            *deeds_of(db, application_id),
            *envelopes_of(db, application_id),
            *(read_head(row["head"]) for row in heads),
        ],
    )


def all_sittings(db: Database) -> dict[str, Sitting]:
    """Return where every application's sitting stands, by its id, in five queries."""
    facts: defaultdict[str, list[SittingEvent]] = defaultdict(list)
    for row in db.query("select application_id, body from orders"):
        facts[row["application_id"]].append(_order(row["body"]))
    for row in db.query("select application_id, deed from deeds"):
        facts[row["application_id"]].append(_deed(row["deed"]))
    for row in db.query(_ENVELOPES):
        facts[row["application_id"]].append(_received(row))
    for row in db.query("select application_id, head from heads"):
        facts[row["application_id"]].append(read_head(row["head"]))
    return {
        row["id"]: _stand(row, [*facts[EVERYBODY], *facts[row["id"]]])
        for row in db.table("applications").rows
    }


def _stand(application: Row, facts: Iterable[SittingEvent]) -> Sitting:
    return fold(Sitting(application["length"], application["accommodation"]), facts)


def common_sitting(db: Database, duration: int) -> Sitting:
    """Return the sitting as it stands for all, by what was ordered for everybody.

    A pause of all begins in it when the first seat acknowledges.
    """
    sitting = fold(Sitting(duration), _orders_of(db, EVERYBODY))
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


def _orders_of(db: Database, application_id: str) -> list[SittingEvent]:
    query = "select body from orders where application_id in (?, ?)"
    rows = db.query(query, [EVERYBODY, application_id])
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
