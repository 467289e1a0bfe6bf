"""No page has a serious fault for whoever cannot see, hear or point well, as axe-core judges.

Pages are found as people find them: by following every link from where each role begins.
"""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from queue import Queue
from threading import Thread
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from server import preparation
from server.ceremony import Handouts
from server.preparation import Preparation
from server.web.new_app import serve_new_exam
from tests.browser.conftest import LogIn
from tests.browser.floor import Floor, floor, ground, handouts, open_door, page, proctors
from tests.browser.scene import set_scene
from tests.server.panel_acting import open_panel
from tests.server.remote import Served
from tests.server.result_acting import Selection

__all__ = ["floor", "ground", "handouts", "open_door", "page", "proctors"]

pytestmark = pytest.mark.alone

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text("utf-8")
MOST_PAGES = 60
ANSWER_SECONDS = 60
SERIOUS = ("serious", "critical")
OFFICE_PAGES = {
    "/sekretariat",
    "/sekretariat/denah",
    "/sekretariat/akun/*/sandi",
    "/sekretariat/gladi",
    "/sekretariat/wawancara",
    "/sekretariat/nilai",
}
PAPER_PAGES = {
    "/panel",
    "/panel/naskah/*",
    "/panel/tayang/*",
    "/panel/kunci/makalah",
    "/panel/mundur/makalah/*",
    "/panel/jadwal",
    "/panel/wawancara",
}
CHAIRS_PAGES = {"/panel/pembukaan", "/panel/ketua/makalah", "/panel/ketua/wawancara"}
HEARING_PAGES = {
    "/panel/wawancara",
    "/panel/wawancara/*",
    "/panel/kunci/wawancara",
    "/panel/mundur/wawancara/*",
    "/panel/koreksi/makalah",
}
RESULT_PAGES = {
    "/panel/hasil",
    "/panel/hasil/*",
    "/panel/penetapan/hasil",
    "/panel/penetapan/peserta/*",
    "/panel/penetapan/tahap/asesmen",
    "/panel/ketua/makalah",
    "/panel/koreksi/makalah",
    "/panel/koreksi/wawancara",
}
_RUN = "() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"
_NAMES = re.compile(r"[^/]*\d[^/]*|[0-9A-Z-]{6,}")
_ACCOUNT = re.compile(r"/akun/[^/]+/")


def shape_of(address: str) -> str:
    """Return an address without what tells one candidate, seat or paper from another."""
    path = _ACCOUNT.sub("/akun/*/", urlsplit(address).path)
    return "/".join(_NAMES.sub("*", part) for part in path.split("/"))


def faults_of(page: Page) -> list[str]:
    """Return the serious faults of the page that is open, each with the first place it is at.

    The page is judged with its style: what is not there yet has other colours.
    """
    page.wait_for_load_state()
    page.evaluate(AXE)
    return [
        f"{page.url}: {fault['id']}: {fault['help']}: {fault['nodes'][0]['html']}"
        for fault in page.evaluate(_RUN)
        if fault["impact"] in SERIOUS
    ]


def links_of(page: Page) -> list[str]:
    """Return the addresses of this server to which the page leads and that show a page."""
    found: list[str] = page.eval_on_selector_all(
        "a[href]:not([download])", "links => links.map(link => link.href)"
    )
    here = urlsplit(page.url)
    return [
        one
        for one in found
        if urlsplit(one).netloc == here.netloc and not urlsplit(one).path.endswith(FILES)
    ]


FILES = (".docx", ".xlsx", ".pptx", ".csv", ".zip")


def walk(page: Page, also: Sequence[str]) -> Iterator[str]:
    """Open what is named, and every kind of page that can be reached; yields how each looks."""
    waiting, seen = [page.url, *links_of(page)], set[str]()
    for address in also:
        page.goto(address)
        yield shape_of(page.url)
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        if shape_of(address) in seen:
            continue
        seen.add(shape_of(address))
        page.goto(address)
        yield shape_of(page.url)
        waiting.extend(links_of(page))


def check_all(page: Page, *also: str) -> set[str]:
    """Judge every page that can be reached, and return which there were."""
    shapes, faults = set[str](), list[str]()
    for shape in walk(page, also):
        shapes.add(shape)
        faults.extend(faults_of(page))
    assert faults == []
    return shapes


@pytest.fixture(scope="module")
def hall(floor: Floor) -> Floor:
    """A hall in which much happens at once."""
    set_scene(floor)
    return floor


