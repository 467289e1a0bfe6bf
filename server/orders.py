"""Orders: what the server rules, signed, recorded, and repeated to kiosks in every beat.

An order is checked, signed, kept and written into the ledger in one act; what is in force for an
application is everything that was ordered for all, for its sitting, or for it alone.
"""

from contextlib import suppress
from dataclasses import dataclass

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
from server.sittings import EVERYBODY, all_sittings, application_row, common_sitting, sitting_of
from server.store import append_entry


@dataclass(frozen=True, slots=True)
class Given:
    """Who gives an order, and for which application; the server itself is nobody."""

    staff_id: str = ""
    application_id: str = EVERYBODY


def issue_order(
    db: Database, exam: OpenExam, given: Given, order: AnyOrder, topic_key: bytes = b""
) -> IssuedOrder:
    """Sign an order and write it down, inside an act.

    Raises:
        RefusedError: it does not fit where a sitting that it concerns stands, or it is not known
            yet what time it is.

    """
    exam.timeline.require_settled()
    require_fitting(db, exam, given.application_id, order)
    issued = IssuedOrder(exam.exam_id, "", given.application_id, order, topic_key)
    signed = sign_order(issued, exam.signing_secret)
    row = {
        "id": order.id,
        "issued_at": order.issued_at,
        "application_id": given.application_id,
        "body": signed.body,
        "signature": signed.signature,
    }
    db.table("orders").insert(row)
    entry = OrderIssued(order.issued_at, given.staff_id, "", given.application_id, order)
    append_entry(db, encode_entry(entry))
    return issued


def require_fitting(db: Database, exam: OpenExam, application_id: str, order: AnyOrder) -> None:
    """Refuse an order that does not fit where the sittings that it concerns stand.

    Raises:
        RefusedError: says what stands in the way.

    """
    terms = terms_of(exam)
    if application_id == EVERYBODY:
        common = common_sitting(db, exam.config.writing_milliseconds)
        _require_for_everybody(db, common, order, terms)
    else:
        one = sitting_of(db, application_row(db, application_id))
        require_orderable(one, order, terms)


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
    """Return the orders in force for an application, as its kiosk gets them in every beat."""
    rows = db.execute(
        "select body, signature from orders where application_id in ('', ?) order by issued_at, id",
        [application_id],
    )
    return tuple(SignedOrder(body, signature) for body, signature in rows)


def _require_for_everybody(db: Database, common: Sitting, order: AnyOrder, terms: Terms) -> None:
    """Refuse an order for all that does not fit.

    The start has to fit the common sitting, and the close every single one that is open and was
    begun or will be. Anything else has to fit the common sitting, or else that of somebody who
    began apart or has more time.
    """
    match order:
        case SeatAdmitted() | HandInReopened() | CallAnswered() | WorkLocked() | LockLifted():
            raise RefusedError("order.for-one")
        case StartOrdered():
            require_orderable(common, order, terms)
        case SittingClosed():
            for sitting in _concerned_by_close(db, common):
                require_orderable(sitting, order, terms)
        case _:
            try:
                require_orderable(common, order, terms)
            except RefusedError:
                if not _fits_somebody(db, order, terms):
                    raise


def _concerned_by_close(db: Database, common: Sitting) -> tuple[Sitting, ...]:
    """Return which sittings the close has to fit; where some began apart, not of who never came."""
    sittings = [one for one in all_sittings(db).values() if one.closed_at is None]
    begun = [one for one in sittings if one.start is not None or one.admission is not None]
    return tuple(begun) or (common,)


def _fits_somebody(db: Database, order: AnyOrder, terms: Terms) -> bool:
    for sitting in all_sittings(db).values():
        with suppress(RefusedError):
            require_orderable(sitting, order, terms)
            return True
    return False
