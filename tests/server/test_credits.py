"""Time that is given back: who may give how much, and never twice."""

from dataclasses import replace

import pytest

from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.events import CreditGranted, HandInReopened, WritingInterrupted
from server.ceremony import Handouts
from server.credits import Loss, agree, ask_for_time, loss_of, needs_two
from server.hall import Hall, Proposal
from server.office import OpenExam
from server.orders import terms_of
from server.store import ledger_size
from tests.server.at_work import START, TwoAtWork, credit, two_at_work

MINUTE = 60_000
NOW = START + 30 * MINUTE


@pytest.fixture
def room(exam: OpenExam, made: Handouts) -> TwoAtWork:
    return two_at_work(exam, made)


@pytest.fixture
def hall() -> Hall:
    return Hall()


def asked(room: TwoAtWork, milliseconds: int, given: int = 0, revision: int = 0) -> Proposal:
    return Proposal(room.ids[0], milliseconds, given, "pengawas-1", "Listrik padam", revision)


def ask(room: TwoAtWork, hall: Hall, proposal: Proposal, now: int = NOW) -> None:
    room.exam.store.write_now(lambda db: ask_for_time(db, room.exam, hall, proposal, ExamTime(now)))


def consent(room: TwoAtWork, proposal: Proposal, staff_id: str, now: int = NOW) -> None:
    room.exam.store.write_now(lambda db: agree(db, room.exam, proposal, staff_id, ExamTime(now)))


def granted(room: TwoAtWork) -> list[tuple[int, tuple[str, ...]]]:
    return [(one.milliseconds, one.granted_by) for one in room.sitting(0).orders(CreditGranted)]


@pytest.mark.parametrize(
    ("lost", "given_minutes", "proposed"),
    [(0, 0, 0), (1, 0, 1_000), (449_000, 0, 449_000), (449_001, 0, 450_000), (449_000, 10, 0)],
)
def test_what_is_missing_is_proposed_in_whole_seconds(
    room: TwoAtWork, lost: int, given_minutes: int, proposed: int
) -> None:
    room.report(0, WritingInterrupted(START, START + lost))
    if given_minutes:
        room.order(credit(NOW, given_minutes), room.ids[0])
    found = loss_of(room.sitting(0), terms_of(room.exam), ExamTime(NOW))
    assert found == Loss(proposed, given_minutes * MINUTE, needs_two=False)


@pytest.mark.parametrize(
    ("given_minutes", "more_minutes", "two"),
    [(0, 15, False), (0, 16, True), (10, 5, False), (10, 6, True)],
)
def test_one_proctor_may_give_fifteen_minutes_in_all(
    room: TwoAtWork, given_minutes: int, more_minutes: int, two: bool
) -> None:
    if given_minutes:
        room.order(credit(NOW, given_minutes), room.ids[0])
    assert needs_two(room.sitting(0), more_minutes * MINUTE, terms_of(room.exam)) is two


def test_what_one_proctor_may_give_is_given_at_once_and_only_once(
    room: TwoAtWork, hall: Hall
) -> None:
    for _ in range(2):
        ask(room, hall, asked(room, 449_000))
    assert granted(room) == [(449_000, ("pengawas-1",))]
    assert hall.proposals() == {}


def test_more_waits_in_the_hall_until_another_proctor_agrees(room: TwoAtWork, hall: Hall) -> None:
    proposal = asked(room, 20 * MINUTE)
    ask(room, hall, proposal)
    assert granted(room) == []
    assert hall.proposals() == {room.ids[0]: proposal}
    for _ in range(2):
        consent(room, proposal, "pengawas-2")
    assert granted(room) == [(20 * MINUTE, ("pengawas-1", "pengawas-2"))]


def test_nobody_agrees_to_their_own_proposal(room: TwoAtWork, hall: Hall) -> None:
    proposal = asked(room, 20 * MINUTE)
    ask(room, hall, proposal)
    with pytest.raises(RefusedError) as refused:
        consent(room, proposal, "pengawas-1")
    assert refused.value.code == "credit.own-proposal"
    assert granted(room) == []


def test_what_cannot_be_given_is_refused_before_it_waits(room: TwoAtWork, hall: Hall) -> None:
    room.hand_in(0, START + MINUTE)
    with pytest.raises(RefusedError) as refused:
        ask(room, hall, asked(room, 20 * MINUTE))
    assert refused.value.code == "order.handed-in"
    assert hall.proposals() == {}


def test_a_hand_in_is_opened_again_once_however_often_it_is_asked(
    room: TwoAtWork, hall: Hall
) -> None:
    room.hand_in(0, START + MINUTE)
    for _ in range(2):
        ask(room, hall, asked(room, 0, revision=2))
    (reopened,) = room.sitting(0).orders(HandInReopened)
    assert (reopened.revision, reopened.granted_by) == (2, ("pengawas-1",))


def test_a_proposal_that_was_overtaken_by_a_credit_gives_nothing(
    room: TwoAtWork, hall: Hall
) -> None:
    proposal = asked(room, 20 * MINUTE)
    ask(room, hall, proposal)
    room.order(credit(NOW, minutes=5), room.ids[0])
    size = room.exam.store.read(ledger_size)
    consent(room, proposal, "pengawas-2")
    assert room.exam.store.read(ledger_size) == size


def test_time_for_nobody_is_refused(room: TwoAtWork, hall: Hall) -> None:
    with pytest.raises(RefusedError) as refused:
        ask(room, hall, replace(asked(room, MINUTE), application_id="999.nobody"))
    assert refused.value.code == "order.nobody"
