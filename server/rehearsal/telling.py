"""The verdict of a rehearsal in sentences: what was found, and what to mend."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from server.rehearsal.verdict import Finding, Judgement, Topic, must_mend

Translate = Callable[[str], str]


def _(text: str) -> str:
    """Mark a text for the catalogs."""
    return text


_FOUND: Final[Mapping[Topic, str]] = {
    Topic.PCS: _("PCs of the real exam: {enrolled} enrolled, {candidates} candidates."),
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
    Topic.DISK: _("Make room on this disk, or create the exam on a larger one."),
    Topic.SIGN_IN: _("Find out why simulated PCs were refused: {problems}"),
    Topic.BEATS: _(
        "The server answers too slowly: end other programs, check power saving and disk."
    ),
    Topic.START: _("The start did not reach every PC in time: see the beats."),
    Topic.HAND_INS: _("Not every hand-in arrived: look at the server's log, and rehearse again."),
    Topic.LOAD: _("The server is too busy: take a faster machine, or end other programs."),
}
_SIGNS: Final = {Judgement.GOOD: "✓", Judgement.LOOK: "▲", Judgement.MEND: "✕"}


def verdict_text(findings: Sequence[Finding], translate: Translate) -> str:
    """Say everything that was found, and then what has to be mended or looked at."""
    lines = [f"{_SIGNS[one.judgement]} {_say(_FOUND, one, translate)}" for one in findings]
    worries = [one for one in findings if one.judgement is not Judgement.GOOD]
    lines += [f"  {_SIGNS[one.judgement]} {_say(_TO_DO, one, translate)}" for one in worries]
    lines.append(
        translate(
            _(
                "The simulated PCs ran on this machine, over its own address: cables, switches and "
                "the PCs themselves were not tried."
            )
        )
    )
    end = _("Mend what is marked ✕, then rehearse again.")
    if not must_mend(tuple(findings)):
        end = _("Nothing has to be mended.")
    lines.append(translate(end))
    return "\n".join(lines)


def _say(sentences: Mapping[Topic, str], finding: Finding, translate: Translate) -> str:
    return translate(sentences[finding.topic]).format(**finding.details)
