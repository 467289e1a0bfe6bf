"""Finding and replacing in the bar below the text."""

from collections.abc import AsyncIterator

import pytest
from textual import events
from textual.pilot import Pilot

from exam.limits import LONGEST_TEXT
from exam.manuscript import BlockKind, Part
from kiosk.ui import find
from kiosk.ui.app import KioskApp
from kiosk.ui.editor import Editor
from kiosk.ui.find import FindBar, FindField
from tests.kiosk.room import until
from tests.kiosk.ui.conftest import Look, focused_id
from tests.kiosk.ui.fake_desk import WRITING, FakeDesk

H1 = BlockKind.HEADING_1.value
LONGER_THAN_ANY_TEST = 600
TEXT = "Kota ini kota kita.\nDi kota, kota itu data."


@pytest.fixture
def desk() -> FakeDesk:
    """The desk of somebody who has written something."""
    desk = FakeDesk(WRITING)
    desk.texts |= {Part.PAPER: TEXT, Part.SLIDES: f"{H1}Kota"}
    return desk


@pytest.fixture
async def pilot(desk: FakeDesk) -> AsyncIterator[Pilot[None]]:
    """A writing screen with the cursor at the start of the text."""
    async with KioskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+home")
        yield pilot


def editor_of(pilot: Pilot[None], part: Part = Part.PAPER) -> Editor:
    return pilot.app.screen.query_one(f"#editor-{part}", Editor)


def selected(pilot: Pilot[None]) -> tuple[int, int]:
    """Return what the editor has selected."""
    anchor, head = editor_of(pilot).sheet.selection
    return anchor, head


async def test_what_is_found_is_counted_and_reached_while_one_types(
    pilot: Pilot[None], look: Look
) -> None:
    await pilot.press("ctrl+f", *"ko")
    assert "1 dari 4" in await look(pilot)
    await pilot.press(*"ta i")
    assert "1 dari 2" in await look(pilot)
    assert selected(pilot) == (0, 6)
    await pilot.press(*"tu")
    assert "1 dari 1" in await look(pilot)
    assert selected(pilot) == (29, 37)
    await pilot.press("x")
    assert "tidak ditemukan" in await look(pilot)
    await pilot.press("ctrl+a", "backspace")
    assert "ditemukan" not in await look(pilot)


@pytest.mark.parametrize(
    ("keys", "said", "start"),
    [
        (("enter",), "2 dari 4", 9),
        (("down", "down"), "3 dari 4", 23),
        (("up",), "4 dari 4", 29),
        (("enter", "up"), "1 dari 4", 0),
        (("enter",) * 4, "1 dari 4", 0),
    ],
)
async def test_enter_and_arrows_go_from_find_to_find(
    pilot: Pilot[None], look: Look, keys: tuple[str, ...], said: str, start: int
) -> None:
    await pilot.press("ctrl+f", *"kota", *keys)
    assert said in await look(pilot)
    assert selected(pilot)[0] == start


async def test_one_letter_waits_for_others_or_is_looked_for_at_once_with_enter(
    pilot: Pilot[None], look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find, "PATIENCE_SECONDS", LONGER_THAN_ANY_TEST)
    await pilot.press("ctrl+f", "d")
    assert "dari" not in (await look(pilot)).splitlines()[-4]
    await pilot.press("enter")
    assert "1 dari 2" in await look(pilot)


async def test_one_letter_is_looked_for_when_no_other_follows(
    pilot: Pilot[None], look: Look
) -> None:
    await pilot.press("ctrl+f", "t")
    await until(lambda: bool(editor_of(pilot).sheet.found))
    assert " dari 7" in await look(pilot)
    await pilot.press("ctrl+a", "u", "escape")
    await pilot.pause(find.PATIENCE_SECONDS + 0.1)
    assert not editor_of(pilot).sheet.found


