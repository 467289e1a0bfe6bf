"""What the hall remembers of seats and people, and the order to start."""

import pytest

from exam.chronicle import OrderIssued, decode_entry
from exam.clock import ExamTime
from exam.events import StartOrdered
from exam.protocol import SeatStatus, read_order
from exam.sitting import Phase
from server.hall import Hall, Proposal, Wish, order_start, start_of
from server.office import OpenExam
from server.orders import signed_orders
from server.store import ledger_size

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


def test_for_one_candidate_one_thing_waits_until_it_is_withdrawn(hall: Hall) -> None:
    first = Proposal(WHO, 1_000, 0, "pengawas-1", "Listrik padam")
    second = Proposal(WHO, 2_000, 0, "pengawas-2", "Listrik padam")
    hall.propose(first)
    hall.propose(second)
    assert hall.proposals() == {WHO: second}
    hall.withdraw(WHO)
    hall.withdraw(WHO)
    assert hall.proposals() == {}


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
