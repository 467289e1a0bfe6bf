"""What the tests of the screens share."""

from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from kiosk.ui.app import KioskApp
from tests.kiosk.ui.fake_desk import WRITING, FakeDesk

_SETTLED, _LONGEST = 4, 40
"""A screen is settled when so many looks in a row are equal; after so many, it never is."""

Look = Callable[[Pilot[None]], Awaitable[str]]


@pytest.fixture
def desk() -> FakeDesk:
    """A desk at which nobody sits yet."""
    return FakeDesk()


@pytest.fixture
def writing_desk() -> FakeDesk:
    """A desk at which somebody writes; the topic has been read."""
    return FakeDesk(WRITING)


@pytest.fixture(autouse=True)
def calm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pages point at their first choice at once; without it they wait for a moment."""
    monkeypatch.setattr("kiosk.ui.calm.CALM_SECONDS", 0.001)


@pytest.fixture
def look() -> Look:
    """Let the app look at its desk, and return what the screen shows, as text."""

    async def read(pilot: Pilot[None]) -> str:
        app = pilot.app
        if not isinstance(app, KioskApp):
            raise TypeError(app)
        seen: list[str] = []
        while len(seen) < _LONGEST and (len(seen) < _SETTLED or len(set(seen[-_SETTLED:])) > 1):
            app.look()
            await pilot.pause()
            seen.append(screen_text(app))
        return seen[-1]

    return read


def screen_text(app: KioskApp) -> str:
    """Return the rows of the screen in front, as they are drawn."""
    width, height = app.size
    rows = app.screen._compositor.render_strips(app.size)
    return "\n".join(strip.text.rstrip() for strip in rows[:height] if width)


def focused_id(app: KioskApp) -> str | None:
    """Return the id of what has the focus."""
    focused: Widget | None = app.focused
    return None if focused is None else focused.id
