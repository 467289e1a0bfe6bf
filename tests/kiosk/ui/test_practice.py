"""Waiting and practising: ten lessons by keys alone, and nothing of it in the paper."""

from gettext import NullTranslations

import pytest
from textual.pilot import Pilot

from exam.errors import RefusedError
from exam.manuscript import strip_marks
from exam.sitting import Phase
from kiosk.ui.app import KioskApp
from kiosk.ui.lessons import LESSONS, Lesson
from kiosk.ui.practice_editor import PracticeEditor
from kiosk.ui.teaching import teaching_of
from tests.kiosk.ui.conftest import Look, focused_id, screen_text
from tests.kiosk.ui.fake_desk import CARD_CODE, PERSON, TOPIC, FakeDesk
from tests.kiosk.ui.test_burst import burst

ENGLISH = NullTranslations()

WALK: dict[Lesson, tuple[str, ...]] = {
    Lesson.TYPING: (*"Selamat pagi", "enter"),
    Lesson.ARROWS: ("up", "up", "left", "right"),
    Lesson.BACKSPACE: ("end", "backspace", "backspace", "backspace"),
    Lesson.HEADING: ("f6",),
    Lesson.LIST: ("down", "f7", *"kue", "enter"),
    Lesson.BOLD: ("ctrl+b", *"teh"),
    Lesson.COPYING: ("f8", "left", "left", "ctrl+c", "home", "ctrl+v"),
    Lesson.UNDO: (*"ubi", "ctrl+z"),
    Lesson.MENU: ("f9", "escape"),
    Lesson.HAND_IN: ("f10",),
}


