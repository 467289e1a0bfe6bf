"""The people's pages in this process, asked without a network: what a request takes, in steps.

The requests are those that browsers send over TLS. What is counted is what the application does
with them, in every thread in which it works.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from http import HTTPStatus
from http.cookies import SimpleCookie
from typing import Any, Final, Self

from scripts.benching.pages.browser import form_request, get_request
from scripts.benching.steps import Steps, Tally, least_steps
from scripts.practice.forms import form_to
from scripts.practice.premises import PracticeError, Slip
from server.hall import Hall
from server.office import OpenExam
from server.recovering import Recovering
from server.web.app import build_people_app
from server.web.hall_parts import here_and_now

_LOG_IN: Final = "/masuk"
_NEWS: Final = "/pengawas/kabar"
_LOOKS: Final = 2
_NO_PORT: Final = 0
_HOST: Final = "127.0.0.1"
_TIMES: Final = 2
"""So often each request is sent; the first time the server gets ready for it as well."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a request."""

    body: bytes
    cookies: Mapping[str, str]

    @property
    def text(self) -> str:
        """The page."""
        return self.body.decode()


class Inside:
    """Somebody who is logged in before the pages of an exam that is open in this process."""

    def __init__(
        self,
        exam: OpenExam,
        hall: Hall,
        tally: Tally,
        wall: Callable[[], datetime] = here_and_now,
    ) -> None:
        self._app = build_people_app(exam, hall, _NO_PORT, Recovering(exam), wall)
        self._store = exam.store
        self._tally = tally
        self.cookies: Mapping[str, str] = {}

    async def log_in(self, slip: Slip) -> Self:
        """Log in as somebody who has such a slip."""
        shown = await self.ask(get_request(_LOG_IN, {}))
        typed = {"account": slip.id, "passphrase": slip.passphrase}
        fields = form_to(_LOG_IN, shown.text).fields | typed
        answer = await self.ask(form_request(_LOG_IN, shown.cookies, fields))
        self.cookies = {**shown.cookies, **answer.cookies}
        return self

    async def read(self, path: str) -> str:
        """Open a page."""
        return (await self.ask(get_request(path, self.cookies))).text

    async def ask(self, request: bytes) -> Reply:
        """Send a request and wait for all that comes.

        Raises:
            PracticeError: it is refused.

        """
        told: list[Any] = []

        async def send(message: Any) -> None:  # noqa: ANN401 - one of many kinds
            told.append(message)

        await self._call(request, send)
        begun, *parts = told
        if begun["status"] >= HTTPStatus.BAD_REQUEST:
            raise PracticeError(f"{request.splitlines()[0].decode()}: {begun['status']}")
        return Reply(b"".join(part["body"] for part in parts), _cookies(begun))

    async def steps_of(self, request: bytes, times: int = _TIMES) -> Steps:
        """Send a request a few times, and return the fewest steps."""
        return await self.count([lambda: self.ask(request)] * times)

    async def count(self, calls: Iterable[Callable[[], Awaitable[object]]]) -> Steps:
        """Return the fewest steps that one of some calls takes."""
        return await least_steps(self._tally, self._store, calls)

    async def steps_of_news(self, watchers: int, seconds: Iterator[Callable[[], int]]) -> Steps:
        """Let so many listen to the room; returns what two looks take of which all of them hear.

        Each of the seconds begins when it is called, and says which time it then is (exam time).
        Whoever hears of that time may still be told of the look before; who hears twice is not.
        """
        heard = [asyncio.Queue[Any]() for _ in range(watchers)]
        news = get_request(_NEWS, self.cookies)
        listening = [asyncio.create_task(self._call(news, each.put)) for each in heard]

        async def hear(second: Callable[[], int]) -> None:
            now = f'"at":{second()},'.encode()
            for each in heard * _LOOKS:
                while now not in (await each.get()).get("body", b""):
                    pass

        try:
            await hear(next(seconds))
            return await self.count([partial(hear, next(seconds))])
        finally:
            for task in listening:
                task.cancel()
            await asyncio.gather(*listening, return_exceptions=True)

    async def _call(self, request: bytes, send: Callable[[Any], Awaitable[None]]) -> None:
        """Let the application answer; whoever asked stays until it has."""
        head, _, body = request.partition(b"\r\n\r\n")
        asked: asyncio.Queue[Any] = asyncio.Queue()
        asked.put_nowait({"type": "http.request", "body": body, "more_body": False})
        await self._app(_scope(head), asked.get, send)


def _scope(head: bytes) -> Any:  # noqa: ANN401 - that of ASGI
    first, *lines = head.split(b"\r\n")
    method, target, _version = first.decode().split(" ")
    pairs = (line.split(b": ", 1) for line in lines)
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": method,
        "scheme": "https",
        "path": target,
        "raw_path": target.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(name.lower(), value) for name, value in pairs],
        "client": (_HOST, 1),
        "server": (_HOST, 443),
    }


def _cookies(begun: Mapping[str, Any]) -> Mapping[str, str]:
    jar = SimpleCookie()
    for name, value in begun["headers"]:
        if name == b"set-cookie":
            jar.load(value.decode())
    return {name: morsel.value for name, morsel in jar.items()}
