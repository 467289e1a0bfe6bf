"""Commands that keep an exam safe: a second copy of it, and the way back from that copy."""

import time
from pathlib import Path

import click

from server import summaries
from server.backup import BACKUP_EACH_SECONDS, Follower, back_up
from server.commands.asking import PATH, config_of, pass_voice
from server.console import Voice
from server.restoring import restore_exam
from server.settings import ExamDirectory


@click.command()
@click.option("--follow", is_flag=True, help="Go on until it is stopped.")
@click.option(
    "--every",
    "seconds",
    metavar="SECONDS",
    type=click.IntRange(1, 3600),
    default=BACKUP_EACH_SECONDS,
    show_default=True,
    help="How often to copy what is new.",
)
@click.argument("target", type=PATH)
@click.argument("directory", type=PATH)
@pass_voice
def backup(voice: Voice, follow: bool, seconds: int, target: Path, directory: Path) -> None:
    """Copy the exam in DIRECTORY to TARGET, while its server runs or not."""
    voice.follow(config_of(directory).exam.language)
    source, copy = ExamDirectory(directory), ExamDirectory(target)
    click.echo(summaries.backed_up(target, back_up(source, copy), voice.translate))
    if not follow:
        return
    follower = Follower(source, copy)
    while True:
        time.sleep(seconds)
        news = follower.turn()
        if news is not None:
            click.echo(summaries.backup_news(target, news, voice.translate))


@click.command()
@click.option("--despite-damage", is_flag=True, help="Restore although something is missing.")
@click.argument("backup", type=PATH)
@click.argument("directory", type=PATH)
@pass_voice
def restore(voice: Voice, despite_damage: bool, backup: Path, directory: Path) -> None:
    """Make the new exam DIRECTORY from BACKUP; its server asks the PCs for what came later."""
    voice.follow(config_of(backup).exam.language)
    restored = restore_exam(backup, directory, despite_damage=despite_damage)
    click.echo(summaries.restored(directory, restored, voice.translate))
