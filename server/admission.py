"""Who may sit where: candidates sign in with their number and the proof of their card code.

A wrong code and an unknown number are answered alike. A candidate writes at one seat: the next one
takes over only when the one before has fallen silent.
"""

import hmac
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from exam import keys
from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.events import SeatAdmitted
from exam.protocol import SealedTopic, ServerTime, SignInReply, SignInRequest, make_order_id
from server.enrolment import Seat
from server.intake import first_row, journal_of, receipts_of, seat_name
from server.office import OpenExam
from server.orders import Given, issue_order, signed_orders
from server.sittings import Row, envelopes_of

SitsThere = Callable[[str, str], bool]
"""Whether that seat was lately heard of with that application."""

FREE_FAILURES: Final = 5
WAIT_SECONDS: Final = 30
_FORGET_MILLISECONDS: Final = 15 * 60 * 1000


@dataclass(frozen=True, slots=True)
class _Failures:
    count: int
    last: ExamTime


class Patience:
    """Slows down whoever keeps typing wrong codes for one number at one seat; kept in memory."""

    def __init__(self) -> None:
        self._failures: dict[tuple[str, str], _Failures] = {}

    def require(self, seat_id: str, number: str, now: ExamTime) -> None:
        """Refuse a try that comes too soon.

        Raises:
            RefusedError: too many wrong codes; says how many seconds to wait.

        """
        failures = self._failures.get((seat_id, number))
        if failures is None or failures.count < FREE_FAILURES:
            return
        left = failures.last + WAIT_SECONDS * 1000 - now
        if left > 0:
            raise RefusedError("sign-in.wait", seconds=-(-left // 1000))

    def note_failure(self, seat_id: str, number: str, now: ExamTime) -> None:
        """Count a wrong code, and forget those of long ago."""
        self._failures = {
            key: failures
            for key, failures in self._failures.items()
            if now - failures.last < _FORGET_MILLISECONDS
        }
        before = self._failures.get((seat_id, number))
        count = 1 if before is None else before.count + 1
        self._failures[(seat_id, number)] = _Failures(count, now)

    def note_success(self, seat_id: str, number: str) -> None:
        """Forget the wrong codes of somebody who had the right one at last."""
        self._failures.pop((seat_id, number), None)


def sign_in(
    db: Database,
    exam: OpenExam,
    seat: Seat,
    request: SignInRequest,
    sits_there: SitsThere,
    now: ExamTime,
) -> SignInReply:
    """Admit a candidate at a seat, moving them there if the seat before has fallen silent.

    Raises:
        RefusedError: unknown number or wrong code, alike; or they still write at another seat.

    """
    application = _proven_application(db, request)
    _move(db, exam, application, seat, sits_there, now)
    (topic,) = db.query(
        "select post_id, sealed from topics where post_id = ?", [application["post_id"]]
    )
    return SignInReply(
        application_id=application["id"],
        number=application["number"],
        name=application["name"],
        nip=application["nip"],
        post_id=application["post_id"],
        duration=application["length"],
        accommodation=application["accommodation"],
        time=ServerTime(exam.timeline.run, now),
        topic=SealedTopic(topic["post_id"], topic["sealed"]),
        orders=signed_orders(db, application["id"]),
        journal=journal_of(db, application["id"]),
        received=envelopes_of(db, application["id"]),
        receipts=receipts_of(db, application["id"]),
        office=application["office"],
        unit=application["unit"],
    )


def _proven_application(db: Database, request: SignInRequest) -> Row:
    row = first_row(db, "select * from applications where number = ?", request.number)
    known = b"" if row is None else row["auth_hash"]
    if not hmac.compare_digest(keys.auth_hash(request.auth), known) or row is None:
        raise RefusedError("sign-in.wrong")
    return row


def _move(
    db: Database,
    exam: OpenExam,
    application: Row,
    seat: Seat,
    sits_there: SitsThere,
    now: ExamTime,
) -> None:
    """Admit the candidate at this seat, which fences every seat before; once is enough."""
    before = application["seat_id"]
    if before == seat.id:
        return
    if before is not None and sits_there(before, application["id"]):
        raise RefusedError("sign-in.elsewhere", seat=seat_name(db, before))
    admission = application["admission"] + 1
    changed = {"seat_id": seat.id, "admission": admission}
    db.table("applications").update(application["id"], changed)
    order = SeatAdmitted(make_order_id(os.urandom), now, admission, seat.id)
    issue_order(db, exam, Given(application_id=application["id"]), order)
