"""The panel's work in a real browser: alone, then together, and never a glance too early."""

import re

import pytest
from playwright.sync_api import Page, expect

from server.ceremony import Handouts
from tests.browser.conftest import LogIn
from tests.browser.test_accessibility import faults_of
from tests.server.panel_acting import Panel, open_panel
from tests.server.remote import Served

pytestmark = pytest.mark.alone

_SIDE_ENDS_WITH_THE_WINDOW = """() => {
  const below = window.innerHeight - document.querySelector(".side").getBoundingClientRect().bottom;
  return below >= 0 && below <= 24;
}"""


def everybody_else(panel: Panel, value: int = 60) -> None:
    for desk in panel.desks():
        if desk.panelist_id != "penilai-2":
            if panel.exam.store.read(panel.paper_desk(desk).round_now) == 1:
                panel.score_all(desk, value)
            else:
                panel.confirm_all(desk)
            panel.commit(desk)


def type_scores(page: Page, *values: str) -> None:
    """Score with the keyboard alone: a digit to the first field, Enter to the next."""
    expect(page.locator("[data-keys]")).to_be_visible()  # keys are listened to from then on
    page.locator("h1").click()
    page.keyboard.press("1")
    for value in values:
        page.keyboard.type(value)
        page.keyboard.press("Enter")


def confirm(page: Page, word: str) -> None:
    page.get_by_label(f"Ketik {word} untuk memastikan").fill(word.lower())
    page.locator("form.confirm button").click()


def words_on(page: Page) -> str:
    """Return what stands on a page beside the paper itself."""
    page.evaluate("document.querySelectorAll('article, .slides').forEach(one => one.remove())")
    return page.locator("main").inner_text()


def test_the_whole_way_of_a_panelist_from_the_first_paper_to_the_names(
    served: Served, made: Handouts, log_in: LogIn
) -> None:
    panel = open_panel(served.exam, made)
    everybody_else(panel)
    page = log_in("penilai-2")
    for code in panel.codes:
        page.goto("/panel")
        page.get_by_role("link", name=code).click()
        expect(page.get_by_role("heading", name="Pendahuluan")).to_be_visible()
        type_scores(page, "90", "90", "80", "80")
        expect(page.locator("#sheet-state")).to_contain_text("85,50")
        expect(page.locator("#sheet-state")).to_contain_text("tersimpan")
        expect(page.locator("#note")).to_be_focused()
        assert "60" not in re.findall(r"\b\d+\b", words_on(page))
    page.goto("/panel")
    page.get_by_role("link", name="Serahkan putaran pertama").click()
    expect(page.locator(".own-scores tbody tr")).to_have_count(3)
    assert faults_of(page) == []
    confirm(page, "SERAHKAN")
    expect(page.get_by_role("heading", name="Pertimbangkan kembali")).to_be_visible()
    assert faults_of(page) == []
    for code in panel.codes:
        page.goto(f"/panel/naskah/{code}")
        expect(page.get_by_text("60,00 – 85,50")).to_be_visible()
        page.locator("#score-masalah").fill("80")
        page.locator("#reason").fill("Datanya kurang.")
        expect(page.locator("#sheet-state")).to_contain_text("Nilai Anda diubah")
    assert faults_of(page) == []
    page.goto("/panel/kunci/makalah")
    expect(page.get_by_text("Datanya kurang.")).to_have_count(3)
    confirm(page, "KUNCI")
    expect(page.get_by_text("1 dari 5 sudah selesai")).to_be_visible()
    everybody_else(panel)
    expect(page.get_by_role("heading", name="Hasil")).to_be_visible()
    expect(page.locator("table.result")).not_to_have_count(0)


def test_keys_change_a_value_and_lead_to_the_next_paper(
    served: Served, made: Handouts, log_in: LogIn
) -> None:
    panel = open_panel(served.exam, made)
    page = log_in("penilai-2")
    lines = panel.exam.store.read(panel.desk("penilai-2").papers)
    page.goto(f"/panel/naskah/{lines[0].code}")
    expect(page.get_by_text("Tombol: 1–4")).to_be_visible()
    page.keyboard.press("2")
    field = page.locator("#score-gagasan")
    expect(field).to_be_focused()
    page.keyboard.type("70")
    for key in ("ArrowUp", "ArrowUp", "ArrowDown", "PageUp"):
        page.keyboard.press(key)
    expect(field).to_have_value("81")
    expect(page.locator("#sheet-state")).to_contain_text("tersimpan")
    page.locator("h1").click()
    page.keyboard.press("j")
    page.wait_for_url(f"**/naskah/{lines[1].code}")
    page.keyboard.press("k")
    page.wait_for_url(f"**/naskah/{lines[0].code}")
    expect(field).to_have_value("81")


