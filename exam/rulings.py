"""What may be ordered in a sitting now: every refusal before anything is signed.

A ruling looks at one sitting and one order that is about to be issued, and raises or lets it pass.
It never changes anything; the fold of `exam.sitting` takes whatever was signed.
"""

from dataclasses import dataclass
from typing import Final

from exam.clock import MILLISECONDS_PER_MINUTE, ExamTime
from exam.errors import RefusedError
from exam.events import (
    AnyOrder,
    CallAnswered,
    CreditGranted,
    EndOrdered,
    HandInReopened,
    LockLifted,
    MessageSent,
    Order,
    PauseOrdered,
    ResumeOrdered,
    SeatAdmitted,
    SittingClosed,
    StartOrdered,
    WorkLocked,
)
from exam.sitting import Phase, Sitting

_HANDED_IN: Final = (Phase.SEALED, Phase.SUBMITTED)
_BOTH: Final = 2


@dataclass(frozen=True, slots=True)
class Terms:
    """What the config says of orders: how far ahead (milliseconds), and which credit needs two.

    `grace` is how many milliseconds after time-up a hand-in is not late.
    """

    lead: int
    credit_of_one: int
    grace: int = 0


def require_orderable(sitting: Sitting, order: AnyOrder, terms: Terms) -> None:
    """Refuse an order that does not fit where the sitting stands when it is issued.

    Raises:
        RefusedError: says what stands in the way.

    """
    if sitting.closed_at is not None:
        raise RefusedError("order.closed")
    match order:
        case StartOrdered():
            _require_start(sitting, order, terms)
        case PauseOrdered():
            _require_pause(sitting, order)
        case ResumeOrdered():
            _require_resume(sitting, order, terms)
        case CreditGranted() | HandInReopened():
            _require_gift(sitting, order, terms)
        case EndOrdered():
            _require_end(sitting, order, terms)
        case SeatAdmitted():
            _require_admission(sitting, order)
        case MessageSent() | CallAnswered() | WorkLocked() | LockLifted():
            _require_in_conversation(sitting, order)
        case _:
            _require_close(sitting, order, terms)


def _require_start(sitting: Sitting, order: StartOrdered, terms: Terms) -> None:
    """Refuse a start once seats may have begun: one ordered anew has to reach them all before."""
    if sitting.start is not None and sitting.start < order.issued_at + terms.lead:
        raise RefusedError("order.begun")
    _require_lead(order.at, order.issued_at, terms)


def _require_pause(sitting: Sitting, order: PauseOrdered) -> None:
    _require_running(sitting, order)
    if sitting.unresumed_pauses:
        raise RefusedError("order.paused")


def _require_resume(sitting: Sitting, order: ResumeOrdered, terms: Terms) -> None:
    if order.pause_id not in {pause.id for pause in sitting.unresumed_pauses}:
        raise RefusedError("order.not-paused")
    _require_lead(order.at, order.issued_at, terms)


def _require_gift(sitting: Sitting, order: CreditGranted | HandInReopened, terms: Terms) -> None:
    """Refuse a credit to who has handed in: only a reopening lets them use it."""
    _require_granters(sitting, order, terms)
    if isinstance(order, HandInReopened):
        _require_reopenable(sitting, order)
    else:
        _require_not_handed_in(sitting, order)
    _require_time(sitting, order)


def _require_end(sitting: Sitting, order: EndOrdered, terms: Terms) -> None:
    """Refuse an end that comes no sooner than the time runs out: it would change nothing."""
    _require_running(sitting, order)
    _require_lead(order.at, order.issued_at, terms)
    if order.at - order.issued_at >= sitting.remaining_at(ExamTime(order.issued_at)):
        raise RefusedError("order.ends-before")


def _require_reopenable(sitting: Sitting, order: HandInReopened) -> None:
    if sitting.phase_at(ExamTime(order.issued_at)) not in _HANDED_IN:
        raise RefusedError("order.not-handed-in")
    if order.revision != sitting.revision + 1:
        raise RefusedError("order.revision", revision=order.revision, expected=sitting.revision + 1)


