"""The chair's pages: counts until a round is open, then how far apart; interviews begin there."""

import os
import re
from collections.abc import Iterator

import pytest
from sqlite_utils import Database

from server.ceremony import Handouts
from server.drafts import Marks
from server.marking import MarkingDesk
from server.office import OpenExam
from server.recusal import recuse
from tests.server.browsing import Visitor, problem_of, visiting
from tests.server.panel_acting import Panel, open_panel

PAGE = "/panel/ketua/makalah"
SURE = {"sure": "1"}
INTERVIEWS = "/panel/ketua/wawancara"


@pytest.fixture
def panel(exam: OpenExam, made: Handouts) -> Panel:
    return open_panel(exam, made)


@pytest.fixture
def chair(panel: Panel) -> Iterator[Visitor]:
    with visiting(panel.exam, panel.passphrases) as visitor:
        visitor.log_in("ketua")
        yield visitor


def figures(page: str) -> list[str]:
    """Return every number that people read on a page."""
    text = re.sub(r"<head.*?</head>|<[^>]*>", " ", page, flags=re.DOTALL)
    return re.findall(r"\b\d+(?:,\d+)?\b", text)


def applications(panel: Panel) -> list[str]:
    query = "select application_id from identities order by application_id"
    return panel.exam.store.read(lambda db: [row["application_id"] for row in db.query(query)])


def reveal(panel: Panel) -> None:
    panel.open_round_one()
    panel.lock_all()


def test_before_the_round_opens_the_chair_sees_counts_and_no_value(
    chair: Visitor, panel: Panel
) -> None:
    for desk in panel.desks()[:4]:
        panel.score_all(desk, 37)
        panel.commit(desk)
    panel.score(panel.desk("penilai-5"), panel.codes[0], 91)
    page = chair.get(PAGE).text
    assert page.count("sudah diserahkan") == 4
    assert "1 dari 3" in page
    assert "1 ditunggu" in page
    assert not {"37", "37,00", "91", "91,00"} & set(figures(page))
    assert "Selisih antarpenilai" not in page


def test_the_part_that_renews_itself_has_counts_only(chair: Visitor, panel: Panel) -> None:
    panel.score_all(panel.desk("ketua"), 37)
    part = chair.get(PAGE, **{"HX-Request": "true"}).text
    assert "<html" not in part
    assert "3 dari 3" in part
    assert "37" not in figures(part)


def test_once_round_one_is_open_divergence_agreement_and_leniency_are_shown(
    chair: Visitor, panel: Panel
) -> None:
    panel.open_round_one((60, 70, 75, 80, 95))
    page = chair.get(PAGE).text
    assert "3 dipertimbangkan kembali" in page
    assert page.count("◆") == 3 + 1
    assert "(▲ 19,00)" in page
    assert "(▼ 16,00)" in page
    assert "heat-above-3" in page
    assert "heat-below-3" in page
    assert "ICC(2,1)" in page
    assert "+23,75" in page
    assert "−20,00" in page


def test_what_round_two_changed_stands_beside_what_was(chair: Visitor, panel: Panel) -> None:
    panel.open_round_one((60, 70, 75, 80, 95))
    for desk in panel.desks():
        if desk.panelist_id == "penilai-5":
            for code in panel.codes:
                panel.score(desk, code, 80, 80, 80, 80, reason="Terlalu murah hati")
        else:
            panel.confirm_all(desk)
        panel.commit(desk)
    page = chair.get(PAGE).text
    assert "95,00 →" in page
    assert "35,00 →" in page


def test_recusals_are_told_with_their_reasons(chair: Visitor, panel: Panel) -> None:
    scored = panel.paper_desk(panel.desk("penilai-3")).scored
    panel.exam.act_now(
        lambda db, now: recuse(db, scored, "penilai-3", panel.codes[0], "Atasan langsung", now)
    )
    panel.open_round_one()
    page = chair.get(PAGE).text
    assert "Atasan langsung" in page
    assert "2 dari 2" in page


def test_the_page_leads_to_the_stage_that_is_scored(chair: Visitor, panel: Panel) -> None:
    assert chair.get("/panel/ketua").headers["location"] == PAGE
    reveal(panel)
    chair.post(f"{INTERVIEWS}/mulai", SURE)
    assert chair.get("/panel/ketua").headers["location"] == INTERVIEWS
    assert chair.get("/panel/ketua/asesmen").status_code == 404


def test_nobody_but_the_chair_opens_these_pages(panel: Panel) -> None:
    with visiting(panel.exam, panel.passphrases) as visitor:
        visitor.log_in("penilai-2")
        for path in ("/panel/ketua", PAGE, INTERVIEWS):
            answer = visitor.get(path)
            assert answer.status_code == 403
            assert "ketua" in problem_of(answer)
        assert visitor.post(f"{INTERVIEWS}/mulai", SURE).status_code == 403


def test_interviews_begin_by_the_chair_once_names_are_open(chair: Visitor, panel: Panel) -> None:
    assert "setelah nama peserta terbuka" in chair.get(INTERVIEWS).text
    assert chair.post(f"{INTERVIEWS}/mulai", SURE).status_code == 409
    assert "belum dimulai" in chair.get("/panel/wawancara").text
    reveal(panel)
    assert "Mulai penilaian" in chair.get(INTERVIEWS).text
    assert chair.post(f"{INTERVIEWS}/mulai", SURE).status_code == 303
    page = chair.get(INTERVIEWS).text
    assert page.count("0 dari 3") == 5
    assert chair.post(f"{INTERVIEWS}/mulai", SURE).status_code == 409


