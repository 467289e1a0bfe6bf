"""The order to start: for all, for some or for one, at once or at an instant that is still to come.

A start carries the topic key. One that has not come yet may be ordered anew; once it has, nobody's
time begins a second time.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from sqlite_utils import Database

from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.events import StartOrdered
from exam.protocol import make_order_id
from exam.sitting import Sitting
from server.authorship import Press
from server.office import OpenExam
from server.orders import Given, issue_order
from server.recovering import require_over
from server.sittings import EVERYBODY, ONLY, all_sittings, common_sitting, require_of_sitting
from server.topics import topic_key

_LONGEST_WAIT: Final = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class StartWish:
    """A start that a proctor asks for: for whom (nobody named is the sitting), and when.

    Without an instant it comes as soon as every PC can know of it.
    """

    press: Press
    application_ids: tuple[str, ...] = ()
    at: ExamTime | None = None


def order_start(
    db: Database, exam: OpenExam, staff_id: str, now: ExamTime, sitting_id: str = ONLY
) -> ExamTime:
    """Order the start of a sitting, inside an act; ordering again returns the same instant.

    Only a start that was ordered by a time that has been corrected since is ordered anew.

    Raises:
        RefusedError: a server that was restored awaits seats, which may know of a start, or nobody
            has unlocked the topics.

    """
    common = common_sitting(db, 0, sitting_id)
    if common.start is not None and not is_from_wrong_time(common, now):
        return common.start
    require_over(db)
    at = earliest_start(exam, now)
    order = StartOrdered(make_order_id(os.urandom), now, at)
    given = Given(staff_id, sitting_id=sitting_id)
    issue_order(db, exam, given, order, topic_key(db, exam, sitting_id))
    return at


def order_wished_start(db: Database, exam: OpenExam, wish: StartWish, now: ExamTime) -> None:
    """Order a start as a proctor asks for it, inside an act; the same press again adds nothing.

    Raises:
        RefusedError: somebody ordered one meanwhile, it has begun, it comes too soon, a server that
            was restored awaits seats, which may know of one, or nobody has unlocked the topics.

    """
    people = wish.application_ids or (EVERYBODY,)
    sitting_id = wish.press.sitting_id
    if not wish.press.is_due(db, people[0], starts_of(db, sitting_id)):
        return
    require_over(db)
    at = earliest_start(exam, now) if wish.at is None else wish.at
    key = topic_key(db, exam, sitting_id)
    for application_id in people:
        require_of_sitting(db, application_id, sitting_id)
        order = StartOrdered(wish.press.order_id(application_id), now, at)
        issue_order(db, exam, Given(wish.press.staff_id, application_id, sitting_id), order, key)


def starts_of(db: Database, sitting_id: str = ONLY) -> tuple[StartOrdered, ...]:
    """Return every start that was ordered in a sitting, for whomever, as they were ordered."""
    found = {order.id: order for one in _all(db, sitting_id) for order in one.orders(StartOrdered)}
    return tuple(sorted(found.values(), key=lambda order: (order.issued_at, order.id)))


def earliest_start(exam: OpenExam, now: ExamTime) -> ExamTime:
    """Return the first instant at which a start that is ordered now can come everywhere at once."""
    return ExamTime(now + exam.config.writing.sitting_rules.start_lead_seconds * 1000)


def is_from_wrong_time(sitting: Sitting, now: ExamTime) -> bool:
    """Whether the start was ordered by a time that turned out wrong: later than it is now."""
    orders = sitting.orders(StartOrdered)
    return bool(orders) and orders[0].issued_at > now


def start_of(db: Database, sitting_id: str = ONLY) -> ExamTime | None:
    """Return when a sitting begins for everybody, once that was ordered."""
    return common_sitting(db, 0, sitting_id).start


def instant_of(clock: time, now: ExamTime, wall: datetime) -> ExamTime:
    """Return when the clock on the wall shows a time of day next.

    Raises:
        RefusedError: that is more than twelve hours ahead, so it has gone by today.

    """
    asked = wall.replace(hour=clock.hour, minute=clock.minute, second=clock.second, microsecond=0)
    if asked <= wall:
        asked += timedelta(days=1)
    if asked - wall > _LONGEST_WAIT:
        raise RefusedError("start.gone-by", clock=clock.strftime("%H.%M"))
    return ExamTime(now + round((asked - wall).total_seconds() * 1000))


def _all(db: Database, sitting_id: str) -> Iterable[Sitting]:
    return (common_sitting(db, 0, sitting_id), *all_sittings(db, sitting_id).values())
