"""What a room of so many writing seats takes before its proctors, in steps."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from scripts.benching.pages.browser import form_request, get_request
from scripts.benching.pages.inside import Inside
from scripts.benching.pages.looks import Bench
from scripts.benching.pages.seats import Hand, SimulatedRoom
from scripts.benching.pages.watching import empty_room, slip_of_a_proctor
from scripts.benching.steps import Steps, Tally
from scripts.practice.forms import form_to
from scripts.practice.premises import Slip
from server.office import open_exam
from server.web.hall_parts import news_of

_PAGE: Final = "/pengawas"
_ASKING: Final = "/pengawas/permintaan"
_STOP_ALL: Final = "/pengawas/semua/jeda"
_STOP_ONE: Final = "/pengawas/peserta/001/jeda"
_REASON: Final = "Listrik padam"
_LOOKS: Final = 5


@dataclass(frozen=True, slots=True)
class RoomSteps:
    """Steps in a room of so many seats, and bytes: of its page, and told in some seconds.

    `asking` is the part of the page that each browser fetches for itself, `look` a second in which
    everybody writes, `stop_one` and `stop_all` are orders. `news` are pairs of how many watch, and
    what two looks take of which all of them hear.
    """

    seats: int
    page: Steps
    page_bytes: int
    asking: Steps
    look: Steps
    told_bytes: int
    stop_one: Steps
    stop_all: Steps
    news: Sequence[tuple[int, Steps]]


def steps_in_room(seats: int, seconds: int, watchers: Sequence[int] = ()) -> RoomSteps:
    """Fill a room, let everybody write for so long, and watch it in this process."""
    with empty_room() as (root, handouts):
        hand, tally = Hand(), Tally()
        with open_exam(root, hand.clocks) as exam, tally.in_new_threads():
            room = SimulatedRoom(exam, hand)
            room.fill(seats)
            inside = Inside(exam, room.hall, tally, hand.read_wall)
            slip = slip_of_a_proctor(handouts)
            return asyncio.run(_Counting(room, inside).count(slip, seconds, watchers))


class _Counting:
    """A room that is filled, and a proctor before it."""

    def __init__(self, room: SimulatedRoom, inside: Inside) -> None:
        self._room = room
        self._inside = inside
        self._bench = Bench(room, news_of(room.exam, room.hall, room.hand.read_wall))

    async def count(self, slip: Slip, seconds: int, watchers: Sequence[int]) -> RoomSteps:
        """Log in and count; what is stopped is stopped last."""
        inside = await self._inside.log_in(slip)
        told = self._bench.look(seconds).sizes
        look = await inside.count(self._looks())
        page, asking = (get_request(path, inside.cookies) for path in (_PAGE, _ASKING))
        return RoomSteps(
            seats=len(self._room.ids),
            page=await inside.steps_of(page),
            page_bytes=len((await inside.ask(page)).body),
            asking=await inside.steps_of(asking),
            look=look,
            told_bytes=sum(told),
            news=[(one, await inside.steps_of_news(one, self._seconds())) for one in watchers],
            stop_one=await self._stop(_STOP_ONE),
            stop_all=await self._stop(_STOP_ALL),
        )

    def _looks(self) -> Iterator[Callable[[], Awaitable[None]]]:
        async def look() -> None:
            self._bench.news.watch.look()

        for _ in range(_LOOKS):
            self._bench.pass_second()
            yield look

    def _seconds(self) -> Iterator[Callable[[], int]]:
        """Let everybody write on; a second is over when it is asked for."""
        for second in count():
            self._room.beat(second)
            yield self._pass_second

    def _pass_second(self) -> int:
        self._room.hand.move(1)
        return self._room.exam.timeline.now()

    async def _stop(self, path: str) -> Steps:
        """Stop somebody's time, or everybody's, as the page of that asks it."""
        fields = form_to(path, await self._inside.read(path)).fields
        order = form_request(path, self._inside.cookies, {**fields, "reason": _REASON})
        return await self._inside.steps_of(order, times=1)
