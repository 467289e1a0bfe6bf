"""What proctors say to candidates, who has read it, the calls they answer, and locks of the work.

A message to some is one order for each of them, issued in one act; together they are one notice.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.events import (
    CallAnswered,
    LockLifted,
    MessageRead,
    MessageSent,
    WorkLocked,
)
from exam.sitting import Sitting
from server.authorship import Press, overtaken
from server.office import OpenExam
from server.orders import issue_order
from server.sittings import EVERYBODY
from server.stopping import concerned, given_by, standing

LOCKS: Final = (WorkLocked, LockLifted)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that was said at an instant: to whom, and who said when to have read it.

    `order_id` is that of one of its orders.
    """

    at: ExamTime
    text: str
    order_id: str
    read: Mapping[str, ExamTime]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A candidate waits for a proctor since an instant."""

    application_id: str
    call_id: str
    at: ExamTime


def send_message(
    db: Database,
    exam: OpenExam,
    press: Press,
    application_ids: Iterable[str],
    text: str,
    now: ExamTime,
) -> None:
    """Say something to some candidates, or to all where none is named; inside an act.

    Raises:
        RefusedError: the sitting is closed, or one of them does not exist.

    """
    people = tuple(application_ids) or (EVERYBODY,)
    if press.is_done(db, people[0]):
        return
    for application_id in people:
        order = MessageSent(press.order_id(application_id), now, text)
        issue_order(db, exam, given_by(press, application_id), order)


def answer_call(
    db: Database, exam: OpenExam, press: Press, application_id: str, call_id: str, now: ExamTime
) -> None:
    """Tell a candidate who called that a proctor comes; inside an act.

    Raises:
        RefusedError: there is no such call, or somebody else answered it.

    """
    sitting = concerned(db, exam, application_id)
    for answer in sitting.orders(CallAnswered):
        if answer.call_id == call_id and answer.id != press.order_id(application_id):
            raise overtaken(db, answer)
    if not press.is_done(db, application_id):
        order = CallAnswered(press.order_id(application_id), now, call_id)
        issue_order(db, exam, given_by(press, application_id), order)


def lock_work(
    db: Database, exam: OpenExam, press: Press, application_id: str, reason: str, now: ExamTime
) -> None:
    """Let a candidate neither write nor read on; inside an act.

    Raises:
        RefusedError: handed in, or somebody locked or lifted a lock meanwhile.

    """
    sitting = concerned(db, exam, application_id)
    if press.is_due(db, application_id, standing(sitting, LOCKS)):
        order = WorkLocked(press.order_id(application_id), now, reason)
        issue_order(db, exam, given_by(press, application_id), order)


def lift_lock(
    db: Database, exam: OpenExam, press: Press, application_id: str, now: ExamTime
) -> None:
    """Let a candidate go on; inside an act.

    Raises:
        RefusedError: nothing is locked, or somebody locked or lifted a lock meanwhile.

    """
    sitting = concerned(db, exam, application_id)
    if not press.is_due(db, application_id, standing(sitting, LOCKS)):
        return
    if not sitting.locks:
        raise RefusedError("order.not-locked")
    order = LockLifted(press.order_id(application_id), now, sitting.locks[-1].id)
    issue_order(db, exam, given_by(press, application_id), order)


def notices_in(sittings: Mapping[str, Sitting]) -> tuple[Notice, ...]:
    """Return everything that was said, the latest first, with who has read it."""
    people: defaultdict[tuple[int, str], dict[str, MessageSent]] = defaultdict(dict)
    for application_id, sitting in sittings.items():
        for message in sitting.messages:
            people[(message.issued_at, message.text)][application_id] = message
    found = (_notice(sittings, said) for said in people.values())
    return tuple(sorted(found, key=lambda notice: (-notice.at, notice.text)))


def calls_in(sittings: Mapping[str, Sitting]) -> tuple[Call, ...]:
    """Return who waits for a proctor, the longest wait first."""
    found = (
        Call(application_id, call.call_id, ExamTime(call.at))
        for application_id, sitting in sittings.items()
        for call in sitting.unanswered_calls
    )
    return tuple(sorted(found, key=lambda call: (call.at, call.call_id)))


def _notice(sittings: Mapping[str, Sitting], said: Mapping[str, MessageSent]) -> Notice:
    read = {
        application_id: ExamTime(deed.at)
        for application_id, message in said.items()
        for deed in sittings[application_id].known(MessageRead)
        if deed.message_id == message.id
    }
    message = next(iter(said.values()))
    unread = tuple(one for one in said if one not in read)
    return Notice(ExamTime(message.issued_at), message.text, message.id, read, unread)
