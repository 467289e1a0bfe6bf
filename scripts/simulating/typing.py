"""How people type: words, slips taken back at once, whole lines deleted, things pasted."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from exam.manuscript import Part

_SENTENCE: Final = (
    "pelayanan publik harus dekat dengan warga inovasi daerah dimulai dari data yang jujur "
    "anggaran dan kinerja tata kelola yang terbuka kolaborasi antar dinas menjawab risiko banjir "
    "ekonomi kerakyatan digitalisasi aparatur melayani Semarang"
)
WORDS: Final = tuple(_SENTENCE.split())


@dataclass(frozen=True, slots=True)
class Stroke:
    """One edit, so many seconds after the one before."""

    after: float
    part: Part
    at: int
    removed: str
    inserted: str


class Typist:
    """Somebody's hands, with their own pace."""

    def __init__(self, random: Random, pace: float = 1.0) -> None:
        self._random = random
        self._pace = pace

    def burst(self, texts: dict[Part, str]) -> Iterator[Stroke]:
        """Type for a while; `texts` are what stands there, and the caller keeps them up to date."""
        dice = self._random
        part = Part.PAPER if dice.random() < 0.85 else Part.SLIDES
        act = dice.random()
        text = texts[part]
        if act < 0.78 or not text:
            yield from self._word(texts, part)
        elif act < 0.86:
            at = dice.randrange(len(text))
            end = min(len(text), at + dice.randrange(1, 40))
            yield Stroke(self._pause(), part, at, text[at:end], "")
        elif act < 0.93:
            pasted = " ".join(dice.choices(WORDS, k=dice.randrange(3, 15)))
            yield Stroke(self._pause(), part, dice.randint(0, len(text)), "", pasted)
        else:
            at = dice.randrange(len(text))
            end = min(len(text), at + dice.randrange(1, 12))
            yield Stroke(self._pause(), part, at, text[at:end], dice.choice(WORDS))

    def _word(self, texts: dict[Part, str], part: Part) -> Iterator[Stroke]:
        dice = self._random
        text = texts[part]
        at = len(text) if dice.random() < 0.8 else dice.randint(0, len(text))
        first = True
        for character in dice.choice(WORDS) + dice.choice((" ", " ", " ", "\n")):
            yield Stroke(self._pause() if first else self._key(), part, at, "", character)
            first, at = False, at + 1
            if dice.random() < 0.03:
                yield Stroke(self._key(), part, at - 1, character, "")
                yield Stroke(self._key(), part, at - 1, "", character)

    def _key(self) -> float:
        return self._pace * (0.08 + 0.25 * self._random.random())

    def _pause(self) -> float:
        dice = self._random.random()
        return self._pace * (0.3 + (8.0 * self._random.random() if dice < 0.12 else dice))
