"""An exam of two sittings on two days: one server, one timeline, and each sitting its own."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest

from exam.chronicle import OrderIssued, decode_entry
from exam.config import Topic
from exam.errors import ExamError, KeyMismatchError, RefusedError
from exam.events import MessageSent, PauseOrdered, StartOrdered
from exam.proceedings import Attendance
from exam.protocol import VERSION, SealedTopic, SubmitRequest, open_topic, read_order
from exam.topic_code import topic_code_of
from server.attendance import note_attendance
from server.authorship import Press
from server.checklist import Progress, Task, checklist_of
from server.closing import close_sitting, closing_of, unclosed_sittings
from server.conversing import send_message
from server.day_record import read_day
from server.door import close_check_in, door_of
from server.envelopes import accept_envelope
from server.evening import evening_of
from server.hall import Hall
from server.inspection import inspect_drafts
from server.minutes_data import Manner
from server.office import OpenExam, open_exam
from server.opening import open_papers
from server.orders import Given, issue_order, signed_orders
from server.places import change_place, draw_seats, last_lot, plan_of
from server.plan import read_draft, topics_beside
from server.roll import roll_of
from server.rooms import names_elsewhere, places_in, seats_of
from server.seating import seat_lines
from server.shares import join_seed, read_share
from server.sittings import all_sittings, common_sitting
from server.starting import StartWish, order_wished_start
from server.stopping import order_pause
from server.today import sittings_over, usual_sitting
from server.topics import key_of_sitting, open_with_code, topic_key
from tests.exam.selections import SMALL, changed, parsed
from tests.server.acting import Candidate, Hand, LocalSeat, place_seat
from tests.server.at_work import new_id
from tests.server.ready_made import ReadyMade
from tests.server.several_days import (
    DAY,
    FIRST,
    MINUTES,
    MORNING,
    ROSTER,
    SECOND,
    STAFF,
    House,
    two_days_config,
)


@pytest.fixture
def hand() -> Hand:
    """The clocks of the machine, moved by the test."""
    return Hand(wall=MORNING)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Where the exam lies."""
    return tmp_path / "exam"


@pytest.fixture
def house(root: Path, tmp_path: Path, ready_made: ReadyMade, hand: Hand) -> Iterator[House]:
    """The exam of two days on the morning of the first."""
    made = ready_made.copy_to(root, two_days_config(tmp_path), ROSTER)
    with open_exam(root, hand.clocks) as exam:
        yield House(exam, made)


def hand_in(house: House, who: Candidate, place: LocalSeat) -> None:
    """Hand in a paper."""
    query = "select admission from applications where id = ?"
    (row,) = house.exam.store.read(lambda db: list(db.query(query, [who.application_id])))
    admission = int(row["admission"])
    envelope = who.envelope(place.seat.id, place.signing_secret, admission=admission)
    request = SubmitRequest(VERSION, envelope)
    house.exam.act_now(lambda db, now: accept_envelope(db, house.exam, request, now))


def day_of_one(house: House, sitting_id: str, place: LocalSeat, hand: Hand) -> Candidate:
    """Let one candidate write through the day of a sitting, and close it in the evening."""
    who = house.comer(sitting_id)
    house.open_door(sitting_id)
    house.sit_down(who, place)
    house.start(sitting_id)
    hand.move(60)
    hand_in(house, who, place)
    hand.move(MINUTES[sitting_id] * 60 + 300)
    close(house, sitting_id)
    return who


def close(house: House, sitting_id: str) -> None:
    """Close a sitting."""
    exam = house.exam
    exam.act_now(lambda db, now: close_sitting(db, exam, STAFF, now, sitting_id))


def refusal(act: object) -> str:
    """Return the code with which something is refused."""
    with pytest.raises(ExamError) as refused:
        act()  # type: ignore[operator]
    return refused.value.code


def orders_for(exam: OpenExam, application_id: str = "") -> list[tuple[str, type[object]]]:
    """Return the orders that a kiosk gets: of which sitting, and of which kind."""
    signed = exam.store.read(lambda db: signed_orders(db, application_id))
    issued = [read_order(one, exam.manifest.server_signing_key, exam.exam_id) for one in signed]
    return [(one.sitting_id, type(one.order)) for one in issued]


