"""Passages of a text, blacked out: what stood there is gone, and its length with it.

Every mark and every line stays, so that the text around it looks as before. Passages with nothing
but spaces or signs between them become one, because two would tell of two words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from exam.manuscript.marks import ALL_MARKS

BLACK: Final = "████"
"""What stands for a passage of whatever length."""

_MARKS: Final = re.escape("".join(ALL_MARKS))
_BETWEEN: Final = re.compile(rf"[^\w\n{_MARKS}]*")
_PIECE: Final = re.compile(rf"[^\n{_MARKS}]+|[\n{_MARKS}]")
_KEPT: Final = frozenset(("\n", *ALL_MARKS))


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Characters `start` to `end` of a text, marks included."""

    start: int
    end: int


def join_places(text: str, places: Iterable[Place]) -> tuple[Place, ...]:
    """Return places in their order, those joined that overlap or that no word parts."""
    joined: list[Place] = []
    for place in sorted(places):
        last = joined[-1] if joined else None
        if last is not None and _are_one(text, last, place):
            joined[-1] = Place(last.start, max(last.end, place.end))
        else:
            joined.append(place)
    return tuple(joined)


def black_out(text: str, places: Iterable[Place]) -> str:
    """Return a text in which a bar of one length stands for each of these places."""
    parts, at = [], 0
    for place in join_places(text, places):
        parts += [text[at : place.start], _bar(text[place.start : place.end])]
        at = place.end
    return "".join([*parts, text[at:]])


def places_of(text: str, passage: str) -> tuple[Place, ...]:
    """Return where a passage stands in a text as whole words, whatever case and marks it has.

    Any space stands for any other; an empty passage stands nowhere.
    """
    words = passage.split()
    if not words:
        return ()
    loose = rf"[{_MARKS}]*"
    spelt = [loose.join(re.escape(character) for character in word) for word in words]
    apart = rf"[\s{_MARKS}]+"
    before = r"(?<!\w)" if words[0][0].isalnum() else ""
    after = r"(?!\w)" if words[-1][-1].isalnum() else ""
    pattern = before + apart.join(spelt) + after
    found = re.finditer(pattern, text, re.IGNORECASE)
    return tuple(Place(*each.span()) for each in found)


def _are_one(text: str, first: Place, second: Place) -> bool:
    between = text[first.end : second.start]
    return second.start <= first.end or _BETWEEN.fullmatch(between) is not None


def _bar(passage: str) -> str:
    """Return a bar for each line of a passage, with the marks that stood there."""
    parts: list[str] = []
    is_black = False
    for piece in _PIECE.findall(passage):
        if piece in _KEPT:
            parts.append(piece)
            is_black = is_black and piece != "\n"
        elif not is_black:
            parts.append(BLACK)
            is_black = True
    return "".join(parts)
