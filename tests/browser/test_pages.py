"""The day of a proctor and the score sheet of a panelist in a real browser, over real TLS."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from server.ceremony import Handouts
from tests.browser.conftest import LogIn
from tests.server.acting import beat, candidate
from tests.server.panel_acting import open_panel
from tests.server.remote import RemoteSeat, Served

pytestmark = pytest.mark.alone


def score(page: Page, *values: str) -> None:
    for field, value in zip(page.locator(".criterion input").all(), values, strict=True):
        field.fill(value)


def test_a_proctor_sees_the_seats_and_starts_after_a_confirmation(
    served: Served, made: Handouts, log_in: LogIn, tmp_path: Path
) -> None:
    who = candidate(served.exam, made.cards[0])
    page = log_in("pengawas-1")
    expect(page.get_by_role("heading", name="Laboratorium CAT BKPSDM")).to_be_visible()
    with RemoteSeat(served, made.pairing_codes[0], "PC-01", tmp_path) as seat:
        seat.sign_in(who)
        seat.beat(beat(who.application_id, phase="ready"))
        row = page.get_by_role("row").filter(has_text="PC-01")
        expect(row).to_contain_text(made.cards[0].application.name)
        expect(row).to_contain_text("siap")
    page.get_by_role("link", name="Mulai ujian").click()
    expect(page.get_by_text("1 dari 54 peserta siap.")).to_be_visible()
    page.get_by_role("button", name="Ya, perintahkan mulai").click()
    expect(page.locator("#part-start")).to_contain_text("Mulai pukul")
    expect(page.get_by_role("link", name="Mulai ujian")).to_have_count(0)


def test_a_wrong_score_is_explained_beside_the_sheet_and_stays_on_it(
    served: Served, made: Handouts, log_in: LogIn
) -> None:
    panel = open_panel(served.exam, made)
    page = log_in("penilai-2")
    page.goto(f"/panel/naskah/{panel.codes[0]}")
    score(page, "101", "70", "90", "60")
    expect(page.locator("#sheet-state")).to_contain_text("bilangan bulat dari 0 sampai 100")
    expect(page.locator("#score-masalah")).to_have_value("101")


def test_what_was_typed_last_is_saved_when_the_panelist_leaves_at_once(
    served: Served, made: Handouts, log_in: LogIn
) -> None:
    panel = open_panel(served.exam, made)
    page = log_in("penilai-2")
    page.goto(f"/panel/naskah/{panel.codes[0]}")
    page.locator("#note").fill("langsung pergi")
    page.goto("/panel")
    # What is sent on leaving may arrive after the next page was asked for, never not at all.
    for _ in range(50):
        page.goto(f"/panel/naskah/{panel.codes[0]}")
        if page.locator("#note").input_value():
            break
    expect(page.locator("#note")).to_have_value("langsung pergi")


def test_a_sheet_that_cannot_be_saved_says_so_and_keeps_what_was_typed(
    served: Served, made: Handouts, log_in: LogIn
) -> None:
    panel = open_panel(served.exam, made)
    page = log_in("penilai-2")
    page.goto(f"/panel/naskah/{panel.codes[0]}")
    warning = page.get_by_text("Belum tersimpan: server tidak menjawab.")
    expect(warning).to_be_hidden()
    served.stop()
    page.locator("#score-masalah").fill("80")
    expect(warning).to_be_visible()
    expect(page.locator("#score-masalah")).to_have_value("80")
