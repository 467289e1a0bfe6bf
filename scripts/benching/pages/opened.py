"""An exam whose papers are opened and checked, and of which every panelist has marked every paper.

What the opening writes is written by the same code; only that nothing had to be unsealed for it.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Final

import msgspec
from sqlite_utils import Database

from exam.clock import ExamTime
from exam.config import ExamConfig, Panelist, parse_config
from exam.scoring import ROUND_ONE
from scripts.benching.crowd.room import CONFIG
from scripts.benching.writers import manuscript_of
from scripts.practice.premises import Slip
from server.ceremony import Handouts
from server.drafts import Drafts, Marks
from server.office import OpenExam, visit_exam
from server.papers import Paper, Record
from server.rehearsal.stand_in import stand_in
from server.release import waive_check
from server.staff import log_in

MEMBERS: Final = 16
"""The largest panel that an exam can have: SLIP-39 has no more shares."""
WORDS: Final = 3_000
_TEXTS: Final = 5
_MINUTES: Final = 240
_VALUE: Final = 70


@dataclass(frozen=True, slots=True)
class Opened:
    """An exam as it is when the panel reads, and what its members log in with."""

    root: Path
    papers: int
    slips: tuple[Slip, ...]


@contextmanager
def opened_exam(papers: int, words: int = WORDS) -> Iterator[Opened]:
    """Make an exam with so many opened papers of so many words, for the length of a block."""
    folder = Path(tempfile.mkdtemp(prefix="makalah-panel-"))
    try:
        with stand_in(large_panel(), papers, _MINUTES, folder) as (root, handouts):
            with visit_exam(root) as exam:
                exam.act_now(lambda db, now: _open(db, exam, handouts, words, now))
            members = {member.id for member in exam.config.panel.members}
            slips = (
                Slip(one.staff_id, one.name, one.role.value, one.passphrase)
                for one in handouts.staff
                if one.staff_id in members
            )
            yield Opened(root, papers, tuple(slips))
    finally:
        shutil.rmtree(folder)


def large_panel() -> ExamConfig:
    """Return a real selection with as many panelists as there can be."""
    config = parse_config(CONFIG.read_bytes(), CONFIG.name)
    known = config.panel.members
    more = tuple(
        Panelist(id=f"penilai-{at}", name=f"Penilai {at}", element="external")
        for at in range(len(known) + 1, MEMBERS + 1)
    )
    panel = msgspec.structs.replace(config.panel, members=(*known, *more))
    return msgspec.structs.replace(config, panel=panel)


def _open(db: Database, exam: OpenExam, handouts: Handouts, words: int, now: ExamTime) -> None:
    texts = cycle([manuscript_of(words, first) for first in range(_TEXTS)])
    people = (card.application for card in handouts.cards)
    papers = [Paper(one.id, one.post_id, text) for one, text in zip(people, texts, strict=False)]
    record = Record(exam, papers, os.urandom)
    record.write(db)
    record.begin_scoring(db, now)
    waive_check(db, "", "–", now)
    for member in exam.config.panel.members:
        _mark_all(db, exam, handouts, member.id, record.codes)


def _mark_all(
    db: Database, exam: OpenExam, handouts: Handouts, member: str, codes: tuple[str, ...]
) -> None:
    """Keep marks of one panelist for every paper."""
    secret = next(one.passphrase for one in handouts.staff if one.staff_id == member)
    seed = log_in(db, exam.exam_id, member, secret, exam.config.kdf_profile).seed or b""
    stage = exam.config.writing.stage
    drafts = Drafts(stage.id, member, seed)
    marks = Marks({criterion.id: _VALUE for criterion in stage.rubric}, "Baik.")
    for code in codes:
        drafts.keep(db, ROUND_ONE, code, marks, os.urandom)
