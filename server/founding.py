"""The founding of an exam: its directory and its cards folder, both whole or neither.

The command `init` and the page of `new` both come here, so there is one way only in which an exam
begins.
"""

from dataclasses import dataclass
from pathlib import Path

from exam.codes import Randomness
from server.ceremony import Handouts, create_exam
from server.documents.cards import fingerprint, write_handouts
from server.language import load_catalog
from server.office import require_outside_exams
from server.plan import Plan
from server.staging import new_folders, require_apart, require_new, require_new_or_empty


@dataclass(frozen=True, slots=True)
class Folders:
    """Where an exam is to be, and where what must leave the server goes."""

    directory: Path
    cards: Path


def require_place_for_cards(cards: Path, directory: Path) -> None:
    """Refuse to put what must leave the server into an exam, or among other things.

    Raises:
        DirectoryError: the folder is inside an exam, holds one, or is not empty.

    """
    require_apart(cards, directory)
    require_outside_exams(cards)
    require_new_or_empty(cards)


def require_folders(folders: Folders) -> None:
    """Refuse places where an exam cannot begin.

    Raises:
        DirectoryError: says which and why.

    """
    require_place_for_cards(folders.cards, folders.directory)
    require_outside_exams(folders.directory)
    require_new(folders.directory)


def found_exam(plan: Plan, folders: Folders, random: Randomness) -> Handouts:
    """Create an exam and write what is handed out; what fails leaves nothing behind.

    Raises:
        DirectoryError: one of the folders cannot be made or written to.

    """
    from server.documents.secret_papers import write_secret_papers
    from server.documents.sheet import Occasion

    with new_folders(folders.cards, folders.directory) as (cards, stage):
        handouts = create_exam(plan, stage, random)
        translate = load_catalog(plan.config.exam.language).gettext
        write_handouts(handouts, plan.config, cards, translate)
        occasion = Occasion(plan.config, fingerprint(handouts), translate)
        write_secret_papers(handouts, cards, occasion)
    return handouts
