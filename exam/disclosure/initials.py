"""Letters that stand for parts of the author's name: W.J. Kusuma, Santoso, B."""

from collections.abc import Collection
from typing import Final

from exam.disclosure.passage import Passage
from exam.disclosure.vocabulary import TITLES

_MOST_LETTERS: Final = 4


def initials_at(passage: Passage, index: int, *, before: bool = False) -> str:
    """Return the letters of a word that looks like initials, or nothing.

    Only after a name can two letters be a title, as in M.Si.
    """
    word = passage.words[index]
    if len(word.key) > _MOST_LETTERS or not word.key.isalpha():
        return ""
    after = passage.text[word.end : word.end + 2]
    if not before and after[:1] == "." and word.key + after[1:].casefold() in TITLES - {word.key}:
        return ""
    is_letter = len(word.key) == 1 and after[:1] == "."
    return word.key if is_letter or word.text.isupper() else ""


def parts_after(letters: str, initials: str, used: Collection[int]) -> list[int]:
    """Return which parts, not used yet, the letters after a part begin, or nothing."""
    places = list[int]()
    for letter in letters:
        free = (
            place
            for place, initial in enumerate(initials)
            if initial == letter and place not in used and place not in places
        )
        place = next(free, None)
        if place is None:
            return []
        places.append(place)
    return places


def parts_before(letters: str, initials: str, front: int, used: Collection[int]) -> list[int]:
    """Return which parts before another the letters begin, in the name's order, or nothing."""
    places = list[int]()
    for letter in reversed(letters):
        front = initials.rfind(letter, 0, front)
        if front < 0 or front in used:
            return []
        places.insert(0, front)
    return places