# The creation


def test_each_application_belongs_to_the_sitting_of_its_post_and_has_its_length(
    house: House,
) -> None:
    rows = house.exam.store.read(lambda db: list(db.table("applications").rows))
    assert {row["sitting_id"] for row in rows} == {FIRST, SECOND}
    for row in rows:
        assert row["length"] == MINUTES[row["sitting_id"]] * 60_000
    assert len(house.cards_of(FIRST)) + len(house.cards_of(SECOND)) == len(rows)


def test_the_key_of_one_sitting_opens_no_topic_of_another(house: House) -> None:
    rows = house.exam.store.read(lambda db: list(db.table("topics").rows))
    assert {row["sitting_id"] for row in rows} == {FIRST, SECOND}
    for row in rows:
        sealed = SealedTopic(row["post_id"], row["sealed"])
        own = key_of_sitting(house.made.topic_key, row["sitting_id"])
        topic = msgspec.json.decode(open_topic(own, sealed), type=Topic)
        assert topic.post == row["post_id"]
        other = SECOND if row["sitting_id"] == FIRST else FIRST
        for key in (house.made.topic_key, key_of_sitting(house.made.topic_key, other)):
            with pytest.raises(KeyMismatchError):
                open_topic(key, sealed)


def test_sittings_in_one_room_use_the_same_pcs(house: House) -> None:
    writing = house.exam.config.writing
    assert seats_of(writing) == len(house.made.pairing_codes) == 40
    assert places_in(writing, FIRST) == places_in(writing, SECOND)
    assert names_elsewhere(writing, FIRST) == frozenset()


def test_places_of_a_second_room_go_on_counting_where_the_first_ends() -> None:
    second = '[[sittings]]\nid = "siang"\ndate = 2026-12-05\nstart = 08:00:00\nroom = "Aula"\n'
    text = changed(
        ('id = "pagi"', 'id = "pagi"\nspare_seats = 1\nposts = ["brida"]'),
        ("[sitting_rules]", f'{second}seats = 2\nposts = ["damkar"]\n[sitting_rules]'),
    )
    writing = parsed(text).writing
    assert seats_of(writing) == 5
    assert [one.name for one in places_in(writing, "siang")] == ["PC-04", "PC-05"]
    assert [one.name for one in places_in(writing, "pagi") if one.is_spare] == ["PC-02"]
    assert names_elsewhere(writing, "pagi") == {"pc-04", "pc-05"}
    assert names_elsewhere(parsed(SMALL).writing, "") == frozenset()


def test_the_report_says_who_comes_to_which_sitting_and_which_room_is_too_small(
    tmp_path: Path,
) -> None:
    path = two_days_config(tmp_path)
    text = path.read_text("utf-8").replace("seats = 40", "seats = 7", 1)
    path.write_text(text, "utf-8")
    found = inspect_drafts(read_draft(path), topics_beside(path), read_draft(ROSTER), 10**12)
    (problem,) = found.problems
    assert problem.code == "places.few-in"
    assert problem.details["sitting"] == FIRST
    assert found.forecast is not None
    assert found.forecast.candidates == 54


# The door


def test_nobody_signs_in_for_a_sitting_that_is_not_open_for_check_in(house: House) -> None:
    place = place_seat(house.exam, "PC-01")
    house.open_door(FIRST)
    assert refusal(lambda: house.sit_down(house.comer(SECOND), place)) == "sitting.door-not-open"
    house.sit_down(house.comer(FIRST), place)
    house.exam.act_now(lambda db, now: close_check_in(db, STAFF, now, FIRST))
    assert refusal(lambda: house.sit_down(house.comer(FIRST, 1), place)) == "sitting.door-closed"
    assert not house.exam.store.read(lambda db: door_of(db, SECOND)).is_open


def test_lateness_and_absence_go_by_the_door_of_the_own_sitting(house: House) -> None:
    house.open_door(FIRST)
    late, early = house.comer(FIRST).application_id, house.comer(SECOND).application_id

    def note(who: str) -> None:
        house.exam.act_now(
            lambda db, now: note_attendance(db, who, Attendance.LATE, STAFF, "macet", now)
        )

    note(late)
    assert refusal(lambda: note(early)) == "attendance.too-early"


