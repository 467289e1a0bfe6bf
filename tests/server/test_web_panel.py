"""The panel's pages: reading by code, scoring, locking, the result."""

import re
from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs

from exam.manuscript import BlockKind
from server.ceremony import Handouts
from server.office import OpenExam
from server.ranking import results_of
from tests.server.browsing import Visitor, problem_of, visiting
from tests.server.office_files import text_of_docx
from tests.server.panel_acting import SAMPLES, Panel, open_panel, passphrases_of
from tests.server.sample_papers import sample_manuscript

_FULL = {"score-masalah": "80", "score-gagasan": "70", "score-pelaksanaan": "90"}
_FULL["score-penyajian"] = "60"


@pytest.fixture
def panel(exam: OpenExam, made: Handouts) -> Panel:
    return open_panel(exam, made)


@pytest.fixture
def reader(panel: Panel) -> Iterator[Visitor]:
    with visiting(panel.exam, panel.passphrases) as visitor:
        visitor.log_in("penilai-2")
        yield visitor


def saved_scores(panel: Panel, code: str) -> dict[str, int]:
    desk = panel.desk("penilai-2")
    marks = panel.exam.store.read(desk.marks)
    return marks[code].scores if code in marks else {}


def sheet_path(code: str) -> str:
    return f"/panel/naskah/{code}/nilai"


def everybody_else_locks(panel: Panel) -> None:
    for desk in panel.desks():
        if desk.panelist_id != "penilai-2":
            panel.score_all(desk)
            panel.lock(desk)


def test_before_the_opening_the_panel_is_told_so(exam: OpenExam, made: Handouts) -> None:
    with visiting(exam, passphrases_of(made)) as visitor:
        visitor.log_in("ketua")
        assert "Naskah belum dibuka" in visitor.get("/panel").text
        assert visitor.get("/panel/kunci").status_code == 409
        assert visitor.get("/panel/naskah/7KQ2").status_code == 404
        assert visitor.get("/panel/hasil").status_code == 409


def test_the_list_shows_every_paper_with_its_state(reader: Visitor, panel: Panel) -> None:
    panel.score(panel.desk("penilai-2"), panel.codes[0], 80, 70, 90, 60)
    panel.score(panel.desk("penilai-2"), panel.codes[1], 80)
    page = reader.get("/panel").text
    assert all(f"/panel/naskah/{code}" in page for code in panel.codes)
    assert "75,50" in page
    assert "sebagian: 1 dari 4" in page
    assert "belum dinilai" in page


def test_a_paper_is_shown_whole_beside_its_score_sheet(reader: Visitor, panel: Panel) -> None:
    shown = [reader.get(f"/panel/naskah/{code}").text for code in panel.codes]
    for name in SAMPLES:
        title = sample_manuscript(name).paper.partition("\n")[0]
        assert sum(title in page for page in shown) == 1
    assert all("<h2>Pendahuluan</h2>" in page for page in shown)
    assert all('name="score-gagasan"' in page for page in shown)


def test_no_page_of_the_panel_names_a_candidate(
    reader: Visitor, panel: Panel, made: Handouts
) -> None:
    pages = [reader.get(f"/panel/naskah/{code}").text for code in panel.codes]
    pages += [reader.get(path).text for path in ("/panel", "/panel/kunci", "/panel/hasil")]
    for card in made.cards:
        assert not any(card.application.name in page for page in pages)
        assert not any(card.application.nip in page for page in pages)


def test_an_unknown_code_is_a_sentence_and_not_found(reader: Visitor) -> None:
    answer = reader.get("/panel/naskah/ZZZZ")
    assert answer.status_code == 404
    assert "“ZZZZ”" in problem_of(answer)
    assert reader.get("/panel/naskah/ZZZZ/makalah.docx").status_code == 404
    assert reader.post(sheet_path("ZZZZ"), _FULL).status_code == 404


def test_the_word_file_is_named_by_the_code_and_holds_the_text(
    reader: Visitor, panel: Panel
) -> None:
    code = panel.codes[0]
    answer = reader.get(f"/panel/naskah/{code}/makalah.docx")
    assert answer.headers["content-disposition"] == f'attachment; filename="{code}.docx"'
    assert answer.headers["cache-control"] == "no-store"
    desk = panel.desk("ketua")
    manuscript = panel.exam.store.read(lambda db: desk.read(db, code))
    plain = "\n".join(
        block.strip("".join(kind.value for kind in BlockKind))
        for block in manuscript.paper.split("\n")
    )
    assert text_of_docx(answer.content) == plain


def test_the_slides_file_is_named_by_the_code(reader: Visitor, panel: Panel) -> None:
    code = panel.codes[0]
    answer = reader.get(f"/panel/naskah/{code}/paparan.pptx")
    assert answer.headers["content-disposition"] == f'attachment; filename="{code}.pptx"'
    assert answer.content.startswith(b"PK")


