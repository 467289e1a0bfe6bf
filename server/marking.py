"""One panelist's desk: the papers, read by code, and the stages that are scored here.

Everything is opened with the panelist's own seed, which is in memory while they are logged in.
"""

from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from exam.config import ExamConfig
from exam.errors import RefusedError
from exam.seal import Manuscript
from server.anonymity import Slot, open_paper
from server.key_slots import own_slot
from server.release import has_release_check, is_released, released_codes
from server.score_desk import ScoreDesk
from server.scored import find_stage, scored_stages

_PAPERS: Final = """
    select p.code, p.post_id from assignments a join papers p on p.code = a.subject
    where a.stage_id = :stage and a.panelist_id = :panelist order by a.turn
"""
_STANDING: Final = """
    select a.turn,
        (
            select c.turn from assignments c
            where c.stage_id = a.stage_id and c.panelist_id = a.panelist_id
            order by c.turn desc limit 1
        ) as papers,
        (
            select b.subject from assignments b
            where b.stage_id = a.stage_id and b.panelist_id = a.panelist_id and b.turn < a.turn
            and (not :is_checked or exists (select 1 from releases where code = b.subject))
            order by b.turn desc limit 1
        ) as previous,
        (
            select b.subject from assignments b
            where b.stage_id = a.stage_id and b.panelist_id = a.panelist_id and b.turn > a.turn
            and (not :is_checked or exists (select 1 from releases where code = b.subject))
            order by b.turn limit 1
        ) as following
    from assignments a
    where a.stage_id = :stage and a.panelist_id = :panelist and a.subject = :code
"""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper as the panel sees it before it is read; unread until it was checked for names."""

    code: str
    post_id: str
    is_released: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a paper stands in a panelist's order, from one on, and the papers before and after.

    Papers that cannot be read yet are passed over; None is the beginning or the end.
    """

    position: int
    papers: int
    previous: str | None
    following: str | None


@dataclass(frozen=True, slots=True)
class MarkingDesk:
    """A logged-in panelist at work."""

    exam_id: bytes
    config: ExamConfig
    panelist_id: str
    seed: bytes

    def scoring(self, stage_id: str) -> ScoreDesk:
        """Return this panelist's work on one stage.

        Raises:
            RefusedError: no stage of that id is scored here.

        """
        scored = find_stage(self.exam_id, self.config, stage_id)
        return ScoreDesk(scored, self.panelist_id, self.seed)

    def stages(self) -> tuple[ScoreDesk, ...]:
        """Return this panelist's work on every stage that is scored here."""
        found = scored_stages(self.exam_id, self.config)
        return tuple(ScoreDesk(scored, self.panelist_id, self.seed) for scored in found)

    def papers(self, db: Database) -> tuple[PaperLine, ...]:
        """List the papers by post, within a post in this panelist's own order.

        So no paper is always the first or always the last to be read.
        """
        released = released_codes(db)
        rows = db.query(_PAPERS, self._place)
        return tuple(
            PaperLine(row["code"], row["post_id"], row["code"] in released) for row in rows
        )

    def standing(self, db: Database, code: str) -> Standing:
        """Say where one paper stands among all of them, and between which that can be read.

        Raises:
            RefusedError: it is none of this panelist's.

        """
        asked = {**self._place, "code": code, "is_checked": has_release_check(db)}
        for row in db.query(_STANDING, asked):
            return Standing(row["turn"], row["papers"], row["previous"], row["following"])
        raise RefusedError("marking.not-yours", subject=code[:64])

    @property
    def _place(self) -> dict[str, str]:
        return {"stage": self.config.writing.stage.id, "panelist": self.panelist_id}

    def find(self, db: Database, code: str) -> PaperLine:
        """Return the paper of that code.

        Raises:
            RefusedError: there is none.

        """
        for row in db.query("select code, post_id from papers where code = ?", [code]):
            return PaperLine(row["code"], row["post_id"], is_released(db, code))
        raise RefusedError("marking.no-paper", paper=code[:64])

    def read(self, db: Database, code: str) -> Manuscript:
        """Open one paper.

        Raises:
            RefusedError: there is none of that code, or it was not checked for names yet.
            IntegrityError: the stored paper or the reading key is damaged.

        """
        if not self.find(db, code).is_released:
            raise RefusedError("marking.not-released", paper=code)
        reading_key = own_slot(db, self.seed, self.exam_id, self.panelist_id, Slot.READING)
        (row,) = db.query("select sealed from papers where code = ?", [code])
        return open_paper(reading_key, code, row["sealed"])
