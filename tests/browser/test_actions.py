"""Every act of a proctor in a real browser: pressed on its page, and written into the ledger.

One exam is served for all of them; each act has a candidate of its own, by the place in the list.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from exam.chronicle import CardReplaced, WorkImported
from exam.events import (
    CallAnswered,
    Cause,
    CreditGranted,
    EndOrdered,
    HandInReopened,
    HelpCalled,
    LockLifted,
    MessageRead,
    MessageSent,
    PauseAcknowledged,
    PauseOrdered,
    ResumeOrdered,
    SeatAdmitted,
    StartOrdered,
    WorkLocked,
    WritingInterrupted,
)
from exam.proceedings import CreditProposed, CreditWithdrawn
from exam.transfer import Transfer, Work, write_transfer
from tests.browser.floor import (
    PEOPLE,
    Floor,
    floor,
    ground,
    handouts,
    open_door,
    other,
    page,
    proctors,
)

__all__ = ["floor", "ground", "handouts", "open_door", "other", "page", "proctors"]

pytestmark = pytest.mark.alone

WHY = "Listrik padam"


def press(page: Page, link: str, button: str, **typed: str) -> None:
    """Follow a link to what asks once more, type, and press its button twice at once."""
    page.get_by_role("link", name=link, exact=True).first.click()
    for label, text in typed.items():
        page.get_by_label(LABELS[label]).fill(text)
    page.get_by_role("button", name=button, exact=True).dblclick()


LABELS = {
    "why": "Alasan (dicatat)",
    "minutes": "Menit",
    "minutes_left": "Menit sampai berakhir",
    "text": "Pesan",
}


def row(page: Page, what: str) -> Locator:
    """The line of a candidate's record that says this."""
    return page.locator(".record tr").filter(has_text=what)


def test_the_start_of_one_and_then_of_all_who_have_not_begun(page: Page, floor: Floor) -> None:
    last = PEOPLE - 1
    page.goto(floor.page(last))
    page.get_by_role("link", name="Mulai hanya untuk peserta ini").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mulai ujian untuk peserta ini?")
    page.get_by_role("button", name="Ya, perintahkan mulai").dblclick()
    expect(page.get_by_role("link", name="Mulai ujian")).to_be_visible()
    assert floor.giver(StartOrdered, last) == "pengawas-1"
    page.get_by_role("link", name="Mulai ujian").click()
    page.get_by_role("button", name="Ya, perintahkan mulai").dblclick()
    expect(page.locator("#part-start")).to_contain_text("Mulai pukul")
    assert floor.giver(StartOrdered) == "pengawas-1"


def test_one_is_stopped_shown_as_open_until_the_pc_answers_and_runs_on(
    page: Page, floor: Floor
) -> None:
    page.goto(floor.page(0))
    press(page, "Hentikan waktu", "Ya, hentikan waktu", why=WHY)
    expect(page.get_by_text("waktu belum berhenti").first).to_be_visible()
    ((who, order),) = floor.given(PauseOrdered, 0)
    assert who == "pengawas-1"
    floor.report(0, PauseAcknowledged(order.id, floor.exam.timeline.now()))
    page.reload()
    expect(page.get_by_text("waktu belum berhenti")).to_have_count(0)
    expect(page.get_by_text("Waktu dihentikan, diperintahkan pukul")).to_be_visible()
    press(page, "Jalankan lagi", "Ya, jalankan lagi")
    expect(row(page, "waktu berjalan lagi")).to_contain_text("Pengawas Ruang 1")
    assert floor.giver(ResumeOrdered, 0) == "pengawas-1"


def test_all_are_stopped_and_run_on_from_the_hall(page: Page, floor: Floor) -> None:
    page.goto("/pengawas")
    press(page, "Hentikan waktu semua", "Ya, hentikan waktu semua", why=WHY)
    expect(page.get_by_role("link", name="Jalankan lagi waktu semua")).to_be_visible()
    assert floor.giver(PauseOrdered) == "pengawas-1"
    press(page, "Jalankan lagi waktu semua", "Ya, jalankan lagi")
    expect(page.get_by_role("link", name="Hentikan waktu semua")).to_be_visible()
    assert floor.giver(ResumeOrdered) == "pengawas-1"


def test_minutes_are_given_for_a_reason(page: Page, floor: Floor) -> None:
    page.goto(floor.page(1))
    press(page, "Beri tambahan waktu", "Beri tambahan waktu", minutes="5", why=WHY)
    expect(row(page, "5 mnt")).to_contain_text(WHY)
    assert floor.giver(CreditGranted, 1) == "pengawas-1"


