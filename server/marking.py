"""One panelist's desk: the papers, read by code, and the stages that are scored here.

Everything is opened with the panelist's own seed, which is in memory while they are logged in.
"""

from dataclasses import dataclass

from sqlite_utils import Database

from exam import keys
from exam.config import ExamConfig
from exam.errors import RefusedError
from exam.seal import Manuscript
from server.anonymity import Slot, open_paper
from server.key_slots import own_slot
from server.release import released_codes
from server.score_desk import ScoreDesk
from server.scored import find_stage, scored_stages


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper as the panel sees it before it is read; unread until it was checked for names."""

    code: str
    post_id: str
    is_released: bool


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
        order_key = keys.derive_key(self.seed, "reading-order")
        posts = [post.id for post in self.config.posts]
        released = released_codes(db)
        lines = [
            PaperLine(row["code"], row["post_id"], row["code"] in released)
            for row in db.query("select code, post_id from papers")
        ]
        return tuple(
            sorted(
                lines,
                key=lambda line: (
                    posts.index(line.post_id),
                    keys.digest("reading-order", order_key, line.code),
                ),
            )
        )

    def find(self, db: Database, code: str) -> PaperLine:
        """Return the paper of that code.

        Raises:
            RefusedError: there is none.

        """
        for row in db.query("select code, post_id from papers where code = ?", [code]):
            return PaperLine(row["code"], row["post_id"], row["code"] in released_codes(db))
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
