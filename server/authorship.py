"""Who gave which order, by the ledger, and the press of a button that counts once.

A form knows how many orders of its kind there were when its page was made. So a press that comes
twice is done once, and of two people who press the same the second is told who did it first.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from sqlite_utils import Database

from exam.chronicle import AnyEntry, OrderIssued, decode_entry
from exam.errors import RefusedError
from exam.events import Order
from server.sittings import EVERYBODY, ONLY

OVERTAKEN: Final = "act.overtaken"
"""Code of the refusal that says who did `what` since the page was made, at which instant."""

_ABOUT: Final = "select entry from ledger where instr(entry, ?) order by position"


@dataclass(frozen=True, slots=True)
class Press:
    """One form that somebody sends, once or more: its own id, and how many orders it knew of.

    `sitting_id` is the sitting that its page showed.
    """

    staff_id: str
    id: str
    seen: int = 0
    sitting_id: str = ONLY

    def order_id(self, application_id: str = EVERYBODY) -> str:
        """Return the id of the order that this press gives for an application, or for all."""
        named = "\n".join((self.staff_id, self.id, application_id))
        return sha256(named.encode()).hexdigest()[:32]

    def is_due(self, db: Database, application_id: str, standing: Sequence[Order]) -> bool:
        """Whether this press is still to be done, by what was ordered of its kind so far.

        Raises:
            RefusedError: somebody gave an order of that kind since the page was made.

        """
        if self.is_done(db, application_id):
            return False
        if len(standing) > self.seen:
            raise overtaken(db, standing[-1])
        if len(standing) < self.seen:
            raise RefusedError("page.stale-form")
        return True

    def is_done(self, db: Database, application_id: str = EVERYBODY) -> bool:
        """Whether this press gave its order already."""
        order_id = self.order_id(application_id)
        return db.execute("select 1 from orders where id = ?", [order_id]).fetchone() is not None


def overtaken(db: Database, order: Order) -> RefusedError:
    """Say that somebody gave this order since the page was made."""
    given = issued_order(db, order.id)
    staff_id = "" if given is None else given.staff_id
    return overtaken_by(type(order), staff_id, order.issued_at)


def overtaken_by(kind: type[object], staff_id: str, at: int) -> RefusedError:
    """Say that somebody did something of that kind since the page was made."""
    return RefusedError(OVERTAKEN, what=kind.__name__, staff=staff_id, at=at)


def issued_order(db: Database, order_id: str) -> OrderIssued | None:
    """Return how an order was given; None for one that only came back from a seat."""
    found = (entry for entry in _entries(db, order_id) if isinstance(entry, OrderIssued))
    return next((entry for entry in found if entry.order.id == order_id), None)


def givers_for(db: Database, application_id: str) -> Mapping[str, str]:
    """Return who gave each order that concerns an application, by the id of the order."""
    entries = (*entries_about(db, application_id), *entries_about(db, EVERYBODY))
    return {one.order.id: one.staff_id for one in entries if isinstance(one, OrderIssued)}


def givers_of(db: Database, kind: type[Order]) -> Mapping[str, str]:
    """Return who gave each order of one kind, by the id of the order."""
    entries = _entries(db, f'"event":"{kind.__name__}"')
    return {one.order.id: one.staff_id for one in entries if isinstance(one, OrderIssued)}


def entries_about(db: Database, application_id: str) -> Iterator[AnyEntry]:
    """Return what the ledger says of an application, or of all of them, oldest first."""
    return _entries(db, f'"application_id":"{application_id}"')


def _entries(db: Database, holding: str) -> Iterator[AnyEntry]:
    for row in db.query(_ABOUT, [holding.encode()]):
        yield decode_entry(row["entry"])
