"""The panel's pages for papers: reading by code, scoring alone, committing, round two, locking."""

import re
from collections.abc import Iterator

import pytest
from httpx import Response
from structlog.testing import capture_logs

from exam.manuscript import BlockKind
from server.ceremony import Handouts
from server.office import OpenExam
from tests.server.browsing import Visitor, problem_of, visiting
from tests.server.office_files import text_of_docx
from tests.server.panel_acting import SAMPLES, Panel, open_panel, passphrases_of
from tests.server.sample_papers import sample_manuscript

COMMIT = "/panel/kunci/makalah"
WAIT = "/panel/tunggu/makalah"
HTMX = {"HX-Request": "true"}
_FULL = {"score-masalah": "80", "score-gagasan": "70", "score-pelaksanaan": "90"}
_FULL["score-penyajian"] = "60"
_FULL["round"] = "1"


@pytest.fixture
def panel(exam: OpenExam, made: Handouts) -> Panel:
    return open_panel(exam, made)


@pytest.fixture
def reader(panel: Panel) -> Iterator[Visitor]:
    with visiting(panel.exam, panel.passphrases) as visitor:
        visitor.log_in("penilai-2")
        yield visitor


def saved_scores(panel: Panel, code: str) -> dict[str, int]:
    scoring = panel.paper_desk(panel.desk("penilai-2"))
    marks = panel.exam.store.read(lambda db: scoring.marks(db, scoring.round_now(db)))
    return marks[code].scores if code in marks else {}


def sheet_path(code: str) -> str:
    return f"/panel/naskah/{code}/nilai"


def everybody_else(panel: Panel, value: int = 80) -> None:
    """Let all others do their round: score, or stay with what diverges, and commit."""
    for desk in panel.desks():
        if desk.panelist_id != "penilai-2":
            scoring = panel.paper_desk(desk)
            if panel.exam.store.read(scoring.round_now) == 1:
                panel.score_all(desk, value)
            else:
                panel.confirm_all(desk)
            panel.commit(desk)


def commit(visitor: Visitor, number: int = 1, word: str = "") -> Response:
    fields = {"round": str(number), "word": word or ("SERAHKAN" if number == 1 else "KUNCI")}
    return visitor.post(COMMIT, fields)


def sheets(panel: Panel) -> list[str]:
    query = "select panelist_id from sheets order by number, rowid"
    return panel.exam.store.read(lambda db: [row["panelist_id"] for row in db.query(query)])


def test_before_the_opening_the_panel_is_told_so(exam: OpenExam, made: Handouts) -> None:
    with visiting(exam, passphrases_of(made)) as visitor:
        visitor.log_in("ketua")
        assert "Naskah belum dibuka" in visitor.get("/panel").text
        assert visitor.get(COMMIT).status_code == 409
        assert visitor.get("/panel/tunggu/makalah").headers["location"] == "/panel"
        assert visitor.get("/panel/naskah/7KQ2").status_code == 404
        visitor.log_out()
        visitor.log_in("penilai-2")
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
    pages += [
        reader.get(path).text for path in ("/panel", COMMIT, "/panel/hasil", "/panel/wawancara")
    ]
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

    monkeypatch.setattr("server.documents.slides.slides_pptx", break_down)
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


def test_the_summary_names_what_lacks(reader: Visitor, panel: Panel) -> None:
    desk = panel.desk("penilai-2")
    panel.score_all(desk)
    panel.score(desk, panel.codes[1], 80, 80, 80)
    page = reader.get(COMMIT).text
    assert "1 dari 3 belum lengkap" in page
    assert f"/panel/naskah/{panel.codes[1]}" in page
    assert "Sistematika dan bahasa" in page
    answer = commit(reader)
    assert answer.status_code == 409
    assert "Tidak ada yang" in problem_of(answer)
    assert sheets(panel) == []


def test_the_summary_shows_ones_own_values_before_they_are_committed(
    reader: Visitor, panel: Panel
) -> None:
    panel.score_all(panel.desk("penilai-2"), 77)
    panel.score_all(panel.desk("ketua"), 55)
    page = reader.get(COMMIT).text
    assert "77,00" in page
    assert "55" not in re.findall(r">([0-9,]+)<", page)


@pytest.mark.parametrize("word", ["", "ya", "SERAHKAM", "KUNCI"])
def test_committing_needs_the_word_typed(reader: Visitor, panel: Panel, word: str) -> None:
    panel.score_all(panel.desk("penilai-2"))
    answer = reader.post(COMMIT, {"round": "1", "word": word})
    assert answer.status_code == 422
    assert "SERAHKAN" in problem_of(answer)
    assert sheets(panel) == []


