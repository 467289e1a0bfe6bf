"""How officials shorten offices and agencies: Kabid, Sekdin, Setda, BPKAD, Disbudpar."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from exam.disclosure.passage import Passage, Word
from exam.disclosure.short_forms import HEADS, SHORT_FORMS

_LINKS: Final = frozenset({"dan", "serta", "&"})
_ROOT_PREFIXES: Final = ("peng", "peny", "pem", "pen", "per", "pe", "ke", "ber")
_LEAST_LETTERS: Final = 3
_MOST_LETTERS: Final = 18
_TITLES: Final = {"ka": "kepala", "sek": "sekretaris"}
_MOST_SINGLE_LETTERS: Final = 2
_MOST_WORDS: Final = 9
_SMALL_LETTERS: Final = 5
_REMEMBERED: Final = 4096


class Token(NamedTuple):
    """One word of an office in full, and which word of the text stands for it."""

    key: str
    word: int


def in_full(keys: Sequence[str]) -> tuple[str, ...]:
    """Return the words of an office or agency without shortening and linking words."""
    full = (word for key in keys if key for word in SHORT_FORMS.get(key, (key,)))
    words = tuple(word for word in full if word not in _LINKS)
    if words[:2] == ("sekretaris", "camat"):
        return ("sekretaris", "kecamatan", *words[2:])
    return words


def words_of(title: str) -> tuple[str, ...]:
    """Return an office or agency from the roster in full words."""
    return in_full([word.key for word in Passage(title).words])


class ShortForms:
    """Tells which words of a text shorten the author's agency."""

    def __init__(self, unit: Sequence[str]) -> None:
        self._unit = tuple(unit)
        self._acronyms = _acronyms(self._unit)
        self._known: dict[str, bool] = {}

    def tokens(self, words: Sequence[Word]) -> list[Token]:
        """Return a text in full words, each with the word that stands for it."""
        return list(self._tokens(words))

    def _tokens(self, words: Sequence[Word]) -> Iterator[Token]:
        before = ""
        for index, word in enumerate(words):
            if not word.key or word.key in _LINKS:
                continue
            full: Sequence[str] = SHORT_FORMS.get(word.key, (word.key,))
            if self._shortens_unit(word):
                full = self._unit[1:] if before == self._unit[0] else self._unit
            elif full == (word.key,):
                full = self._with_title(word)
            for key in full:
                yield Token(key, index)
            before = full[-1]

    def _with_title(self, word: Word) -> Sequence[str]:
        """Return a title and the agency that one word shortens: Kadisbud, Sekdishub."""
        for short, title in _TITLES.items():
            rest = word.key.removeprefix(short)
            if rest != word.key and self._shortens_unit(word._replace(key=rest)):
                return (title, *self._unit)
        return (word.key,)

    def _shortens_unit(self, word: Word) -> bool:
        key = word.key
        if not word.is_capital and len(key) < _SMALL_LETTERS:
            return False
        known = self._known.get(key)
        if known is None:
            full = SHORT_FORMS.get(key)
            if full is None:
                known = key in self._acronyms or is_syllabic(key, self._unit)
            else:
                known = _begins(self._unit, full)
            self._known[key] = known
        return known


def _begins(unit: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether several words begin an agency, with or without its first word."""
    return len(full) > 1 and full in (unit[: len(full)], unit[1 : len(full) + 1])


def _acronyms(unit: tuple[str, ...]) -> frozenset[str]:
    """Return the initials of an agency, with and without its last word."""
    letters = "".join(word[0] for word in unit)
    found = {letters, letters[1:]}
    if len(unit) > _LEAST_LETTERS:
        found.add(letters[:-1])
    return frozenset(each for each in found if len(each) >= _LEAST_LETTERS)


def is_syllabic(key: str, unit: tuple[str, ...]) -> bool:
    """Whether a word is put together from pieces of an agency's words, as Disbudpar is."""
    if not unit or not _LEAST_LETTERS < len(key) <= _MOST_LETTERS or key in unit:
        return False
    words = unit[1:_MOST_WORDS]
    if len(key) > _LEAST_LETTERS + 1 and says(key, words) > 1:
        return True
    return any(
        key.startswith(head) and len(key) > len(head) + 1 and _consists(key[len(head) :], words, 0)
        for head in HEADS.get(unit[0], ())
    )


@lru_cache(_REMEMBERED)
def _consists(rest: str, words: tuple[str, ...], singles: int) -> bool:
    """Whether letters are pieces of words, in their order; few pieces are single letters."""
    if not rest:
        return True
    if not words:
        return False
    word, others = words[0], words[1:]
    for length in range(min(len(rest), len(word)), 0, -1):
        piece = rest[:length]
        single = singles + (length == 1)
        if single > _MOST_SINGLE_LETTERS or not _is_piece(piece, word):
            continue
        if _consists(rest[length:], others, single):
            return True
    return _consists(rest, others, singles)


@lru_cache(_REMEMBERED)
def says(key: str, rest: tuple[str, ...]) -> int:
    """Return how many words of a title one word says: Umpeg says two, Sosial one."""
    if not rest:
        return 0
    if key == rest[0] or (len(key) >= _LEAST_LETTERS and _is_piece(key, rest[0])):
        return 1
    letters = "".join(word[0] for word in rest)
    if (letters == key and len(key) > 1) or (
        len(key) >= _LEAST_LETTERS and letters.startswith(key)
    ):
        return len(key)
    if len(key) <= _LEAST_LETTERS + 1 or key in rest:
        return 0
    words = rest[1:_MOST_WORDS]
    for length in range(2, len(key) - 1):
        if _is_piece(key[:length], rest[0]):
            for stop in range(1, len(words) + 1):
                if _consists(key[length:], words[:stop], 0):
                    return stop + 1
    return 0


def _is_piece(piece: str, word: str) -> bool:
    if word.startswith(piece):
        return True
    roots = (word.removeprefix(prefix) for prefix in _ROOT_PREFIXES if word.startswith(prefix))
    return len(piece) > 1 and any(root.startswith(piece) for root in roots)
