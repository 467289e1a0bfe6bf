"""What a proctor does after a fault of the server or the network, and at the end."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from exam.clock import ExamTime
from exam.events import SittingClosed
from exam.protocol import SeatStatus
from exam.transfer import Transfer, Work, write_transfer
from server.ceremony import Handouts
from server.hall import Hall
from server.office import OpenExam, open_exam
from server.recovering import awaited, begin_recovery
from server.timeline import SETTLE_SECONDS
from server.web.proctor_import import MOST_UPLOAD_BYTES
from tests.server.acting import Hand
from tests.server.at_work import TwoAtWork, two_at_work
from tests.server.browsing import Visitor, problem_of, visiting
from tests.server.panel_acting import passphrases_of

HOUR = 3600


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def hall() -> Hall:
    return Hall()


@pytest.fixture
def exam(exam_root: Path, hand: Hand) -> Iterator[OpenExam]:
    """The practice exam, an hour old."""
    with open_exam(exam_root, hand.clocks) as opened:
        hand.move(HOUR)
        yield opened


@pytest.fixture
def room(exam: OpenExam, made: Handouts) -> TwoAtWork:
    """Two who have been writing for half an hour."""
    return two_at_work(exam, made, exam.timeline.now() - HOUR // 2 * 1000)


@pytest.fixture
def proctor(exam: OpenExam, made: Handouts, hall: Hall) -> Iterator[Visitor]:
    with visiting(exam, passphrases_of(made), hall) as visitor:
        visitor.log_in("pengawas-1")
        yield visitor


def test_a_restarted_server_asks_how_long_it_was_off_and_takes_one_answer(
    exam_root: Path, made: Handouts, hand: Hand
) -> None:
    with open_exam(exam_root, hand.clocks) as before:
        hand.move(HOUR)
        two_at_work(before, made, before.timeline.now() - HOUR // 2 * 1000)
        before.store.write_now(before.timeline.persist)
    hand.move(7 * 60)
    with (
        open_exam(exam_root, hand.clocks) as exam,
        visiting(exam, passphrases_of(made)) as visitor,
    ):
        visitor.log_in("pengawas-1")
        hand.move(SETTLE_SECONDS)
        page = visitor.get("/pengawas/permintaan").text
        assert "server mati kira-kira 7 menit" in page
        assert "Ya, 7 menit" in page
        assert 'value="7"' in visitor.get("/pengawas/waktu").text
        refused = visitor.post("/pengawas/waktu", {"minutes": "tujuh"})
        assert "Tulis menit sebagai bilangan bulat" in problem_of(refused)
        assert not exam.timeline.is_settled
        for minutes in ("7", "50"):
            assert visitor.post("/pengawas/waktu", {"minutes": minutes}).status_code == 303
        assert exam.timeline.now() == ExamTime((HOUR + 7 * 60 + SETTLE_SECONDS) * 1000)
        assert visitor.get("/pengawas/waktu").status_code == 303
        assert "server mati" not in visitor.get("/pengawas").text


def test_a_restarted_server_that_hears_pcs_asks_nobody_and_names_who_is_missing(
    exam_root: Path, made: Handouts, hand: Hand, hall: Hall
) -> None:
    with open_exam(exam_root, hand.clocks) as before:
        hand.move(HOUR)
        room = two_at_work(before, made, before.timeline.now() - HOUR // 2 * 1000)
        before.store.write_now(before.timeline.persist)
    with (
        open_exam(exam_root, hand.clocks) as exam,
        visiting(exam, passphrases_of(made), hall) as visitor,
    ):
        visitor.log_in("pengawas-1")
        seat, now = room.seats[0].seat.id, exam.timeline.now()
        hall.note_beat(seat, room.ids[0], SeatStatus("writing", 0, 1, now), True, now)
        exam.timeline.note_report(seat, 1, now)
        page = visitor.get("/pengawas").text
        assert "1 PC sudah memberi kabar." in page
        assert "Belum ada kabar: PC-02" in page
        assert "Benar?" not in page


def test_a_restored_server_waits_for_pcs_until_one_says_not_to(
    proctor: Visitor, room: TwoAtWork
) -> None:
    now = room.exam.timeline.now()
    room.exam.store.write_now(lambda db: begin_recovery(db, 99, now))
    assert "menunggu isi 2 PC" in proctor.get("/pengawas").text
    assert "menunggu isi 2 PC" in proctor.get("/pengawas/tutup").text
    page = proctor.get("/pengawas/pemulihan").text
    (first, _) = re.findall(r'href="(/pengawas/pemulihan/[^"]+)"', page)
    assert "Jangan tunggu PC-01?" in proctor.get(first).text
    assert "Centang kotaknya" in problem_of(proctor.post(first, {}))
    assert len(room.exam.store.read(awaited)) == 2
    for _ in range(2):
        assert proctor.post(first, {"sure": "1"}).status_code == 303
    assert [seat.name for seat in room.exam.store.read(awaited)] == ["PC-02"]
    assert proctor.get(first).status_code == 303


def bring(proctor: Visitor, content: bytes | None) -> tuple[int, str]:
    """Send a file with the form; without one, as a browser does, an empty one without a name."""
    file = ("", b"") if content is None else ("PC-01.makalah", content)
    data = {"_csrf_token": proctor.token()}
    answer = proctor.client.post("/pengawas/impor", data=data, files={"file": file})
    return answer.status_code, answer.text


def test_a_file_from_a_stick_is_taken_once_and_the_page_says_what_it_brought(
    proctor: Visitor, room: TwoAtWork
) -> None:
    who, seat = room.people[0], room.seats[0]
    segment = who.segment(seat.seat.id)
    segment.type("Naskah")
    envelope = who.envelope(seat.seat.id, seat.signing_secret)
    work = Work(who.application_id, (segment.part(),), (envelope,))
    transfer = Transfer(room.exam.exam_id, seat.seat.id, 0, (work,), ())
    file = write_transfer(transfer, seat.signing_secret)
    assert "Pilih berkas itu di sini." in proctor.get("/pengawas/impor").text
    status, page = bring(proctor, file)
    assert status == 200
    for text in ("Isi PC-01 sudah masuk", "001", "ada tulisan baru", "baru diterima"):
        assert text in page
    status, page = bring(proctor, file)
    assert status == 200
    for text in ("sudah pernah dimasukkan", "semuanya sudah ada", "sudah ada"):
        assert text in page
    assert len(room.sitting(0).envelopes) == 1


def test_what_is_no_file_of_a_kiosk_or_too_large_is_refused_in_a_sentence(
    proctor: Visitor,
) -> None:
    status, page = bring(proctor, b"\x01no transfer")
    assert status == 422
    assert "rusak" in page
    status, page = bring(proctor, None)
    assert status == 422
    assert "Pilih berkasnya dahulu." in page
    announced = {
        "content-type": "multipart/form-data; boundary=b",
        "content-length": str(MOST_UPLOAD_BYTES + 1),
    }
    answer = proctor.client.post("/pengawas/impor", content=b"x", headers=announced)
    assert answer.status_code == 413
    assert "terlalu besar" in problem_of(answer)


def test_the_sitting_is_closed_once_and_the_page_says_whose_text_counts_how(
    proctor: Visitor, room: TwoAtWork, hand: Hand
) -> None:
    assert "2 peserta masih punya waktu" in proctor.get("/pengawas/tutup").text
    assert "Masih ada yang menulis" in problem_of(proctor.post("/pengawas/tutup", {}))
    room.hand_in(0, room.exam.timeline.now())
    now = room.exam.timeline.now()
    hand.move(room.sitting(1).remaining_at(now) // 1000 + 1)
    page = proctor.get("/pengawas/tutup").text
    assert ("Periksa lagi" in page, "Ya, tutup sekarang" in page) == (True, False)
    hand.move(4 * HOUR)
    page = proctor.get("/pengawas/tutup").text
    for text in ("1 dari 2 peserta", "1 peserta belum mengumpulkan", "Ya, tutup sekarang"):
        assert text in page
    for _ in range(2):
        answer = proctor.post("/pengawas/tutup", {})
        assert (answer.status_code, answer.headers["location"]) == (303, "/pengawas/tutup")
    assert len(room.sitting(0).orders(SittingClosed)) == 1
    page = proctor.get("/pengawas/tutup").text
    assert "Sesi sudah ditutup" in page
    assert "tidak ada naskahnya di server" in page
    assert "Sesi ditutup pukul" in proctor.get("/pengawas").text
