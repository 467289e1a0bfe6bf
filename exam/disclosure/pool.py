"""Where a text names anybody out of many, so that whoever looks does not learn who wrote it.

All rules are tried for those near to the text, one of whom wrote it. For the others they are tried
only where a rare part of their name, or their whole NIP, stands in the text. What is found says
nothing of whom it is about but what stands there.
"""

import re
from collections.abc import Iterable, Sequence

from exam.disclosure.findings import Author, Finding, Kind
from exam.disclosure.name_parts import Rank, part_of, split_name
from exam.disclosure.passage import Passage
from exam.disclosure.search import find_disclosures


def find_anybody(
    text: str, near: Sequence[Author], far: Iterable[Author], *, post: str = ""
) -> tuple[Finding, ...]:
    """Return where a text names anybody, in its order; of one kind no two overlap.

    `near` applied for the post that the text is for, `far` for others; `post` is its name.
    """
    concerned = [*near, *_mentioned(text, far)]
    found = [each for author in concerned for each in find_disclosures(text, author, post=post)]
    return _widest(found)


def _mentioned(text: str, far: Iterable[Author]) -> list[Author]:
    """Return those of whom a rare part of the name, or the NIP, stands in a text."""
    words = {word.key for word in Passage(text).words}
    digits = re.sub("[^0-9]", "", text)
    return [one for one in far if _may_be_named(one, words, digits)]


def _may_be_named(author: Author, words: set[str], digits: str) -> bool:
    nip = re.sub("[^0-9]", "", author.nip)
    if nip and nip in digits:
        return True
    parts = map(part_of, split_name(author.name)[0])
    return any(part.rank is Rank.DISTINCT and part.key in words for part in parts)


def _widest(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Keep of findings of one kind that overlap the one that begins first, the longest of those."""
    kept: list[Finding] = []
    ends: dict[Kind, int] = {}
    for each in sorted(found, key=lambda one: (one.start, -one.end, one.kind.value, one.code)):
        if each.start >= ends.get(each.kind, 0):
            kept.append(each)
            ends[each.kind] = each.end
    return tuple(kept)
