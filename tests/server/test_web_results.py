"""The result in the browser: who sees it when, how a number came to be, what the chair decides."""

import html
import io
import re
import zipfile
from collections.abc import Iterator

import pytest
from docx import Document
from openpyxl import load_workbook

from server.ceremony import Handouts
from server.office import OpenExam
from server.results import digest_of
from tests.server.browsing import Visitor, problem_of, visiting
from tests.server.panel_acting import open_panel, passphrases_of
from tests.server.result_acting import HEARD, PAPER, Selection
from tests.server.without_paper import fields_of

RESULT = "/panel/hasil"
REASON = "Surat pengunduran diri."


@pytest.fixture
def selection(exam: OpenExam, made: Handouts) -> Selection:
    return Selection(open_panel(exam, made))


@pytest.fixture
def chair(selection: Selection, made: Handouts) -> Iterator[Visitor]:
    with visiting(selection.exam, passphrases_of(made)) as visitor:
        visitor.log_in("ketua")
        yield visitor


def said(visitor: Visitor, path: str = RESULT) -> str:
    answer = visitor.get(path)
    assert answer.status_code == 200, answer.text
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def test_before_the_last_lock_there_are_no_names(chair: Visitor, selection: Selection) -> None:
    selection.panel.open_round_one()
    refused = [chair.get(path) for path in ("/panel/rekap.xlsx", "/panel/penetapan/rekap.docx")]
    with chair.beside("penilai-2"):
        refused += [chair.get(path) for path in (RESULT, f"{RESULT}/{selection.authors()[0]}")]
    for answer in refused:
        assert answer.status_code == 409
        assert "setelah semua penilai mengunci" in problem_of(answer)


def test_before_the_last_lock_the_chair_sees_nothing_of_a_paper(
    chair: Visitor, selection: Selection
) -> None:
    selection.panel.open_round_one()
    assert "hanya nilai sebelum makalah" in said(chair)
    one = selection.authors()[0]
    shown = f"{said(chair)} {said(chair, f'{RESULT}/{one}')}"
    assert not any(code in shown for code in selection.panel.codes)
    assert "Rekapitulasi" not in said(chair)


def test_after_the_papers_the_result_says_what_is_awaited(
    chair: Visitor, selection: Selection
) -> None:
    selection.score_papers()
    text = said(chair)
    assert "Sementara: peringkat menurut nilai yang sudah masuk." in text
    assert "Asesmen kompetensi (BKN), Wawancara, Rekam jejak" in text
    assert "Tetapkan hasil" not in text
    assert chair.get("/panel/penetapan/surat.zip").status_code == 409


def test_every_number_shows_how_it_came_to_be(chair: Visitor, selection: Selection) -> None:
    selection.finish()
    best = selection.authors()[1]
    text = said(chair, f"{RESULT}/{best}")
    assert "Peringkat 1, nilai akhir 78,50 – termasuk nama terbaik" in text
    assert f"Naskah {selection.result().codes[best]}, dibaca tanpa nama." in text
    assert "Jumlah nilai × bobot 60,00 70,00 80,00 90,00 95,00 79,00" in text
    assert "79,00 × 25% = 19,75" in text
    assert "24,00 + 19,75 + 18,75 + 16,00 = 78,50" in text
    assert chair.get(f"{RESULT}/tidak-ada").status_code == 404


def test_a_value_that_was_revised_shows_what_it_was_and_why(
    chair: Visitor, selection: Selection
) -> None:
    panel = selection.panel
    panel.open_round_one((60, 70, 80, 90, 95))
    code = panel.codes[0]
    for desk in panel.desks():
        panel.confirm_all(desk)
        if desk.panelist_id == "ketua":
            panel.score(desk, code, 60, 75, 60, 60, reason="Gagasannya baru.")
        panel.commit(desk)
    codes = selection.result().codes
    name = next(name for name in codes if codes[name] == code)
    text = said(chair, f"{RESULT}/{name}")
    assert "Diubah pada putaran kedua: Sekretaris Daerah selaku Ketua Panitia Seleksi" in text
    assert "Gagasan dan kebaruan: 60 → 75 . Gagasannya baru." in text