def _require_admission(sitting: Sitting, order: SeatAdmitted) -> None:
    last = 0 if sitting.admission is None else sitting.admission.admission
    if order.admission <= last:
        raise RefusedError("order.admission", admission=order.admission, expected=last + 1)


def _require_close(sitting: Sitting, order: SittingClosed, terms: Terms) -> None:
    now = ExamTime(order.issued_at)
    if not sitting.has_begun_at(now):
        raise RefusedError("order.not-begun")
    if _is_at_work(sitting, now, terms):
        raise RefusedError("order.still-writing")


def _require_in_conversation(
    sitting: Sitting, order: MessageSent | CallAnswered | WorkLocked | LockLifted
) -> None:
    """Refuse an answer to no call, a second lock, and the end of none; anything may be said."""
    match order:
        case CallAnswered() if order.call_id not in {one.call_id for one in sitting.calls}:
            raise RefusedError("order.no-call")
        case CallAnswered() if order.call_id not in {
            one.call_id for one in sitting.unanswered_calls
        }:
            raise RefusedError("order.answered")
        case LockLifted() if order.lock_id not in {lock.id for lock in sitting.locks}:
            raise RefusedError("order.not-locked")
        case WorkLocked():
            _require_not_handed_in(sitting, order)
            if sitting.locks:
                raise RefusedError("order.locked")


def _is_at_work(sitting: Sitting, now: ExamTime, terms: Terms) -> bool:
    """Whether a candidate has a seat and time, or may be handing in.

    A hand-in may need as long to get here as an order needs to get there; who sealed nothing yet
    has the grace.
    """
    match sitting.phase_at(now):
        case Phase.SUBMITTED:
            return False
        case Phase.SEALED:
            return sitting.sealing is None or abs(now - sitting.sealing.at) < terms.lead
        case _:
            late_from = ExamTime(now - max(terms.lead, terms.grace))
            has_time = sitting.remaining_at(late_from) > 0
            return has_time and sitting.admission is not None


def _require_running(sitting: Sitting, order: PauseOrdered | EndOrdered) -> None:
    now = ExamTime(order.issued_at)
    if not sitting.has_begun_at(now):
        raise RefusedError("order.not-begun")
    _require_not_handed_in(sitting, order)
    if sitting.remaining_at(now) == 0:
        raise RefusedError("order.over")


def _require_not_handed_in(sitting: Sitting, order: Order) -> None:
    if sitting.phase_at(ExamTime(order.issued_at)) in _HANDED_IN:
        raise RefusedError("order.handed-in")


def _require_granters(
    sitting: Sitting, order: CreditGranted | HandInReopened, terms: Terms
) -> None:
    """Refuse more than one person alone may give one candidate, in all and whoever it was."""
    alone = [credit for credit in (*sitting.credits, order) if len(set(credit.granted_by)) < _BOTH]
    if order in alone and sum(credit.milliseconds for credit in alone) > terms.credit_of_one:
        minutes = terms.credit_of_one // MILLISECONDS_PER_MINUTE
        raise RefusedError("order.two-needed", minutes=minutes)


def _require_time(sitting: Sitting, order: CreditGranted | HandInReopened) -> None:
    """Refuse to give less than what is missing: the paper would be handed in again at once."""
    given, now = sitting.after(order), ExamTime(order.issued_at)
    if given.remaining_at(now) == 0:
        needed = order.milliseconds + given.missing_at(now)
        raise RefusedError("order.no-time", minutes=needed // MILLISECONDS_PER_MINUTE + 1)


def _require_lead(at: int, issued_at: int, terms: Terms) -> None:
    if at < issued_at + terms.lead:
        raise RefusedError("order.too-soon", seconds=-(-terms.lead // 1000))
