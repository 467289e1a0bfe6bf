"""The proctor's page costs no more than in proportion to the room; counted, not timed."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

from scripts.hall_cost import UPDATE_BYTES, Bench
from scripts.hall_room import Hand, SimulatedRoom
from server.ceremony import Handouts
from server.office import open_exam
from server.web.hall_parts import news_of

FEW, MANY = 40, 160
SECONDS = 8


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def bench(
    exam_root: Path, made: Handouts, hand: Hand, request: pytest.FixtureRequest
) -> Iterator[Bench]:
    with open_exam(exam_root, hand.clocks) as exam:
        room = SimulatedRoom(exam, hand)
        room.fill(request.param)
        found = Bench(room, news_of(exam, room.hall, hand.read_wall))
        found.look(2)
        yield found


def calls_of(bench: Bench) -> int:
    """Count the calls of functions that some looks make."""
    counted = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal counted
        counted += event == "call"

    for second in range(SECONDS):
        bench.room.hand.move(1)
        bench.room.beat(second)
        sys.setprofile(count)
        bench.news.watch.look()
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize(("bench", "most"), [(FEW, 40), (MANY, 20)], indirect=["bench"])
def test_a_look_at_people_who_write_on_makes_few_calls_for_each(bench: Bench, most: int) -> None:
    assert calls_of(bench) <= SECONDS * most * len(bench.room.ids)


@pytest.mark.parametrize("bench", [MANY], indirect=True)
def test_what_befalls_everybody_at_once_is_told_in_few_bytes_for_each(bench: Bench) -> None:
    alike = 2_500
    most = alike + UPDATE_BYTES * MANY // 1000
    assert 0 < max(bench.look(17, silent=MANY).sizes) <= most
    assert max(bench.look(3).sizes) <= most
    assert max(bench.pause_all().sizes) <= most
