"""The schedule of interviews: drawn after the names are open, changed with a reason, replayable."""

import os
from collections.abc import Callable
from datetime import date, time

import pytest
from msgspec.structs import replace
from sqlite_utils import Database

from exam.chronicle import decode_entry
from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.hearing_record import HearingsScheduled, Pause, Session
from exam.hearings import Candidate, Hour, Schedule, draw_hearings
from server.ceremony import Handouts
from server.hearing_list import hearing_rooms
from server.interview_scoring import begin_interviews
from server.interviews import (
    Interviews,
    Wanted,
    draw_schedule,
    interviewers_by_candidate,
    interviews_of,
    invitable,
    move_hearing,
    note_missed,
    schedule_now,
)
from server.office import OpenExam
from server.scored import KeyMaking
from tests.server.panel_acting import open_panel

SEED = bytes(range(32))
DAY = "2026-12-14"
BY = ("ketua", "penilai-2")
MORNING = Session(DAY, "Ruang Rapat I", 480, 900, BY, (Pause(720, 780),))


@pytest.fixture
def revealed(exam: OpenExam, made: Handouts) -> OpenExam:
    panel = open_panel(exam, made)
    panel.open_round_one()
    panel.lock_all()
    return exam


def interviews(exam: OpenExam) -> Interviews:
    return interviews_of(exam.exam_id, exam.config)


def expected(exam: OpenExam) -> list[str]:
    people = exam.store.read(lambda db: invitable(db, interviews(exam)))
    return [one.application_id for one in people if one.is_expected]


def draw(exam: OpenExam, *sessions: Session, **changed: object) -> Schedule:
    fields = {"invited": expected(exam), "seed": SEED, **changed}
    wanted = Wanted(sessions or (MORNING,), **fields)  # type: ignore[arg-type]
    return exam.act_now(lambda db, now: draw_schedule(db, interviews(exam), wanted, "s", now))


def standing(exam: OpenExam) -> Schedule:
    schedule = exam.store.read(schedule_now)
    assert schedule is not None
    return schedule


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as refusal:
        act()
    return refusal.value.code


def move(exam: OpenExam, who: str, hour: Hour) -> None:
    exam.act_now(
        lambda db, now: move_hearing(db, interviews(exam), who, hour, "s", "Dinas luar", now)
    )


def miss(exam: OpenExam, who: str, *, is_absent: bool = True) -> None:
    exam.act_now(lambda db, now: note_missed(db, who, "s", "Sakit", now, is_absent=is_absent))


def begin(exam: OpenExam) -> None:
    def act(db: Database, now: ExamTime) -> None:
        making = KeyMaking(exam.manifest.panel_public_key, os.urandom, now)
        begin_interviews(db, interviews(exam).stage, interviewers_by_candidate(db), making)

    exam.act_now(act)


def test_nobody_is_invited_while_names_are_hidden(exam: OpenExam, made: Handouts) -> None:
    open_panel(exam, made)
    assert refused(lambda: expected(exam)) == "interview.names"
    assert refused(lambda: draw(exam, invited=["x"])) == "interview.names"
    assert exam.store.read(schedule_now) is None
    assert exam.store.read(interviewers_by_candidate) == {}


def test_who_reached_the_interviews_is_expected_and_everybody_may_be_invited(
    revealed: OpenExam,
) -> None:
    people = revealed.store.read(lambda db: invitable(db, interviews(revealed)))
    assert len(people) == 54
    assert 0 < len(expected(revealed)) < len(people)
    rows = revealed.store.read(lambda db: list(db["identities"].rows))
    assert {row["application_id"] for row in rows} <= set(expected(revealed))


def test_the_entry_in_the_log_is_enough_to_draw_the_schedule_again(revealed: OpenExam) -> None:
    schedule = draw(revealed)
    raw = revealed.store.read(
        lambda db: db.execute("select entry from ledger order by position desc").fetchone()[0]
    )
    entry = decode_entry(raw)
    assert isinstance(entry, HearingsScheduled)
    query = "select id, number, post_id from applications order by number desc"
    rows = revealed.store.read(lambda db: list(db.query(query)))
    people = [
        Candidate(row["id"], row["number"], row["post_id"])
        for row in rows
        if row["id"] in schedule.appointments
    ]
    posts = [post.id for post in revealed.config.posts]
    seed = bytes.fromhex(entry.seed)
    again = draw_hearings(entry.sessions, entry.minutes, people, posts, seed)
    assert again == entry.appointments
    assert standing(revealed) == schedule


