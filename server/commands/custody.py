"""Commands of whoever keeps the panel key: rehearse it, disclose one paper, destroy keys."""

from datetime import date, datetime
from pathlib import Path

import click

from exam.codes import show_code
from exam.errors import RefusedError
from exam.pairing import fingerprint_of
from server import custody_summaries as summaries
from server.commands.asking import PATH, config_of, pass_voice, require_written, timed_exam
from server.commands.share_entry import bring_shares, share_options
from server.console import Voice
from server.files import write_private
from server.office import require_outside_exams
from server.retention import destroy_keys as destroy
from server.retention import has_evidence
from server.share_rehearsal import rehearse_recovery, require_fingerprint
from server.staging import require_new

_REASON = "Why; it goes on the record."


@click.command(name="rehearse-shares")
@share_options
@click.option("--fingerprint", help="The exam fingerprint as a share card has it; asked if absent.")
@click.argument("directory", type=PATH)
@pass_voice
def rehearse_shares(
    voice: Voice,
    share_files: tuple[Path, ...],
    typed: bool,
    fingerprint: str | None,
    directory: Path,
) -> None:
    """Try the panel's shares out before the exam in DIRECTORY; none of them is kept."""
    _ = voice.translate
    require_written(voice, directory)
    with timed_exam(directory) as exam:
        asked = _("Exam fingerprint, as a share card has it")
        require_fingerprint(exam, fingerprint or click.prompt(asked, type=str))
        quorum = bring_shares(voice, exam, share_files, typed=typed)
        members = rehearse_recovery(exam, quorum)
        names = summaries.names_of(exam, members)
        shown = show_code(fingerprint_of(exam.exam_id))
    click.echo(summaries.rehearsed(names, shown, voice.translate))


@click.command()
@share_options
@click.option("--number", required=True, help="The candidate's number.")
@click.option("--reason", required=True, help=_REASON)
@click.option("--out", type=PATH, required=True, help="New .docx file, for the quorum only.")
@click.argument("directory", type=PATH)
@pass_voice
def disclose(
    voice: Voice,
    share_files: tuple[Path, ...],
    typed: bool,
    number: str,
    reason: str,
    out: Path,
    directory: Path,
) -> None:
    """Disclose one paper of the exam in DIRECTORY, and how it was written, for an appeal."""
    from server.documents.appeal_paper import appeal_paper

    require_written(voice, directory)
    require_new(out)
    require_outside_exams(out)
    with timed_exam(directory) as exam:
        quorum = bring_shares(voice, exam, share_files, typed=typed)
        write_private(out, appeal_paper(exam, quorum, number, reason))
    click.echo(summaries.disclosed(out, voice.translate))


@click.command(name="destroy-keys")
@click.option(
    "--due",
    type=click.DateTime(["%Y-%m-%d"]),
    required=True,
    help="The day on which retention ends; not before it.",
)
@click.option("--reason", required=True, help=_REASON)
@click.option("--fingerprint", help="The exam fingerprint, to be sure; asked if absent.")
@click.option(
    "--bundle-saved", is_flag=True, help="The evidence is saved; asked if absent and due."
)
@click.argument("directory", type=PATH)
@pass_voice
def destroy_keys(
    voice: Voice,
    due: datetime,
    reason: str,
    fingerprint: str | None,
    bundle_saved: bool,
    directory: Path,
) -> None:
    """Destroy every key of papers and sheets in DIRECTORY; nothing brings them back.

    Save the evidence first: no bundle can be written afterwards.
    """
    _ = voice.translate
    config = config_of(directory)
    voice.follow(config.exam.language)
    with timed_exam(directory) as exam:
        asked = _("Nothing brings back what keys opened. To destroy them, type the fingerprint")
        require_fingerprint(exam, fingerprint or click.prompt(asked, type=str))
        if exam.store.read(has_evidence) and not bundle_saved:
            _require_bundle(voice)
        today: date = datetime.now().astimezone().date()
        done = destroy(exam, due.date(), today, reason)
    click.echo(summaries.destroyed(done, config.panel.threshold, voice.translate))


def _require_bundle(voice: Voice) -> None:
    """Ask whether the evidence is saved, which cannot be done any more afterwards."""
    _ = voice.translate
    asked = _("No evidence bundle can be written after this. Is one saved in a safe place?")
    if not click.confirm(asked, default=False):
        raise RefusedError("retention.no-bundle")
