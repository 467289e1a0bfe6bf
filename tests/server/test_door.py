"""Who may sign in while the door of the hall is open, closed, or was never opened."""

from collections.abc import Sequence
from dataclasses import replace

import msgspec
import pytest
from sqlite_utils import Database

from exam.chronicle import decode_entry
from exam.clock import ExamTime
from exam.config import Lateness
from exam.entry import Entry
from exam.errors import RefusedError
from exam.proceedings import Attendance, CheckInClosed, CheckInOpened
from server.attendance import note_attendance
from server.ceremony import Handouts
from server.door import Door, close_check_in, close_due_doors, door_of, open_check_in
from server.office import OpenExam
from server.recovering import begin_recovery
from server.starting import order_start
from tests.server.acting import candidate, place_seat
from tests.server.at_work import sit_down

NOW = ExamTime(60_000)


@pytest.fixture
def shut(exam: OpenExam) -> OpenExam:
    """The exam as it is created: its door was never opened."""
    exam.store.write_now(lambda db: db.table("door").delete_where())
    return exam


def opened(exam: OpenExam, now: int = NOW, by: str = "pengawas-1") -> None:
    exam.store.write_now(lambda db: open_check_in(db, by, ExamTime(now)))


def closed(exam: OpenExam, now: int = NOW + 1, by: str = "pengawas-1") -> None:
    exam.store.write_now(lambda db: close_check_in(db, by, ExamTime(now)))


def last_entries(exam: OpenExam, count: int) -> Sequence[Entry]:
    def read(db: Database) -> Sequence[Entry]:
        query = "select entry from ledger order by position desc limit ?"
        return [decode_entry(row["entry"]) for row in db.query(query, [count])][::-1]

    return exam.store.read(read)


def refusal_of_sign_in(exam: OpenExam, made: Handouts, seat: str) -> str | None:
    try:
        sit_down(exam, candidate(exam, made.cards[0]), place_seat(exam, seat), NOW + 10)
    except RefusedError as refused:
        return refused.code
    return None


def test_a_door_is_opened_and_closed_once_and_the_first_who_did_it_is_named(
    shut: OpenExam,
) -> None:
    assert shut.store.read(door_of) == Door()
    for at, by in ((5, "pengawas-1"), (6, "pengawas-2")):
        opened(shut, at, by)
    assert shut.store.read(door_of) == Door(ExamTime(5), "pengawas-1")
    for at, by in ((8, "pengawas-2"), (9, "pengawas-1")):
        closed(shut, at, by)
    door = shut.store.read(door_of)
    assert door == Door(ExamTime(5), "pengawas-1", ExamTime(8), "pengawas-2")
    assert not door.is_open
    opened(shut, 12)
    assert shut.store.read(door_of).is_open
    assert last_entries(shut, 3) == [
        CheckInOpened(5, "pengawas-1"),
        CheckInClosed(8, "pengawas-2"),
        CheckInOpened(12, "pengawas-1"),
    ]


def test_a_door_that_was_never_opened_is_not_closed(shut: OpenExam) -> None:
    closed(shut)
    assert shut.store.read(door_of) == Door()


def test_nobody_signs_in_before_check_in_is_opened(shut: OpenExam, made: Handouts) -> None:
    assert refusal_of_sign_in(shut, made, "PC-01") == "seat.door-not-open"
    opened(shut)
    assert refusal_of_sign_in(shut, made, "PC-02") is None


def test_nobody_new_signs_in_after_check_in_is_closed(exam: OpenExam, made: Handouts) -> None:
    closed(exam)
    assert refusal_of_sign_in(exam, made, "PC-01") == "seat.door-closed"
    opened(exam, NOW + 5)
    assert refusal_of_sign_in(exam, made, "PC-02") is None


def test_who_has_signed_in_before_comes_back_though_check_in_is_closed(
    exam: OpenExam, made: Handouts
) -> None:
    who, seat = candidate(exam, made.cards[0]), place_seat(exam, "PC-01")
    sit_down(exam, who, seat)
    closed(exam)
    sit_down(exam, who, seat, NOW + 20)
    sit_down(exam, who, place_seat(exam, "PC-02"), NOW + 30)


@pytest.mark.parametrize(
    ("word", "refused"),
    [
        (Attendance.LATE, None),
        (Attendance.PRESENT, "seat.door-closed"),
        (Attendance.ABSENT, "seat.door-closed"),
    ],
)
def test_only_the_word_late_lets_somebody_in_through_a_closed_door(
    exam: OpenExam, made: Handouts, word: Attendance, refused: str | None
) -> None:
    who = made.cards[0].application.id
    closed(exam)
    exam.store.write_now(
        lambda db: note_attendance(db, who, word, "pengawas-1", "Banjir", ExamTime(NOW + 2))
    )
    assert refusal_of_sign_in(exam, made, "PC-01") == refused


def test_a_wrong_code_is_told_nothing_of_the_door(shut: OpenExam, made: Handouts) -> None:
    stranger = candidate(shut, made.cards[1])
    forged = type(stranger)(
        made.cards[0].application.number, stranger.application_id, stranger.auth, stranger.owner
    )
    with pytest.raises(RefusedError) as refused:
        sit_down(shut, forged, place_seat(shut, "PC-01"))
    assert refused.value.code == "sign-in.wrong"


def test_a_server_that_was_restored_keeps_nobody_out_by_a_door_that_it_never_saw_open(
    shut: OpenExam, made: Handouts
) -> None:
    place_seat(shut, "seat-2")
    shut.store.write_now(lambda db: begin_recovery(db, 50, NOW))
    assert refusal_of_sign_in(shut, made, "seat-1") is None


# The door that closes by itself


def start_at(exam: OpenExam, now: int, lead: int = 0) -> ExamTime:
    def act(db: Database) -> ExamTime:
        at = order_start(db, exam, "pengawas-1", ExamTime(now))
        close_due_doors(db, exam, ExamTime(at + lead))
        return at

    return exam.store.write_now(act)


def test_check_in_closes_by_itself_with_the_start_and_on_the_record(
    exam: OpenExam, made: Handouts
) -> None:
    exam.store.write_now(lambda db: close_due_doors(db, exam, ExamTime(NOW)))
    assert exam.store.read(door_of).is_open
    at = start_at(exam, NOW)
    assert exam.store.read(door_of).closed_at == at
    assert refusal_of_sign_in(exam, made, "PC-01") == "seat.door-closed"
    (entry,) = last_entries(exam, 1)
    assert entry == CheckInClosed(at, "")


def test_a_door_that_a_proctor_opens_again_after_the_start_stays_open(exam: OpenExam) -> None:
    at = start_at(exam, NOW)
    opened(exam, at + 5)
    exam.store.write_now(lambda db: close_due_doors(db, exam, ExamTime(at + 10)))
    assert exam.store.read(door_of).is_open


def test_where_latecomers_are_admitted_the_door_stays_open_so_long(exam: OpenExam) -> None:
    rules = exam.config.sitting_rules
    assert rules is not None
    late = msgspec.structs.replace(rules, lateness=Lateness(rule="time-runs", latest_minutes=30))
    config = msgspec.structs.replace(exam.config, sitting_rules=late)
    lenient = replace(exam, config=config)
    start_at(lenient, NOW, 30 * 60_000 - 1)
    assert exam.store.read(door_of).is_open
    start_at(lenient, NOW, 30 * 60_000)
    assert not exam.store.read(door_of).is_open
