"""A selection in which nothing is written, from its list of candidates to a verified bundle."""

import io
import re
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlite_utils import Database

from exam.codes import show_code
from exam.errors import ConfigError, ExamError
from exam.evidence.report import Subject
from exam.evidence.verifying import OnPaper, verify_package
from exam.hearings import Schedule
from exam.pairing import fingerprint_of
from exam.protocol import decode_manifest
from scripts.routes import routes_of
from server.accounts import add_account
from server.interviews import schedule_now
from server.staff import Role
from server.steps import Stop, steps_of
from server.verification import describe
from server.web.access import HOMES, is_of_papers
from tests.server.browsing import problem_of
from tests.server.without_paper import (
    CHAIR,
    FIRST_DAY,
    OBSERVER,
    OFFICE,
    OTHER,
    SECOND_DAY,
    STAGE,
    Selection,
    config_text,
    make_exam,
    numbers_of,
    playing,
)

PROCTOR, RELEASER = "proctor", "release-officer"
NO_PAPER = "Seleksi ini tidak mempunyai tahapan makalah"
PAPER_WORDS = re.compile(r"(?i)\b(naskah|makalah|PC|kartu|sesi|denah|gladi)\b(?!-server)")


@pytest.fixture(scope="module")
def selection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Selection]:
    """Two days and a panel of two, played to the end; staff without work has accounts too."""
    folder = tmp_path_factory.mktemp("boltara")
    made = make_exam(folder, config_text(PROCTOR, RELEASER), (FIRST_DAY, SECOND_DAY))
    with playing(folder, made) as selection:
        numbers = numbers_of(selection.exam)
        selection.import_scores({number: 60 + at for at, number in enumerate(numbers)})
        selection.schedule()
        selection.begin()
        selection.score(CHAIR, (70, 80, 90))
        selection.score(OTHER, (75, 85, 60))
        for number in (1, 2):
            selection.commit(CHAIR, number)
            selection.commit(OTHER, number)
        selection.issue()
        yield selection


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Selection]:
    """A selection of three people on two days and a panel of two, just made."""
    with playing(tmp_path, make_exam(tmp_path, config_text(), (2, 1))) as selection:
        yield selection


def drawn(selection: Selection) -> Schedule:
    schedule = selection.exam.store.read(schedule_now)
    assert schedule is not None
    return schedule


def _single(db: Database, query: str) -> object:
    return db.execute(query).fetchone()[0]


def evidence_of(selection: Selection) -> bytes:
    answer = selection.open_as(OBSERVER, "/pengamat/bukti.zip")
    assert answer.status_code == 200
    return answer.content


# What it is made of


def test_its_manifest_has_neither_panel_key_nor_pin_and_its_database_no_card(
    small: Selection,
) -> None:
    manifest = decode_manifest(small.exam.manifest_bytes)
    assert (manifest.panel_public_key, manifest.proctor_pin) == (b"", b"")
    for table in ("topics", "topic_locks", "pairing_codes", "key_slots"):
        query = f"select count(*) from {table}"
        assert small.exam.store.read(partial(_single, query=query)) == 0
    query = "select distinct auth_hash, length, sitting_id from applications"
    assert small.exam.store.read(lambda db: db.execute(query).fetchall()) == [(b"", 0, "")]


def test_only_passphrases_are_handed_out(tmp_path: Path) -> None:
    made = make_exam(tmp_path, config_text(), (2, 1))
    assert made.candidates == 3
    assert {one.staff_id for one in made.staff} == {CHAIR, OTHER, OFFICE, OBSERVER}
    others = (made.cards, made.pairing_codes, made.shares, made.topic_holders)
    assert (*others, made.proctor_pin, made.topic_key) == ((), (), (), (), "", b"")


# The whole way


def test_each_day_hears_those_of_its_group(selection: Selection) -> None:
    by_day: dict[str, set[str]] = {}
    groups = {
        row["id"]: row["roster_group"]
        for row in selection.exam.store.read(lambda db: list(db.table("applications").rows))
    }
    schedule = drawn(selection)
    for one in schedule.in_order():
        by_day.setdefault(one.date, set()).add(groups[one.application_id])
        assert one.interviewers == (CHAIR, OTHER)
    assert by_day == {"2027-01-18": {"Hari 1"}, "2027-01-19": {"Hari 2"}}
    assert len(schedule.appointments) == FIRST_DAY + SECOND_DAY
    assert schedule.seed