async def test_keys_of_a_burst_find_what_was_typed_before_them(
    pilot: Pilot[None], look: Look, desk: FakeDesk
) -> None:
    for key in ("ctrl+f", *"kota", "enter", "escape", "x"):
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await look(pilot)
    assert desk.texts[Part.PAPER].startswith("Kota ini kotax kita.")


async def test_escape_leaves_the_cursor_behind_the_find_and_no_mark(
    pilot: Pilot[None], look: Look
) -> None:
    await pilot.press("ctrl+f", *"data", "escape")
    await look(pilot)
    assert selected(pilot) == (42, 42)
    assert not editor_of(pilot).sheet.found
    assert focused_id(pilot.app) == "editor-paper"  # type: ignore[arg-type]
    assert not pilot.app.screen.query_one(FindBar).display


async def test_a_find_is_replaced_and_the_next_one_is_shown(
    pilot: Pilot[None], look: Look, desk: FakeDesk
) -> None:
    await pilot.press("ctrl+f", *"kota", "tab", *"desa", "enter")
    assert "1 dari 3" in await look(pilot)
    assert desk.texts[Part.PAPER] == "desa ini kota kita.\nDi kota, kota itu data."
    await pilot.press("down", "enter")
    await look(pilot)
    assert desk.texts[Part.PAPER] == "desa ini kota kita.\nDi desa, kota itu data."


async def test_all_finds_are_replaced_at_once_and_taken_back_at_once(
    pilot: Pilot[None], look: Look, desk: FakeDesk
) -> None:
    await pilot.press("ctrl+f", *"kota", "tab", *"desa", "ctrl+r")
    shown = await look(pilot)
    assert "4 kali diganti" in shown
    assert desk.texts[Part.PAPER] == "desa ini desa kita.\nDi desa, desa itu data."
    await pilot.press("escape", "ctrl+z")
    await look(pilot)
    assert desk.texts[Part.PAPER] == TEXT


async def test_nothing_to_replace_is_said(pilot: Pilot[None], look: Look) -> None:
    await pilot.press("ctrl+f", *"kabupaten", "tab", "ctrl+r")
    assert "Tidak ada yang diganti." in await look(pilot)


async def test_a_replacement_that_does_not_fit_changes_nothing(
    pilot: Pilot[None], look: Look, desk: FakeDesk
) -> None:
    editor = editor_of(pilot)
    editor.sheet.insert("kota" * (LONGEST_TEXT // 4 - len(TEXT)))
    before = desk.texts[Part.PAPER]
    await pilot.press("ctrl+f", *"kota", "tab", *"kabupaten", "ctrl+r")
    assert "Batas panjang naskah" in await look(pilot)
    assert desk.texts[Part.PAPER] == before


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("ctrl+shift+right", "ctrl+f"), "Kota "),
        (("ctrl+shift+down", "ctrl+shift+down", "ctrl+f"), ""),
        (("ctrl+f", *"data", "escape", "ctrl+f"), "data"),
    ],
)
async def test_the_search_begins_with_what_is_selected_in_one_line_or_was_sought_before(
    pilot: Pilot[None], keys: tuple[str, ...], value: str
) -> None:
    await pilot.press(*keys)
    await pilot.pause()
    assert pilot.app.screen.query_one("#find", FindField).value == value


async def test_the_kiosks_clipboard_serves_the_fields_too(
    pilot: Pilot[None], look: Look, desk: FakeDesk
) -> None:
    await pilot.press("ctrl+shift+right", "ctrl+c", "ctrl+f", "ctrl+a", "ctrl+v")
    assert "1 dari 3" in await look(pilot)
    await pilot.press("ctrl+a", *"itu", "ctrl+a", "ctrl+x", "escape", "ctrl+end", "ctrl+v")
    await look(pilot)
    assert desk.texts[Part.PAPER] == f"{TEXT}itu"
    await pilot.press("ctrl+f", "ctrl+a", *"kita", "ctrl+a", "ctrl+c", "escape", "ctrl+end")
    await pilot.press("ctrl+v")
    await look(pilot)
    assert desk.texts[Part.PAPER] == f"{TEXT}itukita"


