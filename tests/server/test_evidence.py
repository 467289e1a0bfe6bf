"""Checkpoints and the exported ledger: what was signed is what is there, to the byte."""

import os

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from exam import keys
from exam.chronicle import SeatEnrolled, encode_entry
from exam.clock import ExamTime
from exam.errors import LedgerError
from exam.ledger import merkle_root, read_checkpoint
from server.evidence import CheckpointKeeper, export_ledger, verify_lines
from server.office import OpenExam
from server.store import append_entry

NOW = ExamTime(5_000)
SECRET = bytes(range(32))
PUBLIC = keys.signing_public_key(SECRET)
EXAM_ID = bytes(32)


def _add_entry(db: Database, number: int = 1) -> None:
    append_entry(db, encode_entry(SeatEnrolled(number, f"{number:016x}", "PC-01", "0" * 64)))


def _lines(entries: int) -> list[str]:
    db = Database(memory=True)
    db.table("ledger").create({"position": int, "entry": bytes, "leaf": bytes}, pk="position")
    for number in range(entries):
        _add_entry(db, number)
    lines = export_ledger(db, EXAM_ID, SECRET, NOW)
    db.close()
    return lines


def test_a_real_exams_ledger_verifies(exam: OpenExam) -> None:
    exam.store.write_now(_add_entry)
    lines = exam.store.read(lambda db: export_ledger(db, exam.exam_id, exam.signing_secret, NOW))
    checkpoint = verify_lines(lines, exam.manifest.server_signing_key)
    assert (checkpoint.exam_id, checkpoint.size, checkpoint.at) == (exam.exam_id, 3, NOW)
    assert [msgspec.json.decode(line)["event"] for line in lines[:-1]] == [
        "ExamCreated",
        "TimeSettled",
        "SeatEnrolled",
    ]


@given(st.integers(0, 40))
def test_a_ledger_of_any_length_verifies(entries: int) -> None:
    assert verify_lines(_lines(entries), PUBLIC).size == entries


WHOLE = _lines(5)


@given(st.data())
def test_one_changed_character_is_found_anywhere(data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(WHOLE) - 1))
    line = WHOLE[number]
    place = data.draw(st.integers(0, len(line) - 1))
    other = data.draw(st.sampled_from('0123456789abcdefxyz{}" ').filter(lambda c: c != line[place]))
    changed = list(WHOLE)
    changed[number] = line[:place] + other + line[place + 1 :]
    with pytest.raises(LedgerError):
        verify_lines(changed, PUBLIC)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        WHOLE[1:],
        WHOLE[:-1],
        WHOLE[:2] + WHOLE[3:],
        [*WHOLE[:-1], WHOLE[0], WHOLE[-1]],
        [WHOLE[1], WHOLE[0], *WHOLE[2:]],
        [*WHOLE[:-1], _lines(4)[-1]],
    ],
    ids=["empty", "first gone", "checkpoint gone", "one gone", "one more", "swapped", "older"],
)
def test_lines_that_are_not_what_was_signed_are_refused(lines: list[str]) -> None:
    with pytest.raises(LedgerError):
        verify_lines(lines, PUBLIC)


def test_a_checkpoint_written_otherwise_is_refused() -> None:
    with pytest.raises(LedgerError, match=r"ledger\.checkpoint"):
        verify_lines([*WHOLE[:-1], WHOLE[-1].replace('"size":', '"size": ')], PUBLIC)


def test_a_checkpoint_of_another_server_is_refused() -> None:
    with pytest.raises(LedgerError, match=r"ledger\.checkpoint"):
        verify_lines(WHOLE, keys.signing_public_key(os.urandom(32)))


def test_the_checkpoint_is_renewed_only_when_the_ledger_grew(exam: OpenExam) -> None:
    keeper = CheckpointKeeper(exam.exam_id, exam.signing_secret)
    exam.store.read(lambda db: keeper.renew(db, ExamTime(1)))
    first = keeper.latest
    exam.store.read(lambda db: keeper.renew(db, ExamTime(2)))
    assert first is not None
    assert keeper.latest is first
    exam.store.write_now(_add_entry)
    exam.store.read(lambda db: keeper.renew(db, ExamTime(3)))
    assert keeper.latest is not None
    found = read_checkpoint(keeper.latest, exam.manifest.server_signing_key)
    leaves = exam.store.read(lambda db: [row["leaf"] for row in db["ledger"].rows])
    assert (found.size, found.root, found.at) == (len(leaves), merkle_root(leaves), 3)
