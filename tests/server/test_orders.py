"""Orders at the server: checked, signed, kept for whom they concern, and in the ledger."""

import pytest

from exam.chronicle import OrderIssued, decode_entry
from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.events import AnyOrder, Cause, CreditGranted, PaperSealed, SeatAdmitted, StartOrdered
from exam.sitting import Phase
from server.ceremony import Handouts
from server.office import OpenExam
from server.orders import Given, issue_order
from server.sittings import common_sitting
from tests.server.at_work import (
    BOTH,
    LEAD,
    LENGTH,
    NOW,
    START,
    TwoAtWork,
    close,
    credit,
    end,
    new_id,
    pause,
    reopening,
    resume,
    two_at_work,
)


@pytest.fixture
def room(exam: OpenExam, made: Handouts) -> TwoAtWork:
    """Two candidates who write."""
    return two_at_work(exam, made)


def test_an_order_for_one_goes_to_that_kiosk_only(room: TwoAtWork) -> None:
    one, other = room.ids
    mine, everybodys = credit(), pause()
    room.order(mine, one)
    room.order(everybodys)
    assert mine in room.orders_for(one)
    assert mine not in room.orders_for(other)
    assert mine not in room.orders_for("")
    assert all(everybodys in room.orders_for(each) for each in (one, other, ""))


def test_an_order_stands_in_the_ledger_with_who_gave_it(room: TwoAtWork) -> None:
    one, _ = room.ids
    order = credit()
    room.order(order, one)
    rows = room.exam.store.read(lambda db: list(db.query("select entry from ledger")))
    assert decode_entry(rows[-1]["entry"]) == OrderIssued(
        order.issued_at, "pengawas-1", "", one, order
    )


def test_an_order_that_does_not_fit_one_sitting_is_refused_there_only(room: TwoAtWork) -> None:
    one, other = room.ids
    paused = pause()
    room.order(paused, one)
    assert room.refusal(pause(START + 1), one) == "order.paused"
    assert room.refusal(resume(paused, START + 1), other) == "order.not-paused"
    room.order(pause(START + 1), other)
    room.order(resume(paused, START + 2), one)


def test_an_order_for_nobody_who_is_here_is_refused(room: TwoAtWork) -> None:
    assert room.refusal(credit(), "999.nobody") == "order.nobody"


def test_the_start_for_all_is_ordered_anew_only_while_that_reaches_everybody(
    exam: OpenExam,
) -> None:
    def order(at: int, issued_at: int) -> None:
        anew = StartOrdered(new_id(), issued_at, at)
        exam.store.write_now(lambda db: issue_order(db, exam, Given("pengawas-1"), anew))

    order(NOW + 60_000, issued_at=NOW)
    order(NOW + 40_000, issued_at=NOW + 1_000)
    with pytest.raises(RefusedError, match=r"order\.begun"):
        order(NOW + 90_000, issued_at=NOW + 30_001)
    assert exam.store.read(lambda db: common_sitting(db, LENGTH)).start == NOW + 40_000


@pytest.mark.parametrize(
    "order", [SeatAdmitted(new_id(), START, 1, "PC-01"), reopening(START)], ids=["seat", "reopen"]
)
def test_what_names_one_seat_or_one_paper_is_never_for_all(
    room: TwoAtWork, order: AnyOrder
) -> None:
    assert room.refusal(order) == "order.for-one"


def test_a_pause_for_all_is_refused_before_the_start_and_while_one_lasts(room: TwoAtWork) -> None:
    assert room.refusal(pause(START - 1)) == "order.not-begun"
    first = pause()
    room.order(first)
    assert room.refusal(pause(START + 1_000)) == "order.paused"
    room.order(resume(first, START + 2_000))
    assert room.refusal(resume(first, START + 3_000)) == "order.not-paused"
    room.order(pause(START + 20_000))


def test_an_order_for_all_fits_while_anybody_has_time(room: TwoAtWork) -> None:
    one, _ = room.ids
    over = START + LENGTH
    assert room.refusal(pause(over)) == "order.over"
    assert room.refusal(end(over)) == "order.over"
    room.order(credit(START, minutes=10), one)
    last = pause(over)
    room.order(last)
    room.order(resume(last, over + 1_000))
    room.order(end(over + 2_000))
    assert room.refusal(pause(over + 10 * 60_000 + 60_000)) == "order.over"


def test_the_early_end_reaches_everybody(room: TwoAtWork) -> None:
    room.order(end(START + 60_000))
    instant = ExamTime(START + 60_000 + LEAD)
    for at in (0, 1):
        assert room.sitting(at).remaining_at(ExamTime(instant - 1)) == 1
        assert room.sitting(at).cause_to_hand_in_at(instant) is Cause.ENDED_EARLY


def test_nothing_is_closed_while_anybody_may_still_write(room: TwoAtWork) -> None:
    later = START + 60 * 60_000
    assert room.refusal(close(later)) == "order.still-writing"
    room.hand_in(0, later)
    assert room.refusal(close(later + LEAD)) == "order.still-writing"
    room.hand_in(1, later)
    room.order(close(later + LEAD))
    assert room.refusal(credit(later + LEAD + 1)) == "order.closed"
    assert room.refusal(reopening(later + LEAD + 1), room.ids[0]) == "order.closed"


def test_a_credit_above_the_limit_needs_two_for_one_and_for_all(room: TwoAtWork) -> None:
    one, _ = room.ids
    assert room.refusal(credit(minutes=16), one) == "order.two-needed"
    assert room.refusal(credit(minutes=16)) == "order.two-needed"
    both = CreditGranted(new_id(), START, 16 * 60_000, BOTH, "Listrik padam")
    room.order(both)
    assert room.sitting(1).remaining_at(ExamTime(START)) == LENGTH + 16 * 60_000


def test_a_hand_in_is_reopened_only_after_it_and_once(room: TwoAtWork) -> None:
    one, other = room.ids
    assert room.refusal(reopening(START), one) == "order.not-handed-in"
    room.hand_in(0, START + 1_000)
    assert room.refusal(reopening(START + 2_000, revision=3), one) == "order.revision"
    room.order(reopening(START + 2_000), one)
    assert room.refusal(reopening(START + 3_000, revision=3), one) == "order.not-handed-in"
    assert room.sitting(0).phase_at(ExamTime(START + 3_000)) is Phase.WRITING
    with pytest.raises(RefusedError, match=r"submit\.revision"):
        room.hand_in(0, START + 4_000, revision=3)
    room.hand_in(0, START + 4_000, revision=2)
    assert room.sitting(0).phase_at(ExamTime(START + 5_000)) is Phase.SUBMITTED
    assert room.refusal(reopening(START + 5_000), other) == "order.not-handed-in"


def test_a_sealed_paper_that_never_arrived_can_be_reopened(room: TwoAtWork) -> None:
    room.report(0, PaperSealed(1, 1, START + 1_000, Cause.SUBMITTED))
    room.order(reopening(START + 5_000), room.ids[0])
    room.hand_in(0, START + 9_000, revision=2)