def test_the_proctors_pages_are_for_everybody(hall: Floor, page: Page) -> None:
    page.goto("/pengawas")
    candidates = (hall.page(at) for at in range(7))
    found = check_all(page, *candidates, "/pengawas/tidak-ada")
    assert {"/pengawas", "/pengawas/mulai", "/pengawas/pesan", "/pengawas/catatan"} <= found
    assert {"/pengawas/pc", "/pengawas/peserta/*/kartu"} <= found
    page.goto("/pengawas")
    page.get_by_role("button", name="Denah").click()
    assert faults_of(page) == []


@pytest.mark.parametrize(
    ("account", "there"),
    [
        ("sekretariat", OFFICE_PAGES),
        ("pengamat", {"/pengamat", "/akun"}),
    ],
)
def test_the_pages_of_other_duties_are_for_everybody(
    hall: Floor, proctors: Callable[[str], Page], account: str, there: set[str]
) -> None:
    assert there <= check_all(proctors(account))


def test_projector_log_in_and_refusal_are_for_everybody(
    hall: Floor, open_door: Served, browser: Browser
) -> None:
    base = f"https://127.0.0.1:{open_door.people_port}"
    context = browser.new_context(base_url=base, ignore_https_errors=True)
    try:
        page = context.new_page()
        faults = []
        for address in ("/layar", "/masuk", "/tidak-ada"):
            page.goto(address)
            faults += faults_of(page)
        page.goto("/masuk")
        page.get_by_label("Akun").fill("siapa")
        page.get_by_label("Frasa sandi").fill("bukan ini")
        page.get_by_role("button", name="Masuk").click()
        page.get_by_role("alert").first.wait_for()
        assert [*faults, *faults_of(page)] == []
    finally:
        context.close()


def test_the_panels_pages_are_for_everybody(served: Served, made: Handouts, log_in: LogIn) -> None:
    chair = log_in("ketua")
    chair.goto("/panel/pembukaan")
    assert faults_of(chair) == []
    open_panel(served.exam, made)
    chair.goto("/panel")
    found = check_all(chair, "/panel/pembukaan")
    assert (
        PAPER_PAGES | {"/panel/pembukaan", "/panel/ketua/makalah", "/panel/ketua/wawancara"}
        <= found
    )
    assert check_all(log_in("penilai-2")) >= PAPER_PAGES
    assert {"/pemeriksa", "/pemeriksa/naskah/*"} <= check_all(log_in("pemeriksa"))


def test_the_pages_of_interviews_and_of_the_result_are_for_everybody(
    served: Served, made: Handouts, log_in: LogIn
) -> None:
    selection = Selection(open_panel(served.exam, made))
    selection.score_papers()
    secretary = log_in("sekretariat")
    assert "/sekretariat/wawancara/susun" in check_all(secretary, "/sekretariat/wawancara")
    selection.bring_all()
    heard = {name: 70 + 5 * at for at, name in enumerate(selection.authors())}
    selection.begin_hearing(heard)
    assert check_all(log_in("penilai-2")) >= HEARING_PAGES
    selection.score_hearing(heard)
    assert check_all(log_in("ketua")) >= RESULT_PAGES


def test_the_wizard_is_for_everybody(
    browser: Browser,
    config_file: Path,
    roster_file: Path,
    made: Handouts,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(preparation, "found_exam", lambda *_: made)
    told: Queue[str] = Queue()
    arguments = (Preparation(tmp_path, os.urandom), "id", 0, told.put)
    server = Thread(target=serve_new_exam, args=arguments, daemon=True)
    server.start()
    page = browser.new_page()
    try:
        page.goto(told.get(timeout=ANSWER_SECONDS))
        faults = faults_of(page)
        page.get_by_label("Pengaturan seleksi").set_input_files(config_file)
        page.get_by_label("Tema").set_input_files(roster_file.with_name("topics.toml"))
        page.get_by_label("Daftar peserta").set_input_files(roster_file)
        steps = {"Periksa berkas": "2.", "Buat ujian": "4.", "Selesai": "Selesai"}
        for button, then in steps.items():
            page.get_by_role("button", name=button).click()
            page.get_by_role("heading", level=1).filter(has_text=then).wait_for()
            faults += faults_of(page)
        assert faults == []
    finally:
        page.close()
    server.join(ANSWER_SECONDS)
    assert not server.is_alive()