def test_scores_are_saved_and_come_back(reader: Visitor, panel: Panel) -> None:
    code = panel.codes[0]
    answer = reader.post(sheet_path(code), {**_FULL, "note": "Catatan <b>saya</b>"})
    assert answer.status_code == 303
    page = reader.get(answer.headers["location"]).text
    assert "tersimpan" in page
    assert "75,50" in page
    assert "Catatan &lt;b&gt;saya&lt;/b&gt;" in page
    assert saved_scores(panel, code) == {
        "masalah": 80,
        "gagasan": 70,
        "pelaksanaan": 90,
        "penyajian": 60,
    }


def test_a_sheet_saved_by_itself_answers_with_the_sum_only(reader: Visitor, panel: Panel) -> None:
    answer = reader.post(sheet_path(panel.codes[0]), _FULL, **{"HX-Request": "true"})
    assert answer.status_code == 200
    assert "75,50" in answer.text
    assert "<form" not in answer.text


@pytest.mark.parametrize("typed", ["101", "delapan puluh", "80,5", "-3"])
def test_a_wrong_score_is_named_and_nothing_is_lost(
    reader: Visitor, panel: Panel, typed: str
) -> None:
    code = panel.codes[0]
    reader.post(sheet_path(code), _FULL)
    wrong = {**_FULL, "score-gagasan": typed, "score-masalah": "81", "note": "tetap di layar"}
    answer = reader.post(sheet_path(code), wrong)
    assert answer.status_code == 422
    assert "Gagasan dan kebaruan" in problem_of(answer)
    for kept in (f'value="{typed}"', 'value="81"', "tetap di layar"):
        assert kept in answer.text
    assert saved_scores(panel, code)["gagasan"] == 70


def test_a_sheet_without_its_token_is_refused(reader: Visitor, panel: Panel) -> None:
    code = panel.codes[0]
    answer = reader.client.post(sheet_path(code), data=_FULL, follow_redirects=False)
    assert answer.status_code == 403
    assert saved_scores(panel, code) == {}


def test_what_is_no_score_sheet_does_not_empty_the_saved_one(reader: Visitor, panel: Panel) -> None:
    code = panel.codes[0]
    reader.post(sheet_path(code), _FULL)
    kept = saved_scores(panel, code)
    token = {"x-csrftoken": form_token(reader, code)}
    answers = [
        reader.client.post(sheet_path(code), headers=token),
        reader.client.post(sheet_path(code), headers=token, json=_FULL),
        reader.client.post(sheet_path(code), headers=token, files={"note": b"x"}),
    ]
    assert [answer.status_code for answer in answers] == [400, 400, 400]
    assert "Tidak ada yang diubah" in problem_of(answers[0])
    assert saved_scores(panel, code) == kept != {}


def form_token(reader: Visitor, code: str) -> str:
    found = re.search(r'name="_csrf_token" value="(\w+)"', reader.get(f"/panel/naskah/{code}").text)
    assert found is not None
    return found[1]


def test_a_breakdown_is_logged_without_what_somebody_wrote(
    reader: Visitor, panel: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object) -> bytes:
        raise ValueError("Isi makalah yang rahasia")

    monkeypatch.setattr("server.web.panel.slides_pptx", break_down)
    with capture_logs() as entries:
        answer = reader.get(f"/panel/naskah/{panel.codes[0]}/paparan.pptx")
    assert answer.status_code == 500
    (entry,) = (one for one in entries if one["event"] == "page.breakdown")
    assert entry["kind"] == "ValueError"
    assert "rahasia" not in f"{entries} {answer.text}"


def test_a_sheet_sent_after_the_session_ended_says_what_to_do(
    reader: Visitor, panel: Panel
) -> None:
    token = reader.token()
    reader.log_out()
    data = {"_csrf_token": token, **_FULL}
    answer = reader.client.post(
        sheet_path(panel.codes[0]),
        data=data,
        headers={"HX-Request": "true"},
        follow_redirects=False,
    )
    assert answer.status_code == 401
    assert "Masuk" in problem_of(answer)


@pytest.mark.parametrize("account", ["pengawas-1"])
def test_a_proctor_never_gets_a_paper_or_a_score(panel: Panel, account: str) -> None:
    code = panel.codes[0]
    with visiting(panel.exam, panel.passphrases) as visitor:
        visitor.log_in(account)
        paths = ("", f"/naskah/{code}", f"/naskah/{code}/makalah.docx", "/hasil", "/rekap.xlsx")
        for path in paths:
            answer = visitor.get(f"/panel{path}")
            assert answer.status_code == 403
            said = "diterbitkan oleh ketua" if path == "/rekap.xlsx" else "orang lain tidak melihat"
            assert said in problem_of(answer)
        assert visitor.post(sheet_path(code), _FULL).status_code == 403


