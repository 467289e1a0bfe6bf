"""A real browser, at the size of a panel laptop, before a really served exam."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from server.ceremony import Handouts
from server.office import OpenExam
from tests.server.conftest import (
    config_file,
    exam,
    exam_root,
    made,
    ready_made,
    roster_file,
)
from tests.server.panel_acting import passphrases_of
from tests.server.remote import Served, serving

__all__ = ["config_file", "exam", "exam_root", "made", "ready_made", "roster_file"]

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
)
PATIENCE_MILLISECONDS = 60_000
"""How long a test waits for what a page has to show; only a failing one waits so long."""

expect.set_options(timeout=PATIENCE_MILLISECONDS)

LogIn = Callable[[str], Page]


def await_inside(page: Page) -> None:
    """Wait until somebody is logged in and the first page listens to whoever uses it."""
    expect(page.get_by_role("button", name="Keluar", exact=True)).to_be_visible()
    page.wait_for_load_state()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, closed with the folder: its event loop must not outlive these tests."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(ARGUMENTS), timeout=2 * PATIENCE_MILLISECONDS
        )
        yield opened
        opened.close()


@pytest.fixture
def served(exam: OpenExam) -> Iterator[Served]:
    """The practice exam, served on two ports."""
    with serving(exam) as found:
        yield found


@pytest.fixture
def log_in(browser: Browser, served: Served, made: Handouts) -> Iterator[LogIn]:
    """Log somebody in, each in a browser profile of their own; no page may raise an error."""
    passphrases = passphrases_of(made)
    faults: list[str] = []
    contexts = []

    def open_page(account: str) -> Page:
        context = browser.new_context(
            base_url=f"https://127.0.0.1:{served.people_port}",
            ignore_https_errors=True,
            locale="id-ID",
            viewport={"width": 1366, "height": 768},
        )
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto("/")
        page.get_by_label("Akun").fill(account)
        page.get_by_label("Frasa sandi").fill(passphrases[account])
        page.get_by_role("button", name="Masuk").click()
        await_inside(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
