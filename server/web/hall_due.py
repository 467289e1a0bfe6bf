"""When a seat may look otherwise though nothing is heard of it, and what of a report is looked at.

Whoever asks again at that instant, and whenever something of the rest changed, misses nothing.
"""

from collections.abc import Iterable
from typing import Final

from exam.clock import ExamTime
from exam.events import EndOrdered
from exam.sitting import Sitting
from server.hall import Report
from server.web.seat_view import (
    ALARM_AFTER_SECONDS,
    DISK_MILLISECONDS,
    DRIFT_MILLISECONDS,
    SERVER_MILLISECONDS,
)

NEVER: Final = 2**60
_SECOND: Final = 1000
_SILENCES: Final = tuple(sorted(seconds * _SECOND for seconds, _ in ALARM_AFTER_SECONDS))

Essence = tuple[object, ...]


def turn_of(sitting: Sitting | None, now: ExamTime) -> int:
    """Return when a sitting will stand otherwise by itself; it may be asked too early."""
    if sitting is None or sitting.start is None:
        return NEVER
    return min(
        _after(now, _instants_of(sitting)), now + (sitting.remaining_at(now) or NEVER), NEVER
    )


def _instants_of(sitting: Sitting) -> Iterable[int | None]:
    yield sitting.start
    for pause in sitting.pauses:
        yield from (pause.begin, pause.end)
    for end in sitting.orders(EndOrdered):
        yield end.at
    for lock in sitting.locks:
        yield lock.issued_at


def fades_at(report: Report | None, now: ExamTime) -> int:
    """Return when what a PC last said will look older than it does now."""
    if report is None:
        return NEVER
    disk_age, at = report.status.disk_age, report.at
    behind = at - disk_age + DISK_MILLISECONDS + 1 if disk_age > 0 else NEVER
    late = at + _SILENCES[0]
    if report.complete_at == at and now < late and now < behind:
        return min(late, behind)
    old = NEVER if report.complete_at is None else report.complete_at + SERVER_MILLISECONDS + 1
    return _after(now, (*(at + silence for silence in _SILENCES), behind, old))


def essence_of(report: Report | None, now: ExamTime, run: int) -> Essence | None:
    """Return what of a report the page shows; while it is equal nothing has to be drawn anew."""
    if report is None:
        return None
    status, age = report.status, now - report.at
    drift = status.exam_time - report.at if status.run == run else None
    said = (
        report.application_id,
        status.phase,
        report.words,
        status.trouble,
        status.pc_check,
        status.run > 0,
    )
    if (
        age < _SILENCES[0]
        and 0 <= status.disk_age <= DISK_MILLISECONDS
        and status.stick_age <= 0
        and report.complete_at == report.at
        and drift is not None
        and -DRIFT_MILLISECONDS < drift < DRIFT_MILLISECONDS
    ):
        return (*said, status.stick_age)
    return (
        *said,
        None if drift is None or abs(drift) < DRIFT_MILLISECONDS else drift // _SECOND,
        report.at // _SECOND if age >= _SILENCES[0] else None,
        _copy(status.disk_age, report.at, DISK_MILLISECONDS),
        _copy(status.stick_age, report.at, 0),
        _server_copy(report.complete_at, now),
    )


def _copy(age: int, at: int, limit: int) -> int | None:
    """Return since when a copy is behind, -1 if it is not, None if there is none."""
    if age < 0:
        return None
    return (at - age) // _SECOND if age > limit else -1


def _server_copy(complete_at: ExamTime | None, now: ExamTime) -> int | None:
    if complete_at is None:
        return None
    return complete_at // _SECOND if now - complete_at > SERVER_MILLISECONDS else -1


def _after(now: ExamTime, instants: Iterable[int | None]) -> int:
    return min((at for at in instants if at is not None and at > now), default=NEVER)
