"""Exam time through restarts: no wall clock moves it while somebody writes, no run means two."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from sqlite_utils import Database

from exam.chronicle import TimeSettled, decode_entry
from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.events import Cause, PaperSealed
from server.ceremony import Handouts
from server.office import OpenExam, open_exam, visit_exam
from server.recovering import begin_recovery
from server.store import Act, ledger_size
from server.timeline import SETTLE_SECONDS
from tests.server.acting import Hand
from tests.server.at_work import START, TwoAtWork, close, end, two_at_work

HOUR = 3600
DAY = 24 * HOUR
SEATS = ("id-PC-01", "id-PC-02")


@pytest.fixture
def hand() -> Hand:
    """Clocks that the test moves."""
    return Hand()


@contextmanager
def sitting(root: Path, made: Handouts, hand: Hand) -> Iterator[TwoAtWork]:
    """Let two candidates write for an hour; what is done in the block comes after that."""
    with open_exam(root, hand.clocks) as exam:
        hand.move(60)
        room = two_at_work(exam, made, exam.timeline.now())
        hand.move(HOUR)
        exam.store.write_now(exam.timeline.persist)
        yield room
        exam.store.write_now(exam.timeline.persist)


def stop(root: Path, made: Handouts, hand: Hand) -> ExamTime:
    """Let two candidates write for an hour, then stop; returns the exam time at that."""
    with sitting(root, made, hand) as room:
        return room.exam.timeline.now()


def settlements(exam: OpenExam) -> list[TimeSettled]:
    def read(db: Database) -> list[TimeSettled]:
        entries = [decode_entry(row["entry"]) for row in db.query("select entry from ledger")]
        return [entry for entry in entries if isinstance(entry, TimeSettled)]

    return exam.store.read(read)


def persisted(exam: OpenExam) -> tuple[int, int]:
    (row,) = exam.store.read(lambda db: list(db.query("select exam_time, run from timeline")))
    return (row["exam_time"], row["run"])


@pytest.mark.parametrize(
    ("wall_seconds", "counted_seconds"),
    [(60, 60), (30 * DAY, 30 * DAY), (0, 0), (-20 * 365 * DAY, 0), (90 * 365 * DAY, 2**35 / 1000)],
)
def test_while_nobody_writes_the_wall_clock_tells_and_never_turns_time_back(
    exam_root: Path, hand: Hand, wall_seconds: int, counted_seconds: float
) -> None:
    with open_exam(exam_root, hand.clocks) as exam:
        before = exam.timeline.now()
    hand.wall += wall_seconds * 1000
    with open_exam(exam_root, hand.clocks) as exam:
        assert exam.timeline.is_settled
        assert exam.timeline.now() == before + counted_seconds * 1000
        last = settlements(exam)[-1]
    assert (last.run, last.basis, last.away) == (3, "wall", counted_seconds * 1000)


def test_in_mid_sitting_time_waits_at_what_was_persisted_and_says_so(
    exam_root: Path, made: Handouts, hand: Hand
) -> None:
    went = stop(exam_root, made, hand)
    hand.wall += 7 * HOUR * 1000
    with open_exam(exam_root, hand.clocks) as exam:
        told = exam.timeline.told()
        assert (told.run, told.exam_time, told.is_settled) == (3, went, False)
        with pytest.raises(RefusedError, match=r"server\.settling"):
            exam.timeline.require_settled()
        assert exam.timeline.proposed_minutes == 7 * 60
        asks = []
        for seconds in (SETTLE_SECONDS - 1, 1):
            hand.move(seconds)
            exam.timeline.settle_if_due()
            asks.append(exam.timeline.asks_a_person)
        assert asks == [False, True]
        assert exam.timeline.now() == went + SETTLE_SECONDS * 1000
        assert len(settlements(exam)) == 1
        exam.store.write_now(exam.timeline.persist)
    with open_exam(exam_root, hand.clocks) as again:
        assert again.timeline.now() == went + SETTLE_SECONDS * 1000
        assert again.timeline.proposed_minutes == 7 * 60
        assert again.timeline.run == 4


def test_seats_tell_the_time_once_all_that_were_at_work_have_reported(
    exam_root: Path, made: Handouts, hand: Hand
) -> None:
    went = stop(exam_root, made, hand)
    hand.wall -= 10 * 365 * DAY * 1000
    began = hand.monotonic
    with open_exam(exam_root, hand.clocks) as exam:
        settled = []
        for seat, run, seconds in ((0, 2, 0), (1, 0, 1), (0, 2, 1)):
            hand.move(seconds)
            held = went + 40_000 + (hand.monotonic - began)
            exam.timeline.note_report(SEATS[seat], run, held)
            exam.timeline.settle_if_due()
            settled.append(exam.timeline.is_settled)
        assert settled == [False, False, True]
        assert exam.timeline.now() == went + 42_000
        exam.timeline.require_settled()
        assert persisted(exam) == (went + 42_000, 4)
        assert settlements(exam)[-1] == TimeSettled(
            went + 42_000, 4, "seats", 1, 40_000, "", hand.wall
        )


def test_one_seat_is_enough_when_the_others_stay_silent(
    exam_root: Path, made: Handouts, hand: Hand
) -> None:
    went = stop(exam_root, made, hand)
    with open_exam(exam_root, hand.clocks) as exam:
        for _ in range(2):
            exam.timeline.note_report(SEATS[0], 2, went + 40_000)
        hand.move(SETTLE_SECONDS)
        exam.timeline.settle_if_due()
        assert exam.timeline.now() == went + 40_000 + SETTLE_SECONDS * 1000


@pytest.mark.parametrize(("doubts", "ahead"), [((4_000, 5), 40_000), ((4_000, 4_000), 37_000)])
def test_a_seat_that_may_be_far_off_counts_only_if_none_knows_better(
    exam_root: Path, made: Handouts, hand: Hand, doubts: tuple[int, int], ahead: int
) -> None:
    went = stop(exam_root, made, hand)
    with open_exam(exam_root, hand.clocks) as exam:
        for _ in range(2):
            exam.timeline.note_report(SEATS[0], 2, went + 37_000, doubts[0])
            exam.timeline.note_report(SEATS[1], 2, went + 40_000, doubts[1])
        hand.move(SETTLE_SECONDS)
        exam.timeline.settle_if_due()
        assert exam.timeline.now() == went + ahead + SETTLE_SECONDS * 1000


def test_a_single_report_counts_when_there_was_time_for_another(
    exam_root: Path, made: Handouts, hand: Hand
) -> None:
    went = stop(exam_root, made, hand)
    with open_exam(exam_root, hand.clocks) as exam:
        hand.move(60)
        exam.timeline.note_report(SEATS[0], 2, went + 90_000)
        settled = []
        for seconds in (0, 24, 1):
            hand.move(seconds)
            exam.timeline.settle_if_due()
            settled.append(exam.timeline.is_settled)
        assert settled == [False, False, True]
        assert exam.timeline.now() == went + 115_000


def test_what_one_seat_said_once_does_not_count_beside_what_another_one_repeats(
    exam_root: Path, made: Handouts, hand: Hand
) -> None:
    went = stop(exam_root, made, hand)
    with open_exam(exam_root, hand.clocks) as exam:
        hand.move(SETTLE_SECONDS)
        exam.timeline.note_report(SEATS[0], 2, went + 20_000)
        for _ in range(2):
            exam.timeline.note_report(SEATS[1], 2, went + 40_000)
        exam.timeline.settle_if_due()
        assert exam.timeline.now() == went + 40_000
        assert settlements(exam)[-1].seats == 1


def test_a_late_call_does_not_make_time_earlier_and_a_wild_one_is_not_believed(
    exam_root: Path, made: Handouts, hand: Hand
) -> None:
    went = stop(exam_root, made, hand)
    with open_exam(exam_root, hand.clocks) as exam:
        timeline = exam.timeline
        timeline.note_report(SEATS[0], 2, went + 40_000)
        hand.move(3)
        timeline.note_report(SEATS[0], 2, went + 39_000)
        timeline.note_report(SEATS[0], 1, went + 99_000)
        timeline.note_report(SEATS[1], 2 + 1001, went + 50_000)
        timeline.note_report(SEATS[1], 2, went + 31 * DAY * 1000)
        timeline.settle_if_due()
        assert not timeline.is_settled
        timeline.note_report(SEATS[1], 0, 0)
        timeline.settle_if_due()
        assert (timeline.run, timeline.now()) == (4, went + 43_000)


@pytest.mark.parametrize("minutes", [0, 12, 10**9])
def test_a_person_tells_the_time_when_no_seat_knows_it(
    exam_root: Path, made: Handouts, hand: Hand, minutes: int
) -> None:
    went = stop(exam_root, made, hand)
    with open_exam(exam_root, hand.clocks) as exam:
        for seat in SEATS:
            exam.timeline.note_report(seat, 0, 0)
        hand.move(30)
        exam.timeline.settle_if_due()
        assert not exam.timeline.is_settled
        exam.timeline.confirm(minutes, "pengawas-1")
        away = min(minutes * 60_000, 2**35)
        assert exam.timeline.now() == went + 30_000 + away
        last = settlements(exam)[-1]
        assert (last.basis, last.seats, last.away, last.staff_id) == (
            "person",
            0,
            away,
            "pengawas-1",
        )
        exam.timeline.confirm(5, "pengawas-2")
        assert settlements(exam)[-1] == last


def test_what_seats_know_counts_before_what_a_person_says(
    exam_root: Path, made: Handouts, hand: Hand
) -> None:
    went = stop(exam_root, made, hand)
    with open_exam(exam_root, hand.clocks) as exam:
        exam.timeline.note_report(SEATS[0], 2, went + 40_000)
        exam.timeline.confirm(99, "pengawas-1")
        assert not exam.timeline.is_settled  # it may have been a late call, and says it again
        exam.timeline.note_report(SEATS[0], 2, went + 40_000)
        exam.timeline.confirm(99, "pengawas-1")
        assert exam.timeline.now() == went + 40_000
        assert settlements(exam)[-1].basis == "seats"
        assert settlements(exam)[-1].staff_id == ""


def test_whoever_starts_the_server_may_say_how_long_it_was_away(
    exam_root: Path, made: Handouts, hand: Hand
) -> None:
    went = stop(exam_root, made, hand)
    with open_exam(exam_root, hand.clocks, away=180_000) as exam:
        assert exam.timeline.now() == went + 180_000
        assert (settlements(exam)[-1].basis, settlements(exam)[-1].away) == ("person", 180_000)


def test_exam_time_never_goes_back_though_seats_say_so(
    exam_root: Path, made: Handouts, hand: Hand
) -> None:
    went = stop(exam_root, made, hand)
    with open_exam(exam_root, hand.clocks) as exam:
        for seat in SEATS:
            exam.timeline.note_report(seat, 2, went - 60_000)
        exam.timeline.settle_if_due()
        assert exam.timeline.now() == went


def test_a_run_that_this_server_never_had_tells_no_time_unless_it_was_restored(
    exam_root: Path, made: Handouts, hand: Hand
) -> None:
    went = stop(exam_root, made, hand)
    with open_exam(exam_root, hand.clocks) as exam:
        timeline = exam.timeline
        for seat in SEATS:
            timeline.note_report(seat, 5, went + 90_000)
        hand.move(SETTLE_SECONDS)
        timeline.settle_if_due()
        assert timeline.asks_a_person
        for _ in range(2):
            timeline.note_report("third", 2, went + 40_000)
        timeline.settle_if_due()
        assert (timeline.run, timeline.now()) == (6, went + 40_000)


def test_a_run_is_above_every_run_that_a_seat_knows(
    exam_root: Path, made: Handouts, hand: Hand
) -> None:
    went = stop(exam_root, made, hand)
    with open_exam(exam_root, hand.clocks) as exam:
        timeline = exam.timeline
        exam.store.write_now(timeline.doubt)
        for seat, run, held in ((0, 7, 40_000), (1, 2, 90_000)) * 2:
            timeline.note_report(SEATS[seat], run, went + held)
        timeline.settle_if_due()
        assert (timeline.run, timeline.now()) == (8, went + 40_000)
        timeline.note_report(SEATS[1], 11, went + 90_000)
        timeline.settle_if_due()
        assert (timeline.run, timeline.now()) == (12, went + 40_000)
        assert persisted(exam)[1] == 12
        assert settlements(exam)[-1].basis == "unquestioned"


def test_a_seat_that_holds_another_time_of_this_run_is_led_by_a_new_one_once_a_minute(
    exam_root: Path, hand: Hand
) -> None:
    with open_exam(exam_root, hand.clocks) as exam:
        timeline, runs = exam.timeline, []
        for seconds, wrong in ((99, 1_900), (0, -59_000), (0, 2_100), (1, 2_100), (60, -61_000)):
            hand.move(seconds)
            timeline.note_report(SEATS[0], timeline.run, timeline.now() + wrong)
            timeline.settle_if_due()
            runs.append(timeline.run)
    assert runs == [2, 2, 3, 3, 4]


def test_a_settled_time_is_persisted_with_its_run_only(exam: OpenExam) -> None:
    exam.store.write_now(lambda db: db.execute("update timeline set run = 9, exam_time = 5"))
    exam.store.write_now(exam.timeline.persist)
    assert persisted(exam) == (5, 9)
    size = exam.store.read(ledger_size)
    exam.timeline.note_report("seat", 5, exam.timeline.now())
    exam.timeline.settle_if_due()
    assert persisted(exam) == (5, 9)
    assert exam.store.read(ledger_size) == size


def hand_in_both(room: TwoAtWork) -> None:
    now = room.exam.timeline.now()
    room.hand_in(0, now)
    room.report(1, PaperSealed(1, 1, now, Cause.SUBMITTED), now=now)


def end_all(room: TwoAtWork) -> None:
    room.order(end(room.exam.timeline.now()))


def close_after_the_end(room: TwoAtWork) -> None:
    hand_in_both(room)
    room.exam.store.write_now(
        lambda db: db.execute("update timeline set exam_time = ?", [START + 5 * HOUR * 1000])
    )
    room.order(close(START + 5 * HOUR * 1000))


@pytest.mark.parametrize(
    ("happened", "is_settled"),
    [(hand_in_both, True), (end_all, False), (close_after_the_end, True)],
)
def test_nobody_is_waited_for_who_cannot_be_writing(
    exam_root: Path, made: Handouts, hand: Hand, happened: object, is_settled: bool
) -> None:
    with sitting(exam_root, made, hand) as room:
        assert callable(happened)
        happened(room)
    hand.wall += DAY * 1000
    with open_exam(exam_root, hand.clocks) as exam:
        assert exam.timeline.is_settled == is_settled


def test_a_restored_server_believes_no_wall_clock_even_before_a_start(
    exam_root: Path, hand: Hand
) -> None:
    with open_exam(exam_root, hand.clocks) as exam:
        went = exam.timeline.now()
        row = {"id": SEATS[0], "name": "PC-01", "certificate_digest": b"1", "signing_key": b"2"}
        exam.store.write_now(lambda db: db.table("seats").insert(row))
        exam.store.write_now(lambda db: begin_recovery(db, 9, went))
    hand.wall += DAY * 1000
    with open_exam(exam_root, hand.clocks) as exam:
        assert exam.timeline.now() == went
        for _ in range(2):
            exam.timeline.note_report(SEATS[0], 30, went + 60_000)
        exam.timeline.settle_if_due()
        assert not exam.timeline.is_settled
        hand.move(SETTLE_SECONDS)
        exam.timeline.settle_if_due()
        assert exam.timeline.run == 31
        assert exam.timeline.now() == went + 60_000 + SETTLE_SECONDS * 1000


def test_what_the_wall_clock_said_is_taken_back_when_the_server_turns_out_restored(
    exam_root: Path, hand: Hand
) -> None:
    with open_exam(exam_root, hand.clocks) as exam:
        went = exam.timeline.now()
    hand.wall += 20 * DAY * 1000
    with open_exam(exam_root, hand.clocks) as exam:
        timeline = exam.timeline
        wrong = timeline.now()
        for run, held in ((1, went), (timeline.run, wrong)):
            timeline.note_report(SEATS[0], run, held)
        timeline.note_report(SEATS[1], 0, 0)
        exam.store.write_now(timeline.doubt)
        assert (timeline.now(), timeline.told().is_settled) == (went, False)
        assert persisted(exam) == (went, 3)
        timeline.note_report(SEATS[1], timeline.run, wrong - 50_000)  # an echo by a late call
        for _ in range(2):
            timeline.note_report("third", timeline.run, went + 90_000)
        hand.move(SETTLE_SECONDS)
        timeline.settle_if_due()
        after = went + 90_000 + SETTLE_SECONDS * 1000
        assert (timeline.now(), timeline.run) == (after, 4)
        assert settlements(exam)[-1].seats == 2
        exam.store.write_now(timeline.doubt)
        assert timeline.is_settled


def test_nobody_is_believed_of_a_run_that_was_taken_back_even_by_the_next_process(
    exam_root: Path, made: Handouts, hand: Hand
) -> None:
    with open_exam(exam_root, hand.clocks) as exam:
        went = exam.timeline.now()
    hand.wall += DAY * 1000
    with open_exam(exam_root, hand.clocks) as exam:
        wrong, taken_back = exam.timeline.now(), exam.timeline.run
        exam.store.write_now(exam.timeline.doubt)
        row = {"id": SEATS[0], "name": "PC-01", "certificate_digest": b"1", "signing_key": b"2"}
        exam.store.write_now(lambda db: db.table("seats").insert(row))
        exam.store.write_now(lambda db: begin_recovery(db, 9, went))
    with open_exam(exam_root, hand.clocks) as exam:
        timeline = exam.timeline
        for _ in range(2):
            timeline.note_report(SEATS[0], taken_back, wrong)
            timeline.note_report(SEATS[1], taken_back - 1, went + 60_000)
        hand.move(SETTLE_SECONDS)
        timeline.settle_if_due()
        assert timeline.now() == went + 60_000 + SETTLE_SECONDS * 1000


@pytest.mark.parametrize("is_next_process", [False, True])
def test_nobody_is_believed_of_any_run_after_that_of_the_seat_that_showed_the_loss(
    exam_root: Path, made: Handouts, hand: Hand, is_next_process: bool
) -> None:
    """A PC was enrolled while a copy that was put back went by its wall clock, and restarted."""
    with open_exam(exam_root, hand.clocks) as exam:
        went, known = exam.timeline.now(), exam.timeline.run
    hand.wall += DAY * 1000
    with open_exam(exam_root, hand.clocks) as exam:
        wrong = exam.timeline.now()
    with ExitStack() as stack:
        exam = stack.enter_context(open_exam(exam_root, hand.clocks))
        exam.store.write_now(lambda db: exam.timeline.doubt(db, known))
        row = {"id": SEATS[0], "name": "PC-01", "certificate_digest": b"1", "signing_key": b"2"}
        exam.store.write_now(lambda db: db.table("seats").insert(row))
        exam.store.write_now(lambda db: begin_recovery(db, 9, went))
        if is_next_process:
            stack.close()
            exam = stack.enter_context(open_exam(exam_root, hand.clocks))
        for _ in range(2):
            exam.timeline.note_report(SEATS[0], known + 1, wrong)
            exam.timeline.note_report(SEATS[1], known, went + 60_000)
        hand.move(SETTLE_SECONDS)
        exam.timeline.settle_if_due()
        assert exam.timeline.now() == went + 60_000 + SETTLE_SECONDS * 1000


def test_what_wall_clocks_said_in_runs_before_is_taken_back_as_well(
    exam_root: Path, hand: Hand
) -> None:
    with open_exam(exam_root, hand.clocks) as exam:
        went = exam.timeline.now()
    for _ in range(2):
        hand.wall += 3_600_000
        with open_exam(exam_root, hand.clocks) as exam:
            hand.move(5)
            exam.store.write_now(exam.timeline.persist)
    hand.wall += 60_000
    with open_exam(exam_root, hand.clocks) as exam:
        timeline = exam.timeline
        assert timeline.now() == went + 2 * 3_600_000 + 10_000 + 60_000
        exam.store.write_now(timeline.doubt)
        assert (timeline.now(), timeline.proposed_minutes) == (went + 10_000, 2 * 60 + 1)
        began = hand.monotonic
        exam.store.write_now(timeline.doubt)
        assert timeline.now() == went + 10_000
    with open_exam(exam_root, hand.clocks) as exam:
        held = went + 11_000 + hand.monotonic - began
        for _ in range(2):
            exam.timeline.note_report(SEATS[0], 2, held)
        exam.store.write_now(exam.timeline.doubt)
        hand.move(SETTLE_SECONDS)
        exam.timeline.settle_if_due()
        assert exam.timeline.now() == held + SETTLE_SECONDS * 1000


def test_a_doubt_that_comes_while_the_number_is_raised_is_not_undone(
    exam_root: Path, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_exam(exam_root, hand.clocks) as exam:
        went = exam.timeline.now()
    hand.wall += DAY * 1000
    with open_exam(exam_root, hand.clocks) as exam:
        timeline, write = exam.timeline, exam.store.write_now
        timeline.note_report(SEATS[0], 30, went)
        hand.move(SETTLE_SECONDS)

        def write_and_doubt(act: Act[bool]) -> bool:
            is_written = write(act)
            write(timeline.doubt)
            return is_written

        monkeypatch.setattr(exam.store, "write_now", write_and_doubt)
        timeline.settle_if_due()
        assert (timeline.run, timeline.now()) == (31, went + SETTLE_SECONDS * 1000)
        assert not timeline.is_settled
        write(timeline.persist)
        assert persisted(exam) == (went + SETTLE_SECONDS * 1000, 31)


def test_what_a_seat_says_first_is_no_echo_though_it_agrees_with_the_wall_clock(
    exam_root: Path, hand: Hand
) -> None:
    with open_exam(exam_root, hand.clocks):
        pass
    hand.wall += DAY * 1000
    with open_exam(exam_root, hand.clocks) as exam:
        timeline, right = exam.timeline, exam.timeline.now()
        for _ in range(2):
            timeline.note_report(SEATS[0], timeline.run, right)
        exam.store.write_now(timeline.doubt)
        timeline.note_report(SEATS[1], timeline.run, right)
        hand.move(SETTLE_SECONDS)
        timeline.settle_if_due()
        assert timeline.now() == right + SETTLE_SECONDS * 1000


def test_what_a_seat_says_first_is_an_echo_if_it_signed_in_before(
    exam_root: Path, hand: Hand
) -> None:
    with open_exam(exam_root, hand.clocks) as exam:
        right = exam.timeline.now()
    hand.wall += DAY * 1000
    with open_exam(exam_root, hand.clocks) as exam:
        timeline, wrong = exam.timeline, exam.timeline.now()
        timeline.note_told(SEATS[0])
        timeline.note_report(SEATS[0], timeline.run, wrong)
        exam.store.write_now(timeline.doubt)
        timeline.note_report(SEATS[1], 1, right)
        hand.move(SETTLE_SECONDS)
        timeline.settle_if_due()
        assert timeline.now() == right + SETTLE_SECONDS * 1000


def test_time_by_which_somebody_writes_is_not_taken_back(
    exam_root: Path, made: Handouts, hand: Hand
) -> None:
    with sitting(exam_root, made, hand) as room:
        room.exam.store.write_now(room.exam.timeline.doubt)
        assert room.exam.timeline.is_settled


def test_a_visit_begins_no_run_and_leaves_the_time_of_a_sitting_alone(
    exam_root: Path, made: Handouts, hand: Hand
) -> None:
    went = stop(exam_root, made, hand)
    hand.wall += 3 * DAY * 1000
    with visit_exam(exam_root, hand.clocks) as exam:
        assert (exam.timeline.now(), exam.timeline.is_settled) == (went, False)
        size = exam.store.read(ledger_size)
        hand.move(60)
    with visit_exam(exam_root, hand.clocks) as exam:
        assert exam.timeline.now() == went
        assert persisted(exam) == (went, 2)
        assert exam.store.read(ledger_size) == size


def test_what_is_done_in_a_visit_is_never_later_than_what_a_server_says_after_it(
    exam_root: Path, hand: Hand
) -> None:
    hand.wall += DAY * 1000
    with visit_exam(exam_root, hand.clocks) as exam:
        visited = exam.timeline.now()
        assert exam.timeline.is_settled
    hand.wall -= 2 * DAY * 1000
    with open_exam(exam_root, hand.clocks) as exam:
        assert exam.timeline.now() >= visited
        assert exam.timeline.run == 2
