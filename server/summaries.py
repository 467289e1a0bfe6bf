"""What a command says when it has done its work: what there is now, where, and what comes next."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from exam.config import ExamConfig
from exam.errors import ExamError
from exam.proceedings import SeatsDrawn
from exam.sentences import sentence
from server.backup import Copied
from server.closing import Closing
from server.disk_watch import disk_notice
from server.documents.cards import PAIRING
from server.forecast import show_bytes
from server.importing import Imported
from server.office import OpenExam
from server.opening import Opening
from server.places import SeatPlan
from server.recovering import awaited
from server.restoring import Restored
from server.sittings import Row

Translate = Callable[[str], str]


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
            application=one.number, reason=sentence(one.reason, translate)
        )
        for one in opening.set_aside
    ]
    remarks = (
        (opening.without_envelope, _("Signed in but handed nothing in: {numbers}")),
        (opening.before_reopening, _("What was handed in before the reopening counts: {numbers}")),
        (
            opening.escrowed,
            _("No hand-in arrived; the last text that reached the server counts: {numbers}"),
        ),
        (
            opening.rejoined,
            _("Added to the paper, what was written before the card was lost: {numbers}"),
        ),
        (opening.late, _("Sealed after time and grace were over, and counted: {numbers}")),
    )
    lines += _said(remarks)
    lines.append(_("Next: the panelists log in at the panel page, read, score and lock."))
    return "\n".join(lines)


def written(file: Path, translate: Translate) -> str:
    """Say that a file was written."""
    _ = translate
    return _("Written: {file}").format(file=file)


def backed_up(target: Path, copied: Copied, translate: Translate) -> str:
    """Say that there is a copy now, and how to come back from it."""
    _ = translate
    return "\n".join(
        (
            _("The copy is complete: {target} ({entries} entries in the log).").format(
                target=target, entries=copied.entries
            ),
            _("If this machine fails: {command}").format(
                command=f"makalah-server restore {target} EXAM"
            ),
        )
    )


def backup_news(target: Path, news: Copied | ExamError, translate: Translate) -> str:
    """Say that the copy cannot be kept up now, or that it can again."""
    _ = translate
    if isinstance(news, ExamError):
        return _("The copy waits and is tried again: {reason}").format(
            reason=sentence(news, translate)
        )
    return _("The copy is up to date again: {target} ({entries} entries in the log).").format(
        target=target, entries=news.entries
    )


def restored(directory: Path, restored: Restored, translate: Translate) -> str:
    """Say what was brought back, and that the PCs bring the rest."""
    _ = translate
    lines = [
        _("The exam is restored: {directory} ({entries} entries in the log).").format(
            directory=directory, entries=restored.entries
        )
    ]
    if restored.seats:
        lines.append(
            _(
                "What came after the copy is on the PCs. The server asks all {seats} of them for "
                "it; nothing is closed or opened before each has answered or was waived."
            ).format(seats=restored.seats)
        )
    serve = f"makalah-server serve {directory}"
    if restored.seats:
        lines.append(_("Next, at an address that the PCs know: {command}").format(command=serve))
    else:
        lines.append(_("Then start the server: {command}").format(command=serve))
    return "\n".join(lines)


def attending(exam: OpenExam, translate: Translate) -> str:
    """Say what a server that has just been started waits for, or goes on without."""
    _ = translate
    lines = [sentence(problem, translate) for problem in exam.damage]
    disk = disk_notice(exam)
    if disk is not None:
        language = exam.config.exam.language
        lines.append(
            _("Little room on the disk: {free} are free, about {needed} are needed.").format(
                free=show_bytes(disk.free, language), needed=show_bytes(disk.needed, language)
            )
        )
    if not exam.timeline.is_settled:
        lines.append(
            _(
                "Candidates may be writing, so the time is taken from their PCs as soon as they "
                "answer. If none does, a proctor says on the page how long the server was away (by "
                "this machine's clock {minutes} minutes)."
            ).format(minutes=exam.timeline.proposed_minutes)
        )
    if not exam.config.has_paper:
        lines.append(_("Nothing is written in this selection, so no port is opened for PCs."))
    missing = exam.store.read(awaited)
    if missing:
        lines.append(
            _("Restored from a copy; PCs that have not brought everything: {seats}").format(
                seats=", ".join(seat.name for seat in missing)
            )
        )
    return "\n".join(lines)


def closed(closing: Closing, translate: Translate) -> str:
    """Say that the sitting is closed, and whose hand-in deserves a look."""
    _ = translate
    remarks = (
        (closing.without, _("Signed in but handed nothing in: {numbers}")),
        (
            closing.escrowed,
            _("No hand-in arrived; the last text that reached the server counts: {numbers}"),
        ),
        (closing.before_reopening, _("What was handed in before the reopening counts: {numbers}")),
        (closing.late, _("Sealed after time and grace were over, and counted: {numbers}")),
    )
    return "\n".join((_("The sitting is closed."), *_said(remarks)))


def _said(remarks: Iterable[tuple[Sequence[str], str]]) -> list[str]:
    """Put the numbers into each remark that is about anybody."""
    return [text.format(numbers=", ".join(numbers)) for numbers, text in remarks if numbers]


def seat_plan(
    plan: SeatPlan,
    lot: SeatsDrawn | None,
    people: Mapping[str, Row],
    config: ExamConfig,
    translate: Translate,
) -> str:
    """Write the seat plan as a table, a line for each place, and by which seed it was drawn.

    The lot is of the pseudonyms, so they stand there for whoever draws it again.
    """
    _ = translate
    head = (_("Place"), _("Row"), _("No."), _("Number"), _("Name"), _("Post"), _("Pseudonym"))
    rows = [head]
    for place in plan.places:
        key = plan.taken.get(place.name, "")
        who = people.get(key)
        empty = _("(spare)") if place.is_spare else _("(free)")
        taken = (empty, "", "") if who is None else _of_candidate(who, config)
        rows.append((place.name, str(place.row), str(place.position), *taken, key))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    if lot is None:
        lines.append(_("The lot is not drawn yet. Draw it: makalah-server plan --draw DIRECTORY"))
    else:
        lines.append(_("Seed of the lot: {seed}").format(seed=lot.seed))
        lines.append(_("Digest of the plan that it gave: {digest}").format(digest=lot.plan_digest))
    return "\n".join(lines)


def _of_candidate(who: Row, config: ExamConfig) -> tuple[str, str, str]:
    return str(who["number"]), str(who["name"]), config.post(who["post_id"]).name


def imported(file: Path, imported: Imported, translate: Translate) -> str:
    """Say what a file of a PC brought, for each candidate."""
    _ = translate
    if imported.is_known:
        head = _("{file} was brought before; nothing is new.")
    else:
        head = _("{file} of the PC {seat} was brought:")
    lines = [head.format(file=file, seat=imported.seat_name)]
    for work in imported.works:
        lines.append(
            _("- {number}: {records} changes and {envelopes} hand-ins are new.").format(
                number=work.number or work.application_id,
                records=work.new_records,
                envelopes=work.new_envelopes,
            )
        )
        lines += [f"  {sentence(error, translate)}" for error in work.refused]
    return "\n".join(lines)
