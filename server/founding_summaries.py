"""What is said when an exam is prepared and created: what there is now, and what comes next."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from exam.config import ExamConfig, warnings_of
from exam.roster import Repair
from exam.roster.report import remarks_on
from exam.sentences import sentence
from server.ceremony import Handouts
from server.documents.cards import SHARES, fingerprint

Translate = Callable[[str], str]


def created(
    handouts: Handouts, config: ExamConfig, directory: Path, cards: Path, translate: Translate
) -> str:
    """Say that an exam exists, and what of its settings deserves a second look."""
    _ = translate
    advised = [
        _("Look again: {advice}").format(advice=sentence(advice, translate))
        for advice in warnings_of(config)
    ]
    return "\n".join(
        (
            _("The exam is ready: {directory}").format(directory=directory),
            *_size(handouts, config, _),
            _("Exam fingerprint: {fingerprint}").format(fingerprint=fingerprint(handouts)),
            *advised,
            *(_next_of_paper(directory, cards, _) if config.has_paper else _next(cards, _)),
            _("Then start the server: {command}").format(
                command=f"makalah-server serve {directory}"
            ),
        )
    )


def _size(handouts: Handouts, config: ExamConfig, _: Translate) -> Iterator[str]:
    """Say how many there are of everything."""
    members, posts = len(config.panel.members), len(config.posts)
    if handouts.candidates < handouts.applications:
        both = _("{people} people with {applications} applications; each has a number of its own.")
        yield both.format(people=handouts.candidates, applications=handouts.applications)
    if config.has_paper:
        yield _("{candidates} candidates, {posts} posts, {seats} PCs.").format(
            candidates=handouts.candidates, posts=posts, seats=len(handouts.pairing_codes)
        )
        yield _("Panel: {members} members; any {needed} of their shares open the papers.").format(
            members=members, needed=config.writing.threshold
        )
    else:
        yield _("{candidates} candidates, {posts} posts; nothing is written.").format(
            candidates=handouts.candidates, posts=posts
        )
        yield _("Panel: {members} members.").format(members=members)


def _next_of_paper(directory: Path, cards: Path, _: Translate) -> Iterator[str]:
    """Say what happens to cards and shares."""
    yield _("Cards, codes, passphrases and shares: {cards}").format(cards=cards)
    yield _(
        "Next: hand each panelist the own file from {shares}, print the cards, then delete "
        "that folder. It is the only copy."
    ).format(shares=cards / SHARES)
    yield _("Before the exam, try the shares out with their holders: {command}").format(
        command=f"makalah-server rehearse-shares --type {directory}"
    )


def _next(cards: Path, _: Translate) -> Iterator[str]:
    """Say what happens to the passphrases."""
    yield _("Passphrases: {cards}").format(cards=cards)
    yield _(
        "Next: print the slips and hand each person theirs, then delete that folder. It is the "
        "only copy."
    )


def invited(address: str, translate: Translate) -> str:
    """Say where the pages are on which an exam is prepared."""
    _ = translate
    return _("Open this address in the browser of this machine; it works once: {address}").format(
        address=address
    )


def uncreated(translate: Translate) -> str:
    """Say that there is no exam."""
    _ = translate
    return _("No exam was created, and nothing was left behind.")


def repaired(roster: Path, repairs: Sequence[Repair], translate: Translate) -> str:
    """Say what was made of the list of candidates, for somebody to compare with the original."""
    _ = translate
    head = _("{file} was read with repairs. Compare them with the original list:")
    lines = (f"- {sentence(remark, translate)}" for remark in remarks_on(repairs))
    return "\n".join((head.format(file=roster), *lines))
