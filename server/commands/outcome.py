"""Commands on the way to the result: scores from outside, the recap, letters."""

from pathlib import Path

import click

from exam.errors import RosterError
from server import result_summaries, summaries
from server.commands.asking import (
    PATH,
    EverythingSaidError,
    config_of,
    pass_voice,
    timed_exam,
)
from server.console import Voice
from server.files import write_private
from server.office import visit_exam
from server.outside import preview_outside, take_outside
from server.plan import read_draft
from server.ranking import result_of
from server.staging import require_new


@click.command()
@click.option("--take", is_flag=True, help="Take the scores; without it they are only shown.")
@click.option("--reason", default="", help="Why this file replaces the one that is here.")
@click.argument("stage")
@click.argument("file", type=PATH)
@click.argument("directory", type=PATH)
@pass_voice
def outside(voice: Voice, take: bool, reason: str, stage: str, file: Path, directory: Path) -> None:
    """Show what FILE (.xlsx, .csv) says of STAGE in the exam in DIRECTORY, or take its scores."""
    config = config_of(directory)
    voice.follow(config.exam.language)
    draft = read_draft(file)
    try:
        with timed_exam(directory) as exam:
            preview = exam.store.read(lambda db: preview_outside(db, config, stage, draft))
            click.echo(result_summaries.previewed(preview, draft.name, config, voice.translate))
            if take:
                exam.act_now(
                    lambda db, now: take_outside(db, preview, draft, "", reason.strip(), now)
                )
                click.echo(result_summaries.taken(preview, voice.translate))
    except RosterError as error:
        click.echo(result_summaries.wrong(error, voice.translate), err=True)
        raise EverythingSaidError from None


@click.command()
@click.option(
    "--out", type=PATH, required=True, help="New .docx file, or .xlsx if its name does not say."
)
@click.argument("directory", type=PATH)
@pass_voice
def recap(voice: Voice, out: Path, directory: Path) -> None:
    """Write the score recap of the exam in DIRECTORY: .xlsx computes, .docx is to be signed."""
    from server.documents.issuing import recap_to_sign
    from server.documents.recap import recap_xlsx

    voice.follow(config_of(directory).exam.language)
    require_new(out)
    with visit_exam(directory) as exam:
        if out.suffix.lower() == ".docx":
            content = recap_to_sign(exam)
        else:
            result = exam.store.read(lambda db: result_of(db, exam.config))
            content = recap_xlsx(result, exam.config)
    write_private(out, content)
    click.echo(summaries.written(out, voice.translate))


@click.command()
@click.option("--out", type=PATH, required=True, help="New .zip file.")
@click.argument("directory", type=PATH)
@pass_voice
def letters(voice: Voice, out: Path, directory: Path) -> None:
    """Write everybody's result letter of the exam in DIRECTORY, once every stage is in."""
    from server.documents.issuing import letters_zip

    voice.follow(config_of(directory).exam.language)
    require_new(out)
    with visit_exam(directory) as exam:
        content = letters_zip(exam)
    write_private(out, content)
    click.echo(summaries.written(out, voice.translate))
