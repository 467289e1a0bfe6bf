"""The order to start: for all, some or one, at once or later, and never twice."""

from datetime import UTC, datetime, time

import pytest

from exam.chronicle import OrderIssued, decode_entry
from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.events import SeatAdmitted, SittingClosed, StartOrdered
from exam.protocol import read_order
from server.authorship import OVERTAKEN, Press
from server.ceremony import Handouts
from server.office import OpenExam
from server.orders import Given, issue_order, signed_orders
from server.recovering import begin_recovery
from server.starting import (
    StartWish,
    instant_of,
    order_start,
    order_wished_start,
    start_of,
    starts_of,
)
from server.store import ledger_size
from tests.server.acting import candidate, place_seat
from tests.server.at_work import new_id, sit_down, stand

NOW = ExamTime(60_000)
LEAD = 10_000
WALL = datetime(2026, 12, 5, 7, 50, 30, tzinfo=UTC)


def test_the_start_is_ordered_once_with_its_lead_and_the_topic_key(exam: OpenExam) -> None:
    assert exam.store.read(start_of) is None
    first = exam.store.write_now(lambda db: order_start(db, exam, "pengawas-1", NOW))
    assert first == NOW + 10_000
    size = exam.store.read(ledger_size)
    later = ExamTime(NOW + 5_000)
    again = exam.store.write_now(lambda db: order_start(db, exam, "pengawas-2", later))
    assert again == first == exam.store.read(start_of)
    assert exam.store.read(ledger_size) == size


def test_a_start_that_a_corrected_time_left_far_ahead_is_ordered_anew(exam: OpenExam) -> None:
    wrong = ExamTime(NOW + 3_600_000)
    exam.store.write_now(lambda db: order_start(db, exam, "pengawas-1", wrong))
    anew = exam.store.write_now(lambda db: order_start(db, exam, "pengawas-1", NOW))
    assert anew == NOW + 10_000 == exam.store.read(start_of)


def test_kiosks_get_the_start_with_the_topic_key_as_the_server_signed_it(exam: OpenExam) -> None:
    exam.store.write_now(lambda db: order_start(db, exam, "pengawas-1", NOW))
    (signed,) = exam.store.read(signed_orders)
    issued = read_order(signed, exam.manifest.server_signing_key, exam.exam_id)
    assert isinstance(issued.order, StartOrdered)
    assert (issued.order.issued_at, issued.order.at) == (NOW, NOW + 10_000)
    assert (issued.application_id, issued.topic_key) == ("", exam.topics.key)


def test_the_order_stands_in_the_ledger(exam: OpenExam) -> None:
    exam.store.write_now(lambda db: order_start(db, exam, "pengawas-1", NOW))
    rows = exam.store.read(
        lambda db: list(db.query("select entry from ledger order by position desc limit 1"))
    )
    entry = decode_entry(rows[0]["entry"])
    assert isinstance(entry, OrderIssued)
    assert (entry.at, entry.staff_id, entry.application_id) == (NOW, "pengawas-1", "")
    assert isinstance(entry.order, StartOrdered)
    assert entry.order.at == NOW + 10_000


@pytest.fixture
def people(exam: OpenExam, made: Handouts) -> tuple[str, ...]:
    """Three applications; nobody has signed in."""
    return tuple(card.application.id for card in made.cards[:3])


def press(staff_id: str = "pengawas-1", press_id: str = "a" * 32, seen: int = 0) -> Press:
    return Press(staff_id, press_id, seen)


def start(exam: OpenExam, wish: StartWish, now: int = NOW) -> None:
    exam.store.write_now(lambda db: order_wished_start(db, exam, wish, ExamTime(now)))


def refused(exam: OpenExam, wish: StartWish, now: int = NOW) -> RefusedError:
    before = exam.store.read(ledger_size)
    with pytest.raises(RefusedError) as found:
        start(exam, wish, now)
    assert exam.store.read(ledger_size) == before
    return found.value


def test_a_start_for_some_begins_their_time_only_and_carries_the_topic_key(
    exam: OpenExam, people: tuple[str, ...]
) -> None:
    start(exam, StartWish(press(), people[:2]))
    assert [stand(exam, one).start for one in people] == [NOW + LEAD, NOW + LEAD, None]
    assert exam.store.read(start_of) is None
    for one in people[:2]:
        (signed,) = exam.store.read(lambda db, one=one: signed_orders(db, one))  # type: ignore[misc]
        issued = read_order(signed, exam.manifest.server_signing_key, exam.exam_id)
        assert (issued.application_id, issued.topic_key) == (one, exam.topics.key)