def test_committing_commits_ones_own_sheet_whoever_a_form_names(
    reader: Visitor, panel: Panel
) -> None:
    for desk in panel.desks():
        panel.score_all(desk)
    fields = {"round": "1", "word": "serahkan", "panelist_id": "ketua", "staff_id": "ketua"}
    reader.post(COMMIT, fields)
    assert sheets(panel) == ["penilai-2"]


def test_after_committing_the_panelist_waits_and_sees_counts_only(
    reader: Visitor, panel: Panel
) -> None:
    panel.score_all(panel.desk("penilai-2"))
    for _ in range(2):
        answer = commit(reader)
        assert (answer.status_code, answer.headers["location"]) == (303, WAIT)
    page = reader.get(WAIT).text
    assert "1 dari 5 sudah" in page
    assert "1 dari 5 sudah" in reader.get(WAIT, **{"HX-Request": "true"}).text
    assert not any(member.name in page for member in panel.exam.config.panel.members[2:])
    assert reader.get(COMMIT).headers["location"] == WAIT


def test_after_committing_scores_can_be_read_but_not_changed(reader: Visitor, panel: Panel) -> None:
    panel.score_all(panel.desk("penilai-2"))
    commit(reader)
    page = reader.get(f"/panel/naskah/{panel.codes[0]}").text
    assert "readonly" in page
    assert "Simpan" not in page
    answer = reader.post(sheet_path(panel.codes[0]), _FULL)
    assert answer.status_code == 409
    assert saved_scores(panel, panel.codes[0])["masalah"] == 80


def test_nobody_elses_value_is_on_any_page_before_all_have_committed(
    reader: Visitor, panel: Panel
) -> None:
    everybody_else(panel, 37)
    panel.score_all(panel.desk("penilai-2"), 80)
    paths = ["/panel", COMMIT, *(f"/panel/naskah/{code}" for code in panel.codes)]
    assert not any("37" in re.findall(r"\b\d+\b", visible(reader.get(path).text)) for path in paths)


def visible(page: str) -> str:
    """Return what people read of a page, without the paper itself."""
    page = re.sub(r"<article.*?</article>|<ol class=.deck.*?</ol>", "", page, flags=re.DOTALL)
    return re.sub(r"<[^>]*>", " ", page)


def test_what_is_far_apart_is_asked_again_with_the_range_of_the_panel(
    reader: Visitor, panel: Panel
) -> None:
    everybody_else(panel, 60)
    panel.score_all(panel.desk("penilai-2"), 85)
    commit(reader)
    listed = reader.get("/panel").text
    assert "Putaran kedua" in listed
    assert listed.count("lihat kembali") >= 3
    code = panel.codes[0]
    page = reader.get(f"/panel/naskah/{code}").text
    assert "60,00 – 85,00" in page
    assert 'name="reason"' in page
    assert 'value="85"' in page
    assert commit(reader, 2).status_code == 409
    answer = reader.post(
        sheet_path(code), {**_FULL, "round": "2", "reason": "Biaya terlewat."}, **HTMX
    )
    assert "Nilai Anda diubah" in answer.text
    assert saved_scores(panel, code)["masalah"] == 80
    assert "85,00 → <strong>75,50</strong>" in reader.get("/panel").text
    summary = reader.get(COMMIT).text
    assert "2 dari 3 belum lengkap" in summary


def test_a_sheet_of_round_one_changes_nothing_in_round_two(reader: Visitor, panel: Panel) -> None:
    everybody_else(panel, 60)
    panel.score_all(panel.desk("penilai-2"), 85)
    commit(reader)
    answer = reader.post(sheet_path(panel.codes[0]), _FULL)
    assert answer.status_code == 409
    assert saved_scores(panel, panel.codes[0])["masalah"] == 85


def test_round_two_ends_with_the_final_lock_and_a_summary_of_what_changed(
    reader: Visitor, panel: Panel
) -> None:
    everybody_else(panel, 60)
    panel.score_all(panel.desk("penilai-2"), 85)
    commit(reader)
    for code in panel.codes:
        fields = {**_FULL, "round": "2", "reason": f"Alasan {code}"}
        reader.post(sheet_path(code), fields)
    summary = reader.get(COMMIT).text
    assert "85 →" in summary
    assert all(f"Alasan {code}" in summary for code in panel.codes)
    assert commit(reader, 2).headers["location"] == WAIT
    assert "Kunci akhir Anda" in reader.get(WAIT).text
    assert "readonly" in reader.get(f"/panel/naskah/{panel.codes[0]}").text
    everybody_else(panel)
    assert reader.get(WAIT).headers["location"] == "/panel/hasil"
    assert panel.exam.store.read(lambda db: db["identities"].count) == 3


