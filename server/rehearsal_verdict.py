"""The verdict of a rehearsal: what was looked at, how it was judged, and in which sentences.

A finding holds figures only; it travels between processes and stands in the log as it is.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Final

import msgspec
from sqlite_utils import Database

from exam.chronicle import decode_entry
from exam.errors import Detail
from exam.proceedings import RehearsalFinding, RehearsalHeld
from server.figures import show_decimal

Translate = Callable[[str], str]
_LAST: Final = """
    select entry from ledger where substr(entry, 1, ?) = ? order by position desc limit 1
"""
_BEGINNING: Final = f'{{"event":"{RehearsalHeld.__name__}",'.encode()


class Topic(StrEnum):
    """What was looked at."""

    PCS = "pcs"
    CHECKS = "checks"
    DISK = "disk"
    SIGN_IN = "sign-in"
    BEATS = "beats"
    START = "start"
    HAND_INS = "hand-ins"
    LOAD = "load"


class Judgement(StrEnum):
    """Whether it is well."""

    GOOD = "good"
    LOOK = "look"
    MEND = "mend"


class Finding(msgspec.Struct, frozen=True):
    """One thing that was looked at, and what there is to say of it."""

    topic: Topic
    judgement: Judgement
    details: Mapping[str, Detail] = {}


def must_mend(findings: Sequence[Finding]) -> bool:
    """Whether something has to be mended before the day."""
    return any(one.judgement is Judgement.MEND for one in findings)


def last_rehearsal(db: Database) -> RehearsalHeld | None:
    """Return the last rehearsal that is on the record."""
    for row in db.query(_LAST, [len(_BEGINNING), _BEGINNING]):
        entry = decode_entry(row["entry"])
        return entry if isinstance(entry, RehearsalHeld) else None
    return None


def as_recorded(findings: Sequence[Finding]) -> tuple[RehearsalFinding, ...]:
    """Write findings as they stand in the log."""
    return tuple(
        RehearsalFinding(one.topic.value, one.judgement.value, dict(one.details))
        for one in findings
    )


def as_found(findings: Sequence[RehearsalFinding]) -> tuple[Finding, ...]:
    """Read findings from the log; what another version looked at is left out."""
    topics, judgements = set(Topic), set(Judgement)
    return tuple(
        Finding(Topic(one.topic), Judgement(one.judgement), dict(one.details))
        for one in findings
        if one.topic in topics and one.judgement in judgements
    )


def _(text: str) -> str:
    """Mark a text for the catalogs."""
    return text


_FOUND: Final[Mapping[Topic, str]] = {
    Topic.PCS: _("PCs of the real exam: {enrolled} enrolled, {candidates} candidates."),
    Topic.CHECKS: _(
        "PC check of the real PCs: {checked} of {enrolled} have said what they found, {stopping} "
        "of them would let nobody sign in, {warned} warn of something."
    ),
    Topic.DISK: _("Disk for the real day: {needed} MB needed by forecast, {free} MB free."),
    Topic.SIGN_IN: _("Simulated PCs: {enrolled} of {seats} enrolled, {signed_in} signed in."),
    Topic.BEATS: _(
        "Beats: {count} answered, {failed} failed; 99 of 100 within {p99} ms, the worst {worst} ms."
    ),
    Topic.START: _(
        "Start: reached {reached} of {seats} PCs, known everywhere {known} s ahead; the server "
        "heard the first writing after {first} s, the last after {last} s."
    ),
    Topic.HAND_INS: _(
        "Hand-ins, all at once: {received} of {seats} received, the slowest in {worst} s."
    ),
    Topic.LOAD: _(
        "The server used {percent} % of one processor core and {megabytes} MB of memory."
    ),
}
_TO_DO: Final[Mapping[Topic, str]] = {
    Topic.PCS: _("Enrol the PCs that are missing (makalah-kiosk enrol): {missing}"),
    Topic.CHECKS: _(
        "Switch every PC on, and let the technician mend what they found (page “PC check”): {names}"
    ),
    Topic.DISK: _("Make room on this disk, or create the exam on a larger one."),
    Topic.SIGN_IN: _("Find out why simulated PCs were refused: {problems}"),
    Topic.BEATS: _(
        "The server answers too slowly: end other programs, check power saving and disk."
    ),
    Topic.START: _("The start did not reach every PC in time: see the beats."),
    Topic.HAND_INS: _("Not every hand-in arrived: look at the server's log, and rehearse again."),
    Topic.LOAD: _("The server is too busy: take a faster machine, or end other programs."),
}
LIMITS: Final = _(
    "The simulated PCs ran on this machine, over its own address: cables, switches and "
    "the PCs themselves were not tried."
)
_ENDS: Final = {
    True: _("Mend what is marked ✕, then rehearse again."),
    False: _("Nothing has to be mended."),
}
_SECONDS: Final = frozenset({"known", "first", "last", "worst"})
"""Which details are lengths; they stand in the log with a point."""
SIGNS: Final = {Judgement.GOOD: "✓", Judgement.LOOK: "▲", Judgement.MEND: "✕"}


def say_found(finding: Finding, translate: Translate, language: str) -> str:
    """Say what was found, with the decimal sign of the language."""
    shown = {
        name: show_decimal(Decimal(value), language) if name in _SECONDS else value
        for name, value in finding.details.items()
    }
    return translate(_FOUND[finding.topic]).format(**shown)


def say_to_do(finding: Finding, translate: Translate) -> str:
    """Say what to do about it; nothing about what is well."""
    if finding.judgement is Judgement.GOOD:
        return ""
    return translate(_TO_DO[finding.topic]).format(**finding.details)


def say_end(findings: Sequence[Finding], translate: Translate) -> str:
    """Say in one sentence what it all means."""
    return translate(_ENDS[must_mend(findings)])


def verdict_text(findings: Sequence[Finding], translate: Translate, language: str) -> str:
    """Say everything that was found, and then what has to be mended or looked at."""
    lines = [f"{SIGNS[one.judgement]} {say_found(one, translate, language)}" for one in findings]
    worries = (one for one in findings if one.judgement is not Judgement.GOOD)
    lines.extend(f"  {SIGNS[one.judgement]} {say_to_do(one, translate)}" for one in worries)
    return "\n".join((*lines, translate(LIMITS), say_end(findings, translate)))
