"""Whom a row of a list of scores is about: by number or NIP, and what else it says must fit.

Whoever applied for several posts has a number for each. A row that says no more than who it is
about counts for all of them; one with the number of an application, or with a post, for that one.

What a list says of posts that are not held is set aside and told.

A list that was sorted by one column only gives everybody somebody else's score and looks right. So
a number with another person's NIP, or with a wholly different name, is refused.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from exam.outside.columns import Columns
from exam.roster.applications import Application, SetAside
from exam.roster.choices import Terms
from exam.roster.findings import Findings
from exam.roster.formats import whole_number
from exam.roster.headings import NAME, NIP, NUMBER, POST, folded
from exam.roster.nip import is_lossy, without_separators
from exam.roster.tables import Cell, Kind, Row
from exam.roster.values import Place

_LEAST_LETTERS: Final = 3
"""Shorter words of a name are titles and initials."""


class People:
    """Everybody whom a list may be about; problems go to the findings."""

    def __init__(
        self,
        people: Iterable[Application],
        set_aside: Iterable[SetAside],
        terms: Terms,
        columns: Columns,
        findings: Findings,
    ) -> None:
        self._columns = columns
        self._terms = terms
        self._findings = findings
        self._aside = {key for one in set_aside for key in (_key(one.number), one.nip)}
        self._by_number: dict[str, list[Application]] = {}
        self._by_nip: dict[str, list[Application]] = {}
        for one in people:
            for number in {_key(one.number), _key(one.person_number)}:
                self._by_number.setdefault(number, []).append(one)
            self._by_nip.setdefault(one.nip, []).append(one)

    def find(self, row: Row) -> Sequence[Application]:
        """Return the applications that a row is about; none, once it was refused."""
        number, nip = self._cell(row, NUMBER), self._cell(row, NIP)
        if number is not None:
            found = self._find(self._by_number, _key(_number(number)), number, row, NUMBER)
        elif nip is not None and (nip.kind is Kind.NUMBER or is_lossy(nip.text)):
            self._place(row, NIP).refuse("roster.lossy", nip.text)
            return ()
        else:
            text = Cell("") if nip is None else nip
            found = self._find(self._by_nip, without_separators(text.text), text, row, NIP)
        if not found or not self._fits(found[0], row):
            return ()
        return self._of_post(found, row)

    def _find(
        self, known: Mapping[str, list[Application]], key: str, cell: Cell, row: Row, name: str
    ) -> Sequence[Application]:
        found = known.get(key, [])
        if not found and key in self._aside:
            self._findings.repair("outside.not-held", row.number, found=cell.text)
        elif not found:
            self._place(row, name).refuse("outside.unknown", cell.text)
        elif name == NUMBER:
            one = found[0]
            meant = one.number if key == _key(one.number) else one.person_number
            if cell.text.strip() != meant:
                self._place(row, name).repair("outside.number", cell.text, meant)
        return found

    def _fits(self, one: Application, row: Row) -> bool:
        """Whether NIP and name are those of the person whom the row is about."""
        nip, name = self._cell(row, NIP), self._cell(row, NAME)
        if nip is not None and _is_other(nip, one.nip):
            self._place(row, NIP).refuse("outside.other-nip", nip.text, number=one.number)
            return False
        if name is None or folded(name.text) == folded(one.name):
            return True
        if _words(name.text).isdisjoint(_words(one.name)):
            self._place(row, NAME).refuse(
                "outside.other-name", name.text, number=one.number, name=one.name
            )
            return False
        self._place(row, NAME).repair("outside.name", name.text, one.name)
        return True

    def _of_post(self, found: Sequence[Application], row: Row) -> Sequence[Application]:
        """Keep the applications for the posts that the row names; without one it is for all.

        What a row says of the post of somebody who has one tells nothing.
        """
        post = self._cell(row, POST)
        named = () if post is None else self._terms.posts.find_several(post.text)
        if named and self._terms.not_held.issuperset(named):
            self._findings.repair("outside.not-held", row.number, found=found[0].number)
            return ()
        if post is None or not found[0].person:
            return found
        mine = [one for one in found if one.post_id in named]
        if not mine:
            self._place(row, POST).refuse("outside.other-post", post.text, number=found[0].number)
        return mine

    def _cell(self, row: Row, name: str) -> Cell | None:
        return row.cells.get(self._columns.at(name))

    def _place(self, row: Row, name: str) -> Place:
        return Place(row.number, name, self._columns.heading(name), self._findings)


def _key(number: str) -> str:
    """Numbers that people take for the same: 7 and 007, a-1 and A-1."""
    return number.strip().lstrip("'").casefold().lstrip("0")


def _number(cell: Cell) -> str:
    whole = whole_number(cell.text) if cell.kind is Kind.NUMBER else None
    return cell.text if whole is None else str(whole)


def _is_other(nip: Cell, expected: str) -> bool:
    """Whether a NIP is another one; one that lost its digits in the spreadsheet says nothing."""
    is_whole = nip.kind is Kind.TEXT and not is_lossy(nip.text)
    return is_whole and without_separators(nip.text) != expected


def _words(name: str) -> set[str]:
    return {word for word in folded(name).split() if len(word) >= _LEAST_LETTERS}
