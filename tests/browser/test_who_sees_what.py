"""A panelist who tries in a browser what no page offers: other addresses, forged and old forms."""

import re

import pytest
from playwright.sync_api import Page, expect

from exam.chronicle import decode_entry
from exam.scoring_record import SheetCommitted
from server.ceremony import Handouts
from server.office import OpenExam
from tests.browser.conftest import LogIn
from tests.server.panel_acting import Panel, open_panel
from tests.server.remote import Served

pytestmark = pytest.mark.alone

OTHERS = 67
"""What everybody else gives; it stands on no page for another reason."""
OWN = 91
_SEND = """async ([path, fields]) => {
    const token = document.querySelector('[name=_csrf_token]').value;
    const body = new URLSearchParams({_csrf_token: token, ...fields});
    const answer = await fetch(path, {method: 'POST', body});
    return answer.status;
}"""


def others_commit(panel: Panel) -> None:
    for desk in panel.desks():
        if desk.panelist_id != "penilai-2":
            panel.score_all(desk, OTHERS)
            panel.commit(desk)


def numbers_on(page: Page) -> set[str]:
    """Return the numbers on a page; digits in the middle of a drawn id or token are none."""
    return set(re.findall(r"\b\d+(?:,\d+)?\b", page.content()))


def send(page: Page, path: str, **fields: str) -> int:
    """Send a form that no page has, with the token of the page that is open."""
    page.locator("[name=_csrf_token]").first.wait_for(state="attached")
    return int(page.evaluate(_SEND, [path, fields]))


def commits_of(exam: OpenExam, panelist_id: str) -> int:
    rows = exam.store.read(lambda db: list(db.query("select entry from ledger")))
    entries = [decode_entry(row["entry"]) for row in rows]
    made = [one for one in entries if isinstance(one, SheetCommitted)]
    return sum(one.staff_id == panelist_id for one in made)


def scores_of_form(value: int) -> dict[str, str]:
    criteria = ("masalah", "gagasan", "pelaksanaan", "penyajian")
    return {f"score-{one}": str(value) for one in criteria}


def test_an_address_typed_by_hand_shows_nothing_of_another_before_the_round_is_open(
    served: Served, made: Handouts, log_in: LogIn
) -> None:
    panel = open_panel(served.exam, made)
    others_commit(panel)
    application = made.cards[0].application.id
    page = log_in("penilai-2")
    refused = (
        "/panel/naskah/ZZZZ",
        "/panel/ketua/makalah",
        "/panel/hasil",
        f"/panel/hasil/{application}",
        "/panel/rekap.xlsx",
        f"/panel/penetapan/surat/{application}",
        "/panel/koreksi/makalah",
        "/panel/kunci/wawancara",
        f"/panel/wawancara/{application}",
        f"/pemeriksa/naskah/{panel.codes[0]}",
        "/pengamat/bukti.zip",
    )
    for path in refused:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status >= 400, path
        expect(page.get_by_role("alert").first).to_be_visible()
        assert not {str(OTHERS), f"{OTHERS},00"} & numbers_on(page), path
    for code in panel.codes:
        page.goto(f"/panel/naskah/{code}?panelist=ketua&round=2")
        assert not {str(OTHERS), f"{OTHERS},00"} & numbers_on(page), code


def test_a_paper_that_was_not_released_is_read_at_no_address(
    served: Served, made: Handouts, log_in: LogIn
) -> None:
    panel = open_panel(served.exam, made, released=False)
    page = log_in("penilai-2")
    code = panel.codes[0]
    for path in (f"/panel/naskah/{code}", f"/panel/tayang/{code}"):
        page.goto(path)
        expect(page.get_by_role("alert").first).to_be_visible()
        expect(page.get_by_text("Pendahuluan")).to_have_count(0)
    for file in ("makalah.docx", "paparan.pptx"):
        assert page.request.get(f"/panel/naskah/{code}/{file}").status == 409


def test_a_forged_form_writes_on_no_sheet_but_the_own_one(
    served: Served, made: Handouts, log_in: LogIn
) -> None:
    panel = open_panel(served.exam, made)
    page = log_in("penilai-2")
    code = panel.codes[0]
    fields = {"round": "1", "panelist_id": "ketua", "panelist": "ketua", **scores_of_form(OWN)}
    assert send(page, f"/panel/naskah/{code}/nilai", **fields) == 200
    query = "select distinct panelist_id from drafts"
    rows = served.exam.store.read(lambda db: [row["panelist_id"] for row in db.query(query)])
    assert rows == ["penilai-2"]
    assert send(page, "/panel/ketua/wawancara/mulai") == 403
    assert send(page, f"/pemeriksa/naskah/{code}/lepas") == 403
    assert send(page, f"/panel/naskah/{code}/nilai", _csrf_token="0" * 128, **fields) == 403


def test_a_double_click_commits_once(served: Served, made: Handouts, log_in: LogIn) -> None:
    panel = open_panel(served.exam, made)
    panel.score_all(panel.desk("penilai-2"), OWN)
    page = log_in("penilai-2")
    page.goto("/panel/kunci/makalah")
    page.get_by_label("Ketik SERAHKAN untuk memastikan").fill("serahkan")
    page.locator("form.confirm button").dblclick()
    expect(page.get_by_text("1 dari 5 sudah selesai")).to_be_visible()
    assert commits_of(served.exam, "penilai-2") == 1


def test_forms_from_before_the_round_opened_change_nothing_after_it(
    served: Served, made: Handouts, log_in: LogIn
) -> None:
    panel = open_panel(served.exam, made)
    others_commit(panel)
    own = panel.desk("penilai-2")
    panel.score_all(own, OWN)
    page = log_in("penilai-2")
    code = panel.codes[0]
    page.goto(f"/panel/naskah/{code}")
    panel.commit(own)
    path, fields = f"/panel/naskah/{code}/nilai", {"round": "1", **scores_of_form(OTHERS)}
    assert send(page, path, **fields) == 409
    assert send(page, "/panel/kunci/makalah", round="1", word="SERAHKAN") == 200
    assert send(page, "/panel/kunci/makalah", round="2", word="SERAHKAN") >= 400
    assert commits_of(served.exam, "penilai-2") == 1
    scoring = panel.paper_desk(own)
    marks = served.exam.store.read(lambda db: scoring.marks(db, 2))
    assert set(marks[code].scores.values()) == {OWN}
    page.goto("/panel")
    expect(page.get_by_role("heading", name="Pertimbangkan kembali")).to_be_visible()
