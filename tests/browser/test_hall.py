"""The hall in a real browser: it changes by itself, says when it is old, and is found by hand."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from server.ceremony import Handouts
from server.language import load_catalog
from server.lengths import show_lasting
from server.office import OpenExam
from tests.browser.conftest import LogIn
from tests.server.acting import Candidate, beat, candidate, place_seat
from tests.server.remote import RemoteSeat, Served, held_port, serving

pytestmark = pytest.mark.alone


@pytest.fixture
def exam(exam: OpenExam) -> OpenExam:
    """Two PCs stand on the map, and a third without a place."""
    for position, name in enumerate(("PC-01", "PC-02"), 1):
        place = {"name": name, "room": "Aula", "line": 1, "position": position}
        exam.store.write_now(lambda db, place=place: db.table("places").insert(place))  # type: ignore[misc]
    place_seat(exam, "PC-02")
    place_seat(exam, "PC-10")
    return exam


@pytest.fixture
def who(served: Served, made: Handouts) -> Candidate:
    return candidate(served.exam, made.cards[0])


@pytest.fixture
def seat(served: Served, made: Handouts, tmp_path: Path) -> Iterator[RemoteSeat]:
    with RemoteSeat(served, made.pairing_codes[0], "PC-01", tmp_path) as found:
        yield found


def row_of(page: Page, text: str) -> Locator:
    return page.locator("#rows tr").filter(has_text=text)


def test_what_happens_at_a_pc_shows_by_itself_in_list_and_map(
    log_in: LogIn, seat: RemoteSeat, who: Candidate
) -> None:
    page = log_in("pengawas-1")
    expect(row_of(page, "PC-01")).to_contain_text("tempat kosong")
    seat.sign_in(who)
    seat.beat(beat(who.application_id, phase="ready", words=730))
    row = row_of(page, "PC-01")
    expect(row).to_contain_text("siap")
    expect(row).to_contain_text("700")
    expect(row_of(page, who.number)).to_have_count(1)
    page.get_by_role("button", name="Denah").click()
    tile = page.locator("#map .map-grid a.tile").filter(has_text="PC-01")
    expect(tile).to_contain_text("siap")
    seat.beat(beat(who.application_id, phase="identity-confirmed"))
    expect(tile).to_contain_text("membaca tata tertib")
    expect(page.locator("#list")).to_be_hidden()
    expect(page.get_by_role("heading", name="Tanpa tempat di denah")).to_be_visible()
    page.reload()
    seat.beat(beat(who.application_id, phase="ready"))
    expect(tile).to_contain_text("siap")  # what is wrong from the first is not announced as new
    expect(page.locator("#part-alarms")).to_contain_text("1 tempat perlu didatangi")
    expect(page.locator("#announcer")).to_contain_text("PC-01")


def test_nobody_is_said_to_be_typing_who_has_handed_in(
    log_in: LogIn, seat: RemoteSeat, who: Candidate
) -> None:
    page = log_in("pengawas-1")
    seat.sign_in(who)
    seat.beat(beat(who.application_id, phase="writing"))
    row = row_of(page, "PC-01")
    expect(row).to_contain_text("menulis")
    typing = row.locator("td").nth(4).locator(".visually-hidden")
    expect(typing).to_have_text("belum mengetik")
    seat.beat(beat(who.application_id, phase="submitted"))
    expect(row).to_contain_text("terkumpul")
    expect(typing).to_have_text("")


def test_the_script_writes_lengths_as_the_server_does(log_in: LogIn) -> None:
    page = log_in("pengawas-1")
    indonesian = load_catalog("id").gettext
    lengths = (0, 1, 59_001, 449_000, 3_660_000, 86_399_000, 86_400_000, 352_740_000)
    written = page.evaluate(
        """async (lengths) => {
            const { lasting } = await import("/static/hall/clock.js");
            const forms = JSON.parse(document.getElementById("hall").dataset.words).lengths;
            return lengths.map((one) => lasting(one, forms));
        }""",
        lengths,
    )
    assert written == [show_lasting(one, indonesian) for one in lengths]


def test_seats_are_sorted_searched_and_filtered_by_keyboard(
    log_in: LogIn, seat: RemoteSeat, who: Candidate
) -> None:
    page = log_in("pengawas-1")
    seat.sign_in(who)
    names = page.locator("#rows tr:visible th")
    page.get_by_role("button", name="Nomor", exact=True).click()
    expect(page.locator("#rows tr").first).to_contain_text(who.number)
    page.get_by_role("button", name="PC", exact=True).press("Enter")
    expect(names.first).to_have_text("PC-01")
    page.get_by_role("button", name="PC", exact=True).press("Enter")
    expect(page.get_by_role("columnheader", name="PC", exact=True)).to_have_attribute(
        "aria-sort", "descending"
    )
    page.locator("h1").click()
    page.keyboard.press("/")
    page.keyboard.type("pc-1")
    expect(names).to_have_text(["PC-10"])
    expect(page.locator("#found")).to_have_text(re.compile(r"1 dari 5\d tempat"))
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Perlu diperhatikan").press("Enter")
    expect(page.locator("#found")).to_have_text("Tidak ada tempat yang cocok.")


def test_the_page_says_that_it_is_old_when_the_server_stops(served: Served, log_in: LogIn) -> None:
    page = log_in("pengawas-1")
    warning = page.get_by_text("Server tidak menjawab.")
    expect(page.locator("#as-of")).to_contain_text("keadaan pukul")
    expect(warning).to_be_hidden()
    served.stop()
    expect(warning).to_be_visible()
    expect(page.locator("#hall")).to_have_class(re.compile("is-stale"))


def test_the_clock_on_the_wall_counts_on_without_the_server_and_takes_its_word_again(
    exam: OpenExam, browser: Browser
) -> None:
    with held_port() as port:
        context = browser.new_context(
            base_url=f"https://127.0.0.1:{port}",
            ignore_https_errors=True,
            viewport={"width": 1920, "height": 1080},
        )
        page = context.new_page()
        with serving(exam, port):
            page.goto("/layar")
            expect(page.locator("#clock")).to_have_text("4:00:00")
            expect(page.locator("#state")).to_have_text("Belum dimulai")
            size = page.locator("#clock").evaluate(
                "one => parseFloat(getComputedStyle(one).fontSize)"
            )
            assert size > 400
        shown = page.locator("#day").inner_text()
        expect(page.locator("#day")).not_to_have_text(shown)
        expect(page.locator("#heard")).to_contain_text("terakhir dari server")
        with serving(exam, port):
            expect(page.locator("#heard")).to_have_text("")
        context.close()
