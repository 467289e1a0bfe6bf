"""What the hall remembers of seats and people."""

import pytest

from exam.clock import ExamTime
from exam.protocol import SeatStatus
from exam.sitting import Phase
from server.hall import Hall, Wish

NOW = ExamTime(60_000)
WHO, SEAT = "001.brida", "id-PC-01"


@pytest.fixture
def hall() -> Hall:
    return Hall()


def note(hall: Hall, at: int, *, sent_all: bool = True, who: str = WHO) -> None:
    hall.note_beat(SEAT, who, SeatStatus("writing", 100, 1, at), sent_all, ExamTime(at))


@pytest.mark.parametrize(
    ("age", "sits"), [(0, True), (9_999, True), (10_000, False), (60_000, False)]
)
def test_a_seat_holds_its_candidate_for_ten_seconds(hall: Hall, age: int, sits: bool) -> None:
    note(hall, NOW - age)
    assert hall.sits_there(SEAT, WHO, NOW) is sits
    assert not hall.sits_there(SEAT, "002.brida", NOW)
    assert not hall.sits_there("id-PC-02", WHO, NOW)


@pytest.mark.parametrize(
    ("said", "phase"), [("writing", Phase.WRITING), ("", None), ("of a newer kiosk", None)]
)
def test_a_phase_that_is_not_known_is_none(hall: Hall, said: str, phase: Phase | None) -> None:
    hall.note_beat(SEAT, WHO, SeatStatus(said), True, NOW)
    assert hall.reports()[SEAT].phase is phase


@pytest.mark.parametrize(
    ("words", "shown"), [(0, 0), (49, 0), (50, 100), (149, 100), (150, 200), (3_512, 3_500)]
)
def test_words_are_remembered_in_hundreds(hall: Hall, words: int, shown: int) -> None:
    hall.note_beat(SEAT, WHO, SeatStatus("writing", words), True, NOW)
    assert hall.reports()[SEAT].words == shown


def test_drift_is_known_only_between_clocks_of_the_same_run(hall: Hall) -> None:
    hall.note_beat(SEAT, WHO, SeatStatus("writing", 0, 3, NOW - 1_500), True, NOW)
    report = hall.reports()[SEAT]
    assert (report.drift(3), report.drift(4)) == (-1_500, None)


def test_the_last_beat_that_brought_everything_is_remembered_while_others_bring_less(
    hall: Hall,
) -> None:
    note(hall, 1_000)
    note(hall, 3_000, sent_all=False)
    assert hall.reports()[SEAT].complete_at == 1_000
    note(hall, 5_000)
    assert hall.reports()[SEAT].complete_at == 5_000


def test_what_one_candidate_brought_says_nothing_of_the_next_at_that_seat(hall: Hall) -> None:
    note(hall, 1_000)
    note(hall, 3_000, sent_all=False, who="002.brida")
    assert hall.reports()[SEAT].complete_at is None


def test_candidates_are_heard_at_their_seats_and_an_empty_seat_is_nobody(hall: Hall) -> None:
    note(hall, 1_000)
    hall.note_beat("id-PC-02", "", SeatStatus(), True, NOW)
    assert hall.heard() == {(WHO, SEAT): 1_000}


def test_a_wish_fades_when_the_kiosk_no_longer_repeats_it(hall: Hall) -> None:
    hall.note_wish(WHO, SEAT, NOW)
    hall.note_wish(WHO, SEAT, ExamTime(NOW + 2_000))
    assert hall.wishes(ExamTime(NOW + 11_999)) == (Wish(WHO, SEAT, ExamTime(NOW + 2_000)),)
    assert hall.wishes(ExamTime(NOW + 12_000)) == ()
