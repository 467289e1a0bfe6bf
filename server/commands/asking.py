"""What every command asks of whoever typed it: paths, a language, an exam that is its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from exam.config import ExamConfig
from exam.errors import ConfigError, RefusedError
from server.console import Voice
from server.office import OpenExam, read_manifest, visit_exam
from server.sittings import ONLY

PATH: Final = click.Path(path_type=Path)
pass_voice = click.make_pass_decorator(Voice)
sitting_option = click.option(
    "--sitting", "named", default="", metavar="ID", help="Which sitting, where there are several."
)


class WholeHelp(click.Group):
    """A group of commands whose help says all of what each does, not as much as fits in a line."""

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Take a command in; the first paragraph of its help stands in the list."""
        cmd.short_help = " ".join((cmd.help or "").split("\n\n")[0].split())
        super().add_command(cmd, name)


class EverythingSaidError(click.ClickException):
    """Ends the command with exit code 1 after it has said everything itself."""

    def __init__(self) -> None:
        super().__init__("")

    def show(self, file: object = None) -> None:
        """Say nothing more."""


def config_of(directory: Path) -> ExamConfig:
    """Return the selection that an exam directory is of."""
    _raw, _manifest, config = read_manifest(directory)
    return config


def require_written(voice: Voice, directory: Path) -> ExamConfig:
    """Speak the language of an exam in which a paper is written, and return its selection.

    Raises:
        ConfigError: nothing is written in it, so there is nothing to do for this command.

    """
    config = config_of(directory)
    voice.follow(config.exam.language)
    if not config.has_paper:
        raise ConfigError("plan.no-paper")
    return config


def sitting_named(config: ExamConfig, named: str) -> str:
    """Return the id of the sitting that somebody names, empty in an exam that has one or none.

    Raises:
        RefusedError: there is none of that id, or there are several and none was named.

    """
    if not config.has_paper and not named:
        return ONLY
    writing = config.writing
    if not writing.has_several and named in ("", writing.sittings[0].id):
        return ONLY
    if not named:
        raise RefusedError("sitting.unnamed", sittings=", ".join(writing.sitting_ids))
    writing.sitting_of(named)
    return named


@contextmanager
def timed_exam(directory: Path) -> Iterator[OpenExam]:
    """Open an exam for something that must bear the right time.

    Raises:
        RefusedError: candidates may be writing, and nobody knows how long the server was away.

    """
    with visit_exam(directory) as exam:
        if not exam.timeline.is_settled:
            raise RefusedError("timeline.outage")
        yield exam
