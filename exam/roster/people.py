"""Joins the rows of a list into applications and refuses rows that contradict each other.

One number and one NIP belong to one person. A person may stand in several rows for several posts,
up to what the exam allows; then all else in those rows has to be the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from exam.roster.applications import Application, Listed
from exam.roster.fields import Entry
from exam.roster.findings import Findings
from exam.roster.header import Header
from exam.roster.headings import (
    ACCOMMODATION,
    COLUMNS,
    GROUP,
    NAME,
    NIP,
    NUMBER,
    OFFICE,
    POST,
    UNIT,
)

_SAME: Final = (NAME, OFFICE, UNIT, ACCOMMODATION)
_SPACING: Final = 32
"""How far apart numbers of 18 digits are in double precision (IEEE 754) from 2^57 to 2^58."""
_SUSPICIOUS: Final = 5
"""So many different NIPs are all multiples of 32 once in thirty million lists."""
_NEEDED: Final = tuple(name for name in COLUMNS if name != POST)


def join(
    entries: Iterable[Entry], header: Header, most_posts: int, findings: Findings
) -> tuple[Listed, ...]:
    """Return the applications of a list in its order, each under the number of its person."""
    people = _People(header, most_posts, findings)
    entries = list(entries)
    _refuse_lost_zeros(entries, header, findings)
    _refuse_rounded(entries, header, findings)
    return tuple(Listed(entry.row, one) for entry in entries for one in people.applications(entry))


class _People:
    """Who stood in the rows so far."""

    def __init__(self, header: Header, most_posts: int, findings: Findings) -> None:
        self._header = header
        self._most_posts = most_posts
        self._findings = findings
        self._by_number: dict[str, Entry] = {}
        self._by_nip: dict[str, Entry] = {}
        self._rows_of_posts: dict[str, dict[str, int]] = {}

    def applications(self, entry: Entry) -> Iterator[Application]:
        """Return the applications of a row, unless it contradicts one above."""
        if NUMBER not in entry.texts or NIP not in entry.texts:
            return
        if not self._is_consistent(entry):
            return
        posts = [post_id for post_id in entry.post_ids if self._applies(entry, post_id)]
        if all(name in entry.texts for name in _NEEDED):
            yield from (_application(entry, post_id) for post_id in posts)

    def _is_consistent(self, entry: Entry) -> bool:
        number, nip = entry.texts[NUMBER], entry.texts[NIP]
        first = self._by_number.setdefault(number_key(number), entry)
        if first.texts[NIP] != nip:
            self._refuse("roster.twice", entry, NUMBER, first.row)
            return False
        earlier = self._by_nip.setdefault(nip, entry)
        if earlier.texts[NUMBER] != number:
            self._refuse("roster.twice", entry, NIP, earlier.row)
            return False
        differing = [name for name in _SAME if _differs(name, first, entry)]
        for name in differing:
            self._refuse("roster.differs", entry, name, first.row)
        return not differing

    def _applies(self, entry: Entry, post_id: str) -> bool:
        """Whether this post is a new one and not one too many."""
        rows = self._rows_of_posts.setdefault(entry.texts[NIP], {})
        if post_id in rows:
            self._refuse("roster.repeated", entry, NUMBER, rows[post_id])
            return False
        if len(rows) == self._most_posts:
            self._findings.refuse(
                "roster.many-posts",
                row=entry.row,
                value=entry.texts[NUMBER],
                most=self._most_posts,
            )
            return False
        rows[post_id] = entry.row
        return True

    def _refuse(self, code: str, entry: Entry, name: str, first: int) -> None:
        self._findings.refuse(
            code,
            row=entry.row,
            column=self._header.heading(name),
            value=entry.texts.get(name, ""),
            first=first,
        )


def _differs(name: str, first: Entry, entry: Entry) -> bool:
    """Whether two rows of a person disagree; a cell that was refused cannot."""
    if name == ACCOMMODATION:
        return first.texts.get(name, "") != entry.texts.get(name, "")
    return name in first.texts and first.texts[name] != entry.texts.get(name, first.texts[name])


def _application(entry: Entry, post_id: str) -> Application:
    number, name, nip, office, unit = (entry.texts[column] for column in _NEEDED)
    group, accommodation = (entry.texts.get(column, "") for column in (GROUP, ACCOMMODATION))
    return Application(number, name, nip, office, unit, post_id, group, accommodation)


def number_key(number: str) -> str:
    """Numbers that people take for the same: 7 and 007, a-1 and A-1."""
    return number.casefold().lstrip("0")


def _refuse_lost_zeros(entries: Sequence[Entry], header: Header, findings: Findings) -> None:
    """Refuse numbers that lack the zeros in front which others of the list have."""
    numbers = [(entry.row, entry.texts.get(NUMBER, "")) for entry in entries]
    padded = (number for _, number in numbers if number.isdigit() and number[0] == "0")
    width = min(map(len, padded), default=0)
    for row, number in numbers:
        if number.isdigit() and len(number) < width:
            findings.refuse(
                "roster.zeros",
                row=row,
                column=header.heading(NUMBER),
                value=number,
                expected=width,
            )


def _refuse_rounded(entries: Sequence[Entry], header: Header, findings: Findings) -> None:
    """Refuse NIPs that a program rounded to the next number that a computer holds exactly.

    At this size those are the multiples of 32, and nothing else shows the damage.
    """
    nips = {entry.texts[NIP] for entry in entries if NIP in entry.texts}
    if len(nips) >= _SUSPICIOUS and all(int(nip) % _SPACING == 0 for nip in nips):
        findings.refuse("roster.rounded", column=header.heading(NIP))
