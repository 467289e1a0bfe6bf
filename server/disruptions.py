"""What disturbed the exam and what was done about it, in the order in which it happened.

Worked out from the ledger alone. Each thing is told once, with its end where it has one: a pause
with its resumption, an exit with the return. What lies before the day itself is left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import singledispatch

from exam.chronicle import (
    AnyEntry,
    CardReplaced,
    DeedReported,
    OrderIssued,
    OrderRecovered,
    RecoveryBegan,
    SeatRecovered,
    SeatWaived,
    TimeSettled,
    WorkImported,
)
from exam.events import (
    CreditGranted,
    EndOrdered,
    HandInReopened,
    PauseOrdered,
    SeatAdmitted,
    StartEntered,
    StartOrdered,
    WorkLocked,
    WritingInterrupted,
)
from exam.proceedings import (
    AnnouncementMade,
    CheckInOpened,
    CreditProposed,
    CreditWithdrawn,
    ExitPermitted,
    IncidentNoted,
    PlaceChanged,
    SeatRevoked,
)
from server.mapping import UNQUESTIONED
from server.occurrences import Ends, Kind, Occurrence


def disruptions_of(entries: Sequence[AnyEntry]) -> tuple[Occurrence, ...]:
    """Return everything that disturbed the exam from the opening of the door on."""
    begin = min((entry.at for entry in entries if _begins_the_day(entry)), default=0)
    ends = Ends(entries)
    told = (one for entry in entries if entry.at >= begin for one in _told(entry, ends))
    moves = (one for one in _moves(entries) if one.at >= begin)
    return _gathered(sorted([*told, *moves], key=lambda one: one.at))


def _begins_the_day(entry: AnyEntry) -> bool:
    if isinstance(entry, OrderIssued | OrderRecovered):
        return isinstance(entry.order, SeatAdmitted | StartOrdered)
    return isinstance(entry, CheckInOpened)


def _told(entry: AnyEntry, ends: Ends) -> list[Occurrence]:
    """Tell an entry, and the order in it: one that came back from a seat is told as both."""
    told = [_tell(entry, ends)]
    if isinstance(entry, OrderIssued | OrderRecovered):
        told.append(_told_order(entry, ends))
    return [one for one in told if one is not None]


def _told_order(entry: OrderIssued | OrderRecovered, ends: Ends) -> Occurrence | None:
    told = _tell(entry.order, ends)
    if told is None:
        return None
    gave = entry.staff_id if isinstance(entry, OrderIssued) else ""
    staff_ids = told.staff_ids or _some(gave)
    return replace(told, application_ids=_some(entry.application_id), staff_ids=staff_ids)


def _moves(entries: Iterable[AnyEntry]) -> Iterable[Occurrence]:
    """Tell who went on at another seat than before; `word` is the seat before, `detail` the new."""
    seats: dict[str, SeatAdmitted] = {}
    for entry in entries:
        if not isinstance(entry, OrderIssued | OrderRecovered):
            continue
        after, who = entry.order, entry.application_id
        if isinstance(after, SeatAdmitted):
            before = seats.get(who)
            seats[who] = after
            if before is not None and before.seat_id != after.seat_id:
                names = (before.seat_name, after.seat_name)
                yield Occurrence(after.issued_at, Kind.MOVE, (who,), after.seat_id).named(*names)


def _gathered(found: Iterable[Occurrence]) -> tuple[Occurrence, ...]:
    """Tell orders that came back from seats one after the other as one thing, with their number."""
    told: list[Occurrence] = []
    for one in found:
        if one.kind is Kind.ORDER_RECOVERED and told and told[-1].kind is one.kind:
            told[-1] = replace(told[-1], count=told[-1].count + 1)
        else:
            told.append(one)
    return tuple(told)


@singledispatch
def _tell(_said: object, _ends: Ends) -> Occurrence | None:
    """Tell an entry or an order, if it is something that disturbs."""
    return None


def _some(*ids: str) -> tuple[str, ...]:
    return tuple(one for one in ids if one)


@_tell.register
def _pause(order: PauseOrdered, ends: Ends) -> Occurrence:
    answers = ends.answers.get(order.id, {})
    until = ends.at.get(order.id)
    begin = min(answers.values(), default=order.issued_at)
    lasted = 0 if until is None or not answers else max(0, until - begin)
    return Occurrence(
        order.issued_at,
        Kind.PAUSE,
        until=until,
        milliseconds=lasted,
        count=len(answers),
        detail=order.reason,
    )


@_tell.register
def _lock(order: WorkLocked, ends: Ends) -> Occurrence:
    until = ends.at.get(order.id)
    return Occurrence(order.issued_at, Kind.LOCK, until=until, detail=order.reason)


@_tell.register
def _credit(order: CreditGranted, _ends: Ends) -> Occurrence:
    return Occurrence(
        order.issued_at,
        Kind.CREDIT,
        milliseconds=order.milliseconds,
        detail=order.reason,
        staff_ids=order.granted_by,
    )


@_tell.register
def _reopening(order: HandInReopened, _ends: Ends) -> Occurrence:
    return Occurrence(
        order.issued_at,
        Kind.REOPENING,
        milliseconds=order.milliseconds,
        count=order.revision,
        detail=order.reason,
        staff_ids=order.granted_by,
    )


@_tell.register
def _end(order: EndOrdered, _ends: Ends) -> Occurrence:
    return Occurrence(order.issued_at, Kind.END, until=order.at, detail=order.reason)


@_tell.register
def _incident(entry: IncidentNoted, _ends: Ends) -> Occurrence:
    return Occurrence(
        entry.at,
        Kind.INCIDENT,
        _some(entry.application_id),
        entry.seat_id,
        word=entry.kind.value,
        detail=entry.text,
        staff_ids=_some(entry.staff_id),
    )


@_tell.register
def _proposal(entry: CreditProposed, _ends: Ends) -> Occurrence:
    return Occurrence(
        entry.at,
        Kind.PROPOSAL,
        _some(entry.application_id),
        milliseconds=entry.milliseconds,
        detail=entry.reason,
        staff_ids=_some(entry.staff_id),
    )


@_tell.register
def _withdrawal(entry: CreditWithdrawn, _ends: Ends) -> Occurrence:
    who, staff = _some(entry.application_id), _some(entry.staff_id)
    return Occurrence(entry.at, Kind.WITHDRAWAL, who, staff_ids=staff)


@_tell.register
def _exit(entry: ExitPermitted, ends: Ends) -> Occurrence:
    until = ends.at.get(entry.exit_id)
    return Occurrence(
        entry.at,
        Kind.EXIT,
        _some(entry.application_id),
        until=until,
        milliseconds=0 if until is None else max(0, until - entry.at),
        detail=entry.reason,
        staff_ids=_some(entry.staff_id),
    )


@_tell.register
def _announcement(entry: AnnouncementMade, ends: Ends) -> Occurrence:
    until, staff = ends.at.get(entry.announcement_id), _some(entry.staff_id)
    return Occurrence(entry.at, Kind.ANNOUNCEMENT, until=until, detail=entry.text, staff_ids=staff)


@_tell.register
def _revocation(entry: SeatRevoked, _ends: Ends) -> Occurrence:
    return Occurrence(
        entry.at,
        Kind.REVOCATION,
        seat_id=entry.seat_id,
        detail=entry.reason,
        staff_ids=_some(entry.staff_id),
    )


@_tell.register
def _place(entry: PlaceChanged, _ends: Ends) -> Occurrence:
    return Occurrence(
        entry.at,
        Kind.PLACE,
        _some(entry.application_id),
        word=entry.place,
        detail=entry.reason,
        staff_ids=_some(entry.staff_id),
    )


@_tell.register
def _card(entry: CardReplaced, _ends: Ends) -> Occurrence:
    who, staff = _some(entry.application_id), _some(entry.staff_id)
    return Occurrence(entry.at, Kind.CARD, who, staff_ids=staff)


@_tell.register
def _import(entry: WorkImported, _ends: Ends) -> Occurrence:
    staff = _some(entry.staff_id)
    return Occurrence(entry.at, Kind.IMPORT, entry.applications, entry.seat_id, staff_ids=staff)


@_tell.register
def _deed(entry: DeedReported, _ends: Ends) -> Occurrence | None:
    deed, who = entry.deed, _some(entry.application_id)
    if isinstance(deed, StartEntered):
        return Occurrence(deed.at, Kind.START_ENTERED, who, entry.seat_id)
    if not isinstance(deed, WritingInterrupted):
        return None
    lasted = max(0, deed.end - deed.begin)
    return Occurrence(deed.begin, Kind.INTERRUPTION, who, entry.seat_id, deed.end, lasted)


@_tell.register
def _restart(entry: TimeSettled, _ends: Ends) -> Occurrence | None:
    if entry.basis == UNQUESTIONED:
        return None
    return Occurrence(
        entry.at,
        Kind.RESTART,
        milliseconds=entry.away,
        count=entry.seats,
        word=entry.basis,
        staff_ids=_some(entry.staff_id),
    )


@_tell.register
def _recovery(entry: RecoveryBegan, _ends: Ends) -> Occurrence:
    return Occurrence(entry.at, Kind.RECOVERY, count=max(0, entry.known - entry.own))


@_tell.register
def _order_back(entry: OrderRecovered, _ends: Ends) -> Occurrence:
    return Occurrence(entry.at, Kind.ORDER_RECOVERED, seat_id=entry.seat_id, count=1)


@_tell.register
def _seat_back(entry: SeatRecovered, _ends: Ends) -> Occurrence:
    return Occurrence(entry.at, Kind.SEAT_RECOVERED, seat_id=entry.seat_id)


@_tell.register
def _waiver(entry: SeatWaived, _ends: Ends) -> Occurrence:
    staff = _some(entry.staff_id)
    return Occurrence(entry.at, Kind.SEAT_WAIVED, seat_id=entry.seat_id, staff_ids=staff)
