"""Days of interviews as they are typed: first as planned, later as they stand, read forgivingly."""

import dataclasses
from datetime import date, time
from typing import Any

import pytest
from msgspec.structs import replace

from exam.config import ExamConfig, InterviewDay, InterviewSection
from exam.errors import RefusedError
from exam.hearing_record import Pause, Session
from exam.hearings import Candidate, Hour, Schedule
from server.office import OpenExam
from server.web.interview_forms import (
    TypedSession,
    everybody,
    first_sessions,
    name_of,
    read_sessions,
    typed_hour,
    typed_sessions,
)

BY = ("ketua", "penilai-2")
WHOLE = TypedSession("2026-12-14", "Ruang  I", "8.00", "24.00", "", BY)


@pytest.fixture
def config(exam: OpenExam) -> ExamConfig:
    days = (
        InterviewDay(
            id="hari-1",
            date=date(2026, 12, 14),
            start=time(8, 30),
            room="Ruang I",
            posts=("brida",),
        ),
        InterviewDay(
            id="hari-2", date=date(2026, 12, 15), start=time(20), room="Aula", groups=("Pagi",)
        ),
    )
    return replace(exam.config, interview=InterviewSection(minutes=60, days=days))


def test_the_days_of_the_config_stand_in_the_form_first(config: ExamConfig) -> None:
    first, second = first_sessions(config, None)
    assert first == TypedSession(
        "2026-12-14", "Ruang I", "08.30", "16.30", "12.00-13.00", everybody(config), "hari-1"
    )
    assert (second.begins, second.ends, second.breaks) == ("20.00", "24.00", "")
    sessions = read_sessions([first, second, TypedSession()], config)
    assert [one.posts for one in sessions] == [("brida",), ()]
    assert [one.groups for one in sessions] == [(), ("Pagi",)]


@pytest.mark.parametrize(
    ("people", "ends"), [(6, "16.30"), (7, "17.00"), (13, "23.00"), (20, "24.00")]
)
def test_a_planned_day_is_as_long_as_all_who_are_expected_need_with_the_break(
    config: ExamConfig, people: int, ends: str
) -> None:
    expected = [Candidate(f"{at:032x}", f"{at:03}", "brida") for at in range(people)]
    first, second = first_sessions(config, None, expected)
    assert (first.ends, second.ends) == (ends, "24.00")


def test_a_planned_day_grows_only_when_no_other_usual_day_has_an_hour(config: ExamConfig) -> None:
    days = tuple(
        InterviewDay(id=f"hari-{at}", date=date(2026, 12, at), start=time(8), room="Aula")
        for at in (14, 15)
    )
    config = replace(config, interview=InterviewSection(minutes=60, days=days))
    expected = [Candidate(f"{at:032x}", f"{at:03}", "brida") for at in range(15)]
    assert [one.ends for one in first_sessions(config, None, expected[:14])] == ["16.00", "16.00"]
    assert [one.ends for one in first_sessions(config, None, expected)] == ["16.00", "17.00"]


def test_a_schedule_that_stands_comes_back_as_it_was_typed(config: ExamConfig) -> None:
    session = Session("2026-12-14", "R", 480, 1440, BY, (Pause(720, 780),), posts=("brida",))
    other = Session("2026-12-14", "S", 480, 960, BY)
    schedule = Schedule(60, "", (session, other), {})
    typed = list(first_sessions(config, schedule))
    assert typed[0] == TypedSession(
        "2026-12-14", "R", "08.00", "24.00", "12.00-13.00", BY, "hari-1"
    )
    assert typed[1].day == ""
    assert read_sessions(typed, config) == (session, other)


def test_without_interviews_nothing_stands_in_the_form(exam: OpenExam) -> None:
    config = replace(exam.config, interview=None)
    assert list(first_sessions(config, None)) == []
    assert read_sessions([WHOLE], config)[0].posts == ()


def test_nobody_is_ticked_where_fewer_are_asked_for(config: ExamConfig) -> None:
    section = InterviewSection(minutes=60, interviewers=2)
    assert everybody(replace(config, interview=section)) == ()
    whole = InterviewSection(minutes=60, interviewers=5)
    assert len(everybody(replace(config, interview=whole))) == 5
    assert len(everybody(config)) == 5


def test_fields_are_read_line_by_line_with_blanks_cut_off(config: ExamConfig) -> None:
    data = {"date-1": " 2026-12-14 ", "by-1": "x", "by-ketua-1": "on", "day-1": "hari-1"}
    first, second = typed_sessions(data, config, 2)
    assert first.is_blank
    assert second == TypedSession("2026-12-14", by=("ketua",), day="hari-1")


@pytest.mark.parametrize(("typed", "minutes"), [("8.05", 485), ("08:05", 485), ("0.00", 0)])
def test_hours_are_read_with_points_or_colons(config: ExamConfig, typed: str, minutes: int) -> None:
    (session,) = read_sessions([dataclasses.replace(WHOLE, begins=typed)], config)
    assert (session.begins, session.ends, session.room) == (minutes, 1440, "Ruang I")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"date": "14-12-2026"}, "hearing.session"),
        ({"begins": "pagi"}, "hearing.session"),
        ({"ends": "24.01"}, "hearing.session"),
        ({"room": "a" * 201}, "hearing.session"),
        ({"room": "a\x07"}, "hearing.session"),
        ({"by": ()}, "hearing.session"),
        ({"breaks": "12.00"}, "hearing.break"),
        ({"breaks": "12.00-12.00"}, "hearing.break"),
        ({"breaks": "12.00-25.00"}, "hearing.break"),
        ({"breaks": ",".join(["12.00-12.10"] * 11)}, "hearing.break"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(
    config: ExamConfig, changed: dict[str, Any], code: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        read_sessions([TypedSession(), dataclasses.replace(WHOLE, **changed)], config)
    assert (refused.value.code, refused.value.details) == (code, {"session": 2})


def test_at_least_one_line_is_needed(config: ExamConfig) -> None:
    with pytest.raises(RefusedError) as refused:
        read_sessions([TypedSession(by=BY)], config)
    assert refused.value.code == "hearing.no-session"


def test_an_hour_is_one_of_the_list_or_written_with_the_own_interviewers() -> None:
    schedule = Schedule(60, "", (Session("2026-12-14", "R", 480, 600, BY),), {})
    own = Hour("2026-12-13", "R", 480, ("penilai-5",))
    free = Hour("2026-12-14", "R", 540, BY)
    assert typed_hour({"hour": name_of(free)}, schedule, own) == free
    written = {"date": "2026-12-20", "begins": "9.15", "room": " Aula "}
    assert typed_hour(written, schedule, own) == Hour("2026-12-20", "Aula", 555, ("penilai-5",))
    with pytest.raises(RefusedError) as refused:
        typed_hour({**written, "hour": "2026-12-14 0 R"}, schedule, own)
    assert refused.value.code == "hearing.hour"
