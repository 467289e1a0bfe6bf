"""What an observer sees of the ledger: what people decided, by number and account, never a name."""

from collections.abc import Iterable
from typing import get_args

import pytest

from exam.chronicle import AnyEntry, OrderIssued, SeatEnrolled, encode_entry
from exam.clock import ExamTime
from exam.entry import Entry
from exam.events import AnyOrder, SittingClosed
from exam.proceedings import AccountClosed, CheckInOpened, IncidentKind, IncidentNoted
from server import observing
from server.observing import EVERYDAY, Observation, Observed
from server.office import OpenExam
from server.starting import order_start
from server.store import append_entry, ledger_size
from server.web.duty import HAPPENINGS

SECRET = "Budi Santoso"


def write(exam: OpenExam, entries: Iterable[Entry]) -> None:
    lines = [encode_entry(entry) for entry in entries]
    exam.store.write_now(lambda db: [append_entry(db, line) for line in lines])


def look(exam: OpenExam, observation: Observation) -> Observed:
    return exam.store.read(observation.look)


def test_every_entry_and_order_that_is_shown_has_a_word() -> None:
    entries = set(get_args(AnyEntry)) - {OrderIssued, *EVERYDAY}
    shown = entries | set(get_args(AnyOrder))
    assert set(HAPPENINGS) == {one.__name__ for one in shown}


def test_an_order_is_named_by_itself_and_with_whoever_gave_it(exam: OpenExam) -> None:
    observation = Observation()
    before = len(look(exam, observation).lines)
    now = exam.timeline.now()
    exam.store.write_now(lambda db: order_start(db, exam, "pengawas-1", now))
    seen = look(exam, observation).lines
    assert len(seen) == before + 1
    assert (seen[0].kind, seen[0].staff_id) == ("StartOrdered", "pengawas-1")


def test_the_latest_stands_first_and_what_programs_report_is_left_out(exam: OpenExam) -> None:
    write(
        exam,
        [
            CheckInOpened(ExamTime(1), "pengawas-1"),
            SeatEnrolled(ExamTime(2), "a" * 32, "PC-99", "b" * 64),
            AccountClosed(ExamTime(3), "pengamat", "sekretariat"),
        ],
    )
    kinds = [line.kind for line in look(exam, Observation()).lines]
    assert kinds[:2] == ["AccountClosed", "CheckInOpened"]
    assert "SeatEnrolled" not in kinds


def test_what_somebody_wrote_about_a_candidate_is_not_shown(exam: OpenExam) -> None:
    said = IncidentNoted(
        ExamTime(1), "a" * 32, IncidentKind.POWER, "42", "PC-1", "pengawas-1", SECRET
    )
    write(exam, [said])
    (line, *_) = look(exam, Observation()).lines
    assert (line.kind, line.application_id, line.staff_id) == ("IncidentNoted", "42", "pengawas-1")
    assert SECRET not in repr(line)


def test_each_look_reads_on_and_says_size_and_root_of_the_whole_ledger(exam: OpenExam) -> None:
    observation = Observation()
    first = look(exam, observation)
    write(exam, [CheckInOpened(ExamTime(1), "pengawas-1")])
    second = look(exam, observation)
    whole = look(exam, Observation())
    assert (second.size, second.short) == (first.size + 1, whole.short)
    assert second.short != first.short
    assert second.size == exam.store.read(ledger_size)
    assert second == whole


def test_of_a_long_day_the_earlier_lines_are_only_counted(
    exam: OpenExam, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(observing, "MOST_SHOWN", 2)
    observation = Observation()
    before = look(exam, observation)
    write(exam, [CheckInOpened(ExamTime(at), f"pengawas-{at}") for at in (1, 2, 3)])
    seen = look(exam, observation)
    assert [line.staff_id for line in seen.lines] == ["pengawas-3", "pengawas-2"]
    assert seen.earlier == before.earlier + len(before.lines) + 1


def test_there_is_evidence_once_a_sitting_was_closed(exam: OpenExam) -> None:
    observation = Observation()
    write(exam, [CheckInOpened(ExamTime(1), "pengawas-1")])
    assert not look(exam, observation).is_closed
    order = SittingClosed("a" * 32, 2)
    write(exam, [OrderIssued(ExamTime(2), "pengawas-1", "", "", order)])
    assert look(exam, observation).is_closed
    write(exam, [CheckInOpened(ExamTime(3), "pengawas-1")])
    assert look(exam, observation).is_closed