def test_members_read_the_result_and_decide_nothing(chair: Visitor, selection: Selection) -> None:
    selection.finish()
    with chair.beside("penilai-2"):
        assert "Tetapkan hasil" not in said(chair)
        for path in ("hasil", f"tahap/{PAPER}", "rekap.docx", "surat.zip"):
            assert chair.get(f"/panel/penetapan/{path}").status_code == 403
        assert chair.post("/panel/penetapan/hasil", {}).status_code == 403


def test_a_stage_is_shown_before_it_is_announced(chair: Visitor, selection: Selection) -> None:
    selection.score_papers()
    assert f"/panel/penetapan/tahap/{PAPER}" in chair.get(RESULT).text
    assert "79,00" in said(chair, f"/panel/penetapan/tahap/{PAPER}")
    page = f"/panel/penetapan/tahap/{PAPER}"
    shown = fields_of(chair.get(page))
    assert chair.post(page, {"list": shown["list"][::-1]}).status_code == 409
    assert "diumumkan" not in said(chair)
    answer = chair.post(page, shown)
    assert (answer.status_code, answer.headers["location"]) == (303, RESULT)
    assert "diumumkan" in said(chair)
    assert "sudah diumumkan" in problem_of(chair.post(page, shown))
    for path in ("tahap", "pengumuman"):
        assert chair.get(f"/panel/penetapan/{path}/{HEARD}").status_code == 409


def test_the_result_is_issued_as_it_was_shown(chair: Visitor, selection: Selection) -> None:
    selection.finish()
    digest = digest_of(selection.result().ranking).hex()
    shown = chair.get("/panel/penetapan/hasil").text
    assert digest in shown
    stale = chair.post("/panel/penetapan/hasil", {"result": "00" * 32})
    assert stale.status_code == 409
    answer = chair.post("/panel/penetapan/hasil", {"result": digest})
    assert answer.headers["location"] == RESULT
    assert re.search(r"Hasil ditetapkan pada \d\d-\d\d-\d{4} \d\d\.\d\d\.", said(chair))
    assert "Tetapkan hasil" not in said(chair)


def test_a_decision_needs_a_reason_and_changes_the_ranks(
    chair: Visitor, selection: Selection
) -> None:
    selection.finish()
    digest = digest_of(selection.result().ranking).hex()
    chair.post("/panel/penetapan/hasil", {"result": digest})
    best = selection.authors()[1]
    path = f"/panel/penetapan/peserta/{best}"
    assert "Diikutkan kembali" not in said(chair, path)
    fields = {"decision": "withdrawn", "stage": HEARD}
    assert chair.post(path, fields).status_code == 422
    assert chair.post(path, {"stage": HEARD, "reason": REASON}).status_code == 422
    answer = chair.post(path, {**fields, "reason": REASON})
    assert answer.headers["location"] == f"{RESULT}/{best}"
    assert REASON in said(chair, f"{RESULT}/{best}")
    assert "Diikutkan kembali" in said(chair, path)
    assert "Sejak itu ada perubahan" in said(chair)
    now = digest_of(selection.result().ranking).hex()
    assert chair.post("/panel/penetapan/hasil", {"result": now}).status_code == 422
    again = {"result": now, "reason": "Peserta mengundurkan diri."}
    assert chair.post("/panel/penetapan/hasil", again).status_code == 303


def test_the_files_open_and_say_the_same(chair: Visitor, selection: Selection) -> None:
    selection.finish()
    recap = load_workbook(io.BytesIO(chair.get("/panel/rekap.xlsx").content))
    assert "Rekapitulasi" in recap.sheetnames
    signed = Document(io.BytesIO(chair.get("/panel/penetapan/rekap.docx").content))
    assert any("Sidik peringkat ini" in line.text for line in signed.paragraphs)
    shortlist = chair.get("/panel/penetapan/pengumuman.docx").content
    stage = chair.get(f"/panel/penetapan/pengumuman/{PAPER}").content
    for raw in (shortlist, stage):
        assert any("PENGUMUMAN" in line.text for line in Document(io.BytesIO(raw)).paragraphs)
    letters = zipfile.ZipFile(io.BytesIO(chair.get("/panel/penetapan/surat.zip").content))
    assert len(letters.namelist()) == 54
    best = selection.authors()[1]
    number = selection.result().candidates[best].number
    answer = chair.get(f"/panel/penetapan/surat/{best}")
    name = f"surat-{number}-kesbangpol.docx"
    assert name in answer.headers["content-disposition"]
    assert answer.content == letters.read(name)
