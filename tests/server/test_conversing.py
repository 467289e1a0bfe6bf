"""Messages and who has read them, calls and who answers, locks and who lifts them."""

from collections.abc import Callable

import pytest

from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.events import CallAnswered, HelpCalled, MessageRead, WorkLocked
from exam.sitting import Phase
from server.authorship import OVERTAKEN, Press, issued_order
from server.ceremony import Handouts
from server.conversing import (
    Call,
    Notice,
    answer_call,
    calls_in,
    lift_lock,
    lock_work,
    notices_in,
    send_message,
)
from server.office import OpenExam
from server.sittings import all_sittings
from server.store import ledger_size
from tests.server.at_work import START, TwoAtWork, two_at_work

NOW = ExamTime(START + 60_000)
TEXT = "Mohon tenang."
CALL = "c" * 32


@pytest.fixture
def room(exam: OpenExam, made: Handouts) -> TwoAtWork:
    return two_at_work(exam, made)


def press(letter: str = "a", seen: int = 0, staff_id: str = "pengawas-1") -> Press:
    return Press(staff_id, letter * 32, seen)


def say(
    room: TwoAtWork, by: Press, whom: tuple[str, ...], text: str = TEXT, now: int = NOW
) -> None:
    room.exam.store.write_now(lambda db: send_message(db, room.exam, by, whom, text, ExamTime(now)))


def answer(room: TwoAtWork, by: Press, call_id: str = CALL) -> None:
    room.exam.store.write_now(lambda db: answer_call(db, room.exam, by, room.ids[0], call_id, NOW))


def lock(room: TwoAtWork, by: Press) -> None:
    room.exam.store.write_now(
        lambda db: lock_work(db, room.exam, by, room.ids[0], "Dugaan pelanggaran", NOW)
    )


def lift(room: TwoAtWork, by: Press) -> None:
    later = ExamTime(NOW + 1)
    room.exam.store.write_now(lambda db: lift_lock(db, room.exam, by, room.ids[0], later))


def notices(room: TwoAtWork) -> tuple[Notice, ...]:
    return notices_in(room.exam.store.read(all_sittings))


def refused(room: TwoAtWork, act: Callable[[], None]) -> RefusedError:
    before = room.exam.store.read(ledger_size)
    with pytest.raises(RefusedError) as found:
        act()
    assert room.exam.store.read(ledger_size) == before
    return found.value


def test_a_message_to_all_is_one_order_and_says_who_has_read_it(room: TwoAtWork) -> None:
    for _ in range(2):
        say(room, press(), ())
    (notice,) = notices(room)
    assert (notice.text, notice.at, len(notice.unread)) == (TEXT, NOW, 54)
    room.report(1, MessageRead(notice.order_id, NOW + 3_000))
    (notice,) = notices(room)
    assert dict(notice.read) == {room.ids[1]: NOW + 3_000}
    assert room.ids[0] in notice.unread
    assert len(notice.unread) == 53


def test_a_message_to_some_is_an_order_for_each_and_one_notice(room: TwoAtWork) -> None:
    for _ in range(2):
        say(room, press(), room.ids)
    messages = [room.sitting(at).messages for at in (0, 1)]
    assert [len(said) for said in messages] == [1, 1]
    assert messages[0][0].id != messages[1][0].id
    room.report(1, MessageRead(messages[1][0].id, NOW + 3_000))
    (notice,) = notices(room)
    assert (set(notice.read), notice.unread) == ({room.ids[1]}, (room.ids[0],))


def test_the_latest_notice_comes_first_and_the_same_words_later_are_another(
    room: TwoAtWork,
) -> None:
    say(room, press("a"), room.ids[:1])
    say(room, press("b"), (), now=NOW + 60_000)
    assert [one.at for one in notices(room)] == [NOW + 60_000, NOW]


def test_a_call_waits_until_one_proctor_answers_and_the_other_is_told(room: TwoAtWork) -> None:
    room.report(0, HelpCalled(CALL, NOW - 5_000))
    calls = calls_in(room.exam.store.read(all_sittings))
    assert calls == (Call(room.ids[0], CALL, ExamTime(NOW - 5_000)),)
    for _ in range(2):
        answer(room, press())
    assert calls_in(room.exam.store.read(all_sittings)) == ()
    assert len(room.sitting(0).orders(CallAnswered)) == 1
    error = refused(room, lambda: answer(room, press("b", staff_id="pengawas-2")))
    assert (error.code, error.details) == (
        OVERTAKEN,
        {"what": "CallAnswered", "staff": "pengawas-1", "at": NOW},
    )


def test_a_call_that_nobody_made_is_not_answered(room: TwoAtWork) -> None:
    assert refused(room, lambda: answer(room, press(), "d" * 32)).code == "order.no-call"


def test_a_lock_holds_until_it_is_lifted_and_both_stand_with_who_did_them(
    room: TwoAtWork,
) -> None:
    for _ in range(2):
        lock(room, press())
    assert room.sitting(0).phase_at(NOW) is Phase.LOCKED
    (locked,) = room.sitting(0).orders(WorkLocked)
    given = room.exam.store.read(lambda db: issued_order(db, locked.id))
    assert given is not None
    assert (given.staff_id, given.application_id) == ("pengawas-1", room.ids[0])
    for _ in range(2):
        lift(room, press("b", seen=1))
    assert room.sitting(0).phase_at(NOW) is Phase.WRITING


def test_of_two_proctors_who_lock_or_lift_the_second_is_told(room: TwoAtWork) -> None:
    lock(room, press())
    error = refused(room, lambda: lock(room, press("b", staff_id="pengawas-2")))
    assert (error.code, error.details["what"]) == (OVERTAKEN, "WorkLocked")
    lift(room, press("c", seen=1))
    error = refused(room, lambda: lift(room, press("d", 1, "pengawas-2")))
    assert (error.code, error.details["what"]) == (OVERTAKEN, "LockLifted")


def test_no_lock_is_lifted_that_there_is_not_and_who_handed_in_is_not_locked(
    room: TwoAtWork,
) -> None:
    assert refused(room, lambda: lift(room, press())).code == "order.not-locked"
    room.hand_in(0, NOW)
    assert refused(room, lambda: lock(room, press())).code == "order.handed-in"
