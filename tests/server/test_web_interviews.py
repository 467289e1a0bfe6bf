"""The pages of interviews: planning, changes, the panel's schedule, the file, the slide show."""

import io
import os
import re
from collections.abc import Iterator

import pytest
from docx import Document
from sqlite_utils import Database

from exam.clock import ExamTime
from exam.hearings import Schedule
from server.ceremony import Handouts
from server.interview_scoring import begin_interviews
from server.interviews import expected, interviewers_by_candidate, interviews_of, schedule_now
from server.office import OpenExam
from server.scored import KeyMaking
from tests.server.browsing import Visitor, problem_of, visiting
from tests.server.panel_acting import Panel, open_panel

PLAN, CHANGE = "/sekretariat/wawancara/susun", "/sekretariat/wawancara/ubah"
LINE = {
    "date-0": "2026-12-14",
    "room-0": "Ruang Rapat I",
    "begins-0": "08:00",
    "ends-0": "16.00",
    "breaks-0": "12.00-13.00, 15:00 – 15:15",
    "by-ketua-0": "on",
    "by-penilai-2-0": "on",
}


@pytest.fixture
def panel(exam: OpenExam, made: Handouts) -> Panel:
    panel = open_panel(exam, made)
    panel.open_round_one()
    panel.lock_all()
    return panel


@pytest.fixture
def secretary(panel: Panel) -> Iterator[Visitor]:
    with visiting(panel.exam, panel.passphrases) as visitor:
        visitor.log_in("sekretariat")
        yield visitor


def standing(panel: Panel) -> Schedule | None:
    return panel.exam.store.read(schedule_now)


def ticked(page: str) -> dict[str, str]:
    return dict.fromkeys(re.findall(r'name="(who-[^"]+)" checked', page), "on")


def plan(secretary: Visitor, **changed: str) -> int:
    page = secretary.get(PLAN).text
    found = re.search(r'name="plan" value="(\w*)"', page)
    assert found is not None
    fields = {"plan": found[1], "lines": "3", "order": "lot", **LINE, **ticked(page), **changed}
    return secretary.post(PLAN, fields).status_code


def test_before_the_names_are_open_the_page_says_when_it_can_be_planned(
    exam: OpenExam, made: Handouts
) -> None:
    panel = open_panel(exam, made)
    with visiting(exam, panel.passphrases) as visitor:
        visitor.log_in("sekretariat")
        page = visitor.get("/sekretariat/wawancara").text
        assert "setelah tahapan makalah" in page
        assert PLAN not in page
        assert visitor.get(PLAN).status_code == 409
        assert visitor.get("/sekretariat/wawancara/jadwal-wawancara.docx").status_code == 404


def test_the_secretariat_plans_a_day_and_everybody_expected_gets_an_hour(
    secretary: Visitor, panel: Panel
) -> None:
    invited = ticked(secretary.get(PLAN).text)
    interviews = interviews_of(panel.exam.exam_id, panel.exam.config)
    people = panel.exam.store.read(lambda db: expected(db, interviews))
    assert {f"who-{one.application_id}" for one in people} == invited.keys()
    assert plan(secretary) == 303
    schedule = standing(panel)
    assert schedule is not None
    assert len(schedule.appointments) == len(invited)
    assert [pause.begins for pause in schedule.sessions[0].breaks] == [720, 900]
    page = secretary.get("/sekretariat/wawancara").text
    assert schedule.seed in page
    assert schedule.digest in page
    assert "08.00–09.00" in page
    assert "Senin, 14 Desember 2026" in page