async def test_nothing_is_inserted_into_a_field_from_outside(
    pilot: Pilot[None], look: Look
) -> None:
    await pilot.press("ctrl+f")
    await look(pilot)
    pilot.app.post_message(events.Paste("kota"))
    assert "Teks dari luar tidak dapat ditempel." in await look(pilot)
    assert not pilot.app.screen.query_one("#find", FindField).value


async def test_the_keys_below_are_those_of_the_field(pilot: Pilot[None], look: Look) -> None:
    await pilot.press("ctrl+f")
    assert "F10" not in (await look(pilot)).splitlines()[-1]
    for field, name in (("find", "berikutnya"), ("replace", "ganti semua"), ("find", "berikutnya")):
        assert focused_id(pilot.app) == field  # type: ignore[arg-type]
        assert name in (await look(pilot)).splitlines()[-1]
        await pilot.press("tab")
    await pilot.press("ctrl+f")
    assert focused_id(pilot.app) == "find"  # type: ignore[arg-type]


async def test_a_click_goes_back_to_the_text_and_escape_then_closes_the_bar(
    pilot: Pilot[None], look: Look, desk: FakeDesk
) -> None:
    await pilot.press("ctrl+f", *"kota")
    await look(pilot)
    await pilot.click("#editor-paper", offset=(3, 1))
    await pilot.press("x")
    shown = await look(pilot)
    assert "F10" in shown.splitlines()[-1]
    assert "Cari" in shown
    await pilot.press("escape")
    assert "Cari" not in await look(pilot)
    assert "x" in desk.texts[Part.PAPER]


async def test_the_other_part_is_opened_without_the_bar(pilot: Pilot[None], look: Look) -> None:
    await pilot.press("ctrl+f", *"kota", "f3")
    shown = await look(pilot)
    assert "[ Slide ]" in shown
    assert not editor_of(pilot).sheet.found
    await pilot.press("ctrl+f")
    assert "1 dari 1" in await look(pilot)


async def test_alt_and_escape_sequences_write_nothing_in_a_field(pilot: Pilot[None]) -> None:
    await pilot.press("ctrl+f")
    pilot.app.post_message(events.Key("alt+q", "q"))
    pilot.app.post_message(events.Key("f13", None))
    await pilot.pause()
    assert not pilot.app.screen.query_one("#find", FindField).value


async def test_all_that_was_replaced_is_taken_back_from_the_bar_itself(
    pilot: Pilot[None], desk: FakeDesk
) -> None:
    await pilot.press("ctrl+f", *"kota", "tab", *"desa", "ctrl+r")
    assert "kota" not in desk.texts[Part.PAPER].lower()
    await pilot.press("ctrl+z")
    assert desk.texts[Part.PAPER] == TEXT
    await pilot.press("ctrl+y")
    assert "kota" not in desk.texts[Part.PAPER].lower()


async def test_nothing_is_replaced_from_the_field_for_what_to_look_for(
    pilot: Pilot[None], desk: FakeDesk
) -> None:
    await pilot.press("ctrl+f", *"kota", "ctrl+r", "ctrl+b", "f6", "f7")
    assert desk.texts[Part.PAPER] == TEXT


async def test_a_find_is_looked_for_before_it_is_replaced(
    pilot: Pilot[None], desk: FakeDesk
) -> None:
    await pilot.press("ctrl+f", "k", "o", "backspace", "tab", *"x", "enter")
    assert desk.texts[Part.PAPER].startswith("xota ini kota")


async def test_a_word_is_deleted_in_a_field_as_in_the_editor(
    pilot: Pilot[None], look: Look
) -> None:
    await pilot.press("ctrl+f", *"itu data", "ctrl+w", *"kota", "ctrl+backspace", "backspace")
    assert pilot.app.screen.query_one("#find", FindField).value == "itu"
