"""Sessions of people, and the panelists' sealing seeds that live and end with them.

A session is written once, at log-in, under a fresh id; it ends after idle hours or at log-out, and
no late answer revives it. A seed is only ever in this process's memory.
"""

from collections.abc import Callable
from dataclasses import dataclass
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
FRESH: Final = "fresh_session_id"
"""Key in the request's state under which log-in leaves the id that it drew."""
_DAY_SECONDS: Final = 16 * 60 * 60
_COOKIE: Final = "__Host-makalah"


@dataclass(frozen=True, slots=True)
class _HeldSeed:
    seed: bytes
    last_used: int


class Keyring:
    """Sealing seeds of logged-in panelists by session id, in memory only, dropped when idle."""

    def __init__(self, clock: Callable[[], int] = MACHINE.monotonic) -> None:
        self._clock = clock
        self._held: dict[str, _HeldSeed] = {}
        self._guard = Lock()

    def hold(self, session_id: str, seed: bytes) -> None:
        """Keep a seed for a session."""
        with self._guard:
            self._drop_idle()
            self._held[session_id] = _HeldSeed(seed, self._clock())

    def seed(self, session_id: str) -> bytes:
        """Return the seed of a session.

        Raises:
            RefusedError: the session has none, or has been idle too long.

        """
        with self._guard:
            self._drop_idle()
            held = self._held.get(session_id)
            if held is None:
                raise RefusedError("session.ended")
            self._held[session_id] = _HeldSeed(held.seed, self._clock())
            return held.seed

    def drop(self, session_id: str) -> None:
        """Forget the seed of a session."""
        with self._guard:
            self._held.pop(session_id, None)

    def _drop_idle(self) -> None:
        oldest = self._clock() - IDLE_SECONDS * 1000
        for session_id, held in list(self._held.items()):
            if held.last_used < oldest:
                del self._held[session_id]


class SessionBackend(ServerSideSessionBackend):
    """Sessions that are written only at log-in, so that no late answer can revive an ended one."""

    def get_session_id(self, connection: ASGIConnection[Any, Any, Any, Any]) -> str:
        """Return the id drawn at log-in, or the one that the browser sent."""
        fresh: str | None = connection.scope["state"].get(FRESH)
        return fresh or super().get_session_id(connection)

    async def get(self, session_id: str, store: Store) -> bytes | None:
        """Read a session; being read keeps it from going idle."""
        return await store.get(session_id, renew_for=IDLE_SECONDS)

    async def set(self, session_id: str, data: bytes, store: Store) -> None:
        """Write a session, to end when idle."""
        await store.set(session_id, data, expires_in=IDLE_SECONDS)

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


def session_config() -> SessionConfig:
    """Return the sessions of people's pages: over TLS only, never sent from other sites."""
    return SessionConfig(
        key=_COOKIE,
        max_age=_DAY_SECONDS,
        secure=True,
        httponly=True,
        samesite="strict",
        exclude=["^/api/", "^/static/"],
    )
