"""What a proctor says is seen at once wherever one is, and takes neither a letter nor the text."""

from dataclasses import replace

import pytest

from exam.errors import RefusedError
from exam.manuscript import Part
from exam.sitting import Phase
from kiosk.ui.app import KioskApp
from kiosk.ui.proctor_panel import say_call
from kiosk.view import Call, DeskView, Message
from tests.kiosk.ui.conftest import Look, focused_id
from tests.kiosk.ui.fake_desk import MESSAGES, PERSON, WRITING, FakeDesk

SHORT, OTHER, LONG = MESSAGES
READ = f"read_message {SHORT.message_id}"
PHASES = [
    Phase.IDENTITY_CONFIRMED,
    Phase.READY,
    Phase.WRITING,
    Phase.PAUSED,
    Phase.LOCKED,
    Phase.SEALED,
]


@pytest.fixture
def desk() -> FakeDesk:
    """A desk of somebody in the middle of a paper."""
    desk = FakeDesk(WRITING)
    desk.texts[Part.PAPER] = "Kota ini"
    return desk


async def test_a_message_is_seen_wherever_one_is_until_its_key_is_pressed(
    desk: FakeDesk, look: Look
) -> None:
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        for phase in PHASES:
            desk.change(phase=phase, messages=(SHORT,))
            shown = await look(pilot)
            assert "Waktu tinggal tiga puluh menit." in shown, phase
            assert "F11 Sudah saya baca" in shown, phase
            await pilot.press("x", "f11")
            assert "Pesan dari pengawas" not in await look(pilot), phase
    assert desk.calls == [READ] * len(PHASES) + ["close"]


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 50)])
async def test_whoever_types_goes_on_typing_and_sees_what_is_typed(
    desk: FakeDesk, look: Look, size: tuple[int, int]
) -> None:
    desk.texts[Part.PAPER] = "\n".join(f"Baris {number}" for number in range(100))
    async with KioskApp(desk).run_test(size=size) as pilot:
        await look(pilot)
        await pilot.press(*"ak")
        desk.change(messages=(LONG,), call=Call.OPEN)
        shown = await look(pilot)
        assert "Baris 99ak" in shown
        assert shown.count("pengertian Bapak dan Ibu.") == 1
        assert "Pengawas telah dipanggil." in shown
        await pilot.press(*"hir", "space", "f8", "escape", "enter", *"Baru")
        shown = await look(pilot)
        assert "Pesan dari pengawas" in shown
        assert "Baris 99akhir" in shown
        assert "Baru" in shown
        assert focused_id(pilot.app) == "editor-paper"  # type: ignore[arg-type]
    assert desk.texts[Part.PAPER].endswith("Baris 99akhir \nBaru")
    assert desk.calls == ["close"]


async def test_messages_wait_in_line_the_oldest_first(desk: FakeDesk, look: Look) -> None:
    desk.change(messages=(replace(LONG, is_read=True), SHORT, OTHER))
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        shown = await look(pilot)
        assert "1 pesan lagi setelah ini" in shown
        assert "tiga puluh menit" in shown
        assert "pendingin" not in shown
        await pilot.press("f11")
        shown = await look(pilot)
        assert "pesan lagi" not in shown
        assert "pendingin" in shown
        await pilot.press("f11")
        assert "Pesan dari pengawas" not in await look(pilot)
    assert desk.calls == [READ, f"read_message {OTHER.message_id}", "close"]


