"""A paper on a screen: find, size of letters, pages; slides one at a time; all without script."""

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from server.ceremony import Handouts
from tests.browser.conftest import LogIn, await_inside
from tests.server.panel_acting import Panel, open_panel
from tests.server.remote import Served

pytestmark = pytest.mark.alone

PHONE = ViewportSize(width=390, height=844)
_LETTERS = "getComputedStyle(document.querySelector('.paper')).fontSize"
_WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
_WHOLE_WIDTH = "document.querySelector('#slide-2').getBoundingClientRect().width >= 1360"


@pytest.fixture
def panel(served: Served, made: Handouts) -> Panel:
    return open_panel(served.exam, made)


@pytest.fixture
def paper(panel: Panel, log_in: LogIn) -> Page:
    page = log_in("penilai-2")
    page.goto(f"/panel/naskah/{panel.codes[0]}")
    return page


def test_a_slash_finds_words_whatever_their_capitals_and_enter_goes_on(paper: Page) -> None:
    said = paper.locator(".find output")
    paper.keyboard.press("/")
    paper.keyboard.type("SEMARANG")
    expect(said).to_have_text("1 dari " + str(found_in(paper)))
    assert found_in(paper) >= 2
    paper.keyboard.press("Enter")
    expect(said).to_contain_text("2 dari ")
    paper.keyboard.press("Shift+Enter")
    paper.keyboard.press("Shift+Enter")
    expect(said).to_contain_text(f"{found_in(paper)} dari ")
    expect(paper.locator("#find")).to_be_focused()
    paper.keyboard.press("Escape")
    expect(said).to_have_text("")
    assert found_in(paper) == 0


def test_what_stands_nowhere_is_said_and_signs_of_patterns_are_only_signs(paper: Page) -> None:
    paper.locator("#find").fill("tidak ada kata ini")
    expect(paper.locator(".find output")).to_have_text("tidak ditemukan")
    paper.locator("#find").fill(".*")
    expect(paper.locator(".find output")).to_have_text("tidak ditemukan")


def test_a_find_reaches_across_bold_words_and_signs_of_footnotes(paper: Page) -> None:
    paper.evaluate(
        "document.querySelector('.paper p:not(.paper-title)').innerHTML ="
        " 'Bu<strong>di</strong><sup><a>1</a></sup>  Santoso'"
    )
    paper.evaluate("document.dispatchEvent(new Event('DOMContentLoaded'))")
    paper.locator("#find").fill("budi santoso")
    expect(paper.locator(".find output")).to_have_text("1 dari 1")


def test_the_size_of_letters_is_kept_for_the_next_paper(paper: Page, panel: Panel) -> None:
    usual = paper.evaluate(_LETTERS)
    paper.get_by_role("button", name="Perbesar huruf").click()
    paper.keyboard.press("+")
    larger = paper.evaluate(_LETTERS)
    assert float(larger.removesuffix("px")) > float(usual.removesuffix("px"))
    paper.goto(f"/panel/naskah/{panel.codes[1]}")
    assert paper.evaluate(_LETTERS) == larger
    for _ in range(9):
        paper.locator("article.paper").press("-")
    expect(paper.get_by_role("button", name="Perkecil huruf")).to_be_disabled()


def test_tops_of_pages_are_as_many_as_the_count_of_pages_says(paper: Page) -> None:
    facts = paper.locator(".reading-facts").inner_text()
    assert "kata" in facts
    pages = int(facts.rpartition("·")[2].split()[0])
    assert paper.locator(".page-top").count() == pages - 1


def test_on_a_phone_nothing_is_wider_than_the_screen(paper: Page) -> None:
    paper.set_viewport_size(PHONE)
    assert not paper.evaluate(_WIDER)
    paper.goto(paper.url.replace("naskah", "tayang"))
    assert not paper.evaluate(_WIDER)


