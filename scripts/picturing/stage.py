"""Plays scenes at a real app, and takes what is on its screen."""

import asyncio
import gc
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar
from unittest.mock import patch

from textual import events
from textual._compositor import Compositor
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from exam.manuscript import Part
from kiosk.appearance import Theme
from kiosk.language import load_catalog
from kiosk.ui import app, calm, writing
from kiosk.ui.app import KioskApp
from kiosk.ui.colours import colours_of
from scripts.picturing.cells import TELLING, Row, rows_of
from scripts.picturing.scenes import Scene, Size
from tests.kiosk.ui.fake_desk import CONFIG, FakeDesk

_ENOUGH_LOOKS, _MOST_SECONDS = 2, 60.0
"""A screen is still when it was found so as many times in a row; after so long, it never is."""


class RestlessError(Exception):
    """A screen does not come to rest, or fails; says which."""


@dataclass(frozen=True)
class Picture:
    """One scene as it is seen at one size."""

    scene: str
    size: Size
    rows: tuple[Row, ...]

    @property
    def text(self) -> tuple[str, ...]:
        """The rows as letters."""
        return tuple("".join(piece.text for piece in row).rstrip() for row in self.rows)


class Stage(KioskApp):
    """An app that goes from scene to scene."""

    CSS_PATH = str(Path(app.__file__).with_name("kiosk.tcss"))
    COLOURS: ClassVar = dict.fromkeys(Theme, colours_of("telling", TELLING, dark=False))

    def __init__(self, language: str = CONFIG.exam.language) -> None:
        self.seat = FakeDesk()
        super().__init__(self.seat, load_catalog(language), polls=False)

    def clear(self) -> None:
        """Take every page away."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def set(self, scene: Scene) -> None:
        """Show the page with which a scene begins."""
        self.seat.state, self.seat.refusal = scene.view, scene.refusal  # type: ignore[assignment]
        self.seat.found, self.seat.config = scene.found, scene.config
        self.seat.texts = {part: scene.texts.get(part, "") for part in Part}
        self._page = self._bookmark = None
        self.look()

    def press(self, key: str) -> None:
        """Press a key."""
        self.post_message(events.Key(key, key if len(key) == 1 else None))


async def play(
    scenes: Iterable[tuple[Scene, Sequence[Size]]], language: str = CONFIG.exam.language
) -> list[Picture]:
    """Return pictures of scenes in a language, each at its sizes.

    Nothing is sent to a terminal, nobody tidies up the memory, and no page waits until it may have
    been read: all of that would only take time. No cursor blinks.

    Raises:
        RestlessError: a screen does not come to rest.

    """
    stage = Stage(language)
    pictures = []
    gc.disable()
    with (
        patch.object(Compositor, "render_update", return_value=None),
        patch.object(writing, "settle_memory"),
        patch.object(calm, "CALM_SECONDS", 0.001),
        patch.object(Input, "_toggle_cursor"),
    ):
        async with stage.run_test() as pilot:
            for scene, sizes in scenes:
                pictures += await _play_scene(pilot, stage, scene, sizes)
    gc.enable()
    return pictures


async def _play_scene(
    pilot: Pilot[None], stage: Stage, scene: Scene, sizes: Sequence[Size]
) -> list[Picture]:
    stage.clear()
    await _resize(pilot, sizes[0])
    stage.set(scene)
    stage.wear(scene.appearance)
    await _rest(pilot, stage, scene)
    for key in scene.keys:
        stage.press(key)
        await _rest(pilot, stage, scene)
    pictures = []
    for size in sizes:
        await _resize(pilot, size)
        stage.look()
        await _rest(pilot, stage, scene)
        strips = stage.screen._compositor.render_strips(stage.size)
        pictures.append(Picture(scene.name, size, rows_of(strips)))
    return pictures


async def _resize(pilot: Pilot[None], size: Size) -> None:
    if pilot.app.size != size:
        await pilot.resize_terminal(*size)


async def _rest(pilot: Pilot[None], stage: Stage, scene: Scene) -> None:
    """Wait until nothing moves any more."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + _MOST_SECONDS
    still = 0
    while still < _ENOUGH_LOOKS:
        await pilot.pause()
        still = still + 1 if _is_still(stage.screen) else 0
        if stage.failure or loop.time() > deadline:
            raise RestlessError(f"{scene.name}: {stage.failure or 'it does not come to rest'}")


def _is_still(screen: Screen[Any]) -> bool:
    """Whether nothing is about to be drawn or laid out."""
    if isinstance(screen, calm.CalmPage) and not screen.is_calm:
        return False
    due = (screen._layout_required, screen._scroll_required, screen._repaint_required)
    return not (any(due) or screen._dirty_widgets or screen._callbacks)
