"""At which hour things happened, across restarts of the server."""

from exam.chronicle import TimeSettled
from server.wall import NOTABLE_MILLISECONDS, Wall
from tests.server.eventful_day import EIGHT, HOUR, MINUTE, START, WIB, settled


def hours_of(wall: Wall, *instants: int) -> list[str]:
    return [wall.at(instant).strftime("%H:%M") for instant in instants]


def test_an_instant_is_shown_by_the_clock_of_the_run_in_which_it_lies() -> None:
    wall = Wall(
        [settled(1_000, 2, "wall"), settled(START + HOUR, 3, "person", off=-5 * MINUTE)],
        (0, 0),
        WIB,
    )
    before, after = START + HOUR - 1, START + HOUR
    assert hours_of(wall, START, before, after, START + 2 * HOUR) == [
        "08:00",
        "08:59",
        "08:55",
        "09:55",
    ]


def test_what_came_before_the_first_run_is_shown_by_its_clock() -> None:
    wall = Wall([settled(HOUR, 2, "wall")], (0, 0), WIB)
    assert hours_of(wall, 0) == ["06:00"]


def test_only_clocks_that_differ_by_much_are_told_apart() -> None:
    runs = [
        settled(1_000, 2, "wall"),
        settled(HOUR, 3, "wall", off=NOTABLE_MILLISECONDS - 1),
        settled(2 * HOUR, 4, "seats", off=2 * NOTABLE_MILLISECONDS - 1),
        settled(3 * HOUR, 5, "person", off=NOTABLE_MILLISECONDS - 1),
    ]
    found = [(one.at, one.milliseconds, one.basis) for one in Wall(runs, (0, 0), WIB).jumps]
    assert found == [
        (2 * HOUR, NOTABLE_MILLISECONDS, "seats"),
        (3 * HOUR, -NOTABLE_MILLISECONDS, "person"),
    ]


def test_an_exam_that_never_ran_has_the_hour_that_was_last_written_down() -> None:
    unknown = TimeSettled(5_000, 2, "wall", 0, 0, "")
    for runs in ([], [unknown]):
        wall = Wall(runs, (START, EIGHT), WIB)
        assert hours_of(wall, START, START + HOUR) == ["08:00", "09:00"]
        assert wall.jumps == ()
