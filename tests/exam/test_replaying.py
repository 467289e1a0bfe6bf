"""How a text was written, told from the events of its journal."""

import pytest

from exam.clock import ExamTime
from exam.draft import Edited, Event, Observed, Opened, Snapshot
from exam.manuscript import Part
from exam.replaying import (
    INTERVAL,
    LARGE_CHARACTERS,
    LONG_PAUSE,
    Insertion,
    Pause,
    Place,
    Stand,
    writing_of,
)

BEGAN = 60_000
LARGE = "kata " * (LARGE_CHARACTERS // 5)


def opened(at: int = BEGAN, seat: str = "pc-01") -> Opened:
    return Opened(0, 1, ExamTime(at), seat)


def typed(elapsed: int, at: int, text: str, part: Part = Part.PAPER) -> Edited:
    return Edited(elapsed, part, at, "", text)


def test_nothing_written_is_an_account_of_nothing() -> None:
    told = writing_of([opened(), Observed(5, "focus")])
    assert (told.stands, told.pauses, told.insertions, told.typed) == ((), (), (), 0)
    assert (told.begun_at, told.ended_at) == (0, 0)
    assert told.places == (Place(BEGAN, "pc-01"),)


def test_the_first_and_the_last_text_are_told_with_their_words() -> None:
    told = writing_of(
        [opened(), typed(0, 0, "satu"), typed(900, 4, " dua"), typed(950, 0, "A", Part.SLIDES)]
    )
    assert told.stands == (Stand(BEGAN, "satu", ""), Stand(BEGAN + 950, "satu dua", "A"))
    assert told.stands[-1].words == (2, 1)
    assert (told.begun_at, told.ended_at) == (BEGAN, BEGAN + 950)
    assert (told.typed, told.removed) == (9, 0)


def test_of_one_instant_the_text_after_it_is_told() -> None:
    told = writing_of([opened(), typed(0, 0, "satu"), typed(0, 4, " dua")])
    assert told.stands == (Stand(BEGAN, "satu dua", ""),)


def test_the_text_is_told_once_in_each_interval() -> None:
    step = INTERVAL // 4
    events: list[Event] = [opened()]
    events += [typed(number * step, number, "x") for number in range(13)]
    told = writing_of(events)
    assert [len(one.paper) for one in told.stands] == [1, 4, 8, 12, 13]
    assert told.pauses == ()


@pytest.mark.parametrize(("rest", "found"), [(LONG_PAUSE - 1, 0), (LONG_PAUSE, 1)])
def test_a_pause_counts_from_its_length_on(rest: int, found: int) -> None:
    told = writing_of([opened(), typed(7, 0, "a"), typed(7 + rest, 1, "b")])
    assert told.pauses == (Pause(BEGAN + 7, rest),) * found


def test_what_comes_in_at_once_is_told_and_whether_it_was_there_before() -> None:
    told = writing_of(
        [
            opened(),
            typed(1, 0, LARGE),
            Edited(2, Part.PAPER, 0, LARGE, ""),
            typed(3, 0, LARGE, Part.SLIDES),
            typed(4, 0, LARGE[:-1]),
        ]
    )
    assert told.insertions == (
        Insertion(BEGAN + 1, Part.PAPER, LARGE, is_own=False),
        Insertion(BEGAN + 3, Part.SLIDES, LARGE, is_own=True),
    )
    assert told.removed == len(LARGE)


def test_a_second_pc_goes_on_with_the_text_of_the_first() -> None:
    told = writing_of(
        [
            opened(),
            typed(1, 0, "satu"),
            opened(BEGAN + 9_000, "pc-02"),
            Snapshot(0, "satu", "", "", ()),
            typed(1, 4, " dua"),
            opened(BEGAN + 20_000, "pc-02"),
        ]
    )
    assert told.places == (Place(BEGAN, "pc-01"), Place(BEGAN + 9_000, "pc-02"))
    assert told.stands[-1] == Stand(BEGAN + 9_001, "satu dua", "")
    assert not told.is_broken


def test_an_edit_that_does_not_fit_ends_the_account_there() -> None:
    told = writing_of([opened(), typed(1, 0, "satu"), typed(2, 99, "x"), typed(3, 4, "!")])
    assert told.is_broken
    assert told.stands[-1].paper == "satu"