# Orders


def test_the_start_of_one_sitting_concerns_nobody_of_the_other(house: House) -> None:
    first, second = house.comer(FIRST).application_id, house.comer(SECOND).application_id
    at = house.start(FIRST)
    stands = house.exam.store.read(all_sittings)
    assert (stands[first].start, stands[second].start) == (at, None)
    assert orders_for(house.exam, first) == orders_for(house.exam) == [(FIRST, StartOrdered)]
    assert orders_for(house.exam, second) == []
    assert set(house.exam.store.read(lambda db: all_sittings(db, SECOND))) == {
        card.application.id for card in house.cards_of(SECOND)
    }


def test_a_start_carries_the_key_of_its_own_sitting_alone(house: House) -> None:
    house.start(FIRST)
    (signed,) = house.exam.store.read(signed_orders)
    issued = read_order(signed, house.exam.manifest.server_signing_key, house.exam.exam_id)
    assert issued.topic_key == key_of_sitting(house.made.topic_key, FIRST)
    assert (
        refusal(lambda: house.exam.store.read(lambda db: topic_key(db, house.exam, SECOND)))
        == "topics.locked"
    )


def test_after_a_restart_the_key_of_a_started_sitting_is_known_again(house: House) -> None:
    house.start(FIRST)
    house.exam.topics.of_sitting.clear()
    known = house.exam.store.read(lambda db: topic_key(db, house.exam, FIRST))
    assert known == key_of_sitting(house.made.topic_key, FIRST)


def test_the_code_of_an_envelope_opens_the_sitting_that_it_is_for(house: House) -> None:
    key = key_of_sitting(house.made.topic_key, SECOND)
    typed = "\n".join(topic_code_of(key))
    read = house.exam.store.read
    assert read(lambda db: open_with_code(db, typed, SECOND)) == key
    assert refusal(lambda: read(lambda db: open_with_code(db, typed, FIRST))) == "topics.code"


def test_a_pause_of_one_sitting_stops_nobody_of_the_other(house: House, hand: Hand) -> None:
    exam = house.exam
    place = place_seat(exam, "PC-01")
    house.open_door(FIRST)
    house.sit_down(house.comer(FIRST), place)
    house.start(FIRST)
    hand.move(20)
    press = Press(STAFF, new_id(), 0, FIRST)
    exam.act_now(lambda db, now: order_pause(db, exam, press, "", "listrik", now))
    assert (FIRST, PauseOrdered) in orders_for(exam, house.comer(FIRST).application_id)
    assert orders_for(exam, house.comer(SECOND).application_id) == []


def test_an_order_for_all_names_a_sitting_where_there_are_several(house: House) -> None:
    exam = house.exam

    def order(given: Given) -> None:
        exam.act_now(lambda db, now: issue_order(db, exam, given, MessageSent(new_id(), now, "a")))

    assert refusal(lambda: order(Given(STAFF))) == "sitting.unknown"
    assert refusal(lambda: order(Given(STAFF, "", "hari-3"))) == "sitting.unknown"
    order(Given(STAFF, house.comer(FIRST).application_id))


def test_a_group_is_started_in_its_own_sitting_only(house: House) -> None:
    exam = house.exam
    house.unlock(FIRST)
    wish = StartWish(Press(STAFF, new_id(), 0, FIRST), (house.comer(SECOND).application_id,))
    assert (
        refusal(lambda: exam.act_now(lambda db, now: order_wished_start(db, exam, wish, now)))
        == "sitting.another"
    )


def test_a_message_to_all_is_read_in_its_own_sitting(house: House) -> None:
    exam = house.exam
    press = Press(STAFF, new_id(), 0, SECOND)
    exam.act_now(lambda db, now: send_message(db, exam, press, (), "Selamat pagi", now))
    assert orders_for(exam, house.comer(SECOND).application_id) == [(SECOND, MessageSent)]
    assert orders_for(exam, house.comer(FIRST).application_id) == []
    entries = exam.store.read(lambda db: [row["entry"] for row in db.table("ledger").rows])
    (said,) = [one for one in map(decode_entry, entries) if isinstance(one, OrderIssued)]
    assert said.sitting_id == SECOND