def test_one_press_starts_once_however_often_it_comes(
    exam: OpenExam, people: tuple[str, ...]
) -> None:
    first = StartWish(press(), people[:1])
    second = StartWish(press(press_id="b" * 32, seen=1), people[1:2])
    for later in (0, 1, 5_000):
        start(exam, first, NOW + later)
        start(exam, second, NOW + 6_000 + later)
    assert len(exam.store.read(starts_of)) == 2


def test_of_two_proctors_who_start_at_once_the_second_is_told_of_the_first(exam: OpenExam) -> None:
    start(exam, StartWish(press()))
    error = refused(exam, StartWish(press("pengawas-2", "b" * 32)), NOW + 2_000)
    assert (error.code, error.details) == (
        OVERTAKEN,
        {"what": "StartOrdered", "staff": "pengawas-1", "at": NOW},
    )


def test_a_start_that_is_still_to_come_is_ordered_anew_by_who_has_seen_it(
    exam: OpenExam, people: tuple[str, ...]
) -> None:
    start(exam, StartWish(press(), at=ExamTime(NOW + 3_600_000)))
    assert exam.store.read(start_of) == NOW + 3_600_000
    start(exam, StartWish(press(press_id="b" * 32, seen=1)), NOW + 1_000)
    assert exam.store.read(start_of) == NOW + 1_000 + LEAD
    assert stand(exam, people[0]).start == NOW + 1_000 + LEAD
    error = refused(exam, StartWish(press(press_id="c" * 32, seen=2)), NOW + 5_000)
    assert error.code == "order.begun"


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (StartWish(press(), at=ExamTime(NOW + LEAD - 1)), "order.too-soon"),
        (StartWish(press(), ("999.nobody",)), "order.nobody"),
        (StartWish(press(seen=3)), "page.stale-form"),
    ],
)
def test_a_start_that_cannot_be_is_refused(exam: OpenExam, wish: StartWish, code: str) -> None:
    assert refused(exam, wish).code == code


def test_without_the_topics_nothing_starts(exam: OpenExam) -> None:
    exam.topics.key = None
    assert refused(exam, StartWish(press())).code == "topics.locked"


def test_a_sitting_of_which_some_began_apart_closes_without_who_never_came(
    exam: OpenExam, made: Handouts
) -> None:
    who = candidate(exam, made.cards[0])
    sit_down(exam, who, place_seat(exam, "PC-01"))
    start(exam, StartWish(press(), (who.application_id,)))
    over = NOW + LEAD + exam.config.writing_milliseconds + 600_000
    order = SittingClosed(new_id(), over)
    exam.store.write_now(lambda db: issue_order(db, exam, Given("pengawas-1"), order))
    sitting = stand(exam, who.application_id)
    assert sitting.closed_at == over
    assert len(sitting.orders(SeatAdmitted)) == 1


@pytest.mark.parametrize(
    ("clock", "ahead"),
    [
        (time(8, 0), 9 * 60_000 + 30_000),
        (time(7, 51), 30_000),
        (time(19, 50), 12 * 3_600_000 - 30_000),
    ],
)
def test_a_time_of_day_is_the_next_at_which_the_clock_shows_it(clock: time, ahead: int) -> None:
    assert instant_of(clock, NOW, WALL) == NOW + ahead


@pytest.mark.parametrize("clock", [time(7, 50), time(7, 49), time(19, 51)])
def test_a_time_of_day_that_has_gone_by_is_refused(clock: time) -> None:
    with pytest.raises(RefusedError, match=r"start\.gone-by"):
        instant_of(clock, NOW, WALL)


def test_after_midnight_a_time_of_day_is_of_the_next_day() -> None:
    late = WALL.replace(hour=23, minute=59, second=0)
    assert instant_of(time(0, 5), NOW, late) == NOW + 6 * 60_000


def test_no_start_is_ordered_while_a_seat_may_know_of_one(exam: OpenExam) -> None:
    """The one that it brings would count, and the time of everybody else would leap to its end."""
    row = {"id": "seat-9", "name": "PC-09", "certificate_digest": b"1", "signing_key": b"2"}
    exam.store.write_now(lambda db: db.table("seats").insert(row))
    exam.store.write_now(lambda db: begin_recovery(db, 9, NOW))
    with pytest.raises(RefusedError, match=r"server\.recovering"):
        exam.store.write_now(lambda db: order_start(db, exam, "pengawas-1", NOW))
    exam.store.write_now(lambda db: db.execute("update recovery set state = 'heard'"))
    assert exam.store.write_now(lambda db: order_start(db, exam, "pengawas-1", NOW)) > NOW
