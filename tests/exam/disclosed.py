"""Invented authors, and what the search finds in their texts."""

from collections.abc import Iterable

from exam.disclosure import Author, Finding, Kind, find_disclosures

NIP = "197909092006041008"
POST = "Kepala Dinas Perdagangan"


def named(name: str) -> Author:
    """Return an author of whom only the name matters."""
    return Author(name, NIP, "Kepala Bidang Sarana", "Dinas Pendidikan")


def serving(office: str, unit: str) -> Author:
    """Return an author of whom only the service matters."""
    return Author("Zubaedah Qomariyah", NIP, office, unit)


def quotes(text: str, found: Iterable[Finding]) -> list[str]:
    return [text[each.start : each.end] for each in found]


def names_in(text: str, name: str, topic: str = "") -> list[str]:
    """Return what of a text names an author."""
    found = find_disclosures(text, named(name), post=POST, topic=topic)
    return quotes(text, (each for each in found if each.kind is Kind.NAME))


def of_kind(text: str, author: Author, kind: Kind) -> list[str]:
    """Return what of a text is of one kind."""
    found = find_disclosures(text, author, post=POST)
    return quotes(text, (each for each in found if each.kind is kind))
