"""The ways out that are tried, as data: what is done, in groups that one verdict serves."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from exam.pc_check import PcKind
from scripts.escaping.keyboard import DIGITS, FUNCTION_KEYS, LETTERS, MEDIA_KEYS
from scripts.escaping.machine import Machine

Deed = Callable[[Machine], None]


class Kind(StrEnum):
    """Through what somebody tries to get out."""

    CONSOLES = "other consoles"
    SYSTEM = "keys of the system"
    WINDOWS = "keys of a desktop"
    TERMINAL = "keys of the terminal"
    MOUSE = "mouse"
    TEXT = "what is typed"
    POWER = "power and sleep"
    DEVICES = "what is plugged in"
    CALLS = "calls from outside"
    INSIDE = "calls from inside"
    START = "keys while it starts"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is done to the PC, under a name that tells how to do it again."""

    name: str
    do: Deed


@dataclass(frozen=True, slots=True)
class Attempt:
    """Steps that one verdict serves; they are repeated singly if the verdict is bad.

    `is_end` if the PC may rightly be off or starting again afterwards; `is_at_start` if it is
    switched on anew, and the steps are taken again and again while it starts. `plugged` are the
    names of devices that are pulled out after the look; `tells` is the finding of the PC's own
    checks that the proctors are to see while they are in.
    """

    name: str
    kind: Kind
    steps: tuple[Step, ...]
    is_end: bool = False
    is_at_start: bool = False
    plugged: tuple[str, ...] = ()
    tells: PcKind | None = None


def _press(chord: str, times: int = 1) -> Step:
    name = chord if times == 1 else f"{chord} × {times}"
    return Step(name, lambda machine: machine.press(chord, times))


def _each(held: str, keys: Iterable[str]) -> tuple[Step, ...]:
    return tuple(_press(f"{held}+{key}" if held else key) for key in keys)


def _type(name: str, text: str) -> Step:
    return Step(name, lambda machine: machine.type(text))


def _flood(name: str, keys: tuple[str, ...], times: int) -> Step:
    return Step(name, lambda machine: machine.flood(keys * times))


def _click(name: str, button: str) -> Step:
    def do(machine: Machine) -> None:
        for across, down in ((0.5, 0.5), (0.02, 0.02), (0.98, 0.98), (0.98, 0.02)):
            machine.point(across, down)
            machine.click(button)

    return Step(name, do)


def _drag(button: str) -> Step:
    def do(machine: Machine) -> None:
        machine.point(0.2, 0.3)
        machine.button(button, down=True)
        for share in (0.3, 0.5, 0.7, 0.99, 0.01):
            machine.point(share, share)
        machine.button(button, down=False)

    return Step(f"drag with the {button} button", do)


def _plug(name: str, device: str) -> Step:
    return Step(f"plug in {device}", lambda machine: machine.plug(name, device))


def _stick(label: str) -> Step:
    return Step(f"plug in a stick {label}", lambda machine: machine.plug_stick("stick", label))


def _call(kind: str, port: int) -> Step:
    return Step(f"call {kind} {port}", lambda machine: machine.call(kind, port))


_CALLED: Final = (
    ("tcp", (21, 22, 23, 53, 80, 111, 139, 443, 445, 631, 3389, 5353, 5355, 5900, 6000, 8080,
             8443, 8444, 9090, 19531)),
    ("udp", (53, 68, 69, 111, 123, 137, 161, 323, 546, 631, 1900, 5353, 5355)),
)  # fmt: skip
"""Ports at which a Debian PC may listen: logins, printing, screens, names, journals, clocks."""
_BUTTONS: Final = ("left", "middle", "right")
_MAGIC: Final = (*LETTERS, *DIGITS, "spc")
"""Every letter that the kernel might take with Alt+SysRq."""
_ESCAPES: Final = {
    "clipboard (OSC 52)": "\x1b]52;c;bWFrYWxhaA==\x1b\\",
    "window title (OSC 2)": "\x1b]2;keluar\x1b\\",
    "notification (OSC 777)": "\x1b]777;notify;a;b\x1b\\",
    "link (OSC 8)": "\x1b]8;;file:///etc/passwd\x1b\\a\x1b]8;;\x1b\\",
    "device control (DCS)": "\x1bP+q544e\x1b\\",
    "window size (CSI)": "\x1b[18t\x1b[2J\x1b[9;1t",
    "other screen (CSI)": "\x1b[?1049l\x1bc",
}
_FLOOD: Final = 400

