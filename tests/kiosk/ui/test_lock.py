"""No key leaves the kiosk, and an internal error shows nothing of what was written."""

from collections.abc import Callable

import msgspec
import pytest
from textual.worker import WorkerFailed

from exam.manuscript import Part
from kiosk.fault import FAILURE_EXIT_CODE
from kiosk.ui.app import KioskApp
from kiosk.ui.editor import Editor
from kiosk.ui.help import HelpPage
from kiosk.ui.writing import WritingPage
from tests.kiosk.ui.conftest import Look
from tests.kiosk.ui.fake_desk import CONFIG, WRITING, FakeDesk


async def run_briefly(app: KioskApp, act: Callable[[], object] = lambda: None) -> None:
    """Run an app until an act has had its effect."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        act()
        await pilot.pause()


async def test_no_key_leaves_suspends_or_opens_anything(look: Look) -> None:
    desk = FakeDesk(WRITING)
    desk.texts[Part.PAPER] = "Kota ini"
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        before = (await look(pilot)).splitlines()
        await pilot.press("ctrl+c", "ctrl+q", "ctrl+z", "ctrl+g", "ctrl+d", "alt+f4", "escape")
        await pilot.press("ctrl+backslash", "ctrl+t", "f13", "f14", "ctrl+e")
        after = (await look(pilot)).splitlines()
        assert after[:-2] + after[-1:] == before[:-2] + before[-1:]
        assert app.is_running
    assert desk.texts[Part.PAPER] == "Kota ini"


async def test_what_is_copied_stays_in_the_kiosk(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = FakeDesk(WRITING)
    desk.texts[Part.PAPER] = "rahasia"
    app = KioskApp(desk)
    sent: list[str] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        monkeypatch.setattr(type(app._driver), "write", lambda _self, data: sent.append(data))
        await pilot.press("ctrl+a", "ctrl+c", "end", "ctrl+v")
    assert desk.texts[Part.PAPER] == "rahasiarahasia"
    assert not any("\x1b]52" in data for data in sent)


async def test_a_practice_exam_says_so_and_has_no_way_out_either(look: Look) -> None:
    exam = msgspec.structs.replace(CONFIG.exam, practice=True)
    app = KioskApp(FakeDesk(config=msgspec.structs.replace(CONFIG, exam=exam)))
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Latihan" in await look(pilot)
        await pilot.press("ctrl+q", "ctrl+c", "ctrl+d", "escape")
        await pilot.pause()
        assert app.is_running
        assert "Latihan" in await look(pilot)


async def test_the_desk_runs_while_the_app_does_and_is_closed_after_it(desk: FakeDesk) -> None:
    app = KioskApp(desk)
    async with app.run_test() as pilot:
        await pilot.pause()
        during = desk.running
    assert (during, desk.running) == (True, False)
    assert desk.calls == ["close"]


async def test_an_internal_error_is_an_exit_code_and_a_place_and_nothing_is_shown(
    capsys: pytest.CaptureFixture[str],
) -> None:
    desk = FakeDesk(WRITING)
    desk.texts[Part.PAPER] = "isi yang rahasia"
    app = KioskApp(desk)
    with pytest.raises(ZeroDivisionError):
        await run_briefly(
            app, lambda: app.screen.query_one("#editor-paper", Editor).call_later(lambda: 1 // 0)
        )
    app._print_error_renderables()
    shown = "".join(capsys.readouterr())
    assert app.return_code == FAILURE_EXIT_CODE
    assert app.failure.startswith("ZeroDivisionError test_lock.py:")
    assert shown == ""


async def test_a_desk_that_fails_ends_the_app_with_the_exit_code() -> None:
    class BrokenDesk(FakeDesk):
        async def run(self) -> None:
            raise OSError(28, "disk full")

    app = KioskApp(BrokenDesk(WRITING))
    with pytest.raises(WorkerFailed, match="disk full"):
        await run_briefly(app)
    assert app.return_code == FAILURE_EXIT_CODE


async def test_a_look_at_the_desk_while_the_program_closes_is_no_failure(desk: FakeDesk) -> None:
    app = KioskApp(desk)
    async with app.run_test() as pilot:
        await pilot.pause()
    app.look()
    assert not app.return_code


async def test_a_second_key_for_a_step_that_is_done_changes_nothing() -> None:
    app = KioskApp(FakeDesk(WRITING))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "enter")
        writing = app.screen
        assert isinstance(writing, WritingPage)
        writing.action_help()
        writing.action_topic()
        help_page = app.screen
        assert isinstance(help_page, HelpPage)
        help_page.leave()
        help_page.leave()
        await pilot.pause()
        assert app.screen is writing
        assert app.is_running
