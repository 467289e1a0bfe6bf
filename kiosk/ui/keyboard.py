"""What keys, mouse and terminal say, as the messages that Textual's widgets understand.

Keys are named by Textual's table of sequences. What is not in it, and whatever is held together
with Alt, means nothing here.
"""

import re
from typing import Final

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.keys import KEY_NAME_REPLACEMENTS, _character_to_key
from textual.message import Message
from textual.messages import TerminalSupportsSynchronizedOutput

from kiosk.ui.sequences import PASTE

_MOUSE: Final = re.compile(r"\x1b\[<\d{1,3};[1-9]\d{0,4};[1-9]\d{0,4}[Mm]")
_ENTER: Final = re.compile(r"\x1b\[27;[256];13~")
"""Enter with Shift or Ctrl, as foot sends it."""
_WHOLE_PICTURES: Final = re.compile(r"\x1b\[\?2026;[1-3]\$y")
_WITH_ALT: Final = 2
"""Characters of a sequence that is a key held together with Alt."""


class Keyboard:
    """Remembers where the mouse was, and nothing else."""

    def __init__(self) -> None:
        self._mouse = XTermParser()

    def read(self, token: str) -> Message | None:
        """Return what a character or a whole sequence says, or None if it says nothing."""
        if token == PASTE:
            return events.Paste("")
        if _ENTER.fullmatch(token):
            return events.Key("enter", "\r")
        if _MOUSE.fullmatch(token):
            return self._mouse.parse_mouse_code(token)
        if _WHOLE_PICTURES.fullmatch(token):
            return TerminalSupportsSynchronizedOutput()
        return None if len(token) == _WITH_ALT else _key(token)


def _key(token: str) -> events.Key | None:
    known = ANSI_SEQUENCES_KEYS.get(token)
    if isinstance(known, tuple):
        key, *with_alt = known
        return None if with_alt else events.Key(key.value, token if len(token) == 1 else None)
    character = known if isinstance(known, str) else token
    if len(character) != 1:
        return None
    name = character if character.isalnum() else _character_to_key(character)
    return events.Key(KEY_NAME_REPLACEMENTS.get(name, name), character)
