"""The throwaway exam: the config of the real one, invented candidates, topics that say nothing.

It is made in a folder of its own on the same disk and is gone afterwards; of the real exam it has
the config and nothing else.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Final

import msgspec

from exam.config import ExamConfig, Lateness, Topic
from exam.config.writing import ONLY
from exam.roster import Application
from server.ceremony import Handouts, create_exam
from server.files import naming_problems
from server.plan import Plan

_NIP: Final = "19700101199503{:04}"


@contextmanager
def stand_in(
    config: ExamConfig, seats: int, minutes: float, beside: Path
) -> Iterator[tuple[Path, Handouts]]:
    """Make a throwaway exam beside a folder, for the length of a block.

    Raises:
        DirectoryError: nothing can be written there.

    """
    with naming_problems(beside):
        folder = Path(tempfile.mkdtemp(prefix="makalah-rehearsal-", dir=beside))
    try:
        root = folder / "exam"
        root.mkdir(mode=0o700)
        yield root, create_exam(throwaway_plan(config, seats, minutes), root, os.urandom)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def throwaway_plan(config: ExamConfig, seats: int, minutes: float) -> Plan:
    """Return the plan of a practice exam: so many invented people write so many minutes."""
    shortened = _shortened(config, seats, minutes)
    posts = [post.id for post in config.posts]
    applications = tuple(
        Application(
            number=f"R{at:04}",
            name=f"Gladi {at:04}",
            nip=_NIP.format(at),
            office="–",
            unit="–",
            post_id=post,
        )
        for at, post in zip(range(1, seats + 1), cycle(posts), strict=False)
    )
    topics = {post: Topic(post, "Gladi", "Gladi bersih: tulis apa saja.") for post in posts}
    return Plan(shortened, {ONLY: topics}, applications)


def _shortened(config: ExamConfig, seats: int, minutes: float) -> ExamConfig:
    """Change what a rehearsal changes: length, number of PCs, and the price of a card's code."""
    writing, replace = config.writing, msgspec.structs.replace
    sitting = replace(
        writing.sittings[0],
        seats=seats,
        spare_seats=0,
        minutes=minutes,
        rows=(),
        groups=(),
        posts=(),
    )
    rules = replace(
        writing.sitting_rules, minutes=minutes, lateness=Lateness(rule="drop", latest_minutes=0)
    )
    return replace(
        config,
        exam=replace(config.exam, practice=True, card_kdf="test-only"),
        sittings=(sitting,),
        sitting_rules=rules,
    )
