"""The author's name as the roster has it: parts, how much each says by itself, and titles."""

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from exam.disclosure.passage import APOSTROPHES
from exam.disclosure.spelling import fold, sound
from exam.disclosure.vocabulary import CALENDAR, COMMON, FRONT_TITLES, ORDINARY, TITLES, listed

_MOST_PARTS: Final = 10
MOST_LETTERS: Final = 40
_WORD: Final = re.compile(rf"[^\W\d_]+(?:[{APOSTROPHES}][^\W\d_]+)*")
_MUHAMMAD: Final = listed("m moh muh moch mohd mhd mohammad muhamad mochammad mohamad")
# Short forms in the roster that stand for one name only.
_IN_FULL: Final = {
    "abd": "abdul",
    "br": "boru",
    "dg": "daeng",
    "dt": "datuk",
    "gst": "gusti",
    "kt": "ketut",
    "ngr": "ngurah",
    "nym": "nyoman",
    "wyn": "wayan",
}
_SHORT: Final = 3


class Rank(IntEnum):
    """How much a word says by itself."""

    CALENDAR = 0
    ORDINARY = 1
    COMMON = 2
    DISTINCT = 3


@dataclass(frozen=True, slots=True)
class Part:
    """One word of the name."""

    key: str
    sound: str
    rank: Rank


def split_name(name: str) -> tuple[list[str], frozenset[str]]:
    """Return the words of a name and, apart, its titles."""
    pieces = name.split(",")
    words, titles = [], set[str]()
    for place, piece in enumerate(pieces):
        keys = [fold(word) for word in _WORD.findall(piece.replace(".", " . "))]
        whole = fold(piece)
        if place and (whole in TITLES or _are_titles(piece)):
            titles |= {whole, *(fold(word) for word in piece.split())}
            continue
        front = _titles_before(keys)
        titles |= set(keys[:front])
        words += _without_titles_after(keys[front:], piece, titles)
    kept = [word[:MOST_LETTERS] for word in words if word][:_MOST_PARTS]
    return kept, frozenset(titles - {""})


def _are_titles(piece: str) -> bool:
    """Whether what follows a comma is titles, not a given name."""
    return "." in piece or all(fold(word) in TITLES for word in piece.split())


def _titles_before(keys: list[str]) -> int:
    count = 0
    while count < len(keys) - 1 and keys[count] in FRONT_TITLES:
        count += 1
    return count


def _without_titles_after(keys: list[str], piece: str, titles: set[str]) -> list[str]:
    """Return a name without titles that follow it without a comma."""
    last_words = piece.split()
    while len(last_words) > 1 and len(keys) > 1 and fold(last_words[-1]) in TITLES:
        written = last_words.pop()
        if "." not in written and not written.isupper():
            break
        titles.add(fold(written))
        del keys[-max(1, len(_WORD.findall(written))) :]
    return keys


def part_of(key: str) -> Part:
    """Return a word of the name as a part, in full if it is a short form."""
    key = part_in_full(key)
    return Part(key, sound(key), rank_of(key))


def part_in_full(key: str) -> str:
    """Return the name that a short form stands for: Muhammad for Moh., Daeng for Dg."""
    return "muhammad" if key in _MUHAMMAD else _IN_FULL.get(key, key)


def rank_of(key: str) -> Rank:
    """Return how much a word says by itself."""
    if key in CALENDAR:
        return Rank.CALENDAR
    if key in ORDINARY:
        return Rank.ORDINARY
    return Rank.COMMON if key in COMMON or len(key) <= _SHORT else Rank.DISTINCT
