"""What words of a text may be which part of the author's name."""

import re
from enum import IntEnum
from typing import Final, NamedTuple

from exam.disclosure.contexts import NEUTRAL
from exam.disclosure.name_parts import (
    MOST_LETTERS,
    Part,
    Rank,
    part_in_full,
    part_of,
    rank_of,
    split_name,
)
from exam.disclosure.spelling import distance, sound
from exam.disclosure.vocabulary import OTHER_NAMES, PARTICLES, TITLES

_DERIVED: Final = re.compile(
    "(?:pe|ke|me)[a-z]+(?:an|kan|i)|(?:ber|ter|men|mem)[a-z]+|[a-z]+(?:nya|lah|kah|kan)"
)
_TYPO_LETTERS: Final = 4
_TWO_TYPO_LETTERS: Final = 9
_MOST_SLIPS: Final = 2
_SHORTEST_NICKNAME: Final = 2
_NICKNAME_LETTERS: Final = 3
_INSIDE_LETTERS: Final = 4
_JOINED_LETTERS: Final = 5
_ABBREVIATION_LETTERS: Final = 4
_VOWELS: Final = frozenset("aeiou")
# Short forms that are titles too, or stand for several names.
_LONG_FORMS: Final = {"st": frozenset({"siti", "sitti", "sutan"})}


class How(IntEnum):
    """How a word agrees with parts of the name."""

    NICKNAME = 0
    TYPO = 1
    WHOLE = 2


class Match(NamedTuple):
    """A word of a text that may be one part of the name, or several written together."""

    parts: tuple[int, ...]
    how: How
    rank: Rank
    slips: int = 0


class OwnName:
    """The author's name, ready to be compared with many words."""

    def __init__(self, name: str) -> None:
        words, self.titles = split_name(name)
        self.parts = tuple(part_of(word) for word in words)
        self.initials = "".join(part.key[0] for part in self.parts)
        self._joined = self._join()
        self._beginnings = _beginnings([*self._joined, *(part.key for part in self.parts)])
        self._whole = {part.key for part in self.parts if len(part.key) >= _JOINED_LETTERS}
        self._known: dict[str, tuple[Match, ...]] = {}

    def _join(self) -> dict[str, tuple[int, ...]]:
        """Return the name's parts as they are written together, in and out of order."""
        indices = range(len(self.parts))
        runs = [tuple(range(i, j)) for i in indices for j in range(i + 2, len(self.parts) + 1)]
        runs += [(i, j) for i in indices for j in indices if j not in (i, i + 1)]
        joined = {"".join(self.parts[i].key for i in run): run for run in runs}
        return {key: run for key, run in joined.items() if len(key) >= _JOINED_LETTERS}

    def begins(self, key: str) -> bool:
        """Whether more letters could make this a part of the name."""
        return key in self._beginnings

    def is_typed_apart(self, key: str) -> bool:
        """Whether letters from several words are one long part, or several."""
        return key in self._whole or key in self._joined

    def is_particle(self, match: Match) -> bool:
        """Whether a word of the name only links others: bin."""
        return self.parts[match.parts[0]].key in PARTICLES

    def match(self, key: str) -> tuple[Match, ...]:
        """Return what parts of the name a word may be, the surest first."""
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = tuple(sorted(self._matches(key), key=_sureness))
        return known

    def _matches(self, key: str) -> list[Match]:
        if not key or len(key) > 3 * MOST_LETTERS:
            return []
        if key in self._joined:
            return [Match(self._joined[key], How.WHOLE, Rank.DISTINCT)]
        heard = sound(key)
        found = (self._compare(index, key, heard) for index in range(len(self.parts)))
        return [match for match in found if match is not None]

    def _compare(self, index: int, key: str, heard: str) -> Match | None:
        part = self.parts[index]
        if key == part.key or (len(key) > 1 and part_in_full(key) == part.key):
            return Match((index,), How.WHOLE, part.rank)
        if heard == part.sound and len(key) > 1:
            return Match((index,), How.WHOLE, _rank_of_spelling(part, key))
        slips, rank = _slips(part, key, heard), _rank_of_likeness(part, key)
        is_short = is_nickname(key, part.key) or is_nickname(_lax(heard), _lax(part.sound))
        if slips and not (is_short and rank is Rank.ORDINARY):
            return Match((index,), How.TYPO, rank, slips)
        if is_short:
            return Match((index,), How.NICKNAME, part.rank)
        if is_abbreviation(key, part.key) or key in _LONG_FORMS.get(part.key, ()):
            return Match((index,), How.NICKNAME, part.rank)
        return None


def _sureness(match: Match) -> tuple[int, int, tuple[int, ...]]:
    return -match.how, match.slips, match.parts


def _rank_of_spelling(part: Part, key: str) -> Rank:
    """Return how much another spelling says: Boedi is no word, Juli is one."""
    other = rank_of(key)
    if part.rank is Rank.ORDINARY and other is Rank.DISTINCT:
        return Rank.DISTINCT
    return min(part.rank, other)


def _rank_of_likeness(part: Part, key: str) -> Rank:
    """Return how much a word says that may be misspelt, or be right and mean something else."""
    if key in OTHER_NAMES or rank_of(key) is not Rank.DISTINCT:
        return Rank.ORDINARY
    return max(part.rank, Rank.COMMON)


def _slips(part: Part, key: str, heard: str) -> int:
    """Return how many typing errors make a word of a part, or 0 if it is none of it."""
    length = len(part.key)
    if length < _TYPO_LETTERS or abs(len(key) - length) > _MOST_SLIPS:
        return 0
    limit = 1 if length < _TWO_TYPO_LETTERS else _MOST_SLIPS
    slips = min(distance(key, part.key, limit), distance(heard, part.sound, limit))
    if slips > limit or _is_derived(key, part.key):
        return 0
    return max(slips, 1) if key[0] == part.key[0] or slips == 1 else 0


def _is_derived(key: str, part: str) -> bool:
    """Whether affixes make a word of what would be a typing error: perlindungan, wahyunya."""
    return _DERIVED.fullmatch(key) is not None and _DERIVED.fullmatch(part) is None


def is_nickname(key: str, part: str) -> bool:
    """Whether people may call somebody so: the beginning or end of a part, or a piece inside."""
    if len(key) < _SHORTEST_NICKNAME or len(key) >= len(part) or len(part) <= _NICKNAME_LETTERS:
        return False
    if part.startswith(key) or part.endswith(key):
        return True
    return len(key) >= _INSIDE_LETTERS and key in part


def _lax(heard: str) -> str:
    """Return a sound in which f and p are one: Ipah for Syarifah."""
    return heard.replace("f", "p")


def is_abbreviation(key: str, part: str) -> bool:
    """Whether consonants shorten a part: Wyn. for Wayan, Dg. for Daeng, Nst. for Nasution."""
    if part in _LONG_FORMS.get(key, ()):
        return True
    if not 1 < len(key) <= _ABBREVIATION_LETTERS or key in TITLES or key in NEUTRAL:
        return False
    if key[0] != part[:1] or not _VOWELS.isdisjoint(key[1:]):
        return False
    rest = iter(part)
    return all(letter in rest for letter in key)


def _beginnings(keys: list[str]) -> frozenset[str]:
    return frozenset(key[:length] for key in keys for length in range(2, len(key)))
