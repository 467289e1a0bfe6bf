"""What each key has to do in a real terminal, by the help page."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from exam.manuscript.marks import BOLD_OFF, BOLD_ON, ITALIC_OFF, ITALIC_ON

TEXT: Final = "satu dua tiga\nempat lima enam\ntujuh"
"""What stands there before each key, with the cursor in "empat li|ma"."""
_ALTGR: Final = "ISO_Level3_Shift"


class Check(NamedTuple):
    """A key by its names for xdotool or wtype, and what stands in the text when a caret follows."""

    keys: Sequence[str]
    wanted: str


NOTHING: Final = "satu dua tiga\nempat li^ma enam\ntujuh"


def checks() -> Mapping[str, Check]:
    """What each key has to do, by the help page."""
    plain = {
        "Left": "satu dua tiga\nempat l^ima enam\ntujuh",
        "Right": "satu dua tiga\nempat lim^a enam\ntujuh",
        "Up": "satu dua^ tiga\nempat lima enam\ntujuh",
        "Down": "satu dua tiga\nempat lima enam\ntujuh^",
        "Home": "satu dua tiga\n^empat lima enam\ntujuh",
        "End": "satu dua tiga\nempat lima enam^\ntujuh",
        "Prior": "satu dua^ tiga\nempat lima enam\ntujuh",
        "Next": "satu dua tiga\nempat lima enam\ntujuh^",
        "ctrl+Left": "satu dua tiga\nempat ^lima enam\ntujuh",
        "ctrl+Right": "satu dua tiga\nempat lima ^enam\ntujuh",
        "ctrl+Up": "satu dua tiga\n^empat lima enam\ntujuh",
        "ctrl+Down": "satu dua tiga\nempat lima enam\n^tujuh",
        "ctrl+Prior": "^satu dua tiga\nempat lima enam\ntujuh",
        "ctrl+Next": "satu dua tiga\nempat lima enam\ntujuh^",
        "ctrl+Home": "^satu dua tiga\nempat lima enam\ntujuh",
        "ctrl+End": "satu dua tiga\nempat lima enam\ntujuh^",
        "shift+Left": "satu dua tiga\nempat l^ma enam\ntujuh",
        "shift+Right": "satu dua tiga\nempat li^a enam\ntujuh",
        "shift+Up": "satu dua^ma enam\ntujuh",
        "shift+Down": "satu dua tiga\nempat li^",
        "shift+Home": "satu dua tiga\n^ma enam\ntujuh",
        "shift+End": "satu dua tiga\nempat li^\ntujuh",
        "shift+Prior": "satu dua^ma enam\ntujuh",
        "shift+Next": "satu dua tiga\nempat li^",
        "ctrl+shift+Left": "satu dua tiga\nempat ^ma enam\ntujuh",
        "ctrl+shift+Right": "satu dua tiga\nempat li^enam\ntujuh",
        "ctrl+shift+Up": "satu dua tiga\n^ma enam\ntujuh",
        "ctrl+shift+Down": "satu dua tiga\nempat li^tujuh",
        "ctrl+shift+Home": "^ma enam\ntujuh",
        "ctrl+shift+End": "satu dua tiga\nempat li^",
        "ctrl+shift+Prior": "^ma enam\ntujuh",
        "ctrl+shift+Next": "satu dua tiga\nempat li^",
        "BackSpace": "satu dua tiga\nempat l^ma enam\ntujuh",
        "shift+BackSpace": "satu dua tiga\nempat l^ma enam\ntujuh",
        "ctrl+BackSpace": "satu dua tiga\nempat ^ma enam\ntujuh",
        "Delete": "satu dua tiga\nempat li^a enam\ntujuh",
        "ctrl+Delete": "satu dua tiga\nempat li^enam\ntujuh",
        "Return": "satu dua tiga\nempat li\n^ma enam\ntujuh",
        "shift+Return": "satu dua tiga\nempat li\n^ma enam\ntujuh",
        "KP_Enter": "satu dua tiga\nempat li\n^ma enam\ntujuh",
        "Tab": "satu dua tiga\nempat li\t^ma enam\ntujuh",
        "ctrl+k": "satu dua tiga\nempat ^lima enam\ntujuh",
        "ctrl+l": "satu dua tiga\nempat lima ^enam\ntujuh",
        "ctrl+u": "satu dua tiga\n^empat lima enam\ntujuh",
        "ctrl+d": "satu dua tiga\nempat lima enam\n^tujuh",
        "ctrl+o": "^satu dua tiga\nempat lima enam\ntujuh",
        "ctrl+n": "satu dua tiga\nempat lima enam\ntujuh^",
        "ctrl+t": "^satu dua tiga\nempat lima enam\ntujuh",
        "ctrl+e": "satu dua tiga\nempat lima enam\ntujuh^",
        "ctrl+w": "satu dua tiga\nempat ^ma enam\ntujuh",
        "ctrl+h": "satu dua tiga\nempat l^ma enam\ntujuh",
        "ctrl+a": "^",
        "ctrl+m": "satu dua tiga\nempat li\n^ma enam\ntujuh",
        "ctrl+i": "satu dua tiga\nempat li\t^ma enam\ntujuh",
        "ctrl+b": f"satu dua tiga\nempat li{BOLD_ON}^{BOLD_OFF}ma enam\ntujuh",
        "ctrl+r": f"satu dua tiga\nempat li{ITALIC_ON}^{ITALIC_OFF}ma enam\ntujuh",
        "F6": "satu dua tiga\n\ue001empat li^ma enam\ntujuh",
        "F7": "satu dua tiga\n\ue011empat li^ma enam\ntujuh",
        f"{_ALTGR}+e": "satu dua tiga\nempat lié^ma enam\ntujuh",
        f"{_ALTGR}+5": "satu dua tiga\nempat li€^ma enam\ntujuh",
        "KP_Left": "satu dua tiga\nempat l^ima enam\ntujuh",
        "KP_Home": "satu dua tiga\n^empat lima enam\ntujuh",
        "KP_Delete": "satu dua tiga\nempat li^a enam\ntujuh",
    }
    several = {
        "F8 Right": Check(("F8", "Right"), "satu dua tiga\nempat li^a enam\ntujuh"),
        "ctrl+space Right": Check(("ctrl+space", "Right"), "satu dua tiga\nempat li^a enam\ntujuh"),
        "F8 F8": Check(("F8", "F8"), "satu dua tiga\nempat ^ enam\ntujuh"),
        "F8 Right Escape": Check(
            ("F8", "Right", "Escape"), "satu dua tiga\nempat lim^a enam\ntujuh"
        ),
        "F1 Escape": Check(("F1", "Escape"), NOTHING),
        "F2 Escape": Check(("F2", "Escape"), NOTHING),
        "F3 F3": Check(("F3", "F3"), NOTHING),
        "F4 F4": Check(("F4", "F4"), NOTHING),
        "F5 Escape": Check(("F5", "Escape"), NOTHING),
        "F9 Escape": Check(("F9", "Escape"), NOTHING),
        "F10 Escape": Check(("F10", "Escape"), NOTHING),
        "F11 Escape": Check(("F11", "Escape"), NOTHING),
        "F12 Escape": Check(("F12", "Escape"), NOTHING),
        "ctrl+p Escape": Check(("ctrl+p", "Escape"), NOTHING),
        "ctrl+f Escape": Check(("ctrl+f", "Escape"), NOTHING),
        "BackSpace ctrl+z": Check(("BackSpace", "ctrl+z"), NOTHING),
        "BackSpace ctrl+z ctrl+y": Check(
            ("BackSpace", "ctrl+z", "ctrl+y"), "satu dua tiga\nempat l^ma enam\ntujuh"
        ),
        "shift+Right ctrl+c ctrl+v": Check(
            ("shift+Right", "ctrl+c", "End", "ctrl+v"), "satu dua tiga\nempat lima enamm^\ntujuh"
        ),
        "shift+Right ctrl+x": Check(
            ("shift+Right", "ctrl+x"), "satu dua tiga\nempat li^a enam\ntujuh"
        ),
        "dead acute, e": Check(
            (f"{_ALTGR}+apostrophe", "e"), "satu dua tiga\nempat lié^ma enam\ntujuh"
        ),
        "Compose ' e": Check(
            ("Multi_key", "apostrophe", "e"), "satu dua tiga\nempat lié^ma enam\ntujuh"
        ),
    }
    nothing = (
        "Insert", "shift+Insert", "ctrl+Insert", "shift+Tab", "alt+x", "alt+comma", "alt+Left",
        "alt+Return", "alt+BackSpace", "ctrl+g", "ctrl+j", "ctrl+q",
        "ctrl+s", "ctrl+backslash", "ctrl+bracketright",
        "ctrl+shift+v", "ctrl+shift+c", "Print", "Pause", "shift+F10", "ctrl+F4", "super+l",
        "ctrl+plus", "ctrl+minus", "ctrl+shift+n", "ctrl+shift+u", "ctrl+shift+r", "ctrl+shift+z",
    )  # fmt: skip
    table = {name: Check((name,), wanted) for name, wanted in plain.items()}
    return {**table, **several, **{name: Check((name,), NOTHING) for name in nothing}}
