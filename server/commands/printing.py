"""The command that prints: papers of the exam as Word files, outside its directory."""

from pathlib import Path
from typing import Final

import click

from server import summaries
from server.commands.asking import PATH, config_of, pass_voice, sitting_named, sitting_option
from server.console import Voice
from server.files import make_private_folder, write_private
from server.office import require_outside_exams, visit_exam
from server.paper_kinds import Printed, file_of
from server.staging import require_apart

_EVERYTHING: Final = "all"
_KINDS: Final = (*(kind.value for kind in Printed), _EVERYTHING)


@click.command(name="print")
@click.option("--out", type=PATH, required=True, help="Folder for the .docx files.")
@sitting_option
@click.argument("kind", type=click.Choice(_KINDS), metavar="KIND")
@click.argument("directory", type=PATH)
@pass_voice
def print_(voice: Voice, out: Path, named: str, kind: str, directory: Path) -> None:
    """Write a paper of the exam in DIRECTORY as .docx.

    KIND: labels, attendance, rules, pact, receipts, minutes, disruptions, or all of them. Cards,
    shares, slips and the sealed envelope hold secrets: they are written once, by init or new.
    """
    from server.documents.printing import print_paper, printable

    config = config_of(directory)
    voice.follow(config.exam.language)
    sitting_id = sitting_named(config, named)
    require_apart(out, directory)
    require_outside_exams(out)
    if not out.is_dir():
        make_private_folder(out)
    with visit_exam(directory) as exam:
        for one in printable(config) if kind == _EVERYTHING else (Printed(kind),):
            file = out / file_of(one, sitting_id)
            write_private(file, print_paper(one, exam, sitting_id))
            click.echo(summaries.written(file, voice.translate))
