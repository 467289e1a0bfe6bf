"""Orders: what the server rules, signed, recorded, and repeated to kiosks in every beat.

An order is checked, signed, kept and written into the ledger in one act; what is in force for an
application is everything that was ordered for all, for its sitting, or for it alone.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from exam.chronicle import OrderIssued, encode_entry
from exam.clock import MILLISECONDS_PER_MINUTE
from exam.errors import RefusedError
from exam.events import (
    AnyOrder,
    CallAnswered,
    HandInReopened,
    LockLifted,
    SeatAdmitted,
    SittingClosed,
    StartOrdered,
    WorkLocked,
)
from exam.protocol import IssuedOrder, SignedOrder, sign_order
from exam.rulings import Terms, require_orderable
from exam.sitting import Sitting
from server.office import OpenExam
from server.sittings import (
    EVERYBODY,
    ONLY,
    all_sittings,
    application_row,
    common_sitting,
    sitting_of,
)
from server.store import append_entry

_IN_FORCE: Final = """
    select body, signature from orders
    where (application_id <> '' and application_id = :one)
    or (application_id = '' and (:one = '' or sitting_id = '' or sitting_id in (
        select sitting_id from applications where id = :one
    )))
    order by issued_at, id
"""


@dataclass(frozen=True, slots=True)
class Given:
    """Who gives an order, and for which application or all of which sitting.

    The server itself is nobody.
    """

    staff_id: str = ""
    application_id: str = EVERYBODY
    sitting_id: str = ONLY

    @property
    def scope(self) -> str:
        """The sitting that an order for all names."""
        return ONLY if self.application_id else self.sitting_id


@dataclass(frozen=True, slots=True)
class Common:
    """A sitting as it stands for all; `each` tells how it stands for everybody who comes to it."""

    sitting: Sitting
    each: Callable[[], Iterable[Sitting]]


def issue_order(
    db: Database, exam: OpenExam, given: Given, order: AnyOrder, topic_key: bytes = b""
) -> IssuedOrder:
    """Sign an order and write it down, inside an act.

    Raises:
        RefusedError: it does not fit where a sitting that it concerns stands, or it is not known
            yet what time it is.

    """
    exam.timeline.require_settled()
    require_fitting(db, exam, given.application_id, order, given.sitting_id)
    issued = IssuedOrder(exam.exam_id, given.scope, given.application_id, order, topic_key)
    signed = sign_order(issued, exam.signing_secret)
    row = {
        "id": order.id,
        "issued_at": order.issued_at,
        "application_id": given.application_id,
        "sitting_id": given.scope,
        "body": signed.body,
        "signature": signed.signature,
    }
    db.table("orders").insert(row)
    entry = OrderIssued(order.issued_at, given.staff_id, given.scope, given.application_id, order)
    append_entry(db, encode_entry(entry))
    return issued


def require_fitting(
    db: Database, exam: OpenExam, application_id: str, order: AnyOrder, sitting_id: str = ONLY
) -> None:
    """Refuse an order that does not fit where those whom it concerns stand.

    Raises:
        RefusedError: says what stands in the way.

    """
    terms = terms_of(exam)
    if application_id == EVERYBODY:
        require_fitting_all(_common(db, exam, sitting_id), order, terms)
    else:
        one = sitting_of(db, application_row(db, application_id))
        require_orderable(one, order, terms)


def require_fitting_all(common: Common, order: AnyOrder, terms: Terms) -> None:
    """Refuse an order for all that does not fit.

    The start has to fit the common sitting, and the close every single one that is open and was
    begun or will be. Anything else has to fit the common sitting, or else that of somebody who
    began apart or has more time.

    Raises:
        RefusedError: says what stands in the way.

    """
    match order:
        case SeatAdmitted() | HandInReopened() | CallAnswered() | WorkLocked() | LockLifted():
            raise RefusedError("order.for-one")
        case StartOrdered():
            require_orderable(common.sitting, order, terms)
        case SittingClosed():
            for sitting in _concerned_by_close(common):
                require_orderable(sitting, order, terms)
        case _:
            try:
                require_orderable(common.sitting, order, terms)
            except RefusedError:
                if not _fits_somebody(common, order, terms):
                    raise


def terms_of(exam: OpenExam) -> Terms:
    """Return what the config says of orders."""
    rules = exam.config.writing.sitting_rules
    alone = rules.interruptions.two_proctors_above_minutes
    return Terms(
        lead=rules.start_lead_seconds * 1000,
        credit_of_one=alone * MILLISECONDS_PER_MINUTE,
        grace=rules.grace_seconds * 1000,
    )


def signed_orders(db: Database, application_id: str = EVERYBODY) -> tuple[SignedOrder, ...]:
    """Return the orders in force for an application, as its kiosk gets them in every beat.

    A PC at which nobody is signed in gets what was ordered for all, of every sitting.
    """
    rows = db.execute(_IN_FORCE, {"one": application_id})
    return tuple(SignedOrder(body, signature) for body, signature in rows)


def _common(db: Database, exam: OpenExam, sitting_id: str) -> Common:
    duration = exam.config.writing.milliseconds_of(sitting_id)
    sitting = common_sitting(db, duration, sitting_id)
    return Common(sitting, lambda: all_sittings(db, sitting_id).values())


def _concerned_by_close(common: Common) -> tuple[Sitting, ...]:
    """Return which sittings the close has to fit; where some began apart, not of who never came."""
    sittings = [one for one in common.each() if one.closed_at is None]
    begun = [one for one in sittings if one.start is not None or one.admission is not None]
    return tuple(begun) or (common.sitting,)


def _fits_somebody(common: Common, order: AnyOrder, terms: Terms) -> bool:
    for sitting in common.each():
        with suppress(RefusedError):
            require_orderable(sitting, order, terms)
            return True
    return False
