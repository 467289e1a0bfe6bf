"""A paper as the release officer's page shows it: its lines, with what was found in its place.

Every place that was found is a box to tick in the midst of the text, so that the keyboard goes from
one to the next. Nothing here is kept.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from exam.disclosure import Finding
from exam.errors import RefusedError
from exam.manuscript import HEADING_LEVELS, BlockKind, Part, blocks_of
from exam.manuscript.marks import CELL, NOTE_END, NOTE_START, strip_marks
from exam.redaction import Place, join_places, places_of
from exam.seal import Manuscript
from server.checking import CHECKED_PARTS, Places, text_of
from server.name_search import Findings

LONGEST_PASSAGES: Final = 4000
PASSAGES_FIELD: Final = "passages"
_FIELD: Final = re.compile(r"black-(paper|slides)-([0-9]{1,7})-([0-9]{1,7})")
_LINE_END: Final = re.compile(r"\s*\n\s*")
_AROUND: Final = 60
_SHOWN_AS: Final = str.maketrans({CELL: " | ", NOTE_START: " [", NOTE_END: "] "})
_BULLETS: Final = (BlockKind.BULLET, BlockKind.BULLET_2, BlockKind.NUMBER, BlockKind.NUMBER_2)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line; `field` is the box of a place that was found, `kinds` what it is."""

    text: str
    field: str = ""
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line: `look` is heading, item, row, break or paragraph."""

    look: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Struck:
    """A place that would be blacked out, with a little of what stands around it."""

    field: str
    before: str
    text: str
    after: str


def lines_of(text: str, part: Part, findings: Sequence[Finding]) -> tuple[Line, ...]:
    """Return the lines of a text, with boxes where something was found."""
    groups = _groups(findings)
    return tuple(
        Line(_look(block.kind), tuple(_pieces(text, part, block.text_start, block.end, groups)))
        for block in blocks_of(text)
        if not block.is_blank or block.kind is BlockKind.PAGE_BREAK
    )


def chosen(data: Mapping[str, str], manuscript: Manuscript) -> dict[Part, tuple[Place, ...]]:
    """Read which places are ticked, and find those of the passages that were typed.

    Raises:
        RefusedError: a typed passage is nowhere in the text, or the form is not of this page.

    """
    found: dict[Part, list[Place]] = {part: [] for part in CHECKED_PARTS}
    for field in data:
        part, place = _place_of(field, manuscript)
        if place is not None:
            found[part].append(place)
    typed = data.get(PASSAGES_FIELD, "")
    if len(typed) > LONGEST_PASSAGES:
        raise RefusedError("release.passages", longest=LONGEST_PASSAGES)
    for passage in filter(None, (line.strip() for line in typed.splitlines())):
        places = {part: places_of(text_of(manuscript, part), passage) for part in CHECKED_PARTS}
        if not any(places.values()):
            raise RefusedError("release.not-found", passage=passage[:60])
        for part in CHECKED_PARTS:
            found[part] += places[part]
    return {part: join_places(text_of(manuscript, part), found[part]) for part in CHECKED_PARTS}


def struck_of(manuscript: Manuscript, places: Places) -> tuple[Struck, ...]:
    """Return what would be blacked out, in the order of the text."""
    return tuple(
        _struck(text_of(manuscript, part), part, place) for part in places for place in places[part]
    )


def field_of(part: Part, place: Place) -> str:
    """Name the box of a place."""
    return f"black-{part.value}-{place.start}-{place.end}"


def boxes_of(found: Findings) -> int:
    """Return how many places there are to look at."""
    return sum(len(_groups(each)) for each in found.values())


def _place_of(field: str, manuscript: Manuscript) -> tuple[Part, Place | None]:
    read = _FIELD.fullmatch(field)
    if read is None:
        return Part.PAPER, None
    part, place = Part(read[1]), Place(int(read[2]), int(read[3]))
    if not place.start < place.end <= len(text_of(manuscript, part)):
        raise RefusedError("page.request")
    return part, place


def _groups(findings: Sequence[Finding]) -> tuple[tuple[Place, tuple[str, ...]], ...]:
    """Join findings that overlap, with the kinds of all."""
    groups: list[tuple[Place, tuple[str, ...]]] = []
    for each in sorted(findings, key=lambda one: (one.start, one.end)):
        place, kinds = Place(each.start, each.end), {each.kind.value: None}
        if groups and each.start < groups[-1][0].end:
            before, known = groups.pop()
            place = Place(before.start, max(before.end, each.end))
            kinds = dict.fromkeys(known) | kinds
        groups.append((place, tuple(kinds)))
    return tuple(groups)


def _pieces(
    text: str,
    part: Part,
    start: int,
    end: int,
    groups: Sequence[tuple[Place, tuple[str, ...]]],
) -> Iterator[Piece]:
    """Cut a line at what was found; what goes on over a line end has its box where it begins."""
    at = start
    for place, kinds in groups:
        first, last = max(place.start, start), min(place.end, end)
        if first >= last:
            continue
        if at < first:
            yield Piece(_shown(text[at:first]))
        field = field_of(part, place) if place.start >= start else ""
        yield Piece(_shown(text[first:last]), field, kinds)
        at = last
    if at < end:
        yield Piece(_shown(text[at:end]))


def _struck(text: str, part: Part, place: Place) -> Struck:
    return Struck(
        field_of(part, place),
        _one_line(text[max(0, place.start - _AROUND) : place.start]),
        _one_line(text[place.start : place.end]),
        _one_line(text[place.end : place.end + _AROUND]),
    )


def _one_line(text: str) -> str:
    return _LINE_END.sub(" / ", _shown(text))


def _shown(text: str) -> str:
    return strip_marks(text.translate(_SHOWN_AS))


def _look(kind: BlockKind) -> str:
    if kind in HEADING_LEVELS:
        return "heading"
    if kind in _BULLETS:
        return "item"
    if kind is BlockKind.PAGE_BREAK:
        return "break"
    return "row" if kind is BlockKind.ROW else "paragraph"
