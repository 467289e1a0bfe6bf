"""All searches over one text, each kind without overlaps."""

from collections.abc import Iterable
from typing import Final

from exam.disclosure.accounts import find_accounts
from exam.disclosure.contacts import find_emails, find_phones
from exam.disclosure.evidence import Surroundings
from exam.disclosure.findings import Author, Finding, Kind
from exam.disclosure.names import NameRules, topic_names
from exam.disclosure.nearby import Nearby
from exam.disclosure.numbers import find_nip
from exam.disclosure.offices import Offices
from exam.disclosure.own_name import OwnName
from exam.disclosure.passage import Passage
from exam.disclosure.runs import join_what_is_apart
from exam.disclosure.shapes import find_initials, find_spaced

_KINDS: Final = tuple(Kind)


def find_disclosures(
    text: str, author: Author, *, post: str = "", topic: str = ""
) -> tuple[Finding, ...]:
    """Return where a text gives its author away, in the order of the text.

    `post` is the name of the post applied for and `topic` what the candidates read: the post, and
    people whom the topic names, are no findings. Findings of one kind do not overlap.
    """
    emails = _apart(find_emails(text))
    nips = _apart(find_nip(text, author.nip))
    phones = _outside(_apart(find_phones(text)), [*emails, *nips])
    passage = Passage(text)
    offices = Offices(passage, author, post)
    places = offices.find_offices()
    found = [*emails, *nips, *phones]
    found += _outside(
        [offices.as_finding(Kind.OFFICE, "disclosure.office", place) for place in places], emails
    )
    names = _find_names(passage, author, topic, found, offices)
    identity = Nearby(each for each in [*found, *names] if each.kind is not Kind.EMAIL)
    units = offices.find_units(places, identity)
    found += _outside(
        [offices.as_finding(Kind.UNIT, "disclosure.unit", place) for place in units], emails
    )
    return tuple(sorted([*_apart(found), *names], key=_order))


def _find_names(
    passage: Passage, author: Author, topic: str, others: list[Finding], offices: Offices
) -> list[Finding]:
    own = OwnName(author.name)
    if not own.parts:
        return []
    passage = join_what_is_apart(passage, own)
    around = Surroundings(passage, own, Nearby(others), offices.roles, offices.service)
    found = [
        *find_spaced(passage.text, own),
        *find_accounts(passage.text, own),
        *NameRules(passage, own, around, topic_names(topic, own)).find(),
        *find_initials(passage, own, around),
    ]
    emails = [each for each in others if each.kind is Kind.EMAIL]
    return _outside(_apart(found), emails)


def _order(each: Finding) -> tuple[int, int, int]:
    return each.start, each.end, _KINDS.index(each.kind)


def _apart(found: Iterable[Finding]) -> list[Finding]:
    """Return findings in their order, of those that overlap in one kind only the first."""
    kept, ends = list[Finding](), dict[Kind, int]()
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if each.start >= ends.get(each.kind, 0):
            kept.append(each)
            ends[each.kind] = each.end
    return kept


def _outside(found: Iterable[Finding], others: Iterable[Finding]) -> list[Finding]:
    """Return those findings, in their order, that overlap none of the others."""
    barriers, kept, at = sorted((each.start, each.end) for each in others), list[Finding](), 0
    for each in found:
        while at < len(barriers) and barriers[at][1] <= each.start:
            at += 1
        if at == len(barriers) or barriers[at][0] >= each.end:
            kept.append(each)
    return kept
