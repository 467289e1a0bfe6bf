"""How long the server was away: a wrong date cannot end the exam unasked."""

from pathlib import Path

import pytest

from exam.errors import RefusedError
from server.hall import order_start
from server.office import open_exam
from server.outage import confirmed_outage, question_outage
from server.timeline import Outage
from tests.server.acting import Hand

HOUR = 3600


def begin(exam_root: Path, hand: Hand) -> int:
    """Order the start, write for a while, and return the exam time at which the server went."""
    with open_exam(exam_root, hand.clocks) as exam:
        exam.store.write_now(lambda db: order_start(db, exam, "pengawas-1", exam.timeline.now()))
        hand.move(HOUR)
        exam.store.write_now(exam.timeline.persist)
        return exam.timeline.now()


def time_after(exam_root: Path, hand: Hand, outage: Outage) -> int:
    with open_exam(exam_root, hand.clocks, outage) as exam:
        return exam.timeline.now()


@pytest.mark.parametrize(
    ("wall_seconds", "counted_seconds"), [(60, 60), (300, 300), (0, 0), (-20 * 365 * 24 * HOUR, 0)]
)
def test_a_short_absence_counts_and_time_never_goes_back(
    exam_root: Path, wall_seconds: int, counted_seconds: int
) -> None:
    hand = Hand()
    went = begin(exam_root, hand)
    hand.wall += wall_seconds * 1000
    assert time_after(exam_root, hand, question_outage) == went + counted_seconds * 1000


def test_a_long_absence_in_mid_sitting_is_asked_about_and_changes_nothing(exam_root: Path) -> None:
    hand = Hand()
    went = begin(exam_root, hand)
    hand.wall += 7 * HOUR * 1000
    for _ in range(2):
        with pytest.raises(RefusedError) as caught:
            time_after(exam_root, hand, question_outage)
        assert caught.value.code == "timeline.outage"
        assert caught.value.details == {"minutes": 7 * 60}
    assert time_after(exam_root, hand, confirmed_outage(3)) == went + 3 * 60 * 1000


def test_nobody_is_asked_before_a_start_or_after_the_end(exam_root: Path) -> None:
    hand = Hand()
    with open_exam(exam_root, hand.clocks) as exam:
        created = exam.timeline.now()
    hand.wall += 24 * HOUR * 1000
    assert time_after(exam_root, hand, question_outage) == created + 24 * HOUR * 1000
    begin(exam_root, hand)
    hand.move(4 * HOUR)
    time_after(exam_root, hand, confirmed_outage(4 * 60))
    hand.wall += 24 * HOUR * 1000
    time_after(exam_root, hand, question_outage)
