"""What keys and mouse say to the screen."""

import pytest
from textual import events
from textual.messages import TerminalSupportsSynchronizedOutput

from kiosk.ui.keyboard import Keyboard
from kiosk.ui.sequences import PASTE


@pytest.mark.parametrize(
    ("token", "key", "character"),
    [
        ("a", "a", "a"),
        ("é", "é", "é"),
        (".", "full_stop", "."),
        ("“", "left_double_quotation_mark", "“"),
        ("\r", "enter", "\r"),
        ("\x7f", "backspace", "\x7f"),
        ("\x08", "backspace", "\x08"),
        ("\x00", "ctrl+@", "\x00"),
        ("\x1b", "escape", "\x1b"),
        ("\x1b[A", "up", None),
        ("\x1bOA", "up", None),
        ("\x1b[1;5D", "ctrl+left", None),
        ("\x1b[1;2A", "shift+up", None),
        ("\x1b[1;6C", "ctrl+shift+right", None),
        ("\x1b[1~", "home", None),
        ("\x1b[5;5~", "ctrl+pageup", None),
        ("\x1b[[C", "f3", None),
        ("\x1b[19~", "f8", None),
        ("\x1bOp", "0", "0"),
        ("\x1b[27;2;13~", "enter", "\r"),
    ],
)
def test_keys_have_their_names(token: str, key: str, character: str | None) -> None:
    said = Keyboard().read(token)
    assert isinstance(said, events.Key)
    assert (said.key, said.character) == (key, character)


@pytest.mark.parametrize(
    "token",
    [
        "\x1bx", "\x1bb", "\x1b\x7f", "\x1b[1;3D", "\x1b[97;1:3u", "\x1b[9999999999u", "\x1b[I",
        "\x1b[O", "\x1b]52;c;eA==\x07", "\x1b[48;0;0;0;0t", "\x1b[?2048;1$y", "\x1b[<0;0;0M",
        "\x1b[<9999;1;1M", "\x1b[5;1R", "\x1b[M !!",
    ],
)  # fmt: skip
def test_alt_answers_and_rubbish_say_nothing(token: str) -> None:
    assert Keyboard().read(token) is None


def test_the_mouse_says_where_it_is() -> None:
    keyboard = Keyboard()
    down, up = keyboard.read("\x1b[<0;10;5M"), keyboard.read("\x1b[<4;12;5m")
    wheel = keyboard.read("\x1b[<65;1;1M")
    assert isinstance(down, events.MouseDown)
    assert (down.screen_x, down.screen_y, down.button) == (9, 4, 1)
    assert isinstance(up, events.MouseUp)
    assert (up.delta_x, up.shift) == (2, True)
    assert isinstance(wheel, events.MouseScrollDown)


def test_a_paste_says_that_it_was_one_and_nothing_of_itself() -> None:
    said = Keyboard().read(PASTE)
    assert isinstance(said, events.Paste)
    assert said.text == ""


def test_a_terminal_may_say_that_it_shows_whole_pictures() -> None:
    keyboard = Keyboard()
    assert isinstance(keyboard.read("\x1b[?2026;2$y"), TerminalSupportsSynchronizedOutput)
    assert keyboard.read("\x1b[?2026;0$y") is None
