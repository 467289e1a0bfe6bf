"""What a proctor does for one candidate: a move, time, a new card, and looking at the record."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from exam import keys
from exam.chronicle import CardReplaced, decode_entry
from exam.codes import parse_code, show_code
from exam.events import CreditGranted, HandInReopened, SeatAdmitted, WritingInterrupted
from exam.proceedings import CardShown
from exam.protocol import SeatStatus
from server.ceremony import Card, Handouts
from server.hall import Hall
from server.office import OpenExam, open_exam
from server.proposals import proposals_of
from tests.server.acting import Hand, candidate, place_seat
from tests.server.at_work import TwoAtWork, two_at_work
from tests.server.browsing import Visitor, problem_of, visiting
from tests.server.panel_acting import passphrases_of

MINUTE = 60_000


@pytest.fixture
def hall() -> Hall:
    return Hall()


@pytest.fixture
def exam(exam_root: Path) -> Iterator[OpenExam]:
    """The practice exam, an hour old."""
    hand = Hand()
    with open_exam(exam_root, hand.clocks) as opened:
        hand.move(3600)
        yield opened


@pytest.fixture
def room(exam: OpenExam, made: Handouts) -> TwoAtWork:
    """Two who have been writing for half an hour."""
    return two_at_work(exam, made, exam.timeline.now() - 30 * MINUTE)


@pytest.fixture
def proctor(exam: OpenExam, made: Handouts, hall: Hall) -> Iterator[Visitor]:
    with visiting(exam, passphrases_of(made), hall) as visitor:
        visitor.log_in("pengawas-1")
        yield visitor


def form_of(page: str, action: str) -> dict[str, str]:
    """Read the hidden fields of the first form that goes to an address."""
    form = re.search(rf'action="{action}".*?</form>', page, re.DOTALL)
    assert form is not None
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[0]))
    del fields["_csrf_token"]
    return fields


def interrupt(room: TwoAtWork, milliseconds: int) -> None:
    begin = room.exam.timeline.now() - 20 * MINUTE
    room.report(0, WritingInterrupted(begin, begin + milliseconds))


def test_a_wish_to_move_is_granted_with_one_press_and_a_second_one_changes_nothing(
    proctor: Visitor, room: TwoAtWork, hall: Hall
) -> None:
    spare = place_seat(room.exam, "PC-07")
    hall.note_wish(room.ids[0], spare.seat.id, room.exam.timeline.now())
    page = proctor.get("/pengawas").text
    assert "ingin melanjutkan di PC-07 (semula PC-01)" in page
    for _ in range(2):
        answer = proctor.post("/pengawas/pindah", form_of(page, "/pengawas/pindah"))
        assert (answer.status_code, answer.headers["location"]) == (303, "/pengawas")
    admitted = [order.seat_id for order in room.sitting(0).orders(SeatAdmitted)]
    assert admitted == [room.seats[0].seat.id, spare.seat.id]
    assert "ingin melanjutkan" not in proctor.get("/pengawas/permintaan").text


def test_a_move_to_a_seat_that_is_not_there_is_refused(proctor: Visitor, room: TwoAtWork) -> None:
    answer = proctor.post("/pengawas/pindah", {"application": room.ids[0], "seat": "x"})
    assert answer.status_code == 403
    assert len(room.sitting(0).orders(SeatAdmitted)) == 1


def test_measured_loss_is_given_back_with_one_press_and_once(
    proctor: Visitor, room: TwoAtWork
) -> None:
    interrupt(room, 448_600)
    page = proctor.get("/pengawas").text
    assert "Kehilangan 7 mnt 29 dtk" in page
    fields = form_of(page, "/pengawas/kembalikan")
    for _ in range(2):
        assert proctor.post("/pengawas/kembalikan", fields).status_code == 303
    (credit,) = room.sitting(0).orders(CreditGranted)
    assert (credit.milliseconds, credit.granted_by) == (449_000, ("pengawas-1",))
    assert credit.reason == "Waktu menulis yang hilang karena gangguan, sesuai hasil ukur"
    assert "Kehilangan" not in proctor.get("/pengawas").text


def test_a_press_gives_back_no_other_time_than_was_measured(
    proctor: Visitor, room: TwoAtWork
) -> None:
    interrupt(room, 449_000)
    for milliseconds in ("0", "10000000", "-1", "x", ""):
        fields = {"application": room.ids[0], "milliseconds": milliseconds, "given": "0"}
        assert proctor.post("/pengawas/kembalikan", fields).status_code == 400
    assert room.sitting(0).credits == ()


def test_more_than_one_may_give_waits_for_the_second_proctor(
    proctor: Visitor, room: TwoAtWork
) -> None:
    interrupt(room, 1_000_000)
    page = proctor.get("/pengawas").text
    assert "Usulkan pengembalian" in page
    proctor.post("/pengawas/kembalikan", form_of(page, "/pengawas/kembalikan"))
    own = proctor.get("/pengawas").text
    assert "Pengawas lain perlu menyetujui dengan akunnya sendiri." in own
    assert "/pengawas/setujui" not in own
    with proctor.beside("pengawas-2"):
        fields = form_of(proctor.get("/pengawas").text, "/pengawas/setujui")
        changed = {**fields, "milliseconds": "5"}
        assert proctor.post("/pengawas/setujui", changed).status_code == 409
        for _ in range(2):
            assert proctor.post("/pengawas/setujui", fields).status_code == 303
    (credit,) = room.sitting(0).orders(CreditGranted)
    assert credit.granted_by == ("pengawas-1", "pengawas-2")
    assert room.exam.store.read(proposals_of) == {}


def test_a_proposal_can_be_withdrawn_but_not_agreed_to_by_oneself(
    proctor: Visitor, room: TwoAtWork
) -> None:
    interrupt(room, 1_000_000)
    fields = form_of(proctor.get("/pengawas").text, "/pengawas/kembalikan")
    proctor.post("/pengawas/kembalikan", fields)
    refused = proctor.post("/pengawas/setujui", fields)
    assert problem_of(refused).startswith("Usul ini dari Anda sendiri.")
    for _ in range(2):
        assert proctor.post("/pengawas/tarik", fields).status_code == 303
    assert room.exam.store.read(proposals_of) == {}
    assert room.sitting(0).credits == ()


def slug(room: TwoAtWork) -> str:
    return f"/pengawas/peserta/{room.people[0].number}"


def test_minutes_are_given_for_a_reason_and_stand_in_the_record(
    proctor: Visitor, room: TwoAtWork
) -> None:
    fields = form_of(proctor.get(f"{slug(room)}/tambahan").text, "/pengawas/tambahan")
    typed = {**fields, "minutes": "5", "reason": "  Genset   terlambat "}
    for _ in range(2):
        answer = proctor.post("/pengawas/tambahan", typed)
        assert (answer.status_code, answer.headers["location"]) == (303, slug(room))
    (credit,) = room.sitting(0).orders(CreditGranted)
    assert (credit.milliseconds, credit.reason) == (5 * MINUTE, "Genset terlambat")
    page = proctor.get(slug(room)).text
    for text in ("duduk di PC-01", "waktu dimulai", "5 mnt", "Genset terlambat"):
        assert text in page


def test_minutes_without_number_or_reason_are_refused_in_a_sentence(
    proctor: Visitor, room: TwoAtWork
) -> None:
    fields = {"application": room.ids[0], "given": "0", "revision": "0"}
    for minutes, reason, says in (
        ("0", "Sebab", "dari 1 sampai 600"),
        ("601", "Sebab", "dari 1 sampai 600"),
        ("lima", "Sebab", "dari 1 sampai 600"),
        ("5", "  ", "Tulis alasannya"),
        ("5", "x" * 2001, "Tulis alasannya"),
    ):
        typed = {**fields, "minutes": minutes, "reason": reason}
        answer = proctor.post("/pengawas/tambahan", typed)
        assert answer.status_code == 422
        assert says in problem_of(answer)
    assert room.sitting(0).credits == ()


def test_a_hand_in_is_opened_again_for_the_next_revision(proctor: Visitor, room: TwoAtWork) -> None:
    room.hand_in(0, room.exam.timeline.now())
    page = proctor.get(f"{slug(room)}/tambahan").text
    assert "Buka kembali pengumpulan?" in page
    fields = form_of(page, "/pengawas/tambahan")
    for _ in range(2):
        proctor.post("/pengawas/tambahan", {**fields, "minutes": "0", "reason": "Tak sengaja"})
    (reopened,) = room.sitting(0).orders(HandInReopened)
    assert reopened.revision == 2
    assert "pengumpulan dibuka kembali" in proctor.get(slug(room)).text


def test_a_candidate_that_is_not_there_has_no_page(proctor: Visitor) -> None:
    assert proctor.get("/pengawas/peserta/999").status_code == 404
    assert proctor.get("/pengawas/peserta/999/kartu").status_code == 404


def test_only_free_seats_are_offered_for_a_move_and_the_page_comes_back(
    proctor: Visitor, room: TwoAtWork
) -> None:
    spare = place_seat(room.exam, "PC-07")
    page = proctor.get(f"{slug(room)}/pindah").text
    assert re.findall(r'<option value="([^"]+)">', page) == [spare.seat.id]
    fields = form_of(page, "/pengawas/pindah")
    answer = proctor.post("/pengawas/pindah", {**fields, "seat": spare.seat.id})
    assert answer.headers["location"] == slug(room)


def test_a_new_card_is_downloaded_and_its_code_is_the_one_that_admits(
    proctor: Visitor, room: TwoAtWork, made: Handouts
) -> None:
    page = proctor.get(f"{slug(room)}/kartu").text
    assert "Kartu lama tidak berlaku lagi." in page
    fields = form_of(page, f"{slug(room)}/kartu")
    first, again = (proctor.post(f"{slug(room)}/kartu", fields) for _ in range(2))
    assert first.headers["content-disposition"] == "attachment; filename*=UTF-8''kartu-001.docx"
    assert again.content == first.content
    rows = Document(io.BytesIO(first.content)).tables[0].rows
    card = {row.cells[0].text: row.cells[1].text for row in rows}
    assert card["Nomor peserta"] == "001"
    assert card["Kode kartu"] != show_code(made.cards[0].code)
    renewed = candidate(room.exam, Card(made.cards[0].application, parse_code(card["Kode kartu"])))
    query = "select auth_hash from applications where id = ?"
    (row,) = room.exam.store.read(lambda db: list(db.query(query, [room.ids[0]])))
    assert row["auth_hash"] == keys.auth_hash(renewed.auth)


def test_a_new_card_is_shown_to_be_printed_and_that_is_on_the_record(
    proctor: Visitor, room: TwoAtWork
) -> None:
    address = f"{slug(room)}/kartu"
    fields = form_of(proctor.get(address).text, address)
    shown = proctor.post(address, {**fields, "show": "1"})
    file = proctor.post(address, fields)
    (code,) = re.findall(r'<dd class="code">([^<]+)</dd>', shown.text)
    assert code in "".join(Document(io.BytesIO(file.content)).element.body.itertext())
    assert shown.headers["cache-control"] == "no-store"
    rows = room.exam.store.read(lambda db: list(db.query("select entry from ledger")))
    entries = [decode_entry(row["entry"]) for row in rows]
    (entry,) = (one for one in entries if isinstance(one, CardShown))
    assert (entry.application_id, entry.staff_id) == (room.ids[0], "pengawas-1")
    assert sum(isinstance(one, CardReplaced) for one in entries) == 1


def test_another_proctor_makes_no_second_card_from_an_old_page(
    proctor: Visitor, room: TwoAtWork
) -> None:
    fields = form_of(proctor.get(f"{slug(room)}/kartu").text, f"{slug(room)}/kartu")
    proctor.post(f"{slug(room)}/kartu", fields)
    with proctor.beside("pengawas-2"):
        refused = proctor.post(f"{slug(room)}/kartu", fields)
    assert refused.status_code == 409
    assert "baru saja dibuat" in problem_of(refused)


def test_what_a_seat_reports_of_itself_is_said_in_words(
    proctor: Visitor, room: TwoAtWork, hall: Hall
) -> None:
    now, run = room.exam.timeline.now(), room.exam.timeline.run
    bad = SeatStatus("writing", 10, run, now - 3_500, disk_age=95_000, trouble="spool.disk")
    hall.note_beat(room.seats[0].seat.id, room.ids[0], bad, True, now)
    well = SeatStatus("writing", 10, run, now)
    hall.note_beat(room.seats[1].seat.id, room.ids[1], well, True, now)
    page = proctor.get("/pengawas").text
    first, second = re.findall(r'<tr id="r[0-9]+" .*?</tr>', page, re.DOTALL)[:2]
    for text in ("jam lebih lambat 4 dtk", "PC: disk tidak menyimpan", "PC: 1 mnt 3"):
        assert text in first
    assert "di PC dan server" in second
    assert not re.search(r"sign (warn|bad)", second)


def test_the_panel_sees_no_page_of_the_proctors(proctor: Visitor) -> None:
    with proctor.beside("penilai-2"):
        for path in ("peserta/001", "peserta/001/kartu", "impor", "tutup", "pemulihan", "waktu"):
            assert proctor.get(f"/pengawas/{path}").status_code == 403