# The seat plan


def test_each_sitting_has_its_own_lot_in_the_same_room(house: House) -> None:
    exam = house.exam
    for sitting_id in (FIRST, SECOND):
        exam.act_now(
            lambda db, now, one=sitting_id: draw_seats(  # type: ignore[misc]
                db, exam.config, os.urandom(32), STAFF, now, sitting_id=one
            )
        )
    first = exam.store.read(lambda db: plan_of(db, exam.config, FIRST))
    second = exam.store.read(lambda db: plan_of(db, exam.config, SECOND))
    assert set(first.taken.values()) == {card.application.id for card in house.cards_of(FIRST)}
    assert set(second.taken.values()) == {card.application.id for card in house.cards_of(SECOND)}
    lot = exam.store.read(lambda db: last_lot(db, FIRST))
    roll = exam.store.read(lambda db: roll_of(db, exam.config, FIRST))
    assert {one.application_id for one in roll} == set(first.taken.values())
    assert ("" if lot is None else lot.plan_digest) == first.digest


def test_a_change_of_place_stays_in_the_plan_of_the_sitting(house: House) -> None:
    exam = house.exam
    for sitting_id in (FIRST, SECOND):
        exam.act_now(
            lambda db, now, one=sitting_id: draw_seats(  # type: ignore[misc]
                db, exam.config, bytes(32), STAFF, now, sitting_id=one
            )
        )
    before = exam.store.read(lambda db: plan_of(db, exam.config, SECOND))
    who = house.cards_of(FIRST)[0].application
    plan = exam.store.read(lambda db: plan_of(db, exam.config, FIRST))
    free = next(one.name for one in plan.places if one.name != plan.place_of(who.id))
    exam.act_now(
        lambda db, now: change_place(db, exam.config, who.number, free, STAFF, "silau", now)
    )
    after = exam.store.read(lambda db: plan_of(db, exam.config, FIRST))
    assert after.place_of(who.id) == free
    assert exam.store.read(lambda db: plan_of(db, exam.config, SECOND)) == before


# Two days


def test_a_pc_of_the_first_day_serves_somebody_else_on_the_second(house: House, hand: Hand) -> None:
    exam, hall = house.exam, Hall()
    place = place_seat(exam, "PC-01")
    yesterday = day_of_one(house, FIRST, place, hand)
    hand.move(DAY - 5 * 60 * 60)
    house.open_door(SECOND)
    today = house.comer(SECOND)
    house.sit_down(today, place)
    now = exam.timeline.now()
    lines = exam.store.read(lambda db: seat_lines(db, exam, hall, now, SECOND))
    (line,) = [one for one in lines if one.seat_id == place.seat.id]
    assert line.application_id == today.application_id
    assert yesterday.application_id not in {one.application_id for one in lines}
    assert refusal(lambda: house.sit_down(yesterday, place)) == "sitting.over"


def test_the_close_of_one_sitting_leaves_the_other_alone(house: House, hand: Hand) -> None:
    exam, place = house.exam, place_seat(house.exam, "PC-01")
    day_of_one(house, FIRST, place, hand)

    def closed_at(sitting_id: str) -> int | None:
        return exam.store.read(lambda db: common_sitting(db, 0, sitting_id)).closed_at

    assert closed_at(FIRST) is not None
    assert closed_at(SECOND) is None
    assert exam.store.read(lambda db: unclosed_sittings(db, exam)) == (SECOND,)
    assert exam.store.read(lambda db: sittings_over(db, exam.config.writing)) == {FIRST}
    assert exam.store.read(lambda db: closing_of(db, exam, SECOND)) is None
    assert exam.store.read(lambda db: evening_of(db, exam, FIRST)).closed is not None
    assert not exam.store.read(lambda db: evening_of(db, exam, SECOND)).has_begun


