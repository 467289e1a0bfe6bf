"""The proctor's page and the order to start."""

import pytest

from exam.chronicle import OrderIssued, decode_entry
from exam.clock import ExamTime
from exam.codes import show_code
from exam.events import PauseAcknowledged, StartOrdered
from exam.protocol import VERSION, SubmitRequest, read_order
from exam.seal import receipt_code
from exam.sitting import Phase
from server.admission import sign_in
from server.ceremony import Handouts
from server.hall import Hall, SeatLine, order_start, start_of
from server.intake import accept_envelope
from server.office import OpenExam
from server.orders import signed_orders
from server.store import ledger_size
from tests.server.acting import Candidate, LocalSeat, candidate, place_seat
from tests.server.at_work import (
    LEAD,
    LENGTH,
    START,
    credit,
    pause,
    reopening,
    resume,
    two_at_work,
)

NOW = ExamTime(60_000)


def _sit_down(exam: OpenExam, who: Candidate, at: LocalSeat) -> None:
    exam.store.write_now(
        lambda db: sign_in(db, exam, at.seat, who.sign_in(), lambda *_: False, NOW)
    )


def _lines(exam: OpenExam, hall: Hall, now: ExamTime = NOW) -> tuple[SeatLine, ...]:
    return exam.store.read(lambda db: hall.seats(db, exam.config, now))


def _line(exam: OpenExam, hall: Hall, who: Candidate, now: ExamTime = NOW) -> SeatLine:
    (line,) = [line for line in _lines(exam, hall, now) if line.number == who.number]
    return line


@pytest.fixture
def hall() -> Hall:
    return Hall()


@pytest.fixture
def at(exam: OpenExam) -> LocalSeat:
    return place_seat(exam, "PC-01")


@pytest.fixture
def who(exam: OpenExam, made: Handouts) -> Candidate:
    return candidate(exam, made.cards[0])


def test_every_seat_and_every_candidate_has_one_line(
    exam: OpenExam, hall: Hall, at: LocalSeat, who: Candidate, made: Handouts
) -> None:
    place_seat(exam, "PC-02")
    _sit_down(exam, who, at)
    lines = _lines(exam, hall)
    assert [line.seat_name for line in lines[:3]] == ["PC-01", "PC-02", None]
    assert [line.number for line in lines[:2]] == [who.number, None]
    numbers = [line.number for line in lines if line.number is not None]
    assert sorted(numbers) == sorted(card.application.number for card in made.cards)


def test_a_revoked_seat_has_no_line(exam: OpenExam, hall: Hall, at: LocalSeat) -> None:
    exam.store.write_now(lambda db: db.table("seats").update(at.seat.id, {"revoked": 1}))
    assert {line.seat_name for line in _lines(exam, hall)} == {None}


def test_a_line_shows_what_the_seat_last_reported(
    exam: OpenExam, hall: Hall, at: LocalSeat, who: Candidate, made: Handouts
) -> None:
    _sit_down(exam, who, at)
    hall.note_beat(at.seat.id, who.application_id, Phase.READY, 0, ExamTime(NOW - 4_000))
    hall.note_beat(at.seat.id, who.application_id, Phase.WRITING, 0, ExamTime(NOW - 2_000))
    application = made.cards[0].application
    assert _line(exam, hall, who) == SeatLine(
        seat_name="PC-01",
        number=who.number,
        name=application.name,
        post_name=exam.config.post(application.post_id).name,
        phase=Phase.WRITING,
        words=0,
        remaining=LENGTH,
        last_beat_age=2_000,
        receipt_code=None,
    )


@pytest.mark.parametrize(
    ("words", "shown"), [(0, 0), (49, 0), (50, 100), (149, 100), (150, 200), (3_512, 3_500)]
)
def test_words_are_shown_in_hundreds(
    exam: OpenExam, hall: Hall, at: LocalSeat, who: Candidate, words: int, shown: int
) -> None:
    _sit_down(exam, who, at)
    hall.note_beat(at.seat.id, who.application_id, Phase.WRITING, words, NOW)
    assert _line(exam, hall, who).words == shown


def test_who_has_a_receipt_is_shown_as_handed_in_whatever_the_seat_says(
    exam: OpenExam, hall: Hall, at: LocalSeat, who: Candidate
) -> None:
    _sit_down(exam, who, at)
    request = SubmitRequest(VERSION, who.envelope(at.seat.id, at.signing_secret))
    reply = exam.store.write_now(lambda db: accept_envelope(db, exam, at.seat, request, NOW))
    hall.note_beat(at.seat.id, who.application_id, Phase.SEALED, 900, NOW)
    line = _line(exam, hall, who)
    assert (line.phase, line.remaining) == (Phase.SUBMITTED, None)
    assert line.receipt_code == show_code(receipt_code(reply.receipt))


def test_after_a_restart_candidates_stand_at_their_seats_before_the_first_beat(
    exam: OpenExam, at: LocalSeat, who: Candidate
) -> None:
    _sit_down(exam, who, at)
    line = _line(exam, Hall(), who)
    assert (line.seat_name, line.phase, line.last_beat_age) == ("PC-01", Phase.SIGNED_IN, None)


def test_a_seat_that_went_back_to_sign_in_is_empty(
    exam: OpenExam, hall: Hall, at: LocalSeat, who: Candidate
) -> None:
    _sit_down(exam, who, at)
    hall.note_beat(at.seat.id, "", None, 0, NOW)
    assert _lines(exam, hall)[0] == SeatLine("PC-01", last_beat_age=0)
    assert _line(exam, hall, who).seat_name is None


