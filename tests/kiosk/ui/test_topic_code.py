"""The page on which a proctor starts one candidate by the topic code."""

from dataclasses import replace

from exam.codes import show_code
from exam.errors import RefusedError
from exam.sitting import Phase
from exam.topic_code import topic_code_of
from kiosk.ui.app import KioskApp
from tests.kiosk.ui.conftest import Look
from tests.kiosk.ui.fake_desk import PERSON, FakeDesk

READY = replace(PERSON, phase=Phase.READY, synced_ago=60_000)
LINES = tuple(show_code(line) for line in topic_code_of(bytes(range(32))))
TYPED = tuple((*line.replace("-", "").lower(), "enter") for line in LINES)
PIN = "27182818"


async def test_five_lines_and_the_pin_start_the_candidate(look: Look) -> None:
    desk = FakeDesk(READY)
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "F8 Kode tema" in await look(pilot)
        await pilot.press("f8")
        assert "Baris 1 dari kode tema" in await look(pilot)
        for number, line in enumerate(TYPED, 1):
            await pilot.press(*line)
            assert f"{number}.  {LINES[number - 1]}" in await look(pilot)
        assert "PIN pengawas" in await look(pilot)
        await pilot.press(*PIN, "enter")
        await look(pilot)
        assert desk.calls == [f"enter_start {PIN} {' '.join(LINES)}"]
        assert desk.view.phase is Phase.WRITING


async def test_a_line_that_is_wrong_is_typed_again_alone(look: Look) -> None:
    desk = FakeDesk(READY)
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f8", "enter")
        assert "Silakan ketik baris ini" in await look(pilot)
        await pilot.press(*TYPED[0], *TYPED[1][:-2], "u", "enter")
        shown = await look(pilot)
        assert "Baris 2 kode tema salah" in shown
        assert LINES[0] in shown
        await pilot.press("backspace", *TYPED[1][-2:])
        assert "Baris 3 dari kode tema" in await look(pilot)
        assert desk.calls == []


async def test_after_a_wrong_pin_the_lines_stay_and_after_a_wrong_code_they_do_not(
    look: Look,
) -> None:
    desk = FakeDesk(READY)
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f8", *(key for line in TYPED for key in line), "enter")
        assert "PIN tercetak di lembar pengawas" in await look(pilot)
        desk.refusal = RefusedError("transfer.pin")
        await pilot.press(*PIN, "enter")
        shown = await look(pilot)
        assert "Ini bukan PIN pengawas" in shown
        assert LINES[4] in shown
        desk.refusal = RefusedError("topics.code")
        await pilot.press(*PIN, "enter")
        shown = await look(pilot)
        assert "Baris 1 dari kode tema" in shown
        assert LINES[0] not in shown
        assert desk.view.phase is Phase.READY


async def test_a_candidate_comes_back_by_esc_and_a_start_that_comes_leads_away(
    look: Look,
) -> None:
    desk = FakeDesk(READY)
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f8", *TYPED[0], "escape")
        assert "Anda sudah siap" in await look(pilot)
        await pilot.press("f8")
        assert LINES[0] not in await look(pilot)
        desk.start()
        assert "kode tema" not in await look(pilot)


async def test_while_the_server_answers_nobody_is_led_to_it(look: Look) -> None:
    desk = FakeDesk(replace(READY, synced_ago=400))
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "F8 Kode tema" not in await look(pilot)


async def test_the_key_is_named_as_soon_as_the_connection_is_lost(look: Look) -> None:
    desk = FakeDesk(replace(READY, synced_ago=400))
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await look(pilot)
        desk.change(synced_ago=60_000)
        assert "F8 Kode tema" in await look(pilot)
        desk.change(synced_ago=400)
        assert "F8 Kode tema" not in await look(pilot)