def test_a_refused_plan_comes_back_whole_with_its_reason(secretary: Visitor, panel: Panel) -> None:
    page = secretary.get(PLAN).text
    fields = {"plan": "", "lines": "3", "order": "number", **LINE, **ticked(page)}
    for wrong, sentence in (
        ({"ends-0": "08.30"}, "Pada baris 1 tidak ada yang dapat diwawancarai"),
        ({"room-0": " "}, "Baris 1 belum lengkap"),
        ({"breaks-0": "siang"}, "Istirahat pada baris 1"),
        ({"breaks-0": "13.00-12.00"}, "Istirahat pada baris 1"),
        ({"date-0": "", "room-0": "", "begins-0": "", "ends-0": ""}, "Isi sedikitnya satu hari"),
    ):
        answer = secretary.post(PLAN, {**fields, **wrong})
        assert answer.status_code == 422
        assert sentence in problem_of(answer)
        assert 'value="number" checked' in answer.text
        assert 'name="by-penilai-2-0" checked' in answer.text
        assert ticked(answer.text) == ticked(page)
    assert standing(panel) is None
    assert secretary.post(PLAN, {**fields, "lines": "x"}).status_code == 400


def test_a_second_plan_needs_a_reason_and_begins_with_the_first(
    secretary: Visitor, panel: Panel
) -> None:
    plan(secretary, order="number")
    page = secretary.get(PLAN).text
    assert 'value="2026-12-14"' in page
    assert 'value="12.00-13.00, 15.00-15.15"' in page
    assert 'value="number" checked' in page
    assert plan(secretary) == 422
    assert plan(secretary, reason="Ruang dipakai", **{"room-0": "Aula"}) == 303
    schedule = standing(panel)
    assert schedule is not None
    assert {one.room for one in schedule.appointments.values()} == {"Aula"}


def test_each_planned_day_has_a_line_and_there_are_more_when_asked_for(secretary: Visitor) -> None:
    assert secretary.get(PLAN).text.count('class="session"') == 11
    assert secretary.get(f"{PLAN}?baris=12").text.count('class="session"') == 12


def test_an_hour_is_changed_to_a_free_one_a_taken_one_or_one_of_their_own(
    secretary: Visitor, panel: Panel
) -> None:
    plan(secretary)
    first, second, *_ = _in_order(panel)
    page = secretary.get(f"{CHANGE}?lamaran={first}").text
    hours = re.findall(r'<option value="(2026[^"]+)">', page)
    fields = {"application": first, "reason": "Dinas luar"}
    assert "2026-12-14 840 Ruang Rapat I" in hours
    free = {**fields, "hour": "2026-12-14 840 Ruang Rapat I"}
    assert secretary.post(CHANGE, free).status_code == 303
    assert _in_order(panel)[0] == second
    swap = {**fields, "hour": "2026-12-14 540 Ruang Rapat I"}
    assert secretary.post(CHANGE, swap).status_code == 303
    assert _hours(panel)[second] == ("2026-12-14", 840)
    own = {"date": "2026-12-20", "begins": "13:30", "room": "Aula", "hour": ""}
    assert secretary.post(CHANGE, {**fields, **own}).status_code == 303
    assert _hours(panel)[first] == ("2026-12-20", 810)
    for wrong in (
        {"hour": ""},
        {"hour": "besok"},
        {**own, "begins": "25.00"},
        {**own, "date": "x"},
    ):
        assert secretary.post(CHANGE, {**fields, **wrong}).status_code == 422
    assert secretary.post(CHANGE, {**free, "reason": ""}).status_code == 422
    assert secretary.get(f"{CHANGE}?lamaran=tidak-ada").status_code == 404


def test_an_absence_is_noted_and_taken_back(secretary: Visitor, panel: Panel) -> None:
    plan(secretary)
    who = _in_order(panel)[0]
    fields = {"application": who, "reason": "Sakit"}
    came = "/sekretariat/wawancara/hadir"
    assert secretary.post(came, {**fields, "came": "no"}).status_code == 303
    assert "tidak hadir" in secretary.get("/sekretariat/wawancara").text
    assert "Batalkan" in secretary.get(f"{CHANGE}?lamaran={who}").text
    assert secretary.post(came, {**fields, "came": "yes"}).status_code == 303
    schedule = standing(panel)
    assert schedule is not None
    assert not schedule.absent


def test_the_schedule_is_printed_with_every_candidate_in_order(
    secretary: Visitor, panel: Panel
) -> None:
    plan(secretary)
    files = [
        secretary.get("/sekretariat/wawancara/jadwal-wawancara.docx").content for _ in range(2)
    ]
    assert files[0] == files[1]
    table = Document(io.BytesIO(files[0])).tables[1]
    assert [row.cells[0].text for row in table.rows] == ["No.", "1", "2", "3"]
    assert table.rows[1].cells[1].text == "08.00–09.00"


