"""What words of a text may be which part of the author's name."""

import re
from enum import IntEnum
from typing import Final, NamedTuple

from exam.disclosure.contexts import NEUTRAL, SALUTATIONS
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
    "(?:pe|ke|me)[a-z]+(?:an|kan|i)|(?:ber|ter|men|mem)[a-z]+|[a-z]+(?:nya|(?<!l)lah|kah|kan)"
)
_TYPO_LETTERS: Final = 4
_TWO_TYPO_LETTERS: Final = 9
_LOOSE_LETTERS: Final = 6
_LONG_LETTERS: Final = 6
_SYLLABLE: Final = re.compile("[b-df-hj-np-tv-z][aeiou][b-df-hj-np-tv-z]")
# Letters that sound otherwise at the end of a word than before others.
_CLOSING_LETTERS: Final = "jy"
_JOINED_TYPO_LETTERS: Final = 7
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

    LOOSE = 0
    NICKNAME = 1
    TYPO = 2
    WHOLE = 3


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
        return len(match.parts) == 1 and self.parts[match.parts[0]].key in PARTICLES

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
        opened = sound(f"{key}.")[:-1] if key[-1] in _CLOSING_LETTERS else heard
        compared = (self._compare(index, key, heard, opened) for index in range(len(self.parts)))
        found = [match for match in compared if match is not None]
        if any(match.how is How.WHOLE for match in found):
            return found
        return [*self._alike_joined(key), *found]

    def _alike_joined(self, key: str) -> list[Match]:
        """Return the parts that are written together with one typing error: Alaidrus."""
        if len(key) < _JOINED_TYPO_LETTERS or is_derived(key):
            return []
        return [
            Match(parts, How.TYPO, Rank.DISTINCT, 1)
            for joined, parts in self._joined.items()
            if joined[0] == key[0] and len(joined) >= len(key) - 1 and distance(key, joined, 1) == 1
        ][:1]

    def _compare(self, index: int, key: str, heard: str, opened: str) -> Match | None:
        part = self.parts[index]
        if key == part.key or (len(key) > 1 and part_in_full(key) == part.key):
            return Match((index,), How.WHOLE, part.rank)
        if heard == part.sound and len(key) > 1:
            return Match((index,), How.WHOLE, _rank_of_spelling(part, key))
        slips, rank = _slips(part, key, heard), _rank_of_likeness(part, key)
        is_short = is_nickname(key, part.key) or is_nickname(_lax(opened), _lax(part.sound))
        if opened != heard:
            is_short = is_short or is_nickname(_lax(heard), _lax(part.sound))
        if slips and not (is_short and rank is Rank.ORDINARY):
            return Match((index,), How.TYPO, rank, slips)
        if is_short or _stands_for(key, part.key):
            return Match((index,), How.NICKNAME, part.rank)
        if _is_loosely(part.key, key):
            return Match((index,), How.LOOSE, Rank.ORDINARY, _MOST_SLIPS)
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
    if slips > limit or (is_derived(key) and not is_derived(part.key)):
        return 0
    return max(slips, 1) if key[0] == part.key[0] or slips == 1 else 0


def _is_loosely(part: str, key: str) -> bool:
    """Whether two typing errors make a word of a short part, which only a signature proves."""
    if not _LOOSE_LETTERS <= len(part) < _TWO_TYPO_LETTERS or key[0] != part[0]:
        return False
    return not is_derived(key) and distance(key, part, _MOST_SLIPS) <= _MOST_SLIPS


def is_derived(key: str) -> bool:
    """Whether affixes make a word of what would be a name: perlindungan, wahyunya."""
    return _DERIVED.fullmatch(key) is not None


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


def _stands_for(key: str, part: str) -> bool:
    if is_abbreviation(key, part) or key in _LONG_FORMS.get(part, ()) or _is_syllable(key, part):
        return True
    return _is_clipped(key, part) and key not in OTHER_NAMES and rank_of(key) is Rank.DISTINCT


def _is_syllable(key: str, part: str) -> bool:
    """Whether a closed syllable inside a long part is a word: Har for Sugihartono."""
    if len(part) < _LONG_LETTERS or key not in part or key in NEUTRAL or key in TITLES:
        return False
    return _SYLLABLE.fullmatch(key) is not None and key not in SALUTATIONS


def _is_clipped(key: str, part: str) -> bool:
    """Whether a word is the end of a part without one of its letters: Nelis for Kornelius."""
    if not _INSIDE_LETTERS <= len(key) < len(part) - 1 or key[-1] != part[-1]:
        return False
    end = part[-len(key) - 1 :]
    return any(end[:place] + end[place + 1 :] == key for place in range(len(end)))


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
