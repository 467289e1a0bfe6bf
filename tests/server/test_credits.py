"""Time that is given back: who may give how much, and never twice."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.events import CreditGranted, HandInReopened, WritingInterrupted
from exam.proceedings import CreditProposed, CreditWithdrawn
from server.authorship import OVERTAKEN, entries_about
from server.ceremony import Handouts
from server.credits import Loss, agree, ask_for_time, decline, loss_of, needs_two
from server.office import OpenExam
from server.orders import terms_of
from server.proposals import Proposal, proposals_of
from server.store import ledger_size
from tests.server.at_work import START, TwoAtWork, credit, two_at_work

MINUTE = 60_000
NOW = START + 30 * MINUTE


@pytest.fixture
def room(exam: OpenExam, made: Handouts) -> TwoAtWork:
    return two_at_work(exam, made)


def asked(room: TwoAtWork, milliseconds: int, given: int = 0, revision: int = 0) -> Proposal:
    return Proposal(room.ids[0], milliseconds, given, "pengawas-1", "Listrik padam", revision)


def ask(room: TwoAtWork, proposal: Proposal, now: int = NOW) -> None:
    room.exam.store.write_now(lambda db: ask_for_time(db, room.exam, proposal, ExamTime(now)))


def consent(room: TwoAtWork, proposal: Proposal, staff_id: str, now: int = NOW) -> None:
    room.exam.store.write_now(
        lambda db: agree(db, room.exam, proposal.shown, staff_id, ExamTime(now))
    )


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


def test_what_one_proctor_may_give_is_given_at_once_and_only_once(room: TwoAtWork) -> None:
    for _ in range(2):
        ask(room, asked(room, 449_000))
    assert granted(room) == [(449_000, ("pengawas-1",))]
    assert room.exam.store.read(proposals_of) == {}


def test_more_waits_until_another_proctor_agrees(room: TwoAtWork) -> None:
    proposal = asked(room, 20 * MINUTE)
    ask(room, proposal)
    assert granted(room) == []
    assert room.exam.store.read(proposals_of) == {room.ids[0]: proposal}
    for _ in range(2):
        consent(room, proposal, "pengawas-2")
    assert granted(room) == [(20 * MINUTE, ("pengawas-1", "pengawas-2"))]


def test_nobody_agrees_to_their_own_proposal(room: TwoAtWork) -> None:
    proposal = asked(room, 20 * MINUTE)
    ask(room, proposal)
    with pytest.raises(RefusedError) as refused:
        consent(room, proposal, "pengawas-1")
    assert refused.value.code == "credit.own-proposal"
    assert granted(room) == []


def test_what_cannot_be_given_is_refused_before_it_waits(room: TwoAtWork) -> None:
    room.hand_in(0, START + MINUTE)
    with pytest.raises(RefusedError) as refused:
        ask(room, asked(room, 20 * MINUTE))
    assert refused.value.code == "order.handed-in"
    assert room.exam.store.read(proposals_of) == {}


def test_a_hand_in_is_opened_again_once_however_often_it_is_asked(room: TwoAtWork) -> None:
    room.hand_in(0, START + MINUTE)
    for _ in range(2):
        ask(room, asked(room, 0, revision=2))
    (reopened,) = room.sitting(0).orders(HandInReopened)
    assert (reopened.revision, reopened.granted_by) == (2, ("pengawas-1",))


def refusal(act: Callable[[], None]) -> RefusedError:
    with pytest.raises(RefusedError) as refused:
        act()
    return refused.value


def no(room: TwoAtWork, proposal: Proposal, staff_id: str) -> None:
    room.exam.store.write_now(lambda db: decline(db, proposal.shown, staff_id, ExamTime(NOW)))


def test_a_proposal_that_was_overtaken_by_a_credit_gives_nothing_and_says_so(
    room: TwoAtWork,
) -> None:
    proposal = asked(room, 20 * MINUTE)
    ask(room, proposal)
    room.order(credit(NOW, minutes=5), room.ids[0])
    size = room.exam.store.read(ledger_size)
    error = refusal(lambda: consent(room, proposal, "pengawas-2"))
    assert (error.code, error.details) == (
        OVERTAKEN,
        {"what": "CreditGranted", "staff": "pengawas-1", "at": NOW},
    )
    assert room.exam.store.read(ledger_size) == size


def test_of_two_proctors_who_give_at_once_the_second_is_told_of_the_first(room: TwoAtWork) -> None:
    ask(room, asked(room, 5 * MINUTE))
    second = replace(asked(room, 5 * MINUTE), staff_id="pengawas-2")
    error = refusal(lambda: ask(room, second))
    assert (error.code, error.details["staff"]) == (OVERTAKEN, "pengawas-1")
    assert granted(room) == [(5 * MINUTE, ("pengawas-1",))]


def test_a_smaller_credit_takes_back_what_waited_and_the_ledger_says_so(room: TwoAtWork) -> None:
    ask(room, asked(room, 20 * MINUTE))
    ask(room, asked(room, 5 * MINUTE))
    assert room.exam.store.read(proposals_of) == {}
    written = room.exam.store.read(lambda db: list(entries_about(db, room.ids[0])))
    assert isinstance(written[-1], CreditWithdrawn)


def test_nobody_puts_a_proposal_over_that_of_another_but_over_ones_own(room: TwoAtWork) -> None:
    ask(room, asked(room, 20 * MINUTE))
    second = replace(asked(room, 30 * MINUTE), staff_id="pengawas-2")
    assert refusal(lambda: ask(room, second)).code == "credit.waits"
    better = asked(room, 25 * MINUTE)
    ask(room, better)
    assert room.exam.store.read(proposals_of) == {room.ids[0]: better}
    assert refusal(lambda: consent(room, asked(room, 1), "pengawas-2")).code == "credit.changed"


@pytest.mark.parametrize("first", ["pengawas-1", "pengawas-2"])
def test_a_proposal_is_taken_back_or_declined_once_and_the_other_is_told(
    room: TwoAtWork, first: str
) -> None:
    proposal = asked(room, 20 * MINUTE)
    ask(room, proposal)
    for _ in range(2):
        no(room, proposal, first)
    other = next(one for one in ("pengawas-1", "pengawas-2") if one != first)
    for act in (lambda: no(room, proposal, other), lambda: consent(room, proposal, other)):
        error = refusal(act)
        assert (error.code, error.details["what"]) == (OVERTAKEN, "CreditWithdrawn")
        assert error.details["staff"] == first
    assert granted(room) == []


def test_what_nobody_proposed_cannot_be_agreed_to(room: TwoAtWork) -> None:
    error = refusal(lambda: consent(room, asked(room, 20 * MINUTE), "pengawas-2"))
    assert error.code == "credit.changed"


def test_what_waits_outlives_the_program_and_stands_in_the_ledger_once(
    room: TwoAtWork,
) -> None:
    proposal = asked(room, 20 * MINUTE)
    for _ in range(2):
        ask(room, proposal)
    written = room.exam.store.read(lambda db: list(entries_about(db, room.ids[0])))
    (entry,) = (one for one in written if isinstance(one, CreditProposed))
    assert (entry.staff_id, entry.milliseconds, entry.at) == ("pengawas-1", 20 * MINUTE, NOW)
    assert room.exam.store.read(proposals_of) == {room.ids[0]: proposal}


def test_time_for_nobody_is_refused(room: TwoAtWork) -> None:
    with pytest.raises(RefusedError) as refused:
        ask(room, replace(asked(room, MINUTE), application_id="999.nobody"))
    assert refused.value.code == "order.nobody"
