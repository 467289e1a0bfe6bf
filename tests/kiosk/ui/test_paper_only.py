"""An exam that asks for no slides: nowhere is one named, and no key leads to any."""

from dataclasses import replace
from gettext import NullTranslations

import pytest

from exam.manuscript import Part
from exam.sitting import Phase
from kiosk.ui.app import KioskApp
from kiosk.view import Fork
from scripts.picturing.scenes import SCENES, SIZES, Scene
from scripts.picturing.stage import play
from tests.kiosk.ui.conftest import Look
from tests.kiosk.ui.fake_desk import MESSAGES, PAPER_ONLY, PERSON, WRITING, FakeDesk

SHARES = 4
"""So many tests share the screens, for several processes."""
ENGLISH = NullTranslations()
ABOUT_SLIDES = {MESSAGES[0].text}


def _without_slides(scene: Scene) -> Scene:
    """The scene as it is in an exam that asks for none."""
    texts = {**scene.texts, Part.SLIDES: ""}
    found = tuple(replace(fork, texts={**fork.texts, Part.SLIDES: ""}) for fork in scene.found)
    messages = tuple(each for each in scene.view.messages if each.text not in ABOUT_SLIDES)
    view = replace(scene.view, messages=messages)
    return replace(scene, view=view, texts=texts, found=found, config=PAPER_ONLY)


@pytest.mark.parametrize("share", range(SHARES))
async def test_no_screen_of_the_whole_day_names_a_slide(share: int) -> None:
    scenes = [one for one in SCENES if not one.is_variant and "slides" not in one.name]
    ours = [_without_slides(scene) for scene in scenes[share::SHARES]]
    pictures = await play((scene, SIZES[:1]) for scene in ours)
    named = [one.scene for one in pictures if any("slide" in row.casefold() for row in one.text)]
    assert len(pictures) > 12
    assert named == []


@pytest.fixture
def paper_desk() -> FakeDesk:
    """A desk at which somebody writes a paper, and nothing else."""
    desk = FakeDesk(WRITING, PAPER_ONLY)
    desk.texts[Part.PAPER] = "Kota"
    return desk


async def test_the_key_to_the_slides_says_so_and_typing_goes_on(
    look: Look, paper_desk: FakeDesk
) -> None:
    async with KioskApp(paper_desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        assert "Hanya makalah yang diminta." in await look(pilot)
        await pilot.press(*"ku")
        shown = await look(pilot)
        assert "Kotaku" in shown
        assert "F3" not in shown
    assert paper_desk.texts == {**dict.fromkeys(Part, ""), Part.PAPER: "Kotaku"}


async def test_from_the_notes_that_key_leads_nowhere_and_f4_leads_back(
    look: Look, paper_desk: FakeDesk
) -> None:
    async with KioskApp(paper_desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("f4", "f3", *"ide")
        assert "[ Catatan ]" in await look(pilot)
        await pilot.press("f4", *"ku")
        assert "[ Makalah ]" in await look(pilot)
    assert (paper_desk.texts[Part.NOTES], paper_desk.texts[Part.PAPER]) == ("ide", "Kotaku")


async def test_the_menu_the_preview_and_the_search_know_the_paper_and_the_notes(
    look: Look, paper_desk: FakeDesk
) -> None:
    async with KioskApp(paper_desk).run_test(size=(80, 24)) as pilot:
        for key in ("f9", "ctrl+p", "ctrl+f", "f5"):
            await pilot.press(key)
            assert "slide" not in (await look(pilot)).casefold()
            await pilot.press("f3", "escape")
        assert "[ Makalah ]" in await look(pilot)
    assert paper_desk.texts[Part.PAPER] == "Kota"


async def test_after_a_pause_one_goes_on_where_one_was(look: Look, paper_desk: FakeDesk) -> None:
    async with KioskApp(paper_desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("f4", *"ide")
        paper_desk.change(phase=Phase.PAUSED)
        await look(pilot)
        paper_desk.change(phase=Phase.WRITING)
        assert "[ Catatan ]" in await look(pilot)
        await pilot.press("f4", "left", *"r")
        await look(pilot)
    assert paper_desk.texts[Part.PAPER] == "Kotra"


async def test_whoever_practises_is_told_that_the_key_does_nothing(look: Look) -> None:
    desk = FakeDesk(replace(PERSON, phase=Phase.READY), PAPER_ONLY)
    async with KioskApp(desk, ENGLISH).run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "f3")
        assert "In the sitting, F3 does nothing" in await look(pilot)


async def test_in_a_text_of_another_pc_the_key_leads_to_the_notes_and_is_named_so(
    look: Look, paper_desk: FakeDesk
) -> None:
    texts = {Part.PAPER: "Desa lama", Part.NOTES: "Catatan lama"}
    paper_desk.found = (Fork("PC-03", texts, 2),)
    paper_desk.change(forks=1)
    async with KioskApp(paper_desk, ENGLISH).run_test(size=(80, 24)) as pilot:
        await pilot.press("f9", "7")
        await look(pilot)
        await pilot.press("enter")
        assert "F3 Notes" in " ".join((await look(pilot)).split())
        await pilot.press("f3")
        shown = await look(pilot)
        assert "Catatan lama" in shown
        assert "F3 Paper" in " ".join(shown.split())


async def test_the_review_counts_a_paper_and_misses_no_slides(
    look: Look, paper_desk: FakeDesk
) -> None:
    async with KioskApp(paper_desk, ENGLISH).run_test(size=(80, 24)) as pilot:
        await pilot.press("f10")
        shown = await look(pilot)
        while "To be looked at" not in shown:
            shown = await look(pilot)
        assert "1 words (asked for: 1,500–3,500)" in shown
        assert "lide" not in shown
