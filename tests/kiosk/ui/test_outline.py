"""The outline on a screen: chosen by keys and mouse, and only what changed is shown anew."""

import pytest
from textual.app import App, ComposeResult
from textual.message import Message
from textual.widgets import Input

from exam.manuscript import BlockKind, slides_of
from kiosk.language import load_catalog
from kiosk.text.headings import Heading
from kiosk.ui.outline import Outline

H1 = BlockKind.HEADING_1.value
TITLES = ["Pendahuluan", "Permasalahan", "Pembahasan", "Penutup"]
REQUIRED = (*TITLES, "Daftar Pustaka")


def headings(*titles: str) -> tuple[Heading, ...]:
    """Return sections of a hundred characters each, with 7 words more in each than before."""
    return tuple(
        Heading(1, title, at * 100, 7 * (1 + TITLES.index(title)))
        for at, title in enumerate(titles)
    )


class OutlineApp(App[None]):
    """An outline, and something beside it that can have the focus."""

    CSS = """
    Outline { width: 30; height: 13; }
    Outline > .outline--chosen { text-style: reverse; }
    Input { width: 20; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.outline = Outline(load_catalog("id"))
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        yield Input()
        yield self.outline

    def on_outline_chosen(self, message: Outline.Chosen) -> None:
        self.heard.append(message)

    def on_outline_move_asked(self, message: Outline.MoveAsked) -> None:
        self.heard.append(message)

    def on_outline_mistaken(self, message: Outline.Mistaken) -> None:
        self.heard.append(message)

    def on_outline_left(self, message: Outline.Left) -> None:
        self.heard.append(message)


def outline_rows(app: OutlineApp) -> list[str]:
    """Return what the screen shows of the outline."""
    return [app.outline.render_line(y).text for y in range(app.outline.size.height)]


def chosen(app: OutlineApp) -> list[str]:
    """Return the titles that are drawn as chosen."""
    rows = [app.outline.render_line(y) for y in range(app.outline.size.height)]
    return [
        segment.text.split()[0]
        for row in rows
        for segment in row
        if segment.style and segment.style.reverse
    ]


@pytest.fixture
def app() -> OutlineApp:
    """An app with an outline that shows nothing yet."""
    return OutlineApp()


async def test_sections_are_shown_chosen_moved_and_left_by_keys(app: OutlineApp) -> None:
    outline = app.outline
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert "Belum ada" in outline_rows(app)[2]
        outline.show(headings(*TITLES), 150, words=70, required=REQUIRED)
        await pilot.pause()
        assert outline_rows(app)[0] == " Daftar isi           70 kata "
        assert outline_rows(app)[3].startswith("▶ Permasalahan")
        assert outline_rows(app)[6].split() == ["Daftar", "Pustaka", "(belum", "ada)"]
        assert [row.strip() for row in outline_rows(app)[-3:]] == [
            "Enter: ke sana  Esc: kembali",
            "Ctrl+↑ / Ctrl+U: naikkan",
            "Ctrl+↓ / Ctrl+D: turunkan",
        ]
        assert not chosen(app)
        outline.focus()
        await pilot.pause()
        assert chosen(app) == ["▶"]
        await pilot.press("down", "down", "down", "enter", "home", "enter", "escape", "f5")
        assert app.heard == [Outline.Chosen(300), Outline.Chosen(0), Outline.Left(), Outline.Left()]
        app.heard.clear()
        await pilot.press("ctrl+down")
        assert app.heard == [Outline.MoveAsked(0, down=True)]
        moved = ["Permasalahan", "Pendahuluan", "Pembahasan", "Penutup"]
        outline.show(headings(*moved), 0, words=70, required=REQUIRED)
        await pilot.press("ctrl+u", "q")
        assert app.heard[1:] == [Outline.MoveAsked(100, down=False), Outline.Mistaken()]
        assert chosen(app) == ["Pendahuluan"]
        app.query_one(Input).focus()
        await pilot.pause()
        assert not chosen(app)


async def test_slides_scroll_and_are_chosen_by_the_mouse(app: OutlineApp) -> None:
    outline = app.outline
    slides = slides_of("".join(f"{H1}Gagasan {number}\nsatu\n" for number in range(1, 13)))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        outline.show_slides(slides, slides[7].start)
        await pilot.pause()
        assert [row.split(".")[0].strip() for row in outline_rows(app)[2:9]] == [
            "2", "3", "4", "5", "6", "7", "▶ 8",
        ]  # fmt: skip
        assert outline_rows(app)[-4].strip() == "↑ ↓"
        await pilot.click(outline, offset=(5, 3))
        assert app.heard == [Outline.Chosen(slides[2].start)]
        await pilot.click(outline, offset=(5, 0))
        await pilot.click(outline, offset=(5, 10))
        assert app.heard[1:] == [Outline.Left(), Outline.Left()]
        app.heard[1:] = []
        await pilot.press("end")
        assert outline_rows(app)[-4].strip() == "↑"
        outline.show_slides(slides[:1], 0)
        await pilot.press("enter", "pageup", "ctrl+d")
        assert app.heard[1:] == [Outline.Chosen(0), Outline.MoveAsked(0, down=True)]
        outline.show_slides((), 0)
        await pilot.press("enter", "ctrl+d", "down")
        assert len(app.heard) == 3