def test_measured_loss_is_given_back_with_one_press(page: Page, floor: Floor) -> None:
    now = floor.exam.timeline.now()
    floor.report(2, WritingInterrupted(now - 300_000, now - 60_000))
    page.goto(floor.page(2))
    page.get_by_role("button", name="Kembalikan").dblclick()
    expect(page.locator("#part-start")).to_be_visible()
    page.goto(floor.page(2))
    expect(row(page, "sesuai hasil ukur")).to_contain_text("4 mnt")
    assert floor.giver(CreditGranted, 2) == "pengawas-1"


def test_more_than_fifteen_minutes_need_another_person(
    page: Page, other: Page, floor: Floor
) -> None:
    page.goto(floor.page(3))
    press(page, "Beri tambahan waktu", "Beri tambahan waktu", minutes="20", why=WHY)
    expect(page.get_by_text("Pengawas lain perlu menyetujui")).to_be_visible()
    expect(page.get_by_role("button", name="Setujui")).to_have_count(0)
    assert floor.given(CreditGranted, 3) == []
    other.goto(floor.page(3))
    other.get_by_role("button", name="Setujui").dblclick()
    expect(row(other, "20 mnt").last).to_contain_text("Pengawas Ruang 1, Pengawas Ruang 2")
    ((_, order),) = floor.given(CreditGranted, 3)
    assert isinstance(order, CreditGranted)
    assert order.granted_by == ("pengawas-1", "pengawas-2")


def test_a_proposal_is_withdrawn(page: Page, floor: Floor) -> None:
    page.goto(floor.page(4))
    press(page, "Beri tambahan waktu", "Beri tambahan waktu", minutes="30", why=WHY)
    page.get_by_role("button", name="Batalkan usul").click()
    expect(row(page, "usul dibatalkan")).to_contain_text("Pengawas Ruang 1")
    who = floor.people[4].application_id
    kinds = [
        type(one)
        for one in floor.entries()
        if isinstance(one, CreditProposed | CreditWithdrawn) and one.application_id == who
    ]
    assert kinds == [CreditProposed, CreditWithdrawn]


def test_a_message_to_some_says_who_has_read_it(page: Page, floor: Floor) -> None:
    page.goto(floor.page(5))
    page.get_by_role("link", name="Tulis pesan").click()
    page.get_by_label("Pesan", exact=True).fill("Mohon tenang.")
    page.get_by_label(floor.people[6].number).check()
    page.get_by_role("button", name="Kirim").dblclick()
    expect(page.get_by_role("link", name="dibaca 0 dari 2")).to_be_visible()
    ((who, order),) = floor.given(MessageSent, 5)
    assert who == floor.giver(MessageSent, 6) == "pengawas-1"
    floor.report(5, MessageRead(order.id, floor.exam.timeline.now()))
    page.reload()
    page.get_by_role("link", name="dibaca 1 dari 2").click()
    expect(page.get_by_role("heading", name="Belum membaca (1)")).to_be_visible()
    expect(page.get_by_role("link", name=floor.people[6].number)).to_be_visible()


def test_a_message_to_all_is_one_order(page: Page, floor: Floor) -> None:
    page.goto("/pengawas")
    page.get_by_role("link", name="Pesan").click()
    page.get_by_label("Pesan", exact=True).fill("Sisa waktu satu jam.")
    page.get_by_role("button", name="Kirim").dblclick()
    expect(page.get_by_text("Sisa waktu satu jam.")).to_have_count(1)
    assert floor.giver(MessageSent) == "pengawas-1"


def test_of_two_who_answer_a_call_the_second_reads_who_was_first(
    page: Page, other: Page, floor: Floor
) -> None:
    floor.report(7, HelpCalled("c" * 32, floor.exam.timeline.now()))
    for each in (page, other):
        each.goto(floor.page(7))
    page.get_by_role("button", name="Saya datang").click()
    expect(row(page, "panggilan dijawab")).to_contain_text("Pengawas Ruang 1")
    other.get_by_role("button", name="Saya datang").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Sudah dilakukan")
    expect(other.get_by_text("Pengawas Ruang 1 melakukannya")).to_be_visible()
    other.get_by_role("link", name="Lihat keadaan sekarang").click()
    expect(row(other, "panggilan dijawab")).to_have_count(1)
    assert floor.giver(CallAnswered, 7) == "pengawas-1"


