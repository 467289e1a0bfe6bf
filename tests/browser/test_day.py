"""The course of a day in a real browser: a rehearsal, a start of some, a new card, the close."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from exam.chronicle import CardReplaced
from exam.events import Milestone, MilestoneReached, SittingClosed, StartOrdered
from exam.proceedings import CardShown, RehearsalHeld
from server.ceremony import Handouts
from server.door import close_check_in
from server.office import OpenExam, open_exam
from server.timeline import MACHINE, Clocks
from tests.browser.conftest import LogIn
from tests.browser.floor import HOUR, Floor
from tests.server.acting import candidate, place_seat
from tests.server.at_work import sit_down
from tests.server.remote import Served

pytestmark = pytest.mark.alone

PEOPLE = 3
REHEARSAL_MILLISECONDS = 300_000


@pytest.fixture
def moved() -> list[int]:
    """How far the server's clock is ahead of the machine's (milliseconds)."""
    return [0]


@pytest.fixture
def exam(exam_root: Path, made: Handouts, moved: list[int]) -> Iterator[OpenExam]:
    """The practice exam, an hour old, its topics unlocked."""
    clocks = Clocks(lambda: MACHINE.monotonic() + moved[0], MACHINE.wall)
    with open_exam(exam_root, clocks) as opened:
        moved[0] = HOUR
        opened.topics.key = made.topic_key
        yield opened


@pytest.fixture
def floor(served: Served, made: Handouts) -> Floor:
    """Three who are ready, each at a PC."""
    exam = served.exam
    people = tuple(candidate(exam, card) for card in made.cards[:PEOPLE])
    seats = tuple(place_seat(exam, f"PC-{at:02}") for at in range(PEOPLE))
    floor = Floor(exam, people, seats)
    for at, (who, seat) in enumerate(zip(people, seats, strict=True)):
        sit_down(exam, who, seat, exam.timeline.now())
        floor.report(at, *(MilestoneReached(each) for each in Milestone))
    return floor


def test_only_those_who_are_ticked_are_started(log_in: LogIn, floor: Floor) -> None:
    page = log_in("pengawas-1")
    page.get_by_role("link", name="Mulai ujian").click()
    page.get_by_label("yang saya centang").check()
    page.get_by_text("Centang peserta").click()
    for at in (0, 2):
        page.get_by_label(floor.people[at].number).check()
    page.get_by_role("button", name="Ya, perintahkan mulai").dblclick()
    expect(page.locator("#rows tr").filter(has_text="PC-00")).to_be_visible()
    assert floor.giver(StartOrdered, 0) == floor.giver(StartOrdered, 2) == "pengawas-1"
    assert floor.given(StartOrdered, 1) == floor.given(StartOrdered) == []
    assert floor.sitting(1).start is None
    expect(page.get_by_role("link", name="Mulai ujian")).to_be_visible()


def test_the_sitting_is_closed_after_whose_work_is_missing_was_named(
    log_in: LogIn, floor: Floor, moved: list[int]
) -> None:
    page = log_in("pengawas-1")
    page.get_by_role("link", name="Mulai ujian").click()
    page.get_by_role("button", name="Ya, perintahkan mulai").dblclick()
    expect(page.locator("#part-start")).to_contain_text("Mulai pukul")
    page.get_by_role("link", name="Tutup sesi").click()
    expect(page.get_by_text("masih punya waktu")).to_be_visible()
    expect(page.get_by_role("button", name="Ya, tutup sekarang")).to_have_count(0)
    moved[0] += 5 * HOUR
    floor.hand_in(0)
    page.goto("/pengawas/tutup")
    missing = page.locator(".notice.warn").filter(has_text="belum mengumpulkan")
    expect(missing).to_contain_text(floor.people[1].number)
    expect(missing).not_to_contain_text(floor.people[0].number)
    page.get_by_role("button", name="Ya, tutup sekarang").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sesi sudah ditutup")
    assert floor.giver(SittingClosed) == "pengawas-1"
    page.goto("/pengawas")
    expect(page.locator("#part-start")).to_contain_text("Sesi ditutup pukul")


def test_a_new_card_is_printed_from_the_page_and_then_gone(log_in: LogIn, floor: Floor) -> None:
    page = log_in("pengawas-1")
    page.add_init_script("window.print = () => window.dispatchEvent(new Event('afterprint'))")
    page.goto(f"{floor.page(1)}/kartu")
    page.get_by_role("button", name="Buat dan tampilkan kartu baru").dblclick()
    code = page.locator(".printed-card .code")
    expect(code).to_have_text(re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}"))
    shown = code.inner_text()
    expect(code).to_have_css("color", "rgba(0, 0, 0, 0)")
    page.emulate_media(media="print")
    expect(code).not_to_have_css("color", "rgba(0, 0, 0, 0)")
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Cetak").click()
    expect(page.get_by_text("Kartu tidak ada lagi di halaman ini.")).to_be_visible()
    assert shown not in page.content()
    page.get_by_role("link", name="Sudah dicetak").click()
    expect(page.get_by_role("row").filter(has_text="kartu baru")).to_be_visible()
    entries = [one for one in floor.entries() if isinstance(one, CardReplaced | CardShown)]
    assert [type(one) for one in entries] == [CardReplaced, CardShown]
    assert {one.application_id for one in entries} == {floor.people[1].application_id}


def test_an_account_is_opened_after_it_was_asked_once_more(log_in: LogIn, served: Served) -> None:
    page = log_in("sekretariat")
    page.get_by_role("link", name="Akun", exact=True).click()
    page.get_by_label("Akun", exact=True).fill("pengawas-9")
    page.get_by_label("Nama", exact=True).fill("Siti Aminah")
    page.get_by_label("Tugas").select_option("proctor")
    page.get_by_role("button", name="Buka akun …").click()
    expect(page.get_by_role("heading", name="Buka akun untuk Siti Aminah?")).to_be_visible()
    page.get_by_role("button", name="Ya, buka dan tampilkan frasa sandinya").dblclick()
    expect(page.locator(".passphrase")).to_have_text(re.compile(r"(\S+ ){5}\S+"))
    opened = "select count(*) from staff where id = 'pengawas-9'"
    assert served.exam.store.read(lambda db: db.execute(opened).fetchone()[0]) == 1


def test_a_rehearsal_is_begun_watched_and_its_verdict_read(log_in: LogIn, served: Served) -> None:
    exam = served.exam
    page = log_in("sekretariat")
    page.get_by_role("navigation").get_by_role("link", name="Gladi").click()
    expect(page.get_by_text("Sesi sedang berlangsung")).to_be_visible()
    expect(page.get_by_role("button", name="Mulai gladi")).to_have_count(0)
    exam.act_now(lambda db, now: close_check_in(db, "pengawas-1", now))
    page.reload()
    page.get_by_label("Jumlah PC simulasi").fill("2")
    page.get_by_label("Lama menulis").fill("0,05")
    page.get_by_role("button", name="Mulai gladi").dblclick()
    expect(page.get_by_role("heading", name="Gladi sedang berjalan")).to_be_visible()
    verdict = page.get_by_role("heading", name="Hasil gladi")
    expect(verdict).to_be_visible(timeout=REHEARSAL_MILLISECONDS)
    expect(page.locator(".findings li")).to_have_count(8)
    expect(page.get_by_text("2 dari 2 diterima")).to_be_visible()
    expect(page.get_by_role("button", name="Cetak")).to_be_visible()
    page.get_by_role("navigation").get_by_role("link", name="Hari ujian").click()
    expect(page.get_by_text("ada yang harus diperbaiki")).to_be_visible()
    rows = exam.store.read(lambda db: list(db.query("select entry from ledger")))
    assert sum(RehearsalHeld.__name__.encode() in row["entry"] for row in rows) == 1
