"""What PCs found out about themselves, as proctors and the secretariat read it."""

from collections.abc import Iterator

import pytest

from exam.pc_check import Finding, PcCheck, PcKind, Severity, pc_check_of
from exam.protocol import SeatStatus
from server.ceremony import Handouts
from server.hall import Hall
from server.office import OpenExam
from server.pc_checks import note_pc_check
from server.rehearsal.readiness import readiness_of
from server.seat_line import SeatLine
from server.web.hall_parts import news_of
from server.web.seat_view import Seat, alarm_of
from server.web.signs import Sign, Signage, tone_of
from tests.server.acting import LocalSeat, place_seat
from tests.server.at_work import TwoAtWork, two_at_work
from tests.server.browsing import Visitor, visiting
from tests.server.panel_acting import passphrases_of

STOP = Finding(PcKind.REMOTE_ACCESS, Severity.STOP, "x11vnc")
WARNING = Finding(PcKind.WIFI, Severity.WARNING, "wlan0")
NOTICE = Finding(PcKind.BATTERY, Severity.NOTICE, "40 %")
UNCHECKED = Finding(PcKind.SOUND, Severity.NOTICE, could_not_be_checked=True)
PASSED = Finding(PcKind.LISTENERS, Severity.STOP, "5900", has_passed=True)
ALL = pc_check_of((STOP, WARNING, NOTICE, UNCHECKED, PASSED))


@pytest.fixture
def hall() -> Hall:
    return Hall()


@pytest.fixture
def room(exam: OpenExam, made: Handouts) -> TwoAtWork:
    return two_at_work(exam, made, exam.timeline.now())


@pytest.fixture
def proctor(room: TwoAtWork, made: Handouts, hall: Hall) -> Iterator[Visitor]:
    with visiting(room.exam, passphrases_of(made), hall) as visitor:
        visitor.log_in("pengawas-1")
        yield visitor


def say(room: TwoAtWork, hall: Hall, seat: LocalSeat, who: str, check: PcCheck | None) -> None:
    """Let a PC say what it found."""
    now = room.exam.timeline.now()
    phase = "writing" if who else ""
    status = SeatStatus(phase, 0, room.exam.timeline.run, now, pc_check=check)
    hall.note_beat(seat.seat.id, who, status, True, now)


def signs_of(check: PcCheck | None, **said: object) -> list[Sign]:
    line = SeatLine("PC-01", "seat", last_beat_age=0, pc_check=check, **said)  # type: ignore[arg-type]
    return list(Signage(str).flags(Seat(line, alarm_of(line))))


def test_the_hall_says_what_stops_and_what_warns_and_leaves_the_rest_to_its_page() -> None:
    stops, warns = signs_of(ALL)
    assert (stops.text, stops.tone) == ("PC check stops: Remote access", "bad")
    assert (warns.text, warns.tone) == ("PC check: Open ports, Wi-Fi", "warn")
    assert signs_of(pc_check_of((NOTICE, UNCHECKED))) == []
    assert signs_of(PcCheck()) == signs_of(None) == []


def test_a_stop_is_a_warning_once_somebody_has_signed_in() -> None:
    (sign,) = signs_of(pc_check_of((STOP,)), number="001", phase="ready")
    assert (sign.text, sign.tone) == ("PC check: Remote access", "warn")


def test_each_finding_looks_as_grave_as_it_is() -> None:
    tones = [tone_of(one) for one in (STOP, PASSED, WARNING, NOTICE, UNCHECKED)]
    assert tones == ["bad", "warn", "warn", "muted", "muted"]


def test_every_pc_is_on_one_page_with_what_to_do(
    proctor: Visitor, room: TwoAtWork, hall: Hall
) -> None:
    spare, silent = place_seat(room.exam, "PC-07"), place_seat(room.exam, "PC-08")
    say(room, hall, room.seats[0], room.ids[0], PcCheck())
    say(room, hall, room.seats[1], room.ids[1], pc_check_of((WARNING, PASSED)))
    say(room, hall, spare, "", pc_check_of((STOP,)))
    page = proctor.get("/pengawas/pc").text
    assert page.index(spare.seat.id) < page.index(room.seats[1].seat.id)
    assert room.seats[0].seat.id not in page
    assert silent.seat.id not in page
    assert page.index("Belum diperiksa") < page.index("PC-08")
    for said in ("x11vnc", "rfkill block wifi", "Di 1 PC peserta belum dapat masuk", "1 PC tanpa"):
        assert said in page
    assert "Pengawas telah mengizinkannya" in page
    candidate = proctor.get(f"/pengawas/peserta/{room.people[1].number}").text
    assert "wlan0" in candidate
    assert "rfkill block wifi" in candidate
    alarms = news_of(room.exam, hall).watch.look().parts["alarms"]
    assert "PC-07" in alarms
    assert "Pemeriksaan PC menahan" in alarms


def test_a_candidate_at_a_sound_pc_or_a_silent_one_is_told_so(
    proctor: Visitor, room: TwoAtWork, hall: Hall
) -> None:
    path = f"/pengawas/peserta/{room.people[0].number}"
    assert "belum melaporkan keadaannya" in proctor.get(path).text
    say(room, hall, room.seats[0], room.ids[0], PcCheck())
    assert "tidak ada temuan" in proctor.get(path).text
    assert "Tidak ada PC yang perlu diperhatikan." in proctor.get("/pengawas/pc").text


def test_the_evening_before_counts_what_the_real_pcs_found(exam: OpenExam) -> None:
    found = {"PC-01": ALL, "PC-02": pc_check_of((WARNING,)), "PC-03": pc_check_of((NOTICE,))}
    for name, check in found.items():
        seat = place_seat(exam, name).seat.id
        exam.act_now(lambda db, now: note_pc_check(db, seat, check, now))  # noqa: B023
    place_seat(exam, "PC-04")
    ready = readiness_of(exam.directory.root, exam.config)
    assert (ready.enrolled, ready.checked) == (4, 3)
    assert (ready.stopping, ready.warned) == (("PC-01",), ("PC-02",))
