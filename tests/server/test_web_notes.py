"""The notes of the day in the browser: who came, who is out, what went wrong, what is said."""

import re
from collections.abc import Iterator

import pytest

from exam.proceedings import Attendance
from server.announcements import standing_announcements
from server.ceremony import Handouts
from server.day import Notes, notes_by_application
from server.door import door_of
from server.exits import exits_of
from server.hall import Hall
from server.incidents import incidents_of
from server.office import OpenExam
from tests.server.acting import place_seat
from tests.server.at_work import TwoAtWork, two_at_work
from tests.server.browsing import Visitor, problem_of, visiting
from tests.server.panel_acting import passphrases_of

NOTES = "/pengawas/catatan"
DOOR = "/pengawas/registrasi"


@pytest.fixture
def room(exam: OpenExam, made: Handouts) -> TwoAtWork:
    """Two who write; the others have not signed in."""
    return two_at_work(exam, made, exam.timeline.now())


@pytest.fixture
def proctor(exam: OpenExam, made: Handouts) -> Iterator[Visitor]:
    with visiting(exam, passphrases_of(made), Hall()) as visitor:
        visitor.log_in("pengawas-1")
        yield visitor


def form_of(page: str, action: str) -> dict[str, str]:
    """Read the hidden fields of the first form that goes to an address."""
    form = re.search(rf'action="{action}".*?</form>', page, re.DOTALL)
    assert form is not None
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[0]))
    return {name: value for name, value in fields.items() if name in ("press", "exit", "door")}


def notes(room: TwoAtWork, at: int) -> Notes:
    return room.exam.store.read(notes_by_application)[room.ids[at]]


def send_twice(proctor: Visitor, path: str, fields: dict[str, str], back: str) -> None:
    for _ in range(2):
        answer = proctor.post(path, fields)
        assert (answer.status_code, answer.headers["location"]) == (303, back)


def test_check_in_is_closed_and_opened_again_on_a_page_that_says_who_is_missing(
    proctor: Visitor, room: TwoAtWork, made: Handouts
) -> None:
    page = proctor.get(DOOR).text
    assert "Registrasi sedang dibuka" in page
    assert made.cards[2].application.name in page
    assert made.cards[0].application.name not in page
    send_twice(proctor, DOOR, form_of(page, DOOR), "/pengawas/catatan")
    door = room.exam.store.read(door_of)
    assert (door.is_open, door.closed_by) == (False, "pengawas-1")
    page = proctor.get(DOOR).text
    assert "Registrasi sudah ditutup" in page
    send_twice(proctor, DOOR, form_of(page, DOOR), "/pengawas/catatan")
    assert room.exam.store.read(door_of).is_open
    assert proctor.post(DOOR, {"door": "ajar"}).status_code == 400


def test_who_comes_late_is_noted_on_the_candidates_page(
    proctor: Visitor, room: TwoAtWork, made: Handouts
) -> None:
    here = f"/pengawas/peserta/{made.cards[2].application.number}"
    assert "boleh menulis" in proctor.get(f"{here}/kehadiran").text
    fields = {"attendance": "late", "reason": "Banjir, diizinkan ketua"}
    send_twice(proctor, f"{here}/kehadiran", fields, here)
    late = room.exam.store.read(notes_by_application)[made.cards[2].application.id]
    assert late == Notes(Attendance.LATE, "Banjir, diizinkan ketua")
    assert "Banjir, diizinkan ketua" in proctor.get(here).text


def test_a_word_that_is_none_and_a_missing_reason_are_refused_in_a_sentence(
    proctor: Visitor, room: TwoAtWork
) -> None:
    path = f"/pengawas/peserta/{room.people[0].number}/kehadiran"
    refused = proctor.post(path, {"attendance": "gone", "reason": "Sakit"})
    assert refused.status_code == 422
    assert proctor.post(path, {"attendance": "late", "reason": " "}).status_code == 422
    assert "sudah masuk" in problem_of(
        proctor.post(path, {"attendance": "absent", "reason": "Sakit"})
    )


