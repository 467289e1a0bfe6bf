"""Everything that is a proctor's: the hall, and what can be done in it. No paper is among it."""

from typing import Final

from litestar import Router
from litestar.types import ControllerRouterHandler

from server.web.proctor_acts import act_routes
from server.web.proctor_cards import card_routes
from server.web.proctor_closing import closing_routes
from server.web.proctor_credits import credit_routes
from server.web.proctor_hall import hall_routes
from server.web.proctor_import import import_routes
from server.web.proctor_messages import message_routes
from server.web.proctor_notes import note_routes
from server.web.proctor_pcs import pc_routes
from server.web.proctor_people import people_routes
from server.web.proctor_presence import presence_routes
from server.web.proctor_recovery import recovery_routes
from server.web.proctor_revoking import revoking_routes
from server.web.proctor_start import start_routes
from server.web.proctor_topics import topic_routes

proctor_routes: Final[list[ControllerRouterHandler]] = [
    Router(
        path="/pengawas",
        route_handlers=[
            *hall_routes,
            *start_routes,
            *act_routes,
            *message_routes,
            *credit_routes,
            *people_routes,
            *card_routes,
            *import_routes,
            *recovery_routes,
            *topic_routes,
            *closing_routes,
            *note_routes,
            *presence_routes,
            *revoking_routes,
            *pc_routes,
        ],
        include_in_schema=False,
    )
]
