"""What a terminal sends, cut into keys: single characters, and whole sequences (ECMA-48).

A sequence is taken whole or not at all, so nothing that a key, a mouse or an answer of the
terminal consists of is ever typed into a text. Whatever is pasted, and whatever a terminal may be
made to say of itself, goes nowhere. A sequence whose end does not come is dropped after a while.
"""

import re
from collections.abc import Iterator
from typing import Final

ESCAPE: Final = "\x1b"
"""The key, when nothing follows it."""
PASTE: Final = "\x1b[200~"
"""Stands for all that was pasted."""
ESCAPE_SECONDS: Final = 0.1
"""What belongs to an Escape comes at once; a terminal's answer as well."""
CUT_SECONDS: Final = 1.0
"""So long the rest of a key may take, on a slow line, or the rest of a paste."""

_PASTE_END: Final = "\x1b[201~"
_C1: Final = {code: ESCAPE + chr(code - 0x40) for code in range(0x80, 0xA0)}
"""Controls of eight bits say the same as Escape and a letter."""
_WHOLE: Final = re.compile(
    r"""\x1b(?:
        \[\[. |                               # function keys of the Linux console
        \[M.{3} |                             # an old report of the mouse
        \[[ -?]*[@-LN-Z\\-~] |                # CSI, up to its last letter
        \[[ -?]+M |                           # CSI, a report of the mouse
        \[[ -?]*(?=[^ -~]) |                  # CSI, broken off
        O[0-9;]*[@-~] |                       # SS3
        O[0-9;]*(?=[^0-9;@-~]) |              # SS3, broken off
        [\]PX^_][^\x07\x18\x1a\x1b]*          # a string of the terminal,
            (?:[\x07\x18\x1a]|\x1b\\|         # ended,
            (?=\x1b[^\\])) |                   # or broken off
        [^\[O\]PX^_\x1b]                      # a key held together with Alt
    )""",
    re.VERBOSE | re.DOTALL,
)
_STRING_STARTS: Final = tuple(ESCAPE + letter for letter in "]PX^_")
_LONGEST: Final = 4096
"""Characters of a sequence; one that is longer has its end forgotten."""


class Cutter:
    """Cuts a stream; `now` is in seconds of any clock that only runs."""

    def __init__(self) -> None:
        self._kept = ""
        self._pasting = False
        self._began = 0.0

    @property
    def is_waiting(self) -> bool:
        """Whether something has begun whose end has not come."""
        return bool(self._kept) or self._pasting

    def feed(self, text: str, now: float) -> Iterator[str]:
        """Yield what is whole: a character, or a sequence that begins with `ESCAPE`."""
        stream = self._kept + text.translate(_C1)
        if not self._kept or self._pasting or self._kept.startswith(_STRING_STARTS):
            self._began = now
        self._kept = ""
        at = 0
        while at < len(stream):
            if self._pasting:
                at = self._pass_over(stream, at)
            elif stream[at] != ESCAPE:
                yield stream[at]
                at += 1
            elif stream.startswith(ESCAPE * 2, at):
                yield ESCAPE
                at += 1
            elif whole := _WHOLE.match(stream, at):
                at = whole.end()
                self._pasting = whole[0] == PASTE
                yield whole[0]
            else:
                self._keep(stream[at:], now, is_new=at > 0)
                return

    def settle(self, now: float) -> Iterator[str]:
        """Give up waiting where it has lasted long enough; an Escape alone is the key."""
        comes_at_once = self._kept == ESCAPE or self._kept.startswith(_STRING_STARTS)
        is_short = comes_at_once and not self._pasting
        if now - self._began < (ESCAPE_SECONDS if is_short else CUT_SECONDS):
            return
        if self._kept == ESCAPE and not self._pasting:
            yield ESCAPE
        self._kept, self._pasting = "", False

    def _pass_over(self, stream: str, at: int) -> int:
        """Go to the end of a paste, as far as it has come."""
        end = stream.find(_PASTE_END, at)
        if end >= 0:
            self._pasting = False
            return end + len(_PASTE_END)
        cut = stream.rfind(ESCAPE, at)
        if cut >= 0 and _PASTE_END.startswith(stream[cut:]):
            self._kept = stream[cut:]
        return len(stream)

    def _keep(self, rest: str, now: float, *, is_new: bool) -> None:
        """Wait for the end of a sequence."""
        if is_new:
            self._began = now
        self._kept = rest if len(rest) <= _LONGEST else rest[:2]
