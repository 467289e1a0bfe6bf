"""The candidate's screens of the pictures, and a terminal: each as an SVG of its cells."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kiosk.appearance import AS_DESIGNED
from kiosk.view import Copies
from scripts.depicting.visits import LANGUAGES
from scripts.picturing.cells import Ink, Piece
from scripts.picturing.drawing import drawn
from scripts.picturing.scenes import SCENES, Scene, Size
from scripts.picturing.stage import Picture, play
from scripts.picturing.texts import BEGUN
from tests.kiosk.ui.fake_desk import CARD_CODE, WRITING

SIZE: Final[Size] = (100, 30)
_SCENES: Final[Mapping[str, str]] = {
    "candidate-identity": "identity",
    "candidate-rules": "rules",
    "candidate-pledge": "pledge-ticked",
    "candidate-waiting": "waiting",
    "candidate-practice": "practice-going-on",
    "candidate-topic": "topic",
    "candidate-slides": "writing-slides",
    "candidate-menu": "writing-menu",
    "candidate-help": "writing-help",
    "candidate-preview": "writing-preview",
    "candidate-appearance": "appearance",
    "candidate-message": "writing-message",
    "candidate-call": "writing-call",
    "candidate-paused": "paused",
    "candidate-locked": "locked",
    "candidate-trouble": "writing-trouble-alone",
    "candidate-review": "review-findings",
    "candidate-confirm": "confirm",
    "candidate-handed-in": "received",
    "candidate-provisional": "sealed-cut-off",
    "candidate-moved": "fenced",
    "candidate-topic-code": "topic-code",
    "candidate-pc-stop": "pc-stop",
    "candidate-stick": "stick",
}
"""Pictures by the scenes of `scripts/screens` that they show."""
_TYPING: Final = ("0", "1", "7", "enter", *CARD_CODE.replace("-", "").lower()[:7])
_SAVED: Final = replace(WRITING, copies=Copies(disk=0, server=400, stick=1_260_000))
_OWN: Final = (
    Scene("candidate-sign-in", keys=_TYPING),
    Scene("candidate-writing", WRITING, ("ctrl+t", "down", "down", "end"), BEGUN),
    Scene("candidate-safety", _SAVED, ("ctrl+t", "down", "ctrl+s"), BEGUN),
)
_INK: Final = Ink("foreground", "background", "")
_STRONG: Final = Ink("primary", "background", "bold")


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen of cells as it is drawn."""

    name: str
    language: str
    svg: str


def all_screens(languages: tuple[str, ...] = LANGUAGES) -> list[Screen]:
    """Play every scene of the kiosk in every language, in the look that it has by itself."""
    return [
        Screen(picture.scene, language, drawn(picture, AS_DESIGNED.theme))
        for language in languages
        for picture in asyncio.run(play(((one, (SIZE,)) for one in _scenes()), language))
    ]


def _scenes() -> list[Scene]:
    by_name = {scene.name: scene for scene in SCENES}
    kept = (replace(by_name[scene], name=name) for name, scene in _SCENES.items())
    return [*_OWN, *kept]


def terminal(name: str, language: str, said: Sequence[tuple[str, str]]) -> Screen:
    """Draw a terminal with commands and what they answered."""
    lines: list[tuple[str, Ink]] = []
    for command, answer in said:
        lines.append((f"$ {command}", _STRONG))
        lines += [(line, _INK) for line in answer.rstrip().split("\n")]
        lines.append(("", _INK))
    columns = max(SIZE[0], *(len(line) for line, _ in lines)) + 2
    blank = (Piece(" " * columns, _INK),)
    written = [(Piece(f" {line:<{columns - 1}}", ink),) for line, ink in lines]
    picture = Picture(name, (columns, len(lines) + 1), (blank, *written))
    return Screen(name, language, drawn(picture, AS_DESIGNED.theme))