async def test_a_key_that_was_pressed_before_the_message_could_be_seen_reads_nothing(
    desk: FakeDesk, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.ui.proctor_panel.SEEN_SECONDS", 1_000.0)
    desk.change(messages=(SHORT,))
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        await look(pilot)
        await pilot.press("f11", "f11")
        shown = await look(pilot)
        assert "Pesan dari pengawas" in shown
        assert "Ya, panggil pengawas" not in shown
    assert desk.calls == ["close"]


async def test_a_key_that_is_pressed_twice_reads_and_leads_nowhere(
    desk: FakeDesk, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.change(messages=(SHORT,))
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        await look(pilot)
        await pilot.press("f11")
        monkeypatch.setattr("kiosk.ui.proctor_panel.SEEN_SECONDS", 1_000.0)
        await pilot.press("f11", "!")
        assert "Ya, panggil pengawas" not in await look(pilot)
    assert desk.texts[Part.PAPER] == "Kota ini!"


@pytest.mark.parametrize("keys", [("f1",), ("f2",), ("f9",), ("f10",), ("f12",), ("ctrl+p",)])
async def test_a_message_is_read_on_the_page_in_front_which_stays(
    desk: FakeDesk, look: Look, keys: tuple[str, ...]
) -> None:
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        await look(pilot)
        await pilot.press(*keys)
        before = await look(pilot)
        desk.change(messages=(SHORT,))
        assert "Pesan dari pengawas" in await look(pilot)
        await pilot.press("f11")
        assert (await look(pilot)).splitlines()[:12] == before.splitlines()[:12]
    assert desk.calls == [READ, "close"]


async def test_a_click_on_what_the_key_does_does_it(desk: FakeDesk, look: Look) -> None:
    desk.change(messages=(SHORT,))
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        await look(pilot)
        await pilot.click("#message-text")
        assert "Pesan dari pengawas" in await look(pilot)
        await pilot.click("#message-foot")
        assert "Pesan dari pengawas" not in await look(pilot)
    assert desk.calls == [READ, "close"]


# -- calling


async def test_a_call_takes_one_key_and_one_answer_and_leads_back_to_the_text(
    desk: FakeDesk, look: Look
) -> None:
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        await look(pilot)
        await pilot.press("f11")
        shown = await look(pilot)
        assert "▶ Ya, panggil pengawas" in shown
        assert "Baca pesan" not in shown
        await pilot.press("enter")
        assert "Pengawas telah dipanggil." in await look(pilot)
        await pilot.press("!", "f11")
        shown = await look(pilot)
        assert "Ya, panggil pengawas" not in shown
        assert "▶ Kembali" in shown
        await pilot.press("enter")
        desk.change(call=Call.ANSWERED)
        assert "Pengawas menuju ke meja Anda." in await look(pilot)
        desk.change(call=None)
        assert "Pengawas menuju" not in await look(pilot)
    assert desk.calls == ["call_proctor", "close"]
    assert desk.texts[Part.PAPER] == "Kota ini!"


@pytest.mark.parametrize(
    "keys",
    [
        ("f11", "f11"),
        ("f11", "escape"),
        ("f11", "right", "enter"),
        ("f9", "6", "escape"),
        ("f9", "f11", "escape"),
    ],
)
async def test_whoever_does_not_want_to_call_does_not(
    desk: FakeDesk, look: Look, keys: tuple[str, ...]
) -> None:
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        before = await look(pilot)
        for key in keys:
            await pilot.press(key)
            await look(pilot)
        assert await look(pilot) == before
    assert desk.calls == ["close"]


async def test_one_can_call_wherever_one_is(desk: FakeDesk, look: Look) -> None:
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        for phase in PHASES:
            desk.change(phase=phase, call=None)
            pilot.app.look()  # type: ignore[attr-defined]
            await pilot.press("f11")
            assert "Ya, panggil pengawas" in await look(pilot), phase
            await pilot.press("enter")
            assert "Pengawas telah dipanggil." in await look(pilot), phase
    assert desk.calls == ["call_proctor"] * len(PHASES) + ["close"]


@pytest.mark.parametrize(
    "view",
    [DeskView(), PERSON, DeskView(trouble=RefusedError("seat.fenced", seat="PC-12"))],
    ids=["nobody", "unconfirmed", "fenced"],
)
async def test_where_nobody_is_known_the_key_does_nothing(look: Look, view: DeskView) -> None:
    desk = FakeDesk(view)
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        before = await look(pilot)
        assert "F11" not in before
        await pilot.press("f11")
        assert await look(pilot) == before


async def test_without_a_server_one_is_told_to_raise_a_hand(desk: FakeDesk, look: Look) -> None:
    desk.change(synced_ago=60_000)
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        await look(pilot)
        await pilot.press("f11")
        assert "Silakan angkat tangan juga." in " ".join(
            (await look(pilot)).replace("│", "").split()
        )
        await pilot.press("enter")
        assert "Silakan angkat tangan." in await look(pilot)


@pytest.mark.parametrize(
    ("call", "synced_ago", "words"),
    [
        (None, 0, ""),
        (None, None, ""),
        (Call.OPEN, 0, "has been called"),
        (Call.OPEN, 60_000, "raise your hand"),
        (Call.OPEN, None, "raise your hand"),
        (Call.ANSWERED, 0, "is coming"),
        (Call.ANSWERED, 60_000, "is coming"),
    ],
)
def test_how_it_stands_with_a_call_is_said_honestly(
    call: Call | None, synced_ago: int | None, words: str
) -> None:
    said = say_call(DeskView(call=call, synced_ago=synced_ago), str)
    assert words in said
    assert bool(words) == bool(said)


# -- reading again


@pytest.mark.parametrize("keys", [("f9", "5"), ("f11", "right", "right", "enter")])
async def test_all_messages_can_be_read_again(
    desk: FakeDesk, look: Look, keys: tuple[str, ...]
) -> None:
    desk.change(messages=tuple(replace(message, is_read=True) for message in MESSAGES))
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        before = await look(pilot)
        for key in keys:
            await pilot.press(key)
            await look(pilot)
        shown = " ".join((await look(pilot)).split())
        assert all(message.text in shown for message in MESSAGES)
        await pilot.press("enter")
        assert await look(pilot) == before


async def test_more_messages_than_there_are_rows_are_scrolled(desk: FakeDesk, look: Look) -> None:
    many = (Message(f"{number:032x}", f"Pesan ke-{number}", True) for number in range(40))
    desk.change(messages=tuple(many))
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("f9", "5")
        assert "Pesan ke-39" not in await look(pilot)
        await pilot.press(*["pagedown"] * 4)
        assert "Pesan ke-39" in await look(pilot)


async def test_without_a_message_the_list_says_so(desk: FakeDesk, look: Look) -> None:
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("f9", "5")
        assert "Belum ada pesan." in await look(pilot)
        await pilot.press("escape")
        assert "Belum ada pesan." not in await look(pilot)
