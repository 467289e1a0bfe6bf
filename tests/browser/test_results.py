"""Scores from outside and the result, as they are worked with in a browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from server.ceremony import Handouts
from server.office import OpenExam
from server.outside import taken_files
from server.results import issued
from tests.browser.conftest import LogIn
from tests.browser.test_accessibility import faults_of
from tests.server.panel_acting import open_panel
from tests.server.result_acting import ASSESSED, RECORD, Selection, list_of

pytestmark = pytest.mark.alone
PHONE = ViewportSize(width=390, height=844)
LAPTOP = ViewportSize(width=1366, height=768)
_WIDER = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


def judge(page: Page, heading: str) -> None:
    """Refuse a page of this heading that is hard to use, or wider than a phone."""
    page.get_by_role("heading", name=heading).first.wait_for()
    assert faults_of(page) == []
    page.set_viewport_size(PHONE)
    assert not page.evaluate(_WIDER), page.url
    page.set_viewport_size(LAPTOP)


def test_a_file_is_looked_at_and_then_taken(
    log_in: LogIn, exam: OpenExam, made: Handouts, tmp_path: Path
) -> None:
    numbers = sorted(card.application.number for card in made.cards)
    file = tmp_path / "nilai asesmen.csv"
    file.write_bytes(list_of(dict.fromkeys(numbers, "101")))
    page = log_in("sekretariat")
    page.get_by_role("navigation").get_by_role("link", name="Nilai dari luar").click()
    judge(page, "Nilai dari luar")
    stage = page.get_by_role("region", name="Asesmen kompetensi (BKN)")
    stage.get_by_label("Berkas").set_input_files(file)
    stage.get_by_role("button", name="Lihat dahulu").press("Enter")
    judge(page, "Berkas ini tidak dapat diambil")
    page.get_by_role("link", name="Pilih berkas yang sudah diperbaiki").click()

    file.write_bytes(list_of(dict.fromkeys(numbers[:-1], "80,5")))
    stage.get_by_label("Berkas").set_input_files(file)
    stage.get_by_role("button", name="Lihat dahulu").press("Enter")
    page.get_by_text("1 peserta tidak mempunyai nilai").wait_for()
    judge(page, "lihat sebelum berlaku")
    assert exam.store.read(lambda db: taken_files(db, ASSESSED)) == ()
    page.get_by_role("button", name="Ambil 53 nilai").press("Enter")
    page.get_by_text("53 nilai sudah ada").wait_for()
    (taken,) = exam.store.read(lambda db: taken_files(db, ASSESSED))
    assert taken.name == "nilai asesmen.csv"


def test_the_chair_sees_how_a_number_came_to_be_announces_and_issues(
    log_in: LogIn, exam: OpenExam, made: Handouts
) -> None:
    selection = Selection(open_panel(exam, made))
    selection.finish()
    page = log_in("ketua")
    page.goto("/panel/hasil")
    judge(page, "Hasil seleksi")
    best = selection.result().candidates[selection.authors()[1]]
    page.get_by_role("link", name=best.name).click()
    expect(page.get_by_text("24,00 + 19,75 + 18,75 + 16,00 = 78,50")).to_be_visible()
    judge(page, "Bagaimana nilai ini diperoleh")
    page.get_by_role("link", name="Keikutsertaan …").click()
    judge(page, "Keikutsertaan")
    page.goto("/panel/hasil")
    page.get_by_role("link", name="Umumkan …").first.click()
    judge(page, "Umumkan:")
    page.get_by_role("button", name="Umumkan").press("Enter")
    page.get_by_text("diumumkan").wait_for()
    page.get_by_role("link", name="Tetapkan hasil").click()
    judge(page, "Tetapkan hasil")
    page.get_by_role("button", name="Tetapkan hasil").press("Enter")
    page.get_by_text("Hasil ditetapkan pada").wait_for()
    ranking = selection.result().ranking
    said = exam.store.read(lambda db: issued(db, ranking))
    assert said is not None
    assert said.is_current


def test_a_member_reads_the_result_and_finds_nothing_to_press(
    log_in: LogIn, exam: OpenExam, made: Handouts
) -> None:
    selection = Selection(open_panel(exam, made))
    selection.score_papers()
    selection.bring(RECORD, dict.fromkeys(selection.numbers(), "80"))
    page = log_in("penilai-3")
    page.goto("/panel/hasil")
    so_far = "Sementara: peringkat menurut nilai yang sudah masuk."
    expect(page.get_by_text(so_far)).to_be_visible()
    main = page.get_by_role("main")
    expect(main.get_by_role("button")).to_have_count(0)
    expect(main.locator('a[href*="penetapan"], a[href*="rekap"]')).to_have_count(0)
