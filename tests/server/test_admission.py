"""How wrong codes are counted, and what somebody with the right one is told."""

import pytest

from exam.clock import ExamTime
from exam.errors import RefusedError
from server.admission import FREE_FAILURES, Patience, sign_in
from server.ceremony import Handouts
from server.office import OpenExam
from tests.server.acting import candidate, place_seat

SEAT, NUMBER = "PC-01", "001"


def _fail(patience: Patience, times: int, at: int = 0) -> None:
    for _ in range(times):
        patience.note_failure(SEAT, NUMBER, ExamTime(at))


@pytest.mark.parametrize(
    ("failures", "passed", "wait"),
    [
        (FREE_FAILURES - 1, 0, None),
        (FREE_FAILURES, 0, 30),
        (FREE_FAILURES, 1, 30),
        (FREE_FAILURES, 1_000, 29),
        (FREE_FAILURES, 29_999, 1),
        (FREE_FAILURES, 30_000, None),
        (FREE_FAILURES + 1, 29_999, 1),
    ],
)
def test_the_wait_begins_with_the_fifth_failure_and_ends_after_half_a_minute(
    failures: int, passed: int, wait: int | None
) -> None:
    patience = Patience()
    _fail(patience, failures)
    assert _wait(patience, SEAT, NUMBER, passed) == wait


def test_another_seat_or_number_need_not_wait() -> None:
    patience = Patience()
    _fail(patience, FREE_FAILURES)
    assert _wait(patience, "PC-02", NUMBER) is None
    assert _wait(patience, SEAT, "002") is None


def test_the_right_code_ends_the_counting() -> None:
    patience = Patience()
    _fail(patience, FREE_FAILURES - 1)
    patience.note_success(SEAT, NUMBER)
    _fail(patience, 1)
    assert _wait(patience, SEAT, NUMBER) is None


def test_failures_of_long_ago_do_not_count() -> None:
    patience = Patience()
    _fail(patience, FREE_FAILURES - 1)
    _fail(patience, 1, at=15 * 60 * 1000)
    assert _wait(patience, SEAT, NUMBER, 15 * 60 * 1000) is None


def test_whoever_signs_in_is_told_the_present_office_and_unit_of_the_roster(
    exam: OpenExam, made: Handouts
) -> None:
    seat, who = place_seat(exam, "PC-01").seat, candidate(exam, made.cards[0])
    now = exam.timeline.now()
    reply = exam.store.write_now(
        lambda db: sign_in(db, exam, seat, who.sign_in(), lambda *_: False, now)
    )
    assert (reply.number, reply.office, reply.unit) == (
        "001",
        "Kepala Bidang Perencanaan, Pengendalian dan Evaluasi Pembangunan",
        "Badan Perencanaan Pembangunan Daerah",
    )


def _wait(patience: Patience, seat: str, number: str, now: int = 0) -> int | None:
    try:
        patience.require(seat, number, ExamTime(now))
    except RefusedError as error:
        return int(error.details["seconds"])
    return None
