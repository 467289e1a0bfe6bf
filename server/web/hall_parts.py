"""The parts of the proctor's page that everybody sees alike: the sum, the alarms, the start."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from threading import Lock
from typing import Final

from jinja2 import Environment

from exam.clock import ExamTime
from server.hall import Hall
from server.language import load_catalog
from server.office import OpenExam
from server.sittings import ONLY
from server.web.hall_asking import Asking
from server.web.hall_drawing import Drawn
from server.web.hall_news import News
from server.web.hall_rows import SeatRow
from server.web.hall_watch import Watch
from server.web.pages import page_environment
from server.web.seat_view import summarise
from server.web.signs import BAD, Signage

_PARTS: Final = ("summary", "alarms", "start")


class Parts:
    """Draws them in the exam's language."""

    def __init__(self, environment: Environment) -> None:
        self._templates = {
            name: environment.get_template(f"proctor/hall_{name}.html") for name in _PARTS
        }

    def draw(self, now: ExamTime, drawn: Sequence[Drawn], asking: Asking) -> Mapping[str, str]:
        """Return each part as HTML."""
        context = {
            "now": now,
            "summary": summarise([one.seat.line for one in drawn]),
            "alarms": sorted((one.row for one in drawn if _is_grave(one)), key=_longest_first),
            "start": asking.start,
            "was_opened": asking.was_opened,
            "is_asked": bool(asking.calls or asking.moves or asking.waiting),
        }
        return {name: template.render(context) for name, template in self._templates.items()}


def _is_grave(one: Drawn) -> bool:
    """Whether somebody has to go there; who only calls stands above, with the button to answer."""
    tones = {sign.tone for sign in (*one.row.flags, *one.row.copies)}
    return one.seat.worries or BAD in tones


def _longest_first(row: SeatRow) -> tuple[int, str]:
    """Put the PC first that has been silent the longest."""
    return (row.news.since or 0, row.pc)


def here_and_now() -> datetime:
    """Return what the clock on this machine's wall shows."""
    return datetime.now().astimezone()


def news_of(
    exam: OpenExam,
    hall: Hall,
    wall: Callable[[], datetime] = here_and_now,
    sitting_id: str = ONLY,
) -> News:
    """Put together what tells a sitting's room to browsers."""
    environment = page_environment(exam.config)
    signage = Signage(load_catalog(exam.config.exam.language).gettext)
    return News(Watch(exam, hall, signage, Parts(environment).draw, wall, sitting_id))


class Newsroom:
    """What tells each sitting's room to browsers, put together when it is first asked for."""

    def __init__(
        self, exam: OpenExam, hall: Hall, wall: Callable[[], datetime] = here_and_now
    ) -> None:
        self._exam = exam
        self._hall = hall
        self._wall = wall
        self._guard = Lock()
        self._news: dict[str, News] = {}

    def of(self, sitting_id: str) -> News:
        """Return what tells the room of a sitting."""
        with self._guard:
            if sitting_id not in self._news:
                self._news[sitting_id] = news_of(self._exam, self._hall, self._wall, sitting_id)
            return self._news[sitting_id]

    def close(self) -> None:
        """Send everybody away: the server stops."""
        for news in self._news.values():
            news.close()
