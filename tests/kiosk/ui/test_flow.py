"""From sign-in to the start: each step one screen, each led by the desk's phase."""

from exam.errors import RefusedError
from exam.sitting import Phase
from kiosk.ui.app import KioskApp
from kiosk.ui.code_input import CodeInput
from tests.kiosk.ui.conftest import Look, focused_id
from tests.kiosk.ui.fake_desk import CARD_CODE, CONFIG, PERSON, FakeDesk


async def test_the_whole_way_to_the_editor_needs_only_typing_and_enter(
    desk: FakeDesk, look: Look
) -> None:
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Selamat datang" in await look(pilot)
        await pilot.press(*"017", "enter", *CARD_CODE.replace("-", "").lower(), "enter")
        assert "Apakah ini Anda?" in await look(pilot)
        await pilot.press("enter")
        assert "Tata tertib" in await look(pilot)
        await pilot.press("enter")
        assert "Pakta integritas" in await look(pilot)
        await pilot.press("enter", "enter")
        assert "Menunggu pengawas memulai" in await look(pilot)
        desk.start()
        assert "Baca lanjutannya" in await look(pilot)
        await pilot.press("enter")
        assert "Mulai menulis" in await look(pilot)
        await pilot.press("enter", *"Kota")
        assert "Kota" in await look(pilot)
    assert desk.calls[0] == f"sign_in 017 {CARD_CODE}"


async def test_the_code_falls_into_groups_while_it_is_typed(desk: FakeDesk) -> None:
    app = KioskApp(desk)
    async with app.run_test() as pilot:
        await pilot.press("enter", *"7kq2mx4")
        code = app.screen.query_one(CodeInput)
        assert (code.value, code.cursor_position) == ("7KQ2-MX4", 8)
        await pilot.press("backspace", "backspace", "left", "left", "left", *"o")
        assert (code.value, code.cursor_position) == ("7KQ0-2M", 4)


async def test_a_wrong_code_is_said_in_place_and_the_fields_keep_their_text(
    desk: FakeDesk, look: Look
) -> None:
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"017", "enter", *"7KQ2MX4P9RT1", "enter")
        shown = await look(pilot)
        assert "Satu huruf atau angka kode salah" in shown
        assert "017" in shown
        assert "7KQ2-MX4P-9RT1" in shown
        assert focused_id(app) == "code"
        await pilot.press("backspace")
        assert "kode salah" not in await look(pilot)


async def test_an_empty_field_is_asked_for_before_anything_is_sent(
    desk: FakeDesk, look: Look
) -> None:
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "enter")
        assert "Ketik nomor peserta Anda dahulu." in await look(pilot)
        assert focused_id(app) == "number"
        await pilot.press("0")
        assert "Ketik nomor" not in await look(pilot)
        await pilot.press(*"17", "enter", "enter")
        assert "Ketik kode yang tercetak di kartu Anda." in await look(pilot)
    assert desk.calls == ["close"]


async def test_a_refusal_that_this_version_does_not_know_sends_to_the_proctor(
    desk: FakeDesk, look: Look
) -> None:
    desk.refusal = RefusedError("made-up.code")
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"017", "enter", *"7", "enter")
        assert "(made-up.code). Silakan panggil pengawas." in await look(pilot)


async def test_trouble_of_this_computer_is_said_before_anybody_signs_in(
    desk: FakeDesk, look: Look
) -> None:
    desk.change(trouble=RefusedError("protocol.version", theirs=1, ours=2))
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "teknisi" in await look(pilot)


async def test_whoever_is_somebody_else_goes_back_to_an_empty_sign_in(look: Look) -> None:
    desk = FakeDesk(PERSON)
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await look(pilot)
        assert PERSON.name in shown
        assert PERSON.nip in shown
        assert PERSON.post_name in shown
        await pilot.press("right", "enter")
        shown = await look(pilot)
        assert "Selamat datang" in shown
        assert PERSON.number not in shown


async def test_the_pledge_is_not_accepted_without_its_tick(look: Look) -> None:
    desk = FakeDesk(PERSON)
    desk.change(phase=Phase.IDENTITY_CONFIRMED)
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "tab", "enter")
        assert "Beri tanda setuju dahulu" in await look(pilot)
        assert desk.view.phase is Phase.IDENTITY_CONFIRMED
        await pilot.press("space", "enter")
        assert "Menunggu pengawas" in await look(pilot)


async def test_escape_leads_from_the_pledge_back_to_the_rules(look: Look) -> None:
    desk = FakeDesk(PERSON)
    desk.change(phase=Phase.IDENTITY_CONFIRMED)
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "escape")
        assert "Tata tertib" in await look(pilot)


async def test_every_rule_can_be_read_on_the_smallest_screen(look: Look) -> None:
    desk = FakeDesk(PERSON)
    desk.change(phase=Phase.IDENTITY_CONFIRMED)
    app = KioskApp(desk)
    async with app.run_test(size=(80, 18)) as pilot:
        shown = await look(pilot)
        assert "masih ada di bawah" in shown
        await pilot.press(*["down"] * 12)
        seen = await look(pilot)
        assert "masih ada di bawah" not in seen
        assert CONFIG.writing.rules.conduct[-1].split()[-1] in seen
        assert "Sudah saya baca, lanjut" in seen


async def test_the_ordered_start_is_counted_down(look: Look) -> None:
    desk = FakeDesk(PERSON)
    desk.change(phase=Phase.READY, starts_in=7_400, synced_ago=60_000)
    app = KioskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await look(pilot)
        assert "Ujian dimulai dalam 8 detik" in shown
        assert "Sambungan sedang terputus" in shown
