"""When the desk is looked at: in a moment without keys, but before anybody would miss it."""

import pytest

from exam.manuscript import Part
from exam.sitting import Phase
from kiosk.ui.app import KioskApp
from kiosk.ui.lull import LONGEST_SECONDS, REST_SECONDS, Lull
from kiosk.ui.paused import PausedPage
from tests.kiosk.ui.conftest import Look, screen_text
from tests.kiosk.ui.fake_desk import WRITING, FakeDesk


def looked_at(asked: float, *keys: float) -> float:
    """Return when a look is taken that was asked for, if keys are pressed at these times."""
    lull, left = Lull(), sorted(keys)
    now = min([asked, *keys])
    is_asked = False
    while True:
        while left and left[0] <= now:
            lull.press(left.pop(0))
        if now >= asked and not is_asked:
            is_asked = lull.ask(now)
        if is_asked and not (wait := lull.wait(now)):
            return now
        now = min([*left, *([now + wait] if is_asked else [asked])])


@pytest.mark.parametrize(
    ("keys", "taken"),
    [
        ((), 10.0),
        ((9.0,), 10.0),
        ((9.98,), 9.98 + REST_SECONDS),
        ((9.98, 10.02), 10.02 + REST_SECONDS),
        (tuple(9.9 + number * 0.033 for number in range(60)), 10.0 + LONGEST_SECONDS),
    ],
)
def test_a_look_is_taken_when_the_hands_rest(keys: tuple[float, ...], taken: float) -> None:
    assert looked_at(10.0, *keys) == pytest.approx(taken)


def test_one_look_is_waited_for_at_a_time() -> None:
    lull = Lull()
    lull.press(1.0)
    assert lull.ask(1.0)
    assert not lull.ask(1.01)
    assert lull.wait(1.02) == pytest.approx(0.03)
    assert lull.wait(1.06) == 0
    assert lull.ask(1.07)


async def test_the_screen_is_brought_up_to_date_in_a_lull_and_turned_at_once(
    monkeypatch: pytest.MonkeyPatch, look: Look
) -> None:
    desk = FakeDesk(WRITING)
    desk.texts[Part.PAPER] = "Kota ini"
    app = KioskApp(desk, polls=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot)
        monkeypatch.setattr("kiosk.ui.lull.REST_SECONDS", 3600)
        monkeypatch.setattr("kiosk.ui.lull.LONGEST_SECONDS", 3600)
        await pilot.press("a")
        desk.change(number="099")
        app.hear_of_view()
        await pilot.pause()
        assert "Peserta 099" not in screen_text(app)
        desk.change(phase=Phase.PAUSED)
        app.hear_of_view()
        await pilot.pause()
        assert isinstance(app.screen, PausedPage)
        desk.change(phase=Phase.WRITING)
        app.hear_of_view()
        await pilot.pause()
        assert "Peserta 099" in screen_text(app)