def test_every_step_is_done_at_the_end(selection: Selection) -> None:
    steps = selection.exam.store.read(lambda db: steps_of(db, selection.exam))
    assert [step.task for step in steps] == list(Stop)
    assert {step.progress.value for step in steps if step.task is not Stop.HANDED_OUT} == {"done"}


def test_the_result_adds_up_what_was_imported_and_what_was_scored(selection: Selection) -> None:
    first = numbers_of(selection.exam)[0]
    page = selection.open_as(CHAIR, "/panel/hasil").text
    assert page.count("<tr") > FIRST_DAY + SECOND_DAY
    assert first in page
    assert "60,00" in page


def test_the_bundle_holds_and_the_verifier_says_nothing_of_papers(selection: Selection) -> None:
    raw = evidence_of(selection)
    fingerprint = show_code(fingerprint_of(selection.exam.exam_id))
    report = verify_package(raw, OnPaper(fingerprint))
    assert list(report.problems) == []
    told = {check.subject: check.verdict.value for check in report.told}
    assert set(told) == {
        Subject.FILES,
        Subject.MANIFEST,
        Subject.LEDGER,
        Subject.CHECKPOINTS,
        Subject.SHEETS,
        Subject.ROUNDS,
        Subject.SCORES,
        Subject.OUTSIDE,
        Subject.RANKING,
    }
    assert set(told.values()) == {"holds"}
    text = describe(report, str)
    assert "account slips" in text
    assert "not yet" not in text


def test_a_bundle_with_one_changed_score_does_not_hold(selection: Selection) -> None:
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(evidence_of(selection))) as whole:
        members = {name: whole.read(name) for name in whole.namelist()}
    (name,) = (name for name in members if name.startswith("scores"))
    assert b":90" in members[name]
    members[name] = members[name].replace(b":90", b":99", 1)
    with zipfile.ZipFile(changed, "w") as package:
        for member, content in members.items():
            package.writestr(member, content)
    report = verify_package(changed.getvalue())
    assert not report.holds
    broken = {check.subject for check in report.checks if check.problems}
    assert {Subject.FILES, Subject.SCORES} <= broken


def test_documents_say_nothing_of_papers(selection: Selection) -> None:
    recap = selection.open_as(CHAIR, "/panel/rekap.xlsx").content
    book = load_workbook(io.BytesIO(recap))
    cells = [str(cell) for sheet in book for row in sheet.values for cell in row if cell]
    texts = ["\n".join(cells)]
    query = "select id from applications order by number"
    person = selection.exam.store.read(lambda db: db.execute(query).fetchone()[0])
    for account, path in (
        (CHAIR, "/panel/penetapan/rekap.docx"),
        (CHAIR, f"/panel/penetapan/surat/{person}"),
        (CHAIR, f"/panel/penetapan/pengumuman/{STAGE}"),
        (OFFICE, "/sekretariat/wawancara/jadwal-wawancara.docx"),
        (OFFICE, "/sekretariat/cetak/pakta-integritas.docx"),
    ):
        answer = selection.open_as(account, path)
        assert answer.status_code == 200, path
        document = Document(io.BytesIO(answer.content))
        texts.append("".join(part.text or "" for part in document.element.body.iter()))
    for text in texts:
        assert len(text) > 100
        assert PAPER_WORDS.findall(text) == []


def test_letters_of_everybody_come_in_one_file(selection: Selection) -> None:
    content = selection.open_as(CHAIR, "/panel/penetapan/surat.zip").content
    with zipfile.ZipFile(io.BytesIO(content)) as letters:
        assert len(letters.namelist()) == FIRST_DAY + SECOND_DAY


def test_one_interviewer_alone_is_a_panel_too(tmp_path: Path) -> None:
    made = make_exam(tmp_path, config_text(interviewers=1), (2, 1))
    with playing(tmp_path, made) as selection:
        selection.import_scores(dict.fromkeys(numbers_of(selection.exam), 70))
        selection.schedule()
        selection.begin()
        selection.score(CHAIR, (80,))
        selection.commit(CHAIR, 1)
        selection.commit(CHAIR, 2)
        selection.issue()
        report = verify_package(evidence_of(selection))
        assert list(report.problems) == []
        counted = {check.subject: check.count for check in report.told}
        assert (counted[Subject.SHEETS], counted[Subject.RANKING]) == (2, 3)


