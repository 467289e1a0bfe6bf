"""How the program speaks to whoever runs it, and how it ends: one sentence and an exit code."""

import logging
import os
import sys
import tomllib
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Final

import click
import structlog

from exam.errors import ExamError
from exam.sentences import sentence
from server.files import naming_problems
from server.language import load_catalog

LANGUAGES: Final = ("id", "en")
DONE: Final = 0
REFUSED: Final = 2
FAULT: Final = 70
"""`EX_SOFTWARE` of sysexits.h."""
INTERRUPTED: Final = 130
_LOCALES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
_log = structlog.get_logger()


class Voice:
    """Speaks the language asked for, else the exam's, else the machine's, else Indonesian."""

    def __init__(self) -> None:
        self._asked = False
        self._speak(_language_of_machine())

    def ask_for(self, language: str) -> None:
        """Speak this language whatever the exam says."""
        self._asked = True
        self._speak(language)

    def follow(self, language: str | None) -> None:
        """Speak the exam's language if it is known, unless another was asked for."""
        if language in LANGUAGES and not self._asked:
            self._speak(language)

    def translate(self, text: str) -> str:
        """Say a text in the language of now."""
        return self._catalog.gettext(text)

    def _speak(self, language: str) -> None:
        self.language = language
        self._catalog = load_catalog(language)


def end_well(voice: Voice, command: Callable[[], object]) -> int:
    """Run a command and return its exit code; whatever goes wrong is one sentence."""
    try:
        with naming_problems(Path.cwd()):
            command()
    except ExamError as error:
        for problem in error.problems:
            click.echo(sentence(problem, voice.translate), err=True)
        return REFUSED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last one to say anything
        _note_fault(error)
        click.echo(_fault_sentence(voice.translate), err=True)
        return FAULT
    return DONE


def _fault_sentence(_: Callable[[str], str]) -> str:
    return _(
        "The program has a fault. Papers that were handed in are safe. Try again; if it stays, run "
        "it with --debug and tell the technician."
    )


def _note_fault(error: Exception) -> None:
    """Tell where it happened, never with what: values may be secret."""
    frames = traceback.extract_tb(error.__traceback__)
    at = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]
    _log.debug("fault", kind=type(error).__name__, at=at)


def log_troubles_only() -> None:
    """Log to standard error only what goes wrong, for a program that speaks for itself."""
    _log_from(logging.WARNING)


def log_to_stderr(*, debug: bool) -> None:
    """Log to standard error in short lines: what happens, or everything."""
    _log_from(logging.DEBUG if debug else logging.INFO)


def _log_from(level: int) -> None:
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="%H:%M:%S", utc=False),
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def language_of_file(config_file: Path) -> str | None:
    """Return the language that a config names, even if the rest of it is wrong."""
    try:
        found = tomllib.loads(config_file.read_text("utf-8"))["exam"]["language"]
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return found if isinstance(found, str) else None


def _language_of_machine() -> str:
    """Return the language of the environment if the program speaks it, else Indonesian."""
    locale = next((os.environ[name] for name in _LOCALES if os.environ.get(name)), "")
    return next((known for known in LANGUAGES if locale.startswith(known)), LANGUAGES[0])