def test_a_candidate_who_was_not_heard_is_taken_off_the_list(chair: Visitor, panel: Panel) -> None:
    reveal(panel)
    chair.post(f"{INTERVIEWS}/mulai", SURE)
    subject = applications(panel)[0]
    path = f"{INTERVIEWS}/tidak-hadir"
    assert chair.post(path, {"subject": subject, "reason": ""}).status_code == 422
    assert chair.post(path, {"subject": "siapa", "reason": "Sakit"}).status_code == 404
    assert chair.post(path, {"subject": subject, "reason": "Tidak hadir"}).status_code == 303
    assert chair.get(INTERVIEWS).text.count("0 dari 2") == 5


# The panelists' sheets of interviews


def test_interviews_are_scored_on_their_own_sheets(chair: Visitor, panel: Panel) -> None:
    reveal(panel)
    chair.post(f"{INTERVIEWS}/mulai", SURE)
    first, second, _ = applications(panel)
    listed = chair.get("/panel/wawancara").text
    assert listed.count("belum dinilai") == 3
    page = chair.get(f"/panel/wawancara/{first}").text
    assert "Pendalaman gagasan" in page
    assert "/panel/tayang/" in page
    sheet = {"score-inovasi": "80", "score-pribadi": "70", "round": "1", "note": "tenang"}
    answer = chair.post(f"/panel/wawancara/{first}/nilai", sheet)
    assert answer.headers["location"] == f"/panel/wawancara/{first}?saved=true"
    assert "76,00" in chair.get("/panel/wawancara").text
    wrong = chair.post(f"/panel/wawancara/{second}/nilai", {**sheet, "score-inovasi": "101"})
    assert wrong.status_code == 422
    assert 'value="101"' in wrong.text
    part = chair.post(f"/panel/wawancara/{second}/nilai", sheet, **{"HX-Request": "true"})
    assert "76,00" in part.text
    assert "1 dari 3 belum lengkap" in chair.get("/panel/kunci/wawancara").text


def hear_all(panel: Panel, desk: MarkingDesk, subjects: list[str]) -> None:
    scoring, marks = desk.scoring("wawancara"), Marks({"inovasi": 80, "pribadi": 80})

    def act(db: Database) -> None:
        for subject in subjects:
            scoring.save(db, subject, marks, os.urandom)

    panel.exam.store.write_now(act)


def commit_interviews(panel: Panel, desk: MarkingDesk, number: int) -> None:
    scoring = desk.scoring("wawancara")
    panel.exam.act_now(lambda db, now: scoring.commit(db, number, now))


def test_an_interview_ends_with_the_same_locks(chair: Visitor, panel: Panel) -> None:
    reveal(panel)
    chair.post(f"{INTERVIEWS}/mulai", SURE)
    subjects = applications(panel)
    for desk in panel.desks():
        hear_all(panel, desk, subjects)
    assert "3 telah dinilai" in chair.get("/panel/kunci/wawancara").text
    for number, word in ((1, "SERAHKAN"), (2, "KUNCI")):
        for desk in panel.desks()[1:]:
            commit_interviews(panel, desk, number)
        answer = chair.post("/panel/kunci/wawancara", {"round": str(number), "word": word})
        assert answer.headers["location"] == "/panel/tunggu/wawancara"
    assert chair.get("/panel/tunggu/wawancara").headers["location"] == "/panel/wawancara"
    assert "readonly" in chair.get(f"/panel/wawancara/{subjects[0]}").text


def test_somebody_who_is_not_heard_by_the_reader_has_no_sheet(chair: Visitor, panel: Panel) -> None:
    reveal(panel)
    chair.post(f"{INTERVIEWS}/mulai", SURE)
    assert chair.get("/panel/wawancara/siapa").status_code == 404
    answer = chair.post("/panel/wawancara/siapa/nilai", {"score-inovasi": "1", "round": "1"})
    assert answer.status_code == 404


# Corrections


def test_a_correction_is_asked_for_and_consented_to(chair: Visitor, panel: Panel) -> None:
    path = "/panel/koreksi/makalah"
    assert chair.get(path).status_code == 409
    reveal(panel)
    code = panel.codes[0]
    fields = {"score": f"{code}/gagasan", "value": "75", "reason": "Salah ketik"}
    with chair.beside("penilai-2"):
        assert f"{code} · Gagasan dan kebaruan: 80" in chair.get(path).text
        assert chair.post(path, {**fields, "value": "101"}).status_code == 422
        refused = chair.post(path, {**fields, "value": "80"})
        assert refused.status_code == 422
        assert "Salah ketik" in refused.text
        assert chair.post(path, {**fields, "score": "x"}).status_code == 422
        assert chair.post(path, fields).status_code == 303
        page = chair.get(path).text
        assert "Tarik kembali" in page
        assert "Setujui" not in page
        found = re.search(rf'action="({path}/[0-9a-f]+)"', page)
        assert found is not None
        decide = found[1]
        assert chair.post(decide, {"decision": "consent"}).status_code == 403
    assert "1 menunggu keputusan" in chair.get("/panel").text
    assert chair.post(decide, {"decision": "?"}).status_code == 400
    assert chair.post(decide, {"decision": "consent"}).status_code == 303
    assert chair.post(decide, {"decision": "refuse"}).status_code == 409
    page = chair.get(path).text
    assert "80 → <strong>75</strong>" in page
    assert "berlaku; disetujui oleh" in page
