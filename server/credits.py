"""Time that is given back: what is proposed, and who has to agree.

What ran away while nobody could write is measured; what was given already is taken off. More than
the config leaves to one proctor waits in the hall until another one agrees. Whatever was asked for
twice is given once, because each asking says how much had been given before.
"""

import os
from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.events import CreditGranted, Granters, HandInReopened
from exam.protocol import make_order_id
from exam.rulings import Terms, require_orderable
from exam.sitting import Sitting
from server.hall import Hall, Proposal
from server.office import OpenExam
from server.orders import Given, issue_order, terms_of
from server.sittings import Row, sitting_of

_BOTH: Final = 2
_SECOND: Final = 1000
_ANOTHER: Final = "-"
"""Stands for whoever will agree, while an order is only tried."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What ran away and was not given back, in whole seconds (milliseconds), and what was given."""

    proposed: int
    given: int
    needs_two: bool


def loss_of(sitting: Sitting, terms: Terms, now: ExamTime) -> Loss:
    """Measure what somebody lost, and whether one proctor may give it back."""
    given = given_to(sitting)
    missing = max(0, sitting.lost_by(now) - given)
    proposed = -(-missing // _SECOND) * _SECOND
    return Loss(proposed, given, needs_two(sitting, proposed, terms))


def given_to(sitting: Sitting) -> int:
    """Return how many milliseconds somebody was given in all."""
    return sum(credit.milliseconds for credit in sitting.credits)


def needs_two(sitting: Sitting, milliseconds: int, terms: Terms) -> bool:
    """Whether so much more is above what single proctors may give one candidate in all."""
    alone = (one for one in sitting.credits if len(set(one.granted_by)) < _BOTH)
    return sum(one.milliseconds for one in alone) + milliseconds > terms.credit_of_one


def ask_for_time(db: Database, exam: OpenExam, hall: Hall, asked: Proposal, now: ExamTime) -> None:
    """Give time at once if one proctor may, else let it wait for another; inside an act.

    Raises:
        RefusedError: nothing can be given to this candidate now, or not so little.

    """
    sitting = _sitting(db, asked.application_id)
    if not _still_fits(sitting, asked):
        return
    terms = terms_of(exam)
    if needs_two(sitting, asked.milliseconds, terms):
        order = _order(asked, (asked.staff_id, _ANOTHER), now)
        require_orderable(sitting, order, terms)
        hall.propose(asked)
        return
    _give(db, exam, asked, (asked.staff_id,), now)


def agree(db: Database, exam: OpenExam, seen: Proposal, staff_id: str, now: ExamTime) -> None:
    """Give what another proctor proposed, inside an act; agreeing again gives nothing more.

    Raises:
        RefusedError: it is one's own proposal, or cannot be given any more.

    """
    if seen.staff_id == staff_id:
        raise RefusedError("credit.own-proposal")
    sitting = _sitting(db, seen.application_id)
    if _still_fits(sitting, seen):
        _give(db, exam, seen, (seen.staff_id, staff_id), now)


def _still_fits(sitting: Sitting, asked: Proposal) -> bool:
    """Whether nothing was given, and no hand-in reopened, since the page was made."""
    is_reopened = asked.revision and sitting.revision >= asked.revision
    return given_to(sitting) == asked.given and not is_reopened


def _give(
    db: Database,
    exam: OpenExam,
    asked: Proposal,
    granted_by: Granters,
    now: ExamTime,
) -> None:
    order = _order(asked, granted_by, now)
    issue_order(db, exam, Given(granted_by[-1], asked.application_id), order)


def _order(asked: Proposal, granted_by: Granters, now: ExamTime) -> CreditGranted | HandInReopened:
    new_id = make_order_id(os.urandom)
    if asked.revision:
        return HandInReopened(
            new_id, now, asked.revision, asked.milliseconds, granted_by, asked.reason
        )
    return CreditGranted(new_id, now, asked.milliseconds, granted_by, asked.reason)


def _sitting(db: Database, application_id: str) -> Sitting:
    return sitting_of(db, application_row(db, application_id))


def application_row(db: Database, application_id: str) -> Row:
    """Return an application.

    Raises:
        RefusedError: there is none of that id.

    """
    for row in db.query("select * from applications where id = ?", [application_id]):
        return row
    raise RefusedError("order.nobody", application=application_id)