def test_a_candidate_goes_out_and_comes_back(proctor: Visitor, room: TwoAtWork) -> None:
    here = f"/pengawas/peserta/{room.people[0].number}"
    assert "Waktu terus berjalan" in proctor.get(f"{here}/keluar").text
    send_twice(proctor, f"{here}/keluar", {"reason": "Kamar kecil"}, here)
    page = proctor.get(here).text
    assert "di luar sejak" in page
    assert f"{here}/keluar" not in page
    fields = form_of(page, "/pengawas/kembali")
    send_twice(proctor, "/pengawas/kembali", {**fields, "back": room.people[0].number}, here)
    (one,) = room.exam.store.read(exits_of)
    assert one.back_at is not None
    assert notes(room, 0).out_since is None
    assert "Kamar kecil" in proctor.get(NOTES).text


def test_whoever_is_out_is_noted_as_back_from_the_list_too(
    proctor: Visitor, room: TwoAtWork
) -> None:
    number = room.people[0].number
    proctor.post(f"/pengawas/peserta/{number}/keluar", {"reason": "Kamar kecil"})
    fields = form_of(proctor.get(NOTES).text, "/pengawas/kembali")
    assert proctor.post("/pengawas/kembali", fields).headers["location"] == NOTES
    assert notes(room, 0).out_since is None


def test_an_incident_is_written_down_once_for_the_candidate_of_the_page(
    proctor: Visitor, room: TwoAtWork
) -> None:
    number, action = room.people[0].number, "/pengawas/gangguan"
    page = proctor.get(f"{NOTES}?peserta={number}").text
    assert f'<option value="{room.ids[0]}" selected>' in page
    fields = {
        **form_of(page, action),
        "back": number,
        "kind": "power",
        "application": room.ids[0],
        "seat": room.seats[0].seat.id,
        "reason": "Listrik padam tiga menit",
    }
    send_twice(proctor, action, fields, f"/pengawas/peserta/{number}")
    (noted,) = room.exam.store.read(incidents_of)
    assert noted.staff_id == "pengawas-1"
    assert "Listrik padam tiga menit" in proctor.get(NOTES).text
    assert "Listrik padam tiga menit" in proctor.get(f"/pengawas/peserta/{number}").text
    for wrong in ({"kind": "weather"}, {"reason": ""}):
        assert proctor.post(action, {**fields, **wrong}).status_code == 422
    assert proctor.post(action, {**fields, "press": "1"}).status_code == 400


def test_an_announcement_is_put_on_the_wall_and_taken_down(
    proctor: Visitor, exam: OpenExam
) -> None:
    fields = form_of(proctor.get(NOTES).text, "/pengawas/pengumuman")
    told = {**fields, "text": "Salat Zuhur pukul 12.00."}
    send_twice(proctor, "/pengawas/pengumuman", told, NOTES)
    (one,) = exam.store.read(standing_announcements)
    assert "Salat Zuhur pukul 12.00." in proctor.get(NOTES).text
    send_twice(proctor, "/pengawas/pengumuman/turun", {"announcement": one.id}, NOTES)
    assert exam.store.read(standing_announcements) == ()


def test_a_pc_is_withdrawn_for_a_reason_by_somebody_who_is_sure(
    proctor: Visitor, room: TwoAtWork, made: Handouts
) -> None:
    path = f"/pengawas/cabut/{room.seats[0].seat.id}"
    assert made.cards[0].application.name in proctor.get(path).text
    assert proctor.post(path, {"reason": "Hilang"}).status_code == 422
    send_twice(proctor, path, {"reason": "Hilang", "sure": "1"}, NOTES)
    assert "sudah dicabut" in proctor.get(path).text
    assert path not in proctor.get(NOTES).text
    assert proctor.get("/pengawas/cabut/x").status_code == 404


def test_notes_are_for_proctors_only(proctor: Visitor, room: TwoAtWork) -> None:
    place_seat(room.exam, "PC-09")
    with proctor.beside("penilai-2"):
        for path in (NOTES, DOOR, "/pengawas/cabut/id-PC-09", "/pengawas/peserta/001/keluar"):
            assert proctor.get(path).status_code == 403
