"""The topic comes while people still type; nobody answers it unread, and nobody misses its end."""

from collections.abc import Callable
from dataclasses import dataclass
from gettext import NullTranslations

import pytest
from textual.pilot import Pilot

from exam.errors import RefusedError
from exam.manuscript import Part, strip_marks
from exam.sitting import Phase
from kiosk.ui import calm
from kiosk.ui.app import KioskApp
from kiosk.ui.calm import CalmPage
from kiosk.ui.writing import WritingPage
from tests.kiosk.ui.conftest import Look, focused_id, screen_text
from tests.kiosk.ui.fake_desk import PERSON, TOPIC, WRITING, FakeDesk
from tests.kiosk.ui.test_burst import burst

ENGLISH = NullTranslations()
USUAL_SECONDS = calm.CALM_SECONDS


@dataclass
class Alarm:
    """A timer that runs out when a test says so."""

    page: CalmPage
    seconds: float
    ring: Callable[[], None]
    is_set: bool = True

    def stop(self) -> None:
        self.is_set = False

    def runs_out(self, seconds: float) -> bool:
        return self.is_set and self.page.is_attached and self.seconds <= seconds


class Alarms(list[Alarm]):
    """The timers of a page, which know no other time than that of the test."""

    def set(self, page: CalmPage, seconds: float, ring: Callable[[], None]) -> Alarm:
        self.append(Alarm(page, seconds, ring))
        return self[-1]

    async def rest(self, pilot: Pilot[None], seconds: float) -> None:
        """Press no key for so long."""
        for alarm in [each for each in self if each.runs_out(seconds)]:
            alarm.stop()
            alarm.ring()
        await pilot.pause()


@pytest.fixture
def alarms(monkeypatch: pytest.MonkeyPatch) -> Alarms:
    """Timers of pages that wait for calm as long as in the hall."""
    made = Alarms()

    def set_timer(page: CalmPage, seconds: float, ring: Callable[[], None]) -> Alarm:
        return made.set(page, seconds, ring)

    monkeypatch.setattr(calm, "CALM_SECONDS", USUAL_SECONDS)
    monkeypatch.setattr(CalmPage, "set_timer", set_timer)
    return made


async def test_whoever_types_on_with_pauses_does_not_answer_the_topic(
    look: Look, alarms: Alarms
) -> None:
    desk = FakeDesk(PERSON)
    desk.change(phase=Phase.READY)
    desk.refusal = RefusedError("made-up.written-too-early")
    app = KioskApp(desk, ENGLISH)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot)
        burst(app, "right", "enter", *"Sedang ")
        await look(pilot)
        desk.refusal = None
        desk.start()
        await look(pilot)
        for letter, seconds in zip(
            ["enter", *"kata "], (0.3, 1.9, 2.0, 0.3, 2.0, 2.0), strict=True
        ):
            burst(app, letter)
            await pilot.pause()
            await alarms.rest(pilot, seconds)
            assert focused_id(app) is None
        await alarms.rest(pilot, 3.1)
        assert focused_id(app) == "write"
        for letter in ("k", "space", "backspace", "right", "escape", "f2", "tab"):
            burst(app, letter, "enter")
            await pilot.pause()
            assert focused_id(app) is None
            await alarms.rest(pilot, 3.1)
        assert TOPIC.title in await look(pilot)
        assert not {"kata", "k"} & set(strip_marks(desk.text(Part.PAPER)).split())


async def test_the_end_of_a_long_topic_is_seen_before_one_begins(
    look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = KioskApp(FakeDesk(WRITING), ENGLISH)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await look(pilot)
        end = TOPIC.text.split()[-1]
        assert end not in shown
        assert "The topic goes on below: press ↓" in shown
        assert "▶ Read on" in shown
        monkeypatch.setattr(calm, "CALM_SECONDS", 60.0)
        await pilot.press("enter", "enter")  # held down
        shown = await look(pilot)
        assert end in shown
        assert "goes on below" not in shown
        assert "▶ Begin to write" in shown
        await pilot.press("pageup")
        shown = await look(pilot)
        assert "goes on below" in shown
        assert "▶ Begin to write" in shown
        monkeypatch.setattr(calm, "CALM_SECONDS", 0.001)
        await pilot.press("enter")
        assert isinstance(app.screen, WritingPage)


async def test_a_page_says_that_it_waits_for_calm(alarms: Alarms) -> None:
    app = KioskApp(FakeDesk(PERSON), ENGLISH)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shown = screen_text(app)
        assert "… Yes, this is me" in shown
        assert "One moment …" in shown
        assert "confirm" not in shown
        await alarms.rest(pilot, 0.7)
        await pilot.pause()
        shown = screen_text(app)
        assert "▶ Yes, this is me" in shown
        assert "Enter confirm" in shown