def test_where_nothing_is_far_apart_the_final_lock_is_all_there_is(
    reader: Visitor, panel: Panel
) -> None:
    everybody_else(panel, 78)
    panel.score_all(panel.desk("penilai-2"), 80)
    commit(reader)
    assert "tidak ada yang terpaut jauh" in reader.get("/panel").text.lower()
    page = reader.get(f"/panel/naskah/{panel.codes[0]}").text
    assert "readonly" in page
    everybody_else(panel)
    polled = commit(reader, 2)
    assert polled.headers["location"] == WAIT
    answer = reader.get(WAIT, **HTMX)
    assert answer.headers["hx-redirect"] == "/panel/hasil"
    assert "semua telah mengunci" in reader.get("/panel").text.lower()


def test_names_stay_closed_until_the_last_final_lock(reader: Visitor, panel: Panel) -> None:
    everybody_else(panel)
    panel.score_all(panel.desk("penilai-2"))
    commit(reader)
    everybody_else(panel)
    assert reader.get("/panel/hasil").status_code == 409
    assert reader.get(WAIT).headers["location"] == "/panel"
    assert panel.exam.store.read(lambda db: db["identities"].count) == 0


def test_a_panelist_steps_back_from_a_paper_with_a_reason(reader: Visitor, panel: Panel) -> None:
    code = panel.codes[0]
    path = f"/panel/mundur/makalah/{code}"
    assert f'href="{path}"' in reader.get(f"/panel/naskah/{code}").text
    assert "tidak dapat dibatalkan" in reader.get(path).text
    answer = reader.post(path, {"reason": " "})
    assert answer.status_code == 422
    assert "alasan" in problem_of(answer).lower()
    assert reader.post(path, {"reason": "Saya mengenal gayanya"}).status_code == 303
    page = reader.get(f"/panel/naskah/{code}").text
    assert "Saya mengenal gayanya" in page
    assert 'name="score-gagasan"' not in page
    assert "mundur" in reader.get("/panel").text
    assert reader.get(path).headers["location"] == f"/panel/naskah/{code}"
    assert reader.post(sheet_path(code), _FULL).status_code == 404
    assert reader.get("/panel/mundur/makalah/ZZZZ").status_code == 404


def test_a_paper_that_is_being_checked_is_listed_and_not_read(
    exam: OpenExam, made: Handouts
) -> None:
    panel = open_panel(exam, made, released=False)
    with visiting(exam, panel.passphrases) as visitor:
        visitor.log_in("penilai-2")
        page = visitor.get("/panel").text
        assert "3 naskah masih diperiksa" in page
        assert all(code in page for code in panel.codes)
        assert "/panel/naskah/" not in page
        answer = visitor.get(f"/panel/naskah/{panel.codes[0]}")
        assert answer.status_code == 409


def test_a_panelist_whom_the_panel_goes_on_without_can_only_read(
    reader: Visitor, panel: Panel
) -> None:
    row = {
        "stage_id": "makalah",
        "panelist_id": "penilai-2",
        "reason": "-",
        "staff_id": "",
        "at": 1,
    }
    panel.exam.store.write_now(lambda db: db.table("excused").insert(row))
    assert "tanpa Anda" in reader.get("/panel").text
    page = reader.get(f"/panel/naskah/{panel.codes[0]}").text
    assert "readonly" in page
    assert reader.get(COMMIT).headers["location"] == WAIT
    assert reader.get(WAIT).headers["location"] == "/panel"


def test_where_something_sealed_is_damaged_the_last_lock_says_so_and_changes_nothing(
    reader: Visitor, panel: Panel
) -> None:
    panel.open_round_one()
    for desk in panel.desks():
        panel.confirm_all(desk)
        if desk.panelist_id != "penilai-2":
            panel.commit(desk)
    damage = "update opening set sealed_map = zeroblob(length(sealed_map))"
    panel.exam.store.write_now(lambda db: db.execute(damage))
    answer = reader.post(COMMIT, {"round": "2", "word": "KUNCI"})
    assert answer.status_code == 500
    assert "nilai Anda masih tersimpan" in problem_of(answer)
    sheets = panel.exam.store.read(lambda db: db["sheets"].count_where("number = 2"))
    assert sheets == len(panel.desks()) - 1
