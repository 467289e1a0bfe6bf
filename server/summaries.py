"""What a command says when it has done its work: what there is now, where, and what comes next."""

from collections.abc import Callable
from pathlib import Path

from exam.config import ExamConfig
from exam.sentences import sentence
from server.ceremony import Handouts
from server.documents.cards import PAIRING, SHARES, fingerprint
from server.opening import Opening

Translate = Callable[[str], str]


def created(
    handouts: Handouts, config: ExamConfig, directory: Path, cards: Path, translate: Translate
) -> str:
    """Say that an exam exists."""
    _ = translate
    return "\n".join(
        (
            _("The exam is ready: {directory}").format(directory=directory),
            _("{candidates} candidates, {posts} posts, {seats} PCs.").format(
                candidates=len(handouts.cards),
                posts=len(config.posts),
                seats=len(handouts.pairing_codes),
            ),
            _("Panel: {members} members; any {needed} of their shares open the papers.").format(
                members=len(config.panel.members), needed=config.panel.threshold
            ),
            _("Exam fingerprint: {fingerprint}").format(fingerprint=fingerprint(handouts)),
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
    lines.append(_("Next: the panelists log in at the panel page, read, score and lock."))
    return "\n".join(lines)


def written(file: Path, translate: Translate) -> str:
    """Say that a file was written."""
    _ = translate
    return _("Written: {file}").format(file=file)
