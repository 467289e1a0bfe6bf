"""What the secretariat is told about the list of candidates when an exam is created."""

import sqlite3
from pathlib import Path

import pytest

from server import __main__ as program
from tests.server.conftest import practice_toml

Capture = pytest.CaptureFixture[str]
ROSTERS = Path(__file__).parents[1] / "data" / "rosters"


def create(roster: Path, folder: Path, language: str = "en") -> int:
    """Create an exam of a list in `folder`."""
    config = folder / "practice.toml"
    config.write_text(practice_toml(), "utf-8")
    options = ["--config", config, "--roster", roster, "--cards", folder / "out"]
    return program.run(["--language", language, "init", *map(str, options), str(folder / "new")])


def test_an_exam_is_created_from_a_workbook_and_every_repair_is_told(
    tmp_path: Path, capsys: Capture
) -> None:
    assert create(ROSTERS / "excel.xlsx", tmp_path) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith(f"{ROSTERS / 'excel.xlsx'} was read with repairs.")
    repairs = [line for line in said if line.startswith("- ")]
    assert len(repairs) == 7
    assert said[1:8] == repairs
    assert any("7 × (row 7, 9, 11, 13, 15, 17, 19)" in line for line in repairs)
    assert len(list((tmp_path / "out" / "cards").iterdir())) == 14


def test_what_was_repaired_is_told_in_indonesian(tmp_path: Path, capsys: Capture) -> None:
    assert create(ROSTERS / "windows-1252.csv", tmp_path, "id") == 0
    said = capsys.readouterr().out.splitlines()
    assert "perbaikan" in said[0]
    assert said[1].startswith("- ")
    assert "“José”" in said[1]


def test_a_clean_list_is_read_in_silence(tmp_path: Path, capsys: Capture) -> None:
    assert create(ROSTERS / "plain.csv", tmp_path) == 0
    assert "repairs" not in capsys.readouterr().out


def test_every_problem_of_a_list_is_told_on_its_own_line_and_nothing_is_made(
    tmp_path: Path, capsys: Capture
) -> None:
    assert create(ROSTERS / "lossy.xlsx", tmp_path) == 2
    said = capsys.readouterr()
    told = said.err.splitlines()
    assert said.out == ""
    assert [line for line in told if "row 2: a spreadsheet program took the NIP" in line] == told[
        :1
    ]
    assert "11 more rows" in told[-1]
    assert len(told) == 4
    assert [path.name for path in tmp_path.iterdir()] == ["practice.toml"]


def test_longer_time_that_the_list_names_is_given_to_that_candidate(tmp_path: Path) -> None:
    header, *rows = (ROSTERS / "plain.csv").read_text("utf-8").splitlines()
    roster = tmp_path / "daftar.csv"
    lines = [
        f"{header},akomodasi",
        f"{rows[0]},Peserta disabilitas netra",
        *(f"{row}," for row in rows[1:]),
    ]
    roster.write_text("\n".join(lines), "utf-8")
    assert create(roster, tmp_path) == 0
    with sqlite3.connect(tmp_path / "new" / "exam.db") as db:
        extra = dict(db.execute("select number, accommodation from applications"))
    db.close()
    assert extra.pop("001") == round(240 * 60_000 * 33.3 / 100)
    assert set(extra.values()) == {0}
