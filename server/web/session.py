"""Who is at the browser: log-in, log-out, and the guard of every route.

Nothing but account and passphrase makes a session, and each role opens what `server.web.access`
lets it. `people_config` gives the app everything that these pages stand on.
"""

from dataclasses import dataclass
from typing import Any, Final

from anyio import CapacityLimiter
from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.handlers import BaseRouteHandler
from litestar.params import URLEncodedBody
from litestar.stores.memory import MemoryStore

from exam.errors import ConfigError, RefusedError
from server.hall import Hall
from server.lockout import Lockout
from server.marking import MarkingDesk
from server.office import OpenExam
from server.staff import Role
from server.timeline import MACHINE
from server.web.access import is_of_papers, rule_of
from server.web.fresh_card import FreshCard
from server.web.keyring import Keyring, session_config
from server.web.pages import page_config
from server.web.visits import route_of

LOG_INS_AT_ONCE: Final = 2
"""Stretching a passphrase takes 64 MiB and a core; more at once would slow the kiosks."""

Form = URLEncodedBody[dict[str, str]]
PeopleRequest = Request[Any, Any, State]
Exam = NamedDependency[OpenExam]
Desk = NamedDependency[MarkingDesk]
TheHall = NamedDependency[Hall]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is logged in."""

    staff_id: str
    name: str
    role: Role


def people_config(exam: OpenExam) -> dict[str, Any]:
    """Return what `Litestar(...)` needs for people's pages, as keyword arguments.

    Keys: `guards` (the table of who may open what), `middleware`, `csrf_config` (leaves `/api/`
    alone), `template_config`, `before_send` (security headers, the log), `exception_handlers`
    (refusals as pages), `stores`, `state`. The app adds route handlers and the dependencies `exam`
    and `hall`.
    """
    keyring = Keyring()
    return {
        **page_config(exam.config),
        "guards": [admit] if exam.config.has_paper else [admit, refuse_papers],
        "middleware": [session_config(keyring).middleware],
        "stores": {"sessions": MemoryStore()},
        "state": State(
            {
                "keyring": keyring,
                "lockout": Lockout(MACHINE.monotonic),
                "log_ins": CapacityLimiter(LOG_INS_AT_ONCE),
                "fresh_card": FreshCard(),
                "fresh_slip": FreshCard(),
                "chosen": dict[str, str](),
                "outside_drafts": {},
            }
        ),
    }


def person_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Person | None:
    """Return who is logged in, if anybody."""
    session = connection.scope.get("session")
    if not isinstance(session, dict) or "staff_id" not in session:
        return None
    return Person(session["staff_id"], session["name"], Role(session["role"]))


def require_person(connection: ASGIConnection[Any, Any, Any, Any]) -> Person:
    """Return who is logged in.

    Raises:
        RefusedError: nobody is.

    """
    person = person_of(connection)
    if person is None:
        raise RefusedError("session.ended")
    return person


async def admit(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Let through whom the table lets; everybody else hears whose page it is."""
    rule = rule_of(route_of(connection.scope))
    person = person_of(connection)
    role = None if person is None else person.role
    if role in rule.visitors:
        return
    raise RefusedError("session.ended" if role is None and rule.visitors else rule.refusal)


async def refuse_papers(
    connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler
) -> None:
    """Say of a page about papers that nothing is written in this selection."""
    if is_of_papers(route_of(connection.scope)):
        raise ConfigError("plan.no-paper")


def take_desk(request: PeopleRequest, exam: Exam) -> MarkingDesk:
    """Sit a panelist down to work; the seed comes from the keyring and goes nowhere else.

    Raises:
        RefusedError: the session has ended.

    """
    keyring: Keyring = request.app.state.keyring
    person = require_person(request)
    seed = keyring.seed(request.get_session_id() or "")
    return MarkingDesk(exam.exam_id, exam.config, person.staff_id, seed)
