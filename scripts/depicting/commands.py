"""Commands as people type them, with what they answer, as a terminal shows it."""

from pathlib import Path
from typing import Final

import structlog
from click.testing import CliRunner

from scripts.depicting.screens import Screen, terminal
from scripts.depicting.visits import LANGUAGES
from server.__main__ import cli
from server.console import Voice

_PROGRAM: Final = "makalah-server"
EXAM: Final = "EXAM"
"""What an exam's directory is called in commands."""


def answered(name: str, folder: Path, *commands: str) -> list[Screen]:
    """Type commands in a folder, in every language.

    Raises:
        ValueError: one of them ends with an error.

    """
    return [
        terminal(
            name,
            language,
            [(f"{_PROGRAM} {one}", _answer(language, folder / language, one)) for one in commands],
        )
        for language in LANGUAGES
    ]


def _answer(language: str, folder: Path, command: str) -> str:
    """Run a command; the names in it that have a dot, and the exam, are in the folder."""
    words = [
        str(folder / word) if "." in word or word == EXAM else word for word in command.split()
    ]
    try:
        done = CliRunner().invoke(cli, ["--language", language, *words], obj=Voice())
    finally:
        structlog.reset_defaults()
    if done.exit_code:
        raise ValueError(f"{command}: {done.output} {done.exception}")
    return done.stdout.replace(f"{folder}/", "")
