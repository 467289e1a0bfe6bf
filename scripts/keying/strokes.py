"""What is done to a terminal, one thing after another, and what it means."""

import signal
from dataclasses import dataclass
from enum import Enum, auto


@dataclass(frozen=True, slots=True)
class Key:
    """A key: the bytes that a terminal sends, its name, and the character that it types, if any."""

    data: bytes
    name: str
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Noise:
    """Bytes that are no key and must change nothing; `kind` says what they are."""

    data: bytes
    kind: str


class Act(Enum):
    """What the mouse does."""

    DOWN = auto()
    MOVE = auto()
    UP = auto()
    WHEEL_UP = auto()
    WHEEL_DOWN = auto()


@dataclass(frozen=True, slots=True)
class Mouse:
    """The mouse at a cell of the screen, both counted from zero; `button` counts from zero too."""

    data: bytes
    act: Act
    x: int
    y: int
    button: int
    shift: bool


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing for so long: what was begun before is over."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Settle:
    """Wait until all that was typed stands at the desk, compare it, and let the screen rest."""


@dataclass(frozen=True, slots=True)
class Signalled:
    """A signal to all processes of the terminal."""

    number: signal.Signals


@dataclass(frozen=True, slots=True)
class Resized:
    """The terminal has another size."""

    columns: int
    rows: int


Stroke = Key | Noise | Mouse | Wait | Settle | Signalled | Resized


def mouse(act: Act, x: int, y: int, button: int = 0, *, shift: bool = False) -> Mouse:
    """Return a report of the mouse in the form that counts in decimals (SGR)."""
    code = {
        Act.DOWN: button,
        Act.MOVE: 32 + button,
        Act.UP: button,
        Act.WHEEL_UP: 64,
        Act.WHEEL_DOWN: 65,
    }[act] + (4 if shift else 0)
    final = "m" if act is Act.UP else "M"
    return Mouse(f"\x1b[<{code};{x + 1};{y + 1}{final}".encode(), act, x, y, button, shift)
