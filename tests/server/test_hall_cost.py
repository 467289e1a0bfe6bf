"""The proctor's page costs no more than in proportion to the room; counted, not timed."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

from scripts.benching.pages.looks import UPDATE_BYTES, Bench
from scripts.benching.pages.seats import Hand, SimulatedRoom
from server.ceremony import Handouts
from server.office import open_exam
from server.web.hall_parts import news_of
from server.web.hall_rows import spark_of
from tests.server.browsing import visiting
from tests.server.panel_acting import passphrases_of

FEW, MANY = 40, 160
SECONDS = 8
ROW_BYTES = 800
TEN_MINUTES = 600


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


@pytest.mark.parametrize("bench", [MANY], indirect=True)
def test_a_line_of_the_first_page_is_short_after_ten_minutes_of_typing(
    bench: Bench, made: Handouts
) -> None:
    bench.look(TEN_MINUTES)
    room = bench.room
    with visiting(room.exam, passphrases_of(made), room.hall) as visitor:
        visitor.log_in("pengawas-1")
        page = visitor.get("/pengawas").text
    rows = page.partition('<tbody id="rows">')[2].partition("</tbody>")[0]
    assert rows.count("<tr ") == MANY
    assert len(rows.encode()) <= ROW_BYTES * MANY


@pytest.mark.parametrize(
    ("digits", "path"),
    [
        ("", "M0 14V14z"),
        ("007", "M0 14v0h6v-14h3V14z"),
        ("7722", "M0 14v-14h6v10h6V14z"),
    ],
)
def test_typing_is_drawn_as_steps_as_high_as_the_digits(digits: str, path: str) -> None:
    assert spark_of(digits) == path
