"""What every command asks of whoever typed it: paths, a language, an exam that is its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from exam.config import ExamConfig
from exam.errors import RefusedError
from server.console import Voice
from server.office import OpenExam, read_manifest, require_outside_exams, visit_exam
from server.staging import require_apart, require_new_or_empty

PATH: Final = click.Path(path_type=Path)
pass_voice = click.make_pass_decorator(Voice)


def config_of(directory: Path) -> ExamConfig:
    """Return the selection that an exam directory is of."""
    _raw, _manifest, config = read_manifest(directory)
    return config


def require_place_for_cards(cards: Path, directory: Path) -> None:
    """Refuse to put what must leave the server into an exam, or among other things."""
    require_apart(cards, directory)
    require_outside_exams(cards)
    require_new_or_empty(cards)


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
