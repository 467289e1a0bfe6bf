"""What each command does in a selection in which nothing is written: its work, or one sentence."""

import asyncio
from datetime import date
from pathlib import Path

import pytest

from exam.sentences import SENTENCES
from server import __main__ as program
from server.ceremony import Handouts
from server.office import OpenExam, open_exam
from server.retention import destroy_keys
from server.summaries import attending
from server.web.doors import Doors, open_doors
from server.web.serve import attend
from tests.server.without_paper import (
    CHAIR,
    OTHER,
    STAGE,
    config_text,
    make_exam,
    numbers_of,
    playing,
    roster_text,
)

Capture = pytest.CaptureFixture[str]
ENGLISH = ("--language", "en")
WAIT_SECONDS = 60
NO_PAPER = SENTENCES["plan.no-paper"]


@pytest.fixture
def made(tmp_path: Path) -> Handouts:
    """Three people on two days, in the folder of the test."""
    return make_exam(tmp_path, config_text(), (2, 1))


@pytest.fixture
def root(made: Handouts, tmp_path: Path) -> Path:
    """The directory of that selection."""
    assert made.candidates == 3
    return tmp_path / "exam"


@pytest.mark.parametrize(
    "command",
    [
        ("plan",),
        ("pair", "--count", "1", "--cards", "kartu"),
        ("card", "--number", "001", "--out", "kartu.docx"),
        ("print", "--out", "cetak", "labels"),
        ("rehearse",),
        ("rehearse-shares", "--type"),
        ("evening", "--out", "sore"),
        ("close",),
        ("import", "PC-01.makalah"),
        ("open", "--type"),
        ("disclose", "--type", "--number", "001", "--reason", "x", "--out", "a.docx"),
        ("staff", "add", "--account", "a", "--name", "A", "--role", "proctor", "--out", "a.docx"),
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_a_command_about_papers_says_in_one_sentence_that_there_are_none(
    root: Path, command: tuple[str, ...], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root.parent)
    before = sorted(one.name for one in root.parent.iterdir() if one.is_file())
    assert program.run([*ENGLISH, *command, str(root)]) == 2
    assert capsys.readouterr().err.strip() == NO_PAPER
    assert sorted(one.name for one in root.parent.iterdir() if one.is_file()) == before


def test_what_is_printed_is_the_pact(root: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "cetak"
    assert program.run([*ENGLISH, "print", "--out", str(out), "all", str(root)]) == 0
    assert [one.name for one in out.iterdir()] == ["pakta-integritas.docx"]
    assert "pakta-integritas.docx" in capsys.readouterr().out


def test_an_exam_is_checked_and_made_by_commands(tmp_path: Path, capsys: Capture) -> None:
    config, roster = tmp_path / "boltara.toml", tmp_path / "roster.csv"
    config.write_text(config_text(), "utf-8")
    roster.write_text(roster_text((2, 1)), "utf-8")
    files = ["--config", str(config), "--roster", str(roster)]
    assert program.run([*ENGLISH, "check", *files]) == 0
    said = capsys.readouterr().out
    assert "Nothing is written in this selection" in said
    assert "heard for 30 minutes by 2 of the panel" in said
    assert "hari-1: 2 are heard." in said
    assert "envelopes" not in said
    cards, root = tmp_path / "kartu", tmp_path / "exam"
    assert program.run([*ENGLISH, "init", *files, "--cards", str(cards), str(root)]) == 0
    said = capsys.readouterr().out
    assert "3 candidates, 2 posts; nothing is written." in said
    assert "share" not in said
    assert {one.name for one in cards.iterdir()} == {"slip-akun.docx", "staff.csv"}


def test_copies_results_and_evidence_are_made_by_commands(
    root: Path, made: Handouts, tmp_path: Path, capsys: Capture
) -> None:
    with playing(tmp_path, made) as selection:
        scores = tmp_path / "nilai.csv"
        lines = [f"{number};7{at}" for at, number in enumerate(numbers_of(selection.exam))]
        scores.write_text("\n".join(("Nomor Peserta;Nilai", *lines)), "utf-8")
        selection.schedule()
        selection.begin()
        for number in (1, 2):
            for panelist in (CHAIR, OTHER):
                if number == 1:
                    selection.score(panelist, (80,))
                selection.commit(panelist, number)
    bundle, copy, back = tmp_path / "bukti.zip", tmp_path / "salinan", tmp_path / "pulih"
    for command in (
        ["outside", "--take", "kompetensi", str(scores), str(root)],
        ["recap", "--out", str(tmp_path / "rekap.xlsx"), str(root)],
        ["recap", "--out", str(tmp_path / "rekap.docx"), str(root)],
        ["letters", "--out", str(tmp_path / "surat.zip"), str(root)],
        ["ledger", "--out", str(tmp_path / "ledger.jsonl"), str(root)],
        ["bundle", str(root), str(bundle)],
        ["verify", str(bundle)],
        ["backup", str(copy), str(root)],
        ["restore", str(copy), str(back)],
        ["bundle", str(back), str(tmp_path / "bukti-2.zip")],
    ):
        assert program.run([*ENGLISH, *command]) == 0, (command, capsys.readouterr().err)
    assert "Everything that was checked holds." in capsys.readouterr().out


def test_the_panel_goes_on_without_a_member_and_needs_no_cards(
    root: Path, made: Handouts, tmp_path: Path, capsys: Capture
) -> None:
    with playing(tmp_path, made) as selection:
        selection.schedule()
        selection.begin()
        selection.score(CHAIR, (80,))
        selection.commit(CHAIR, 1)
    lost = ["--stage", STAGE, "--panelist", OTHER, "--reason", "Sakit"]
    assert program.run([*ENGLISH, "go-on", *lost, str(root)]) == 0
    assert "Awaited in round 1: 1." in capsys.readouterr().out


def test_keys_are_destroyed_after_the_scoring_and_no_card_is_asked_for(
    root: Path, made: Handouts, tmp_path: Path, capsys: Capture
) -> None:
    with playing(tmp_path, made) as selection:
        selection.schedule()
        selection.begin()
        for number in (1, 2):
            for panelist in (CHAIR, OTHER):
                if number == 1:
                    selection.score(panelist, (80,))
                selection.commit(panelist, number)
    with open_exam(root) as exam:
        done = destroy_keys(exam, date(2026, 1, 1), date(2026, 1, 2), "Masa simpan berakhir")
    assert (done.slots, done.seeds, done.sealed > 0) == (4, 2, True)
    assert (done.envelopes, done.journals) == (0, 0)
    assert program.run([*ENGLISH, "bundle", str(root), str(tmp_path / "b.zip")]) == 2
    assert "destroyed" in capsys.readouterr().err


def test_there_is_one_door_where_nobody_writes() -> None:
    with open_doors("127.0.0.1", None, 0) as doors:
        assert doors.kiosks is None
        assert doors.kiosk_port == 0
        assert doors.announce() == f"people: https://127.0.0.1:{doors.people_port}"


def test_a_server_of_it_answers_people_alone_and_says_so(root: Path) -> None:
    async def serve(exam: OpenExam, doors: Doors) -> None:
        stop = asyncio.Event()
        await asyncio.wait_for(attend(exam, doors, stop, stop.set), WAIT_SECONDS)

    with open_exam(root) as exam, open_doors("127.0.0.1", None, 0) as doors:
        asyncio.run(serve(exam, doors))
        assert "no port is opened for PCs" in attending(exam, str)
        assert exam.timeline.is_settled
