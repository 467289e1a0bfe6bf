"""The close of a sitting: from then on nothing of it counts that is not here.

How far every journal is here is recorded first, so that a dead PC hands in what the server had of
it. Closing again changes nothing, and closing one sitting nothing of another.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.events import EnvelopeReceived, HeadAcknowledged, SittingClosed
from exam.hand_ins import Outcome, outcome_of
from exam.protocol import make_order_id
from exam.sitting import Sitting
from server.heads import record_heads
from server.office import OpenExam
from server.orders import Given, issue_order, require_fitting
from server.recovering import require_over
from server.sittings import EVERYBODY, ONLY, all_sittings, common_sitting

_EXPECTED = """
    select distinct sitting_id from applications where barred = '' or admission > 0
"""
_SIGNED_IN = """
    select id, number from applications where admission > 0 and sitting_id = ? order by number
"""


@dataclass(frozen=True, slots=True)
class Closing:
    """When the sitting was closed, and what that means for whom, by candidates' numbers.

    `without` handed nothing in and left nothing here; of `escrowed` the last records that reached
    the server count; `late` were sealed after the grace; `before_reopening` were let write on, and
    what counts is what they had handed in before.
    """

    at: ExamTime
    without: tuple[str, ...]
    escrowed: tuple[str, ...]
    late: tuple[str, ...]
    before_reopening: tuple[str, ...]


def close_sitting(
    db: Database, exam: OpenExam, staff_id: str, now: ExamTime, sitting_id: str = ONLY
) -> Closing:
    """Close a sitting for everybody, inside an act; closing again returns the same.

    Raises:
        RefusedError: somebody may still be writing, the sitting has not begun, or a restored server
            has not heard every seat.

    """
    closed_at = common_sitting(db, 0, sitting_id).closed_at
    if closed_at is None:
        require_over(db)
        record_heads(db, exam, now)
        given = Given(staff_id, sitting_id=sitting_id)
        issue_order(db, exam, given, SittingClosed(make_order_id(os.urandom), now))
        closed_at = now
    return _closing(db, exam, closed_at, sitting_id)


def refusal_to_close(
    db: Database, exam: OpenExam, now: ExamTime, sitting_id: str = ONLY
) -> RefusedError | None:
    """Return why a sitting cannot be closed at this moment, None if it can."""
    order = SittingClosed(make_order_id(os.urandom), now)
    try:
        require_over(db)
        require_fitting(db, exam, EVERYBODY, order, sitting_id)
    except RefusedError as error:
        return error
    return None


def closing_of(db: Database, exam: OpenExam, sitting_id: str = ONLY) -> Closing | None:
    """Return what the close of a sitting meant for whom; None while it is not closed."""
    closed_at = common_sitting(db, 0, sitting_id).closed_at
    return None if closed_at is None else _closing(db, exam, closed_at, sitting_id)


def unclosed_sittings(db: Database, exam: OpenExam) -> tuple[str, ...]:
    """Return the ids of the sittings that are not closed yet and that anybody comes to.

    In an exam that has one sitting it is not among them: the opening closes it.
    """
    expected = {row["sitting_id"] for row in db.query(_EXPECTED)}
    return tuple(
        sitting_id
        for sitting_id in exam.config.writing.sitting_ids
        if sitting_id
        and sitting_id in expected
        and common_sitting(db, 0, sitting_id).closed_at is None
    )


def outcomes_of(sittings: Mapping[str, Sitting], exam: OpenExam) -> dict[str, Outcome]:
    """Say for every application what counts of what is here now."""
    grace = exam.config.writing.sitting_rules.grace_seconds * 1000
    return {key: outcome_of(sitting, grace) for key, sitting in sittings.items()}


def _closing(db: Database, exam: OpenExam, at: ExamTime, sitting_id: str) -> Closing:
    sittings = all_sittings(db, sitting_id)
    outcomes = outcomes_of(sittings, exam)
    rows = [(row["id"], row["number"]) for row in db.query(_SIGNED_IN, [sitting_id])]

    def numbers(found: Iterable[str]) -> tuple[str, ...]:
        wanted = set(found)
        return tuple(number for key, number in rows if key in wanted)

    return Closing(
        at=at,
        without=numbers(key for key, one in outcomes.items() if one.counted is None),
        escrowed=numbers(
            key for key, one in outcomes.items() if isinstance(one.counted, HeadAcknowledged)
        ),
        late=numbers(key for key, one in outcomes.items() if one.is_late),
        before_reopening=numbers(
            key for key, one in outcomes.items() if is_before_reopening(sittings[key], one)
        ),
    )


def is_before_reopening(sitting: Sitting, outcome: Outcome) -> bool:
    """Whether what counts was handed in before the candidate was let write on."""
    counted = outcome.counted
    return isinstance(counted, EnvelopeReceived) and counted.revision < sitting.revision
