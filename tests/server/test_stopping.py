"""Time that is stopped, runs on and ends early, for one and for all, and never twice."""

from collections.abc import Callable

import pytest

from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.events import Cause, EndOrdered, PauseAcknowledged, PauseOrdered, ResumeOrdered
from server.authorship import OVERTAKEN, Press
from server.ceremony import Handouts
from server.office import OpenExam
from server.stopping import order_end, order_pause, order_resumption
from server.store import ledger_size
from tests.server.at_work import LEAD, START, TwoAtWork, two_at_work

NOW = ExamTime(START + 60_000)
WHY = "Listrik padam"


@pytest.fixture
def room(exam: OpenExam, made: Handouts) -> TwoAtWork:
    return two_at_work(exam, made)


def press(letter: str = "a", seen: int = 0, staff_id: str = "pengawas-1") -> Press:
    return Press(staff_id, letter * 32, seen)


def stop(room: TwoAtWork, by: Press, whom: str = "", now: int = NOW) -> None:
    room.exam.store.write_now(lambda db: order_pause(db, room.exam, by, whom, WHY, ExamTime(now)))


def run_on(room: TwoAtWork, by: Press, whom: str = "", now: int = NOW) -> None:
    room.exam.store.write_now(lambda db: order_resumption(db, room.exam, by, whom, ExamTime(now)))


def finish(
    room: TwoAtWork, by: Press, whom: str = "", milliseconds: int = 0, now: int = NOW
) -> None:
    room.exam.store.write_now(
        lambda db: order_end(db, room.exam, by, whom, WHY, milliseconds, ExamTime(now))
    )


def refused(room: TwoAtWork, act: Callable[[], None]) -> RefusedError:
    before = room.exam.store.read(ledger_size)
    with pytest.raises(RefusedError) as found:
        act()
    assert room.exam.store.read(ledger_size) == before
    return found.value


def test_a_pause_of_one_binds_that_one_from_its_acknowledgement(room: TwoAtWork) -> None:
    for _ in range(2):
        stop(room, press(), room.ids[0])
    one, other = room.sitting(0), room.sitting(1)
    (paused,) = one.unanswered_pauses
    assert (paused.reason, other.unresumed_pauses) == (WHY, ())
    assert not one.is_paused_at(NOW)
    room.report(0, PauseAcknowledged(paused.id, NOW + 2_000))
    assert room.sitting(0).is_paused_at(ExamTime(NOW + 2_000))
    assert room.sitting(0).unanswered_pauses == ()


def test_time_runs_on_for_all_a_lead_later_and_a_pause_of_one_stays(room: TwoAtWork) -> None:
    stop(room, press("a"), room.ids[0])
    stop(room, press("b"))
    run_on(room, press("c", seen=1))
    assert [len(room.sitting(at).unresumed_pauses) for at in (0, 1)] == [1, 0]
    (order,) = room.sitting(1).orders(ResumeOrdered)
    assert order.at == NOW + LEAD


def test_for_one_candidate_every_stop_ends_with_one_press(room: TwoAtWork) -> None:
    stop(room, press("a"), room.ids[0])
    stop(room, press("b"))
    for _ in range(2):
        run_on(room, press("c", seen=2), room.ids[0])
    assert [len(room.sitting(at).unresumed_pauses) for at in (0, 1)] == [0, 1]
    assert len(room.sitting(0).orders(ResumeOrdered)) == 2


@pytest.mark.parametrize("whom", [None, 0])
def test_the_second_of_two_proctors_is_told_who_stopped_first(
    room: TwoAtWork, whom: int | None
) -> None:
    one = "" if whom is None else room.ids[whom]
    stop(room, press(), one)
    error = refused(room, lambda: stop(room, press("b", staff_id="pengawas-2"), one))
    assert (error.code, error.details) == (
        OVERTAKEN,
        {"what": "PauseOrdered", "staff": "pengawas-1", "at": NOW},
    )
    run_on(room, press("c", seen=1), one, NOW + 1)
    error = refused(room, lambda: run_on(room, press("d", 1, "pengawas-2"), one, NOW + 2))
    assert error.details["what"] == "ResumeOrdered"


def test_one_is_made_to_hand_in_and_all_end_early_each_with_its_cause(room: TwoAtWork) -> None:
    for _ in range(2):
        finish(room, press(), room.ids[0])
    (one,) = room.sitting(0).orders(EndOrdered)
    assert (one.cause, one.at, one.reason) == (Cause.ORDERED, NOW + LEAD, WHY)
    finish(room, press("b"), milliseconds=300_000)
    (everybody,) = room.sitting(1).orders(EndOrdered)
    assert (everybody.cause, everybody.at) == (Cause.ENDED_EARLY, NOW + 300_000)
    assert room.sitting(1).remaining_at(NOW) == 300_000
    error = refused(room, lambda: finish(room, press("c", staff_id="pengawas-2")))
    assert error.details["what"] == "EndOrdered"


def test_what_cannot_be_is_refused_as_before(room: TwoAtWork) -> None:
    assert refused(room, lambda: finish(room, press(), milliseconds=10**9)).code == (
        "order.ends-before"
    )
    room.hand_in(0, NOW)
    for act in (stop, finish):
        error = refused(room, lambda act=act: act(room, press(), room.ids[0]))  # type: ignore[misc]
        assert error.code == "order.handed-in"
    assert refused(room, lambda: stop(room, press(), "999.nobody")).code == "order.nobody"


def test_nothing_is_let_run_on_that_was_not_stopped(room: TwoAtWork) -> None:
    assert refused(room, lambda: run_on(room, press())).code == "order.not-paused"


def test_a_form_that_knows_more_than_the_server_is_out_of_date(room: TwoAtWork) -> None:
    assert refused(room, lambda: stop(room, press(seen=2))).code == "page.stale-form"
    assert room.sitting(0).orders(PauseOrdered) == []