def test_posts_that_different_people_hear_are_pointed_out(secretary: Visitor, panel: Panel) -> None:
    second = {
        "date-1": "2026-12-15",
        "room-1": "Aula",
        "begins-1": "08:00",
        "ends-1": "16:00",
        "by-penilai-3-1": "on",
    }
    assert plan(secretary, **{"ends-0": "09:00"}, **second) == 303
    assert "tidak semuanya diwawancarai" in secretary.get("/sekretariat/wawancara").text


def test_the_panel_sees_the_schedule_and_opens_the_slides_of_whom_it_hears(
    secretary: Visitor, panel: Panel
) -> None:
    plan(secretary)
    with secretary.beside("penilai-2"):
        page = secretary.get("/panel/jadwal").text
        assert "Anda mewawancarai di sini" in page
        assert secretary.get("/panel/jadwal/jadwal-wawancara.docx").status_code == 200
        (code, *others) = re.findall(r'href="/panel/tayang/(\w+)"', page)
        assert {code, *others} == set(panel.codes)
        shown = secretary.get(f"/panel/tayang/{code}").text
        assert shown.count('class="deck-slide"') > 3
        name = panel.exam.store.read(
            lambda db: db.execute(
                "select name from applications a join identities i on i.application_id = a.id "
                "where paper_code = ?",
                [code],
            ).fetchone()[0]
        )
        assert name.split(",")[0] in shown
        assert secretary.get("/panel/tayang/XXXX").status_code == 404
    with secretary.beside("penilai-3"):
        assert "Anda mewawancarai di sini" not in secretary.get("/panel/jadwal").text


def test_whoever_scores_an_interview_has_the_sheet_beside_the_slides(
    secretary: Visitor, panel: Panel
) -> None:
    plan(secretary)
    exam = panel.exam
    stage = interviews_of(exam.exam_id, exam.config).stage

    def begin(db: Database, now: ExamTime) -> None:
        making = KeyMaking(exam.manifest.panel_public_key, os.urandom, now)
        begin_interviews(db, stage, interviewers_by_candidate(db), making)

    exam.act_now(begin)
    with secretary.beside("penilai-2"):
        page = secretary.get("/panel/jadwal").text
        (first, *_) = re.findall(r'href="(/panel/wawancara/[^"]+)"', page)
        (code, *_) = re.findall(r'href="/panel/tayang/(\w+)"', page)
        shown = secretary.get(f"/panel/tayang/{code}").text
        assert f'action="{first}/nilai"' in shown
        assert 'name="note"' in shown
    with secretary.beside("penilai-3"):
        assert "/panel/wawancara/" not in secretary.get("/panel/jadwal").text
        assert 'name="note"' not in secretary.get(f"/panel/tayang/{code}").text
    assert secretary.get(f"{PLAN}").status_code == 200
    assert plan(secretary, reason="Lagi") == 409


def test_slides_are_shown_without_a_name_as_long_as_names_are_hidden(
    exam: OpenExam, made: Handouts
) -> None:
    panel = open_panel(exam, made)
    with visiting(exam, panel.passphrases) as visitor:
        visitor.log_in("penilai-2")
        shown = visitor.get(f"/panel/tayang/{panel.codes[0]}").text
        assert "Belum ada jadwal" in visitor.get("/panel/jadwal").text
        names = exam.store.read(lambda db: [row["name"] for row in db["applications"].rows])
        assert panel.codes[0] in shown
        assert not any(name in shown for name in names)


def _in_order(panel: Panel) -> list[str]:
    schedule = standing(panel)
    assert schedule is not None
    return [one.application_id for one in schedule.in_order()]


def _hours(panel: Panel) -> dict[str, tuple[str, int]]:
    schedule = standing(panel)
    assert schedule is not None
    return {key: (one.date, one.begins) for key, one in schedule.appointments.items()}
