"""Whether a text that people wrote on the record names a candidate, so that it stays at home.

The search is for those who are in the list, by name, NIP and candidate's number. It would rather
keep a harmless text back than let a name out: what is kept back is still fixed by its hash.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import msgspec

from exam.disclosure.name_parts import Rank, part_in_full, rank_of, split_name
from exam.disclosure.spelling import fold
from exam.entry import Entry

_TEXTS: Final = ("reason", "text")
_KEYS: Final = tuple(f'"{name}":'.encode() for name in _TEXTS)
_WORD: Final = re.compile(r"[^\W\d_]+")
_DIGITS: Final = re.compile(r"[0-9](?:[ .]?[0-9])*")
_NUMBERED: Final = re.compile(
    r"\b(?:no|nomor|nomer|peserta|number|candidate)\b\W*0*([0-9]+)\b", re.IGNORECASE
)
_NIP_DIGITS: Final = 8
"""A date of birth is as good as a NIP among fifty people."""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody of the list."""

    number: str
    name: str
    nip: str


class NameList:
    """Everybody whose name must not leave."""

    def __init__(self, people: Iterable[Named]) -> None:
        everybody = tuple(people)
        self._telling = frozenset(part for one in everybody for part in _telling_parts(one.name))
        self._whole = frozenset(frozenset(_parts(one.name)) for one in everybody) - {frozenset()}
        self._births = frozenset(one.nip[:_NIP_DIGITS] for one in everybody if one.nip)
        numbers = "|".join(sorted(re.escape(one.number) for one in everybody)) or r"(?!)"
        self._numbers = re.compile(rf"(?<!\w)(?:{numbers})(?!\w)", re.IGNORECASE)
        self._bare = frozenset(one.number.lstrip("0") for one in everybody)

    def is_named_in(self, entry: Entry) -> bool:
        """Whether what people wrote in an entry names anybody of the list."""
        return any(self.finds(text) for text in _texts_of(msgspec.to_builtins(entry)))

    def finds(self, text: str) -> bool:
        """Whether a text names anybody of the list."""
        words = {part_in_full(fold(word)) for word in _WORD.findall(text)}
        if words & self._telling or any(name <= words for name in self._whole):
            return True
        if any(number in self._bare for number in _NUMBERED.findall(text)):
            return True
        if self._numbers.search(text):
            return True
        runs = (re.sub(r"\D", "", run) for run in _DIGITS.findall(text))
        return any(birth in run for run in runs for birth in self._births)


def has_text(raw: bytes) -> bool:
    """Whether an entry, as it is written, may have anything in it that people wrote.

    Most have nothing, and so need not be read to know that they name nobody.
    """
    return any(key in raw for key in _KEYS)


def _parts(name: str) -> Iterator[str]:
    words, _titles = split_name(name)
    return (part_in_full(word) for word in words)


def _telling_parts(name: str) -> Iterator[str]:
    """Give the words of a name that say by themselves whose it is."""
    return (part for part in _parts(name) if rank_of(part) >= Rank.COMMON)


def _texts_of(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in _TEXTS and isinstance(inner, str):
                yield inner
            else:
                yield from _texts_of(inner)
