"""Commands of the secretariat before there is an exam: check what was prepared, and create it."""

import os
from pathlib import Path

import click

from server import founding_summaries as summaries
from server.commands.asking import PATH, pass_voice
from server.console import Voice, language_of_file
from server.disk_watch import free_bytes
from server.founding import Folders, found_exam, require_folders
from server.inspection import inspect_drafts
from server.plan import read_draft, read_plan, topics_beside
from server.preparation import Preparation
from server.readout import readout_text


class _CannotRunError(click.ClickException):
    """Ends the command with exit code 1; everything has been said."""

    def show(self, file: object = None) -> None:
        """Say nothing more."""


config_option = click.option(
    "--config", "config_file", type=PATH, required=True, help="The exam's TOML."
)
roster_option = click.option(
    "--roster", "roster_file", type=PATH, required=True, help="Candidates, CSV or XLSX."
)


@click.command()
@config_option
@roster_option
@click.option("--cards", type=PATH, required=True, help="New folder for cards and shares.")
@click.argument("directory", type=PATH)
@pass_voice
def init(voice: Voice, config_file: Path, roster_file: Path, cards: Path, directory: Path) -> None:
    """Create an exam in DIRECTORY; cards and shares go to another folder."""
    voice.follow(language_of_file(config_file))
    folders = Folders(directory, cards)
    require_folders(folders)
    prepared = read_plan(config_file, roster_file)
    handouts = found_exam(prepared, folders, os.urandom)
    if prepared.repairs:
        click.echo(summaries.repaired(roster_file, prepared.repairs, voice.translate))
    click.echo(summaries.created(handouts, prepared.config, directory, cards, voice.translate))


@click.command()
@config_option
@roster_option
@click.option(
    "--target", type=PATH, default=Path(), help="Where the exam will be, for the disk's room."
)
@pass_voice
def check(voice: Voice, config_file: Path, roster_file: Path, target: Path) -> None:
    """Tell what an exam would be, without creating it; exit code 1 if it cannot be held."""
    voice.follow(language_of_file(config_file))
    found = inspect_drafts(
        read_draft(config_file),
        topics_beside(config_file),
        read_draft(roster_file),
        free_bytes(target),
    )
    click.echo(readout_text(found, voice.translate))
    if not found.can_run:
        raise _CannotRunError("")


@click.command()
@click.option("--port", default=0, help="Port on this machine; any free one if left out.")
@pass_voice
def new(voice: Voice, port: int) -> None:
    """Prepare an exam in the browser of this machine."""
    from server.web.new_app import serve_new_exam

    preparation = Preparation(Path.cwd(), os.urandom)
    serve_new_exam(
        preparation,
        voice.language,
        port,
        lambda address: click.echo(summaries.invited(address, voice.translate)),
    )
    founded = preparation.founded
    if founded is None:
        click.echo(summaries.uncreated(voice.translate))
        return
    config, folders = founded.plan.config, founded.folders
    text = summaries.created(
        founded.handouts, config, folders.directory, folders.cards, voice.translate
    )
    click.echo(text)
