"""Both applications put together: what kiosks call, and what people open in a browser."""

from typing import Any

from litestar import Litestar
from litestar.di import Provide

from server.counter import Counter
from server.evidence import CheckpointKeeper
from server.hall import Hall
from server.office import OpenExam
from server.recovering import Recovering
from server.web.enrol_api import enrol_router
from server.web.kiosk_api import kiosk_router
from server.web.panel import panel_routes
from server.web.proctor import proctor_routes
from server.web.refusals import refusal_handlers
from server.web.session import people_config, session_routes


def build_kiosk_app(
    exam: OpenExam, hall: Hall, checkpoints: CheckpointKeeper, recovering: Recovering
) -> Litestar:
    """Build what answers at the kiosk door."""
    return Litestar(
        [kiosk_router()],
        dependencies=_given(counter=Counter(exam, hall, checkpoints, recovering)),
        exception_handlers=refusal_handlers(),
        openapi_config=None,
        logging_config=None,
    )


def build_people_app(
    exam: OpenExam, hall: Hall, kiosk_port: int, recovering: Recovering
) -> Litestar:
    """Build what answers at the people's door; `kiosk_port` is told to PCs that enrol."""
    return Litestar(
        [enrol_router(exam, kiosk_port), *session_routes, *proctor_routes, *panel_routes],
        dependencies=_given(exam=exam, hall=hall, recovering=recovering),
        openapi_config=None,
        logging_config=None,
        **people_config(exam),
    )


def _given(**values: object) -> dict[str, Any]:
    """Offer each value to handlers under its name."""
    return {name: _provide(value) for name, value in values.items()}


def _provide(value: object) -> Provide:
    return Provide(lambda: value, sync_to_thread=False)
