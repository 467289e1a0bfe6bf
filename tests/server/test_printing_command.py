"""The command that prints, the secretariat's page of papers, and what they read from an exam."""

import io
import os
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from docx import Document

from exam.clock import ExamTime
from exam.codes import show_code
from exam.proceedings import Attendance
from exam.receipts import provisional_code
from server.__main__ import run
from server.ceremony import Handouts
from server.closing import close_sitting
from server.day_record import read_day
from server.documents.printing import print_paper
from server.documents.secret_papers import CARDS, PROCTORS, STAFF, TOPIC_CODE, TOPIC_HOLDERS
from server.evidence import checkpoint_at_close
from server.founding import Folders, found_exam
from server.minutes_data import Manner
from server.office import OpenExam, open_exam
from server.paper_kinds import FILES, Printed
from server.places import draw_seats
from server.plan import Plan
from server.roll import places_of, roll_of
from tests.server.at_work import LENGTH, START, two_at_work
from tests.server.browsing import problem_of, visiting

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def lay_out(exam: OpenExam) -> None:
    """Draw the seat plan."""
    exam.act_now(lambda db, now: draw_seats(db, exam.config, bytes(32), "sekretariat", now))


def test_the_roll_has_everybody_by_number_and_their_places_once_there_is_a_plan(
    exam: OpenExam,
) -> None:
    before = exam.store.read(lambda db: roll_of(db, exam.config))
    assert [one.number for one in before] == sorted(one.number for one in before)
    assert {one.place for one in before} == {""}
    assert exam.store.read(lambda db: places_of(db, exam.config)) == ()
    lay_out(exam)
    roll = exam.store.read(lambda db: roll_of(db, exam.config))
    places = exam.store.read(lambda db: places_of(db, exam.config))
    assert {place.entrant for place in places if place.entrant is not None} == set(roll)
    assert sum(place.is_spare for place in places) == exam.config.writing.sitting_of().spare_seats
    assert all(place.entrant is None or place.entrant.place == place.name for place in places)


def test_what_the_minutes_say_of_a_real_exam_is_what_its_database_says(
    exam: OpenExam, made: Handouts
) -> None:
    room = two_at_work(exam, made)
    room.hand_in(0, START + 1_000, sealed_at=START + 500)
    over = ExamTime(START + LENGTH + 1_000_000)
    exam.store.write_now(lambda db: close_sitting(db, exam, "pengawas-1", over))
    record = exam.store.read(lambda db: read_day(db, exam, UTC))
    day = record.day
    manners = {one.entrant.application_id: one.manner for one in day.presences}
    assert [manners[who] for who in room.ids] == [Manner.SUBMITTED, Manner.NOTHING]
    assert (day.count(Attendance.PRESENT), day.count(Attendance.ABSENT)) == (2, 52)
    checkpoint = exam.store.read(checkpoint_at_close)
    assert checkpoint is not None
    assert day.checkpoint is not None
    assert (day.checkpoint.size, day.checkpoint.root) == (checkpoint.size, checkpoint.root)
    assert record.names.staff["pengawas-1"] == "Pengawas Ruang 1"
    ((signed, code),) = exam.store.read(
        lambda db: db.execute("select signed, receipt_code from envelopes").fetchall()
    )
    document = Document(io.BytesIO(print_paper(Printed.RECEIPTS, exam)))
    (piece,) = (cell for table in document.tables for cell in table.rows[0].cells)
    values = [cell.text for table in piece.tables for row in table.rows for cell in row.cells]
    assert show_code(code) in values
    assert show_code(provisional_code(signed)) in values


def test_the_command_writes_one_paper_or_all_and_never_over_another(
    exam_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "papers"
    assert run(["print", "rules", str(exam_root), "--out", str(out)]) == 0
    assert [path.name for path in out.iterdir()] == ["tata-tertib.docx"]
    assert str(out / "tata-tertib.docx") in capsys.readouterr().out
    assert run(["print", "rules", str(exam_root), "--out", str(out)]) == 2
    assert "tata-tertib.docx" in capsys.readouterr().err
    assert run(["print", "all", str(exam_root), "--out", str(tmp_path / "all")]) == 0
    assert {path.name for path in (tmp_path / "all").iterdir()} == set(FILES.values())


@pytest.mark.parametrize("inside", ["papers", "keys"])
def test_nothing_is_printed_into_an_exam(exam_root: Path, inside: str) -> None:
    before = sorted(exam_root.rglob("*"))
    assert run(["print", "rules", str(exam_root), "--out", str(exam_root / inside)]) == 2
    assert [one for one in sorted(exam_root.rglob("*")) if one.name != "lock"] == [
        one for one in before if one.name != "lock"
    ]


def test_a_kind_that_holds_a_secret_is_not_printed(exam_root: Path, tmp_path: Path) -> None:
    assert run(["print", "cards", str(exam_root), "--out", str(tmp_path / "out")]) == 2
    assert not (tmp_path / "out").exists()


def test_a_new_exam_has_its_secret_papers_among_the_handouts_and_none_in_its_directory(
    plan: Plan, tmp_path: Path
) -> None:
    folders = Folders(tmp_path / "exam", tmp_path / "cards")
    found_exam(replace(plan, applications=plan.applications[:2]), folders, os.urandom)
    printed = {path.name for path in folders.cards.glob("*.docx")}
    assert {CARDS, STAFF, TOPIC_HOLDERS, PROCTORS, TOPIC_CODE} < printed
    assert not list(folders.directory.rglob("*.docx"))


def test_the_page_explains_every_paper_and_hands_each_over_under_its_name(
    exam_root: Path, made: Handouts
) -> None:
    passphrases = {one.staff_id: one.passphrase for one in made.staff}
    with open_exam(exam_root) as exam, visiting(exam, passphrases) as visitor:
        visitor.log_in("sekretariat")
        page = visitor.get("/sekretariat/cetak")
        for name in FILES.values():
            assert f'href="/sekretariat/cetak/{name}"' in page.text
        file = visitor.get(f"/sekretariat/cetak/{FILES[Printed.RULES]}")
        assert file.content == print_paper(Printed.RULES, exam)
        assert file.headers["content-type"] == WORD
        assert file.headers["content-disposition"] == 'attachment; filename="tata-tertib.docx"'
        assert file.headers["cache-control"] == "no-store"
        assert visitor.get("/sekretariat/cetak/kartu-peserta.docx").status_code == 404
        with visitor.beside("pengawas-1"):
            refused = visitor.get("/sekretariat/cetak/tata-tertib.docx")
            assert refused.status_code == 403
            assert problem_of(refused)
