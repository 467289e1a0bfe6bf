"""How long a browser takes to paint the proctor's page for the first time, over real TLS."""

from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from scripts.practice.premises import Slip

CHROMIUM: Final = Path("/usr/bin/chromium")
_PAINTED: Final = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


def first_paints(port: int, slip: Slip, rounds: int) -> tuple[float, ...]:
    """Open the page so often as a proctor; returns after how many milliseconds it was painted."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        context = browser.new_context(
            base_url=f"https://127.0.0.1:{port}",
            ignore_https_errors=True,
            viewport={"width": 1366, "height": 768},
        )
        page = context.new_page()
        page.goto("/masuk")
        page.locator("#account").fill(slip.id)
        page.locator("#passphrase").fill(slip.passphrase)
        page.locator("main button").click()
        page.wait_for_selector("#rows tr")
        painted = []
        for _ in range(rounds):
            page.goto("/pengawas", wait_until="load")
            page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
            painted.append(float(page.evaluate(_PAINTED)))
        browser.close()
    return tuple(painted)
