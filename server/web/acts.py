"""The acts that a proctor orders for one candidate or for all, by the name in their address.

Each knows its page, which orders a second press of it would repeat, and whether it would fit now.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.events import (
    AnyOrder,
    Cause,
    EndOrdered,
    LockLifted,
    Order,
    PauseOrdered,
    ResumeOrdered,
    WorkLocked,
)
from exam.sitting import Sitting
from server.authorship import Press
from server.conversing import LOCKS, lift_lock, lock_work
from server.office import OpenExam
from server.starting import earliest_start
from server.stopping import ENDS, STOPS, order_end, order_pause, order_resumption
from server.web.forms import typed_minutes, typed_reason

_NO_ID: Final = "0" * 32

Require = Callable[[AnyOrder], None]
"""Refuses an order that does not fit where those whom it concerns stand."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody pressed, for whom (all where nobody is named), and what they typed."""

    press: Press
    application_id: str
    data: Mapping[str, str]

    @property
    def reason(self) -> str:
        """Why, for the record."""
        return typed_reason(self.data)

    @property
    def milliseconds(self) -> int:
        """The minutes that were typed."""
        return typed_minutes(self.data, least=0)


@dataclass(frozen=True, slots=True)
class Act:
    """One act; `trial` is an order like the one that it gives, to see whether it would fit."""

    name: str
    template: str
    kinds: tuple[type[Order], ...]
    perform: Callable[[Database, OpenExam, Asked, ExamTime], None]
    trial: Callable[[Sitting, ExamTime, ExamTime], AnyOrder]

    def obstacle(
        self, exam: OpenExam, sitting: Sitting, now: ExamTime, require: Require
    ) -> RefusedError | None:
        """Return what stands in the way of this act now, if anything does."""
        order = self.trial(sitting, now, earliest_start(exam, now))
        try:
            require(order)
        except RefusedError as refused:
            return refused
        return None


def _pause(db: Database, exam: OpenExam, asked: Asked, now: ExamTime) -> None:
    order_pause(db, exam, asked.press, asked.application_id, asked.reason, now)


def _resume(db: Database, exam: OpenExam, asked: Asked, now: ExamTime) -> None:
    order_resumption(db, exam, asked.press, asked.application_id, now)


def _end(db: Database, exam: OpenExam, asked: Asked, now: ExamTime) -> None:
    milliseconds = 0 if asked.application_id else asked.milliseconds
    order_end(db, exam, asked.press, asked.application_id, asked.reason, milliseconds, now)


def _lock(db: Database, exam: OpenExam, asked: Asked, now: ExamTime) -> None:
    lock_work(db, exam, asked.press, asked.application_id, asked.reason, now)


def _lift(db: Database, exam: OpenExam, asked: Asked, now: ExamTime) -> None:
    lift_lock(db, exam, asked.press, asked.application_id, now)


def _try_pause(_: Sitting, now: ExamTime, _at: ExamTime) -> PauseOrdered:
    return PauseOrdered(_NO_ID, now)


def _try_resume(sitting: Sitting, now: ExamTime, at: ExamTime) -> ResumeOrdered:
    pauses = sitting.unresumed_pauses
    return ResumeOrdered(_NO_ID, now, pauses[-1].id if pauses else _NO_ID, at)


def _try_end(_: Sitting, now: ExamTime, at: ExamTime) -> EndOrdered:
    return EndOrdered(_NO_ID, now, at, Cause.ORDERED, "")


def _try_lock(_: Sitting, now: ExamTime, _at: ExamTime) -> WorkLocked:
    return WorkLocked(_NO_ID, now, "")


def _try_lift(sitting: Sitting, now: ExamTime, _at: ExamTime) -> LockLifted:
    return LockLifted(_NO_ID, now, sitting.locks[-1].id if sitting.locks else _NO_ID)


FOR_ALL: Final = (
    Act("jeda", "pause", STOPS, _pause, _try_pause),
    Act("lanjut", "resume", STOPS, _resume, _try_resume),
    Act("akhiri", "end", ENDS, _end, _try_end),
)
FOR_ONE: Final = (
    *FOR_ALL,
    Act("kunci", "lock", LOCKS, _lock, _try_lock),
    Act("buka-kunci", "unlock", LOCKS, _lift, _try_lift),
)


def acts_for(application_id: str) -> tuple[Act, ...]:
    """Return the acts that there are for one candidate, or for all where nobody is named."""
    return FOR_ONE if application_id else FOR_ALL


def act_named(name: str, application_id: str) -> Act:
    """Return the act of that name.

    Raises:
        RefusedError: there is none for one candidate, or for all.

    """
    for act in acts_for(application_id):
        if act.name == name:
            return act
    raise RefusedError("page.not-found")


def acts_that_fit(
    acts: Iterable[Act], exam: OpenExam, sitting: Sitting, now: ExamTime, require: Require
) -> tuple[str, ...]:
    """Return the names of the acts that could be done now."""
    return tuple(act.name for act in acts if act.obstacle(exam, sitting, now, require) is None)