def test_the_work_is_locked_for_a_reason_and_the_lock_lifted_by_keys_alone(
    page: Page, floor: Floor
) -> None:
    page.goto(floor.page(8))
    page.get_by_role("link", name="Kunci naskah").press("Enter")
    page.get_by_label(LABELS["why"]).press_sequentially("Dugaan")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Naskah dikunci sejak")).to_be_visible()
    assert floor.giver(WorkLocked, 8) == "pengawas-1"
    press(page, "Buka kunci", "Ya, buka kunci")
    expect(row(page, "kunci dibuka")).to_contain_text("Pengawas Ruang 1")
    assert floor.giver(LockLifted, 8) == "pengawas-1"


def test_one_is_made_to_hand_in(page: Page, floor: Floor) -> None:
    page.goto(floor.page(9))
    press(page, "Kumpulkan sekarang", "Ya, kumpulkan sekarang", why=WHY)
    expect(row(page, "waktu diakhiri lebih awal")).to_contain_text(WHY)
    ((who, order),) = floor.given(EndOrdered, 9)
    assert isinstance(order, EndOrdered)
    assert (who, order.cause) == ("pengawas-1", Cause.ORDERED)


def test_a_hand_in_is_opened_again(page: Page, floor: Floor) -> None:
    floor.hand_in(10)
    page.goto(floor.page(10))
    press(page, "Buka kembali pengumpulan", "Buka kembali", minutes="0", why="Tak sengaja")
    expect(row(page, "pengumpulan dibuka kembali")).to_contain_text("Tak sengaja")
    assert floor.giver(HandInReopened, 10) == "pengawas-1"


def test_a_candidate_moves_to_a_free_pc_and_gets_a_new_card(page: Page, floor: Floor) -> None:
    page.goto(floor.page(11))
    page.get_by_role("link", name="Pindah ke PC lain").click()
    page.get_by_label("PC kosong").select_option(label="PC-90")
    page.get_by_role("button", name="Izinkan pindah").dblclick()
    expect(row(page, "duduk di PC-90")).to_contain_text("Pengawas Ruang 1")
    assert [who for who, _ in floor.given(SeatAdmitted, 11)] == ["", "pengawas-1"]
    page.get_by_role("link", name="Buat kartu baru").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Buat dan unduh kartu baru").click()
    assert download.value.suggested_filename == f"kartu-{floor.people[11].number}.docx"
    (entry,) = (one for one in floor.entries() if isinstance(one, CardReplaced))
    assert (entry.application_id, entry.staff_id) == (
        floor.people[11].application_id,
        "pengawas-1",
    )


def test_a_sealed_file_is_brought_in(page: Page, floor: Floor, tmp_path: Path) -> None:
    who, seat = floor.people[1], floor.seats[1]
    envelope = who.envelope(seat.seat.id, seat.signing_secret)
    works = (Work(who.application_id, (), (envelope,)),)
    brought = Transfer(floor.exam.exam_id, seat.seat.id, floor.exam.timeline.now(), works, ())
    file = tmp_path / "berkas"
    file.write_bytes(write_transfer(brought, seat.signing_secret))
    page.goto("/pengawas")
    page.get_by_role("link", name="Masukkan berkas dari flash disk").click()
    page.get_by_label("Berkas").set_input_files(file)
    page.get_by_role("button", name="Masukkan").click()
    expect(page.get_by_text(who.number)).to_be_visible()
    (entry,) = (one for one in floor.entries() if isinstance(one, WorkImported))
    assert (entry.staff_id, entry.applications) == ("pengawas-1", (who.application_id,))


def test_the_exam_ends_early_for_all_after_a_warning(page: Page, floor: Floor) -> None:
    page.goto("/pengawas")
    page.get_by_role("link", name="Akhiri lebih awal").click()
    expect(page.get_by_text("akan kehilangan sisa waktunya")).to_be_visible()
    page.get_by_label(LABELS["minutes_left"]).fill("90")
    page.get_by_label(LABELS["why"]).fill("Gedung dikosongkan")
    page.get_by_role("button", name="Ya, akhiri lebih awal").dblclick()
    expect(page.locator("#part-start")).to_be_visible()
    ((who, order),) = floor.given(EndOrdered)
    assert isinstance(order, EndOrdered)
    assert (who, order.cause, order.at - order.issued_at) == (
        "pengawas-1",
        Cause.ENDED_EARLY,
        90 * 60_000,
    )
