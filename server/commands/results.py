"""Commands for the end of an exam: what came by hand, the close, the opening, and what is known."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from server import summaries
from server.closing import close_sitting
from server.commands.asking import (
    PATH,
    config_of,
    pass_voice,
    require_written,
    sitting_named,
    sitting_option,
    timed_exam,
)
from server.commands.share_entry import bring_shares, share_options
from server.console import Voice
from server.evidence import export_ledger
from server.files import read_file, write_private
from server.importing import bring_in
from server.office import visit_exam
from server.opening import Told, open_papers, require_unopened
from server.reconcile import require_undamaged
from server.staging import require_new


@click.command(name="import")
@click.argument("files", type=PATH, nargs=-1, required=True, metavar="FILE...")
@click.argument("directory", type=PATH)
@pass_voice
def import_(voice: Voice, files: tuple[Path, ...], directory: Path) -> None:
    """Bring what a proctor copied from PCs without network into the exam in DIRECTORY."""
    require_written(voice, directory)
    with timed_exam(directory) as exam:
        for file in files:
            imported = bring_in(exam, read_file(file), "")
            click.echo(summaries.imported(file, imported, voice.translate))


@click.command()
@sitting_option
@click.argument("directory", type=PATH)
@pass_voice
def close(voice: Voice, named: str, directory: Path) -> None:
    """Close a sitting of the exam in DIRECTORY: what is not here then does not count."""
    config = require_written(voice, directory)
    sitting_id = sitting_named(config, named)
    with timed_exam(directory) as exam:
        closing = exam.act_now(lambda db, now: close_sitting(db, exam, "", now, sitting_id))
    click.echo(summaries.closed(closing, voice.translate))


@click.command(name="open")
@share_options
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
    typed: bool,
    waived: tuple[str, ...],
    despite_damage: bool,
    directory: Path,
) -> None:
    """Open the papers of the exam in DIRECTORY with the panel's shares."""
    require_written(voice, directory)
    with timed_exam(directory) as exam:
        exam.store.read(require_unopened)
        quorum = bring_shares(voice, exam, share_files, typed=typed)
        if not despite_damage:
            require_undamaged(exam)
        seed = quorum.seed()
        with _progress(voice) as told:
            opening = open_papers(exam, seed, os.urandom, waived, told)
    click.echo(summaries.opened(opening, voice.translate))


@contextmanager
def _progress(voice: Voice) -> Iterator[Told]:
    """Show on standard error how many candidates are done, if somebody watches."""
    _ = voice.translate
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=1, label=_("Opening"), file=sys.stderr, hidden=hidden) as shown:

        def tell(done: int, everybody: int) -> None:
            shown.length = max(everybody, 1)
            shown.update(done - shown.pos)

        yield tell


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
