"""The command for the end of the day; each step is done once, and it goes on where it was left."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from server import summaries
from server.closing import close_sitting
from server.commands.asking import (
    PATH,
    pass_voice,
    require_written,
    sitting_named,
    sitting_option,
    timed_exam,
)
from server.console import Voice
from server.copying import copies_of, is_that_copy, make_final_copy
from server.evening import evening_of
from server.evidence import export_ledger
from server.files import make_private_folder, sync_folder, write_private
from server.office import OpenExam, require_outside_exams
from server.staging import require_apart
from server.summaries import Translate

_COPY: Final = "copy"
_LOG: Final = "ledger.jsonl"


@click.command()
@click.option("--out", type=PATH, required=True, help="Folder for minutes, log and last copy.")
@sitting_option
@click.argument("directory", type=PATH)
@pass_voice
def evening(voice: Voice, out: Path, named: str, directory: Path) -> None:
    """Close the day of the exam in DIRECTORY: close, checkpoint, minutes, last copy."""
    config = require_written(voice, directory)
    sitting_id = sitting_named(config, named)
    require_apart(out, directory)
    require_outside_exams(out)
    if not out.is_dir():
        make_private_folder(out)
    with timed_exam(directory) as exam:
        closing = exam.act_now(lambda db, now: close_sitting(db, exam, "", now, sitting_id))
        click.echo(summaries.closed(closing, voice.translate))
        click.echo(_checkpoint(exam, sitting_id, voice.translate))
        for file in _papers(exam, sitting_id, out):
            click.echo(summaries.written(file, voice.translate))
        click.echo(_copied(exam, sitting_id, out / _COPY, voice.translate))
    click.echo(_left_to_people(voice.translate))


def _checkpoint(exam: OpenExam, sitting_id: str, translate: Translate) -> str:
    _ = translate
    closed = exam.store.read(lambda db: evening_of(db, exam, sitting_id)).closed
    short = "" if closed is None else closed.checkpoint.short
    return _("Checkpoint, to be copied by hand into the minutes: {checkpoint}").format(
        checkpoint=short
    )


def _papers(exam: OpenExam, sitting_id: str, out: Path) -> Iterator[Path]:
    """Write what is not there yet; what somebody may have completed by hand is left alone."""
    from server.documents.printing import print_paper
    from server.paper_kinds import Printed, file_of

    for kind in (Printed.MINUTES, Printed.DISRUPTIONS):
        path = out / file_of(kind, sitting_id)
        if not path.exists():
            write_private(path, print_paper(kind, exam, sitting_id))
        yield path
    path = out / _LOG
    if not path.exists():
        write_private(path, _log(exam))
    sync_folder(out)
    yield path


def _log(exam: OpenExam) -> bytes:
    now = exam.timeline.now()
    lines = exam.store.read(lambda db: export_ledger(db, exam.exam_id, exam.signing_secret, now))
    return "".join(f"{line}\n" for line in lines).encode()


def _copied(exam: OpenExam, sitting_id: str, folder: Path, translate: Translate) -> str:
    """Make the last copy unless it lies there already, to the byte as it was put on the record."""
    _ = translate
    made = exam.store.read(lambda db: evening_of(db, exam, sitting_id)).copies
    if not made or not is_that_copy(folder, made[-1]):
        make_final_copy(exam, folder, "")
        made = exam.store.read(copies_of)
    return _(
        "Last copy, read back: {folder} ({entries} entries; SHA-256 of exam.db {digest})"
    ).format(folder=folder, entries=made[-1].entries, digest=made[-1].digest)


def _left_to_people(translate: Translate) -> str:
    _ = translate
    return _(
        "Left to people: sign the minutes, hand the checkpoint to the observers, and lock the copy "
        "away from the server."
    )