def test_the_lock_page_names_what_lacks(reader: Visitor, panel: Panel) -> None:
    desk = panel.desk("penilai-2")
    panel.score_all(desk)
    panel.score(desk, panel.codes[1], 80, 80, 80)
    page = reader.get("/panel/kunci").text
    assert "1 dari 3 naskah belum lengkap" in page
    assert f"/panel/naskah/{panel.codes[1]}" in page
    assert "Sistematika dan bahasa" in page
    answer = reader.post("/panel/kunci", {"word": "KUNCI"})
    assert answer.status_code == 409
    assert "dikunci" in problem_of(answer)
    assert panel.exam.store.read(lambda db: db["locks"].count) == 0


@pytest.mark.parametrize("word", ["", "ya", "KUNC1"])
def test_locking_needs_the_word_typed(reader: Visitor, panel: Panel, word: str) -> None:
    panel.score_all(panel.desk("penilai-2"))
    answer = reader.post("/panel/kunci", {"word": word})
    assert answer.status_code == 422
    assert "KUNCI" in problem_of(answer)
    assert panel.exam.store.read(lambda db: db["locks"].count) == 0


def test_locking_locks_ones_own_scores_whoever_a_form_names(reader: Visitor, panel: Panel) -> None:
    for desk in panel.desks():
        panel.score_all(desk)
    reader.post("/panel/kunci", {"word": "kunci", "panelist_id": "ketua", "staff_id": "ketua"})
    locked = panel.exam.store.read(lambda db: [row["panelist_id"] for row in db["locks"].rows])
    assert locked == ["penilai-2"]


def test_after_locking_the_panelist_waits_and_sees_counts_only(
    reader: Visitor, panel: Panel
) -> None:
    panel.score_all(panel.desk("penilai-2"))
    for _ in range(2):
        answer = reader.post("/panel/kunci", {"word": "kunci"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/panel/tunggu")
    page = reader.get("/panel/tunggu").text
    assert "1 dari 5 telah mengunci nilai" in page
    assert not any(member.name in page for member in panel.exam.config.panel.members[2:])
    assert reader.get("/panel/kunci").headers["location"] == "/panel/tunggu"


def test_after_locking_scores_can_be_read_but_not_changed(reader: Visitor, panel: Panel) -> None:
    panel.score_all(panel.desk("penilai-2"))
    reader.post("/panel/kunci", {"word": "KUNCI"})
    page = reader.get(f"/panel/naskah/{panel.codes[0]}").text
    assert "readonly" in page
    assert "Simpan" not in page
    answer = reader.post(sheet_path(panel.codes[0]), _FULL)
    assert answer.status_code == 409
    assert saved_scores(panel, panel.codes[0])["masalah"] == 80


def test_names_stay_closed_until_the_last_lock(reader: Visitor, panel: Panel) -> None:
    everybody_else_locks(panel)
    answer = reader.get("/panel/hasil")
    assert answer.status_code == 409
    assert "semua penilai" in problem_of(answer)
    assert reader.get("/panel/tunggu").headers["location"] == "/panel"


def test_the_last_lock_opens_the_result_with_names(
    reader: Visitor, panel: Panel, made: Handouts
) -> None:
    everybody_else_locks(panel)
    panel.score_all(panel.desk("penilai-2"), 100)
    reader.post("/panel/kunci", {"word": "KUNCI"})
    assert reader.get("/panel/tunggu").headers["location"] == "/panel/hasil"
    polled = reader.get("/panel/tunggu", **{"HX-Request": "true"})
    assert polled.headers["hx-redirect"] == "/panel/hasil"
    page = reader.get("/panel/hasil").text
    assert "84,00" in page
    assert "21,00" in page
    results = panel.exam.store.read(lambda db: results_of(db, panel.exam.config))
    for result in results:
        assert all(paper.candidate.name in page for paper in result.papers)


def test_the_recap_is_for_the_chair_and_only_after_the_reveal(panel: Panel) -> None:
    with visiting(panel.exam, panel.passphrases) as visitor:
        visitor.log_in("ketua")
        assert visitor.get("/panel/rekap.xlsx").status_code == 409
        for desk in panel.desks():
            panel.score_all(desk)
            panel.lock(desk)
        answer = visitor.get("/panel/rekap.xlsx")
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].endswith('"rekapitulasi-nilai.xlsx"')
        visitor.log_out()
        visitor.log_in("penilai-2")
        refused = visitor.get("/panel/rekap.xlsx")
        assert refused.status_code == 403
        assert "ketua" in problem_of(refused)
