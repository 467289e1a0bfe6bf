"""The bytes that terminals send for keys: xterm's and foot's, the Linux console's, tmux's.

Sources: xterm's ctlseqs.txt ("PC-Style Function Keys"), console_codes(4), terminfo of both.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

_MODIFIERS: Final = {"shift": 1, "alt": 2, "ctrl": 4}
_LETTERED: Final = {
    "up": "A",
    "down": "B",
    "right": "C",
    "left": "D",
    "end": "F",
    "home": "H",
}
_NUMBERED: Final = {
    "home": (1, 7),
    "end": (4, 8),
    "delete": (3,),
    "pageup": (5,),
    "pagedown": (6,),
    "f5": (15,),
    "f6": (17,),
    "f7": (18,),
    "f8": (19,),
    "f9": (20,),
    "f10": (21,),
    "f11": (23,),
    "f12": (24,),
}
_FIRST_FUNCTIONS: Final = {"f1": "P", "f2": "Q", "f3": "R", "f4": "S"}
_CONSOLE_FUNCTIONS: Final = {"f1": "A", "f2": "B", "f3": "C", "f4": "D", "f5": "E"}
_CONTROLS: Final = {
    "backspace": (b"\x7f", b"\x08"),
    "enter": (b"\r", b"\x1b[27;2;13~", b"\x1b[27;5;13~"),
    "tab": (b"\t",),
    "shift+tab": (b"\x1b[Z",),
    "ctrl+@": (b"\x00",),
    "ctrl+\\": (b"\x1c",),
    "ctrl+]": (b"\x1d",),
    "ctrl+^": (b"\x1e",),
    "ctrl+_": (b"\x1f",),
}
_SENT_AS_OTHERS: Final = "him"
"""Letters whose code with Ctrl is that of another key."""
_ALONE: Final = "bcdefghijklmnopqrstuvwxyzACDEFGHIJKLMQRTUVWYZ1234567890=\r\t\x7f\x08"
_SIGNS_ALONE: Final = " !\"#$%&'()*+,-./:;<>?"
"""What means nothing together with Alt, and begins no sequence."""


def _forms() -> Iterator[tuple[str, bytes]]:
    yield from _forms_of_functions()
    for name, forms in _CONTROLS.items():
        for form in forms:
            yield name, form
    for letter in "abcdefghijklmnopqrstuvwxyz":
        if letter not in _SENT_AS_OTHERS:
            yield f"ctrl+{letter}", bytes([ord(letter) - ord("a") + 1])
    for name, characters in (("alt", _ALONE), ("alt+sign", _SIGNS_ALONE)):
        for character in characters:
            yield name, b"\x1b" + character.encode()
    yield "escape", b"\x1b\x1b[0n"
    yield from _modified_forms()


def _forms_of_functions() -> Iterator[tuple[str, bytes]]:
    for name, letter in _LETTERED.items():
        yield name, f"\x1b[{letter}".encode()
        yield name, f"\x1bO{letter}".encode()
    for name, numbers in _NUMBERED.items():
        for number in numbers:
            yield name, f"\x1b[{number}~".encode()
    for number, (name, letter) in enumerate(_FIRST_FUNCTIONS.items(), start=11):
        yield name, f"\x1bO{letter}".encode()
        yield name, f"\x1b[{number}~".encode()
    for name, letter in _CONSOLE_FUNCTIONS.items():
        yield name, f"\x1b[[{letter}".encode()


def _modified_forms() -> Iterator[tuple[str, bytes]]:
    for modifiers in (("shift",), ("ctrl",), ("ctrl", "shift"), ("alt",)):
        code = 1 + sum(_MODIFIERS[each] for each in modifiers)
        prefix = "+".join(modifiers)
        for name, letter in _LETTERED.items():
            yield f"{prefix}+{name}", f"\x1b[1;{code}{letter}".encode()
        for name in ("pageup", "pagedown", "delete"):
            yield f"{prefix}+{name}", f"\x1b[{_NUMBERED[name][0]};{code}~".encode()
        for number in (2, *(numbers[0] for numbers in list(_NUMBERED.values())[5:])):
            yield "unbound", f"\x1b[{number};{code}~".encode()
        for letter in _FIRST_FUNCTIONS.values():
            yield "unbound", f"\x1b[1;{code}{letter}".encode()


def _gather() -> Mapping[str, Sequence[bytes]]:
    gathered: dict[str, list[bytes]] = {}
    for name, form in _forms():
        gathered.setdefault(name, []).append(form)
    return gathered


FORMS: Final[Mapping[str, Sequence[bytes]]] = _gather()
"""For each key all byte sequences that mean it.

Escape is followed by an answer of the terminal here, which tells at once that it is that key.
"""

ESCAPE: Final = b"\x1b"
"""The key Escape: only a pause behind it tells that it is that key."""

COMMON: Final = "aaaeeeiiinnnutrskdmglpbhjycwvfzqx"
SIGNS: Final = ".,;:-?!()\"'/%&*+=#@<>[]{}_~^`|\\$0123456789"
RARE: Final = (
    "AÉéèüñçßıŁœ“”‘’–—…€°½×"
    "漢字カナ한글、。"  # two cells each
    "😀🏛👍"
    "\u0301\u0308\u20dd"  # combine with what stands before
    "\u00a0"  # a space that does not break
)
