"""The lines of the proctor's page: who sits where, and how they are."""

import pytest

from exam.clock import ExamTime
from exam.codes import show_code
from exam.events import PauseAcknowledged, WritingInterrupted
from exam.proceedings import Attendance
from exam.protocol import VERSION, SeatStatus, SubmitRequest
from exam.receipts import receipt_code
from exam.sitting import Phase
from server.admission import allow_move, sign_in
from server.ceremony import Handouts
from server.credits import Loss
from server.day import Notes
from server.envelopes import accept_envelope
from server.hall import Hall
from server.office import OpenExam
from server.proposals import Proposal, propose
from server.seat_line import Copies, SeatLine
from server.seating import Move, Seating, seat_lines
from server.starting import order_start
from tests.server.acting import Candidate, LocalSeat, candidate, place_seat
from tests.server.at_work import (
    LEAD,
    LENGTH,
    START,
    TwoAtWork,
    credit,
    pause,
    reopening,
    resume,
    two_at_work,
)

NOW = ExamTime(60_000)


def _note(
    hall: Hall,
    seat: LocalSeat,
    who: str,
    phase: Phase | None,
    words: int = 0,
    at: int = NOW,
    status: SeatStatus | None = None,
    *,
    sent_all: bool = True,
) -> None:
    said = status or SeatStatus("" if phase is None else phase, words, 1, at)
    hall.note_beat(seat.seat.id, who, said, sent_all, ExamTime(at))


def _sit_down(exam: OpenExam, who: Candidate, at: LocalSeat) -> None:
    exam.store.write_now(
        lambda db: sign_in(db, exam, at.seat, who.sign_in(), lambda *_: False, NOW)
    )


def _lines(exam: OpenExam, hall: Hall, now: ExamTime = NOW) -> tuple[SeatLine, ...]:
    """Return all lines; that of one, and those of empty seats, are the same asked for alone."""
    lines = exam.store.read(lambda db: seat_lines(db, exam, hall, now))
    seating = exam.store.read(lambda db: Seating(db, exam, hall, now))
    taken = [line for line in lines if line.number is not None]
    assert [seating.line_of(line.application_id) for line in taken] == taken
    assert seating.empty_seats() == tuple(line for line in lines if line.number is None)
    return lines


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
    _note(hall, at, who.application_id, Phase.READY, 0, ExamTime(NOW - 4_000))
    status = SeatStatus("writing", 0, exam.timeline.run, NOW - 1_900)
    _note(hall, at, who.application_id, None, at=NOW - 2_000, status=status)
    application = made.cards[0].application
    assert _line(exam, hall, who) == SeatLine(
        seat_name="PC-01",
        seat_id=at.seat.id,
        application_id=who.application_id,
        number=who.number,
        name=application.name,
        post_name=exam.config.post(application.post_id).name,
        phase=Phase.WRITING,
        words=0,
        remaining=LENGTH,
        last_beat_age=2_000,
        receipt_code=None,
        drift=100,
        copies=Copies(disk=0, server=2_000, stick=None),
        loss=Loss(0, 0, needs_two=False),
        notes=Notes(Attendance.PRESENT),
        is_obeyed=True,
        is_running=False,
        at=NOW,
    )


def test_who_has_a_receipt_is_shown_as_handed_in_whatever_the_seat_says(
    exam: OpenExam, hall: Hall, at: LocalSeat, who: Candidate
) -> None:
    _sit_down(exam, who, at)
    request = SubmitRequest(VERSION, who.envelope(at.seat.id, at.signing_secret))
    reply = exam.store.write_now(lambda db: accept_envelope(db, exam, request, NOW))
    _note(hall, at, who.application_id, Phase.SEALED, 900, NOW)
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
    _note(hall, at, "", None)
    assert _lines(exam, hall)[0] == SeatLine("PC-01", at.seat.id, last_beat_age=0, at=NOW)
    assert _line(exam, hall, who).seat_name is None


def test_an_empty_seat_that_is_silent_tells_when_it_was_last_heard_of(
    exam: OpenExam, hall: Hall, at: LocalSeat
) -> None:
    _note(hall, at, "", None, at=ExamTime(NOW - 20_000))
    line = _lines(exam, hall)[0]
    assert line.last_beat_age is not None
    assert line.at - line.last_beat_age == NOW - 20_000


def test_a_candidate_is_shown_at_the_seat_they_moved_to(
    exam: OpenExam, hall: Hall, at: LocalSeat, who: Candidate
) -> None:
    _sit_down(exam, who, at)
    _note(hall, at, who.application_id, Phase.WRITING, 800, NOW)
    _sit_down(exam, who, place_seat(exam, "PC-02"))
    assert [(line.seat_name, line.number) for line in _lines(exam, hall)[:2]] == [
        ("PC-01", None),
        ("PC-02", who.number),
    ]


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
    _note(hall, room.seats[0], who.application_id, Phase.READY, 0, ExamTime(START - 1))
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
    _note(hall, room.seats[0], room.ids[0], Phase.SUBMITTED, 900, ExamTime(START))
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


@pytest.fixture
def room(exam: OpenExam, made: Handouts) -> TwoAtWork:
    return two_at_work(exam, made)


def _at(room: TwoAtWork, hall: Hall, now: int, person: int = 0) -> SeatLine:
    return _line(room.exam, hall, room.people[person], ExamTime(now))


