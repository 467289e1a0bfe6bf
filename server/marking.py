"""One panelist's desk: reading by code, scoring alone, locking.

Drafts open only with their author's seed. A lock seals all scores to the round and releases the
panelist's shares; when the last one does, and not before, `server.reveal` opens scores and names.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from sqlite_utils import Database

from exam import keys
from exam.chronicle import ScoresLocked, encode_entry
from exam.clock import ExamTime
from exam.codes import Randomness
from exam.config import Criterion, ExamConfig
from exam.errors import InputError, RefusedError, SealError
from exam.seal import Manuscript
from server.anonymity import Slot, empty_slot, open_paper
from server.reveal import HIGHEST_SCORE, reveal
from server.store import append_entry

LONGEST_NOTE: Final = 4000
_WHOLE_NUMBER: Final = re.compile(r"^[0-9]{1,3}$")


class Marks(msgspec.Struct, frozen=True):
    """What a panelist has noted of one paper so far: scores by criterion, and a note."""

    scores: dict[str, int] = {}
    note: str = ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper as the panel sees it before it is read."""

    code: str
    post_id: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the panel is, in counts and names of panelists only; never a score."""

    opened: bool
    panelists: int
    locked: frozenset[str]
    revealed: bool


@dataclass(frozen=True, slots=True)
class MarkingDesk:
    """A logged-in panelist at work."""

    exam_id: bytes
    config: ExamConfig
    panelist_id: str
    seed: bytes

    def papers(self, db: Database) -> tuple[PaperLine, ...]:
        """List the papers by post, within a post in this panelist's own order.

        So no paper is always the first or always the last to be read.
        """
        order_key = keys.derive_key(self.seed, "reading-order")
        posts = [post.id for post in self.config.posts]
        lines = [PaperLine(row["code"], row["post_id"]) for row in db["papers"].rows]
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
        for row in db.query("select code, post_id from papers where code = ?", (code,)):
            return PaperLine(row["code"], row["post_id"])
        raise RefusedError("marking.no-paper", paper=code)

    def read(self, db: Database, code: str) -> Manuscript:
        """Open one paper.

        Raises:
            RefusedError: there is none of that code.
            IntegrityError: the stored paper or the reading key is damaged.

        """
        self.find(db, code)
        (row,) = db.query("select sealed from papers where code = ?", (code,))
        return open_paper(self._slot(db, Slot.READING), code, row["sealed"])

    def marks(self, db: Database) -> dict[str, Marks]:
        """Return this panelist's own marks by paper code."""
        rows = db.query(
            "select paper_code, sealed from drafts where panelist_id = ?", (self.panelist_id,)
        )
        return {row["paper_code"]: self._open_draft(row) for row in rows}

    def save(self, db: Database, code: str, marks: Marks, random: Randomness) -> None:
        """Keep marks as an encrypted draft, inside a write act.

        Raises:
            RefusedError: there is no such paper, or this panelist has locked.

        """
        self.find(db, code)
        if self.panelist_id in progress(db, self.config).locked:
            raise RefusedError("marking.locked")
        plaintext = msgspec.msgpack.encode(marks)
        sealed = keys.encrypt(
            self._score_key(), plaintext, "draft", self.panelist_id, code, random=random
        )
        db.table("drafts").upsert(
            {"panelist_id": self.panelist_id, "paper_code": code, "sealed": sealed},
            pk=("panelist_id", "paper_code"),
        )

    def lacking(self, db: Database) -> dict[str, tuple[Criterion, ...]]:
        """Name the criteria that still lack a score, by paper code in reading order."""
        marks = self.marks(db)
        lacking = {
            line.code: missing_scores(marks.get(line.code, Marks()), self.config)
            for line in self.papers(db)
        }
        return {code: criteria for code, criteria in lacking.items() if criteria}

    def lock(self, db: Database, now: ExamTime) -> None:
        """Lock all scores and release the shares, inside a write act; again changes nothing.

        Raises:
            RefusedError: papers are not opened, or a score is missing.
            IntegrityError: a key slot or an earlier lock is damaged; nothing is locked then.

        """
        panel = progress(db, self.config)
        if not panel.opened:
            raise RefusedError("marking.not-opened")
        if self.panelist_id in panel.locked:
            return
        lacking = self.lacking(db)
        if lacking:
            raise RefusedError("marking.incomplete", papers=len(lacking))
        self._write_lock(db, now)
        if len(panel.locked) + 1 == panel.panelists:
            reveal(db, self.exam_id, self.config, now)

    def _write_lock(self, db: Database, now: ExamTime) -> None:
        scores = {code: marks.scores for code, marks in self.marks(db).items()}
        (opening,) = db.query("select round_public_key from opening")
        sealed = keys.seal_to(
            opening["round_public_key"],
            msgspec.msgpack.encode(scores),
            "scores",
            self.exam_id,
            self.panelist_id,
        )
        db.table("locks").insert(
            {
                "panelist_id": self.panelist_id,
                "locked_at": now,
                "sealed_scores": sealed,
                "round_share": self._slot(db, Slot.ROUND),
                "identity_share": self._slot(db, Slot.IDENTITY),
            }
        )
        sealed_digest = keys.digest("sealed-scores", sealed).hex()
        entry = ScoresLocked(at=now, staff_id=self.panelist_id, sealed_scores_digest=sealed_digest)
        append_entry(db, encode_entry(entry))

    def _slot(self, db: Database, slot: Slot) -> bytes:
        rows = db.query(
            "select sealed from key_slots where panelist_id = ? and kind = ?",
            (self.panelist_id, slot.value),
        )
        for row in rows:
            return empty_slot(self.seed, row["sealed"], self.exam_id, self.panelist_id, slot)
        raise RefusedError("marking.not-opened")

    def _score_key(self) -> bytes:
        return keys.derive_key(self.seed, "score-key")

    def _open_draft(self, row: dict[str, Any]) -> Marks:
        context = (self.panelist_id, row["paper_code"])
        plaintext = keys.decrypt(self._score_key(), row["sealed"], "draft", *context)
        try:
            return msgspec.msgpack.decode(plaintext, type=Marks)
        except msgspec.MsgspecError:
            raise SealError("seal.damaged") from None


def progress(db: Database, config: ExamConfig) -> Progress:
    """Tell how far the panel is."""
    locked = frozenset(row["panelist_id"] for row in db.query("select panelist_id from locks"))
    return Progress(
        opened=db["opening"].count > 0,
        panelists=len(config.panel.members),
        locked=locked,
        revealed=db["identities"].count > 0 or len(locked) == len(config.panel.members),
    )


def missing_scores(marks: Marks, config: ExamConfig) -> tuple[Criterion, ...]:
    """Name the criteria of the rubric that these marks lack."""
    return tuple(
        criterion for criterion in config.writing.rubric if criterion.id not in marks.scores
    )


def read_marks(typed: Mapping[str, str], note: str, config: ExamConfig) -> Marks:
    """Read scores as they were typed, by criterion; what is blank is not scored yet.

    Raises:
        InputError: a score is not a whole number from 0 to 100, or the note is too long.

    """
    scores: dict[str, int] = {}
    for criterion in config.writing.rubric:
        text = typed.get(criterion.id, "").strip()
        if not text:
            continue
        if not _WHOLE_NUMBER.match(text) or int(text) > HIGHEST_SCORE:
            raise InputError("marking.score", criterion=criterion.name, value=text[:20])
        scores[criterion.id] = int(text)
    if len(note) > LONGEST_NOTE:
        raise InputError("marking.note", length=len(note), limit=LONGEST_NOTE)
    return Marks(scores, note)
