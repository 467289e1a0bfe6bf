"""What a command says when it has done its work: what there is now, where, and what comes next."""

from collections.abc import Callable, Sequence
from pathlib import Path

from exam.config import ExamConfig, warnings_of
from exam.roster import Repair
from exam.roster.report import remarks_on
from exam.sentences import sentence
from server.ceremony import Handouts
from server.documents.cards import PAIRING, SHARES, fingerprint
from server.opening import Opening

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
            _("{candidates} candidates, {posts} posts, {seats} PCs.").format(
                candidates=len(handouts.cards),
                posts=len(config.posts),
                seats=len(handouts.pairing_codes),
            ),
            _("Panel: {members} members; any {needed} of their shares open the papers.").format(
                members=len(config.panel.members), needed=config.writing.threshold
            ),
            _("Exam fingerprint: {fingerprint}").format(fingerprint=fingerprint(handouts)),
            *advised,
            _("Cards, codes, passphrases and shares: {cards}").format(cards=cards),
            _(
                "Next: hand each panelist the own file from {shares}, print the cards, then delete "
                "that folder. It is the only copy."
            ).format(shares=cards / SHARES),
            _("Then start the server: {command}").format(
                command=f"makalah-server serve {directory}"
            ),
        )
    )


def repaired(roster: Path, repairs: Sequence[Repair], translate: Translate) -> str:
    """Say what was made of the list of candidates, for somebody to compare with the original."""
    _ = translate
    head = _("{file} was read with repairs. Compare the cards with the original list:")
    lines = (f"- {sentence(remark, translate)}" for remark in remarks_on(repairs))
    return "\n".join((head.format(file=roster), *lines))


def paired(count: int, folder: Path, translate: Translate) -> str:
    """Say that there are more pairing codes."""
    _ = translate
    return _("{count} new pairing codes: {file}").format(count=count, file=folder / PAIRING)


def opened(opening: Opening, translate: Translate) -> str:
    """Say how the opening went."""
    _ = translate
    lines = [
        _("{papers} papers are opened and readable by code.").format(papers=len(opening.codes))
    ]
    lines += [
        _("Set aside: {application}. {reason}").format(
            application=one.application_id, reason=sentence(one.reason, translate)
        )
        for one in opening.set_aside
    ]
    if opening.without_envelope:
        lines.append(
            _("Signed in but handed nothing in: {numbers}").format(
                numbers=", ".join(opening.without_envelope)
            )
        )
    if opening.before_reopening:
        lines.append(
            _("What was handed in before the reopening counts: {numbers}").format(
                numbers=", ".join(opening.before_reopening)
            )
        )
    lines.append(_("Next: the panelists log in at the panel page, read, score and lock."))
    return "\n".join(lines)


def written(file: Path, translate: Translate) -> str:
    """Say that a file was written."""
    _ = translate
    return _("Written: {file}").format(file=file)
