"""Time that is given back: what is proposed, and who has to agree.

What ran away while nobody could write is measured; what was given already is taken off. More than
the config leaves to one proctor waits until another one agrees. Whatever was asked for twice is
given once, because each asking says how much had been given before.
"""

import os
from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from exam.chronicle import OrderIssued
from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.events import CreditGranted, Granters, HandInReopened
from exam.proceedings import CreditWithdrawn
from exam.protocol import make_order_id
from exam.rulings import Terms, require_orderable
from exam.sitting import Sitting
from server.authorship import entries_about, overtaken, overtaken_by
from server.office import OpenExam
from server.orders import Given, issue_order, terms_of
from server.proposals import Proposal, Shown, proposal_for, propose, settle, withdraw
from server.sittings import application_row, sitting_of

_GIFTS: Final = (CreditGranted, HandInReopened)
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


def ask_for_time(db: Database, exam: OpenExam, asked: Proposal, now: ExamTime) -> None:
    """Give time at once if one proctor may, else let it wait for another; inside an act.

    Raises:
        RefusedError: nothing can be given to this candidate now, or not so little, or somebody else
            gave or proposed something first.

    """
    sitting = _sitting(db, asked.application_id)
    if not _is_due(db, sitting, asked, asked.staff_id):
        return
    terms = terms_of(exam)
    if needs_two(sitting, asked.milliseconds, terms):
        order = _order(asked, (asked.staff_id, _ANOTHER), now)
        require_orderable(sitting, order, terms)
        _require_first(db, asked)
        propose(db, asked, now)
        return
    _give(db, exam, asked, (asked.staff_id,), now)


def agree(db: Database, exam: OpenExam, seen: Shown, staff_id: str, now: ExamTime) -> None:
    """Give what another proctor proposed, inside an act; agreeing again gives nothing more.

    Raises:
        RefusedError: it is one's own proposal, was withdrawn or changed, or cannot be given any
            more.

    """
    waiting = _waiting(db, seen, staff_id)
    if waiting is None:
        return
    if waiting.staff_id == staff_id:
        raise RefusedError("credit.own-proposal")
    if _is_due(db, _sitting(db, seen.application_id), waiting, staff_id):
        _give(db, exam, waiting, (waiting.staff_id, staff_id), now)


def decline(db: Database, seen: Shown, staff_id: str, now: ExamTime) -> None:
    """Take a proposal back or say no to it, inside an act; again it changes nothing.

    Raises:
        RefusedError: somebody else settled or changed it first.

    """
    waiting = _waiting(db, seen, staff_id)
    if waiting is not None:
        withdraw(db, waiting, staff_id, now)


def _waiting(db: Database, seen: Shown, staff_id: str) -> Proposal | None:
    """Return what waits as it was shown; None if the same person has settled it already."""
    waiting = proposal_for(db, seen.application_id)
    if waiting is not None:
        if waiting.shown != seen:
            raise RefusedError("credit.changed")
        return waiting
    last = _last_word(db, seen.application_id)
    if last is None:
        raise RefusedError("credit.changed")
    if last.staff_id != staff_id:
        kind = type(last.order) if isinstance(last, OrderIssued) else type(last)
        raise overtaken_by(kind, last.staff_id, last.at)
    return None


def _last_word(db: Database, application_id: str) -> OrderIssued | CreditWithdrawn | None:
    """Return the last entry that gave time to a candidate or took a proposal back."""
    found = [
        entry
        for entry in entries_about(db, application_id)
        if isinstance(entry, CreditWithdrawn)
        or (isinstance(entry, OrderIssued) and isinstance(entry.order, _GIFTS))
    ]
    return found[-1] if found else None


def _require_first(db: Database, asked: Proposal) -> None:
    """Refuse to put a proposal over that of somebody else."""
    waiting = proposal_for(db, asked.application_id)
    if waiting is not None and waiting.staff_id != asked.staff_id:
        raise RefusedError("credit.waits")


def _is_due(db: Database, sitting: Sitting, asked: Proposal, staff_id: str) -> bool:
    """Whether nothing was given, and no hand-in reopened, since the page was made.

    Raises:
        RefusedError: somebody else, or another form, gave time since.

    """
    is_reopened = asked.revision and sitting.revision >= asked.revision
    if given_to(sitting) == asked.given and not is_reopened:
        return True
    last = max(sitting.credits, key=lambda credit: (credit.issued_at, credit.id))
    is_the_same = (last.milliseconds, last.reason) == (asked.milliseconds, asked.reason)
    if is_the_same and staff_id in last.granted_by:
        return False
    raise overtaken(db, last)


def _give(
    db: Database,
    exam: OpenExam,
    asked: Proposal,
    granted_by: Granters,
    now: ExamTime,
) -> None:
    """Give it; what else waits for that candidate cannot be agreed to any more."""
    order = _order(asked, granted_by, now)
    issue_order(db, exam, Given(granted_by[-1], asked.application_id), order)
    waiting = proposal_for(db, asked.application_id)
    if waiting == asked:
        settle(db, asked.application_id)
    elif waiting is not None:
        withdraw(db, waiting, granted_by[-1], now)


def _order(asked: Proposal, granted_by: Granters, now: ExamTime) -> CreditGranted | HandInReopened:
    new_id = make_order_id(os.urandom)
    if asked.revision:
        return HandInReopened(
            new_id, now, asked.revision, asked.milliseconds, granted_by, asked.reason
        )
    return CreditGranted(new_id, now, asked.milliseconds, granted_by, asked.reason)


def _sitting(db: Database, application_id: str) -> Sitting:
    return sitting_of(db, application_row(db, application_id))
