"""The keys of an American keyboard by the names that QEMU has for them.

A chord is written as in "ctrl+alt+f2"; what is held is pressed first and let go last.
"""

from collections.abc import Sequence
from typing import Final

LETTERS: Final = tuple("abcdefghijklmnopqrstuvwxyz")
MODIFIERS: Final = ("shift", "shift_r", "ctrl", "ctrl_r", "alt", "alt_r", "meta_l")
"""What changes other keys as long as it is held."""
DIGITS: Final = tuple("1234567890")
FUNCTION_KEYS: Final = tuple(f"f{number}" for number in range(1, 13))
MEDIA_KEYS: Final = (
    "audiomute", "volumedown", "volumeup", "audioplay", "audiostop", "audioprev", "audionext",
    "mediaselect", "mail", "calculator", "computer", "ac_home", "ac_back", "ac_forward",
    "ac_refresh", "ac_bookmarks",
)  # fmt: skip
_SIGN_KEYS: Final = {
    "-": "minus", "=": "equal", "[": "bracket_left", "]": "bracket_right", "\\": "backslash",
    ";": "semicolon", "'": "apostrophe", "`": "grave_accent", ",": "comma", ".": "dot",
    "/": "slash", " ": "spc", "\n": "ret", "\t": "tab", "\x1b": "esc",
}  # fmt: skip
_SHIFTED: Final = dict(zip('!@#$%^&*()_+{}|:"~<>?', "1234567890-=[]\\;'`,./", strict=True))
_SHORT: Final = {"super": "meta_l", "win": "meta_l", "sysrq": "print", "enter": "ret"}
KNOWN: Final = frozenset(
    {
        *LETTERS, *DIGITS, *FUNCTION_KEYS, *MEDIA_KEYS, *_SIGN_KEYS.values(),
        "shift", "shift_r", "ctrl", "ctrl_r", "alt", "alt_r", "meta_l", "meta_r", "menu",
        "compose", "caps_lock", "num_lock", "scroll_lock", "print", "pause", "backspace",
        "insert", "delete", "home", "end", "pgup", "pgdn", "up", "down", "left", "right",
        "kp_add", "kp_subtract", "kp_enter", "kp_0", "less", "stop", "again", "undo", "copy",
        "paste", "cut", "find", "help", "power", "sleep", "wake", "ro", "henkan", "muhenkan",
        "hiragana", "yen", "lang1", "lang2",
    }
)  # fmt: skip
"""What we may press: a part of QEMU's QKeyCode."""


class UnknownKeyError(Exception):
    """No key is called so, or none types the character."""


def keys_of(chord: str) -> tuple[str, ...]:
    """Return the keys of a chord, first to last.

    Raises:
        UnknownKeyError: one of them is none.

    """
    keys = tuple(_SHORT.get(name, name) for name in chord.split("+"))
    for key in keys:
        if key not in KNOWN:
            raise UnknownKeyError(f"“{key}” in “{chord}”")
    return keys


def chord_for(character: str) -> tuple[str, ...]:
    """Return the keys that type a character.

    Raises:
        UnknownKeyError: an American keyboard has no such key.

    """
    if character.isascii() and character.isupper():
        return ("shift", character.lower())
    if character in _SHIFTED:
        return ("shift", *chord_for(_SHIFTED[character]))
    key = _SIGN_KEYS.get(character, character)
    if key not in KNOWN:
        raise UnknownKeyError(f"no key types {character!r}")
    return (key,)


def key_event(key: str, *, down: bool) -> dict[str, object]:
    """Return a key going down or up, as QEMU takes it."""
    return {"type": "key", "data": {"down": down, "key": {"type": "qcode", "data": key}}}


def strokes_of(keys: Sequence[str]) -> list[dict[str, object]]:
    """Return the events of a chord: down in order, up in reverse."""
    downs = [key_event(key, down=True) for key in keys]
    return [*downs, *(key_event(key, down=False) for key in reversed(keys))]
