"""Photographs pages in Debian's Chromium, and draws screens; each is a small PNG.

No server answers: the browser is given what was answered before, and the site's own static files.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final
from urllib.parse import urlsplit

from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, Route, sync_playwright

from scripts.depicting.album import Drawing
from scripts.depicting.screens import Screen
from scripts.depicting.sheets import Sheet, print_sheets
from scripts.depicting.visits import Leaf
from server.web.headers import HEADERS
from server.web.pages import STATIC

_CHROMIUM: Final = "/usr/bin/chromium"
_ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
)
_SITE: Final = "https://makalah.local"
_WIDTH: Final = 1366
_MARGIN, _PAPER_MARGIN = 24, 60
_SETTLE_MILLISECONDS: Final = 400
_COLOURS: Final = 64
_ZOOM: Final = 1.5
_KINDS: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_END: Final = """() => Math.max(...[...document.querySelectorAll("main, main *, footer")]
    .map((one) => one.getBoundingClientRect())
    .filter((box) => box.width && box.height).map((box) => box.bottom))"""


@contextmanager
def browsing() -> Iterator[Browser]:
    """Open the one browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=list(_ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def pictures_of(drawings: Sequence[Drawing]) -> Iterator[tuple[Drawing, bytes]]:
    """Yield everything with its picture."""
    for sheet, pages in print_sheets([one for one in drawings if isinstance(one, Sheet)]):
        yield sheet, _small(_side_by_side(pages))
    yield from _photographed([one for one in drawings if not isinstance(one, Sheet)])


def _photographed(pictures: Sequence[Leaf | Screen]) -> Iterator[tuple[Drawing, bytes]]:
    with browsing() as browser:
        for one in pictures:
            context = browser.new_context(
                base_url=_SITE,
                locale=one.language,
                viewport={"width": _WIDTH, "height": one.height if isinstance(one, Leaf) else 768},
                device_scale_factor=1 if isinstance(one, Leaf) else _ZOOM,
                reduced_motion="reduce",
            )
            page = context.new_page()
            yield one, _small(_open(page, one) if isinstance(one, Leaf) else _draw(page, one))
            context.close()


def _open(page: Page, leaf: Leaf) -> bytes:
    page.route("**/*", lambda route: _answer(route, leaf))
    page.clock.install(time=0)
    page.goto(leaf.path)
    page.clock.run_for(_SETTLE_MILLISECONDS)
    for press in leaf.presses:
        if press.text is None:
            page.locator(press.selector).first.click()
        else:
            page.locator(press.selector).first.fill(press.text)
    page.clock.run_for(_SETTLE_MILLISECONDS)
    page.evaluate("document.activeElement?.blur()")
    height = min(leaf.height, round(page.evaluate(_END)) + _MARGIN)
    return page.screenshot(clip={"x": 0, "y": 0, "width": _WIDTH, "height": height})


def _answer(route: Route, leaf: Leaf) -> None:
    """Answer with what the page was, what it asks for by itself, or a static file."""
    path = urlsplit(route.request.url).path
    if path.startswith("/static/"):
        file = STATIC / path.removeprefix("/static/")
        route.fulfill(body=file.read_bytes(), content_type=_KINDS[file.suffix])
    elif path in leaf.feeds:
        route.fulfill(body=leaf.feeds[path], content_type="text/event-stream")
    elif path == leaf.path:
        route.fulfill(body=leaf.html, content_type="text/html", headers=dict(HEADERS))
    else:
        route.abort()


def _draw(page: Page, screen: Screen) -> bytes:
    page.set_content(screen.svg)
    return page.locator("svg").screenshot()


def _side_by_side(pages: Sequence[bytes]) -> bytes:
    """Lay pages beside each other, without the empty paper below the longest."""
    sheets = [Image.open(io.BytesIO(png)).convert("RGB") for png in pages]
    table = Image.new("RGB", (sum(one.width for one in sheets), sheets[0].height), "white")
    for place, one in enumerate(sheets):
        table.paste(one, (place * one.width, 0))
    inked = ImageChops.invert(table).getbbox()
    if inked is not None:
        table = table.crop((0, 0, table.width, min(table.height, inked[3] + _PAPER_MARGIN)))
    written = io.BytesIO()
    table.save(written, "PNG")
    return written.getvalue()


def _small(png: bytes) -> bytes:
    """Return a picture with few colours, which is enough for letters on plain grounds."""
    with Image.open(io.BytesIO(png)) as picture:
        few = picture.convert("RGB").quantize(
            _COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
        )
    written = io.BytesIO()
    few.save(written, "PNG", optimize=True)
    return written.getvalue()
