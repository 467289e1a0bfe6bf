"""The secretariat's commands: check what was prepared, plan the seats, prepare in a browser."""

from collections.abc import Callable
from pathlib import Path

import pytest

from server import __main__ as program
from server.ceremony import Handouts
from server.founding import Folders
from server.office import visit_exam
from server.places import last_lot, plan_of
from server.plan import read_plan
from server.preparation import Founded, Preparation
from server.web import new_app

Capture = pytest.CaptureFixture[str]
REFUSED = 2
SEED = "1f" * 32


def said(capsys: Capture, *arguments: str | Path, code: int = 0) -> str:
    """Run a command in English and return what it said."""
    assert program.run(["--language", "en", *map(str, arguments)]) == code
    out, err = capsys.readouterr()
    return str(out + err)


def checked(capsys: Capture, config: Path, roster: Path, code: int = 0) -> str:
    return said(capsys, "check", "--config", config, "--roster", roster, code=code)


def test_check_tells_what_the_exam_would_be_and_creates_nothing(
    config_file: Path, roster_file: Path, tmp_path: Path, capsys: Capture
) -> None:
    before = sorted(tmp_path.rglob("*"))
    told = checked(capsys, config_file, roster_file)
    assert "54 candidates for 54 places, and 6 spare PCs." in told
    assert "needed: enough." in told
    assert told.endswith("The exam can be created. Nothing has been created yet.\n")
    assert sorted(tmp_path.rglob("*")) == before


def test_check_ends_with_1_if_the_exam_cannot_be_held(
    config_file: Path, roster_file: Path, tmp_path: Path, capsys: Capture
) -> None:
    spoilt = tmp_path / "daftar.csv"
    spoilt.write_bytes(roster_file.read_bytes().replace(b"1970", b"1x70", 1))
    told = checked(capsys, config_file, spoilt, code=1)
    assert f"X {spoilt}, row 5:" in told
    assert told.endswith("Correct what is named, then check again.\n")


def test_check_of_a_file_that_is_not_there_is_refused(
    config_file: Path, tmp_path: Path, capsys: Capture
) -> None:
    assert "nowhere.csv" in checked(capsys, config_file, tmp_path / "nowhere.csv", code=REFUSED)


def test_plan_shows_the_room_before_and_after_the_lot(exam_root: Path, capsys: Capture) -> None:
    before = said(capsys, "plan", exam_root)
    assert before.count("(free)") == 54
    assert "The lot is not drawn yet." in before
    after = said(capsys, "plan", "--seed", SEED, exam_root)
    assert after.count("(spare)") == 6
    assert "(free)" not in after
    assert f"Seed of the lot: {SEED}" in after
    assert said(capsys, "plan", exam_root) == after


def test_plan_draws_once_and_again_only_with_a_reason(exam_root: Path, capsys: Capture) -> None:
    first = said(capsys, "plan", "--draw", exam_root)
    assert "drawn already" in said(capsys, "plan", "--draw", exam_root, code=REFUSED)
    assert "drawn already" in said(capsys, "plan", "--again", exam_root, code=REFUSED)
    assert said(capsys, "plan", exam_root) == first
    again = said(capsys, "plan", "--again", "--reason", "PC rusak", exam_root)
    assert again != first
    with visit_exam(exam_root) as exam:
        lot = exam.store.read(last_lot)
    assert lot is not None
    assert lot.reason == "PC rusak"


@pytest.mark.parametrize("seed", ["", "xy", "1f" * 31])
def test_plan_refuses_what_is_no_seed(exam_root: Path, capsys: Capture, seed: str) -> None:
    assert "64 characters" in said(capsys, "plan", "--seed", seed, exam_root, code=REFUSED)


def test_plan_changes_a_place_with_a_reason(
    exam_root: Path, made: Handouts, capsys: Capture
) -> None:
    said(capsys, "plan", "--draw", exam_root)
    swap = ("plan", "--swap", made.cards[0].application.number, "pc-06")
    assert "Give the reason" in said(capsys, *swap, exam_root, code=REFUSED)
    told = said(capsys, *swap, "--reason", "kursi roda", exam_root)
    assert f"PC-06  1    6    {made.cards[0].application.number}" in told
    with visit_exam(exam_root) as exam:
        plan = exam.store.read(lambda db: plan_of(db, exam.config))
    assert plan.place_of(made.cards[0].application.id) == "PC-06"


def test_new_says_its_address_and_at_the_end_where_everything_is(
    config_file: Path,
    roster_file: Path,
    made: Handouts,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan, folders = read_plan(config_file, roster_file), Folders(Path("ujian"), Path("kartu"))

    def serve(
        preparation: Preparation, language: str, port: int, tell: Callable[[str], None]
    ) -> None:
        tell(f"http://127.0.0.1:{port}/mulai/abc?{language}")
        if port:
            preparation.founded = Founded(plan, folders, made)

    monkeypatch.setattr(new_app, "serve_new_exam", serve)
    told = said(capsys, "new", "--port", "8123")
    assert "http://127.0.0.1:8123/mulai/abc?en" in told
    assert "The exam is ready: ujian" in told
    assert "No exam was created, and nothing was left behind." in said(capsys, "new")
