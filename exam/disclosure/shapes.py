"""Names without words: letters set apart, and initials alone."""

import re
from collections.abc import Iterator
from typing import Final

from exam.disclosure import contexts as c
from exam.disclosure import vocabulary as v
from exam.disclosure.evidence import Surroundings
from exam.disclosure.findings import Finding, Kind, finding
from exam.disclosure.own_name import OwnName
from exam.disclosure.passage import ZERO_WIDTH, Passage
from exam.disclosure.runs import Run
from exam.disclosure.signature import is_dated
from exam.disclosure.spelling import distance, fold

_APART: Final = rf"[ \t\u00a0.\-‐‑–—_*/|·\n{ZERO_WIDTH}]{{1,4}}"
_SPACED: Final = re.compile(rf"(?<!\w)[^\W\d_](?:{_APART}[^\W\d_](?!\w)){{2,}}")
_LETTER: Final = re.compile(r"[^\W\d_]")
_LEAST_LETTERS: Final = 4
_DOTTED: Final = re.compile(r"(?<![\w.])(?:[A-Z]\.[ \u00a0]?){1,9}[A-Z]\b\.?(?![\w])")
_UNDOTTED: Final = re.compile(r"(?<![\w.])[A-Z]{2,8}(?!\w|[.-]\w)")
_LEAST_INITIALS: Final = 2
_SURE_INITIALS: Final = 3


def find_spaced(text: str, own: OwnName) -> Iterator[Finding]:
    """Yield where letters set apart make a part of the name."""
    for found in _SPACED.finditer(text):
        letters = [place.start() + found.start() for place in _LETTER.finditer(found.group())]
        key = "".join(fold(text[place]) or " " for place in letters)
        if len(key) == len(letters):
            span = _spaced_span(key, own)
            if span is not None:
                first, last = letters[span[0]], letters[span[1] - 1] + 1
                yield finding(Kind.NAME, "disclosure.name", text, first, last)


def _spaced_span(key: str, own: OwnName) -> tuple[int, int] | None:
    """Return from and to which letter the name reaches, with initials before it."""
    whole = "".join(part.key for part in own.parts)
    if len(whole) >= _LEAST_LETTERS and distance(key, whole, 1) <= 1:
        return 0, len(key)
    spans = [
        (key.find(part.key), len(part.key))
        for part in own.parts
        if len(part.key) >= _LEAST_LETTERS and part.key in key
    ]
    alike = [
        (0, len(key))
        for part in own.parts
        if len(part.key) > _LEAST_LETTERS and distance(key, part.key, 1) <= 1
    ]
    if not spans + alike:
        return None
    first = min(start for start, _ in spans + alike)
    stop = max(start + length for start, length in spans + alike)
    while first and key[first - 1] in own.initials:
        first -= 1
    return first, stop


def find_initials(passage: Passage, own: OwnName, around: Surroundings) -> Iterator[Finding]:
    """Yield the initials of the whole name where an author would put them."""
    if len(own.initials) < _LEAST_INITIALS:
        return
    for pattern in (_DOTTED, _UNDOTTED):
        for found in pattern.finditer(passage.text):
            if _are_authors(passage, found, own, around):
                yield finding(
                    Kind.NAME, "disclosure.initials", passage.text, found.start(), found.end()
                )


def _are_authors(
    passage: Passage, found: "re.Match[str]", own: OwnName, around: Surroundings
) -> bool:
    letters = "".join(filter(str.isalpha, found.group())).casefold()
    if not _are_among(letters, own):
        return False
    dots = found.group().count(".")
    if not dots and letters in c.NEUTRAL | v.TITLES:
        return False
    first = passage.index_at(found.start())
    last = max(first, passage.index_at(found.end()) - 1)
    run = Run(first, last, (), end=found.end())
    if not letters.endswith(own.initials) or passage.text.startswith("/", found.end()):
        return around.is_near_identity(run)
    if dots >= _SURE_INITIALS:
        return True
    if len(letters) >= _SURE_INITIALS and is_dated(passage.text, found.end()):
        return True
    return around.is_signed(run) or around.names_itself(run) or _ends_line(passage.text, found)


def _are_among(letters: str, own: OwnName) -> bool:
    """Whether letters begin the whole name, with titles, or at least three parts of it."""
    front = letters.removesuffix(own.initials)
    if front != letters:
        return all(letter in own.titles for letter in front)
    rest = iter(own.initials)
    return len(letters) >= _SURE_INITIALS and all(letter in rest for letter in letters)


def _ends_line(text: str, found: "re.Match[str]") -> bool:
    """Whether initials stand in brackets at the end of a line."""
    after = text[found.end() : found.end() + 3]
    return text[: found.start()].endswith("(") and after.rstrip(" ") in (")", ")\n", ").")
