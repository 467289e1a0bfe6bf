"""The proctor's page: every seat as a list and on a map, and what is asked of proctors.

The page changes by the news that the server sends; what is asked carries forms, so everybody
fetches it for themselves. No paper is ever on it.
"""

from typing import Any, Final

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import ServerSentEvent, Template
from litestar.types import ControllerRouterHandler

from exam.events import AnyOrder
from server.disk_watch import disk_notice
from server.language import load_catalog
from server.office import OpenExam
from server.orders import require_fitting_all, terms_of
from server.web.acts import FOR_ALL, acts_that_fit
from server.web.chosen import TheSitting
from server.web.hall_parts import Newsroom
from server.web.hall_phrases import phrases_of
from server.web.hall_rows import BLANK
from server.web.hall_watch import Sight
from server.web.pages import page
from server.web.session import Exam, PeopleRequest

TheNewsroom = NamedDependency[Newsroom]


@get("/", sync_to_thread=True)
def show_hall(
    request: PeopleRequest, exam: Exam, newsroom: TheNewsroom, sitting: TheSitting
) -> Template:
    """Show the hall."""
    news = newsroom.of(sitting)
    sight = news.watch.look()
    rows = [(one.number, one.row, news.watch.typed(one.writer, sight.at)) for one in sight.rows]
    return page(
        request,
        "proctor/hall.html",
        rows=rows,
        blank=BLANK,
        parts=sight.parts,
        disk=disk_notice(exam),
        phrases=phrases_of(load_catalog(exam.config.exam.language).gettext),
        **_asked(exam, sight),
    )


@get("/permintaan", sync_to_thread=True)
def show_asking(
    request: PeopleRequest, exam: Exam, newsroom: TheNewsroom, sitting: TheSitting
) -> Template:
    """Show the parts of the page that carry forms: what people ask for, and what can be done."""
    sight = newsroom.of(sitting).watch.look()
    return page(request, "proctor/hall_asking.html", **_asked(exam, sight))


@get("/kabar", media_type="text/event-stream")
async def send_news(
    request: PeopleRequest, newsroom: TheNewsroom, sitting: TheSitting, since: FromQuery[str] = ""
) -> ServerSentEvent:
    """Send what changes in the hall, from the change on that the browser saw last."""
    seen = request.headers.get("last-event-id") or since
    return ServerSentEvent(newsroom.of(sitting).listen(seen))


def _asked(exam: OpenExam, sight: Sight) -> dict[str, Any]:
    terms = terms_of(exam)

    def require(order: AnyOrder) -> None:
        require_fitting_all(sight.common, order, terms)

    return {
        "asking": sight.asking,
        "asked": sight.asked,
        "now": sight.at,
        "fitting": acts_that_fit(FOR_ALL, exam, sight.common.sitting, sight.at, require),
    }


hall_routes: Final[list[ControllerRouterHandler]] = [show_hall, show_asking, send_news]
