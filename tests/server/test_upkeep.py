"""What a server does each second, without a network."""

from pathlib import Path

import pytest
import structlog.testing

from exam.clock import ExamTime
from exam.protocol import SeatStatus
from server import summaries
from server.ceremony import Handouts
from server.evidence import CheckpointKeeper
from server.hall import Hall
from server.intake import accept_beat
from server.office import OpenExam, open_exam
from server.recovering import begin_recovery
from server.upkeep import HEADS_EACH_SECONDS, HEARD_EACH_SECONDS, Upkeep
from tests.server.acting import Hand, beat
from tests.server.at_work import START, two_at_work


def upkeep_of(exam: OpenExam, hall: Hall) -> Upkeep:
    return Upkeep(exam, hall, CheckpointKeeper(exam.exam_id, exam.signing_secret))


async def test_a_restarted_server_settles_by_what_its_seats_say(
    exam_root: Path, made: Handouts
) -> None:
    hand = Hand()
    with open_exam(exam_root, hand.clocks) as exam:
        two_at_work(exam, made, exam.timeline.now())
        hand.move(600)
        exam.store.write_now(exam.timeline.persist)
        went = exam.timeline.now()
    hand.wall += 120_000
    with open_exam(exam_root, hand.clocks) as exam:
        said = summaries.attending(exam, str)
        assert said.endswith("(by this machine's clock 2 minutes).")
        upkeep = upkeep_of(exam, Hall())
        await upkeep.turn()
        for _ in range(2):
            exam.timeline.note_report("id-PC-01", 2, went + 20_000)
        hand.move(8)
        await upkeep.turn()
        assert exam.timeline.now() == went + 28_000
        exam.store.write_now(lambda db: begin_recovery(db, 9, ExamTime(1)))
        said = summaries.attending(exam, str)
        assert said == ("Restored from a copy; PCs that have not brought everything: PC-01, PC-02")


async def test_what_was_heard_is_written_down_now_and_then_and_heads_each_minute(
    exam: OpenExam, made: Handouts, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, hall = two_at_work(exam, made), Hall()
    heads: list[int] = []
    heard: list[int] = []
    query = "select heard_at from applications where id = ?"
    monkeypatch.setattr("server.upkeep.record_heads", lambda *_: heads.append(len(heard)))
    upkeep = upkeep_of(exam, hall)
    for turn in range(HEADS_EACH_SECONDS + 1):
        status = SeatStatus("writing")
        hall.note_beat("id-PC-01", room.ids[0], status, sent_all=False, at=ExamTime(1000 + turn))
        await upkeep.turn()
        (row,) = exam.store.read(lambda db: list(db.query(query, [room.ids[0]])))
        heard.append(row["heard_at"] - 1000)
    assert heads == [0, HEADS_EACH_SECONDS]
    each = HEARD_EACH_SECONDS
    assert heard == [turn // each * each for turn in range(HEADS_EACH_SECONDS + 1)]


async def test_a_journal_that_the_disk_spoiled_does_not_end_the_server(
    exam: OpenExam, made: Handouts
) -> None:
    room = two_at_work(exam, made)
    segment = room.people[0].segment("id-PC-01")
    segment.type("a")
    request = beat(room.ids[0], segment.part())
    exam.store.write_now(
        lambda db: accept_beat(db, exam, room.seats[0].seat, request, ExamTime(START))
    )
    exam.store.write_now(lambda db: db.execute("update segments set header = x'00'"))
    upkeep = upkeep_of(exam, Hall())
    with structlog.testing.capture_logs() as logs:
        await upkeep.turn()
        await upkeep.turn()
    assert [(log["kind"], log["code"]) for log in logs] == [("JournalError", "journal.header")]
    (row,) = exam.store.read(lambda db: list(db.query("select exam_time from timeline")))
    assert row["exam_time"] > 0
