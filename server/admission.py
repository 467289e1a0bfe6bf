"""Who may sit where: candidates sign in with their number and the proof of their card code.

A wrong code and an unknown number are answered alike. A candidate writes at one seat. Whoever sat
down at the wrong one may leave it before they have said there who they are; from then on a proctor
has to let them go elsewhere.
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
from exam.events import Milestone, SeatAdmitted
from exam.protocol import SealedTopic, SignInReply, SignInRequest, make_order_id
from server.door import require_expected, require_may_enter
from server.enrolment import Seat
from server.envelopes import receipts_of
from server.heads import record_head
from server.office import OpenExam
from server.orders import Given, issue_order, signed_orders
from server.segments import journal_of
from server.sittings import Row, deeds_of, envelopes_of, first_row, sitting_of

SitsThere = Callable[[str, str], bool]
"""Whether that seat was lately heard of with that application."""

Heard = Callable[[str, str], ExamTime | None]
"""When that seat was last heard of with that application."""

FREE_FAILURES: Final = 5
WAIT_SECONDS: Final = 30
_MOST_ENVELOPES: Final = 100
_FORGET_MILLISECONDS: Final = 15 * 60 * 1000
_FIRST_RUN_OF_SERVING: Final = 2
_ADMISSIONS_OF_A_RUN: Final = 64
_LAST_ADMISSION: Final = 2**16 - 1


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
    heard: Heard = lambda _seat_id, _application_id: None,
) -> SignInReply:
    """Admit a candidate at a seat, moving them there if they never really sat at another.

    Raises:
        RefusedError: unknown number or wrong code, alike; a proctor has to allow the move
            (`sign-in.ask-proctor`, which names the application and the seat before); the door is
            closed to somebody who has not signed in before; or it is not known yet what time it is.

    """
    exam.timeline.require_settled()
    application = _proven_application(db, request)
    require_may_enter(db, exam.config, application)
    heard_at = _note_heard(db, application, heard)
    _move(db, exam, application, seat, sits_there, now)
    return _welcome(db, exam, application, heard_at)


def _welcome(db: Database, exam: OpenExam, application: Row, heard_at: ExamTime) -> SignInReply:
    """Return everything that is known of a sitting, for the seat at which it goes on."""
    of = [application["sitting_id"], application["post_id"]]
    (topic,) = db.query(
        "select post_id, sealed from topics where sitting_id = ? and post_id = ?", of
    )
    return SignInReply(
        application_id=application["id"],
        number=application["number"],
        name=application["name"],
        nip=application["nip"],
        post_id=application["post_id"],
        duration=application["length"],
        accommodation=application["accommodation"],
        time=exam.timeline.told(),
        topic=SealedTopic(topic["post_id"], topic["sealed"]),
        orders=signed_orders(db, application["id"]),
        journal=journal_of(db, application["id"]),
        received=envelopes_of(db, application["id"])[-_MOST_ENVELOPES:],
        receipts=receipts_of(db, application["id"])[-_MOST_ENVELOPES:],
        sitting_id=application["sitting_id"],
        office=application["office"],
        unit=application["unit"],
        heard_at=heard_at,
        deeds=deeds_of(db, application["id"]),
    )


def allow_move(
    db: Database,
    exam: OpenExam,
    application_id: str,
    seat_id: str,
    staff_id: str,
    now: ExamTime,
) -> None:
    """Let a candidate go on at another seat, inside an act; allowing it again changes nothing.

    Raises:
        RefusedError: there is no such candidate or seat, they do not come to the paper, or the
            sitting is closed.

    """
    application = first_row(db, "select * from applications where id = ?", application_id)
    if application is None:
        raise RefusedError("order.nobody", application=application_id)
    require_expected(exam.config, application)
    seat = first_row(db, "select id, name, revoked from seats where id = ?", seat_id)
    if seat is None:
        raise RefusedError("seat.unknown")
    if seat["revoked"]:
        raise RefusedError("seat.revoked", seat=seat["name"])
    if application["seat_id"] != seat_id:
        _admit(db, exam, application, seat_id, seat["name"], staff_id, now)


def _proven_application(db: Database, request: SignInRequest) -> Row:
    row = first_row(db, "select * from applications where number = ?", request.number)
    known = b"" if row is None else row["auth_hash"]
    if not hmac.compare_digest(keys.auth_hash(request.auth), known) or row is None:
        raise RefusedError("sign-in.wrong")
    return row


def _note_heard(db: Database, application: Row, heard: Heard) -> ExamTime:
    """Keep when the candidate was last heard of at the seat before, for a call that is repeated."""
    before = ExamTime(application["heard_at"])
    latest = heard(application["seat_id"] or "", application["id"])
    if latest is None or latest <= before:
        return before
    db.table("applications").update(application["id"], {"heard_at": latest})
    return latest


def _move(
    db: Database,
    exam: OpenExam,
    application: Row,
    seat: Seat,
    sits_there: SitsThere,
    now: ExamTime,
) -> None:
    """Admit the candidate at this seat, which fences every seat before; once is enough."""
    before, application_id = application["seat_id"], application["id"]
    if before == seat.id:
        return
    if before is not None:
        confirmed = sitting_of(db, application).has_reached(Milestone.IDENTITY_CONFIRMED)
        if confirmed or sits_there(before, application_id):
            name = _seat_name(db, before)
            raise RefusedError("sign-in.ask-proctor", seat=name, application=application_id)
    _admit(db, exam, application, seat.id, seat.name, "", now)


def _admit(
    db: Database,
    exam: OpenExam,
    application: Row,
    seat_id: str,
    seat_name: str,
    staff_id: str,
    now: ExamTime,
) -> None:
    record_head(db, application, now)
    admission = _next_admission(exam, application)
    order = SeatAdmitted(make_order_id(os.urandom), now, admission, seat_id, seat_name)
    issue_order(db, exam, Given(staff_id, application["id"]), order)
    changed = {"seat_id": seat_id, "admission": admission}
    db.table("applications").update(application["id"], changed)


def _next_admission(exam: OpenExam, application: Row) -> int:
    """Number an admission; from its first restart on each run of the server has its own numbers.

    So a server that was restored, whether it knows or not, gives none that it gave and forgot.
    """
    following = int(application["admission"]) + 1
    of_this_run = (exam.timeline.run - _FIRST_RUN_OF_SERVING) * _ADMISSIONS_OF_A_RUN
    return max(following, of_this_run) if of_this_run <= _LAST_ADMISSION else following


def _seat_name(db: Database, seat_id: str) -> str:
    row = first_row(db, "select name from seats where id = ?", seat_id)
    return seat_id if row is None else str(row["name"])
