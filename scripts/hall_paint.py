"""How long a browser takes to paint the proctor's page for the first time, over real TLS."""

import asyncio
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Final

import uvicorn
from playwright.sync_api import sync_playwright

from scripts.hall_room import CHROMIUM, SimulatedRoom
from server.recovering import Recovering
from server.web import tls
from server.web.app import build_people_app
from server.web.doors import open_doors

_PAINTED: Final = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
_ROUNDS: Final = 11


@dataclass(frozen=True, slots=True)
class Page:
    """How large a page is, and after how many milliseconds something of it was seen, each time."""

    size: int
    milliseconds: tuple[float, ...]

    @property
    def worst(self) -> float:
        """The longest that anybody waited."""
        return max(self.milliseconds)

    def show(self) -> str:
        """Write what was measured as a line."""
        usual = median(self.milliseconds)
        return (
            f"page: {self.size:,} bytes; first paint after {usual:.0f} ms,"
            f" {self.worst:.0f} ms at worst, {len(self.milliseconds)} times"
        )


@contextmanager
def served(room: SimulatedRoom) -> Iterator[int]:
    """Serve the people's pages for the length of a block; gives the port."""
    with open_doors("127.0.0.1", 0, 0) as doors:
        app = build_people_app(room.exam, room.hall, doors.kiosk_port, Recovering(room.exam))
        context = tls.people_context(room.exam.directory)
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                http=tls.DoorProtocol,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                timeout_graceful_shutdown=1,
                ssl_context_factory=lambda _config, _default: context,
            )
        )
        work = server.serve([doors.people])
        thread = threading.Thread(target=asyncio.run, args=[work])
        thread.start()
        try:
            yield doors.people_port
        finally:
            app.state.news.close()
            server.should_exit = True
            thread.join()


def first_paint(room: SimulatedRoom, passphrases: Mapping[str, str]) -> Page:
    """Open the page some times as a proctor; return its size and when it was painted."""
    with served(room) as port, sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        context = browser.new_context(
            base_url=f"https://127.0.0.1:{port}",
            ignore_https_errors=True,
            viewport={"width": 1366, "height": 768},
        )
        page = context.new_page()
        page.goto("/masuk")
        page.locator("#account").fill("pengawas-1")
        page.locator("#passphrase").fill(passphrases["pengawas-1"])
        page.locator("main button").click()
        page.wait_for_selector("#rows tr")
        painted = []
        for _ in range(_ROUNDS):
            answer = page.goto("/pengawas", wait_until="load")
            size = 0 if answer is None else len(answer.body())
            page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
            painted.append(float(page.evaluate(_PAINTED)))
        browser.close()
    return Page(size, tuple(painted))
