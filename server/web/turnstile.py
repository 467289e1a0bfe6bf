"""Before the people's door: whoever calls too often is sent back before any work is done for them.

What they are told was written beforehand, so a flood costs the kiosks next to nothing; it is in the
log when an address begins to be sent back and not again before it has been let in.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

import structlog
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from exam.config import ExamConfig
from exam.errors import RefusedError
from exam.protocol import MEDIA_TYPE, Refusal, encode
from server.pace import MOST_REMEMBERED, Pace
from server.timeline import MACHINE
from server.web.headers import HEADERS
from server.web.pages import page_environment
from server.web.visits import address_of

_TOO_MANY: Final = "page.too-many"
_PROGRAMS: Final = "/api/"

_log = structlog.get_logger()


class Turnstile:
    """Lets calls of one exam's people's door through, each address at its pace."""

    def __init__(
        self, app: ASGIApp, config: ExamConfig, clock: Callable[[], int] = MACHINE.monotonic
    ) -> None:
        self._app = app
        self._pace = Pace(clock)
        self._sent_back: set[str] = set()
        self._page = _written(config)
        self._refusal = encode(Refusal("server.request", {"status": HTTPStatus.TOO_MANY_REQUESTS}))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a call through, or send it back."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        address = address_of(scope)
        wait = self._pace.wait(address)
        if not wait:
            self._sent_back.discard(address)
            await self._app(scope, receive, send)
            return
        self._note(address)
        await self._send_back(scope["path"].startswith(_PROGRAMS), wait, send)

    def _note(self, address: str) -> None:
        if address in self._sent_back:
            return
        if len(self._sent_back) >= MOST_REMEMBERED:
            self._sent_back.clear()
        self._sent_back.add(address)
        _log.warning("too-many", address=address)

    async def _send_back(self, is_program: bool, wait: int, send: Send) -> None:
        body = self._refusal if is_program else self._page
        told = {
            **HEADERS,
            "cache-control": "no-store",
            "content-type": MEDIA_TYPE if is_program else "text/html; charset=utf-8",
            "content-length": str(len(body)),
            "retry-after": str(-(-wait // 1000)),
        }
        await send(
            {
                "type": "http.response.start",
                "status": HTTPStatus.TOO_MANY_REQUESTS,
                "headers": [(name.encode(), value.encode()) for name, value in told.items()],
            }
        )
        await send({"type": "http.response.body", "body": body, "more_body": False})


def _written(config: ExamConfig) -> bytes:
    """Write the page that says to wait."""
    template = page_environment(config).get_template("problem.html")
    return template.render(person=None, error=RefusedError(_TOO_MANY)).encode()
