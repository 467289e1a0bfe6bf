"""What the exam's settings let a list name: posts, groups, kinds of longer time.

A text names one of them exactly, folded for case, spaces and punctuation, or not at all.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from exam.config import ExamConfig
from exam.roster.headings import COLUMNS, GROUP, folded

_BREAKS: Final = re.compile(r"[;\n\r]+")
_ORDINAL: Final = re.compile(r"\s*\(?\d{1,2}[.)]\s*")
_LONGEST_COMPARED: Final = 200
"""Looking for a near name takes time that grows with the square of its length."""
_MOST_COMPARED: Final = 50
_LIKENESS: Final = 0.6


class Choices:
    """Things with an id and a name; either names it, unless two names read the same."""

    def __init__(self, choices: Iterable[tuple[str, str]]) -> None:
        listed = tuple(choices)
        alike = Counter(folded(name) for _, name in listed)
        self._names = {folded(name): name for _, name in listed}
        self._ids = {folded(id_): id_ for id_, _ in listed}
        self._ids |= {folded(name): id_ for id_, name in listed if alike[folded(name)] == 1}
        self._nearest: dict[str, str] = {}

    def __bool__(self) -> bool:
        return bool(self._names)

    def __str__(self) -> str:
        return ", ".join(self._names.values())

    def find(self, text: str) -> str | None:
        """Return the id of what a text names."""
        return self._ids.get(folded(text))

    def find_several(self, text: str) -> tuple[str, ...]:
        """Return the ids of what the lines of a text name; none if one of them names nothing."""
        found = [self.find(part) for part in self._parts(text)]
        known = tuple(id_ for id_ in found if id_ is not None)
        return known if len(known) == len(found) else ()

    def nearest(self, text: str) -> str:
        """Return the name that reads most like a text, to ask whether it was meant."""
        name = folded(text)[:_LONGEST_COMPARED]
        if name not in self._nearest and len(self._nearest) < _MOST_COMPARED:
            near = get_close_matches(name, self._names, 1, _LIKENESS)
            self._nearest[name] = self._names[near[0]] if near else ""
        return self._nearest.get(name, "")

    def _parts(self, text: str) -> Iterator[str]:
        """Cut at line breaks and semicolons, and leave out the numbers of a numbered list."""
        for part in _BREAKS.split(text):
            if part.strip():
                yield part if self.find(part) else _ORDINAL.sub("", part, count=1)


@dataclass(frozen=True, slots=True)
class Terms:
    """All that a config says about its list of candidates."""

    posts: Choices
    most_posts: int
    groups: Choices
    accommodations: Choices
    not_held: frozenset[str]

    @property
    def required(self) -> tuple[str, ...]:
        """The columns that the list must have: with groups, also whose turn it is."""
        return (*COLUMNS, GROUP) if self.groups else COLUMNS


def terms_of(config: ExamConfig) -> Terms:
    """Return what a list may say in this selection."""
    days = config.interview.days if config.interview else ()
    meetings = [*(one.groups for one in config.sittings), *(one.groups for one in days)]
    groups = dict.fromkeys(group for named in meetings for group in named)
    kinds = config.sitting_rules.accommodations if config.sitting_rules else ()
    return Terms(
        Choices((post.id, post.name) for post in config.posts),
        config.applications.most_per_person,
        Choices((group, group) for group in groups),
        Choices((kind.id, kind.name) for kind in kinds),
        frozenset(post.id for post in config.posts if not post.held),
    )
