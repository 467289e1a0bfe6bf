"""Looks at all that a program says to its terminal: what may be said, and how it leaves it."""

import re
from collections import Counter
from typing import Final

_TOKEN: Final = re.compile(
    rb"\x1b\[(?P<private>[<-?]?)(?P<numbers>[0-9;:]*)[ -/]*(?P<final>[@-~])"
    rb"|\x1b\](?:P[0-9A-F]{7}|R)"  # what the colours of a console look like
    rb"|\x1b(?P<string>[\]PX^_])(?P<body>.*?)(?:\x07|\x1b\\)"
    rb"|\x1b[ -/]*[0-~]"
    rb"|[^\x1b]+",
    re.DOTALL,
)
_UNFINISHED: Final = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*|[ -/]*|(?:\](?!P[0-9A-F]{7}|R)|[PX^_])(?:(?!\x1b\\)[^\x07])*)?\Z",
    re.DOTALL,
)
_ALTERNATE: Final = "1049"
_USUAL: Final = {"7": True, "25": True}
"""Modes of a terminal that are on at first; all others are off."""
_VISIBLE: Final = re.compile(rb"[^\x00-\x20\x7f]")


class Listener:
    """Takes the output piece by piece; `faults` are what must not be said."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.pictures = 0
        self.bytes = 0
        self.strings: Counter[str] = Counter()
        self._modes: dict[str, bool] = {}
        self._rest = b""

    def hear(self, data: bytes) -> None:
        """Take the next bytes."""
        self.bytes += len(data)
        data, self._rest = self._rest + data, b""
        if unfinished := _UNFINISHED.search(data):
            data, self._rest = data[: unfinished.start()], data[unfinished.start() :]
        for token in _TOKEN.finditer(data):
            if token["string"]:
                self._blame(f"{token[0][:60]!r} was said")
            elif token["final"]:
                self._note_modes(token)
            elif not self._is_alternate and _VISIBLE.search(token[0]) and token[0][:1] != b"\x1b":
                self._blame(f"{token[0][:60]!r} was shown outside the alternate page")

    def left(self) -> list[str]:
        """Name what is not as it was found."""
        return [
            f"mode {mode} was left {'on' if is_set else 'off'}"
            for mode, is_set in self._modes.items()
            if is_set is not _USUAL.get(mode, False)
        ]

    @property
    def _is_alternate(self) -> bool:
        return self._modes.get(_ALTERNATE, False)

    def _note_modes(self, token: re.Match[bytes]) -> None:
        numbers = token["numbers"].decode().split(";")
        if token["private"] == b"?" and token["final"] in {b"h", b"l"}:
            is_set = token["final"] == b"h"
            for number in numbers:
                self.pictures += is_set and number == _ALTERNATE
                self._modes[number] = is_set
        elif token["final"] == b"t":
            self._blame(f"{token[0]!r} was said to the window")

    def _blame(self, fault: str) -> None:
        if fault not in self.faults:
            self.faults.append(fault)