@pytest.fixture(autouse=True)
def ticked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a lesson that is done be seen until one goes on by a key."""
    monkeypatch.setattr("kiosk.ui.practice.TICKED_SECONDS", 60.0)


@pytest.fixture
def ready_desk() -> FakeDesk:
    """A desk of somebody who waits, at which nothing can be written."""
    desk = FakeDesk(PERSON)
    desk.change(phase=Phase.READY)
    desk.refusal = RefusedError("made-up.written-too-early")
    return desk


async def after(app: KioskApp, pilot: Pilot[None], *keys: str) -> str:
    """Press keys as fast as they come, look at the desk, and return what the screen shows then."""
    burst(app, *keys)
    await pilot.pause()
    app.look()
    await pilot.pause()
    return screen_text(app)


BEGIN = ("right", "enter")
"""From the waiting page to the practice text, wherever the pointer is."""


async def test_ten_lessons_are_learnt_with_keys_alone(ready_desk: FakeDesk, look: Look) -> None:
    app = KioskApp(ready_desk, ENGLISH)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Try out the keys first" in await look(pilot)
        shown = await after(app, pilot, "enter")
        for number, lesson in enumerate(LESSONS, start=1):
            said = teaching_of(lesson, str)
            assert f"Lesson {number} of 10: {said.name}" in shown
            assert all(f"[ ] {step}" in shown for step in said.steps)
            assert "Waiting for the proctor to start" in shown
            shown = await after(app, pilot, *WALK[lesson])
            assert said.praise in shown
            assert all(f"[X] {step}" in shown for step in said.steps)
            shown = await after(app, pilot, "pagedown")
        assert "You are ready." in shown
        assert "Try out the keys first" in await after(app, pilot, *"kue", "escape")


async def test_a_lesson_may_be_skipped_taken_again_and_gone_on_with_later(
    ready_desk: FakeDesk,
) -> None:
    app = KioskApp(ready_desk, ENGLISH)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Lesson 3 of 10" in await after(app, pilot, *BEGIN, "pagedown", "pagedown")
        assert "Lesson 2 of 10" in await after(app, pilot, "pageup")
        assert "Help" in await after(app, pilot, "f1")
        assert "Lesson 2 of 10" in await after(app, pilot, "escape")
        assert "Lesson 4 of 10" in await after(app, pilot, "pagedown", "pagedown")
        assert "Fine! F6" in await after(app, pilot, "f9", "1")
        assert "kue" in await after(app, pilot, *"kue")
        await after(app, pilot, "escape")
        shown = await after(app, pilot, "enter")
        assert "Lesson 5 of 10" in shown
        assert "kue" in shown


async def test_the_next_lesson_comes_by_itself_and_begins_with_plain_letters(
    ready_desk: FakeDesk, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = KioskApp(ready_desk, ENGLISH)
    async with app.run_test(size=(80, 24)) as pilot:
        await after(app, pilot, *BEGIN, *["pagedown"] * 5)
        monkeypatch.setattr("kiosk.ui.practice.TICKED_SECONDS", 0.001)
        burst(app, "ctrl+b", *"teh")
        assert "Lesson 7 of 10" in await look(pilot)
        sheet = app.screen.query_one(PracticeEditor).sheet
        assert not sheet.current_state.bold
        assert "bold" not in (await look(pilot)).splitlines()[-2]


async def test_keys_that_lead_elsewhere_in_the_sitting_say_so_and_do_nothing_else(
    ready_desk: FakeDesk,
) -> None:
    app = KioskApp(ready_desk, ENGLISH)
    async with app.run_test(size=(80, 24)) as pilot:
        await after(app, pilot, *BEGIN)
        for key in ("f2", "f3", "f4", "f5"):
            shown = await after(app, pilot, key)
            assert f"In the sitting, {key.upper()}" in shown
            assert "Lesson 1 of 10" in shown


async def test_what_was_done_is_ticked_and_what_a_key_did_not_do_is_said(
    ready_desk: FakeDesk,
) -> None:
    app = KioskApp(ready_desk, ENGLISH)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await after(app, pilot, *BEGIN, *"Pak Darto pulang")
        assert "[X] Type a few words" in shown
        assert "[ ] Press Enter" in shown
        assert "Nothing has been copied yet" in await after(app, pilot, "ctrl+v")
        shown = await after(app, pilot, "f8")
        assert "SELECTING" in shown
        assert "Ctrl+C" in shown
        assert "Lesson 1 of 10" in await after(app, pilot, "escape")
        assert "Ctrl+Z brings the text back" in await after(app, pilot, "ctrl+a", "delete")
        assert "Pak Darto pulang" in await after(app, pilot, "ctrl+z")


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_the_countdown_stays_in_sight_while_one_practises(
    ready_desk: FakeDesk, size: tuple[int, int]
) -> None:
    app = KioskApp(ready_desk)
    async with app.run_test(size=size) as pilot:
        shown = await after(app, pilot)
        assert "Menunggu pengawas memulai" in shown
        assert "Anda tidak perlu menekan apa pun" in shown
        assert "Menunggu pengawas memulai" in await after(app, pilot, *BEGIN)
        ready_desk.change(starts_in=7_400, synced_ago=60_000)
        shown = await after(app, pilot)
        assert "Ujian dimulai dalam 8 detik" in shown
        assert "Sambungan sedang terputus" in shown


async def test_the_start_takes_the_practice_away_in_mid_key_and_nothing_of_it_is_kept(
    ready_desk: FakeDesk, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.ui.calm.CALM_SECONDS", 60.0)
    app = KioskApp(ready_desk, ENGLISH)
    async with app.run_test(size=(80, 24)) as pilot:
        await after(app, pilot, *BEGIN, *"lemper", "f8", "left", "left", "ctrl+c")
        ready_desk.refusal = None
        burst(app, *"kue la")
        app.call_later(ready_desk.start)
        app.hear_of_view()
        burst(app, *"pis ", "enter", "space", "escape", "f2", "f10", "ctrl+v", *"enak", "enter")
        shown = await look(pilot)
        assert TOPIC.title in shown
        assert "… Read on" in shown
        before = dict(ready_desk.texts)
        assert "… Read on" in await after(app, pilot, "right", "enter", "escape", "f2", "tab")
        monkeypatch.setattr("kiosk.ui.calm.CALM_SECONDS", 0.001)
        await pilot.press("x")
        assert "▶ Read on" in await look(pilot)
        await pilot.press("enter")
        assert "▶ Begin to write" in await look(pilot)
        shown = await after(app, pilot, "enter", "ctrl+v")
        assert "Begin to write" not in shown
        assert ready_desk.texts == before
        await after(app, pilot, "ctrl+z")
        assert not {"lemper", "er", "kue", "pis", "enak"} & set(words_of(ready_desk))
        await after(app, pilot, *"Kota")
        assert "Kota" in words_of(ready_desk)


async def test_practice_gives_way_to_a_pause_and_begins_anew_behind_it(
    ready_desk: FakeDesk,
) -> None:
    app = KioskApp(ready_desk, ENGLISH)
    async with app.run_test(size=(80, 24)) as pilot:
        await after(app, pilot, *BEGIN, "pagedown", *"kue", "f1")
        ready_desk.change(phase=Phase.PAUSED)
        assert "The time has been stopped" in await after(app, pilot)
        ready_desk.change(phase=Phase.READY)
        assert "You are ready" in await after(app, pilot)
        shown = await after(app, pilot, *BEGIN)
        assert "Lesson 1 of 10" in shown
        assert "kue" not in shown


async def test_enter_pressed_twice_by_habit_answers_no_page_unread(
    desk: FakeDesk, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.ui.calm.CALM_SECONDS", 60.0)
    app = KioskApp(desk, ENGLISH)
    async with app.run_test(size=(80, 24)) as pilot:
        burst(app, *"017", "enter", *CARD_CODE, "enter", "enter", "space", "enter")
        assert "Is this you?" in await look(pilot)
        assert desk.view.phase is Phase.SIGNED_IN
        await after(app, pilot, "enter")
        assert desk.view.phase is Phase.SIGNED_IN
        await after(app, pilot, "right", "enter", "enter")
        assert "Rules of conduct" in await look(pilot)


async def test_a_key_before_the_pointer_begins_the_moment_of_calm_anew(
    look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = FakeDesk(PERSON)
    monkeypatch.setattr("kiosk.ui.calm.CALM_SECONDS", 60.0)
    app = KioskApp(desk, ENGLISH)
    async with app.run_test(size=(80, 24)) as pilot:
        await after(app, pilot)
        assert focused_id(app) is None
        monkeypatch.setattr("kiosk.ui.calm.CALM_SECONDS", 0.001)
        await pilot.press("x")
        await look(pilot)
        assert focused_id(app) == "yes"
        await pilot.press("enter")
    assert desk.view.phase is Phase.IDENTITY_CONFIRMED


def words_of(desk: FakeDesk) -> list[str]:
    """Return what was written, marks left out."""
    return strip_marks(" ".join(desk.texts.values())).split()
