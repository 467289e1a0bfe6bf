"""How much time one sitting has, worked out from what is known of it.

No order takes effect before it was issued; a pause binds from its acknowledgement. For the same
facts the remaining time never grows as time passes, and no fact makes it grow but one that gives
time: a credit, a reopening, a pause, or a start ordered anew before it had come. A start that was
entered at a PC gives none: what an order began before it is time lost, for people to give back.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import TypeVar

from exam.clock import Allowance, ExamTime, Pause
from exam.events import (
    Cause,
    CreditGranted,
    EndOrdered,
    Fact,
    HandInReopened,
    Order,
    PauseAcknowledged,
    PauseOrdered,
    ResumeOrdered,
    SittingEvent,
    StartEntered,
    StartOrdered,
    WritingInterrupted,
)

_F = TypeVar("_F", bound=Fact)
_O = TypeVar("_O", bound=Order)


@dataclass(frozen=True)
class Timetable:
    """The time of one candidate: how long it is at first (milliseconds), and what is known."""

    duration: int
    accommodation: int = 0
    facts: frozenset[SittingEvent] = frozenset()

    def known(self, kind: type[_F]) -> list[_F]:
        """Return the facts of one kind, in no order."""
        kinds = (facts for known, facts in self._by_kind.items() if issubclass(known, kind))
        return [fact for facts in kinds for fact in facts if isinstance(fact, kind)]

    def orders(self, kind: type[_O]) -> list[_O]:
        """Return the orders of one kind, in the order in which they were issued."""
        return sorted(self.known(kind), key=_place)

    @cached_property
    def start(self) -> ExamTime | None:
        """When it begins: as it was ordered, or earlier as it was entered at the candidate's PC."""
        known = [start for start in (self.ordered_start, self.entered_start) if start is not None]
        return min(known, default=None)

    @cached_property
    def ordered_start(self) -> ExamTime | None:
        """When it was ordered to begin: at first, or as ordered anew before that had come."""
        start: ExamTime | None = None
        for order in self.orders(StartOrdered):
            if start is None or order.issued_at < start:
                start = _effect(order)
        return start

    @cached_property
    def entered_start(self) -> ExamTime | None:
        """When a proctor let the candidate begin by the topic code, if one did."""
        return min((ExamTime(deed.at) for deed in self.known(StartEntered)), default=None)

    @cached_property
    def credits(self) -> tuple[CreditGranted | HandInReopened, ...]:
        """Everything that gives time."""
        return (*self.orders(CreditGranted), *self.orders(HandInReopened))

    @cached_property
    def pauses(self) -> tuple[Pause, ...]:
        """The pauses that bind: from the first acknowledgement to the first resumption."""
        return tuple(
            Pause(ExamTime(max(begin, order.issued_at)), self._resumed.get(order.id))
            for order in self.orders(PauseOrdered)
            if (begin := self._acknowledged.get(order.id)) is not None
        )

    @cached_property
    def unresumed_pauses(self) -> tuple[PauseOrdered, ...]:
        """Pauses, acknowledged or not, without an order to resume."""
        return tuple(order for order in self.orders(PauseOrdered) if order.id not in self._resumed)

    @cached_property
    def unanswered_pauses(self) -> tuple[PauseOrdered, ...]:
        """Pauses that no seat has acknowledged, without an order to resume."""
        return tuple(order for order in self.unresumed_pauses if order.id not in self._acknowledged)

    @cached_property
    def allowance(self) -> Allowance | None:
        """The time allowed, once the start is ordered; orders to end early are apart."""
        if self.start is None:
            return None
        return Allowance(self.start, self.duration, self.accommodation, self.pauses, self._given)

    def has_begun_at(self, now: ExamTime) -> bool:
        """Whether the start has come."""
        return self.start is not None and now >= self.start

    def is_paused_at(self, now: ExamTime) -> bool:
        """Whether a pause binds."""
        return any(pause.holds_at(now) for pause in self.pauses)

    def remaining_at(self, now: ExamTime) -> int:
        """Milliseconds left; the whole time before a start is ordered."""
        return max(0, self._balance_at(now))

    def missing_at(self, now: ExamTime) -> int:
        """Milliseconds that a credit must exceed to leave any time; 0 while there is some."""
        return max(0, -self._balance_at(now))

    def lost_by(self, now: ExamTime) -> int:
        """Milliseconds that ran away while nobody could write, each once; pauses do not count."""
        if self.allowance is None:
            return 0
        total, counted_to = 0, 0
        for first, last in sorted(self._gaps):
            begin, end = ExamTime(max(first, counted_to)), ExamTime(min(last, now))
            total += self.allowance.spent(begin, max(begin, end))
            counted_to = max(counted_to, end)
        return total

    @cached_property
    def _gaps(self) -> tuple[tuple[int, int], ...]:
        """When nobody could write: as seats noted it, and before a start that was entered late."""
        noted = tuple((gap.begin, gap.end) for gap in self.known(WritingInterrupted))
        ordered, entered = self.ordered_start, self.entered_start
        if ordered is None or entered is None or entered <= ordered:
            return noted
        return (*noted, (ordered, entered))

    def cause_of_end_at(self, now: ExamTime) -> Cause | None:
        """Why no time is left: what ran out first, or None while there is some."""
        balance, cause = min(self._limits_at(now), key=itemgetter(0))
        return cause if balance <= 0 else None

    def _balance_at(self, now: ExamTime) -> int:
        return min(balance for balance, _ in self._limits_at(now))

    def _limits_at(self, now: ExamTime) -> list[tuple[int, Cause]]:
        """The balance of all that must not run out, with what it is called when it does."""
        if self.allowance is None:
            return [(self.duration + self.accommodation + sum(self._given), Cause.TIME_UP)]
        ends = ((end.balance(now), cause) for end, cause in self._ends if now >= end.start)
        return [(self.allowance.balance(now), Cause.TIME_UP), *ends]

    @cached_property
    def _ends(self) -> tuple[tuple[Allowance, Cause], ...]:
        """The time from each order to end until that end."""
        return tuple((self._until(order), order.cause) for order in self.orders(EndOrdered))

    def _until(self, end: EndOrdered) -> Allowance:
        """The time from an order to end until that end; only what is credited later adds to it."""
        later = tuple(one.milliseconds for one in self.credits if _place(one) > _place(end))
        issued = ExamTime(end.issued_at)
        return Allowance(issued, _effect(end) - issued, pauses=self.pauses, credits=later)

    @cached_property
    def _given(self) -> tuple[int, ...]:
        return tuple(credit.milliseconds for credit in self.credits)

    @cached_property
    def _acknowledged(self) -> Mapping[str, ExamTime]:
        """When each pause was first acknowledged."""
        answers = self.known(PauseAcknowledged)
        return _earliest((answer.pause_id, answer.at) for answer in answers)

    @cached_property
    def _resumed(self) -> Mapping[str, ExamTime]:
        """When each pause first ends."""
        return _earliest((order.pause_id, _effect(order)) for order in self.known(ResumeOrdered))

    @cached_property
    def _by_kind(self) -> Mapping[type[Fact], list[Fact]]:
        found: defaultdict[type[Fact], list[Fact]] = defaultdict(list)
        for fact in self.facts:
            found[type(fact)].append(fact)
        return found


def _earliest(instants: Iterable[tuple[str, int]]) -> Mapping[str, ExamTime]:
    """The earliest instant of each name."""
    earliest: dict[str, ExamTime] = {}
    for name, instant in instants:
        earliest[name] = ExamTime(min(instant, earliest.get(name, instant)))
    return earliest


def _effect(order: StartOrdered | ResumeOrdered | EndOrdered) -> ExamTime:
    """When an order takes effect: as it says, but not before it was issued."""
    return ExamTime(max(order.at, order.issued_at))


def _place(order: Order) -> tuple[int, str]:
    """Where an order stands among all orders."""
    return (order.issued_at, order.id)