def test_copies_of_a_silent_seat_grow_older_but_a_present_one_stays_present(
    room: TwoAtWork, hall: Hall
) -> None:
    status = SeatStatus("writing", 0, 1, START, disk_age=4_000, stick_age=60_000)
    _note(hall, room.seats[0], room.ids[0], None, at=START, status=status)
    status = SeatStatus("writing", 0, 1, START, disk_age=0)
    _note(hall, room.seats[1], room.ids[1], None, at=START, status=status, sent_all=False)
    assert _at(room, hall, START + 3_000).copies == Copies(7_000, 3_000, 63_000)
    assert _at(room, hall, START + 3_000, 1).copies == Copies(0, None, None)


def test_a_line_has_the_drift_the_trouble_and_the_doubt_that_its_seat_reports(
    room: TwoAtWork, hall: Hall
) -> None:
    run = room.exam.timeline.run
    late = SeatStatus("writing", 0, run, START - 1_200, trouble="spool.disk")
    _note(hall, room.seats[0], room.ids[0], None, at=START, status=late)
    lost = SeatStatus("writing", 0, 0, START + 9_000)
    _note(hall, room.seats[1], room.ids[1], None, at=START, status=lost)
    first, second = (_at(room, hall, START, person) for person in (0, 1))
    assert (first.drift, first.is_time_confirmed, first.trouble) == (-1_200, True, "spool.disk")
    assert (second.drift, second.is_time_confirmed, second.trouble) == (None, False, "")
    _note(hall, room.seats[1], room.ids[1], None, at=START, status=SeatStatus())
    assert _at(room, hall, START, 1).is_time_confirmed


def test_a_line_counts_the_texts_that_lie_beside(room: TwoAtWork, hall: Hall) -> None:
    room.exam.store.write_now(lambda db: db.table("applications").update(room.ids[0], {"forks": 2}))
    assert [_at(room, hall, START, person).forks for person in (0, 1)] == [2, 0]


def test_lost_time_is_proposed_less_what_was_given_and_never_to_who_has_handed_in(
    room: TwoAtWork, hall: Hall
) -> None:
    room.report(0, WritingInterrupted(START + 1_000, START + 450_300))
    now = START + 500_000
    assert _at(room, hall, now).loss == Loss(450_000, 0, needs_two=False)
    room.order(credit(now, minutes=5), room.ids[0])
    assert _at(room, hall, now).loss == Loss(150_000, 300_000, needs_two=False)
    room.hand_in(0, now)
    assert _at(room, hall, now).loss is None


def test_who_writes_at_a_silent_seat_counts_as_unknown_from_the_last_beat_on(
    room: TwoAtWork, hall: Hall
) -> None:
    _note(hall, room.seats[0], room.ids[0], Phase.WRITING, at=START + 1_000)
    seen = [_at(room, hall, START + 1_000 + age).silent for age in (0, 14_999, 15_000, 80_000)]
    assert seen == [0, 0, 15_000, 80_000]
    room.hand_in(0, START + 2_000)
    assert _at(room, hall, START + 81_000).silent == 0


def test_after_a_restart_silence_counts_from_when_the_seat_was_last_written_down_as_heard(
    room: TwoAtWork, hall: Hall
) -> None:
    heard = {"heard_at": START + 5_000}
    room.exam.store.write_now(lambda db: db.table("applications").update(room.ids[0], heard))
    seen = [_at(room, hall, START + 65_000, person).silent for person in (0, 1)]
    assert seen == [60_000, 0]


def test_what_waits_for_a_second_proctor_stands_at_the_line(room: TwoAtWork, hall: Hall) -> None:
    proposal = Proposal(room.ids[0], 1_200_000, 0, "pengawas-1", "Listrik padam")
    room.exam.store.write_now(lambda db: propose(db, proposal, ExamTime(START)))
    assert [_at(room, hall, START, person).waits for person in (0, 1)] == [proposal, None]


def test_a_move_is_asked_for_until_it_is_allowed(room: TwoAtWork, hall: Hall) -> None:
    spare = place_seat(room.exam, "PC-07")
    now = ExamTime(START)
    hall.note_wish(room.ids[0], spare.seat.id, now)
    hall.note_wish("999.nobody", spare.seat.id, now)
    hall.note_wish(room.ids[1], "id-of-no-seat", now)
    name = _at(room, hall, START).name or ""
    number = room.people[0].number

    def moves() -> tuple[Move, ...]:
        return room.exam.store.read(lambda db: Seating(db, room.exam, hall, now).moves())

    asked = Move(room.ids[0], number, name, "PC-01", "PC-07", spare.seat.id)
    assert moves() == (asked,)
    first = room.seats[0].seat.id
    room.exam.store.write_now(lambda db: db.table("seats").update(first, {"revoked": 1}))
    assert moves() == (asked,)
    room.exam.store.write_now(
        lambda db: allow_move(db, room.exam, room.ids[0], spare.seat.id, "pengawas-1", now)
    )
    assert moves() == ()


def test_after_a_restart_the_seats_of_those_who_may_write_are_waited_for(
    room: TwoAtWork, hall: Hall
) -> None:
    place_seat(room.exam, "PC-09")

    def unheard() -> tuple[str, ...]:
        now = ExamTime(START)
        return room.exam.store.read(lambda db: Seating(db, room.exam, hall, now).unheard())

    assert unheard() == ("PC-01", "PC-02")
    _note(hall, room.seats[0], room.ids[0], Phase.WRITING)
    assert unheard() == ("PC-02",)
    room.hand_in(1, START + 1_000)
    assert unheard() == ()
