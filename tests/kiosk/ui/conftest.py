"""What the tests of the screens share."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.widget import Widget

from kiosk.ui.app import KioskApp
from tests.kiosk.ui.fake_desk import WRITING, FakeDesk
from tests.kiosk.ui.idle import wait_until_idle

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
def light_apps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an app begin without what it would do for a sitting of hours, and read its styles once.

    All apps of a run have the same styles, and to read them takes longer than most tests.
    """
    monkeypatch.setattr("kiosk.ui.writing.settle_memory", lambda: None)
    monkeypatch.setattr(Stylesheet, "_parse_rules", _read_once)


_read_rules = Stylesheet._parse_rules
_rules: dict[object, list[RuleSet]] = {}


def _read_once(sheet: Stylesheet, css: str, *origin: Any, **named: Any) -> list[RuleSet]:
    key = (tuple(sheet._variables.items()), css, origin, tuple(named.items()))
    if key not in _rules:
        _rules[key] = _read_rules(sheet, css, *origin, **named)
    return _rules[key]


@pytest.fixture(autouse=True)
def patient_pilots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pilots wait for what an app has to do, and not for a machine that does nothing else."""
    for module in ("app", "pilot"):
        monkeypatch.setattr(f"textual.{module}.wait_for_idle", wait_until_idle)


@pytest.fixture(autouse=True)
def calm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pages point at their first choice at once; without it they wait for a moment."""
    monkeypatch.setattr("kiosk.ui.calm.CALM_SECONDS", 0.001)
    monkeypatch.setattr("kiosk.ui.proctor_panel.SEEN_SECONDS", 0.0)


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
