"""Both applications put together: what kiosks call, and what people open in a browser."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from litestar import Litestar
from litestar.di import Provide

from server.counter import Counter
from server.evidence import CheckpointKeeper
from server.hall import Hall
from server.observing import Observation
from server.office import OpenExam
from server.recovering import Recovering
from server.rehearsing import Rehearsals
from server.web.accounts import account_routes
from server.web.chosen import give_sitting
from server.web.duty import duty_routes
from server.web.enrol_api import enrol_router
from server.web.evening_pages import evening_routes
from server.web.hall_parts import Newsroom, here_and_now
from server.web.health import health_routes
from server.web.kiosk_api import KioskDoor
from server.web.log_in import log_in_routes
from server.web.opening_page import opening_routes
from server.web.panel import panel_routes
from server.web.panel_schedule import panel_schedule_routes
from server.web.proctor import proctor_routes
from server.web.projector import projector_routes
from server.web.rehearsal_pages import rehearsal_routes
from server.web.release import release_routes
from server.web.result_pages import result_routes
from server.web.secretariat import secretariat_routes
from server.web.secretariat_interviews import interview_routes
from server.web.session import people_config
from server.web.waiting_line import WaitingLine


def build_kiosk_app(
    exam: OpenExam, hall: Hall, checkpoints: CheckpointKeeper, recovering: Recovering
) -> KioskDoor:
    """Build what answers at the kiosk door."""
    return KioskDoor(Counter(exam, hall, checkpoints, recovering), WaitingLine())


def build_people_app(
    exam: OpenExam,
    hall: Hall,
    kiosk_port: int,
    recovering: Recovering,
    wall: Callable[[], datetime] = here_and_now,
) -> Litestar:
    """Build what answers at the people's door.

    `kiosk_port` is told to PCs that enrol, and by `wall` the hall says what time it is there.
    """
    newsroom, rehearsals = Newsroom(exam, hall, wall), Rehearsals(exam)
    app = Litestar(
        [
            enrol_router(exam, kiosk_port),
            *log_in_routes,
            *health_routes,
            *duty_routes,
            *account_routes,
            *proctor_routes,
            *panel_routes,
            *result_routes,
            *panel_schedule_routes,
            *release_routes,
            *opening_routes,
            *evening_routes,
            *secretariat_routes,
            *rehearsal_routes,
            *interview_routes,
            *projector_routes,
        ],
        dependencies=_given(
            exam=exam,
            hall=hall,
            recovering=recovering,
            observation=Observation(),
            newsroom=newsroom,
            rehearsals=rehearsals,
        )
        | {"sitting": Provide(give_sitting)},
        openapi_config=None,
        logging_config=None,
        **people_config(exam),
    )
    app.state.news = newsroom
    app.state.rehearsals = rehearsals
    return app


def _given(**values: object) -> dict[str, Any]:
    """Offer each value to handlers under its name."""
    return {name: _provide(value) for name, value in values.items()}


def _provide(value: object) -> Provide:
    return Provide(lambda: value, sync_to_thread=False)
