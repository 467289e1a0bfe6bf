"""The proctor's page: seats, alarms, and the start."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from exam.clock import ExamTime
from exam.events import PauseAcknowledged
from exam.protocol import SeatStatus
from exam.sitting import Phase
from server.ceremony import Handouts
from server.door import open_check_in
from server.hall import Hall
from server.office import OpenExam, open_exam
from server.seat_line import SeatLine
from server.web.seat_view import Alarm, Seat, alarm_of, summarise, trouble_at_a_pc
from tests.server.acting import Hand, place_seat
from tests.server.at_work import pause, two_at_work
from tests.server.browsing import Visitor, visiting
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
    assert alarm_of(SeatLine("PC-01", number="001", last_beat_age=age)) is alarm


@pytest.mark.parametrize(
    ("age", "alarm"),
    [
        (None, Alarm.UNHEARD),
        (9_999, Alarm.NONE),
        (10_000, Alarm.OFF),
        (352_740_000, Alarm.OFF),
    ],
)
def test_a_pc_at_which_nobody_sits_may_be_switched_off(age: int | None, alarm: Alarm) -> None:
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
    assert (counted.writing, counted.paused, counted.locked, counted.handed_in) == (2, 1, 1, 2)
    assert counted.candidates == 10
    assert (counted.seats, counted.seats_heard) == (11, 1)


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
        assert '<span class="sign phase-paused">waktu dihentikan</span>' in page
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
    assert f"<strong>PC-01</strong> {name}</a>" in page
    assert len(re.findall(r">terputus: 4\d dtk<", page)) == 2


def test_an_empty_seat_that_is_not_connected_is_no_alarm(
    proctor: Visitor, exam: OpenExam, hall: Hall
) -> None:
    seat, at = place_seat(exam, "PC-01").seat, exam.timeline.now()
    long_ago = ExamTime(at - 352_740_000)
    status = SeatStatus("", 0, exam.timeline.run, long_ago)
    hall.note_beat(seat.id, "", status, True, long_ago)
    page = proctor.get("/pengawas").text
    assert '<span class="sign muted">tidak terhubung</span>' in page
    assert "terputus:" not in page
    assert "Semua baik" in page
    assert "<strong>0/1</strong> PC terhubung" in page


def test_one_act_alone_comes_next_before_check_in_and_after(
    proctor: Visitor, exam: OpenExam
) -> None:
    primary = re.compile(r'<a class="button(?: big)?" href="([^"]+)"')
    exam.store.write_now(lambda db: db.execute("delete from door"))
    assert primary.findall(proctor.get("/pengawas").text) == ["/pengawas/registrasi"]
    exam.act_now(lambda db, now: open_check_in(db, "pengawas-1", now))
    assert primary.findall(proctor.get("/pengawas").text) == ["/pengawas/mulai"]


def test_a_page_that_listens_fetches_what_is_asked_and_what_can_be_done(proctor: Visitor) -> None:
    fragment = proctor.get("/pengawas/permintaan", **{"HX-Request": "true"}).text
    assert 'id="acts" hx-swap-oob="innerHTML"' in fragment
    assert "<html" not in fragment


def test_without_a_script_the_page_is_a_list_that_can_be_loaded_again(proctor: Visitor) -> None:
    page = proctor.get("/pengawas").text
    assert page.count('<tr id="r') == 54 + 1
    assert '<a href="/pengawas">Muat ulang</a></p></noscript>' in page
    assert 'id="bar" hidden' in page
    assert 'id="map" class="map-frame" hidden' in page


def test_an_ended_session_sends_the_polling_page_to_the_log_in(proctor: Visitor) -> None:
    proctor.log_out()
    answer = proctor.get("/pengawas/permintaan", **{"HX-Request": "true"})
    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/masuk")


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
