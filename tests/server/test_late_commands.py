"""Commands of the end of a day: what is brought by hand, a lost card, the close."""

from pathlib import Path

import pytest
from sqlite_utils import Database

from exam import keys
from exam.sentences import SENTENCES
from exam.transfer import Transfer, Work, write_transfer
from server import __main__ as program
from server.ceremony import Handouts
from server.office import open_exam
from tests.server.acting import candidate
from tests.server.at_work import TwoAtWork, two_at_work

Capture = pytest.CaptureFixture[str]
ENGLISH = ("--language", "en")


def test_nothing_is_done_by_a_time_that_nobody_knows(
    exam_root: Path, made: Handouts, tmp_path: Path, capsys: Capture
) -> None:
    with open_exam(exam_root) as exam:
        two_at_work(exam, made, exam.timeline.now())
    for command in (["close"], ["import", str(tmp_path / "x")]):
        assert program.run([*ENGLISH, *command, str(exam_root)]) == 2
        assert capsys.readouterr().err.strip() == SENTENCES["timeline.outage"]


def stick_of(room: TwoAtWork, at: int, file: Path) -> None:
    """Write what a proctor copied from a PC: a sealed paper, and something that is none."""
    who, seat = room.people[at], room.seats[at]
    sealed = who.envelope(seat.seat.id, seat.signing_secret)
    work = Work(who.application_id, (), (sealed, b"no envelope"))
    transfer = Transfer(room.exam.exam_id, seat.seat.id, 5, (work,), ())
    file.write_bytes(write_transfer(transfer, seat.signing_secret))


def let_time_run_out(db: Database) -> None:
    db.execute("update applications set length = 10001, accommodation = 0")
    db.execute("update timeline set exam_time = exam_time + 7200000")


def test_what_a_proctor_brings_on_a_stick_is_taken_in_once_and_the_sitting_is_closed(
    exam_root: Path, made: Handouts, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "PC-02.makalah"
    with open_exam(exam_root) as exam:
        room = two_at_work(exam, made, exam.timeline.now())
        room.hand_in(0, exam.timeline.now())
        stick_of(room, 1, file)
        exam.store.write_now(let_time_run_out)
    assert program.run([*ENGLISH, "import", str(file), str(file), str(exam_root)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"{file} of the PC PC-02 was brought:"
    assert said[1] == "- 002: 0 changes and 1 hand-ins are new."
    assert said[2].startswith("  An envelope")
    assert f"{file} was brought before; nothing is new." in said
    assert program.run([*ENGLISH, "close", str(exam_root)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "The sitting is closed."


def test_a_lost_card_is_replaced_by_one_that_admits(
    exam_root: Path, made: Handouts, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "card.docx"
    command = [*ENGLISH, "card", "--number", "001", "--out", str(out), str(exam_root)]
    assert program.run(command) == 0
    assert out.read_bytes()[:2] == b"PK"
    assert str(out) in capsys.readouterr().out
    assert program.run(command) == 2
    with open_exam(exam_root) as exam:
        before = candidate(exam, made.cards[0]).auth
        rows = exam.store.read(lambda db: list(db.query("select auth_hash from applications")))
    assert keys.auth_hash(before) not in {row["auth_hash"] for row in rows}
    unknown = [*ENGLISH, "card", "--number", "999", "--out", f"{out}2", str(exam_root)]
    assert program.run(unknown) == 2
    assert "There is no candidate 999" in capsys.readouterr().err
    assert not Path(f"{out}2").exists()
