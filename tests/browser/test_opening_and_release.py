"""The opening by the chair and the check by the release officer, in a browser, by keyboard."""

import pytest

from exam.redaction import BLACK
from server.accounts import is_opened
from server.ceremony import Handouts
from server.office import OpenExam
from server.release import released_codes
from tests.browser.conftest import LogIn
from tests.server.custody_acting import hand_in_three, open_three

pytestmark = pytest.mark.alone


def test_members_type_their_shares_one_after_the_other_and_the_papers_open(
    log_in: LogIn, exam: OpenExam, made: Handouts
) -> None:
    hand_in_three(exam, made)
    page = log_in("ketua")
    page.get_by_role("link", name="Buka naskah").click()
    field = page.get_by_label("33 kata dari bagian kunci berikutnya")
    wrong = made.shares[0].words.split()
    wrong[2] = "kataku"
    field.fill(" ".join(wrong))
    page.get_by_role("button", name="Masukkan bagian kunci ini").click()
    assert "“kataku” (kata ke-3)" in page.get_by_role("alert").inner_text()
    needed = exam.config.writing.threshold
    for number, share in enumerate(made.shares[:needed], start=1):
        field.fill(share.words)
        page.get_by_role("button", name="Masukkan bagian kunci ini").click()
        page.get_by_text(f"{number} dari {needed} bagian kunci").wait_for()
    page.get_by_role("button", name="Buka naskah").click()
    page.get_by_text("3 naskah sudah dibuka").wait_for()
    assert page.get_by_role("banner").count() == 1
    assert exam.store.read(is_opened)


def test_a_name_is_ticked_and_blacked_out_and_the_paper_released_without_a_mouse(
    log_in: LogIn, exam: OpenExam, made: Handouts
) -> None:
    open_three(exam, made)
    page = log_in("pemeriksa")
    page.get_by_role("link").filter(has_text="temuan").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("checkbox").first.wait_for()
    name = page.locator("label.found mark").first.inner_text()
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.type") != "checkbox":
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.get_by_role("checkbox").first.is_checked()
    page.get_by_role("button", name="Tampilkan yang akan dihitamkan").focus()
    page.keyboard.press("Enter")
    assert name in page.locator("del").first.inner_text()
    page.get_by_role("button", name="Hitamkan").focus()
    page.keyboard.press("Enter")
    page.get_by_text("sudah dihitamkan").wait_for()
    assert BLACK in page.locator(".checked-text").first.inner_text()
    page.get_by_role("button", name="Lepas naskah ini").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Naskah").first.wait_for()
    assert len(exam.store.read(released_codes)) == 1
