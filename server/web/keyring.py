"""Sessions of people, and the sealing seeds that live and end with them.

A session is written once, at log-in, under a fresh id. It ends when it is idle, when it has lasted
a day, at log-out, or with its account, and no late answer revives it. Which sessions are open and
what they hold is only ever in this process's memory.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any, Final

from litestar.connection import ASGIConnection
from litestar.middleware.session.server_side import (
    ServerSideSessionBackend,
    ServerSideSessionConfig,
)
from litestar.stores.base import Store
from litestar.types import Empty, Message, ScopeSession

from exam.errors import RefusedError
from server.timeline import MACHINE

IDLE_SECONDS: Final = 2 * 60 * 60
LONGEST_SECONDS: Final = 16 * 60 * 60
"""However busy, a session ends after the longest day."""
FRESH: Final = "fresh_session_id"
"""Key in the request's state under which log-in leaves the id that it drew."""
SESSION_COOKIE: Final = "__Host-makalah"


@dataclass(frozen=True, slots=True)
class _Open:
    """An open session: whose, since when, and the seed that came with it; milliseconds."""

    staff_id: str
    seed: bytes | None
    since: int
    last_used: int


class Keyring:
    """Which sessions are open, by their id; `clock` tells milliseconds and only runs forward."""

    def __init__(self, clock: Callable[[], int] = MACHINE.monotonic) -> None:
        self._clock = clock
        self._open: dict[str, _Open] = {}
        self._guard = Lock()

    def open(self, session_id: str, staff_id: str, seed: bytes | None) -> None:
        """Begin a session, with the seed that the passphrase opened."""
        with self._guard:
            self._drop_ended()
            now = self._clock()
            self._open[session_id] = _Open(staff_id, seed, now, now)

    def use(self, session_id: str) -> bool:
        """Tell whether a session is open; being used keeps it from going idle."""
        with self._guard:
            self._drop_ended()
            found = self._open.get(session_id)
            if found is not None:
                self._open[session_id] = replace(found, last_used=self._clock())
            return found is not None

    def seed(self, session_id: str) -> bytes:
        """Return the seed of a session.

        Raises:
            RefusedError: the session has ended, or its account opens nothing any more.

        """
        with self._guard:
            self._drop_ended()
            found = self._open.get(session_id)
            if found is None:
                raise RefusedError("session.ended")
            if found.seed is None:
                raise RefusedError("session.no-keys")
            return found.seed

    def count(self, staff_id: str) -> int:
        """Return how many sessions somebody has open."""
        with self._guard:
            self._drop_ended()
            return sum(one.staff_id == staff_id for one in self._open.values())

    def end(self, session_id: str) -> None:
        """End a session and forget its seed."""
        with self._guard:
            self._open.pop(session_id, None)

    def end_all(self, staff_id: str) -> None:
        """End every session of an account, wherever its browser is."""
        with self._guard:
            for session_id, one in list(self._open.items()):
                if one.staff_id == staff_id:
                    del self._open[session_id]

    def _drop_ended(self) -> None:
        now = self._clock()
        for session_id, one in list(self._open.items()):
            is_idle = now - one.last_used > IDLE_SECONDS * 1000
            if is_idle or now - one.since > LONGEST_SECONDS * 1000:
                del self._open[session_id]


class SessionBackend(ServerSideSessionBackend):
    """Sessions that are written only at log-in, so that no late answer can revive an ended one."""

    config: "SessionConfig"

    def get_session_id(self, connection: ASGIConnection[Any, Any, Any, Any]) -> str:
        """Return the id drawn at log-in, or the one that the browser sent."""
        fresh: str | None = connection.scope["state"].get(FRESH)
        return fresh or super().get_session_id(connection)

    async def get(self, session_id: str, store: Store) -> bytes | None:
        """Read a session that is open; of one that has ended nothing is kept."""
        if self.config.keyring.use(session_id):
            return await store.get(session_id)
        await store.delete(session_id)
        return None

    async def set(self, session_id: str, data: bytes, store: Store) -> None:
        """Write a session."""
        await store.set(session_id, data, expires_in=LONGEST_SECONDS)

    async def store_in_message(
        self,
        scope_session: ScopeSession,
        message: Message,
        connection: ASGIConnection[Any, Any, Any, Any],
    ) -> None:
        """Write the session and its cookie if this request logged in or out."""
        if scope_session is Empty or FRESH in connection.scope["state"]:
            await super().store_in_message(scope_session, message, connection)


@dataclass
class SessionConfig(ServerSideSessionConfig):
    """Litestar's server-side sessions with the backend above."""

    _backend_class = SessionBackend

    keyring: Keyring = field(default_factory=Keyring)


def session_config(keyring: Keyring) -> SessionConfig:
    """Return the sessions of people's pages: over TLS only, never sent from other sites."""
    return SessionConfig(
        key=SESSION_COOKIE,
        max_age=LONGEST_SECONDS,
        secure=True,
        httponly=True,
        samesite="strict",
        exclude=["^/api/", "^/static/"],
        keyring=keyring,
    )