def test_without_a_schedule_the_whole_panel_scores_whoever_has_got_so_far(
    small: Selection,
) -> None:
    small.import_scores(dict.fromkeys(numbers_of(small.exam), 70))
    with small.visitor.beside(CHAIR):
        refused = small.visitor.post(f"/panel/ketua/{STAGE}/mulai", {})
        assert refused.status_code == 409
        assert "jadwal" in problem_of(refused)
    assert 'name="sure"' in small.open_as(CHAIR, f"/panel/ketua/{STAGE}").text
    small.begin(sure=True)
    listed = small.open_as(OTHER, "/panel/wawancara").text
    assert len(re.findall(r'href="/panel/wawancara/[^"]+"', listed)) == 3


def test_whoever_withdraws_is_not_expected_at_the_interviews(small: Selection) -> None:
    small.import_scores(dict.fromkeys(numbers_of(small.exam), 70))
    query = "select id from applications order by number"
    person = str(small.exam.store.read(partial(_single, query=query)))
    fields = {"decision": "withdrawn", "stage": STAGE, "reason": "Mengundurkan diri"}
    with small.visitor.beside(CHAIR):
        path = f"/panel/penetapan/peserta/{person}"
        assert small.visitor.post(path, fields).status_code == 303
    small.schedule()
    assert person not in drawn(small).appointments
    assert len(drawn(small).appointments) == 2


def test_no_evidence_goes_out_between_the_rounds(small: Selection) -> None:
    small.import_scores(dict.fromkeys(numbers_of(small.exam), 70))
    assert verify_package(evidence_of(small)).holds
    small.schedule()
    small.begin()
    for panelist in (CHAIR, OTHER):
        small.score(panelist, (80, 70))
        small.commit(panelist, 1)
    assert small.open_as(OBSERVER, "/pengamat/bukti.zip").status_code == 403


# Pages


@pytest.mark.parametrize(
    ("account", "home"),
    [(OFFICE, "/sekretariat"), (CHAIR, "/panel/wawancara"), (OBSERVER, "/pengamat")],
)
def test_a_first_page_and_what_it_links_to_show_only_what_there_is(
    selection: Selection, account: str, home: str
) -> None:
    page = selection.open_as(account, home).text
    shown = re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<(script|style).*?</\1>", "", page))
    assert PAPER_WORDS.findall(shown) == []
    for target in set(re.findall(r'href="(/[^"?#]*)', page)):
        assert not is_of_papers(target), target
        assert selection.open_as(account, target).status_code < 400, target


@pytest.mark.parametrize("account", [OFFICE, CHAIR, OTHER, OBSERVER, PROCTOR, RELEASER, ""])
def test_every_page_answers_everybody_without_a_breakdown(
    selection: Selection, account: str
) -> None:
    query = "select id from applications order by number"
    person = selection.exam.store.read(lambda db: db.execute(query).fetchone()[0])
    values = {"stage_id": STAGE, "stage": STAGE, "application": person, "subject": person}
    asked = 0
    for route in routes_of(selection.visitor.client.app):
        if route.method == "GET":
            asked += 1
            path = re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], "1"), route.template)
            answer = selection.open_as(account, path) if account else selection.visitor.get(path)
            assert answer.status_code < 500, path
    assert asked > 60


@pytest.mark.parametrize(
    ("account", "path"),
    [
        (OFFICE, "/sekretariat/denah"),
        (OFFICE, "/sekretariat/gladi"),
        (OFFICE, "/sekretariat/penutupan"),
        (OFFICE, "/layar"),
        (OFFICE, "/sekretariat/cetak/label-meja.docx"),
        (CHAIR, "/panel/pembukaan"),
        (OTHER, "/panel/naskah/K-123"),
        (PROCTOR, HOMES[Role.PROCTOR]),
        (RELEASER, HOMES[Role.RELEASE_OFFICER]),
    ],
)
def test_a_page_about_papers_says_in_one_sentence_that_there_are_none(
    selection: Selection, account: str, path: str
) -> None:
    answer = selection.open_as(account, path)
    assert answer.status_code == 404
    assert NO_PAPER in problem_of(answer)


def test_no_account_is_opened_for_work_that_there_is_not(small: Selection) -> None:
    page = small.open_as(OFFICE, "/sekretariat/akun").text
    assert 'value="observer"' in page
    assert 'value="proctor"' not in page
    with pytest.raises(ConfigError, match=r"plan\.no-paper"):
        add_account(small.exam, "andi", "Andi", Role.PROCTOR, OFFICE, bytes)


def test_a_kiosk_gets_no_manifest(small: Selection) -> None:
    answer = small.visitor.get("/api/manifest")
    assert 400 <= answer.status_code < 500


def test_the_settings_refuse_to_say_what_the_paper_stage_needs(small: Selection) -> None:
    with pytest.raises(ExamError, match=r"plan\.no-paper"):
        _ = small.exam.config.writing
