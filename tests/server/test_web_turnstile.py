"""A flood at the people's door: sent back before any work, told why, and logged once."""

from collections.abc import AsyncIterator

import httpx
import pytest
from litestar.types import Receive, Scope, Send
from structlog.testing import capture_logs

from exam.config import ExamConfig
from exam.protocol import Refusal, decode
from server.pace import MOST_AT_ONCE
from server.plan import Plan
from server.web.headers import HEADERS
from server.web.turnstile import Turnstile


class Inside:
    """What lies behind the turnstile, and how often it was reached."""

    def __init__(self) -> None:
        self.calls = 0

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        self.calls += 1
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


class Door:
    """A turnstile with a clock that a test moves, and browsers at two addresses."""

    def __init__(self, config: ExamConfig) -> None:
        self.inside = Inside()
        self.now = 0
        self.turnstile = Turnstile(self.inside, config, lambda: self.now)

    def browser(self, address: str) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self.turnstile, client=(address, 1))  # type: ignore[arg-type]
        return httpx.AsyncClient(transport=transport, base_url="https://makalah.local")


@pytest.fixture
def door(plan: Plan) -> Door:
    return Door(plan.config)


@pytest.fixture
async def flooding(door: Door) -> AsyncIterator[httpx.AsyncClient]:
    """An address that has just called as often as it may."""
    async with door.browser("192.0.2.1") as client:
        for _ in range(MOST_AT_ONCE):
            assert (await client.get("/masuk")).status_code == 204
        yield client


async def test_whoever_calls_too_often_gets_a_page_that_says_to_wait(
    door: Door, flooding: httpx.AsyncClient
) -> None:
    answer = await flooding.get("/masuk")
    assert (answer.status_code, door.inside.calls) == (429, MOST_AT_ONCE)
    assert "Tunggu beberapa detik" in answer.text
    assert answer.headers["retry-after"] == "1"
    assert answer.headers["cache-control"] == "no-store"
    assert HEADERS.items() <= dict(answer.headers).items()
    assert "set-cookie" not in answer.headers


async def test_a_program_that_enrols_too_often_gets_a_refusal(flooding: httpx.AsyncClient) -> None:
    answer = await flooding.post("/api/enrol", content=bytes(1000))
    assert answer.status_code == 429
    assert decode(answer.content, Refusal) == Refusal("server.request", {"status": 429})


async def test_other_addresses_are_let_in_and_so_is_the_same_one_later(
    door: Door, flooding: httpx.AsyncClient
) -> None:
    assert (await flooding.get("/masuk")).status_code == 429
    async with door.browser("192.0.2.2") as other:
        assert (await other.get("/masuk")).status_code == 204
    door.now += 1000
    assert (await flooding.get("/masuk")).status_code == 204


async def test_a_flood_is_one_line_in_the_log_until_the_address_was_let_in(
    door: Door, flooding: httpx.AsyncClient
) -> None:
    with capture_logs() as told:
        for _ in range(50):
            await flooding.get("/masuk?rahasia")
        assert told == [{"event": "too-many", "address": "192.0.2.1", "log_level": "warning"}]
        door.now += 25
        assert (await flooding.get("/masuk")).status_code == 204
        await flooding.get("/masuk")
    assert len(told) == 2
