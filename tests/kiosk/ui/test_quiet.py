"""The quiet line says one thing at a time, what is most urgent first."""

from dataclasses import replace

import pytest
from textual.app import App, ComposeResult

from exam.errors import RefusedError
from exam.manuscript import Part
from kiosk.language import load_catalog
from kiosk.ui.quiet import QuietLine, quiet_words, reading_seconds
from kiosk.ui.work import Work
from kiosk.view import Copies, DeskView
from tests.kiosk.ui.fake_desk import PERSON, WRITING

TROUBLE = replace(WRITING, trouble=RefusedError("made-up.code"))
LOST = replace(WRITING, synced_ago=None)
SLIDES = replace(WRITING, slide_count=1)
ALONE = replace(LOST, is_time_confirmed=False)
UNSURE = replace(WRITING, is_time_confirmed=False)
SLOW = replace(LOST, copies=Copies(disk=9_000))
CALM = Work()


@pytest.mark.parametrize(
    ("news", "view", "part", "work", "said", "look"),
    [
        (("hint", "one hour"), TROUBLE, Part.NOTES, Work(True, True, True), "hint", ""),
        (("", "one hour"), TROUBLE, Part.PAPER, Work(is_marking=True), "SELECTING", "-marking"),
        (("", "one hour"), TROUBLE, Part.PAPER, CALM, "one hour", "-marking"),
        (("", ""), TROUBLE, Part.NOTES, Work(in_note=True), "made-up.code", "-trouble"),
        (("", ""), WRITING, Part.PAPER, Work(in_note=True), "FOOTNOTE", ""),
        (("", ""), WRITING, Part.NOTES, CALM, "never handed in", ""),
        (("", ""), LOST, Part.NOTES, CALM, "Go on writing", "-marking"),
        (("", ""), WRITING, Part.SLIDES, CALM, "The first line becomes the title.", ""),
        (("", ""), SLIDES, Part.SLIDES, CALM, "F6 on a new line begins the next slide.", ""),
        (("", ""), WRITING, Part.PAPER, CALM, "F2 shows the topic", ""),
        (("", ""), PERSON, Part.PAPER, CALM, "", ""),
        (("", ""), ALONE, Part.PAPER, CALM, "saved here. Time marked ±", "-standing"),
        (("", ""), UNSURE, Part.SLIDES, Work(in_note=True), "lost time can be given", "-standing"),
        (("", ""), SLOW, Part.PAPER, CALM, "saves slowly", "-marking"),
    ],
)
def test_what_is_most_urgent_is_said(
    news: tuple[str, str], view: object, part: Part, work: Work, said: str, look: str
) -> None:
    sentence, shown = quiet_words(news, view, part, work, str)  # type: ignore[arg-type]
    assert said in sentence
    assert shown == look


def test_a_long_sentence_is_shown_longer() -> None:
    assert 4 < reading_seconds("Copied.") < reading_seconds("Cut out. " * 8) < 12


class _LineApp(App[None]):
    """Nothing but a quiet line."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QuietLine(load_catalog("en"), has_slides=True)

    def compose(self) -> ComposeResult:
        yield self.line

    def said(self, view: DeskView = WRITING) -> str:
        self.line.show_view(view, Part.PAPER, CALM)
        return self.line.render_line(0).text


async def test_a_hint_goes_with_the_next_change_unless_it_is_steady() -> None:
    app = _LineApp()
    async with app.run_test():
        app.line.hint("Copied.")
        assert "Copied." in app.said()
        app.line.hear_change()
        assert "Copied." not in app.said()
        app.line.hint("Much text is gone.", steady=True)
        app.line.hear_change()
        assert "Much text is gone." in app.said()
        app.line.forget_hint()
        assert "Much text is gone." not in app.said()


async def test_texts_from_other_pcs_are_named_until_they_were_looked_at() -> None:
    app = _LineApp()
    async with app.run_test():
        assert "7" not in app.said(replace(PERSON, forks=1))
        assert "“Texts from other PCs”" in app.said(replace(WRITING, forks=1))
        app.line.forks_seen = 1
        assert "other PCs" not in app.said(replace(WRITING, forks=1))
        assert "other PCs" in app.said(replace(WRITING, forks=2))


async def test_a_time_that_was_corrected_is_not_said_to_be_given() -> None:
    app = _LineApp()
    async with app.run_test():
        app.said(replace(WRITING, is_time_confirmed=False, remaining=1_000_000))
        said = app.said(replace(WRITING, remaining=1_200_000))
        assert "the time is right" in said
        app.line.forget_hint()
        assert "more time" not in app.said(replace(WRITING, remaining=1_199_000))
