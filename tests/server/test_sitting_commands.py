"""Commands for an exam of two days: they act on the sitting that is named, and on no guess."""

import re
from pathlib import Path

import pytest

from exam.errors import RefusedError
from server import __main__ as program
from server.commands.asking import sitting_named
from server.documents.secret_papers import TOPIC_CODE, TOPIC_CODE_OF
from server.office import open_exam
from server.places import plan_of
from tests.exam.selections import SMALL, parsed
from tests.server.ready_made import ReadyMade
from tests.server.several_days import FIRST, ROSTER, SECOND, two_days_config, two_days_toml

Capture = pytest.CaptureFixture[str]
REFUSED = 2
DAY = re.compile(r"\d\d-\d\d-\d{4}")


@pytest.fixture
def root(tmp_path: Path, ready_made: ReadyMade) -> Path:
    """The directory of an exam of two days."""
    ready_made.copy_to(tmp_path / "exam", two_days_config(tmp_path), ROSTER)
    return tmp_path / "exam"


@pytest.mark.parametrize("named", ["", "pagi"])
def test_the_only_sitting_may_be_named_and_need_not(named: str) -> None:
    assert sitting_named(parsed(SMALL), named) == ""


def test_of_several_sittings_the_named_one_is_meant() -> None:
    assert sitting_named(parsed(two_days_toml()), SECOND) == SECOND


@pytest.mark.parametrize(
    ("toml", "named", "code"),
    [
        (two_days_toml(), "", "sitting.unnamed"),
        (two_days_toml(), "hari-3", "sitting.unknown"),
        (SMALL, "siang", "sitting.unknown"),
    ],
)
def test_a_sitting_that_is_not_known_is_never_guessed(toml: str, named: str, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        sitting_named(parsed(toml), named)
    assert refused.value.code == code


def test_the_plan_is_drawn_for_the_named_sitting(root: Path, capsys: Capture) -> None:
    assert program.run(["plan", "--draw", "--sitting", FIRST, str(root)]) == 0
    assert program.run(["plan", "--draw", str(root)]) == REFUSED
    assert SECOND in capsys.readouterr().err
    with open_exam(root) as exam:
        for sitting_id, is_drawn in ((FIRST, True), (SECOND, False)):
            plan = exam.store.read(lambda db, one=sitting_id: plan_of(db, exam.config, one))  # type: ignore[misc]
            assert plan.is_drawn == is_drawn


def test_papers_of_a_sitting_bear_its_name(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "papers"
    assert (
        program.run(["print", "--sitting", SECOND, "--out", str(out), "attendance", str(root)]) == 0
    )
    assert [path.name for path in out.iterdir()] == [f"{SECOND}-daftar-hadir.docx"]


@pytest.mark.parametrize("command", [["close"], ["evening", "--out", "out"]])
def test_a_sitting_that_has_not_begun_is_not_closed(
    root: Path, command: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert program.run([*command, "--sitting", FIRST, str(root)]) == REFUSED


def test_each_sitting_has_an_envelope_of_its_own_and_each_card_its_day(tmp_path: Path) -> None:
    cards, target = tmp_path / "cards", tmp_path / "exam"
    options = ["--config", str(two_days_config(tmp_path)), "--roster", str(ROSTER)]
    assert program.run(["init", *options, "--cards", str(cards), str(target)]) == 0
    names = {path.name for path in cards.iterdir()}
    assert {TOPIC_CODE_OF.format(sitting=one) for one in (FIRST, SECOND)} <= names
    assert TOPIC_CODE not in names
    days = {day for path in (cards / "cards").iterdir() for day in DAY.findall(path.read_text())}
    assert days == {"05-12-2026", "06-12-2026"}
