"""What the search is told about an author, and what it says of their text."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from exam.errors import Detail
from exam.manuscript.marks import strip_marks

_QUOTE_CHARACTERS: Final = 80


@dataclass(frozen=True, slots=True)
class Author:
    """The person who writes, as the roster holds them; any field may be empty."""

    name: str
    nip: str
    office: str
    unit: str


class Kind(Enum):
    """What gives the author away."""

    NAME = "name"
    NIP = "nip"
    OFFICE = "office"
    UNIT = "unit"
    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Finding:
    """One place that gives the author away: characters `start` to `end` of the text, and why.

    `exam.sentences.sentence` says a finding as it says an error.
    """

    kind: Kind
    start: int
    end: int
    code: str
    details: Mapping[str, Detail]


def finding(kind: Kind, code: str, text: str, start: int, end: int) -> Finding:
    """Return a finding that quotes its place on one line, without marks."""
    quote = " ".join(strip_marks(text[start:end]).split())
    if len(quote) > _QUOTE_CHARACTERS:
        quote = quote[: _QUOTE_CHARACTERS - 1] + "…"
    return Finding(kind, start, end, code, {"quote": quote})
