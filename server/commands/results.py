"""Commands for the end of an exam: what came by hand, the close, the opening, and what is known."""

import os
from pathlib import Path

import click

from exam.errors import ShareError
from server import summaries
from server.closing import close_sitting
from server.commands.asking import PATH, config_of, pass_voice, timed_exam
from server.console import Voice
from server.evidence import export_ledger
from server.files import read_file, write_private
from server.importing import bring_in
from server.office import visit_exam
from server.opening import open_papers, require_unopened
from server.ranking import results_of
from server.reconcile import require_undamaged
from server.shares import join_seed, read_share
from server.staging import require_new


@click.command(name="import")
@click.argument("files", type=PATH, nargs=-1, required=True, metavar="FILE...")
@click.argument("directory", type=PATH)
@pass_voice
def import_(voice: Voice, files: tuple[Path, ...], directory: Path) -> None:
    """Bring what a proctor copied from PCs without network into the exam in DIRECTORY."""
    voice.follow(config_of(directory).exam.language)
    with timed_exam(directory) as exam:
        for file in files:
            imported = bring_in(exam, read_file(file), "")
            click.echo(summaries.imported(file, imported, voice.translate))


@click.command()
@click.argument("directory", type=PATH)
@pass_voice
def close(voice: Voice, directory: Path) -> None:
    """Close the sitting of the exam in DIRECTORY: what is not here then does not count."""
    voice.follow(config_of(directory).exam.language)
    with timed_exam(directory) as exam:
        closing = exam.act_now(lambda db, now: close_sitting(db, exam, "", now))
    click.echo(summaries.closed(closing, voice.translate))


@click.command(name="open")
@click.option("--share", "share_files", type=PATH, multiple=True, help="A share file; repeat.")
@click.option(
    "--without",
    "waived",
    metavar="NUMBER",
    multiple=True,
    help="Open although this candidate signed in and no paper is here; repeat.",
)
@click.option("--despite-damage", is_flag=True, help="Open although something is missing.")
@click.argument("directory", type=PATH)
@pass_voice
def open_(
    voice: Voice,
    share_files: tuple[Path, ...],
    waived: tuple[str, ...],
    despite_damage: bool,
    directory: Path,
) -> None:
    """Open the papers of the exam in DIRECTORY with the panel's shares."""
    config = config_of(directory)
    voice.follow(config.exam.language)
    if not share_files:
        raise ShareError("share.few", given=0, needed=config.writing.threshold)
    shares = [read_share(read_file(path), str(path)) for path in share_files]
    with timed_exam(directory) as exam:
        exam.store.read(require_unopened)
        if not despite_damage:
            require_undamaged(exam)
        opening = open_papers(exam, join_seed(shares), os.urandom, waived)
    click.echo(summaries.opened(opening, voice.translate))


@click.command()
@click.option("--out", type=PATH, required=True, help="New .xlsx file.")
@click.argument("directory", type=PATH)
@pass_voice
def recap(voice: Voice, out: Path, directory: Path) -> None:
    """Write the score recap of the exam in DIRECTORY."""
    from server.documents.recap import recap_xlsx

    voice.follow(config_of(directory).exam.language)
    require_new(out)
    with visit_exam(directory) as exam:
        results = exam.store.read(lambda db: results_of(db, exam.config))
        content = recap_xlsx(results, exam.config)
    write_private(out, content)
    click.echo(summaries.written(out, voice.translate))


@click.command()
@click.option("--out", type=PATH, required=True, help="New .jsonl file.")
@click.argument("directory", type=PATH)
@pass_voice
def ledger(voice: Voice, out: Path, directory: Path) -> None:
    """Write the log of the exam in DIRECTORY, one entry a line, and a signed checkpoint."""
    voice.follow(config_of(directory).exam.language)
    require_new(out)
    with visit_exam(directory) as exam:
        now = exam.timeline.now()
        lines = exam.store.read(
            lambda db: export_ledger(db, exam.exam_id, exam.signing_secret, now)
        )
    write_private(out, "".join(f"{line}\n" for line in lines).encode())
    click.echo(summaries.written(out, voice.translate))
