"""Bars draw themselves: only they go to the terminal, and only when they say something else."""

from collections.abc import Callable

import pytest
from textual.app import App, ComposeResult
from textual.drivers.headless_driver import HeadlessDriver
from textual.screen import Screen

from kiosk.ui.app import KioskApp
from kiosk.ui.bar import Bar
from kiosk.ui.rows import Sentence
from tests.kiosk.ui.fake_desk import FakeDesk


class BarApp(App[None]):
    """Two bars, the second as high as what it says."""

    CSS = "Bar { height: 1; } #high { height: auto; max-height: 3; }"

    def __init__(self) -> None:
        super().__init__()
        self.low, self.high = Bar("satu", id="low"), Bar(id="high")

    def compose(self) -> ComposeResult:
        yield self.low
        yield self.high

    def rows(self) -> list[str]:
        """What the screen shows."""
        return [strip.text.rstrip() for strip in self.screen._compositor.render_strips(self.size)]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """Return what went to the terminal since it was asked last."""
    pieces: list[str] = []

    def taken() -> str:
        text = "".join(pieces)
        pieces.clear()
        return text

    monkeypatch.setattr(HeadlessDriver, "is_headless", False)
    monkeypatch.setattr(HeadlessDriver, "write", lambda _driver, data: pieces.append(data))
    return taken


async def test_a_bar_goes_to_the_terminal_at_once_and_alone(sent: Callable[[], str]) -> None:
    app = BarApp()
    async with app.run_test(size=(30, 8)) as pilot:
        await pilot.pause()
        sent()
        app.low.say("dua", "kanan")
        assert "dua" in sent()
        await pilot.pause()
        assert not sent()
        app.low.say("dua", "kanan")
        assert not sent()
        assert app.low.said == "dua                      kanan"
        assert app.rows()[0] == "dua                      kanan"
        app.low.styles.color = "red"
        await pilot.pause()
        assert "kanan" in sent()


async def test_a_bar_behind_another_screen_is_drawn_when_it_is_in_front_again(
    sent: Callable[[], str],
) -> None:
    app = BarApp()
    async with app.run_test(size=(30, 8)) as pilot:
        await pilot.pause()
        await app.push_screen(Screen())
        await pilot.pause()
        sent()
        app.low.say("nanti")
        await pilot.pause()
        assert "nanti" not in sent()
        app.pop_screen()
        await pilot.pause()
        assert "nanti" in sent()


async def test_a_sentence_gets_as_many_rows_as_it_needs(sent: Callable[[], str]) -> None:
    app = BarApp()
    async with app.run_test(size=(30, 8)) as pilot:
        await pilot.pause()
        app.high.show(Sentence("satu dua tiga empat lima enam tujuh delapan", 3))
        await pilot.pause()
        assert app.rows()[1:4] == [" satu dua tiga empat lima", " enam tujuh delapan", ""]
        app.high.show(Sentence("sembilan", 3))
        await pilot.pause()
        assert app.rows()[1:3] == [" sembilan", ""]
        await pilot.resize_terminal(8, 6)
        app.high.show(Sentence("satu dua tiga empat lima enam", 3))
        await pilot.pause()
        assert app.rows()[1:4] == [" satu", " dua", " tiga…"]
    assert sent()


async def test_the_page_says_once_for_all_its_bars_how_each_look_is_drawn(
    writing_desk: FakeDesk,
) -> None:
    app = KioskApp(writing_desk)
    async with app.run_test(size=(80, 24)):
        bars = app.screen.query(Bar)
        assert len(bars) > 1
        assert not any(bar.COMPONENT_CLASSES for bar in bars)
        for look in Bar.LOOKS:
            (style,) = {bar.look_of(look) for bar in bars}
            assert style.bold or style.reverse
