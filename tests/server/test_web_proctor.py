"""The proctor's page: seats, alarms, and the start."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from exam.clock import ExamTime
from exam.events import PauseAcknowledged
from exam.protocol import SeatStatus
from exam.sitting import Phase
from server.ceremony import Handouts
from server.hall import Hall, order_start, start_of
from server.office import OpenExam, open_exam
from server.seating import SeatLine
from server.web.pages import show_lasting
from server.web.seat_view import Alarm, Seat, alarm_of, summarise, trouble_at_a_pc
from tests.server.acting import Hand, place_seat
from tests.server.at_work import pause, two_at_work
from tests.server.browsing import Visitor, problem_of, visiting
from tests.server.panel_acting import passphrases_of


@pytest.fixture
def hall() -> Hall:
    return Hall()


@pytest.fixture
def proctor(exam: OpenExam, made: Handouts, hall: Hall) -> Iterator[Visitor]:
    with visiting(exam, passphrases_of(made), hall) as visitor:
        visitor.log_in("pengawas-1")
        yield visitor


def seat_down(
    exam: OpenExam, made: Handouts, hall: Hall, phase: Phase, age_seconds: int = 0
) -> str:
    """Seat the first candidate at PC-01, last heard so long ago; return the name."""
    seat = place_seat(exam, "PC-01").seat
    who = made.cards[0].application
    exam.store.write_now(
        lambda db: db.execute("update applications set seat_id = ? where id = ?", [seat.id, who.id])
    )
    at = ExamTime(exam.timeline.now() - age_seconds * 1000)
    status = SeatStatus(phase, 1234, exam.timeline.run, at)
    hall.note_beat(seat.id, who.id, status, True, at)
    return who.name


@pytest.mark.parametrize(
    ("age", "alarm"),
    [
        (None, Alarm.UNHEARD),
        (0, Alarm.NONE),
        (4_999, Alarm.NONE),
        (5_000, Alarm.LATE),
        (9_999, Alarm.LATE),
        (10_000, Alarm.TROUBLED),
        (15_000, Alarm.LOST),
        (3_600_000, Alarm.LOST),
    ],
)
def test_silence_alarms_from_5_and_10_and_15_seconds_on(age: int | None, alarm: Alarm) -> None:
    assert alarm_of(SeatLine("PC-01", last_beat_age=age)) is alarm


def test_a_candidate_who_is_not_at_a_pc_is_no_alarm() -> None:
    assert alarm_of(SeatLine(None, number="001")) is Alarm.NONE


@pytest.mark.parametrize(
    ("phase", "worries"),
    [(Phase.WRITING, True), (Phase.READY, True), (Phase.SEALED, False), (Phase.SUBMITTED, False)],
)
def test_only_seats_of_those_who_have_not_handed_in_need_the_proctor(
    phase: Phase, worries: bool
) -> None:
    line = SeatLine("PC-01", number="001", phase=phase, last_beat_age=20_000)
    assert Seat(line, alarm_of(line)).worries is worries


@pytest.mark.parametrize(
    ("milliseconds", "shown"),
    [(1, "1 s"), (59_001, "1 min"), (449_000, "7 min 29 s"), (3_660_000, "1 h 1 min")],
)
def test_lengths_of_time_are_written_with_begun_seconds(milliseconds: int, shown: str) -> None:
    assert show_lasting(milliseconds, str) == shown


def test_trouble_is_said_in_words_and_an_unknown_one_by_its_code() -> None:
    assert trouble_at_a_pc("spool.disk", str) == "the disk does not save"
    assert trouble_at_a_pc("disk.of-a-newer-kiosk", str) == "trouble “disk.of-a-newer-kiosk”"


def test_an_empty_seat_that_is_silent_needs_nobody() -> None:
    line = SeatLine("PC-01", last_beat_age=20_000)
    assert not Seat(line, alarm_of(line)).worries


def test_every_candidate_is_counted_in_exactly_one_phase() -> None:
    phases = [None, *Phase, Phase.WRITING]
    lines = [SeatLine(f"PC-{at}", number=str(at), phase=phase) for at, phase in enumerate(phases)]
    counted = summarise([*lines, SeatLine("PC-99", last_beat_age=0)])
    assert (counted.away, counted.signed_in, counted.ready) == (1, 2, 1)
    assert (counted.writing, counted.paused, counted.handed_in) == (2, 1, 2)
    assert counted.candidates == 9
    assert (counted.seats, counted.seats_heard) == (10, 1)


def test_the_page_shows_who_sits_where_and_how_far_they_are(
    proctor: Visitor, exam: OpenExam, made: Handouts, hall: Hall
) -> None:
    name = seat_down(exam, made, hall, Phase.WRITING)
    page = proctor.get("/pengawas")
    assert page.status_code == 200
    for text in ("PC-01", name, "menulis", "1.200", "4:00:00", "baru saja"):
        assert text in page.text


def test_stopped_time_is_named_at_the_seat_in_the_sum_and_at_the_clock(
    exam_root: Path, made: Handouts
) -> None:
    hand = Hand()
    with open_exam(exam_root, hand.clocks) as exam, visiting(exam, passphrases_of(made)) as visitor:
        visitor.log_in("pengawas-1")
        hand.move(60)
        now = exam.timeline.now()
        room = two_at_work(exam, made, now)
        hand.move(20)
        before = visitor.get("/pengawas").text
        assert "waktu dihentikan" not in before
        paused = pause(exam.timeline.now())
        room.order(paused)
        room.report(0, PauseAcknowledged(paused.id, exam.timeline.now()))
        hand.move(3600)
        page = visitor.get("/pengawas").text
        assert '<span class="phase phase-paused">waktu dihentikan</span>' in page
        assert "<strong>1</strong> waktu dihentikan" in page
        assert "sisa waktu – waktu dihentikan" in page
        assert page.count("3:59:50") == 2
        assert "2:59:50" in page


def test_a_silent_seat_is_named_in_words(
    proctor: Visitor, exam: OpenExam, made: Handouts, hall: Hall
) -> None:
    name = seat_down(exam, made, hall, Phase.WRITING, age_seconds=40)
    page = proctor.get("/pengawas").text
    assert "1 tempat perlu didatangi" in page
    assert f"PC-01 – {name} (41 dtk tanpa kabar)" in page
    assert "terputus: 41 dtk" in page


def test_the_fragment_is_only_the_part_that_changes(proctor: Visitor) -> None:
    fragment = proctor.get("/pengawas/kursi", **{"HX-Request": "true"}).text
    assert "<table" in fragment
    assert "<html" not in fragment


def test_an_ended_session_sends_the_polling_page_to_the_log_in(proctor: Visitor) -> None:
    proctor.log_out()
    answer = proctor.get("/pengawas/kursi", **{"HX-Request": "true"})
    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/masuk")


def test_the_start_is_asked_for_twice_and_names_who_is_not_ready(
    proctor: Visitor, exam: OpenExam, made: Handouts, hall: Hall
) -> None:
    seat_down(exam, made, hall, Phase.READY)
    assert proctor.get("/pengawas/tutup").headers["location"] == "/pengawas"
    page = proctor.get("/pengawas/mulai").text
    assert "1 dari 54 peserta siap." in page
    assert "53 peserta belum siap" in page
    assert exam.store.read(start_of) is None


def test_the_start_is_ordered_once_however_often_it_is_pressed(
    proctor: Visitor, exam: OpenExam
) -> None:
    for _ in range(2):
        answer = proctor.post("/pengawas/mulai", {})
        assert (answer.status_code, answer.headers["location"]) == (303, "/pengawas")
    (orders,) = exam.store.read(lambda db: list(db.query("select count(*) as n from orders")))
    assert orders["n"] == 1
    assert "Mulai pukul" in proctor.get("/pengawas").text
    assert "detik" in proctor.get("/pengawas/kursi").text
    assert proctor.get("/pengawas/mulai").headers["location"] == "/pengawas"


def test_a_start_that_lies_far_ahead_by_a_wrong_clock_is_ordered_anew(
    proctor: Visitor, exam: OpenExam
) -> None:
    late = ExamTime(exam.timeline.now() + 3_600_000)
    exam.store.write_now(lambda db: order_start(db, exam, "pengawas-1", late))
    for page in ("/pengawas", "/pengawas/kursi"):
        shown = proctor.get(page).text
        assert "saat jam server salah" in shown
        assert "Mulai ujian" in shown
    assert "Mulai ujian untuk semua peserta?" in proctor.get("/pengawas/mulai").text
    for _ in range(2):
        proctor.post("/pengawas/mulai", {})
    start = exam.store.read(start_of)
    assert start is not None
    assert start < late
    assert "saat jam server salah" not in proctor.get("/pengawas").text
    (orders,) = exam.store.read(lambda db: list(db.query("select count(*) as n from orders")))
    assert orders["n"] == 2


def test_a_start_without_the_forms_token_is_refused(proctor: Visitor, exam: OpenExam) -> None:
    answer = proctor.client.post("/pengawas/mulai", data={}, follow_redirects=False)
    assert answer.status_code == 403
    assert exam.store.read(start_of) is None


def test_a_panelist_cannot_start_the_exam(exam: OpenExam, made: Handouts) -> None:
    with visiting(exam, passphrases_of(made)) as visitor:
        visitor.log_in("ketua")
        answer = visitor.post("/pengawas/mulai", {})
        assert answer.status_code == 403
        assert "Halaman ini untuk pengawas" in problem_of(answer)
        assert visitor.get("/pengawas").status_code == 403
    assert exam.store.read(start_of) is None


def test_names_from_the_roster_are_shown_as_text(
    proctor: Visitor, exam: OpenExam, made: Handouts, hall: Hall
) -> None:
    seat_down(exam, made, hall, Phase.READY)
    exam.store.write_now(
        lambda db: db.execute("update applications set name = '<script>x</script>'")
    )
    page = proctor.get("/pengawas").text
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page
