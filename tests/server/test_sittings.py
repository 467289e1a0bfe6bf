"""Where sittings stand at the server: by one, by all, and for everybody."""

import pytest

from exam.chronicle import DeedReported, decode_entry
from exam.clock import ExamTime
from exam.draft import MOST_DEEDS
from exam.events import Cause, Order, PauseAcknowledged
from exam.sitting import Sitting
from server.ceremony import Handouts
from server.office import OpenExam
from server.sittings import all_sittings, common_sitting
from tests.server.at_work import (
    LENGTH,
    START,
    WRITING_DEEDS,
    TwoAtWork,
    credit,
    end,
    new_id,
    pause,
    reopening,
    resume,
    stand,
    two_at_work,
)


@pytest.fixture
def room(exam: OpenExam, made: Handouts) -> TwoAtWork:
    """Two candidates who write."""
    return two_at_work(exam, made)


def test_a_deed_is_stored_once_and_stands_once_in_the_ledger(room: TwoAtWork) -> None:
    one, other = room.ids
    paused = pause()
    room.order(paused)
    deed = PauseAcknowledged(paused.id, START + 500)
    for _ in range(3):
        room.report(0, deed, now=START + 900)
    room.report(1, deed, now=START + 950)
    rows = room.exam.store.read(lambda db: list(db.query("select entry from ledger")))
    entries = [decode_entry(row["entry"]) for row in rows]
    assert [one for one in entries if isinstance(one, DeedReported) and one.deed == deed] == [
        DeedReported(ExamTime(START + 900), one, room.seats[0].seat.id, deed),
        DeedReported(ExamTime(START + 950), other, room.seats[1].seat.id, deed),
    ]


def test_a_seat_that_reports_more_than_a_journal_holds_is_not_believed(room: TwoAtWork) -> None:
    deeds = [PauseAcknowledged(new_id(), START) for _ in range(MOST_DEEDS + 10)]
    room.report(0, *deeds)
    room.report(1, *deeds[:5])
    counts = room.exam.store.read(
        lambda db: [
            row["n"]
            for row in db.query("select count(*) n from deeds group by application_id order by n")
        ]
    )
    assert counts == [len(WRITING_DEEDS) + 5, MOST_DEEDS]


def test_a_pause_of_all_begins_for_all_with_the_first_acknowledgement(room: TwoAtWork) -> None:
    paused = pause(START + 60_000)
    room.order(paused)
    assert common(room).remaining_at(ExamTime(START + 70_000)) == LENGTH - 70_000
    room.report(1, PauseAcknowledged(paused.id, START + 61_500))
    room.report(0, PauseAcknowledged(paused.id, START + 61_000))
    assert common(room).is_paused_at(ExamTime(START + 70_000))
    assert common(room).remaining_at(ExamTime(START + 70_000)) == LENGTH - 61_000
    assert room.sitting(1).remaining_at(ExamTime(START + 70_000)) == LENGTH - 61_500


def common(room: TwoAtWork) -> Sitting:
    return room.exam.store.read(lambda db: common_sitting(db, LENGTH))


def test_one_sitting_and_all_sittings_are_the_same(room: TwoAtWork) -> None:
    one, other = room.ids
    room.order(credit(START), one)
    paused = pause(START + 1_000)
    room.order(paused)
    room.report(0, PauseAcknowledged(paused.id, START + 2_000))
    room.order(resume(paused, START + 3_000))
    room.hand_in(0, START + 30_000)
    room.order(reopening(START + 31_000), one)
    room.order(end(START + 32_000, Cause.ORDERED), other)
    every = room.exam.store.read(all_sittings)
    assert len(every) == 54
    for at, application_id in enumerate(room.ids):
        sitting = room.sitting(at)
        assert every[application_id] == sitting
        assert len(sitting.facts) > len(WRITING_DEEDS) + 3
    for application_id, sitting in every.items():
        assert stand(room.exam, application_id) == sitting
        known = {order.id for order in sitting.orders(Order)}
        assert known == {order.id for order in room.orders_for(application_id)}


def test_the_accommodation_of_an_application_is_its_own_time(room: TwoAtWork) -> None:
    changed = {"accommodation": 30 * 60_000}
    room.exam.store.write_now(lambda db: db.table("applications").update(room.ids[0], changed))
    now = ExamTime(START + 60_000)
    assert [room.sitting(at).remaining_at(now) for at in (0, 1)] == [
        LENGTH + 29 * 60_000,
        LENGTH - 60_000,
    ]
    assert room.exam.store.read(all_sittings)[room.ids[0]] == room.sitting(0)
