"""What the commands of the panel key say when they have done their work."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from server.office import OpenExam
from server.retention import Destroyed

Translate = Callable[[str], str]


def names_of(exam: OpenExam, members: Sequence[str]) -> tuple[str, ...]:
    """Return what panelists are called."""
    names = {member.id: member.name for member in exam.config.panel.members}
    return tuple(names[member] for member in members)


def rehearsed(names: Sequence[str], fingerprint: str, translate: Translate) -> str:
    """Say that the shares fit, and that none is kept."""
    _ = translate
    return "\n".join(
        (
            _("These shares open the papers of this exam: {names}.").format(names=", ".join(names)),
            _("Exam fingerprint: {fingerprint}").format(fingerprint=fingerprint),
            _("No share was kept. Seal the cards again and note the rehearsal in the minutes."),
        )
    )


def disclosed(out: Path, translate: Translate) -> str:
    """Say where the document is, and for whom."""
    _ = translate
    return _(
        "Written, for the panelists who opened it only: {file}. It is on the record; delete the "
        "file once the appeal is decided."
    ).format(file=out)


def destroyed(done: Destroyed, needed: int | None, translate: Translate) -> str:
    """Say what is gone, what stays readable, and what only people can destroy.

    `needed` share cards open papers; None where there are neither.
    """
    _ = translate
    return "\n".join(
        (
            _(
                "Destroyed: {slots} sealed keys, {seeds} seeds of people, {sealed} sealed texts."
            ).format(slots=done.slots, seeds=done.seeds, sealed=done.sealed),
            *(_of_papers(done, needed, _) if needed is not None else _of_sheets(_)),
            _("Copies made before this hold the keys as they were: destroy them too."),
        )
    )


def _of_papers(done: Destroyed, needed: int, _: Translate) -> Iterator[str]:
    yield _("Nobody reads a paper here any more. Names, scores, ranking and the log stay.")
    yield _(
        "{needed} share cards together still open {envelopes} envelopes and {journals} "
        "journals: destroy every card and share file, and note it in the minutes."
    ).format(needed=needed, envelopes=done.envelopes, journals=done.journals)


def _of_sheets(_: Translate) -> Iterator[str]:
    yield _("Nobody opens a sheet here any more. Names, scores, ranking and the log stay.")