def test_a_panelist_steps_back_and_the_chair_reads_why(
    served: Served, made: Handouts, log_in: LogIn
) -> None:
    panel = open_panel(served.exam, made)
    code = panel.codes[0]
    page = log_in("penilai-2")
    page.goto(f"/panel/naskah/{code}")
    page.get_by_role("link", name="Ada benturan kepentingan").click()
    page.get_by_label("Alasan").fill("Saya merasa mengenali gayanya")
    assert faults_of(page) == []
    page.get_by_role("button", name="Mundur dari penilaian ini").click()
    expect(page.get_by_role("link", name=code)).to_contain_text("mundur")
    chair = log_in("ketua")
    chair.get_by_role("link", name="Kemajuan penilaian").click()
    expect(chair.get_by_text("Saya merasa mengenali gayanya")).to_be_visible()


def test_the_chair_sees_counts_grow_and_values_only_when_the_round_is_open(
    served: Served, made: Handouts, log_in: LogIn
) -> None:
    panel = open_panel(served.exam, made)
    chair = log_in("ketua")
    chair.goto("/panel/ketua/makalah")
    everybody_else(panel, 67)
    expect(chair.get_by_text("1 ditunggu")).to_be_visible()
    assert not {"67", "67,00"} & set(re.findall(r"\b\d+(?:,\d+)?\b", words_on(chair)))
    assert faults_of(chair) == []
    last = panel.desk("penilai-2")
    panel.score_all(last, 95)
    panel.commit(last)
    chair.reload()
    expect(chair.locator("table.heat tbody tr")).to_have_count(3)
    expect(chair.locator(".heat-above-4").first).to_contain_text("▲")
    assert faults_of(chair) == []


def test_interviews_are_begun_scored_and_corrected(
    served: Served, made: Handouts, log_in: LogIn
) -> None:
    panel = open_panel(served.exam, made)
    panel.open_round_one()
    panel.lock_all()
    chair = log_in("ketua")
    chair.goto("/panel/ketua/wawancara")
    chair.get_by_role("button", name="Mulai penilaian").click()
    expect(chair.get_by_text("0 dari 3")).to_have_count(0)
    chair.get_by_label("Memang tidak ada jadwal").check()
    assert faults_of(chair) == []
    chair.get_by_role("button", name="Mulai penilaian").click()
    expect(chair.get_by_text("0 dari 3")).to_have_count(5)
    page = log_in("penilai-2")
    page.get_by_role("link", name="Nilai wawancara").click()
    assert faults_of(page) == []
    page.locator(".people a").first.click()
    type_scores(page, "80", "70")
    expect(page.locator("#sheet-state")).to_contain_text("76,00")
    assert faults_of(page) == []
    page.goto("/panel/koreksi/makalah")
    page.get_by_label("Seharusnya").fill("75")
    page.get_by_label("Alasan").fill("Salah ketik")
    page.get_by_role("button", name="Minta koreksi").click()
    expect(page.get_by_role("button", name="Tarik kembali")).to_be_visible()
    chair.goto("/panel/koreksi/makalah")
    assert faults_of(chair) == []
    chair.get_by_role("button", name="Setujui").click()
    expect(chair.get_by_text("berlaku; disetujui oleh")).to_be_visible()


def test_the_sheet_reaches_down_to_the_end_of_the_window_and_its_button_is_always_seen(
    served: Served, made: Handouts, log_in: LogIn
) -> None:
    panel = open_panel(served.exam, made)
    page = log_in("penilai-2")
    page.goto(f"/panel/naskah/{panel.codes[0]}")
    save = page.get_by_role("button", name="Simpan")
    for scrolled in (0, 900):
        page.evaluate(f"window.scrollTo(0, {scrolled})")
        page.wait_for_function(_SIDE_ENDS_WITH_THE_WINDOW)
        expect(save).to_be_in_viewport(ratio=1)


def test_a_sheet_that_goes_on_below_says_so_and_nothing_is_hidden_at_its_end(
    served: Served, made: Handouts, log_in: LogIn
) -> None:
    panel = open_panel(served.exam, made)
    page = log_in("penilai-2")
    page.goto(f"/panel/naskah/{panel.codes[0]}")
    expect(page.locator("[data-more]")).to_be_visible()
    page.evaluate("document.querySelector('.side').scrollTo(0, 9999)")
    expect(page.locator("[data-more]")).to_be_hidden()
    ends = page.evaluate(
        "[...document.querySelectorAll('#note, .sheet-foot, .recuse')]"
        ".map((one) => one.getBoundingClientRect()).map((box) => [box.top, box.bottom])"
    )
    (_, note_ends), (foot_begins, foot_ends), (recuse_begins, _) = ends
    assert note_ends <= foot_begins
    assert foot_ends <= recuse_begins


def test_a_value_that_is_none_is_marked_where_it_was_typed(
    served: Served, made: Handouts, log_in: LogIn
) -> None:
    panel = open_panel(served.exam, made)
    page = log_in("penilai-2")
    page.goto(f"/panel/naskah/{panel.codes[0]}")
    field = page.locator("#score-masalah")
    field.fill("101")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#sheet-state")).to_contain_text("101")
    assert faults_of(page) == []
    field.fill("100")
    expect(field).not_to_have_attribute("aria-invalid", "true")
