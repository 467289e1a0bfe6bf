"""The command by which a panel goes on without a member who is lost."""

from pathlib import Path

import pytest

from exam.scoring_record import RevealForced
from server import __main__ as program
from server.ceremony import Handouts
from server.office import open_exam
from tests.server.panel_acting import open_panel

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def shares(made: Handouts, tmp_path: Path) -> list[str]:
    """The share files of a quorum, as options."""
    options = []
    for share in made.shares[:3]:
        path = tmp_path / f"{share.panelist_id}.txt"
        path.write_text(share.words, "utf-8")
        options += ["--share", str(path)]
    return options


def go_on(root: Path, *arguments: str, panelist: str = "penilai-5") -> int:
    """Run the command in English."""
    asked = ("--stage", "makalah", "--panelist", panelist, "--reason", "Sakit keras")
    return program.run(["--language", "en", "go-on", *asked, *arguments, str(root)])


def prepare(exam_root: Path, made: Handouts) -> None:
    """Let four of five commit round one."""
    with open_exam(exam_root) as exam:
        panel = open_panel(exam, made)
        for desk in panel.desks()[:4]:
            panel.score_all(desk)
            panel.commit(desk)


def test_share_cards_release_what_the_round_waited_for(
    exam_root: Path, made: Handouts, shares: list[str], capsys: Capture
) -> None:
    prepare(exam_root, made)
    assert go_on(exam_root, *shares) == 0
    assert "round 2: 4" in capsys.readouterr().out
    with open_exam(exam_root) as exam:
        assert exam.store.read(lambda db: db["scores"].count) == 4 * 3 * 4
        forced = f'"event":"{RevealForced.__name__}"'.encode()
        entries = exam.store.read(lambda db: [row["entry"] for row in db["ledger"].rows])
        (entry,) = [entry for entry in entries if forced in entry]
        assert b'"members":["ketua","penilai-2","penilai-3"]' in entry


def test_too_few_cards_change_nothing(
    exam_root: Path, made: Handouts, shares: list[str], capsys: Capture
) -> None:
    prepare(exam_root, made)
    assert go_on(exam_root, *shares[:4]) == 2
    assert "2 shares were given; 3 are needed" in capsys.readouterr().err
    with open_exam(exam_root) as exam:
        assert exam.store.read(lambda db: db["excused"].count) == 0


def test_somebody_who_is_not_awaited_is_refused(
    exam_root: Path, made: Handouts, shares: list[str], capsys: Capture
) -> None:
    prepare(exam_root, made)
    assert go_on(exam_root, *shares, panelist="siapa") == 2
    assert "does not wait" in capsys.readouterr().err


def test_a_stage_that_was_settled_by_it_is_told(
    exam_root: Path, made: Handouts, shares: list[str], capsys: Capture
) -> None:
    with open_exam(exam_root) as exam:
        panel = open_panel(exam, made)
        panel.open_round_one()
        for desk in panel.desks()[:4]:
            panel.commit(desk)
    assert go_on(exam_root, *shares) == 0
    assert "locked and open" in capsys.readouterr().out
