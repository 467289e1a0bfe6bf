"""How much disk an exam takes, what a disk has, and what people are told of it."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from server.disk_watch import DiskState, disk_notice, disk_state, forecast_in, free_bytes
from server.forecast import (
    BYTES_PER_KEY,
    COMFORT,
    KEYS_PER_MINUTE,
    Room,
    forecast_of,
    room_for,
    show_bytes,
)
from server.office import OpenExam
from server.plan import Plan
from server.summaries import attending


def test_an_ordinary_exam_of_four_hours_takes_some_hundred_megabytes(plan: Plan) -> None:
    forecast = forecast_of([plan.config.writing.minutes_of()] * 54)
    assert 100_000_000 < forecast.database < 200_000_000
    assert forecast.total > 2 * forecast.database


def test_a_hall_of_the_fastest_who_hand_in_twice_takes_less_than_is_enough(plan: Plan) -> None:
    fastest, minutes = 400, plan.config.writing.minutes_of()
    forecast = forecast_of([minutes] * 54)
    more_keys = 54 * minutes * (fastest - KEYS_PER_MINUTE) * BYTES_PER_KEY
    database = forecast.database + more_keys + forecast.envelopes
    assert 2 * database + forecast.documents < COMFORT * forecast.total


def test_a_longer_time_takes_more_room_and_each_candidate_as_much_as_another(plan: Plan) -> None:
    usual = plan.config.writing.minutes_of()
    one, two, longer = map(forecast_of, ([usual], [usual, usual], [usual + 60]))
    assert two.journals == 2 * one.journals
    assert longer.journals == pytest.approx(one.journals * 300 / 240)


def test_what_is_written_already_is_not_expected_again(plan: Plan) -> None:
    forecast = forecast_of([plan.config.writing.minutes_of()] * 54)
    assert forecast.remaining(0) == forecast.total
    assert forecast.remaining(1_000) == forecast.total - 1_000


def test_at_the_end_the_opening_and_the_copy_are_still_to_come(plan: Plan) -> None:
    forecast = forecast_of([plan.config.writing.minutes_of()] * 54)
    left = forecast.papers + forecast.copy + forecast.documents
    assert forecast.remaining(2 * forecast.database) == left


@pytest.mark.parametrize(
    ("free", "room"),
    [(200, Room.ENOUGH), (199, Room.TIGHT), (100, Room.TIGHT), (99, Room.SHORT), (0, Room.SHORT)],
)
def test_a_disk_is_enough_with_twice_what_is_needed(free: int, room: Room) -> None:
    assert room_for(100, free) is room


@pytest.mark.parametrize(
    ("size", "language", "shown"),
    [
        (624_000_000, "id", "624 MB"),
        (1_250_000_000, "id", "1,2 GB"),
        (84_260_000_000, "en", "84.3 GB"),
    ],
)
def test_sizes_are_written_as_people_read_them(size: int, language: str, shown: str) -> None:
    assert show_bytes(size, language) == shown


def test_the_forecast_of_an_exam_counts_its_candidates_and_their_longer_times(
    exam: OpenExam,
) -> None:
    before = exam.store.read(forecast_in)
    query = "update applications set accommodation = 3600000 where number = '001'"
    exam.store.write_now(lambda db: db.execute(query))
    after = exam.store.read(forecast_in)
    assert before.candidates == after.candidates == 54
    assert after.journals > before.journals


def test_a_disk_with_room_is_no_notice_and_a_full_one_is(
    exam: OpenExam, monkeypatch: pytest.MonkeyPatch
) -> None:
    needed = disk_state(exam).needed

    def with_free(free: int) -> DiskState | None:
        usage = SimpleNamespace(free=free)
        monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
        return disk_notice(exam)

    assert with_free(10 * needed) is None
    tight, short = with_free(needed + 1_000_000), with_free(1)
    assert tight is not None
    assert short is not None
    assert (tight.room, short.room) == (Room.TIGHT, Room.SHORT)
    assert "Little room on the disk: 0 MB are free" in attending(exam, str)


def test_the_disk_of_a_folder_that_is_not_there_yet_is_that_of_the_one_above(
    tmp_path: Path,
) -> None:
    assert free_bytes(tmp_path / "a" / "b") > 0