def test_a_schedule_is_given_up_only_by_whoever_looked_at_it(revealed: OpenExam) -> None:
    first = draw(revealed)
    assert refused(lambda: draw(revealed)) == "hearing.changed"
    second = draw(revealed, seed=None, instead_of=first.digest, reason="Ruang dipakai")
    assert standing(revealed) == second
    assert second.seed == ""


def test_without_people_or_with_too_few_interviewers_nothing_is_drawn(revealed: OpenExam) -> None:
    assert refused(lambda: draw(revealed, invited=())) == "hearing.no-people"
    few = Interviews(
        interviews(revealed).stage,
        type(interviews(revealed).section)(minutes=60, interviewers=1),
    )
    wanted = Wanted((MORNING,), expected(revealed), None)
    with pytest.raises(RefusedError) as refusal:
        revealed.act_now(lambda db, now: draw_schedule(db, few, wanted, "s", now))
    assert refusal.value.code == "hearing.interviewers"
    assert revealed.store.read(schedule_now) is None


def test_a_selection_without_interviews_has_none(exam: OpenExam) -> None:
    config = replace(exam.config, interview=None)
    assert refused(lambda: interviews_of(exam.exam_id, config)) == "hearing.none"


def test_an_hour_is_changed_and_an_absence_noted_and_taken_back(revealed: OpenExam) -> None:
    who, other, *_ = draw(revealed).in_order()
    move(revealed, who.application_id, Hour(DAY, other.room, other.begins, BY))
    after = standing(revealed).appointments
    assert after[who.application_id].begins == other.begins
    assert after[other.application_id].begins == who.begins
    size = revealed.store.read(lambda db: db["ledger"].count)
    move(revealed, who.application_id, Hour(DAY, other.room, other.begins, BY))
    assert revealed.store.read(lambda db: db["ledger"].count) == size
    miss(revealed, who.application_id)
    miss(revealed, who.application_id)
    assert standing(revealed).absent == {who.application_id}
    assert revealed.store.read(lambda db: db["ledger"].count) == size + 1
    miss(revealed, who.application_id, is_absent=False)
    assert not standing(revealed).absent


def test_whoever_has_no_hour_can_neither_move_nor_miss_it(revealed: OpenExam) -> None:
    hour = Hour(DAY, "R", 480, BY)
    assert refused(lambda: move(revealed, "001.brida", hour)) == "hearing.nobody"
    assert refused(lambda: miss(revealed, "001.brida")) == "hearing.nobody"
    draw(revealed)
    assert refused(lambda: miss(revealed, "tidak-ada")) == "hearing.nobody"


def test_once_the_scoring_has_begun_who_hears_whom_is_fixed(revealed: OpenExam) -> None:
    schedule = draw(revealed)
    begin(revealed)
    who = schedule.in_order()[0].application_id
    known = schedule.digest
    assert refused(lambda: draw(revealed, instead_of=known, reason="x")) == "hearing.begun"
    others = Hour("2026-12-15", "Ruang Rapat I", 480, ("penilai-3",))
    assert refused(lambda: move(revealed, who, others)) == "hearing.begun"
    move(revealed, who, Hour("2026-12-15", "Ruang Rapat I", 480, BY))
    assert standing(revealed).appointments[who].date == "2026-12-15"


def test_lists_show_rooms_in_order_with_names_breaks_and_codes(revealed: OpenExam) -> None:
    schedule = draw(revealed)
    first = schedule.in_order()[0].application_id
    miss(revealed, first)
    later = Hour("2026-12-16", "Ruang Lain", 810, BY)
    move(revealed, schedule.in_order()[1].application_id, later)
    rooms = revealed.store.read(lambda db: hearing_rooms(db, revealed.config, standing(revealed)))
    assert [(room.date, room.room) for room in rooms] == [
        (date(2026, 12, 14), "Ruang Rapat I"),
        (date(2026, 12, 16), "Ruang Lain"),
    ]
    assert rooms[0].breaks == ((time(12), time(13)),)
    assert rooms[1].breaks == ()
    assert rooms[0].interviewers == BY
    assert rooms[0].names[0] == "Sekretaris Daerah selaku Ketua Panitia Seleksi"
    assert (rooms[1].lines[0].begins, rooms[1].lines[0].ends) == (time(13, 30), time(14, 30))
    line = rooms[0].lines[0]
    assert (line.application_id, line.is_absent, line.begins) == (first, True, time(8))
    with_paper = {row["application_id"] for row in revealed.store.read(_identities)}
    for one in (line for room in rooms for line in room.lines):
        assert bool(one.code) == (one.application_id in with_paper)


def _identities(db: Database) -> list[dict[str, str]]:
    return list(db["identities"].rows)