def test_a_server_that_was_off_overnight_asks_nobody_for_the_time(
    root: Path, tmp_path: Path, ready_made: ReadyMade
) -> None:
    hand = Hand(wall=MORNING)
    made = ready_made.copy_to(root, two_days_config(tmp_path), ROSTER)
    with open_exam(root, hand.clocks) as exam:
        house = House(exam, made)
        day_of_one(house, FIRST, place_seat(exam, "PC-01"), hand)
        exam.store.write_now(exam.timeline.persist)
        evening = exam.timeline.now()
    hand.move(14 * 60 * 60)
    with open_exam(root, hand.clocks) as exam:
        assert exam.timeline.is_settled
        assert exam.timeline.now() - evening == 14 * 60 * 60 * 1000
        house = House(exam, made)
        place = place_seat(exam, "PC-02")
        who = day_of_one(house, SECOND, place, hand)
        outcome = exam.store.read(all_sittings)[who.application_id]
        assert outcome.closed_at is not None


def test_each_sitting_has_minutes_of_its_own(house: House, hand: Hand) -> None:
    exam, place = house.exam, place_seat(house.exam, "PC-01")
    first = day_of_one(house, FIRST, place, hand)
    hand.move(DAY)
    second = day_of_one(house, SECOND, place, hand)
    for sitting_id, who in ((FIRST, first), (SECOND, second)):
        record = exam.store.read(lambda db, one=sitting_id: read_day(db, exam, sitting_id=one))  # type: ignore[misc]
        day = record.day
        assert len(day.presences) == len(house.cards_of(sitting_id))
        (present,) = [one for one in day.presences if one.manner is not Manner.AWAY]
        assert present.entrant.application_id == who.application_id
        assert day.checkpoint is not None
        assert day.closed_at is not None
        assert day.check_in_opened_at is not None
        told = exam.store.read(lambda db, one=sitting_id: evening_of(db, exam, one))  # type: ignore[misc]
        assert told.closed is not None
        assert told.closed.checkpoint.root == day.checkpoint.root


def test_the_checklist_is_that_of_the_sitting(house: House, hand: Hand) -> None:
    exam, place = house.exam, place_seat(house.exam, "PC-01")
    day_of_one(house, FIRST, place, hand)

    def progress(sitting_id: str, task: Task) -> Progress:
        steps = exam.store.read(lambda db: checklist_of(db, exam, sitting_id))
        return next(one.progress for one in steps if one.task is task)

    for task in (Task.STARTED, Task.CLOSED):
        assert progress(FIRST, task) is Progress.DONE
        assert progress(SECOND, task) is Progress.OPEN


# The opening


def test_papers_are_opened_only_when_every_sitting_is_closed(house: House, hand: Hand) -> None:
    exam, place = house.exam, place_seat(house.exam, "PC-01")
    seed = join_seed([read_share(one.words.encode(), "") for one in house.made.shares[:3]])
    day_of_one(house, FIRST, place, hand)
    with pytest.raises(RefusedError) as refused:
        open_papers(exam, seed, os.urandom)
    assert (refused.value.code, refused.value.details["sittings"]) == (
        "opening.sittings-open",
        SECOND,
    )
    hand.move(DAY)
    day_of_one(house, SECOND, place, hand)
    assert len(open_papers(exam, seed, os.urandom).codes) == 2


# The sitting that people mean


def test_the_sitting_that_is_on_is_the_one_to_look_at_then_the_next_by_date(
    house: House, hand: Hand
) -> None:
    exam, writing = house.exam, house.exam.config.writing

    def usual(day: date) -> str:
        return exam.store.read(lambda db: usual_sitting(db, writing, day))

    assert usual(date(2026, 12, 1)) == usual(date(2026, 12, 5)) == FIRST
    assert usual(date(2026, 12, 6)) == SECOND
    house.open_door(FIRST)
    assert usual(date(2026, 12, 6)) == FIRST
    day_of_one(house, FIRST, place_seat(exam, "PC-01"), hand)
    assert usual(date(2026, 12, 5)) == SECOND
    hand.move(DAY)
    day_of_one(house, SECOND, place_seat(exam, "PC-02"), hand)
    assert usual(date(2026, 12, 7)) == SECOND
    one = replace(writing, sittings=writing.sittings[:1])
    assert exam.store.read(lambda db: usual_sitting(db, one, date(2026, 12, 5))) == ""
