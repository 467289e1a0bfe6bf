"""Stopping the time and letting it run on, and ending it early: for all, or for one candidate.

A pause binds a seat from when it acknowledges; a resumption and an end reach every seat before they
come. What two people press is done once, and the second is told who was first.
"""

from typing import Final

from sqlite_utils import Database

from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.events import Cause, EndOrdered, Order, PauseOrdered, ResumeOrdered
from exam.sitting import Sitting
from server.authorship import Press
from server.office import OpenExam
from server.orders import Given, issue_order, terms_of
from server.sittings import EVERYBODY, ONLY, application_row, common_sitting, sitting_of

STOPS: Final = (PauseOrdered, ResumeOrdered)
ENDS: Final = (EndOrdered,)


def standing(sitting: Sitting, kinds: tuple[type[Order], ...]) -> tuple[Order, ...]:
    """Return what was ordered of some kinds in a sitting, in the order of the ordering."""
    return tuple(order for order in sitting.orders(Order) if isinstance(order, kinds))


def order_pause(
    db: Database, exam: OpenExam, press: Press, application_id: str, reason: str, now: ExamTime
) -> None:
    """Stop the time of one, or of a sitting where no application is named; inside an act.

    Raises:
        RefusedError: it does not run, or somebody stopped it or let it run on meanwhile.

    """
    sitting = concerned(db, exam, application_id, press.sitting_id)
    if press.is_due(db, application_id, standing(sitting, STOPS)):
        order = PauseOrdered(press.order_id(application_id), now, reason)
        issue_order(db, exam, given_by(press, application_id), order)


def order_resumption(
    db: Database, exam: OpenExam, press: Press, application_id: str, now: ExamTime
) -> None:
    """Let the time run on as soon as every PC can know, whatever had stopped it; inside an act.

    Raises:
        RefusedError: it runs, or somebody stopped it or let it run on meanwhile.

    """
    sitting = concerned(db, exam, application_id, press.sitting_id)
    if not press.is_due(db, application_id, standing(sitting, STOPS)):
        return
    if not sitting.unresumed_pauses:
        raise RefusedError("order.not-paused")
    at = now + terms_of(exam).lead
    given = given_by(press, application_id)
    for place, pause in enumerate(sitting.unresumed_pauses):
        named = application_id if not place else f"{application_id}\n{pause.id}"
        order = ResumeOrdered(press.order_id(named), now, pause.id, at)
        issue_order(db, exam, given, order)


def order_end(
    db: Database,
    exam: OpenExam,
    press: Press,
    application_id: str,
    reason: str,
    milliseconds: int,
    now: ExamTime,
) -> None:
    """End the time so much from now, at the earliest when every PC can know of it; inside an act.

    Raises:
        RefusedError: it does not run or ends before that in any case, or somebody ordered an end
            meanwhile.

    """
    sitting = concerned(db, exam, application_id, press.sitting_id)
    if not press.is_due(db, application_id, standing(sitting, ENDS)):
        return
    at = now + max(milliseconds, terms_of(exam).lead)
    cause = Cause.ORDERED if application_id else Cause.ENDED_EARLY
    order = EndOrdered(press.order_id(application_id), now, at, cause, reason)
    issue_order(db, exam, given_by(press, application_id), order)


def given_by(press: Press, application_id: str) -> Given:
    """Return who gives an order by a press, for whom."""
    return Given(press.staff_id, application_id, press.sitting_id)


def concerned(db: Database, exam: OpenExam, application_id: str, sitting_id: str = ONLY) -> Sitting:
    """Return the sitting of an application, or the one that all of a sitting have in common.

    Raises:
        RefusedError: there is no such application or sitting.

    """
    if application_id == EVERYBODY:
        duration = exam.config.writing.milliseconds_of(sitting_id)
        return common_sitting(db, duration, sitting_id)
    return sitting_of(db, application_row(db, application_id))