def test_on_paper_stands_the_paper_and_no_tool(paper: Page) -> None:
    paper.emulate_media(media="print")
    expect(paper.locator(".reading-bar")).to_be_hidden()
    expect(paper.locator(".side")).to_be_hidden()
    expect(paper.locator("article.paper h2").first).to_be_visible()


def test_slides_are_turned_by_keys_buttons_and_pointer(paper: Page) -> None:
    paper.get_by_role("link", name="Tayangkan bahan paparan").click()
    place = paper.locator("[data-place]")
    expect(place).to_contain_text("Slide 1 dari")
    expect(paper.locator(".deck-slide:visible")).to_have_count(1)
    for key, number in (
        ("ArrowRight", 2),
        (" ", 3),
        ("PageUp", 2),
        ("Shift+ ", 1),
        ("ArrowLeft", 1),
        ("PageDown", 2),
        ("Home", 1),
    ):
        paper.keyboard.press(key)
        expect(place).to_contain_text(f"Slide {number} dari")
    paper.keyboard.press("End")
    last = paper.locator(".deck-slide").count()
    expect(place).to_have_text(f"Slide {last} dari {last}")
    paper.get_by_role("button", name="Sebelumnya").click()
    expect(place).to_contain_text(f"Slide {last - 1} dari")
    paper.locator(".slide-list a").nth(2).click()
    expect(place).to_contain_text("Slide 3 dari")
    stage = paper.locator("[data-stage]")
    stage.click(position={"x": 500, "y": 300})
    expect(place).to_contain_text("Slide 4 dari")
    stage.click(position={"x": 20, "y": 300})
    expect(place).to_contain_text("Slide 3 dari")
    paper.reload()
    expect(place).to_contain_text("Slide 3 dari")


def test_slides_fill_the_screen_and_go_dark(paper: Page) -> None:
    paper.goto(paper.url.replace("naskah", "tayang"))
    paper.keyboard.press("f")
    expect(paper.locator("[data-stage]:fullscreen")).to_have_count(1)
    paper.keyboard.press("ArrowRight")
    slide = paper.locator("#slide-2")
    expect(slide).to_be_visible()
    paper.wait_for_function(_WHOLE_WIDTH)
    paper.keyboard.press("b")
    expect(slide).not_to_be_visible()
    paper.keyboard.press("b")
    expect(slide).to_be_visible()
    paper.keyboard.press("f")
    expect(paper.locator("[data-stage]:fullscreen")).to_have_count(0)


def test_every_slide_of_the_samples_fits_its_stage(paper: Page) -> None:
    paper.goto(paper.url.replace("naskah", "tayang"))
    overfull = paper.evaluate(
        "[...document.querySelectorAll('.deck-slide')].filter((slide) => {"
        " slide.hidden = false; const text = slide.querySelector('.deck-text');"
        " return text.scrollHeight > text.clientHeight + 1; }).length"
    )
    assert overfull == 0


def test_without_script_all_can_be_read_and_no_dead_tool_is_shown(
    browser: Browser, served: Served, panel: Panel
) -> None:
    context = browser.new_context(
        base_url=f"https://127.0.0.1:{served.people_port}",
        ignore_https_errors=True,
        java_script_enabled=False,
    )
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Akun").fill("penilai-2")
    page.get_by_label("Frasa sandi").fill(panel.passphrases["penilai-2"])
    page.get_by_role("button", name="Masuk").click()
    await_inside(page)
    page.goto(f"/panel/naskah/{panel.codes[0]}")
    expect(page.locator("article.paper h2").first).to_be_visible()
    for tool in (".find", ".letters"):
        expect(page.locator(tool)).to_be_hidden()
    page.goto(f"/panel/tayang/{panel.codes[0]}")
    slides = page.locator(".deck-slide")
    expect(slides.last).to_be_visible()
    expect(page.locator(".show-bar")).to_be_hidden()
    context.close()


def found_in(page: Page) -> int:
    """Return how many places are painted."""
    found: int = page.evaluate("CSS.highlights.get('found')?.size ?? 0")
    return found