ATTEMPTS: Final[tuple[Attempt, ...]] = (
    Attempt("consoles-ctrl-alt", Kind.CONSOLES, _each("ctrl+alt", FUNCTION_KEYS)),
    Attempt("consoles-alt", Kind.CONSOLES, _each("alt", FUNCTION_KEYS)),
    Attempt(
        "consoles-beside",
        Kind.CONSOLES,
        (*_each("alt", ("left", "right", "up", "print")), *_each("ctrl+alt", ("left", "right"))),
    ),
    Attempt("consoles-right-alt", Kind.CONSOLES, _each("ctrl_r+alt_r", FUNCTION_KEYS)),
    Attempt(
        "restart-keys",
        Kind.SYSTEM,
        (
            _press("ctrl+alt+delete"),
            _press("ctrl+alt+delete", 10),
            _press("ctrl+alt+backspace", 2),
            _press("ctrl+alt+end"),
            _press("ctrl+alt+kp_subtract"),
            _press("ctrl+shift+esc"),
        ),
    ),
    Attempt("magic-keys", Kind.SYSTEM, _each("alt+sysrq", _MAGIC)),
    Attempt(
        "locks",
        Kind.WINDOWS,
        tuple(_press(key, 2) for key in ("caps_lock", "num_lock", "scroll_lock")),
    ),
    Attempt(
        "single-keys",
        Kind.WINDOWS,
        _each(
            "",
            ("print", "pause", "menu", "help", "find",
             "stop", "again", "undo", "copy", "cut", "paste", "compose", "esc"),
        ),
    ),
    Attempt("media-keys", Kind.WINDOWS, _each("", MEDIA_KEYS)),
    Attempt("alt-letters", Kind.WINDOWS, _each("alt", (*LETTERS, *DIGITS, "tab", "esc", "spc"))),
    Attempt(
        "super-keys",
        Kind.WINDOWS,
        _each("super", (*LETTERS, *DIGITS, *FUNCTION_KEYS, "tab", "esc", "ret", "spc", "up")),
    ),
    Attempt("ctrl-alt-letters", Kind.WINDOWS, _each("ctrl+alt", (*LETTERS, *DIGITS, "tab", "esc"))),
    Attempt("ctrl-letters", Kind.TERMINAL, _each("ctrl", (*LETTERS, *DIGITS))),
    Attempt("ctrl-shift-letters", Kind.TERMINAL, _each("ctrl+shift", (*LETTERS, *DIGITS))),
    Attempt(
        "terminal-size",
        Kind.TERMINAL,
        _each("ctrl", ("equal", "shift+equal", "minus", "kp_add", "kp_subtract", "kp_0", "0")),
    ),
    Attempt(
        "terminal-windows",
        Kind.TERMINAL,
        _each("", ("shift+f11", "f11", "shift+insert", "ctrl+insert", "shift+pgup", "shift+pgdn",
                   "ctrl+bracket_left", "ctrl+backslash", "ctrl+alt+ret")),
    ),
    Attempt("function-keys", Kind.TERMINAL, _each("shift", FUNCTION_KEYS)),
    Attempt("ctrl-function-keys", Kind.TERMINAL, _each("ctrl", FUNCTION_KEYS)),
    Attempt("clicks", Kind.MOUSE, tuple(_click(f"click {b}", b) for b in _BUTTONS)),
    Attempt("wheel", Kind.MOUSE, tuple(_click(b, b) for b in ("wheel-up", "wheel-down"))),
    Attempt("drags", Kind.MOUSE, tuple(_drag(b) for b in _BUTTONS)),
    Attempt("escape-sequences", Kind.TEXT, tuple(_type(n, t) for n, t in _ESCAPES.items())),
    Attempt(
        "floods",
        Kind.TEXT,
        (
            _flood("letters", ("a", "b", "c", "spc"), _FLOOD),
            _flood("escapes", ("esc", "esc", "left"), _FLOOD),
            _flood("modifiers", ("shift", "ctrl", "alt", "meta_l"), _FLOOD),
        ),
    ),
    Attempt(
        "stick",
        Kind.DEVICES,
        (_stick("LATIHAN"),),
        plugged=("stick",),
        tells=PcKind.REMOVABLE_MEDIA,
    ),
    Attempt(
        "stick-of-proctors",
        Kind.DEVICES,
        (_stick("PINDAH"),),
        plugged=("stick",),
        tells=PcKind.REMOVABLE_MEDIA,
    ),
    Attempt("network-card", Kind.DEVICES, (_plug("card", "usb-net"),), plugged=("card",)),
    Attempt(
        "second-keyboard",
        Kind.DEVICES,
        (_plug("keyboard", "usb-kbd"), *_each("ctrl+alt", FUNCTION_KEYS), *_each("super", LETTERS)),
        plugged=("keyboard",),
    ),
    Attempt(
        "calls",
        Kind.CALLS,
        tuple(_call(kind, port) for kind, ports in _CALLED for port in ports),
    ),
    Attempt("sleep-keys", Kind.POWER, _each("", ("sleep", "wake"))),
    Attempt(
        "power-button",
        Kind.POWER,
        (Step("power button", lambda machine: machine.push_power_button()), _press("power")),
        is_end=True,
    ),
    Attempt(
        "boot-keys",
        Kind.START,
        _each("", ("esc", "shift", "f2", "f8", "f12", "delete", "e", "c")),
        is_at_start=True,
    ),
)  # fmt: skip
