"""Commands on the way to the result: scores from outside, the recap, letters."""

import zipfile
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from exam.sentences import SENTENCES
from server import __main__ as program
from server.ceremony import Handouts
from server.office import open_exam
from server.outside import taken_files
from tests.server.panel_acting import open_panel
from tests.server.result_acting import ASSESSED, Selection, list_of

Capture = pytest.CaptureFixture[str]
ENGLISH = ("--language", "en")


@pytest.fixture
def numbers(made: Handouts) -> list[str]:
    return sorted(card.application.number for card in made.cards)


@pytest.fixture
def finished(exam_root: Path, made: Handouts) -> Path:
    """An exam of which every stage is in."""
    with open_exam(exam_root) as exam:
        Selection(open_panel(exam, made)).finish()
    return exam_root


def run(*arguments: object) -> int:
    return program.run([*ENGLISH, *map(str, arguments)])


def taken(exam_root: Path) -> list[str]:
    with open_exam(exam_root) as exam:
        return [one.reason for one in exam.store.read(lambda db: taken_files(db, ASSESSED))]


def test_scores_from_outside_are_shown_first_and_taken_when_asked(
    exam_root: Path, numbers: list[str], tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "nilai.csv"
    file.write_bytes(list_of({numbers[0]: "80,5", numbers[1]: "70"}))
    assert run("outside", ASSESSED, file, exam_root) == 0
    shown = capsys.readouterr().out
    assert "2 scores of the stage Asesmen kompetensi (BKN)" in shown
    assert ": 80.5\n" in shown.replace(",", ".")
    assert shown.count(": none") == 52
    assert taken(exam_root) == []
    assert run("outside", "--take", ASSESSED, file, exam_root) == 0
    assert "count from now on" in capsys.readouterr().out
    assert taken(exam_root) == [""]


def test_a_file_that_replaces_one_needs_a_reason(
    exam_root: Path, numbers: list[str], tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "nilai.csv"
    file.write_bytes(list_of({numbers[0]: "80"}))
    run("outside", "--take", ASSESSED, file, exam_root)
    file.write_bytes(list_of({numbers[0]: "81"}))
    capsys.readouterr()
    assert run("outside", "--take", ASSESSED, file, exam_root) != 0
    said = capsys.readouterr()
    assert "(until now 80)" in said.out
    assert said.err.strip() == SENTENCES["outside.reason"].format(file=file)
    assert run("outside", "--take", "--reason", "Salah ketik", ASSESSED, file, exam_root) == 0
    assert taken(exam_root) == ["Salah ketik", ""]


def test_everything_that_is_wrong_with_a_file_is_said(
    exam_root: Path, numbers: list[str], tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "nilai.csv"
    file.write_bytes(list_of({"999": "80", numbers[0]: "101"}))
    assert run("outside", "--take", ASSESSED, file, exam_root) == 1
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 2
    assert all(line.startswith(str(file)) for line in lines)
    assert taken(exam_root) == []


def test_a_stage_that_is_scored_here_takes_no_file(
    exam_root: Path, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "nilai.csv"
    file.write_bytes(b"x")
    assert run("outside", "makalah", file, exam_root) != 0
    said = capsys.readouterr().err.strip()
    assert said == SENTENCES["outside.no-stage"].format(stage="makalah")


def test_recap_and_letters_are_written_as_files(finished: Path, tmp_path: Path) -> None:
    for name in ("recap.xlsx", "recap.docx"):
        assert run("recap", "--out", tmp_path / name, finished) == 0
    assert run("letters", "--out", tmp_path / "letters.zip", finished) == 0
    assert "Rekapitulasi" in load_workbook(tmp_path / "recap.xlsx").sheetnames
    document = Document(str(tmp_path / "recap.docx"))
    assert any("REKAPITULASI" in line.text for line in document.paragraphs)
    assert len(zipfile.ZipFile(tmp_path / "letters.zip").namelist()) == 54


def test_there_are_no_letters_while_a_stage_is_awaited(
    exam_root: Path, made: Handouts, tmp_path: Path, capsys: Capture
) -> None:
    with open_exam(exam_root) as exam:
        Selection(open_panel(exam, made)).score_papers()
    assert run("letters", "--out", tmp_path / "letters.zip", exam_root) != 0
    assert capsys.readouterr().err.strip() == SENTENCES["result.awaited"].format(stages=3)
    assert not (tmp_path / "letters.zip").exists()
