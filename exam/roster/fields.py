"""Reads the rows of the list: what each says of a candidate, in the terms of the exam."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exam.roster.choices import Choices, Terms
from exam.roster.findings import Findings
from exam.roster.header import Header
from exam.roster.headings import ACCOMMODATION, COLUMNS, GROUP, POST
from exam.roster.lines import Line
from exam.roster.tables import Cell
from exam.roster.values import Place, read_value, refused_kind


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the list as it was understood; what was refused is not in it."""

    row: int
    texts: Mapping[str, str]
    post_ids: tuple[str, ...]


class EntryReader:
    """Reads rows under one header; problems go to the findings."""

    def __init__(self, header: Header, terms: Terms, findings: Findings) -> None:
        self._header = header
        self._terms = terms
        self._findings = findings

    def read(self, line: Line) -> Entry:
        """Read a row."""
        self._refuse_missing(line)
        texts: dict[str, str] = {}
        post_ids: tuple[str, ...] = ()
        for name, cell in line.cells.items():
            place = Place(line.number, name, self._header.heading(name), self._findings)
            if name == POST:
                post_ids = self._post_ids(cell, place)
            elif (text := self._text(cell, place)) is not None:
                texts[name] = text
        return Entry(line.number, texts, post_ids)

    def _refuse_missing(self, line: Line) -> None:
        required = self._required(line)
        missing = [self._header.heading(name) for name in required if name not in line.cells]
        if len(missing) == 1:
            self._findings.refuse("roster.blank", row=line.number, column=missing[0])
        elif missing:
            self._findings.refuse("roster.incomplete", row=line.number, missing=", ".join(missing))

    def _required(self, line: Line) -> Sequence[str]:
        """Return what a row must say; a post that is not held has nobody's turn."""
        post = line.cells.get(POST)
        if post is not None and self._terms.posts.find(post.text) in self._terms.not_held:
            return COLUMNS
        return self._terms.required

    def _text(self, cell: Cell, place: Place) -> str | None:
        text = read_value(cell, place)
        if text is None:
            return None
        if place.column == ACCOMMODATION:
            return _chosen(self._terms.accommodations, text, place)
        if place.column == GROUP and self._terms.groups:
            return _chosen(self._terms.groups, text, place)
        return text

    def _post_ids(self, cell: Cell, place: Place) -> tuple[str, ...]:
        if refused_kind(cell, place):
            return ()
        posts = self._terms.posts
        one = posts.find(cell.text)
        if one is not None:
            return (one,)
        several = posts.find_several(cell.text) if self._terms.most_posts > 1 else ()
        if several:
            place.repair("repair.posts", cell.text, " + ".join(several))
        elif near := posts.nearest(cell.text):
            place.refuse("roster.post-near", cell.text, nearest=near)
        else:
            place.refuse("roster.post", cell.text)
        return several


def _chosen(choices: Choices, text: str, place: Place) -> str | None:
    chosen = choices.find(text)
    if chosen is None and choices:
        place.refuse("roster.choice", text, allowed=str(choices))
    elif chosen is None:
        place.refuse("roster.no-choice", text)
    return chosen
