"""The opening by the chair and the check by the release officer, in a browser, by keyboard."""

import pytest
from playwright.sync_api import Route, expect

from exam.redaction import BLACK
from server.accounts import is_opened
from server.ceremony import Handouts
from server.office import OpenExam
from server.release import released_codes
from tests.browser.conftest import LogIn
from tests.server.custody_acting import hand_in_three, open_three

pytestmark = pytest.mark.alone

MOST_TABS = 100


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
    expect(page.get_by_role("alert")).to_contain_text("“kataku” (kata ke-3)")
    needed = exam.config.writing.threshold
    for number, share in enumerate(made.shares[:needed], start=1):
        field.fill(share.words)
        page.get_by_role("button", name="Masukkan bagian kunci ini").click()
        page.get_by_text(f"{number} dari {needed} bagian kunci").wait_for()
    page.get_by_role("button", name="Buka naskah").click()
    page.get_by_text("3 naskah sudah dibuka").wait_for()
    expect(page.get_by_role("banner")).to_have_count(1)
    assert exam.store.read(is_opened)


def test_a_name_is_ticked_and_blacked_out_and_the_paper_released_without_a_mouse(
    log_in: LogIn, exam: OpenExam, made: Handouts
) -> None:
    open_three(exam, made)
    page = log_in("pemeriksa")
    expect(page.locator("#checks")).not_to_have_attribute("hx-get", "/pemeriksa")
    page.get_by_role("link").filter(has_text="temuan").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("checkbox").first.wait_for()
    page.wait_for_load_state()
    name = page.locator("label.found mark").first.inner_text()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "checkbox":
            break
    page.keyboard.press("Space")
    expect(page.get_by_role("checkbox").first).to_be_checked()
    page.get_by_role("button", name="Tampilkan yang akan dihitamkan").focus()
    page.keyboard.press("Enter")
    expect(page.locator("del").first).to_contain_text(name)
    page.get_by_role("button", name="Hitamkan").focus()
    page.keyboard.press("Enter")
    page.get_by_text("sudah dihitamkan").wait_for()
    expect(page.locator(".checked-text").first).to_contain_text(BLACK)
    paper = page.url
    page.get_by_role("button", name="Lepas naskah ini").focus()
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(paper)
    assert len(exam.store.read(released_codes)) == 1


def test_whoever_uses_the_keyboard_keeps_the_place_while_papers_are_searched(
    exam: OpenExam, made: Handouts, log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.web.release.SEARCH_MILLISECONDS", 0)
    page, held = log_in("pemeriksa"), list[Route]()

    def hold_further_searches(route: Route) -> None:
        if "hx-request" in route.request.headers:
            held.append(route)
        else:
            route.continue_()

    open_three(exam, made)
    page.route("**/pemeriksa", hold_further_searches)
    with page.expect_request(lambda request: "hx-request" in request.headers):
        page.goto("/pemeriksa")
    link = page.locator(".paper-link").nth(2)
    link.focus()
    place = str(link.get_attribute("href"))
    with page.expect_request(lambda request: "hx-request" in request.headers):
        held.pop().continue_()
    expect(page.locator(".paper-link:focus")).to_have_attribute("href", place)
    held.pop().continue_()
    expect(page.locator("#checks")).not_to_have_attribute("hx-get", "/pemeriksa")
    expect(page.locator(".paper-link:focus")).to_have_attribute("href", place)