def test_a_candidate_is_shown_at_the_seat_they_moved_to(
    exam: OpenExam, hall: Hall, at: LocalSeat, who: Candidate
) -> None:
    _sit_down(exam, who, at)
    hall.note_beat(at.seat.id, who.application_id, Phase.WRITING, 800, NOW)
    _sit_down(exam, who, place_seat(exam, "PC-02"))
    assert [(line.seat_name, line.number) for line in _lines(exam, hall)[:2]] == [
        ("PC-01", None),
        ("PC-02", who.number),
    ]


@pytest.mark.parametrize(
    ("age", "sits"), [(0, True), (9_999, True), (10_000, False), (60_000, False)]
)
def test_a_seat_holds_its_candidate_for_ten_seconds(hall: Hall, age: int, sits: bool) -> None:
    hall.note_beat("PC-01", "001.brida", Phase.WRITING, 0, ExamTime(NOW - age))
    assert hall.sits_there("PC-01", "001.brida", NOW) is sits
    assert not hall.sits_there("PC-01", "002.brida", NOW)
    assert not hall.sits_there("PC-02", "001.brida", NOW)


def test_the_start_is_ordered_once_with_its_lead_and_the_topic_key(exam: OpenExam) -> None:
    assert exam.store.read(start_of) is None
    first = exam.store.write_now(lambda db: order_start(db, exam, "pengawas-1", NOW))
    assert first == NOW + 10_000
    size = exam.store.read(ledger_size)
    later = ExamTime(NOW + 5_000)
    again = exam.store.write_now(lambda db: order_start(db, exam, "pengawas-2", later))
    assert again == first == exam.store.read(start_of)
    assert exam.store.read(ledger_size) == size


def test_kiosks_get_the_start_with_the_topic_key_as_the_server_signed_it(exam: OpenExam) -> None:
    exam.store.write_now(lambda db: order_start(db, exam, "pengawas-1", NOW))
    (signed,) = exam.store.read(signed_orders)
    issued = read_order(signed, exam.manifest.server_signing_key, exam.exam_id)
    assert isinstance(issued.order, StartOrdered)
    assert (issued.order.issued_at, issued.order.at) == (NOW, NOW + 10_000)
    assert (issued.application_id, issued.topic_key) == ("", exam.topic_key)


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


def test_remaining_time_runs_from_the_ordered_start(
    exam: OpenExam, hall: Hall, at: LocalSeat, who: Candidate
) -> None:
    _sit_down(exam, who, at)
    start = exam.store.write_now(lambda db: order_start(db, exam, "pengawas-1", NOW))
    seen = [
        _line(exam, hall, who, ExamTime(start + passed)).remaining
        for passed in (-1, 0, 60_000, LENGTH, LENGTH + 60_000)
    ]
    assert seen == [LENGTH, LENGTH, LENGTH - 60_000, 0, 0]


def test_from_the_start_on_the_record_counts_and_not_what_a_silent_seat_last_said(
    exam: OpenExam, hall: Hall, made: Handouts
) -> None:
    room = two_at_work(exam, made)
    who = room.people[0]
    hall.note_beat(room.seats[0].seat.id, who.application_id, Phase.READY, 0, ExamTime(START - 1))
    assert _line(exam, hall, who, ExamTime(START - 1)).phase is Phase.READY
    assert _line(exam, hall, who, ExamTime(START)).phase is Phase.WRITING


def test_a_pause_stops_the_shown_time_of_whoever_acknowledged_it(
    exam: OpenExam, hall: Hall, made: Handouts
) -> None:
    room = two_at_work(exam, made)
    paused = pause(START + 60_000)
    room.order(paused)
    room.report(0, PauseAcknowledged(paused.id, START + 61_000))
    now = ExamTime(START + 100_000)
    stopped, writing = (_line(exam, hall, who, now) for who in room.people)
    assert (stopped.phase, stopped.remaining) == (Phase.PAUSED, LENGTH - 61_000)
    assert (writing.phase, writing.remaining) == (Phase.WRITING, LENGTH - 100_000)
    room.order(resume(paused, now))
    later = ExamTime(now + LEAD + 1_000)
    assert _line(exam, hall, room.people[0], later).phase is Phase.WRITING
    assert _line(exam, hall, room.people[0], later).remaining == LENGTH - 62_000


def test_the_remaining_time_of_one_line_has_that_ones_credits(
    exam: OpenExam, hall: Hall, made: Handouts
) -> None:
    room = two_at_work(exam, made)
    room.order(credit(START, minutes=5), room.ids[1])
    seen = [_line(exam, hall, who, ExamTime(START)).remaining for who in room.people]
    assert seen == [LENGTH, LENGTH + 5 * 60_000]


def test_whoever_writes_on_after_a_reopening_is_shown_as_writing(
    exam: OpenExam, hall: Hall, made: Handouts
) -> None:
    room = two_at_work(exam, made)
    room.hand_in(0, START + 1_000)
    hall.note_beat(room.seats[0].seat.id, room.ids[0], Phase.SUBMITTED, 900, ExamTime(START))
    room.order(reopening(START + 60_000), room.ids[0])
    line = _line(exam, hall, room.people[0], ExamTime(START + 60_000))
    assert (line.phase, line.receipt_code) == (Phase.WRITING, None)
    assert line.remaining == LENGTH
    room.hand_in(0, START + 70_000, revision=2)
    line = _line(exam, hall, room.people[0], ExamTime(START + 70_000))
    assert (line.phase, line.remaining) == (Phase.SUBMITTED, None)
    code = room.sitting(0).receipt_code(2)
    assert code is not None
    assert line.receipt_code == show_code(code)
